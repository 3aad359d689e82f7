"""What may be written at all."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from typetable.gate import Allowed, Problem, Readback, inspect
from typetable.python import literals

POLICY = Allowed(
    imports={
        "dataclasses": frozenset({"dataclass"}),
        "msgspec": frozenset({"UNSET", "field"}),
        "typing": frozenset({"TYPE_CHECKING", "Any", "Literal", "TypeAlias"}),
        "._support": frozenset({"Model", "StringEnum", "text", "list_of", "chosen"}),
    },
    types=frozenset({"str", "int", "float", "bool", "dict", "list", "object"}),
    grammar={
        "STATEMENT": ("NEW = chosen(TYPE)", "__all__ = [WORD, ...]"),
        "DECORATOR": ("dataclass", "dataclass(slots=True)"),
        "VALUE": ("UNSET", "field(**DATA)", "field(name=TEXT, default=UNSET)"),
        "METHOD": (
            """
@classmethod
def from_dict(cls, data: dict[str, Any]) -> TYPE:
    self = cls()
    value = data.get(TEXT)
    self.ATTRIBUTE = DECODER(data[TEXT])
    if value is None: ...
    if len(data) != NUMBER: ...
    return self
""",
        ),
        "FUNCTION": ("def NEW(value: Any) -> TYPE: return (DECODER, ...)",),
        "DECODER": ("text", "CLASS.from_dict", "list_of(DECODER)"),
    },
)

MODULE = '''"""Models."""

from __future__ import annotations

from dataclasses import dataclass
from msgspec import UNSET, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import station as _station
from ._support import Model, StringEnum, chosen, list_of, text

if TYPE_CHECKING:
    from .other import Other
else:
    Other = Any

__all__ = ["Item", "Shade"]


class Shade(StringEnum):
    """A shade."""

    DARK = "dark"
    LIGHT = "light"


@dataclass
class Item(Model, kw_only=True):
    """An item."""

    id_: str
    """Its ID."""
    shade: Shade | None = None
    kind: Literal["a", "b"] | None = None
    parts: dict[str, list[Other]] = field(name="the parts", default=UNSET)
    size: int = field(name="the size", title="x", examples=[1, -2.5, ("a", {"b": None})])
    station: _station.Station | None = None
    config = {"a": [True]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Item:
        """Decode."""
        self = cls()
        value = data.get("id")
        self.id_ = text(data["id"])
        if value is None:
            self.shade = list_of(Shade.from_dict)(data["shade"])
        elif len(data) != 3:
            self.station = _station.Station.from_dict(data["station"])
        return self


Details: TypeAlias = Item | Shade
Chosen = chosen(Details)


def decoders(value: Any) -> object:
    return (text, list_of(list_of(Item.from_dict)))
'''


def test_a_module_of_a_target() -> None:
    """A module that keeps to its target's policy passes."""
    assert inspect(MODULE, POLICY) == ()
    assert inspect(MODULE.encode(), POLICY) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "import os",
        "import msgspec, os",
        "from os import system",
        "from typing import cast",
        "from dataclasses import *",
        "from . import *",
        "from .. import outside",
        "from ._support import __loader__",
        "from __future__ import braces",
        "print()",
        "exec('x')",
        "x = exec('x')",
        "x = exec",
        "x = open('x')",
        "x = (lambda: 0)",
        "x = [y for y in ()]",
        "x = f'{1}'",
        "x = ().__class__",
        "x: str = exec('x')",
        "x: 'str' = 1",
        "x: list['str'] = 1",
        "x: exec('x') = 1",
        "x: str.__class__ = 1",
        "X: TypeAlias = 'str'",
        "x[0] = 1",
        "str.x = 1",
        "x += 1",
        "del x",
        "__builtins__ = 1",
        "__path__: str = 'x'",
        "if True:\n    x = 1",
        "if TYPE_CHECKING:\n    print()",
        "while True: pass",
        "for x in (): pass",
        "with x: pass",
        "try: pass\nfinally: pass",
        "assert x",
        "raise x",
        "global x",
        "1",
        "await x",
        "async def from_dict(): pass",
        "def other(): pass",
        "@staticmethod\ndef from_dict(): pass",
        "@dataclass(x=exec('x'))\nclass X: pass",
        "@exec\nclass X: pass",
        "class X(exec('x')): pass",
        "class X(list[exec('x')]): pass",
        "class X(metaclass=exec): pass",
        "class __X__: pass",
        "class X:\n    print()",
        "class X:\n    class Y: pass",
        "class X:\n    __reduce__ = 1",
        "class X:\n    _missing_ = 1",
        "class X[T]: pass",
        "type X = int",
        "match x:\n    case _: pass",
        "x = 10 ** 10 ** 10",
        "x = 'a' * 10 ** 10",
        "x = ~7",
        "x = list['exec(1)']",
        "class X(list, metaclass=dict): pass",
        "class X(list, **{'metaclass': dict}): pass",
        "Literal = list\nx: Literal['exec(1)'] = 1",
        "from .other import list as Literal",
        "class Holder:\n    Literal = list\nx: Holder.Literal['exec(1)'] = 1",
        "from .other import load as field",
        "from ._support import load as dataclass",
        "def from_dict(): pass\nfield = from_dict\nx = field()",
        "class field: pass",
        "str: object = 1",
        "x = (y for y in ()).gi_frame",
        "x = str.join.f_globals",
        "x: str = ﬁeld.__class__",
        "x = ｅxec('x')",  # noqa: RUF001  # Python reads it as a plain letter
        "x = \\\nexec('x')",
        "x = 'exec(1)'",
        "x = 1",
        "x = ['a']",
        "X: TypeAlias = {'a': 1}",
        "x = list.sort",
        "x = TypeAlias.sort",
        "x = chosen('exec(1)')",
        "def other(value: Any) -> str: return (str.from_dict, text)",
        "__all__ = ['a b']",
        "__all__ = __all__",
        "from ._support import required",
        "def other(value: Any) -> str: return (eval, text)",
        "def other(value: Any = text) -> str: return (text, text)",
        "@dataclass\ndef other(value: Any) -> str: return (text, text)",
        "def text(value: Any) -> str: return (text, text)",
        "class X(str): pass",
        "class X(Other.y.z): pass",
        "class X(Model, tag=str): pass",
        "class X(Model, tag=field(name='x')): pass",
        "@dataclass(slots=False)\nclass X: pass",
        "@dataclass(slots=text)\nclass X: pass",
        "@dataclass(text)\nclass X: pass",
        "@dataclass(init=True)\nclass X: pass",
        "@text\nclass X: pass",
        "@dataclass.x\nclass X: pass",
        "class X:\n    y = field(default_factory=list)",
        "class X:\n    y = field(name=UNSET)",
        "class X:\n    y = field(name='x', name='x')",
        "@dataclass(slots=True, slots=True)\nclass X: pass",
        "class X:\n    y = field('x')",
        "class X:\n    y = field(**UNSET)",
        "class X:\n    y = str",
        "class X:\n    y = str.join",
        "class X:\n    y = {'a': str}",
        "class X:\n    y = [*'ab']",
        "class X:\n    y: Literal[str] = 1",
        "class X:\n    str: int = 'exec(1)'\n    y: str",
        "class X:\n    y: str\n    str = ['exec(1)']",
        "class Y: pass\nclass X:\n    Y: str = 'exec(1)'\n    y: dict[str, list[Y]]",
    ],
)
def test_a_statement_that_no_module_may_hold(statement: str) -> None:
    """What a policy does not name is refused, on every level of a module."""
    assert inspect(
        f"from typing import TYPE_CHECKING, TypeAlias\n{statement}\n", POLICY
    )


METHOD = """from typing import Any
from . import rt
from ._support import list_of, text
class X:
    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> rt.X:
        {}
"""


@pytest.mark.parametrize(
    "statement",
    [
        "exec('x')",
        "x = exec",
        "getattr(x, 'y')",
        "__import__('os')",
        "x.__class__",
        "x().y",
        "x = data\n    x()",
        "data()",
        "data.format()",
        "data.get('x').system()",
        "(lambda: 0)()",
        "f'{data}'",
        "import os",
        "from os import system",
        "str.get = 1",
        "rt.x = 1",
        "rt.x['y'] = 1",
        "del data",
        "global x",
        "yield data",
        "while data: pass",
        "def from_dict(): pass",
        "class X: pass",
        "x: exec('x') = 1",
        "[y for y in exec]",
        "data[exec] = 1",
        "cls = data",
        "self.x()",
        "self = data.x\n    self.y('z')",
        "cls = (y for y in ()).gi_frame\n    cls.f_builtins['exec']('x')",
        "x = (y for y in ()).gi_frame.f_builtins",
        "str = data\n    str('x')",
        "for rt in data: rt('x')",
        "[rt.x for rt in data]",
        "(rt := data)",
        "from .other import x as str",
        "return 10 ** 10 ** 10",
        "return [0] * 10 ** 10",
        "x **= 10",
        "x += data",
        "self.x += 1",
        "x -= 1",
        "raise data()",
        "self.x: exec('x') = 1",
    ],
)
def test_a_statement_that_no_function_may_hold(statement: str) -> None:
    """Functions hold nothing but the statements of their form."""
    statement = statement.replace("\n    ", "\n        ")
    assert inspect(METHOD.format(statement), POLICY)


@pytest.mark.parametrize(
    "statement",
    [
        '"""Decode."""',
        "self = cls()",
        "value = data.get('x')",
        "self.x = list_of(list_of(text))(data['x'])",
        "self._x = rt.X.from_dict(data['x'])",
        "if value is None:\n            if len(data) != 3: return self\n            self = cls()",
    ],
)
def test_a_statement_of_functions(statement: str) -> None:
    """Functions hold statements of their form, below its tests too."""
    assert inspect(METHOD.format(statement), POLICY) == ()


LOADER = """from importlib import import_module
MODULES: dict[str, str] = {{{!r}: "station"}}
def load(name: str) -> object:
    return getattr({}, name)
"""


@pytest.mark.parametrize(
    ("made", "is_refused"),
    [
        ("import_module('.' + MODULES[name], __package__)", False),
        ("import_module('.' + name, __package__)", True),
        ("import_module(name)", True),
        ("import_module('os')", True),
        ("import_module('.' + MODULES[name], 'os')", True),
        ("import_module('..' + MODULES[name], __package__)", True),
        ("import_module(*name)", True),
        ("load", True),
    ],
)
def test_what_imports_by_name_stays_in_the_package(
    made: str, *, is_refused: bool
) -> None:
    """A form is all that there may be, to the last word, and so is a word."""
    form = LOADER.format("x", "import_module('.' + MODULES[name], __package__)")
    allowed = Allowed(
        imports={"importlib": frozenset({"import_module"})},
        types=frozenset({"dict", "object", "str"}),
        grammar={
            "STATEMENT": ("MODULES: dict[str, str] = {WORD: WORD}",),
            "FUNCTION": (form.partition("}\n")[2],),
        },
    )
    assert bool(inspect(LOADER.format("Item", made), allowed)) is is_refused
    for name in ("", ".os", "a b", "__loader__", "class", "\N{BULLET}"):
        assert inspect(LOADER.format(name, made), allowed)


@pytest.mark.parametrize(
    "statement",
    [
        "from ._exports import import_module",
        "from ._support import cast",
        "from . import _support",
    ],
)
def test_modules_of_the_package_that_a_policy_lists_are_not_free(
    statement: str,
) -> None:
    """From those, only what is listed may be imported."""
    listed = {"._exports": frozenset[str](), "._support": frozenset({"Model"})}
    allowed = Allowed(imports=listed)
    assert inspect("from ._support import Model\n", allowed) == ()
    assert inspect(f"{statement}\n", allowed)


def test_a_problem_has_a_place() -> None:
    """Line and column are those that an editor shows, and all problems are listed in order."""
    source = 'é: str = exec("x")\nimport os\n'
    assert inspect(source, POLICY) == (
        Problem(1, 10, "`exec` may not be called here"),
        Problem(2, 1, "`os` may not be imported"),
    )


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"# -*- coding: utf-7 -*-\n", (1, 1)),
        (b"#!x\n# vim: set fileencoding=latin-1 :\n", (1, 1)),
        (b"\xef\xbb\xbfx = 1\n", (1, 1)),
        (b"x = '\xff'\n", (1, 1)),
        ("x = '\ud800'\n", (1, 1)),
        ("x = 1\r\n", (1, 6)),
        ("x = 1\n'\u202e'\n", (2, 2)),
        ("x = '\u200b'\n", (1, 6)),
        ("# \x1b[2J\n", (1, 3)),
        ("x = '\x00'\n", (1, 6)),
        ("x = '\u2028'\n", (1, 6)),
        ("x = (\n", (1, 5)),
        ("x = '\\d'\n", (1, 5)),
        ("x = " + "9" * 5000 + "\n", (1, 1)),
        ("x = " + "(" * 5000 + ")" * 5000 + "\n", (1, 1)),
        ("x = " + "1 + " * 20_000 + "1\n", (1, 1)),
        ("x = " + "-" * 50_000 + "1\n", (1, 1)),
    ],
)
def test_text_that_is_not_plain_python(
    data: str | bytes, place: tuple[int, int]
) -> None:
    """Encoding, unseen characters and syntax are looked at with and without a policy."""
    for policy in (POLICY, None):
        (problem,) = inspect(data, policy)
        assert problem.line == place[0]
        assert problem.column == place[1] or "not Python" in problem.message
        assert len(problem.message) <= 72
        assert not re.search("recursion|<unknown>|conversion", problem.message)


@pytest.mark.parametrize(
    "source",
    [
        r'"""A \ud800."""',
        r'x: str = "\uDCFF"',
        r'x: str = "\U0000dfff"',
        r'x: str = "\ud83d" "\ude00"',
        r'__all__ = ["\ud800"]',
        r'x: Literal["\ud800"] = 1',
        r'x: dict[str, str] = {"a": ("\ud800",)}',
        'class X(Model):\n    """\\udc80"""',
        'class X(StringEnum):\n    A = "\\udc80"',
        'class X(Model):\n    a: str = field(name="\\udc80")',
        'class X(Model):\n    a: str\n    "\\udc80"',
    ],
)
@pytest.mark.parametrize("policy", [POLICY, None])
def test_half_of_a_character_is_no_text(source: str, policy: Allowed | None) -> None:
    """However it is written; Python imports no docstring with it."""
    problems = inspect(f"from __future__ import annotations\n\n{source}\n", policy)
    row = source.count("\n") + 3
    halves = [each for each in problems if "half of a character" in each.message]
    assert [each.line for each in halves] == [row]


def test_half_of_a_character_is_no_text_in_a_quoted_type() -> None:
    """What is quoted twice is looked at twice."""
    literal = Allowed(imports={"typing": frozenset({"Literal"})}, has_quoted_types=True)
    source = "from typing import Literal\n\nclass X:\n    a: \"Literal['{}']\"\n"
    assert inspect(source.format("a"), literal) == ()
    assert inspect(source.format(r"\\ud800"), literal)


@pytest.mark.parametrize("text", [r"\\ud800", r"\ud7ff", r"\ue000", r"\U0001d800"])
def test_what_only_looks_like_half_of_a_character_is_text(text: str) -> None:
    """A backslash that is one, and the characters around them."""
    assert inspect(f'class X:\n    x = "{text}"\n', POLICY) == ()


WORDED = """'A\\nlong text.\\n\\nOf two.'
class X:
    id_ = -7
    x = "b\\x41"
    y = {"c": 1.0}
"""


@pytest.mark.parametrize("policy", [Allowed(), None])
def test_what_the_docs_say_reads_back(policy: Allowed | None) -> None:
    """Names, values and the words of descriptions are those that Python reads."""
    readback = Readback(
        names=("id_", "c"),
        values=(-7, "bA", 1.0),
        prose=("A long\ntext.\n\nOf two.",),
    )
    assert inspect(WORDED, policy, readback) == ()


@pytest.mark.parametrize(
    "text",
    [
        "a\n \t\nb",
        "\n \n",
        ">>> a",
        "a\N{NO-BREAK SPACE}\n\nb",
        '"a"',
        "\\ \n \n **",
        "x" * 81 + " \N{NO-BREAK SPACE} y",
        "a\n\N{NO-BREAK SPACE}\nb",
        "a\x0b\n\n\x0cb",
    ],
)
def test_any_description_reads_back(text: str) -> None:
    """However its blanks and lines are laid out."""
    readback = Readback(prose=(text,))
    assert inspect(literals.docstring(text, indent=0), Allowed(), readback) == ()


@pytest.mark.parametrize(
    ("readback", "missing"),
    [
        (Readback(names=("id",)), "'id'"),
        (Readback(values=(7,)), "'7'"),
        (Readback(values=(1,)), "'1'"),
        (Readback(values=("b",)), "'b'"),
        (Readback(prose=("A long",)), "'A long'"),
        (Readback(prose=("Of two.\n\nA.",)), "'A.'"),
    ],
)
@pytest.mark.parametrize("policy", [Allowed(), None])
def test_what_does_not_read_back_is_found(
    policy: Allowed | None, readback: Readback, missing: str
) -> None:
    """A text or number that is almost there is not there."""
    (problem,) = inspect(WORDED, policy, readback)
    assert problem.message == f"{missing} does not read back"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("NotRequired[list[Item | None]]", ""),
        ("None", ""),
        ("Other", "`Other` may not be used"),
        ("exec('')", "`exec` may not be called here"),
        ("list['Item']", ""),
        ("list['x y']", "only types may stand in an annotation"),
        ("1 +", "only types may stand in an annotation"),
        ("[x for x in ()]", "`ListComp` may not stand here"),
        ("*exec('')", "only types may stand in an annotation"),
        ("NotRequired['exec()']", "`exec` may not be called here"),
    ],
)
def test_quoted_types(value: str, message: str) -> None:
    """Types that are written as text are looked at like others."""
    allowed = Allowed(
        imports={"typing": frozenset({"NotRequired", "TypedDict"})},
        types=frozenset({"list"}),
        has_quoted_types=True,
        grammar={"STATEMENT": ("NEW = TypedDict(TEXT, {TEXT: TYPE})",)},
    )
    head = "from typing import NotRequired, TypedDict\n"
    for module in (
        f'{head}Item = TypedDict("Item", {{"a": {value!r}}})\n',
        f'{head}class Item(TypedDict):\n    a: "{value}"\n',
        f'{head}class Item(TypedDict):\n    a: NotRequired["{value}"]\n',
    ):
        found = [problem.message for problem in inspect(module, allowed)]
        assert found == [message][not message :]


def test_types_are_quoted_where_they_may_be() -> None:
    """A policy without calls of types takes no text for one."""
    (problem,) = inspect('class Item:\n    a: "Item"\n', Allowed())
    assert problem.message == "only types may stand in an annotation"


@pytest.mark.parametrize(
    "call",
    [
        "TypedDict('A', a='exec(1)')",
        "TypedDict('A', fields={'a': 'exec(1)'})",
        "TypedDict('A', x)",
        "TypedDict('A', {**x})",
        "TypedDict('A', {'a': str} | {'a': 'exec(1)'})",
        "TypedDict('A', [('a', 'exec(1)')])",
        "TypedDict(*x)",
    ],
)
def test_no_text_becomes_a_type_by_a_detour(call: str) -> None:
    """Types that are written as text stand in one place only, where they are looked at."""
    allowed = Allowed(
        imports={"typing": frozenset({"TypedDict"})},
        types=frozenset({"str"}),
        has_quoted_types=True,
        grammar={"STATEMENT": ("NEW = TypedDict(TEXT, {TEXT: TYPE})",)},
    )
    head = "from typing import TypedDict\nx = {'a': 'exec(1)'}\n"
    assert inspect(f"{head}A = {call}\n", allowed)


@pytest.mark.parametrize("test", ["not TYPE_CHECKING", "TYPE_CHECKING"])
def test_guards(test: str) -> None:
    """What only checkers see and what only programs see may stand apart."""
    text = f"from typing import TYPE_CHECKING\n\nif {test}:\n    from . import a\n"
    assert inspect(text, POLICY) == ()
    assert inspect(text.replace(test, "-TYPE_CHECKING"), POLICY) != ()


def test_a_policy_says_which_guards_there_are() -> None:
    """An `if` asks of a name that the policy lists, and around imports and aliases alone."""
    text = "from ._support import Model\n\nif Model:\n    from . import a\n"
    allowed = replace(POLICY, guards=frozenset({"Model"}))
    assert inspect(text, allowed) == ()
    assert inspect(text, POLICY) != ()
    assert inspect(text + "    print()\n", allowed) != ()


@pytest.mark.parametrize(
    "test", ["Model and not TYPE_CHECKING", "not Model and TYPE_CHECKING"]
)
def test_several_guards(test: str) -> None:
    """An `if` may ask of several of them, all of which have to hold, and of nothing else."""
    head = "from typing import TYPE_CHECKING\n\nfrom ._support import Model\n\n"
    allowed = replace(POLICY, guards=frozenset({"Model", "TYPE_CHECKING"}))
    text = f"{head}if {test}:\n    from . import a\n"
    assert inspect(text, allowed) == ()
    assert inspect(text, POLICY) != ()
    for other in ("print()", "Model.x", "not (Model and Model)", "1"):
        assert inspect(text.replace("not ", f"{other} and "), allowed) != ()
    assert inspect(text.replace(" and ", " or "), allowed) != ()
