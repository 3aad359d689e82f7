"""The section `[columns]` of a dialect: what the columns of a property table say.

The one rule kept here: headers are compared as readers see them, without marks, blanks and case.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from msgspec import Struct

from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typetable.markdown.document import Row

Role: TypeAlias = Literal[
    "name",
    "type",
    "required",
    "description",
    "default",
    "values",
    "nullable",
    "notes",
    "example",
    "ignored",
]
"""What a column of a property table says."""

ROLES: tuple[Role, ...] = get_args(Role)

TELLING: frozenset[Role] = frozenset(
    ("type", "required", "default", "values", "nullable")
)
"""The columns that only property tables have beside names."""


SEVERAL: frozenset[Role] = frozenset(("description", "example", "notes", "ignored"))
"""What several columns of a table may say together."""


class Columns(Struct, frozen=True, kw_only=True, dict=True):
    """`[columns]` of a dialect: the headers of each role, in any case."""

    name: tuple[str, ...]
    """Headers above the names of members."""

    type: tuple[str, ...] = ()
    """Headers above their types."""

    required: tuple[str, ...] = ()
    """Headers above the words of `[facts.column]`."""

    description: tuple[str, ...] = ()
    """Headers above the text that becomes a docstring."""

    default: tuple[str, ...] = ()
    """Headers above what counts where a member is absent."""

    values: tuple[str, ...] = ()
    """Headers above the values that a member can have."""

    nullable: tuple[str, ...] = ()
    """Headers above the words of `[facts.column]` that say whether null may stand."""

    notes: tuple[str, ...] = ()
    """Headers above tags, which `[facts.notes]` lists."""

    example: tuple[str, ...] = ()
    """Headers above examples of values."""

    ignored: tuple[str, ...] = ()
    """Headers of columns that say nothing of models."""

    @cached_property
    def by_title(self) -> Mapping[str, Role]:
        """The role of each header, folded."""
        return {_folded(title): role for role in ROLES for title in getattr(self, role)}

    @cached_property
    def _roles(self) -> Callable[[tuple[str, ...]], tuple[Role | None, ...]]:
        """The roles of titles; the tables of a family have few headers."""

        @lru_cache(maxsize=256)
        def roles(titles: tuple[str, ...]) -> tuple[Role | None, ...]:
            return tuple(self.by_title.get(_folded(seen(each).text)) for each in titles)

        return roles

    def roles(self, header: Row) -> tuple[Role | None, ...]:
        """Return the role of each column by its raw title, `None` where that is unknown."""
        return self._roles(tuple(cell.text for cell in header.cells))

    def title(self, role: Role) -> str:
        """Return a header of a role."""
        titles: tuple[str, ...] = getattr(self, role)
        return titles[0].title() if titles else role.title()


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()
