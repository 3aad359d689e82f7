"""Forms: statements of classes without their names and texts, each inspected once for all modules.

The one rule kept here: what is found in a form is found in each statement that has it, or the
form is no use.

The walk asks of a text only whether it is one, of a name after `self.` only whether it is a name,
of an attribute of a class only whether it has a meaning already, and of what the module defines
only that it does. So a sign stands for each of them: for every text on one line, every docstring,
and every such name; but a type that is quoted is looked at as if it were not. What is left is
split where a member of a class, or a statement of a method, seems to begin. What is Python by
itself leaves no bracket open, so that what follows begins as it would alone; and no text is open,
as there is no quote in it. A form goes through the walk as a piece of a module, and is used if
nothing in it is refused and each text in it was met. Whatever is not so simple is left alone: the
module is then looked at as a whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from keyword import kwlist
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from typetable.gate.names import called, owned
from typetable.gate.pieces import Piece
from typetable.gate.syntax import check
from typetable.gate.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from typetable.gate.policy import Allowed
    from typetable.gate.wording import Said

_MANY = 20_000
"""So many forms are remembered; real modules have hundreds."""

_NAME, _TEXT, _PROSE = "\x01", "\x02", "\x03"
"""The signs; a module that holds such characters has been refused before."""

_UNSURE = ('"', "'", "#", "\\")
"""What may begin or end a text in another way, or hide one."""

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
_STATEMENT = " " * 8
_ATTRIBUTE, _DEFINED = "any_attribute", "any_defined"
"""Names that stand for others, in the syntax tree of a form."""


class Body(NamedTuple):
    """What stands in a class, with signs, and what they stand for but the names."""

    code: str
    texts: list[str]
    prose: list[str]


class Form(Struct, frozen=True, kw_only=True, eq=False):
    """What a form says, names that it gives, and names that it needs to be given."""

    texts: AbstractSet[str]
    constants: AbstractSet[tuple[type, object]]
    names: AbstractSet[str]
    local: AbstractSet[str]
    uses: AbstractSet[str]


class UnlikeError(ValueError):
    """A module is not so simple that forms say all about it."""


def parted(source: str) -> tuple[str, list[Body]]:
    """Return a module without what stands in its classes, and that; raises `UnlikeError`.

    The module has to be free of characters that do not show.
    """
    parts = source.split('"""')
    pieces = _TEXTS.split(_PROSE.join(parts[::2]))
    code = _TEXT.join(pieces[::2])
    is_sure = len(parts) % 2 and code.isascii() and "\\" not in source
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


def note(
    bodies: list[Body], said: Said, defined: AbstractSet[str], allowed: Allowed
) -> None:
    """Note what stands in classes of a module that defines some names.

    Raises `UnlikeError` where anything is refused, or may be.
    """
    forms = _forms(allowed.base or allowed)
    found: set[Form] = set()
    for body in map(unquoted, bodies) if allowed.typed else bodies:
        rows = _ROWS.split(f"\n{body.code.rstrip()}")
        attributes = _ATTRIBUTES.split(f"\n    {_NAME}".join(rows[::2]))
        if not forms.refused.isdisjoint(chain(rows[1::2], attributes[1::2])):
            raise UnlikeError
        said.names.update(rows[1::2])
        said.texts.update(body.texts)
        said.prose += body.prose
        code = f"self.{_NAME}".join(attributes[::2])
        above, *members = _MEMBERS.split(code)
        if above or not members:
            raise UnlikeError
        for member in {*members}:
            found |= forms.of(member, defined)
    for form in found:
        said.names.update(form.names)
        said.texts.update(form.texts)
        said.constants.update(form.constants)


def unquoted(body: Body) -> Body:
    """Return what stands in a class, with types that are quoted as if they were not."""
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
    """Return whether a text means the same with and without quotes where it is all there is."""
    brackets = _BRACKETS.sub("", text)
    while "[]" in brackets:
        brackets = brackets.replace("[]", "")
    return _TYPE.fullmatch(text) is not None and not brackets


@lru_cache(maxsize=8)
def _forms(allowed: Allowed) -> _Forms:
    return _Forms(allowed)


class _Forms:
    """What is known of forms, by a policy, and by which of their words a module defines."""

    def __init__(self, allowed: Allowed) -> None:
        self.allowed = allowed
        self.owned = owned(allowed)
        self.refused = called(allowed).union(kwlist)
        self.known: dict[str, tuple[frozenset[str], dict[frozenset[str], Form]]] = {}

    def of(self, member: str, defined: AbstractSet[str]) -> set[Form]:
        """Return the forms of a member of a class; raises `UnlikeError`."""
        statements = [member]
        if member.startswith(_METHOD):
            statements = _STATEMENTS.split(member)
            if len(statements) == 1:
                raise UnlikeError
        found = {self.find(statement, defined) for statement in {*statements}}
        uses: set[str] = set().union(*[form.uses for form in found])
        if uses.difference(*[form.local for form in found]):
            raise UnlikeError
        return found

    def find(self, code: str, defined: AbstractSet[str]) -> Form:
        """Return what is found in a statement; raises `UnlikeError`."""
        if code not in self.known:
            if len(self.known) >= _MANY:
                self.known.clear()
            self.known[code] = frozenset(_WORDS.findall(code)), {}
        words, forms = self.known[code]
        known = words & defined
        if known not in forms:
            free = known - self.owned
            general = _WORDS.sub(
                lambda word: _DEFINED if word[0] in free else word[0], code
            )
            forms[known] = _form(general, known - free, self.allowed)
        return forms[known]


@lru_cache(maxsize=_MANY)
def _form(code: str, known: AbstractSet[str], allowed: Allowed) -> Form:
    """Return what the walk finds in a form if some names are known; raises `UnlikeError`."""
    above, inside, below, end = "class _:\n", 1, 0, ""
    if code.startswith(_STATEMENT):
        above, inside, below = f"{above}    def _():\n", 2, 2
    elif code.startswith(_METHOD):
        below, end = 2, f"\n{_STATEMENT}pass"
    texts = [f"text {number}" for number in range(code.count(_TEXT))]
    prose = [f"prose {number}" for number in range(code.count(_PROSE))]
    text = _filled(code.replace(_NAME, _ATTRIBUTE), iter(texts), iter(prose))
    piece = Piece(text=above + text + end, inside=inside, below=below)
    walk = Walk(known | {_DEFINED}, allowed)
    try:
        check(piece.tree(), piece, walk)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UnlikeError from error
    if walk.found or walk.said.prose != prose or not walk.said.texts.issuperset(texts):
        raise UnlikeError
    local, uses = walk.kept
    return Form(
        texts=walk.said.texts.difference(texts),
        constants=walk.said.constants,
        names=walk.said.names - {_ATTRIBUTE, _DEFINED},
        local=local,
        uses={name for name, _ in uses},
    )


def _filled(code: str, texts: Iterator[str], prose: Iterator[str]) -> str:
    """Return code with texts and docstrings in place of their signs."""
    return _SIGNS.sub(
        lambda sign: f'"{next(texts)}"' if sign[0] == _TEXT else f'"""{next(prose)}"""',
        code,
    )
