"""The section `[columns]` of a dialect: what the columns of a property table say.

The one rule kept here: headers are compared as readers see them, without code marks, links, case.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from msgspec import Struct

from typetable.markdown import inline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typetable.markdown.document import Row

Role: TypeAlias = Literal["name", "type", "required", "description"]
"""What a column of a property table says."""

ROLES: tuple[Role, ...] = get_args(Role)

NEEDED: tuple[Role, ...] = ("name", "type", "required")
"""The columns that a property table cannot do without."""


class Columns(Struct, frozen=True, kw_only=True, dict=True):
    """`[columns]` of a dialect: the headers of each role, in any case."""

    name: tuple[str, ...]
    """Headers above the names of members."""

    type: tuple[str, ...]
    """Headers above their types."""

    required: tuple[str, ...]
    """Headers above the words of `[facts.column]`."""

    description: tuple[str, ...] = ()
    """Headers above the text that becomes a docstring."""

    @cached_property
    def by_title(self) -> Mapping[str, Role]:
        """The role of each header in lower case."""
        return {
            title.casefold(): role for role in ROLES for title in getattr(self, role)
        }

    @cached_property
    def _roles(self) -> Callable[[tuple[str, ...]], tuple[Role | None, ...]]:
        """The roles of titles; the tables of a family have few headers."""

        @lru_cache(maxsize=256)
        def roles(titles: tuple[str, ...]) -> tuple[Role | None, ...]:
            names = (inline.name(each).casefold() for each in titles)
            return tuple(map(self.by_title.get, names))

        return roles

    def roles(self, header: Row) -> tuple[Role | None, ...]:
        """Return the role of each column by its raw title, `None` where that is unknown."""
        return self._roles(tuple(cell.text for cell in header.cells))

    def title(self, role: Role) -> str:
        """Return a header of a role."""
        titles: tuple[str, ...] = getattr(self, role)
        return titles[0].title()
