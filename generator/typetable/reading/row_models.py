"""Rows as models: all tables of a title, as the model that they describe and those in it.

The one rule kept here: each row is in a model or told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from typetable.language import enums, nesting
from typetable.language.doubtful_marks import report_doubtful
from typetable.language.draft import DraftUnion
from typetable.language.elements import called_like_models, gathered
from typetable.language.folding import folded
from typetable.language.marks import placed
from typetable.notation.types import ArrayType, union
from typetable.reading.fields import Fields
from typetable.reading.members import once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.combined import Join
    from typetable.language.draft import DraftField, DraftModel, DraftObject, Title
    from typetable.language.ledger import Entries
    from typetable.language.rows import Row
    from typetable.reading.members import FieldsRead
    from typetable.reading.page_context import PageContext
    from typetable.wording.said import Said

_Read: TypeAlias = "tuple[Sequence[DraftModel], Entries]"
"""Models, and what became of the rows."""


def _alias(title: Title, row: DraftField) -> DraftUnion:
    """Return the model that is what a row says of its type."""
    return DraftUnion(
        name=title.name,
        description=title.description or row.description,
        members=(row.type,),
        span=title.span,
        rows=(row.span,),
    )


def as_tuple(model: DraftObject) -> DraftUnion:
    """Return an object as the array of its members, whose names and texts describe it."""
    lines = (f"{each.name}: {each.description}".rstrip(": ") for each in model.fields)
    return DraftUnion(
        name=model.name,
        description="\n\n".join(filter(None, (model.description, "\n".join(lines)))),
        members=(ArrayType(union(each.type for each in model.fields)),),
        span=model.span,
        rows=tuple(each.span for each in model.fields),
    )


class RowModels:
    """Reads the rows of the models of one page."""

    def __init__(self, page: PageContext) -> None:
        """Take what the sections of a page are read by."""
        self._dialect = page.dialect
        self._limits = page.limits
        self._findings = page.findings
        self._reasons = page.reasons
        self._fields = Fields(page)

    def read(
        self,
        title: Title,
        joined: Sequence[tuple[Row, Join]],
        said: tuple[Said, ...],
        notes: Mapping[str, str],
    ) -> _Read:
        """Return the models of rows, each with how its table joins those without a name.

        `said` and `notes` are what the text of the model says of its members.
        """
        dialect, limits = self._dialect, self._limits
        findings = self._findings.about(model=title.name)
        rows: Sequence[Row] = [row for row, _ in joined]
        if enum := enums.read_enum(title, rows, dialect.enums, limits, findings):
            return (enum.model,), enum.entries
        rows = self._in_each_other(title, joined, findings)
        stated = self._fields.read(title.name, rows, said, notes)
        if self._is_itself(rows, title.name):
            return [_alias(title, each) for each in stated.fields], stated.entries
        models, entries = (
            self._folded(title, rows, stated)
            if any(row.place for row in rows)
            else self._nested(title, stated)
        )
        if self._reasons is not None:
            self._reasons.add_nested(models)
        return models, entries

    def _in_each_other(
        self, title: Title, joined: Sequence[tuple[Row, Join]], findings: Findings
    ) -> Sequence[Row]:
        """Return rows with what says which one is in which: their places, or their names."""
        spoken, combined = self._dialect.spoken, self._dialect.combined
        rules = self._dialect.nesting
        rows = [row for row, _ in joined]
        report_doubtful(rows, spoken.indents, findings)
        names = (row.cells["name"].text for row in rows)
        nameless = {at for at, raw in enumerate(names) if combined.is_nameless(raw)}
        if not (nameless or combined.is_labelled):
            return gathered(rows, spoken, rules, findings)
        models = called_like_models(rows, spoken, rules, nameless)
        about = title.description
        indents = spoken.indents
        return [*placed(joined, indents, combined, findings, about, models=models)]

    def _is_itself(self, rows: Sequence[Row], name: str) -> bool:
        """Return whether the only row of a table is about its model."""
        only = rows[0].cells if len(rows) == 1 else {}
        return (
            "name" in only
            and "required" not in only
            and self._dialect.names.is_itself(only["name"].text, name)
        )

    def _folded(self, title: Title, rows: Sequence[Row], read: FieldsRead) -> _Read:
        """Return the models of rows that marks put below others."""
        findings = self._findings.about(model=title.name)
        places = [row.place for row in rows if row.place]
        return folded(
            title,
            places,
            read.entries,
            names=self._dialect.names,
            findings=findings,
            deepest=self._limits.type_depth,
        )

    def _nested(self, title: Title, read: FieldsRead) -> _Read:
        """Return the models of rows whose names may be paths."""
        spoken, rules = self._dialect.spoken, self._dialect.nesting
        found = nesting.nested(title, read.fields, spoken, rules)
        nesting.report(found, self._findings.about(model=title.name))
        ends = once(title.name, read.entries, found.again, self._findings)
        return found.objects, (*ends,)
