"""Limits: how much of anything a page may hold, and how much all pages of a place.

The one rule kept here: each limit is generous to real docs and is there for hostile ones only.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

DEEPEST = 64
"""The most that `type_depth` can be, so that nothing that goes through a type runs out of stack."""


class Limits(Struct, frozen=True, kw_only=True):
    """The limits of one run, of all pages that are read together or of each.

    A page counts for what is read of it and for its name, each time that it is there.
    """

    pages: int = 100_000
    """Pages in all, of a folder or of a revision."""
    bytes: int = 128 * 1024 * 1024
    """Bytes in all."""
    page_bytes: int = 8 * 1024 * 1024
    """Bytes of a page."""
    lines: int = 500_000
    """Lines of a page."""
    cells: int = 1_000_000
    """Cells of the tables of a page."""
    models: int = 100_000
    """Models in all."""
    rows: int = 50_000
    """Rows of the tables of a page."""
    cell_length: int = 1_000_000
    """Characters of a cell."""
    name_length: int = 200
    """Characters of a name."""
    type_depth: Annotated[int, Meta(le=DEEPEST)] = 32
    """How deep types are nested."""

    def of_json(self, pages: int) -> Limits:
        """Return the limits of JSON as long as some pages, in which lines and signs are cheap."""
        size = pages * self.page_bytes
        room = max(size, self.bytes)
        return replace(self, page_bytes=size, bytes=room, lines=size, cells=size)

    def beside(self, pages: int, size: int) -> Limits:
        """Return what is left for other pages beside those of a size."""
        return replace(self, pages=self.pages - pages, bytes=self.bytes - size)
