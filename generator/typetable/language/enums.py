"""The section `[enums]` of a dialect: tables that list values.

The one rule kept here: a table is an enum where every row states a value; where most do and one
does not, that is told.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import Diagnostic, clipped
from typetable.language.almost_enums import (
    refuse_bare,
    refuse_values,
    spells_itself,
    warn_almost,
)
from typetable.language.columns import folded
from typetable.language.draft import DraftEnum, DraftMember
from typetable.language.enum_values import StatedValue, stated_values
from typetable.language.evidence import plain
from typetable.language.ledger import Kept, Told
from typetable.markdown.spans import seen
from typetable.settings.records import Text
from typetable.wording.names import read_name
from typetable.wording.spelling import Spelling
from typetable.wording.spellings import Spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.draft import Title
    from typetable.language.ledger import Entry
    from typetable.language.rows import Row
    from typetable.schema import Value
    from typetable.settings.limits import Limits
    from typetable.source import Span

_MOST = 3
"""A value of more words is a sentence."""


class Enums(Struct, frozen=True, kw_only=True, dict=True):
    """Tables that list the values of a type.

    Where there are `marks`, every row of such a table has one, and a value in the column of
    descriptions. Otherwise a column lists the values, and the others describe them.
    """

    marks: tuple[Text, ...] = ()
    """What the column `columns.required` of each row holds, as it is written: `marks = ["✅"]`."""

    values: Literal["quoted", "bare"] = "quoted"
    """Whether values are numbers and text in quotes, or any text: `values = "bare"`."""

    items: tuple[Spelling, ...] = ()
    """Bullets below a heading without a table, each a `{value}`, with its `{name}` or a text:
    `items = ["{name} (value: {value})"]`."""
    within: tuple[Spelling, ...] = ()
    """Headings, in any case, below which alone bullets list values; there those of a section are
    one list, and each may begin with several values in code, or one in capitals:
    `within = ["Enums"]`."""

    words: tuple[str, ...] = ()
    """Words of `[types.words]`, in any case, that say that the description of a member lists its
    values: `words = ["enum"]`."""

    lines: tuple[Spelling, ...] = ()
    """Lines of such a description, in any case, each with a value as `{code}`:
    `lines = ["{code} - {_}"]`."""

    paragraphs: tuple[Spelling, ...] = ()
    """Paragraphs below a heading without a table that list values, each in code, or are one:
    `paragraphs = ["Possible values: {}"]`."""

    columns: tuple[str, ...] = ()
    """Headers of columns of values, in any case; such a table has no columns of types or presence,
    and something says what it is of: a type or a member of its heading's name, a sentence, or the
    heading: `columns = ["Value", "Code"]`."""

    names: Literal["value", "description"] = "value"
    """What a number is called where no column says it: like itself, or like the first words of its
    description: `names = "description"`."""
    quoted: bool = False
    """Whether a word without quotes in such a column is a type, and no value: `quoted = true`."""

    of_members: tuple[str, ...] = ()
    """Headers of columns beside those of values, in any case, that name the member of the section
    which has the value of each row: `of_members = ["Property"]`."""

    named: tuple[str, ...] = ()
    """Headers, in any case, of columns beside them of names, also such as are of types or of
    presence elsewhere: `named = ["Flag", "Type"]`."""

    headings: tuple[Spelling, ...] = ()
    """Headings of what has values, in any case, `{}` being the name where that is less:
    `headings = ["{_} type", "{} values"]`."""

    namesakes: Literal["error", "above"] = "error"
    """What enums of one name on a page are that differ: an error, or each is called like the
    object above it as well: `namesakes = "above"`."""

    sentences: tuple[Spelling, ...] = ()
    """Sentences right above a table that say that it lists values, in any case; a member that they
    name in code has them: `sentences = ["possible values {_}"]`."""

    @cached_property
    def known(self) -> Mapping[str, Spellings[Spelling]]:
        """The spellings of headings, sentences and lines, in any case, by their keys."""
        return {
            key: Spellings(((each, each) for each in getattr(self, key)), fold=True)
            for key in ("headings", "sentences", "within", "lines")
        }

    def are_described(self, words: Iterable[str]) -> bool:
        """Return whether one of the words of a type says that the description lists values."""
        return not {*map(str.casefold, self.words)}.isdisjoint(map(str.casefold, words))

    @property
    def most_words(self) -> int:
        """The most words of a value without marks."""
        return _MOST if self.values == "bare" else 1

    def key(self, title: str) -> str:
        """Return the key of the dialect that knows the raw header of values, or nothing."""
        known = folded(seen(title).text)
        spelled = (each for each in self.columns if folded(each) == known)
        return next((f'[enums] columns = "{each}"' for each in spelled), "")


class Stated(Struct, frozen=True):
    """What a row states of a member of an enum."""

    name: str | Diagnostic
    value: Value | None
    span: Span
    description: str = ""

    def member(self, name: str) -> DraftMember:
        """Return the member of a name that is one."""
        return DraftMember(
            name=name, value=self.value, span=self.span, description=self.description
        )


class EnumRows(Struct, frozen=True):
    """An enum, and what became of the rows of its table."""

    model: DraftEnum
    entries: tuple[Entry[DraftMember], ...]


def read_enum(
    title: Title,
    rows: Sequence[Row],
    enums: Enums,
    limits: Limits,
    findings: Findings,
) -> EnumRows | None:
    """Return the enum that a table lists, or None where some row is no enum member."""
    if not enums.marks:
        refuse_values(title, rows, findings)
        return None
    is_bare = enums.values == "bare"
    values = stated_values(rows, enums.marks, bare=is_bare)
    found = [each.value for each in values if each and each.value is not None]
    if not found or 2 * len([*filter(None, values)]) <= len(values):
        bare = [row for row, value in zip(rows, values, strict=True) if value is None]
        if len(rows) > 1 and _are_values(bare, enums.marks, beside=bool(found)):
            refuse_bare(title, bare, enums.marks, findings)
        else:
            warn_almost(title, rows, values, findings)
        return None
    if _are_mixed(found) and is_bare:
        texts = [StatedValue(row.description) for row in rows]
        values = [each and text for each, text in zip(values, texts, strict=True)]
    return _enum(title, [*zip(rows, values, strict=True)], limits, findings)


def _are_values(rows: Sequence[Row], marks: Sequence[str], *, beside: bool) -> bool:
    """Return whether rows have their names for values, and marks or values beside them."""
    are_marked = beside or all(row.text("required") in marks for row in rows)
    return are_marked and all(map(spells_itself, rows))


def _enum(
    title: Title,
    rows: Sequence[tuple[Row, StatedValue | None]],
    limits: Limits,
    findings: Findings,
) -> EnumRows:
    """Return the enum of rows of which most have a value; the others are errors (TT210)."""
    told = [Told(_odd(title, row, findings)) for row, value in rows if value is None]
    valued = [(row, value) for row, value in rows if value is not None]
    report_mixed(title, [each.value for _, each in valued], findings)
    kept = entries((_stated(*each, limits, findings) for each in valued), findings)
    if len(rows) == 1:
        _note_alone(title, kept, findings)
    model = DraftEnum(
        name=title.name,
        description=title.description,
        members=members_in(kept),
        span=title.span,
    )
    return EnumRows(model, (*kept, *told))


def _odd(title: Title, row: Row, findings: Findings) -> Diagnostic:
    message = f"`{clipped(title.name)}` is an enum, but this row has no value"
    hint = 'describe it by `"value"` alone, and mark it like the others'
    name = row.cells["name"]
    own = findings.about(model=title.name, field=name.text)
    return own.add(rules.ALMOST_ENUM, name.span, message, hint=hint, severity="error")


def _note_alone(
    title: Title, kept: Sequence[Entry[DraftMember]], findings: Findings
) -> None:
    """Report an enum of one row whose name is not that of its value: it may be an object."""
    for member in members_in(kept):
        if plain(member.name) != plain(str(member.value)):
            message = f"`{clipped(title.name)}` has one row, and that a value: an enum"
            hint = "if it is an object, add a word to the description"
            place = member.span
            findings.add(rules.ALMOST_ENUM, place, message, hint=hint, severity="note")


def _stated(
    row: Row, stated: StatedValue, limits: Limits, findings: Findings
) -> Stated:
    cell = row.cells["name"]
    name = read_name(cell.text, cell.span, "row", limits, findings)
    return Stated(name, stated.value, cell.span, stated.remark)


def report_mixed(
    title: Title, values: Sequence[Value | None], findings: Findings
) -> None:
    """Report values of which some are text and others are not (TT211)."""
    if _are_mixed([each for each in values if each is not None]):
        message = f"the enum `{clipped(title.name)}` mixes strings and numbers"
        findings.add(rules.MIXED_ENUM, title.span, message)


def members_in(entries: Iterable[Entry[DraftMember]]) -> tuple[DraftMember, ...]:
    """Return the members that rows became."""
    return tuple(each.subject for each in entries if isinstance(each, Kept))


def entries(
    stated: Iterable[Stated], findings: Findings
) -> tuple[Entry[DraftMember], ...]:
    """Return what becomes of rows; equal rows are one, and a repeated value is told (TT212)."""
    members: set[tuple[str, Value | None]] = set()
    first: dict[Value | None, Span] = {}
    entries: list[Entry[DraftMember]] = []
    for row in stated:
        again = _repeated(row.value, row.span, first, findings)
        if isinstance(row.name, Diagnostic):
            entries.append(Told(row.name))
        elif again and (row.name, row.value) in members:
            entries.append(Told(again))
        else:
            members.add((row.name, row.value))
            first.setdefault(row.value, row.span)
            entries.append(Kept(row.member(row.name)))
    return tuple(entries)


def _repeated(
    value: Value | None,
    span: Span,
    first: Mapping[Value | None, Span],
    findings: Findings,
) -> Diagnostic | None:
    if value not in first:
        return None
    message = f"the value `{clipped(str(value))}` occurs twice"
    return findings.add(rules.DUPLICATE_VALUE, span, message, first=first[value])


def _are_mixed(values: Sequence[Value | None]) -> bool:
    return len({isinstance(value, str) for value in values}) > 1
