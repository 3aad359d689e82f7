"""Limits: how much of anything a page may hold, and how much all pages of a place.

The one rule kept here: each limit is generous to real docs and is there for hostile ones only.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

DEEPEST = 64
"""The most that `type_depth` can be, so that nothing that goes through a type runs out of stack."""


class Limits(Struct, frozen=True, kw_only=True):
    """The limits of one run; sizes in characters unless said otherwise.

    `pages` and `bytes` are of all pages that are read together. A page counts for what is read of
    it and for its name, each time that it is there.
    """

    pages: int = 100_000
    bytes: int = 128 * 1024 * 1024
    page_bytes: int = 8 * 1024 * 1024
    lines: int = 500_000
    cells: int = 1_000_000
    models: int = 100_000
    rows: int = 50_000
    cell_length: int = 1_000_000
    name_length: int = 200
    type_depth: int = 32

    def of_json(self, pages: int) -> Limits:
        """Return the limits of JSON as long as some pages, in which lines and signs are cheap."""
        size = pages * self.page_bytes
        room = max(size, self.bytes)
        return replace(self, page_bytes=size, bytes=room, lines=size, cells=size)

    def beside(self, pages: int, size: int) -> Limits:
        """Return what is left for other pages beside those of a size."""
        return replace(self, pages=self.pages - pages, bytes=self.bytes - size)
