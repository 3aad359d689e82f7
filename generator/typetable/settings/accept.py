"""Accepted errors: what `accept` of a configuration says of docs that nobody can mend.

The one rule kept here: strict. An entry names a place and the text that it expects there, and each
mistake is a finding at its key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Struct

from typetable.diagnostics import AcceptedError
from typetable.settings import records
from typetable.settings.records import Hint, Text
from typetable.source import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.settings.toml import Table

_COPIED = Hint("copy the entry from the finding that it is about")


class Accept(Struct, frozen=True, kw_only=True):
    """An error of the docs that is accepted."""

    page: Annotated[str, _COPIED]
    """Its page, from the folder of the docs on."""
    model: Text = ""
    """The model that it is of, by its documented name."""
    field: Text = ""
    """The field, if it is of one."""
    expect: Annotated[Text, _COPIED]
    """The text of the cell or line; once that changes, the entry counts for nothing and is told."""
    reads: Annotated[str, Hint('write `as = "any"`, `as = "omit"` or a type')] = (
        msgspec.field(name="as")
    )
    """How it is read: `any`, that is a value of any type, or an optional member where only its
    presence is unclear; `omit`, that is not at all; or a type, as the docs would write it."""
    reason: Text = ""
    """Why it is fine."""


def read(tables: tuple[Table, ...]) -> Iterator[AcceptedError]:
    """Yield the errors that are accepted; two equal entries accept two equal errors."""
    for table in tables:
        entry = records.read(Accept, table)
        if entry is None:
            continue
        subject = Subject(
            page=entry.page,
            model=entry.model,
            field=entry.field,
            expect=" ".join(entry.expect.split()),
        )
        yield AcceptedError(
            subject=subject,
            reads=entry.reads,
            reason=entry.reason,
            path=table.file.source.path,
            span=table.span(),
        )
