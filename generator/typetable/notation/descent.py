"""Recursive descent over the tokens of a type cell: one grammar, and the spellings of a dialect.

    type     = prefixed *( INFIX prefixed )
    prefixed = *PREFIX suffixed
    suffixed = ( WORD / CLOSED / name / link ) *SUFFIX
    link     = "[" name "](" target ")"

A spelling is a PREFIX where it ends in a type (`[]{}`), a SUFFIX where it begins with one (`{}[]`),
an INFIX where it does both (`{} | {}`), else CLOSED (`List[{}]`).

The one rule kept here: a cell that does not follow the grammar is a `Fault` with a place, never
half a type. Of several spellings the one whose words before its first hole are most is taken, and
none is taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn

from msgspec import Struct

from typetable.diagnostics import clipped
from typetable.notation.building import build, is_number
from typetable.notation.formats import formatted
from typetable.notation.notation import CLOSERS
from typetable.notation.tokens import Token, scalar_of, tokens
from typetable.notation.types import NamedType, ScalarType, literal, union
from typetable.wording.spelling import Hole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.notation.notation import Form, Notation, Word
    from typetable.notation.types import TypeExpr

_SHOWN = 24
_VAGUE = frozenset(("object", "any", "bytes"))
"""Words that a link tells more of, where it leads to a model."""


class Fault(Struct, frozen=True):
    """Why a cell is no type: offsets in the cell and a fact."""

    start: int
    end: int
    message: str
    too_deep: bool = False


class Parsed(NamedTuple):
    """What a text states."""

    kind: TypeExpr | Fault
    """The type, or why it is none."""

    known: Sequence[Word | Form | str]
    """What of the dialect was known in it, in its order; keys without a spelling are texts."""


def parsed(text: str, ahead: Sequence[Token], notation: Notation, depth: int) -> Parsed:
    """Return the type that the tokens of a text state, or why they state none."""
    try:
        parser = _Parser(text, ahead, notation, depth)
        return Parsed(parser.parse(), parser.known)
    except _FaultError as error:
        return Parsed(error.fault, ())


class _FaultError(Exception):
    """Carries a fault out of the recursive descent; never leaves this module."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def _refuse(token: Token, message: str) -> NoReturn:
    raise _FaultError(Fault(token.start, token.end, message))


class _Parser:
    """Recursive descent over the tokens of one cell, no deeper than allowed."""

    def __init__(
        self, cell: str, ahead: Sequence[Token], notation: Notation, depth: int
    ) -> None:
        self._notation = notation
        self._cell = cell
        end = Token("end", "", len(cell), len(cell))
        self._tokens = [*notation.without_lines(ahead), end]
        self._keys = [notation.key(token.text) for token in self._tokens]
        self._next = 0
        self._levels_left = depth
        self.known: list[Word | Form | str] = []
        inside = 0
        for token in self._tokens:
            inside += (token.text in notation.skipped) - (token.text in notation.behind)
            if inside <= 0 and self._is_odd(token):
                message = (
                    f"`{clipped(cell[token.start :], _SHOWN)}` cannot stand in a type"
                )
                raise _FaultError(Fault(token.start, len(cell), message))

    def _is_odd(self, token: Token) -> bool:
        """Return whether a token stands in no type of this notation."""
        if token.kind == "value":
            return not self._notation.literals
        return token.kind == "mark" and token.text not in self._notation.marks

    def parse(self) -> TypeExpr:
        if len(self._tokens) == 1:
            raise _FaultError(Fault(0, self._token.end, "the type cell is empty"))
        kind = self._type()
        if self._token.kind != "end":
            self._refuse_token()
        return kind

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self, text: str) -> bool:
        """Step over a word or mark if it comes next."""
        is_next = self._token.kind != "end" and self._keys[self._next] == text
        self._next += is_next
        return is_next

    def _refuse_token(self, form: Form | None = None) -> NoReturn:
        """Stop at the next token, which stands neither here nor in a form that was begun."""
        token = self._token
        if token.kind == "end":
            _refuse(token, "the type ends too early")
        place = f"in `{clipped(form.text, _SHOWN)}`" if form else "here"
        _refuse(token, f"`{clipped(token.text, _SHOWN)}` is not expected {place}")

    def _descend(self) -> None:
        self._levels_left -= 1
        if self._levels_left < 0:
            end = self._tokens[-1].end
            raise _FaultError(Fault(0, end, "the type is nested too deeply", True))

    def _form(self, table: dict[str, list[Form]]) -> Form | None:
        """Return the form whose head comes next, of several the longest."""
        for form in table.get(self._keys[self._next], ()):
            if self._comes_next(form.head):
                return form
        return None

    def _begin(self, form: Form) -> None:
        self.known.append(form)
        self._next += len(form.head)

    def _comes_next(self, texts: tuple[str, ...]) -> bool:
        return tuple(self._keys[self._next : self._next + len(texts)]) == texts

    def _type(self) -> TypeExpr:
        """Parse `type`."""
        level = self._levels_left
        self._descend()
        members = [self._prefixed()]
        while form := self._form(self._notation.infixes):
            self._begin(form)
            members.append(self._prefixed())
        self._levels_left = level
        return members[0] if len(members) == 1 else union(members)

    def _prefixed(self) -> TypeExpr:
        """Parse `prefixed`; forms that end in a type are applied to it, the last one first."""
        waiting: list[tuple[Form, list[TypeExpr]]] = []
        kind = None
        while kind is None:
            word = self._word_length()
            form = self._form(self._notation.opening)
            if form is None or len(form.head) < word:
                kind = self._word(word) if word else self._named()
                break
            inner = self._filled(form)
            if form.rest and form.rest[-1] == Hole(""):
                waiting.append((form, inner))
                self._count(form.kind)
            else:
                kind = self._built(form, inner)
        kind = self._suffixed(kind)
        for outer, inner in reversed(waiting):
            kind = self._built(outer, [*inner, kind])
        return kind

    def _built(self, form: Form, inner: Sequence[TypeExpr]) -> TypeExpr:
        """Return the type that a form builds of some, or that it means whatever they are."""
        if form.kind != "means":
            return build(form.kind, inner)
        depth = self._levels_left - 1
        meant = parsed(
            form.meaning, [*tokens(form.meaning)], self._notation, depth
        ).kind
        if isinstance(meant, Fault):
            raise _FaultError(meant)
        return meant

    def _count(self, kind: str) -> None:
        if kind not in {"plain", "format"}:
            self._descend()

    def _suffixed(self, kind: TypeExpr) -> TypeExpr:
        """Parse the suffixes behind a type; one that is anything may be the end of a range."""
        while form := self._form(self._notation.suffixes):
            if form.rest[-1:] == (Hole("_"),) and not self._has_more(kind, form):
                break
            self._count(form.kind)
            start = self._tokens[self._next + len(form.head)].start
            kind = self._built(form, [kind, *self._filled(form)])
            if form.kind == "format":
                end = self._tokens[self._next - 1].start
                kind = formatted(kind, self._cell[start:end].strip(), self._notation)
        return kind

    def _has_more(self, kind: TypeExpr, form: Form) -> bool:
        """Return whether what follows a form behind a type can be a remark on that type."""
        is_last = self._tokens[self._next + len(form.head)].kind == "end"
        return not is_last and not is_number(kind)

    def _filled(self, form: Form) -> list[TypeExpr]:
        """Step over a form but for a type at its end; return the types in its other holes."""
        self._begin(form)
        inner: list[TypeExpr] = []
        last = len(form.rest) - 1
        for at, part in enumerate(form.rest):
            if isinstance(part, str):
                if not self._take(part):
                    self._refuse_token(form)
            elif part.name in {"_", "format"}:
                self._skip(form.rest[at + 1] if at < last else "")
            elif part.name == ", ":
                inner += self._several()
            elif at < last:
                inner.append(self._type())
        return inner

    def _several(self) -> list[TypeExpr]:
        kinds = [self._type()]
        while self._take(","):
            kinds.append(self._type())
        return kinds

    def _skip(self, stop: str | Hole) -> None:
        """Step over what has no meaning, brackets whole, up to a text."""
        closers: list[str] = []
        while self._token.kind != "end":
            text = self._keys[self._next]
            if not closers and text == stop:
                return
            if closers and text == closers[-1]:
                closers.pop()
            elif text in CLOSERS:
                closers.append(CLOSERS[text])
            self._next += 1

    def _word_length(self) -> int:
        """Return how many tokens the longest word has that comes next."""
        words = self._notation.words
        keys = tuple(self._keys[self._next : self._next + self._notation.longest])
        return next((n for n in range(len(keys), 0, -1) if keys[:n] in words), 0)

    def _word(self, length: int) -> TypeExpr:
        """Step over a word; one that may be a noun is the name of a model, or else that word."""
        keys = tuple(self._keys[self._next : self._next + length])
        first, *more = self._tokens[self._next : self._next + length]
        self._next += length
        word = self._notation.words[keys]
        self.known.append(word)
        kind = ScalarType(word.scalar)
        is_link = bool(first.target) and word.scalar in _VAGUE and not more
        if not (is_link or " ".join(keys) in self._notation.nouns):
            return kind
        name = " ".join(each.text for each in (first, *more))
        end = more[-1].end if more else first.end
        return NamedType(name, first.start, end, kind, first.target)

    def _named(self) -> TypeExpr:
        """Parse a name; what follows it must not look like arguments."""
        token = self._token
        if self._notation.literals and (scalar := scalar_of(token)):
            self.known.append("literals = true")
            self._next += 1
            return literal(token.text, scalar)
        if token.kind != "name":
            self._refuse_token()
        self._next += 1
        is_more = self._form(self._notation.suffixes) is not None
        if self._token.text in ("[", "<") and not is_more:
            name, example = token.text, self._notation.example(token.text)
            if example:
                _refuse(token, f"this dialect writes `{clipped(example, _SHOWN)}`")
            _refuse(token, f"`{clipped(name, _SHOWN)}` takes no type arguments")
        is_open = self._notation.phrases and token.text[0].isupper()
        words = [token, *self._more_words()] if is_open else [token]
        text = " ".join(word.text for word in words)
        name = self._notation.whole(text)
        is_partial = name != text
        for bare in self._notation.bared(name):
            self.known.append(f'affixes = "{bare.affix}"')
            name = bare.text
        target = token.target if len(words) == 1 else ""
        return NamedType(
            name, token.start, words[-1].end, target=target, partial=is_partial
        )

    def _more_words(self) -> Iterator[Token]:
        """Step over the capitalised words that go on with a name, such as `String`, too."""
        notation = self._notation
        while self._token.text[:1].isupper() and not (
            self._form(notation.infixes)
            or self._form(notation.suffixes)
            or (notation.literals and scalar_of(self._token))
        ):
            yield self._token
            self._next += 1
