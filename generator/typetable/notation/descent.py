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

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.diagnostics import clipped
from typetable.notation.building import build, is_number
from typetable.notation.cursor import SHOWN, Cursor, Fault, FaultError, refuse
from typetable.notation.formats import formatted
from typetable.notation.notation import CLOSERS
from typetable.notation.tokens import Token, scalar_of, tokens
from typetable.notation.types import NamedType, ScalarType, literal, union
from typetable.notation.values import with_values
from typetable.wording.spelling import Hole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.notation.notation import Form, Notation, Word
    from typetable.notation.types import TypeExpr

_VAGUE = frozenset(("object", "any", "bytes"))
"""Words that a link tells more of, where it leads to a model."""

_ENDS = frozenset(CLOSERS.values())
"""Brackets that stand behind a type, and never before one."""


class Parsed(Struct, frozen=True):
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
    except FaultError as error:
        return Parsed(error.fault, ())


class _Parser(Cursor):
    """Recursive descent over the tokens of one cell, no deeper than allowed."""

    def __init__(
        self, cell: str, ahead: Sequence[Token], notation: Notation, depth: int
    ) -> None:
        super().__init__(cell, ahead, notation)
        self._levels_left = depth

    def parse(self) -> TypeExpr:
        if len(self._tokens) == 1:
            raise FaultError(Fault(0, self._token.end, "the type cell is empty"))
        kind = self._type()
        if self._token.kind != "end":
            self._refuse_token()
        return kind

    def _descend(self) -> None:
        self._levels_left -= 1
        if self._levels_left < 0:
            end = self._tokens[-1].end
            raise FaultError(Fault(0, end, "the type is nested too deeply", True))

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
            form = self._opening(word)
            if form is None:
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

    def _opening(self, word: int) -> Form | None:
        """Return the form that comes next, unless a word of so many tokens is longer than it.

        One that stands before a type is none where no type follows.
        """
        for form in self._notation.opening.get(self._keys[self._next], ()):
            if len(form.head) >= word and self._comes_next(form.head):
                if not (form.is_prefix and self._ends_behind(form)):
                    return form
                if not word:
                    return form
        return None

    def _ends_behind(self, form: Form) -> bool:
        """Return whether a type would end behind a form, also one in the brackets of another."""
        at = self._next + len(form.head)
        key, tables = self._keys[at], (self._notation.infixes, self._notation.suffixes)
        is_end = self._tokens[at].kind == "end" or key in _ENDS
        return is_end or any(key in each for each in tables)

    def _built(self, form: Form, inner: Sequence[TypeExpr]) -> TypeExpr:
        """Return the type that a form builds of some, or that it means whatever they are."""
        if form.kind != "means":
            return build(form.kind, inner)
        depth = self._levels_left - 1
        meant = parsed(
            form.meaning, [*tokens(form.meaning)], self._notation, depth
        ).kind
        if isinstance(meant, Fault):
            raise FaultError(meant)
        return meant

    def _count(self, kind: str) -> None:
        if kind not in {"plain", "format", "values"}:
            self._descend()

    def _suffixed(self, kind: TypeExpr) -> TypeExpr:
        """Parse the suffixes behind a type; one that is anything may be the end of a range."""
        while form := self._form(self._notation.suffixes):
            if form.rest[-1:] == (Hole("_"),) and not self._has_more(kind, form):
                break
            self._count(form.kind)
            start = self._tokens[self._next + len(form.head)].start
            kind = self._built(form, [kind, *self._filled(form)])
            if form.kind in {"format", "values"}:
                is_closed = isinstance(form.rest[-1], str)
                end = self._tokens[self._next - is_closed].start
                kind = self._refined(kind, form, self._cell[start:end].strip())
        return kind

    def _refined(self, kind: TypeExpr, form: Form, text: str) -> TypeExpr:
        """Return a type with the format, or the values, in the hole of a form behind it."""
        if form.kind == "values":
            return with_values(kind, text)
        return formatted(kind, text, self._notation)

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
            elif part.name in {"_", "format", "values"}:
                start = self._next
                self._skip(form.rest[at + 1] if at < last else "")
                inner += self._key(form, self._tokens[start : self._next])
            elif part.name == ", ":
                inner += self._several()
            elif at < last:
                inner.append(self._type())
        return inner

    def _key(self, form: Form, skipped: Sequence[Token]) -> Iterator[NamedType]:
        """Yield what the names in a map are said to be in brackets, if that is an unknown word."""
        is_map = form.kind == "map" and Hole("") in form.rest
        if not is_map or form.head[-1] not in CLOSERS or len(skipped) != 1:
            return
        (token,) = skipped
        is_name = token.kind == "name" and not token.target and not scalar_of(token)
        if is_name and not self._notation.is_word(token.text):
            yield NamedType(token.text, token.start, token.end)

    def _several(self) -> list[TypeExpr]:
        kinds = [self._type()]
        while self._take(","):
            kinds.append(self._type())
        return kinds

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
                refuse(token, f"this dialect writes `{clipped(example, SHOWN)}`")
            refuse(token, f"`{clipped(name, SHOWN)}` takes no type arguments")
        words = [token, *self._more_words()] if self._is_phrased(token) else [token]
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

    def _is_phrased(self, token: Token) -> bool:
        """Return whether a word may be one of the several of a name; a link is a whole one."""
        notation = self._notation
        is_lower = notation.lower_phrases and not token.target and token.kind == "name"
        return is_lower or (notation.phrases and token.text[:1].isupper())

    def _more_words(self) -> Iterator[Token]:
        """Step over the words that go on with the name of a model, such as `String`, too."""
        notation = self._notation
        while self._is_phrased(self._token) and not (
            self._form(notation.infixes)
            or self._ends_name()
            or (notation.literals and scalar_of(self._token))
        ):
            yield self._token
            self._next += 1

    def _ends_name(self) -> bool:
        """Return whether a suffix comes next; one without a meaning may be a word of the name."""
        form = self._form(self._notation.suffixes)
        is_word = form is not None and form.kind == "plain" and form.rest == ()
        return form is not None and not (self._notation.lower_phrases and is_word)
