"""Grammar: which code may stand where, by example.

The one rule kept here: code fits a form as a whole, or it does not fit.

A form is Python in which the names of rules, and these names, are holes for

* `NAME`, `CLASS`: a name that the module defines or imports; the same, or one of such a module,
* `NEW`: a name that is defined here; `ATTRIBUTE`: the name of any attribute,
* `TEXT`, `WORD`, `NUMBER`: a text; one that is an identifier; a whole number,
* `DATA`, `TYPE`: plain data; a type.

A tuple, list or dictionary that ends in `...`, or a dictionary of one item, stands for any number
of such items; keywords may be left out, and `**DATA` are any others. The rules that are asked for
are `STATEMENT` (of modules), `DECORATOR` (of classes), `VALUE` (of attributes, and of metadata of
types), `METHOD` and `FUNCTION`. The body of a function lists the statements that may stand in one,
in any order and number; so do those below an `if` whose own body is `...`.
"""

from __future__ import annotations

import ast
import builtins
from functools import lru_cache
from itertools import chain
from keyword import iskeyword
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from typetable.gate.policy import Allowed

Rules: TypeAlias = "Mapping[str, tuple[str, ...]]"
"""The forms of each rule."""

Taken: TypeAlias = "list[tuple[str, ast.expr]]"
"""The code in holes, which is still to be looked at, with the name of each hole."""

_BUILTIN = frozenset(dir(builtins))


class KnownNames(Struct, frozen=True, eq=False):
    """Names that a module knows, builtins among them, and modules with names that others know."""

    names: AbstractSet[str]
    builtins: AbstractSet[str]
    modules: AbstractSet[str]

    def has(self, node: ast.AST) -> bool:
        """Return whether code is one of the names, or one of another module."""
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                return name in self.names
            case ast.Attribute(
                value=ast.Name(id=module), attr=name, ctx=ast.Load()
            ) if not name.startswith("__"):
                return module in self.modules
        return False


class Function(Struct, frozen=True, eq=False):
    """The form of a function: its header, its statements, and tests below which they stand too."""

    header: ast.FunctionDef
    statements: tuple[ast.stmt, ...]
    tests: tuple[ast.expr, ...]


@lru_cache(maxsize=16)
def grammar_of(allowed: Allowed) -> Grammar:
    """Return the grammar of a policy."""
    return Grammar(allowed.grammar)


class Grammar:
    """Forms by their rules, with which code is compared."""

    def __init__(self, rules: Rules) -> None:
        self.rules = {name: [*map(_form, forms)] for name, forms in rules.items()}
        self._functions = {
            rule: [_function(each) for each in self.rules.pop(rule, ())]
            for rule in ("METHOD", "FUNCTION")
        }
        methods = [each.header for each in self._functions["METHOD"]]
        decorators = [each for method in methods for each in method.decorator_list]
        values = [*self.rules.get("VALUE", ()), *self.rules.get("DECORATOR", ())]
        self.evaluated = frozenset(self._names([*values, *decorators]))
        """Names that a class body evaluates."""
        every = [form for forms in self.rules.values() for form in forms]
        for function in chain.from_iterable(self._functions.values()):
            every += [*function.statements, *function.tests]
        self.fixed = self.evaluated | _BUILTIN.intersection(self._names(every))
        """Names that keep the meaning that they have in Python or in the policy."""

    def _names(self, forms: Iterable[ast.AST]) -> Iterator[str]:
        for node in chain.from_iterable(map(ast.walk, forms)):
            if isinstance(node, ast.Name) and not self.is_hole(node.id):
                yield node.id

    def is_hole(self, name: str) -> bool:
        """Return whether a name in a form is a hole or a rule."""
        return name in _HOLES or name in self.rules

    def fits(self, rule: str, node: ast.AST, known: KnownNames) -> Taken | None:
        """Return the code in the holes of a rule that code fits; `None` where it does not."""
        match = _Match(self, known)
        return match.taken if match.is_any(node, self.rules.get(rule, ())) else None

    def function(
        self, rule: str, node: ast.FunctionDef, known: KnownNames
    ) -> tuple[Function, Taken] | None:
        """Return the form of a function, by its header, and the code in the holes of that."""
        for function in self._functions[rule]:
            match = _Match(self, known)
            if match.is_alike(node, function.header, but="body"):
                return function, match.taken
        return None

    def unfit(
        self, function: Function, body: Iterable[ast.stmt], known: KnownNames
    ) -> tuple[list[ast.stmt], Taken]:
        """Return the statements that may not stand in a function, and code in holes of others."""
        match, refused, waiting = _Match(self, known), [], [*body][::-1]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.If) and match.is_any(node.test, function.tests):
                waiting += reversed([*node.body, *node.orelse])
            elif not match.is_any(node, function.statements):
                refused.append(node)
        return refused, match.taken


class _Match:
    """The comparison of code with forms; `taken` is the code in the holes of those that fit."""

    def __init__(self, grammar: Grammar, known: KnownNames) -> None:
        self.grammar = grammar
        self.known_names = known
        self.taken: Taken = []

    def is_any(self, node: ast.AST, forms: Iterable[ast.AST]) -> bool:
        """Return whether code fits any of some forms."""
        return any(self.fits(node, form) for form in forms)

    def fits(self, node: ast.AST, form: ast.AST) -> bool:
        """Return whether code fits a form; code in its holes is kept only if so."""
        noted = len(self.taken)
        is_fit = self._is_like(node, form)
        if not is_fit:
            del self.taken[noted:]
        return is_fit

    def is_alike(self, node: ast.AST, form: ast.AST, but: str = "") -> bool:
        """Return whether code has the parts of a form, perhaps `but` one."""
        return node.__class__ is form.__class__ and all(
            self._is_part(getattr(node, name), getattr(form, name))
            for name in form._fields
            if name != but
        )

    def _is_like(self, node: ast.AST, form: ast.AST) -> bool:
        match form, node:
            case ast.Name(id=hole), _ if self.grammar.is_hole(hole):
                return self._is_taken(hole, node)
            case ast.Dict(keys=[ast.AST() as key], values=[value]), ast.Dict():
                items = zip(node.keys, node.values, strict=True)
                return all(
                    k and self.fits(k, key) and self.fits(v, value) for k, v in items
                )
            case ast.Call(), ast.Call():
                return self.is_alike(node, form, but="keywords") and self._has_keywords(
                    node.keywords, {each.arg: each.value for each in form.keywords}
                )
        return self.is_alike(node, form)

    def _is_taken(self, hole: str, node: ast.AST) -> bool:
        """Return whether a hole takes some code."""
        if hole in self.grammar.rules:
            return self.is_any(node, self.grammar.rules[hole])
        if not isinstance(node, ast.expr) or not _HOLES[hole](node, self.known_names):
            return False
        self.taken.append((hole, node))
        return True

    def _is_part(self, part: object, form: object) -> bool:
        """Return whether a part of code, such as the list of its parts, is that of a form."""
        match form, part:
            case [first, ast.Constant(value=end)], list() if end is ...:
                return all(self._is_part(each, first) for each in part)
            case list(), list() if len(form) == len(part):
                return all(map(self._is_part, part, form))
            case ast.AST(), ast.AST():
                return self.fits(part, form)
            case "ATTRIBUTE", str():  # `x.__class__` would lead out of the data
                return not part.startswith("__")
            case "NEW", str():
                return True
        return type(part) is type(form) and part == form  # since `True == 1`

    def _has_keywords(
        self, keywords: Collection[ast.keyword], forms: Mapping[str | None, ast.expr]
    ) -> bool:
        """Return whether all keywords are some that a form names, or has by `**DATA`, each once."""
        if len({each.arg for each in keywords}) < len(keywords):
            return False
        for each in keywords:
            form = forms.get(each.arg, forms.get(None))
            if each.arg is None or form is None or not self.fits(each.value, form):
                return False
        return True


def _form(code: str) -> ast.AST:
    """Return the syntax tree of a form: of a statement, or of an expression that stands alone."""
    (statement,) = ast.parse(code).body
    return statement.value if isinstance(statement, ast.Expr) else statement


def _function(form: ast.AST) -> Function:
    """Return the form of a function, whose tests are those above `...`."""
    if not isinstance(form, ast.FunctionDef):
        raise TypeError(form)
    tests = [each for each in form.body if _is_open(each)]
    return Function(
        header=form,
        statements=tuple(each for each in form.body if each not in tests),
        tests=tuple(each.test for each in tests if isinstance(each, ast.If)),
    )


def _is_open(node: ast.stmt) -> bool:
    match node:
        case ast.If(body=[ast.Expr(value=ast.Constant(value=end))]):
            return end is ...
    return False


def _is_known(node: ast.expr, known: KnownNames) -> bool:
    return isinstance(node, ast.Name) and _is_class(node, known)


def _is_class(node: ast.expr, known: KnownNames) -> bool:
    is_builtin = isinstance(node, ast.Name) and node.id in known.builtins
    return known.has(node) and not is_builtin


def _is_text(node: ast.expr, _scope: KnownNames) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_word(node: ast.expr, _scope: KnownNames) -> bool:
    """Return whether code is the text of a name that a module may define."""
    match node:
        case ast.Constant(value=str(text)):
            is_name = text.isidentifier() and not iskeyword(text)
            return is_name and not text.startswith("__")
    return False


def _is_number(node: ast.expr, _scope: KnownNames) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int


def _is_new(node: ast.expr, _scope: KnownNames) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _is_data(node: ast.expr, known: KnownNames) -> bool:
    match node:
        case ast.Constant() | ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            return True
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            return all(_is_data(item, known) for item in items)
        case ast.Dict(keys=keys, values=values):
            return all(key and _is_data(key, known) for key in keys) and all(
                _is_data(value, known) for value in values
            )
    return False


def _is_anything(_node: ast.expr, _scope: KnownNames) -> bool:
    return True


_HOLES: dict[str, Callable[[ast.expr, KnownNames], bool]] = {
    "NAME": _is_known,
    "CLASS": _is_class,
    "NEW": _is_new,
    "TEXT": _is_text,
    "WORD": _is_word,
    "NUMBER": _is_number,
    "DATA": _is_data,
    "TYPE": _is_anything,
}
"""The test of the code in each hole; a type is anything here, and looked at later."""
