"""The language of templates: what is listed, and nothing else."""

from pathlib import Path

import pytest
from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS as ALL_FILTERS
from jinja2.tests import TESTS as ALL_TESTS

from typetable.rendering.language import FILTERS, PARTS
from typetable.rendering.templates import RenderError, render
from typetable.targets.views import FileView, ImportView, PackageView

VIEW = PackageView(
    has_exports=False, imports=(ImportView(module=".a", names="A"),) * 2, exports=()
)
FILE = FileView(path="x", template="x.jinja", allowed=None, view=VIEW)

WRITTEN = {
    "{{ view.imports|length }}": "filters",
    "{{ 'a'.upper() }}": "methods",
    "{{ 'a'['upper']() }}": "methods by subscripts",
    "{{ view.imports[0] }}": "subscripts",
    "{{ 'a'[:1] }}": "parts of texts",
    "{% set x = 'a' %}": "names for values",
    "{% set x %}{% endset %}": "names for texts",
    "{% with x = 'a' %}{% endwith %}": "names within blocks",
    "{% if 'a' == 'a' %}{% endif %}": "comparisons",
    "{% if 'a' in 'a' %}{% endif %}": "searches",
    "{% if view is defined %}{% endif %}": "tests",
    "{{ 1 + 1 }}": "arithmetic",
    "{{ -1 }}": "signs",
    "{{ 'a' * 9 }}": "repetition",
    "{{ '%9s' % 'a' }}": "formats",
    "{{ 'a' ~ 'a' }}": "concatenation",
    "{{ ['a'] }}": "lists",
    "{{ ('a', 'b') }}": "tuples",
    "{{ {'a': 'b'} }}": "dictionaries",
    "{% block a %}{% endblock %}": "blocks",
    "{% extends 't/x.jinja' %}": "bases",
    "{% import 't/x.jinja' as x %}": "imports",
    "{% from 't/x.jinja' import x %}": "imports of macros",
    "{% include view.name %}": "inclusions of any name",
    "{% include ['t/x.jinja'] %}": "inclusions of the first",
    "{% include 't/no' ignore missing %}": "inclusions of perhaps nothing",
    "{% call f() %}{% endcall %}": "calls of blocks",
    "{% autoescape true %}{% endautoescape %}": "escapes",
    "{% for a in view.imports if a %}{% endfor %}": "loops over some",
    "{% for a in view.imports recursive %}{% endfor %}": "loops in themselves",
    "{% for a, b in view.imports %}{% endfor %}": "loops with two names",
    "{% macro f(a=view) %}{% endmacro %}": "defaults that are worked out",
    "{% macro f(a, a) %}{% endmacro %}": "names twice",
    "{{ f(a='a', a='a') }}": "arguments twice",
    "{{ f(*view.imports) }}": "lists of arguments",
    "{{ f(**view) }}": "names of arguments",
    "{{ view.f() }}": "calls of fields",
    "{{ f()() }}": "calls of results",
    "{{ self }}": "the template itself",
    "{% macro f() %}{{ varargs }}{% endmacro %}": "further arguments",
    "{{ 101 }}": "large numbers",
    "{{ 1.5 }}": "broken numbers",
    "{{ 'a'|indent(4, width=4) }}": "what a filter takes, twice",
    "{{ 'a'|upper(4) }}": "what a filter does not take",
    "{{ 'a'|indent(*view.imports) }}": "what a filter takes, as a list",
    "{% frob %}": "unknown tags",
    "{{ 'a' if }}": "unfinished parts",
}
"""What the language lacks, as it is written."""

LISTED = [
    *(f"{{{{ 'a'|{name} }}}}" for name in ALL_FILTERS if name not in FILTERS),
    *(
        f"{{% if view is {name} %}}{{% endif %}}"
        for name in ALL_TESTS
        if name.isalpha()
    ),
    *(f"{{{{ {name}() }}}}" for name in DEFAULT_NAMESPACE),
    *(f"{{{{ {value}.{name}() }}}}" for value in ("'a'", "1") for name in dir(value)),
]
"""What Jinja lists: filters, tests, globals and methods."""


def failure(folder: Path, text: str) -> RenderError:
    """Return why a template cannot be rendered."""
    (folder / "t").mkdir(parents=True)
    (folder / "t" / "x.jinja").write_text(f"\n{text}")
    with pytest.raises(RenderError) as caught:
        render("t", FILE, folder)
    return caught.value


@pytest.mark.parametrize("text", WRITTEN, ids=WRITTEN.values())
def test_what_the_language_lacks_is_refused(tmp_path: Path, text: str) -> None:
    """At its line, by a short fact of which there is no other one after it."""
    error = failure(tmp_path, text)
    assert error.line == 2
    assert len(error.message) <= 72
    assert error.template == str(tmp_path / "t" / "x.jinja")


def test_what_jinja_lists_is_refused(tmp_path: Path) -> None:
    """Each filter, test, global and method, and the message is as short for all of them."""
    for number, text in enumerate(LISTED):
        error = failure(tmp_path / str(number), text)
        assert error.line == 2, text
        assert len(error.message) <= 72, text


def test_whatever_jinja_has_or_will_have_is_refused() -> None:
    """The parts of templates are listed one by one, and none is a kind of several."""
    assert not any(kind.__subclasses__() for kind in PARTS if kind is not nodes.Filter)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{{ 'a'|uper }}", "templates have no filter `uper`", "did you mean `upper`?"),
        (
            "{{ 'a'|sort }}",
            "templates have no filter `sort`",
            "there are: indent, lower, upper",
        ),
        ("{{ 'a'|upper(1) }}", "the filter `upper` is given what", "it takes: nothing"),
        ("{{ 'a'|indent(1,1,1,1) }}", "the filter `indent`", "it takes: width, first,"),
        ("{% set a = 1 %}", "templates have no `set`", "there are `{{ a.b }}`, `for`"),
        ("{{ view.import }}", "a PackageView has no field", "did you mean `imports`?"),
        ("{{ view.x }}", "a PackageView has no field `x`", "there are: has_exports,"),
        ("{{ 'a'.encode }}", "a text has no field `encode`", "only views and loops"),
        ("{% frob %}", "Encountered unknown tag 'frob'", ""),
        ("{% if view %}", "Unexpected end of template", "Jinja was looking for"),
    ],
)
def test_what_there_is_instead_is_a_hint(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    """The nearest name or all there are; the message states the fact alone."""
    error = failure(tmp_path, text)
    assert error.message.startswith(message)
    assert error.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{% for i in view.imports %}{{ i.names }}{% endfor %}", "AA"),
        ("{% if view.has_exports %}a{% elif view.imports %}b{% endif %}", "b"),
        ("{% if not view.has_exports and view %}a{% else %}b{% endif %}", "a"),
        ("{{ 'a' if view.has_exports else 'b' }}", "b"),
        (
            "{% for i in view.imports %}{{ i.names if loop.first else ', A' }}{% endfor %}",
            "A, A",
        ),
        ("{% for i in view.exports %}{% else %}none{% endfor %}", "none"),
        ("{% macro f(a, b='b') %}{{ a }}{{ b }}{% endmacro %}{{ f('a') }}", "ab"),
        (
            "{% macro f(a, b='b') %}{{ a }}{{ b }}{% endmacro %}{{ f(b='a', a='c') }}",
            "ca",
        ),
        ("{{ 'a\nb'|indent(2) }}", "a\n  b"),
        ("{{ 'a\nb'|indent(width='# ', first=true) }}", "# a\n# b"),
        ("{% filter indent(2, true) %}{% include 't/y' %}{% endfilter %}", "  Y"),
        ("{% macro f() %}a{% endmacro %}{% include 't/f' %}", "a"),
        ("{{ 'a'|upper }}{{ 'B'|lower }}{% raw %}{{ }}{% endraw %}{# #}", "Ab{{ }}"),
    ],
)
def test_the_language(tmp_path: Path, text: str, printed: str) -> None:
    """Names and fields, loops, conditions, inclusions, macros, and filters of text."""
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "x.jinja").write_text(text)
    (tmp_path / "t" / "y").write_text("{{ 'y'|upper }}")
    (tmp_path / "t" / "f").write_text("{{ f() }}")
    assert render("t", FILE, tmp_path) == printed
