"""The notation of a dialect: words and spellings of `[types]`, ready for the parser of cells.

The one rule kept here: spellings are taken apart once, and asked by their first tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.notation.tokens import LINE
from typetable.notation.type_spelling import (
    Kind,
    TypeSpelling,
    pieces_of,
    spellings,
    texts,
)
from typetable.wording.spelling import Hole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.notation.records import Types
    from typetable.notation.tokens import Token
    from typetable.schema import ScalarName
    from typetable.wording.spelling import Spelling

CLOSERS = {"[": "]", "<": ">", "(": ")", "{": "}"}
"""Brackets, and what closes them."""

_ANYTHING = ((Hole("_"),), (Hole("format"),))

_MARKS = "[]<>|,*"
"""Marks that have a meaning in some notation of types; others stand in no type unless spelled."""


class Word(Struct, frozen=True):
    """A word that is a type."""

    text: str
    """The word as the dialect has it."""

    scalar: ScalarName
    """The type."""

    @property
    def key(self) -> str:
        """The key of the dialect, for people."""
        return f'[types] words."{self.text}"'


class Form(Struct, frozen=True):
    """A spelling in tokens."""

    kind: Kind
    """What it builds."""

    text: str
    """The spelling as the dialect has it."""

    head: tuple[str, ...]
    """The tokens before its first hole, or between the one that it begins with and the next."""

    rest: tuple[str | Hole, ...]
    """The tokens and holes behind those."""

    meaning: str = ""
    """Another spelling of the type, where it is what the form means."""

    @property
    def is_prefix(self) -> bool:
        """Whether nothing but a type stands behind its head."""
        return self.rest == (Hole(""),)

    @property
    def key(self) -> str:
        """The key of the dialect, for people."""
        text = self.text.replace(LINE, r"\n")
        if self.meaning:
            return f'[types] means."{text}"'
        return f'[types] spelled.{self.kind} = "{text}"'


class Notation:
    """`[types]`, ready to be asked.

    `words` are by their tokens. Forms are by their first token, of several the longest head first:
    `opening` ones begin with it, `suffixes` and `infixes` have a type in front of it. `skipped` are
    brackets in which anything may stand, `behind` what closes them.
    """

    def __init__(self, types: Types) -> None:
        """Take the spellings apart; raises `ValueError` where one builds nothing."""
        self.affixes = types.affixes
        self._fold = types.fold
        self.literals = types.literals
        self.phrases = types.phrases
        self.lower_phrases = types.lower_phrases
        self.words: dict[tuple[str, ...], Word] = {
            tuple(map(self.key, texts(spelled))): Word(word, name)
            for word, name in types.words.items()
            for spelled in ((word, f"{word}s") if types.plurals else (word,))
        }
        self.nouns = {*map(self.key, types.nouns)}
        self.longest = max(map(len, self.words), default=0)
        self.opening: dict[str, list[Form]] = {}
        self.suffixes: dict[str, list[Form]] = {}
        self.infixes: dict[str, list[Form]] = {}
        self.marks = {*_MARKS, *(mark for word in self.words for mark in word)}
        for kind, spelling in spellings(types.spelled):
            self._add(kind, spelling)
        for spelling, meaning in types.means.items():
            self._add("means", spelling, meaning)
        tables = (self.opening, self.suffixes, self.infixes)
        forms = [form for table in tables for each in table.values() for form in each]
        self.skipped = {each.head[-1] for each in forms if each.rest[:1] in _ANYTHING}
        self.skipped |= {part for e in forms if e.kind == "values" for part in e.head}
        self.skipped &= {"{", "("}
        self.behind = {CLOSERS[each] for each in self.skipped}
        for table in tables:
            for forms in table.values():
                forms.sort(key=lambda form: (-len(form.head), not form.is_prefix))

    def _add(self, kind: Kind, spelling: TypeSpelling, meaning: str = "") -> None:
        pieces = [*pieces_of(spelling.text)]
        self.marks.update(piece for piece in pieces if isinstance(piece, str))
        leads, ends = isinstance(pieces[0], Hole), pieces[-1] == Hole("")
        table = self.opening if not leads else self.infixes if ends else self.suffixes
        pieces = pieces[leads:]
        holes = [at for at, piece in enumerate(pieces) if isinstance(piece, Hole)]
        first = holes[0] if holes else len(pieces)
        form = Form(
            kind=kind,
            text=spelling.text,
            head=tuple(self.key(str(each)) for each in pieces[:first]),
            rest=tuple(
                each if isinstance(each, Hole) else self.key(each)
                for each in pieces[first:]
            ),
            meaning=meaning,
        )
        table.setdefault(form.head[0], []).append(form)

    def key(self, text: str) -> str:
        """Return a token as it is looked up and compared."""
        return text.casefold() if self._fold else text

    def scalar(self, text: str) -> ScalarName | None:
        """Return the type that a text is a word for, or nothing."""
        word = self.words.get(tuple(map(self.key, texts(text))))
        return word.scalar if word else None

    def is_word(self, text: str) -> bool:
        """Return whether a text is a word for a type."""
        return self.scalar(text) is not None

    def begins(self, text: str) -> bool:
        """Return whether a text begins like a type that is made of another one."""
        keys = tuple(map(self.key, texts(text)))
        forms = self.opening.get(keys[0], ()) if keys else ()
        made = (form for form in forms if form.rest and form.kind != "plain")
        return any(keys[: len(form.head)] == form.head for form in made)

    def without_lines(self, ahead: Iterable[Token]) -> Iterator[Token]:
        """Yield tokens without the ends of lines, but for those that stand between two types."""
        last: Token | None = None
        line: Token | None = None
        for token in ahead:
            if token.text == LINE:
                line = token
                continue
            if line and last and LINE in self.infixes and self._are_types(last, token):
                yield line
            last, line = token, None
            yield token

    def _are_types(self, before: Token, behind: Token) -> bool:
        """Return whether a type may end with a token, and another one begin with the next."""
        between = {*self.infixes, ","}
        ends = before.text not in between and before.text not in CLOSERS
        return ends and behind.text not in {*between, *CLOSERS.values()}

    def is_type(self, text: str) -> bool:
        """Return whether a text is a word for a type that cannot be another name."""
        return self.is_word(text) and self.key(text) not in self.nouns

    def whole(self, name: str) -> str:
        """Return a name of several words without those that say that it is partial."""
        heads = (
            " ".join(form.head) + " "
            for forms in self.opening.values()
            for form in forms
            if form.kind == "partial"
        )
        key = self.key(name)
        fitting = (name[len(head) :].strip() for head in heads if key.startswith(head))
        return next(fitting, name)

    def bared(self, name: str) -> Iterator[Bare]:
        """Yield what is left of a name as each thing that it wears in type cells is taken off."""
        while bare := first_match(self.affixes, name):
            yield bare
            name = bare.text

    def members(self, ahead: Sequence[Token]) -> Iterator[list[Token]]:
        """Yield the tokens of each member of a union, none of them empty, brackets whole."""
        heads = {
            form.head[0]
            for forms in self.infixes.values()
            for form in forms
            if len(form.head) == 1 and form.head[0] not in CLOSERS
        }
        member: list[Token] = []
        closers: list[str] = []
        for token in ahead:
            text = self.key(token.text)
            if closers and text == closers[-1]:
                closers.pop()
            elif text in CLOSERS:
                closers.append(CLOSERS[text])
            if text in heads and member and not closers:
                yield member
                member = []
            else:
                member.append(token)
        if member:
            yield member

    def example(self, word: str) -> str:
        """Return a spelling that begins with a word, or nothing."""
        forms = self.opening.get(self.key(word), ())
        return next((form.text for form in forms), "")


class Bare(Struct, frozen=True):
    """What an affix leaves of a text, and the affix as the dialect has it."""

    text: str
    affix: str


def first_match(affixes: Iterable[Spelling], name: str) -> Bare | None:
    """Return what the first of some affixes that fits leaves of a name, or nothing."""
    for affix in affixes:
        if held := affix.match(name):
            return Bare(held[""], affix.text)
    return None
