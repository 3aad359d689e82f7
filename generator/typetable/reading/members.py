"""Members: the fields of one model by their names, of which several rows may state one.

The one rule kept here: a row that states a member again is told. Where a column says on which
condition the rows hold they are one member, whose type allows what any of them does.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.ledger import Kept, Told
from typetable.notation.types import ANY, union
from typetable.wording.paths import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.language.draft import DraftField
    from typetable.language.ledger import Entry
    from typetable.language.nesting import Again
    from typetable.language.rows import Row


class FieldsRead(Struct, frozen=True):
    """The members of a model, and what became of each of its rows."""

    fields: tuple[DraftField, ...]
    entries: tuple[Entry[DraftField], ...]


class _Stated(Struct, frozen=True):
    """A member, and the row that states it."""

    field: DraftField
    row: Row

    @property
    def has_condition(self) -> bool:
        """Whether a column says on which condition the row holds."""
        return bool(self.row.text("condition").strip())


class Members:
    """The members of a model, row by row."""

    def __init__(self, model: str, findings: Findings) -> None:
        """Start without any; what is found of the `model` is told to the `findings`."""
        self._model = model
        self._findings = findings
        self._stated: dict[tuple[int, str], list[_Stated]] = {}
        self._entries: list[Entry[DraftField]] = []

    def add(self, row: Row, ends: Iterable[Entry[DraftField]]) -> None:
        """Add the members that a row states, of which the first one stands for it."""
        kept: list[Kept[DraftField]] = []
        told: list[Told] = []
        for end in ends:
            if isinstance(end, Told):
                told.append(end)
                continue
            field = replace(end.subject, made=True) if kept else end.subject
            stated = self._stated.setdefault(self._key(row, field), [])
            if stated:
                told.append(Told(self._again(stated, _Stated(end.subject, row))))
            else:
                stated.append(_Stated(field, row))
                kept.append(end)
        end = kept[0] if kept else told[0]
        self._entries += [end] * (1 + row.parts)

    def read(self) -> FieldsRead:
        """Return the members, and what became of each row."""
        fields = [
            each[0].field if len(each) == 1 else _together([one.field for one in each])
            for each in self._stated.values()
        ]
        return FieldsRead(tuple(fields), tuple(self._entries))

    def _key(self, row: Row, field: DraftField) -> tuple[int, str]:
        """Return what a row may state once: a name below a row; nameless ones are no repeats."""
        if row.place is None:
            return -1, field.name
        is_nameless, at = row.place.is_nameless, len(self._entries)
        return (at, "") if is_nameless else (row.place.parent, field.name)

    def _again(self, known: list[_Stated], other: _Stated) -> Diagnostic:
        """Report a row that states a member again; on another condition it goes on with it."""
        field, first = other.field, known[0].field
        if not (other.has_condition or known[0].has_condition):
            return repeated(self._model, field, first, self._findings)
        known.append(other)
        message = f"`{clipped(field.name)}` goes on here, on another condition"
        own = self._findings.about(field=field.name)
        rule, place = rules.DUPLICATE_FIELD, field.span
        return own.add(rule, place, message, first=first.span, severity="note")


def repeated(
    model: str, field: DraftField, first: DraftField, findings: Findings
) -> Diagnostic:
    """Report a member that a `first` row states already."""
    name = shown(field.name)
    message = f"`{clipped(model)}` has a second field `{clipped(name)}`"
    own = findings.about(model=model, field=name, whole_line=True)
    return own.add(rules.DUPLICATE_FIELD, field.span, message, first=first.span)


def once(
    model: str,
    ends: Iterable[Entry[DraftField]],
    again: Sequence[Again],
    findings: Findings,
) -> Iterator[Entry[DraftField]]:
    """Yield what became of rows; those that state a member `again` are told."""
    if not again:
        yield from ends
        return
    first = {each.field.span: each.first for each in again}
    for each in again:
        if each.field.made:
            repeated(model, each.field, each.first, findings)
    for end in ends:
        if isinstance(end, Kept) and (other := first.get(end.subject.span)):
            yield Told(repeated(model, end.subject, other, findings))
        else:
            yield end


def _together(fields: Sequence[DraftField]) -> DraftField:
    """Return the member that several rows state; what has no condition holds for all."""
    none = replace(fields[0], default=None)
    lasting = next((each for each in fields if not each.condition), none)
    conditions = dict.fromkeys(each.condition for each in fields if each.condition)
    texts = dict.fromkeys(each.description for each in fields if each.description)
    defaults = {each.default for each in fields if each.default is not None}
    default = next(iter(defaults)) if len(defaults) == 1 else None
    kinds = [each.type for each in fields]
    return replace(
        fields[0],
        type=ANY if ANY in kinds else union(kinds),
        required=lasting.required,
        description="\n\n".join(texts),
        default=lasting.default or default,
        deprecated=lasting.deprecated,
        read_only=lasting.read_only,
        condition="" if lasting.required else "; ".join(conditions),
        examples=tuple(dict.fromkeys(chain(*(each.examples for each in fields)))),
    )
