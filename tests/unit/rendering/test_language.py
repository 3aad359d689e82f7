"""The language of templates: what is listed, and nothing else."""

from pathlib import Path

import pytest
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.tests import TESTS as ALL_TESTS

from typetable.rendering.language import FILTERS, GLOBALS, METHODS, TESTS
from typetable.rendering.templates import RenderError, render
from typetable.targets.views import FileView, PackageView

FILE = FileView(
    path="x.py",
    template="x.py.jinja",
    allowed=None,
    view=PackageView(has_exports=False, imports=(), exports=()),
)
VALUES = ("'a'", "{1: 2}", "[1]", "(1,)", "1", "1.5", "true", "'a'.split()")
"""A literal for each type of value that templates make."""

WORDS = [test for test in ALL_TESTS if test.isalpha()]
REFUSED = [
    *(f"{{{{ [1]|{name} }}}}" for name in DEFAULT_FILTERS if name not in FILTERS),
    *(f"{{% if 1 is {name} %}}{{% endif %}}" for name in WORDS if name not in TESTS),
    *(f"{{{{ {name}() }}}}" for name in DEFAULT_NAMESPACE if name not in GLOBALS),
    *(f"{{{{ [1]|map('{name}') }}}}" for name in DEFAULT_FILTERS.keys() - FILTERS),
    *(f"{{{{ [1]|select('{name}') }}}}" for name in ALL_TESTS.keys() - TESTS),
    *(
        f"{{{{ {value}{access.format(name)}() }}}}"
        for value, kind in zip(
            VALUES, (str, dict, list, tuple, int, float, bool, list), strict=True
        )
        for name in dir(kind)
        if name not in METHODS.get(kind, ())
        for access in (".{}", "['{}']")
    ),
    "{% autoescape true %}{% endautoescape %}",
    "{{ 99999999999 }}",
]
EVER_MORE = {
    "filtered loops": "{% for a in x if false %}{% endfor %}",
    "filters of filters": "{% set y = x" + "|map('string')" * 40 + " %}",
    "tests of all": "{% set y = x|select('in', x)|list %}",
    "parts of texts": "{% set y = t[1:] %}",
    "missing templates": "{% include t[:9] ignore missing %}",
    "many parts": "{% if t %}{% endif %}" * 10_001,
    "many names": "".join(f"{{% set a{n} = 1 %}}" for n in range(501)),
    "many macros": "{% macro f() %}{% endmacro %}" * 501,
    "a large source": "x" * (256 * 1024),
}
"""Templates that work where it would not be seen, each inside of loops."""


def printed(folder: Path, text: str) -> str:
    """Return what a template prints."""
    (folder / "t").mkdir()
    (folder / "t" / "x.py.jinja").write_text(text)
    return render("t", FILE, folder)


def test_what_is_not_listed_is_refused(tmp_path: Path) -> None:
    """Each filter, test, global and method of Jinja and Python is, however it is asked for."""
    (tmp_path / "t").mkdir()
    for number, text in enumerate(REFUSED):
        (tmp_path / "t" / f"{number}.jinja").write_text(text)
        file = FileView(path="x", template=f"{number}.jinja", allowed=None, view=VIEW)
        with pytest.raises(RenderError) as caught:
            render("t", file, tmp_path)
        assert caught.value.line == 1, text


VIEW = FILE.view


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n{{ 'a'|uper }}", "no filter `uper`; did you mean `upper`"),
        ("\n{{ 'a'|urlize }}", "no filter `urlize`; did you mean `unique`|there are"),
        ("\n{% if 1 is nuber %}{% endif %}", "no test `nuber`; did you mean `number`"),
        ("\n{{ 'a'.encode('punycode') }}", "no method `encode` of a str; "),
        ("\n{{ (1).bit_length() }}", "no method `bit_length` of a int; it has no"),
    ],
)
def test_what_there_is_instead_is_said(tmp_path: Path, text: str, message: str) -> None:
    """The line is there, and the nearest name or all there are."""
    with pytest.raises(RenderError, match=message) as caught:
        printed(tmp_path, text)
    assert caught.value.line == 2


@pytest.mark.parametrize("text", EVER_MORE.values(), ids=EVER_MORE)
def test_work_is_counted_wherever_it_is_done(tmp_path: Path, text: str) -> None:
    """What loops leave out, lazy filters, parts, and what there is to compile."""
    head = (
        "{% set x = 'abcdefgh'|list %}{% for a in x %}{% set x = x + x %}{% endfor %}"
    )
    head = "{% set x = 'abcdefgh'|list %}" + "{% set x = x + x %}" * 9
    loops = "{% for a in x %}{% for b in x %}"
    ends = "{% endfor %}{% endfor %}"
    with pytest.raises(RenderError, match=r"steps|at most|more than|too much"):
        printed(tmp_path, f"{head}{{% set t = x|join %}}{loops}{text}{ends}")


def test_files_share_what_a_run_may_take(tmp_path: Path) -> None:
    """Ten files that each take nearly all there is are not ten times as much."""
    (tmp_path / "t").mkdir()
    loops = "{% for a in x %}" * 4 + "{% endfor %}" * 4
    text = (
        "{% set x = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'|list %}"
        + loops
    )
    (tmp_path / "t" / "x.py.jinja").write_text(text)
    assert render("t", FILE, tmp_path) == ""
    with pytest.raises(RenderError, match="10,000,000 steps in a run"):
        render("t", FILE, tmp_path)
    (tmp_path / "t" / "small.jinja").write_text("small")
    small = FileView(path="x", template="small.jinja", allowed=None, view=VIEW)
    assert render("t", small, tmp_path) == "small"
