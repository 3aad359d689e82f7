"""What a target is.

The one rule kept here: all that typetable knows of a target stands in this record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typetable.naming import Names, Reserved
    from typetable.schema import Schema
    from typetable.targets.views import FileView


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A kind of models: its name, which its template folder bears too, and how it is made.

    `reserved` are the names that the target owns; `files` yields every file of the package.
    """

    name: str
    reserved: Reserved
    files: Callable[[Schema, Names], Iterator[FileView]]
