"""The language that the gate allows, tried by programs that want more.

    python tests/hostile/language.py PROGRAMS [SEED]

Each program is a module that a target writes, with some of its parts replaced by, or joined with,
random code that reaches for `exec`, `type`, `__globals__` and the like: through builtins, methods,
decorators, their arguments, defaults, annotations, keywords of classes, comprehensions and helpers
of the support module. Most are refused. Each of the others is looked at by `reached`, which knows
nothing of the gate but is told what such modules call, and is then run and used, with builtins
that tell when they are called. The first that reaches something is written to `finding.py`.
"""

from __future__ import annotations

import ast
import builtins
import itertools
import random
import re
import sys
import types
import typing
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "generator")]

# found by the lines above where this is run as a program
from tests.hostile.attacks import table  # noqa: E402
from tests.hostile.fuzz import PACKAGE  # noqa: E402

from typetable import gate, naming, pipeline  # noqa: E402
from typetable.rendering import templates  # noqa: E402
from typetable.targets import TARGETS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typetable.gate import Allowed

PAGE = (
    table(
        "id | str | ✅ | x",
        "shade | Shade | ❌ | x",
        "either | Union[Last, List[Shade], str] | ❌ | x",
        "all | Dict[str, Last] | ❌ | x",
        "data-1 | bytes | ❌ | x",
    )
    + table('DARK | str | ✅ | "dark"', name="Shade")
    + table("size | float | ✅ | x", "victim | Victim | ❌ | x", name="Last")
)

CALLED = {
    "dataclass": frozenset({"JsonName"}),
    "pydantic": frozenset({"Field", "BestFit", "DecodedLater"}),
    "msgspec": frozenset({"field", "fitted", "union_of", "decoded_later"}),
    "typeddict": frozenset({"TypedDict"}),
}
"""What modules of each target call by name."""

_INERT = (
    *(ast.Module, ast.ImportFrom, ast.alias, ast.ClassDef, ast.FunctionDef, ast.arg),
    *(ast.arguments, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.If, ast.Return),
    *(ast.Expr, ast.Pass, ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.Tuple),
    *(ast.keyword, ast.Constant, ast.List, ast.Set, ast.Dict, ast.BinOp, ast.UnaryOp),
    *(ast.BoolOp, ast.Compare, ast.expr_context, ast.operator, ast.unaryop),
    *(ast.boolop, ast.cmpop),
)
"""Code that does nothing but what the code in it does."""

_TYPES = frozenset({"bool", "bytes", "dict", "float", "int", "list", "str"})
T = TypeVar("T")

_BUILTINS = frozenset(dir(builtins))
_CALLABLE = _BUILTINS - _TYPES - {"len", "classmethod"}
_NAMES = (
    *sorted(_BUILTINS),
    *("self", "cls", "data", "value", "strict", "members", "absent", "_support"),
    *("Victim", "Shade", "Last", "load", "required", "new", "JsonModel", "Found"),
    *("typing", "os", "sys", "importlib", "import_module", "Any", "Self", "cast"),
    *("decode", "to_dict", "__post_init__", "__getattr__", "__class__", "x", "y"),
    *("Literal", "Annotated", "ForwardRef", "TypeAlias", "TypedDict", "Field", "field"),
    *(
        "union_of",
        "decoded_later",
        "fitted",
        "BestFit",
        "DecodedLater",
        "UNSET",
        "LISTED",
    ),
    *(
        "__builtins__",
        "__loader__",
        "__spec__",
        "__import__",
        "__debug__",
        "__package__",
    ),
)
_ATTRIBUTES = tuple(
    sorted(
        {
            name
            for kind in (str, bytes, int, list, dict, type, object, types.FunctionType)
            for name in dir(kind)
        }
        | {"__globals__", "__builtins__", "gi_frame", "f_globals", "f_builtins"}
        | {"decode", "from_dict", "model_validate", "get", "system", "x", "__dict__"}
        | {"tb_frame", "cr_frame", "ag_frame", "f_back", "__wrapped__", "__func__"}
    )
)
_KEYS = (
    *("key", "metaclass", "default", "default_factory", "alias", "name", "tag", "x"),
    *("rename", "kw_only", "dec_hook", "alias_generator", "discriminator", "inner"),
    *(
        "values",
        "required",
        "enums",
        "slots",
        "init",
        "validator",
        "repr",
        "object_hook",
    ),
)
_TEXTS = (
    *(
        "exec('')",
        "__import__('os').system('')",
        "Victim",
        "x",
        "",
        "%s",
        "{0.__class__}",
    ),
    *("list[exec('')]", "eval('1')", "a b", "__globals__", "dark", "id"),
)


class Reached(BaseException):
    """Something was called that no model calls."""


class Case(Struct, frozen=True):
    """A module that a target writes, and what the gate lets pass there."""

    target: str
    text: str
    allowed: Allowed
    package: tuple[tuple[str, str], ...]


@cache
def case(target: str) -> Case:
    """Return the module of a target."""
    schema = pipeline.understand(PACKAGE, PAGE.encode()).schema
    names, _ = naming.assign(schema, TARGETS[target].reserved)
    views = [*TARGETS[target].views(schema, names)]
    rendered = {view.path: templates.render(target, view) for view in views}
    page = next(view for view in views if view.page)
    assert page.allowed
    others = tuple((path, text) for path, text in rendered.items() if path != page.path)
    return Case(target, rendered[page.path], page.allowed, others)


class Writer:
    """Writes random programs; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  # no secret

    def one(self, options: tuple[T, ...]) -> T:
        """Return one of some options."""
        return options[self.random.randrange(len(options))]

    def expression(self, depth: int = 3) -> ast.expr:
        """Return code that reaches for something."""
        if depth == 0 or self.random.random() < 0.15:
            return self.one(
                (self.name, self.name, self.name, self.constant, self.plain)
            )()
        return self.one(_SHAPES)(self, depth - 1)

    def name(self) -> ast.expr:
        """Return a name that a module may know, or not."""
        return ast.Name(self.one(_NAMES), ast.Load())

    def constant(self) -> ast.expr:
        """Return a constant, perhaps a text that would be code."""
        return ast.Constant(self.one((*_TEXTS, 1, 0, -1, 2.5, None, True, ..., b"x")))

    def plain(self) -> ast.expr:
        """Return an empty container."""
        return ast.parse(self.one(("()", "[]", "{}", "''", "(1,)")), mode="eval").body

    def attribute(self, depth: int) -> ast.expr:
        """Return an attribute of anything."""
        return ast.Attribute(self.expression(depth), self.one(_ATTRIBUTES), ast.Load())

    def call(self, depth: int) -> ast.expr:
        """Return a call of anything, with anything."""
        return ast.Call(
            self.expression(depth),
            [self.expression(depth) for _ in range(self.random.randrange(3))],
            [
                ast.keyword(self.one((*_KEYS, None)), self.expression(depth))
                for _ in range(self.random.randrange(2))
            ],
        )

    def spelled(self, form: str, depth: int) -> ast.expr:
        """Return a form with code in the places of `A` and `B`."""
        tree = ast.parse(form, mode="eval").body
        parts = {"A": self.expression(depth), "B": self.expression(depth)}

        class Filled(ast.NodeTransformer):
            def visit_Name(self, node: ast.Name) -> ast.AST:
                return parts.get(node.id, node)

        filled: ast.expr = Filled().visit(tree)
        return filled

    def statement(self) -> ast.stmt:
        """Return a statement that is more than a module may hold, or may hold."""
        (statement,) = ast.parse(self.one(_STATEMENTS)).body
        for node in ast.walk(statement):
            for name, value in ast.iter_fields(node):
                if isinstance(value, ast.Name) and value.id in "AB":
                    setattr(node, name, self.expression())
                if isinstance(value, list):
                    value[:] = [
                        (
                            self.expression()
                            if isinstance(each, ast.Name) and each.id in "AB"
                            else each
                        )
                        for each in value
                    ]
        return statement

    def program(self, target: str) -> str:
        """Return a module of a target with one to three changes that is Python still."""
        while True:
            tree = ast.parse(case(target).text)
            for _ in range(self.one((1, 1, 1, 2, 2, 3))):
                self.one((self.replace, self.replace, self.insert, self.rename))(tree)
            with suppress(ValueError, SyntaxError):
                text = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
                ast.parse(text)
                return text

    def replace(self, tree: ast.Module) -> None:
        """Put an expression in the place of another, or where none is."""
        places = tuple(_places(tree))
        node, name, at = self.one(places)
        if at is None:
            setattr(node, name, self.expression())
        else:
            getattr(node, name)[at : at + 1] = [self.expression()]

    def insert(self, tree: ast.Module) -> None:
        """Put a statement anywhere."""
        bodies = tuple(
            value
            for node in ast.walk(tree)
            for name, value in ast.iter_fields(node)
            if name in ("body", "orelse") and isinstance(value, list)
        )
        body = self.one(bodies)
        body.insert(self.random.randrange(len(body) + 1), self.statement())

    def rename(self, tree: ast.Module) -> None:
        """Give something another name."""
        places = tuple(
            (node, name)
            for node in ast.walk(tree)
            for name, value in ast.iter_fields(node)
            if isinstance(value, str) and not isinstance(node, ast.Constant)
        )
        node, name = self.one(places)
        other = self.one((_NAMES, _NAMES, _ATTRIBUTES, _KEYS))
        setattr(node, name, self.one(other))


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Yield where an expression stands or could stand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node, "decorator_list", len(node.decorator_list)
        if isinstance(node, ast.ClassDef):
            yield node, "bases", len(node.bases)
        if isinstance(node, ast.arguments):
            yield node, "defaults", len(node.defaults)
        for name, value in ast.iter_fields(node):
            if isinstance(value, ast.expr) and name != "target":
                yield node, name, None
            if isinstance(value, list) and name != "targets":
                for at, each in enumerate(value):
                    if isinstance(each, ast.expr):
                        yield node, name, at


_SHAPES: tuple[Callable[[Writer, int], ast.expr], ...] = (
    *(Writer.attribute, Writer.attribute, Writer.call, Writer.call, Writer.call),
    *(
        lambda writer, depth, form=form: writer.spelled(form, depth)
        for form in (
            *("A[B]", "A | B", "A + B", "A % B", "A * B", "A ** B", "-A", "not A"),
            *("A if B else A", "A and B", "A < B", "A is B", "(lambda x: A)", "[A, B]"),
            *("(A, B)", "{A: B}", "{**A}", "[*A]", "[A for x in B]", "(A for x in B)"),
            *("{A: B for x in A}", "{A for x in B if A}", "f'{A}'", "f'{A!r:{B}}'"),
            *("(x := A)", "A[B:A]", "Literal[A]", "Annotated[A, B]", "list[A]"),
            *("getattr(A, '__globals__')", "list.sort([A], key=B)", "map(A, B)"),
            *("required(A, B, {})", "Shape(A, 'x')", "array_of(A)", "encode(A)"),
            *("Field(default_factory=A)", "field(default_factory=A)", "fitted(A, B)"),
            *(
                "union_of(A)",
                "decoded_later(A)",
                "BestFit(A)",
                "TypedDict('X', {'a': A})",
            ),
            *("type('X', (A,), {'x': B})", "int.__class__('E', (), {})", "A.__class__"),
        )
    ),
)

_STATEMENTS = (
    *("A", "x = A", "x: A = B", "x: A", "x += A", "A.x = B", "A[B] = A", "del A.x"),
    *("return A", "raise A", "assert A, B", "for x in A: B", "while A: break"),
    *("with A: pass", "if A: B", "try: A\nexcept B: pass", "yield_ = (yield)"),
    *("def load(x=A): return B", "def x(y: A) -> B: pass", "@A\ndef x(): pass"),
    *("async def x(): await A", "class X(A): pass", "class X(metaclass=A): pass"),
    *("class X(JsonModel, tag=A): pass", "@A\nclass X: pass", "class X:\n    y = A"),
    *("class X:\n    y: A = B", "class X:\n    def decode(self): return A"),
    *("class X:\n    Last: str = 'exec(1)'\n    y: Last", "from ._support import load"),
    *("class X(JsonModel):\n    str: int = 'exec(1)'\n    y: str", "import os"),
    *("from os import system", "from . import _support", "from . import x as Last"),
    *("from .x import list", "from .x import y as required", "from .x import *"),
    *("from ._exports import import_module", "global Last", "X: TypeAlias = A"),
    *("X: TypeAlias = 'exec(1)'", "X = 'exec(1)'", "X = Last", "X = Last.decode"),
    *("X: TypeAlias = list['A']", "x: dict[str, 'exec(1)']", "x: 'A' = B"),
    *("X: TypeAlias = list['Last.__class__']", "X = union_of(A | list['A'])"),
    *("X: TypeAlias = list['__builtins__']", "X = union_of(dict[str, 'exec'])"),
    *(
        "X = list.sort",
        "X = LISTED[A]",
        "X = union_of(A, 'x')",
        "X = TypedDict('X', A)",
    ),
    *("match A:\n    case x: B", "__all__ = ['exec']", "x = y = A", "x, y = A"),
    *("self.x = A", "value = A", "members['x'] = A", "if value is None: A", "self = A"),
)


def reached(text: str, target: str) -> Iterator[str]:
    """Yield what a program does that no module of a target may."""
    tree = ast.parse(text)
    defined = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    spared = {id(node) for node in ast.walk(tree) if _is_spared(node)}
    for node in ast.walk(tree):
        if not isinstance(node, _INERT) and id(node) not in spared:
            yield f"{type(node).__name__} in {ast.unparse(node)}"
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if name in _CALLABLE:
                yield name
            case ast.Attribute(attr=name) if name.startswith("__"):
                if id(node) not in spared:
                    yield ast.unparse(node)
            case ast.Call(func=func) if id(node) not in spared:
                called = ast.unparse(func)
                is_own = called in defined and not [*node.args, *node.keywords]
                is_finder = called.endswith(".get") and len(node.args) == 1
                if called not in CALLED[target] and not is_own and not is_finder:
                    yield f"call of {called}"
            case ast.ClassDef(keywords=keywords) if any(
                not isinstance(each.value, ast.Constant) for each in keywords
            ):
                # Containers of constants would be harmless; so it is looked at.
                for each in keywords:
                    names = [n for n in ast.walk(each.value) if isinstance(n, ast.Name)]
                    yield from (f"keyword {name.id}" for name in names)


def _is_spared(node: ast.AST) -> bool:
    """Return whether code that would else be suspicious is what templates print."""
    text = ast.unparse(node) if isinstance(node, ast.expr) else ""
    keywords = r"(?:slots=(?:True|False))?(?:, )?(?:kw_only=(?:True|False))?"
    return re.fullmatch(rf"dataclass\({keywords}\)", text) is not None


def is_refused(text: str, target: str) -> bool:
    """Return whether the gate refuses a program."""
    return bool(gate.inspect(text, case(target).allowed))


def use(text: str, target: str) -> None:
    """Run a program and its models, with builtins that raise `Reached`."""
    with suppress(Exception):
        module = _run(text, target)
        own = [value for value in vars(module).values() if value not in _TRIPPING]
        for value in own:
            with suppress(Exception):
                typing.get_type_hints(value, include_extras=True)
            for name in ("from_dict", "decode", "model_validate", "to_dict"):
                for payload in ({}, {"id": "x", "shade": "dark", "either": ["dark"]}):
                    with suppress(Exception):
                        getattr(value, name)(payload)


def _run(text: str, target: str) -> types.ModuleType:
    """Run a program as a module of a package."""
    package = f"allowed_{target}"
    if package not in sys.modules:
        _install(package, case(target).package)
    module = types.ModuleType(f"{package}.page")
    module.__package__ = package
    sys.modules[module.__name__] = module
    # Both, as what evaluates annotations looks into the module alone.
    vars(module)["__builtins__"] = _tripwires()
    tripping = {n: value for n, value in _tripwires().items() if value in _TRIPPING}
    vars(module).update(tripping)
    code = compile(text, "page.py", "exec")
    exec(code, vars(module))  # noqa: S102  # to see what it does
    return module


def _install(package: str, files: tuple[tuple[str, str], ...]) -> None:
    """Make the modules that a page's module imports."""
    sys.modules[package] = types.ModuleType(package)
    sys.modules[package].__path__ = []
    for path, text in files:
        if path == "_support.py":
            support = types.ModuleType(f"{package}._support")
            support.__package__ = package
            sys.modules[support.__name__] = support
            code = compile(text, path, "exec")
            exec(code, vars(support))  # noqa: S102  # our own


_TRIPPING: list[object] = []
"""The functions that raise when they are called."""


@cache
def _tripwires() -> dict[str, object]:
    """Return builtins of which all that no model calls raise when they are called."""

    def tripped(name: str) -> Callable[..., object]:
        def trip(*_: object, **__: object) -> object:
            raise Reached(name)

        _TRIPPING.append(trip)
        return trip

    kept = _TYPES | {"len", "classmethod", "object", "__build_class__", "__import__"}
    return {
        name: tripped(name) if callable(value) and name not in kept else value
        for name, value in vars(builtins).items()
    }


def check(target: str, text: str) -> bool:
    """Return whether a program is refused; raise `Reached` where one is not that should be."""
    if is_refused(text, target):
        return True
    for what in reached(text, target):
        raise Reached(what)
    use(text, target)
    return False


def run(programs: int, seed: int) -> tuple[int, int]:
    """Check so many programs; return how many were refused and how many were not."""
    writer = Writer(seed)
    refused = 0
    for target in itertools.islice(itertools.cycle(TARGETS), programs):
        text = writer.program(target)
        try:
            refused += check(target, text)
        except BaseException as error:
            error.add_note(f"{target}:\n{text}")
            raise
    return refused, programs - refused


if __name__ == "__main__":
    asked, given = int(sys.argv[1]), int((*sys.argv, "1")[2])
    refused, passed = run(asked, given)
    sys.stdout.write(f"seed {given}: {refused:,} refused, {passed:,} harmless\n")
