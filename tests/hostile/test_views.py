"""What templates can see of hostile docs, and that it is harmless wherever they print it."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest
from msgspec import Struct
from msgspec.structs import replace
from tests.hostile import sandbox
from tests.hostile.attacks import ATTACKS, PAYLOAD, table
from tests.hostile.fuzz import PACKAGE

from typetable import gate, naming, pipeline
from typetable.diagnostics import has_errors
from typetable.rendering import templates as render
from typetable.rendering.templates import RenderError
from typetable.targets import TARGETS, unsayable, views
from typetable.targets.hollow import hollow, turned_to_code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typetable.targets.views import FileView

NAME, TEXT, VALUE, TYPE = "class {}: ...", "x = {}", "x = {}", "x: {}"
PROSE = STATEMENT = "{}"
LINE, BASE = "def f():\n        {}", "class X({}): pass"

CLASSES = {
    "ImportView": {"module": "from {} import x", "names": "from x import {}"},
    "ExportView": {"name": TEXT, "module": TEXT},
    "EntryView": {
        "module": "from {} import x",
        "names": "from x import {}",
        "imported": "from x import {}",
        "value": "x = {}",
    },
    "PackageView": {"strict": VALUE},
    "ModuleView": {},
    "MemberView": {"name": NAME, "value": VALUE, "docstring": PROSE},
    "AliasView": {
        "name": NAME,
        "annotation": TYPE,
        "value": VALUE,
        "declaration": STATEMENT,
        "assignment": STATEMENT,
        "docstring": PROSE,
    },
    "FieldView": {
        "attribute": NAME,
        "wire_name": TEXT,
        "declaration": "class X:\n    {}",
        "docstring": "class X:\n    {}",
        "decode": LINE,
    },
    "ClassView": {
        "name": NAME,
        "base": BASE,
        "statement": STATEMENT,
        "docstring": "class X:\n    {}",
    },
}
"""Where each text of a view may stand: alone, as a value, as a type, as a line in a method."""

SPELLED = {
    ("typeddict", "FieldView", "attribute"): TEXT,
    ("typeddict", "FieldView", "declaration"): "x = TypedDict('x', {{\n        {}}})",
    ("typeddict", "ClassView", "base"): "x({})",
}
"""What is another thing for one target."""

WORDS = re.compile(r"__import__\(|\.environ|TTPWNED=")
"""What the payload says that no name is made of."""

ENDS = ("'", '"', '"""', "'''", "\\'", '\\"', "\\", "{", "}", "#", ")", "]")
BREAKS = [
    f"x{end}{between}{PAYLOAD}{between}{end}"
    for end in ENDS
    for between in (" + ", "; ", ", ", "\\n")
] + [PAYLOAD, "list[0]", f"{{{PAYLOAD}}}", "x y", f"f'{{{PAYLOAD}}}'"]
"""Texts that end what they may stand in, and go on with the payload."""


def hostile(target: str) -> str:
    """Return a page that says them wherever docs say anything, as far as a target takes them."""
    refused = {*TARGETS[target].unsayable}
    lines = "<br>".join(BREAKS)
    names = (
        text
        for text in BREAKS
        if not refused & {*text} and "\\'" not in text and '\\"' not in text
    )
    rows = [f"{text} | str | ✅ | {text}<br>{PAYLOAD}" for text in names]
    rows += [f"f{n} | Shade | ❌ | {text}" for n, text in enumerate(BREAKS)]
    rows += [f"all | str | ✅ | {lines}"]
    rows += ["u | Union[Other, Shade] | ✅ | x", "l | List[Other] | ❌ | x"]
    shades = (f"S{n} | str | ✅ | {json.dumps(text)}" for n, text in enumerate(BREAKS))
    return (
        table(*rows, text="\n".join(BREAKS))
        + table("a | str | ✅ | x", name="Other", text=BREAKS[7])
        + table(*shades, name="Shade", text=BREAKS[3])
    )


@cache
def viewed(target: str, page: str) -> tuple[FileView, ...]:
    """Return the views of a page; none where it is refused."""
    understood = pipeline.understand(PACKAGE, page.encode())
    names, clashes = naming.assign(understood.schema, TARGETS[target].reserved)
    found = [*understood.diagnostics, *clashes]
    found += unsayable(TARGETS[target], understood.schema)
    if has_errors(found):
        return ()
    return tuple(TARGETS[target].views(understood.schema, names))


def texts(view: Any) -> Iterator[tuple[str, str, str]]:
    """Yield the texts in a view, each with the kind of view and the field it stands in."""
    for name in view.__struct_fields__:
        value = getattr(view, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str):
                yield type(view).__name__, name, each
            elif isinstance(each, Struct):
                yield from texts(each)


def pages(target: str) -> Iterator[str]:
    """Yield pages that are taken, of all attacks."""
    yield hostile(target)
    for attack in ATTACKS:
        for page in attack.pages.values():
            if attack.outcome == "S" and isinstance(page, str) and viewed(target, page):
                yield page


@pytest.mark.parametrize("target", TARGETS)
def test_the_page_is_taken(target: str) -> None:
    """Else the tests below would show nothing."""
    assert viewed(target, hostile(target))


@pytest.mark.parametrize("target", TARGETS)
def test_each_text_of_a_view_is_of_its_class(target: str) -> None:
    """It is Python where that may stand, and says what the docs say in whole literals only."""
    seen = set()
    for page in pages(target):
        for view in viewed(target, page):
            for kind, name, text in texts(view.view):
                seen.add((kind, name))
                frames = {CLASSES[kind][name], SPELLED.get((target, kind, name), "{}")}
                assert not text or any(_fits(frame, text) for frame in frames), text
                assert not WORDS.search(hollow(text)), text
    assert ("FieldView", "declaration") in seen


def _fits(frame: str, text: str) -> bool:
    """Return whether a text is what may stand in a frame, and would be if it said nothing."""
    if frame is NAME and not text.isidentifier():
        return False
    return turned_to_code(frame.format(text), frame.format(hollow(text))) is None


def test_no_field_is_left_out() -> None:
    """Whoever adds a text to a view says here what it is."""
    for kind, fields in CLASSES.items():
        hints = get_type_hints(getattr(views, kind), vars(views) | {"Callable": Any})
        plain = {
            n
            for n, hint in hints.items()
            if hint is str or get_args(hint)[:1] == (str,)
        }
        assert plain == {*fields}, kind
    kinds = {name for name in vars(views) if name.endswith("View")} - {
        "View",
        "FileView",
        "LazyView",  # which holds how a view is made
    }
    assert kinds == {*CLASSES}


PLACES = [
    "{}",
    "x = {}",
    "x = '{}'",
    'x = "{}"',
    "x = '''{}'''",
    'x = """{}"""',
    "x = f{}",
    "x = f'{}'",
    "x = rb{}",
    "x = r'{}'",
    "x = '\\{}'",
    "# {}",
    "x = 1  # {}",
    "x: {} = None",
    "x: list[{}] = None",
    "x: TypeAlias = {}",
    "def f(x: {}) -> {}: ...",
    "def {}(): ...",
    "x_{} = 1",
    "x = [{}]",
    "x = {{{{'a': {}}}}}",
    "if 1:\n    {}",
    "class X({}): ...",
    "x = ({}\n)",
    "{}\n{}",
]
"""Where templates of other people might put a text."""

BRANCHES = [
    "{% if VALUE %}a = 1{% else %}a = 2{% endif %}",
    "{% for sign in VALUE %}{{ sign }}{% endfor %}",
    "x = {% for sign in VALUE %}'{{ sign }}'{% endfor %}",
    "x = {{ VALUE|lower|upper }}",
    "x = {{ VALUE if VALUE else '1' }}",
    "# {% filter upper %}{{ VALUE }}{% endfilter %}",
    "{{ VALUE|indent(4) }}",
    "x = {{ VALUE|indent('\\') }}",
]


def _paths(kind: type[Struct], around: str = "view") -> Iterator[tuple[str, str]]:
    """Yield loops that lead to each text of a view, and what it is called in the innermost."""
    for name, hint in get_type_hints(kind, vars(views) | {"Callable": Any}).items():
        inner = get_args(hint)[:1] or (hint,)
        if inner == (str,):
            is_list = hint is not str
            loop = f"{{% for v in {around}.{name} %}}" if is_list else ""
            yield loop, "v" if is_list else f"{around}.{name}"
        elif isinstance(inner[0], type) and issubclass(inner[0], Struct):
            own = f"{around}_"
            for loop, value in _paths(inner[0], own):
                yield f"{{% for {own} in {around}.{name} %}}{loop}", value


PATHS = [*_paths(views.ModuleView)]


def _bodies() -> Iterator[str]:
    for place in PLACES:
        yield place.format(*["{{ VALUE }}"] * 2)
    yield from BRANCHES


@pytest.mark.parametrize("target", TARGETS)
def test_no_place_in_a_template_turns_text_to_code(tmp_path: Path, target: str) -> None:
    """Whatever is around it, what the docs say is a text, or the module is refused."""
    (tmp_path / target).mkdir()
    outcomes = {"code": 0, "text": 0, "refused": 0}
    for number, (body, path) in enumerate(product(_bodies(), PATHS)):
        loop, value = path
        ends = "{% endfor %}" * loop.count("{% for")
        text = f"{loop}\n{body.replace('VALUE', value)}\n{ends}"
        outcomes[_outcome(tmp_path / str(number), target, text)] += 1
    assert outcomes["code"] == 0
    assert outcomes["text"] > len(PATHS)
    assert outcomes["refused"] > len(PATHS)


def _outcome(folder: Path, target: str, text: str) -> str:
    """Return what becomes of hostile docs in a template: nothing but text, code, or a refusal."""
    (folder / target).mkdir(parents=True)
    (folder / target / "module.py.jinja").write_text(text, encoding="utf-8")
    view = next(each for each in viewed(target, hostile(target)) if each.page)
    try:
        printed = render.render(target, view, folder)
        empty = render.render(target, replace(view, view=hollow(view.view)), folder)
    except RenderError:
        return "refused"
    if gate.inspect(printed, None) or turned_to_code(printed, empty):
        return "refused"
    return "code" if _runs(ast.parse(printed)) else "text"


def _runs(tree: ast.AST) -> bool:
    """Return whether the payload is code, or stands where a type is evaluated."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "__import__":
            return True
        for kind in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if kind and any(map(WORDS.search, _evaluated(kind))):
                return True
    return False


def _evaluated(kind: ast.AST) -> Iterator[str]:
    """Yield the texts in a type that are types, which those in `Field("...")` are not."""
    if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
        yield kind.value
    is_literal = (
        isinstance(kind, ast.Subscript) and ast.unparse(kind.value) == "Literal"
    )
    if not isinstance(kind, ast.Call) and not is_literal:
        for part in ast.iter_child_nodes(kind):
            yield from _evaluated(part)


@pytest.mark.parametrize("target", TARGETS)
def test_packaged_templates_turn_nothing_to_code(target: str) -> None:
    """Whoever uses a copy of them is never refused, whatever the page."""
    place = render.packaged_templates()
    for page in pages(target):
        for view in viewed(target, page):
            empty = replace(view, view=hollow(view.view))
            printed = (render.render(target, each, place) for each in (view, empty))
            assert turned_to_code(*printed) is None


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("target", TARGETS)
def test_a_copy_of_the_packaged_templates_is_as_good(
    tmp_path: Path, target: str, trusted: bool  # noqa: FBT001
) -> None:
    """The whole command takes them, for docs that are as hostile as can be."""
    box = sandbox.make(tmp_path, {"Page.md": hostile(target).encode()})
    eject = ("templates", "eject", "--target", target)
    assert sandbox.plain().run(box, "command", *eject).code == 0
    _configure(box, target, trusted=trusted)
    job = sandbox.plain().run(box, "command", "generate")
    assert job.code == 0, job.printed


def _configure(box: sandbox.Sandbox, target: str, *, trusted: bool) -> None:
    (box.root / "typetable.toml").write_text(
        f'spec = "docs"\noutput = "out"\ntarget = "{target}"\ndialect = "liblab"\n'
        f'wire_case = "as-documented"\ntemplates = "templates"\n'
        f"trust_templates = {str(trusted).lower()}\n"
    )


BREAKING = [
    ("'{{ field.wire_name }}'", "x' + {} + '"),
    ('"{{ field.wire_name }}"', "+ {} +"),
    ("# {{ class.docstring }}", "x<br>{}"),
    ("f{{ field.wire_name }}", "{{{}}}"),
]


@pytest.mark.parametrize(("put", "text"), BREAKING)
@pytest.mark.parametrize("trusted", [True, False])
def test_a_command_refuses_what_turns_text_to_code(
    tmp_path: Path, put: str, text: str, trusted: bool  # noqa: FBT001
) -> None:
    """Trusted or not, with the rule that says so; a page that says less is no matter."""
    said = text.format(PAYLOAD)
    name = said.replace("<br>", "; ")
    rows = (f"{name} | str | ✅ | {said}", f"y{name} | str | ✅ | {said}")
    page = table(*rows, text=said)
    box = sandbox.make(tmp_path, {"Page.md": page.encode()})
    folder = box.root / "templates" / "typeddict"
    folder.mkdir(parents=True)
    packaged = render.packaged("typeddict")["module.py.jinja"].read_text("utf-8")
    loop = "{% for class in view.classes %}{% for field in class.fields %}"
    (folder / "module.py.jinja").write_text(
        f"{packaged}\n{loop}\n{put}\n{{% endfor %}}{{% endfor %}}\n", encoding="utf-8"
    )
    _configure(box, "typeddict", trusted=trusted)
    job = sandbox.plain().run(box, "command", "generate")
    assert job.code == 1, job.printed
    assert "error[TT408]" in job.stderr
    assert not box.out.exists()
