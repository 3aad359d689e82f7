"""What a target is.

The one rule kept here: all that typetable knows of a target stands in this record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.naming import Names, Reserved
    from typetable.schema import Schema
    from typetable.targets.views import FileView


class Files(Protocol):
    """Yields every file of a package, whose models are `strict` where nobody says otherwise."""

    def __call__(
        self, schema: Schema, names: Names, *, strict: bool = False
    ) -> Iterator[FileView]:
        """Yield the views."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A kind of models: its name, which its template folder bears too, and how it is made.

    `reserved` are the names that the target owns; `files` yields every file of the package.
    """

    name: str
    reserved: Reserved
    files: Files
