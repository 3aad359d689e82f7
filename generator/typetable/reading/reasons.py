"""Reasons: why a table is a model's or not, and where the facts of each row come from.

The one rule kept here: reasons are noted by the code that decides, at the place where it decides,
and only for those who ask.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.language.draft import DraftObject, DraftUnion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from typetable.language.columns import Role
    from typetable.language.dialect import Dialect
    from typetable.language.draft import Draft, DraftField, DraftModel
    from typetable.language.outline import Section
    from typetable.language.rows import Row
    from typetable.language.tables import Claim
    from typetable.markdown.document import Table
    from typetable.source import Span
    from typetable.wording.said import Said


class TableReasons(Struct, frozen=True):
    """What was decided of a table."""

    claim: Claim
    """The table, whether it lists members, and what decided that."""

    name: str
    """What its heading is called; empty where it stands before any."""

    section: Section | None
    """The section that it stands in."""


class RowReasons(Struct, frozen=True):
    """What a row says, and which of it holds."""

    row: Row
    """The cells by role."""

    field: DraftField
    """What it states."""

    said: tuple[Said, ...]
    """The facts in its cells and around its table."""

    kind: tuple[str, ...]
    """The keys of the dialect that know its type."""

    taken: tuple[tuple[Role, bool], ...]
    """Of the cells of values, formats and examples that are not empty whether they were taken."""


class PageReasons(Struct, frozen=True, kw_only=True, dict=True):
    """A page, and why it was read as it was."""

    path: str
    """The page as findings name it."""

    dialect: Dialect
    """The dialect that it was read in."""

    draft: Draft
    """What it says."""

    tables: tuple[TableReasons, ...]
    """All of its tables, in the order of the page."""

    names: dict[Span, str]
    """The names of the models that tables describe, by the headers of those."""

    rows: tuple[RowReasons, ...]
    """The rows that became fields, in the order of the page."""

    nested: Mapping[Span, tuple[str, DraftField]]
    """The fields of rows in the models that paths make, each with its model, by their places."""

    @cached_property
    def fields(self) -> Mapping[Span, tuple[str, DraftField]]:
        """The fields of rows in the end, each with its model, by their places."""
        return fields_of(self.draft.models)

    @cached_property
    def others(self) -> frozenset[Span]:
        """The type cells of the rows that are about all other members."""
        objects = (each for each in self.draft.models if isinstance(each, DraftObject))
        return frozenset(span for each in objects for span in each.extra_spans)

    @cached_property
    def aliases(self) -> frozenset[Span]:
        """The places of the rows that are about their model."""
        unions = (each for each in self.draft.models if isinstance(each, DraftUnion))
        return frozenset(span for union in unions for span in union.rows)


def fields_of(models: Iterable[DraftModel]) -> dict[Span, tuple[str, DraftField]]:
    """Return the fields that rows state, each with the name of its model, by their places."""
    objects = [each for each in models if isinstance(each, DraftObject)]
    fields = [(model.name, each) for model in objects for each in model.fields]
    # A parent without a row stands where its first member does.
    return {
        each[1].span: each for each in sorted(fields, key=lambda each: not each[1].made)
    }


class Reasons:
    """Takes down the reasons of one page, or of its tables alone."""

    def __init__(self, *, of_rows: bool = True) -> None:
        """Start without any."""
        self.of_rows = of_rows
        self._tables: list[TableReasons] = []
        self._names: dict[Span, str] = {}
        self._rows: list[RowReasons] = []
        self._nested: dict[Span, tuple[str, DraftField]] = {}

    def add_tables(
        self, claims: Iterable[Claim], name: str = "", section: Section | None = None
    ) -> None:
        """Note what was decided of the tables of a section, or of those before any heading."""
        self._tables += (TableReasons(claim, name, section) for claim in claims)

    def add_title(self, name: str, tables: Iterable[Table]) -> None:
        """Note the name of the model that some tables describe."""
        self._names |= {table.header.span: name for table in tables}

    def add_row(self, row: RowReasons) -> None:
        """Note what a row says."""
        self._rows.append(row)

    def add_nested(self, models: Iterable[DraftModel]) -> None:
        """Note the models that the rows of a table describe."""
        self._nested |= fields_of(models)

    def page(self, path: str, dialect: Dialect, draft: Draft) -> PageReasons:
        """Return the reasons of a page that was read in a dialect as a draft."""
        tables = sorted(self._tables, key=lambda each: each.claim.table.header.span)
        return PageReasons(
            path=path,
            dialect=dialect,
            draft=draft,
            tables=tuple(tables),
            names=self._names,
            nested=self._nested,
            rows=tuple(sorted(self._rows, key=lambda each: each.field.span)),
        )
