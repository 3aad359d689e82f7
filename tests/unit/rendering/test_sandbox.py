"""The sandbox of templates: each of them ends, and says why in words of its author."""

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from typetable.rendering.templates import RenderError, render, templates_of
from typetable.targets.views import FileView, ImportView, PackageView

IMPORTS = (ImportView(module=".a", names="A"),) * 20
VIEW = PackageView(has_exports=False, imports=IMPORTS, exports=())
FILE = FileView(path="x", template="x.jinja", allowed=None, view=VIEW)

MUCH = "do too much for so small a file|print too much for so small a file|without end"
"""The limits of what is done and printed for a file, and of the depth of calls."""

EVENTS = 8_000_000
"""How many calls Python makes and returns from at most until a template is refused, compiled and
carried out: as many take it a second."""


def loops(body: str, depth: int = 9) -> str:
    """Return a template that does something in loops, each of which is inside of another."""
    return "{% for a in view.imports %}" * depth + body + "{% endfor %}" * depth


def macro(body: str, argument: str = "v") -> str:
    """Return a template with a macro."""
    return f"{{% macro f({argument}) %}}{body}{{% endmacro %}}"


TWICE = "".join(
    f"{{% macro f{n}(v) %}}{{{{ f{n + 1}(v) }}}}{{{{ f{n + 1}(v) }}}}{{% endmacro %}}"
    for n in range(60)
)
WIDE = ",".join(f"a{n}='x'" for n in range(90))
LONG = "x" * 100_000

LONG_RUNNING = {
    "loops": loops(""),
    "loops over text": f"{{% for c in '{LONG}' %}}{{% for d in '{LONG}' %}}"
    "{% endfor %}{% endfor %}",
    "loops that look at themselves": loops("{{ '' if loop.last else '' }}"),
    "much to do in one loop": loops("{{ '' }}" * 2_000, 4),
    "fields": loops("{{ a.names and a.names and '' }}" * 900, 4),
    "operators": loops("{% if " + " and ".join(["a"] * 30) + " %}{% endif %}", 7),
    "names that are looked up for nothing": loops(
        "{% if not a %}" + "".join(f"{{{{ n{n} }}}}" for n in range(98)) + "{% endif %}"
    ),
    "conditions": loops("{{ '' if not a else '' }}" * 900, 4),
    "calls": macro("") + loops("{{ f(a) }}"),
    "calls with many arguments": macro("", WIDE) + loops("{{ f() }}" * 900, 4),
    "calls with many names": macro("", WIDE) + loops(f"{{{{ f({WIDE}) }}}}", 4),
    "macros that call others twice": TWICE
    + macro("", "v").replace("f(", "f60(")
    + "{{ f0('x') }}",
    "macros that call themselves": macro("{{ f(v) }}") + "{{ f('x') }}",
    "macros that call themselves twice": macro("{{ f(v) }}" * 2) + "{{ f('x') }}",
    "macros that call themselves in loops": macro(loops("{{ f(v) }}")) + "{{ f('x') }}",
    "an end far below": "\n" * 200_000 + macro("{{ f(v) }}") + "{{ f('x') }}",
    "inclusions of itself": "{% include 't/x.jinja' %}",
    "inclusions of itself twice": "x{% include 't/x.jinja' %}" * 2,
    "inclusions of others": loops("{% include 't/y' %}"),
    "inclusions that copy names": "".join(
        f"{{% macro m{n}() %}}{{% endmacro %}}" for n in range(90)
    )
    + loops("{% include 't/y' %}" * 20, 5),
    "text": loops("x" * 900),
    "text in macros": macro(loops("x" * 900, 2)) + loops("{% if f(a) %}{% endif %}"),
    "text in filters": loops("{% filter upper %}" + "x" * 900 + "{% endfilter %}"),
    "text that doubles": macro("{{ v }}{{ v }}")
    + "{{ "
    + "f(" * 35
    + "'a'"
    + ")" * 35
    + " }}",
    "filters": loops("{% if ''" + "|upper" * 20 + " %}{% endif %}"),
    "filters of long texts": loops(f"{{% if '{LONG}'|lower %}}{{% endif %}}"),
    "indents": macro("{{ v|indent(100, true, true) }}")
    + loops("{% if f('" + "x\\n" * 900 + "') %}{% endif %}"),
    "indents by long texts": loops(f"{{% if 'a\\nb'|indent('{LONG}') %}}{{% endif %}}"),
}
"""Templates that would run for hours."""

TOO_LARGE = {
    "parts": "{{ a }}" * 30_000,
    "conditions": "{% if a %}{% endif %}" * 5_001,
    "alternatives": "{% if a %}" + "{% elif a %}" * 9_000 + "{% endif %}",
    "loops": "{% for a in view.imports %}{% endfor %}" * 4_000,
    "macros": macro("") * 5_000,
    "inclusions with many names": "".join(f"{{{{ n{n} }}}}" for n in range(90))
    + "{% include 't/y' %}" * 200,
    "names": "".join(f"{{{{ n{n} }}}}" for n in range(101)),
    "loops in loops": loops("", 41),
    "loops in Python": loops("", 21),
    "conditions in conditions": "{% if a %}" * 45 + "{% endif %}" * 45,
    "brackets": "{{ " + "(" * 100_000,
    "negations": "{{ " + "not " * 50_000 + "a }}",
    "fields of fields": "{{ a" + ".a" * 50 + " }}",
    "filters of filters": "{{ a" + "|upper" * 50 + " }}",
    "alternatives of alternatives": "{{ a " + "if a else a " * 10_000 + " }}",
    "digits": "{{ " + "9" * 200_000 + " }}",
}
"""Templates that would take long to compile, or as much as Python cannot."""

MISTAKES = {
    "{{ nothing }}": "there is nothing called `nothing` here",
    "{{ nothing.at.all }}": "there is nothing called `nothing` here",
    "{{ nothing() }}": "there is nothing called `nothing` here",
    "{% if nothing %}{% endif %}": "there is nothing called `nothing` here",
    "{{ nothing|upper }}": "`upper` is for text alone",
    "{{ view.nothing }}": "a PackageView has no field `nothing`",
    "{{ view.__class__ }}": "a PackageView has no field `__class__`",
    "{{ view.imports.count }}": "a list has no field `count`",
    "{{ view." + "x" * 900 + " }}": f"a PackageView has no field `{'x' * 30}…`",
    "{{ " + "x" * 900 + " }}": f"there is nothing called `{'x' * 30}…` here",
    "{{ 'a'|" + "x" * 900 + " }}": f"templates have no filter `{'x' * 30}…`",
    "{{ view.imports }}": "a template prints a list instead of finished text",
    "{{ view.has_exports }}": "a template prints a flag instead of finished text",
    "{{ 1 }}": "a template prints a number instead of finished text",
    "{{ view }}": "a template prints a PackageView instead of finished text",
    "{{ '\\ud800' }}": "the template prints half of a character",
    "{% for a in view.has_exports %}{% endfor %}": "what a loop goes over here is no list",
    "{{ view.imports|upper }}": "`upper` is for text alone",
    "{{ 'a'|indent(none) }}": "`indent` takes a number, or what to put before a line",
    "{% for a in view.imports %}{{ a() }}{% endfor %}": "only macros can be called",
    "{% for a in view.imports %}{{ loop() }}{% endfor %}": "only macros can be called",
    "{% for a in view.imports %}{{ loop.index }}{% endfor %}": "a loop has no field",
    macro("")
    + "{{ f() }}{{ f(1, 2) }}": "the macro `f` is given what it does not take",
    macro("") + "{{ f(x=1) }}": "the macro `f` is given what it does not take",
    macro("") + "{{ f(1, v=1) }}": "the macro `f` is given what it does not take",
    macro("{{ v }}") + "{{ f() }}": "there is nothing called `v` here",
    macro("") + "{{ f.name }}": "a macro has no field `name`",
    "{% include 't/nothing' %}": "t/nothing is in no folder of templates",
    "{% include 'else/y' %}": "templates are in `t` or `shared`",
    "{% include '../t/y' %}": "templates are in `t` or `shared`",
    "{% include 't/" + "x" * 200 + "' %}": "t/xxxxx",
}
"""What somebody may get wrong, and what is said of it."""


def prepared(folder: Path, text: str) -> Path:
    """Return a folder with a template."""
    (folder / "t").mkdir(parents=True)
    (folder / "t" / "x.jinja").write_text(text)
    (folder / "t" / "y").touch()
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("text", LONG_RUNNING.values(), ids=LONG_RUNNING)
def test_what_would_run_long_is_refused(tmp_path: Path, text: str) -> None:
    """After so many calls of Python at most, counted by Python, and for its own reason."""
    prepared(tmp_path, text)
    events = 0

    def count(*_: object) -> None:
        nonlocal events
        events += 1

    before = sys.getprofile()
    try:
        sys.setprofile(count)
        with pytest.raises(RenderError, match=MUCH) as caught:
            render("t", FILE, tmp_path)
    finally:
        sys.setprofile(before)
    assert events < EVENTS
    assert caught.value.line > 0
    assert len(caught.value.message) <= 72


@pytest.mark.parametrize("text", TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_would_compile_long_is_refused(tmp_path: Path, text: str) -> None:
    """Before it is compiled, as far as that is up to the template and not to Python."""
    with pytest.raises(RenderError, match=r"too|parts") as caught:
        render("t", FILE, prepared(tmp_path, text))
    assert len(caught.value.message) <= 72
    assert caught.value.template.endswith("x.jinja")


@pytest.mark.parametrize("text", MISTAKES, ids=range(len(MISTAKES)))
def test_mistakes_are_said_in_the_words_of_templates(tmp_path: Path, text: str) -> None:
    """With the line, in 72 characters, and without a word of Python's."""
    with pytest.raises(RenderError) as caught:
        render("t", FILE, prepared(tmp_path, f"\n{text}"))
    assert caught.value.message.startswith(MISTAKES[text])
    assert len(caught.value.message) <= 72
    assert caught.value.line == (0 if "ud800" in text else 2)


def test_many_templates_are_too_large_together(tmp_path: Path) -> None:
    """As one that is as large would be; however small each of them is."""
    prepared(tmp_path, "x")
    for number in range(300):
        (tmp_path / "t" / f"{number}.jinja").write_text("x" * 1_000)
    with pytest.raises(RenderError, match="more than 256 KiB together"):
        list(templates_of("t", tmp_path))
    for number in range(300):
        (tmp_path / "t" / f"{number}.jinja").write_text("{{ a }}" * 50)
    list(templates_of("t", tmp_path))
    with pytest.raises(RenderError, match="together have more than 10,000 parts"):
        render("t", FILE, tmp_path)


def test_a_file_is_limited_by_its_view(tmp_path: Path) -> None:
    """What is too much for a small one is not for a large one."""
    prepared(tmp_path, loops("{{ a.names }}", 3) + loops("{% if a %}{% endif %}", 1))
    assert render("t", FILE, tmp_path) == "A" * 8_000
    large = replace(VIEW, imports=IMPORTS * 4)
    with pytest.raises(RenderError, match="do too much"):
        render("t", replace(FILE, view=large), tmp_path)
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "x.jinja").write_text(loops("{{ a.names }}" * 5, 1))
    large = replace(VIEW, imports=IMPORTS * 2_000)
    assert render("s", replace(FILE, view=large), tmp_path) == "A" * 200_000


def test_no_file_takes_from_another(tmp_path: Path) -> None:
    """What each may take does not depend on what was made before."""
    prepared(tmp_path, loops("{{ a.names }}", 3))
    assert {render("t", FILE, tmp_path) for _ in range(200)} == {"A" * 8_000}


def test_templates_are_read_anew_in_each_run(tmp_path: Path) -> None:
    """A watch sees what was changed."""
    prepared(tmp_path, "old")
    list(templates_of("t", tmp_path))
    assert render("t", FILE, tmp_path) == "old"
    (tmp_path / "t" / "x.jinja").write_text("new")
    list(templates_of("t", tmp_path))
    assert render("t", FILE, tmp_path) == "new"
