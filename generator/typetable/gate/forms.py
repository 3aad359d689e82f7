"""Forms: statements of classes without their names and texts, each inspected once for all modules.

The one rule kept here: a problem of a form is one of each statement that has it, or the form is no
use.

The walk asks of a text only whether it is one, of a name after `self.` only whether it is a name,
of an attribute of a class only whether it has a meaning already, and of a name of the module only
whether it is defined. So a sign stands for each of them: for every text on one line, every
docstring, and every such name; but a type that is quoted is looked at as if it were not. The rest
is split where a member of a class, or a statement of a method, seems to begin. A part that is
Python by itself leaves no bracket open, so that the next one begins as it would alone; and no text
is open, as there is no quote in it. A form goes through the walk as a piece of a module, and is
used if nothing in it is refused and each text in it was met. A module that is not so simple is
looked at as a whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from keyword import kwlist
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct

from typetable.gate.names import Defined, evaluated, owned
from typetable.gate.pieces import ModulePiece
from typetable.gate.syntax import check
from typetable.gate.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from typetable.gate.policy import Allowed
    from typetable.gate.readback import Contents

_MANY = 20_000
"""The forms that are remembered; 34,047 statements of 728 modules have 160."""

_NAME, _TEXT, _PROSE = "\x01", "\x02", "\x03"
"""The signs; a module that holds such characters has been refused before."""

_UNSURE = ('"', "'", "#", "\\")
"""Characters that may begin or end a text in another way, or hide one."""

_TEXTS = re.compile(r'"([^"\\\n\x03]*)"')
_PREFIX = re.compile(r"\w")
_SIGNS = re.compile(r"[\x02\x03]")
_CLASSES = re.compile(r"^(class .*:\n)((?:(?: {4}.*)?\n)+)", re.MULTILINE)
_ROWS = re.compile(r"\n    ([A-Za-z]\w*)(?=: | = )")
_ATTRIBUTES = re.compile(r"self\.(?<![\w.]self\.)([A-Za-z]\w*)(?![\w(])")
_MEMBERS = re.compile(r"\n\n*(?<!@classmethod\n)(?= {4}[^\s)\]}])")
_STATEMENTS = re.compile(r"\n\n*(?= {8}(?!el)[^\s)\]}])")  # `\n+` is found more slowly
_WORDS = re.compile(r"[A-Za-z_]\w*")

_TYPE = re.compile(r"[A-Za-z_][\w .,|\[\]]*")
_BRACKETS = re.compile(r"[^\[\]]+")

_METHOD = ("    def ", "    @")
_ATTRIBUTE, _DEFINED, _MODULE = "any_attribute", "any_defined", "any_module"
"""Names that stand for others, in the syntax tree of a form."""

_Words: TypeAlias = "tuple[frozenset[str], frozenset[str]]"
"""Words of a form that are known names, and those that are modules."""


class Body(NamedTuple):
    """The body of a class with signs, and the texts and docstrings in their order."""

    code: str
    texts: list[str]
    prose: list[str]


class FormContents(Struct, frozen=True, kw_only=True, eq=False):
    """The contents of a form, but for the texts and names that signs stand for."""

    texts: AbstractSet[str]
    constants: AbstractSet[tuple[type, object]]
    names: AbstractSet[str]


class UnlikeError(ValueError):
    """A module is not so simple that forms say all about it."""


def parted(source: str) -> tuple[str, list[Body]]:
    """Return a module without the bodies of its classes, and those; raises `UnlikeError`.

    The module has to be free of characters that do not show.
    """
    parts = source.split('"""')
    pieces = _TEXTS.split(_PROSE.join(parts[::2]))
    code = _TEXT.join(pieces[::2])
    is_sure = len(parts) % 2 and code.isascii() and "\\" not in source
    # A letter before a quote, as in `r"` or `f"`, makes another text of it.
    before = "".join([each[-1:] for each in (*parts[:-1:2], *pieces[:-1:2])])
    if not is_sure or any(sign in code for sign in _UNSURE) or _PREFIX.search(before):
        raise UnlikeError
    texts, prose = iter(pieces[1::2]), iter(parts[1::2])
    left, bodies = [], []
    around = iter(_CLASSES.split(code))
    for above in around:
        left.append(_filled(above, texts, prose))
        for header, body in zip(islice(around, 1), islice(around, 1), strict=True):
            left.append(_filled(f"{header}    pass\n", texts, prose))
            inside = (
                [*islice(each, body.count(sign))]
                for each, sign in ((texts, _TEXT), (prose, _PROSE))
            )
            bodies.append(Body(body, *inside))
    return "".join(left), bodies


def collect(
    bodies: list[Body], contents: Contents, defined: Defined, allowed: Allowed
) -> None:
    """Collect the contents of bodies of classes, in a module that defines some names.

    Raises `UnlikeError` where anything is refused, or may be.
    """
    known = _forms(allowed)
    forms: set[FormContents] = set()
    for body in map(unquoted, bodies) if allowed.has_quoted_types else bodies:
        rows = _ROWS.split(f"\n{body.code.rstrip()}")
        attributes = _ATTRIBUTES.split(f"\n    {_NAME}".join(rows[::2]))
        if not known.refused.isdisjoint(chain(rows[1::2], attributes[1::2])):
            raise UnlikeError
        if not defined.names.isdisjoint(rows[1::2]):  # it may hide a type
            raise UnlikeError
        contents.names.update(rows[1::2])
        contents.texts.update(body.texts)
        contents.prose += body.prose
        code = f"self.{_NAME}".join(attributes[::2])
        above, *members = _MEMBERS.split(code)
        if above or not members:
            raise UnlikeError
        for member in {*members}:
            forms |= known.of(member, defined)
    for form in forms:
        contents.names.update(form.names)
        contents.texts.update(form.texts)
        contents.constants.update(form.constants)


def unquoted(body: Body) -> Body:
    """Return a body with types that are quoted as if they were not."""
    code, *others = body.code.split(_TEXT)
    texts: list[str] = []
    for text, after in zip(body.texts, others, strict=True):
        is_alone = (code[-2:], after[:1]) == (": ", "\n") or code[-1:] + after[
            :1
        ] == "[]"
        if is_alone and _is_whole_type(text):
            code += text + after
        else:
            code += _TEXT + after
            texts.append(text)
    return Body(code, texts, body.prose)


def _is_whole_type(text: str) -> bool:
    """Return whether a text, alone in an annotation, means the same with and without quotes."""
    brackets = _BRACKETS.sub("", text)
    while "[]" in brackets:
        brackets = brackets.replace("[]", "")
    return _TYPE.fullmatch(text) is not None and not brackets


@lru_cache(maxsize=8)
def _forms(allowed: Allowed) -> _Forms:
    return _Forms(allowed)


class _Forms:
    """The forms that were inspected under a policy, by the words in them that a module defines."""

    def __init__(self, allowed: Allowed) -> None:
        self.allowed = allowed
        self.owned = owned(allowed)
        self.refused = evaluated(allowed).union(kwlist, allowed.types)
        self.known: dict[str, tuple[frozenset[str], dict[_Words, FormContents]]] = {}

    def of(self, member: str, defined: Defined) -> set[FormContents]:
        """Return the forms of a member of a class; raises `UnlikeError`."""
        if not member.startswith(_METHOD):
            return {self.find(member, defined)}
        header, *statements = _STATEMENTS.split(member)
        if not statements:
            raise UnlikeError
        return {
            self.find(f"{header}\n{statement}", defined) for statement in {*statements}
        }

    def find(self, code: str, defined: Defined) -> FormContents:
        """Return the form of a member of a class, or of a statement; raises `UnlikeError`."""
        if code not in self.known:
            if len(self.known) >= _MANY:
                self.known.clear()
            self.known[code] = frozenset(_WORDS.findall(code)), {}
        words, forms = self.known[code]
        known = words & defined.names, words & defined.modules
        if known not in forms:
            forms[known] = self._form(code, *known)
        return forms[known]

    def _form(
        self, code: str, names: frozenset[str], modules: frozenset[str]
    ) -> FormContents:
        """Return a form as the walk meets it if some names are known; raises `UnlikeError`."""
        signs = dict.fromkeys(names - self.owned - modules, _DEFINED)
        signs |= dict.fromkeys(modules - self.owned, _MODULE)
        general = _WORDS.sub(lambda word: signs.get(word[0], word[0]), code)
        return _form(
            general,
            names.difference(signs),
            modules.difference(signs),
            self.allowed,
        )


@lru_cache(maxsize=_MANY)
def _form(
    code: str, names: frozenset[str], modules: frozenset[str], allowed: Allowed
) -> FormContents:
    """Return a form as the walk meets it if some names are known; raises `UnlikeError`."""
    texts = [f"text {number}" for number in range(code.count(_TEXT))]
    prose = [f"prose {number}" for number in range(code.count(_PROSE))]
    text = _filled(code.replace(_NAME, _ATTRIBUTE), iter(texts), iter(prose))
    piece = ModulePiece(text=f"class _:\n{text}", inside=1)
    walk = Walk(
        Defined(names={*names, _DEFINED, _MODULE}, modules={*modules, _MODULE}),
        allowed,
    )
    try:
        check(piece.tree(), piece, walk)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UnlikeError from error
    if (
        walk.problems
        or walk.contents.prose != prose
        or not walk.contents.texts.issuperset(texts)
    ):
        raise UnlikeError
    return FormContents(
        texts=walk.contents.texts.difference(texts),
        constants=walk.contents.constants,
        names=walk.contents.names - {_ATTRIBUTE, _DEFINED},
    )


def _filled(code: str, texts: Iterator[str], prose: Iterator[str]) -> str:
    """Return code with texts and docstrings in place of their signs."""
    return _SIGNS.sub(
        lambda sign: f'"{next(texts)}"' if sign[0] == _TEXT else f'"""{next(prose)}"""',
        code,
    )
