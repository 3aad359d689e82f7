"""Values of members: tables below a model of which each row is a value of the member that it names.

The one rule kept here: a row is a value of a member, or of the model itself, or told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import (
    DraftEnum,
    DraftField,
    DraftMember,
    DraftObject,
    DraftUnion,
    Pointer,
)
from typetable.language.ledger import Kept, Told
from typetable.language.rows import RowReader
from typetable.language.tables import refused_delimiter
from typetable.markdown import inline
from typetable.markdown.spans import seen
from typetable.notation.types import UnionType
from typetable.notation.values import value_of, with_constants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.language.draft import DraftModel
    from typetable.language.ledger import Entries
    from typetable.language.rows import Row
    from typetable.language.tables import Claim
    from typetable.language.unions import Described
    from typetable.notation.types import TypeExpr
    from typetable.reading.page_context import PageContext

_ITSELF = ""
"""What rows without a name are about: the model itself."""


class _Given(Struct, frozen=True):
    """A value that a row lists, or why it cannot be read, and the member that it is of."""

    member: str
    row: DraftMember | Told


class MemberValues:
    """Gives members of models the values that tables list for them."""

    def __init__(self, page: PageContext) -> None:
        """Take what the sections of a page are read by."""
        self._dialect = page.dialect
        self._findings = page.findings

    def of(
        self, name: str, described: Sequence[Described], claims: Sequence[Claim]
    ) -> tuple[tuple[Described, ...], list[Entries]]:
        """Return the models of a section of a name with values, and the entries of their rows."""
        findings = self._findings.about(model=name)
        title = _text_of(described)
        tables = [self._rows(claim, title, findings) for claim in claims]
        values: dict[str, list[DraftMember]] = {}
        for given in (each for table in tables for each in table):
            if isinstance(given.row, DraftMember):
                values.setdefault(given.member, []).append(given.row)
        models = [each.model for each in described]
        untaken: dict[str, Told] = {}
        for member, listed in values.items():
            found = _with_values(models, member, listed)
            if found is None:
                untaken[member] = Told(_untaken(name, member, listed[0], findings))
            models = found or models
        entries: list[Entries] = [
            [_end(each.row, untaken.get(each.member)) for each in table]
            for table in tables
        ]
        pairs = zip(described, models, strict=True)
        return tuple(replace(each, model=model) for each, model in pairs), entries

    def _rows(self, claim: Claim, title: str, findings: Findings) -> list[_Given]:
        """Return what the rows of a table list, below a model of which a text says something."""
        table, values = claim.table, claim.values
        assert values is not None  # noqa: S101  # no other claims come here
        if refusal := refused_delimiter(table, findings):
            return [_Given(_ITSELF, Told(refusal)) for _ in table.rows]
        read = RowReader(values.roles, self._dialect, findings).read(table, ())
        told = [_Given(_ITSELF, each) for each in read.told]
        return [*(self._given(each, title) for each in read.rows), *told]

    def _given(self, row: Row, title: str) -> _Given:
        """Return the value in a row, and the member that it is of."""
        cell = self._dialect.spoken.indents.bared(row.cells["name"]).cell
        is_itself = self._dialect.combined.is_nameless(cell.text, title)
        member = _ITSELF if is_itself else seen(cell.text).text.strip()
        text = inline.name(row.text("values")).strip("`")
        span = row.cells["values"].span
        about = inline.plain(row.description)
        value = DraftMember(name=text, value=text, span=span, description=about)
        return _Given(member, value)


def _text_of(described: Sequence[Described]) -> str:
    """Return what the text says of the first of the models of a section."""
    model = next((each.model for each in described), None)
    return "" if model is None or isinstance(model, Pointer) else model.description


def _end(row: DraftMember | Told, untaken: Told | None) -> Kept[DraftMember] | Told:
    return row if isinstance(row, Told) else untaken or Kept(row)


def _untaken(
    name: str, member: str, first: DraftMember, findings: Findings
) -> Diagnostic:
    """Report that a model has no such member, or none that could have such values (TT137)."""
    what = f"member `{clipped(member, 24)}`" if member else "type"
    message = f"`{clipped(name, 24)}` has no {what} that takes these values"
    return findings.add(rules.UNSHOWN_ROW, first.span, message)


def _with_values(
    models: Sequence[DraftModel | Pointer | None],
    member: str,
    listed: Sequence[DraftMember],
) -> list[DraftModel | Pointer | None] | None:
    """Return models of which a member has the listed values; `None` where none takes them."""
    changed = [_changed(each, member, listed) for each in models]
    if changed == [*models]:
        return None
    first = next(at for at, each in enumerate(changed) if each != models[at])
    holder, spans = changed[first], tuple(each.span for each in listed)
    match holder:
        case DraftObject():
            changed[first] = replace(holder, beside=(*holder.beside, *spans))
        case DraftUnion():
            changed[first] = replace(holder, rows=(*holder.rows, *spans))
    return changed


def _changed(
    model: DraftModel | Pointer | None, member: str, listed: Sequence[DraftMember]
) -> DraftModel | Pointer | None:
    """Return a model with the listed values for a member, or for itself, where it takes them."""
    texts = [each.name for each in listed]
    match model:
        case DraftObject() if member:
            fields = (_valued(each, member, texts) for each in model.fields)
            return replace(model, fields=tuple(fields))
        case DraftUnion(members=(alone,)) if not member and with_constants(
            alone, texts
        ):
            return _enum(model, alone, listed)
        case DraftUnion(members=members) if not member:
            kind = with_constants(UnionType(members), texts)
            kinds = kind.members if isinstance(kind, UnionType) else members
            return replace(model, members=kinds)
    return model


def _valued(field: DraftField, member: str, texts: Sequence[str]) -> DraftField:
    if field.name != member:
        return field
    kind = with_constants(field.type, texts)
    return replace(field, type=kind) if kind else field


def _enum(
    model: DraftUnion, kind: TypeExpr, listed: Sequence[DraftMember]
) -> DraftModel:
    """Return the enum of a model that is another name for a type of some values."""
    is_text = with_constants(kind, ["text"]) is not None
    members = (
        each if is_text else replace(each, value=value_of(each.name)) for each in listed
    )
    return DraftEnum(
        name=model.name,
        description=model.description,
        members=tuple(members),
        span=model.span,
        beside=model.rows,
    )
