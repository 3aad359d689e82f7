"""The section `[columns]` of a dialect: what the columns of a property table say.

The one rule kept here: headers are compared as readers see them, without marks, blanks and case.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from msgspec import Struct

from typetable.markdown.spans import seen
from typetable.settings.records import Text  # msgspec evaluates it

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typetable.markdown.document import Row

Role: TypeAlias = Literal[
    "name",
    "type",
    "format",
    "detail",
    "required",
    "optional",
    "description",
    "default",
    "values",
    "nullable",
    "deprecated",
    "condition",
    "access",
    "notes",
    "example",
    "ignored",
]
"""What a column of a property table says."""

ROLES: tuple[Role, ...] = get_args(Role)

TELLING: frozenset[Role] = frozenset(
    ("type", "required", "optional", "default", "values", "nullable")
)
"""The columns that only property tables have beside names."""


SEVERAL: frozenset[Role] = frozenset(
    ("required", "description", "notes", "example", "ignored")
)
"""What several columns of a table may say together."""


_ANY = "{_}"


class Columns(Struct, frozen=True, kw_only=True, dict=True):
    """The headers of columns, by what the cells below them say.

    Marks, blanks and case do not count. A header that no key lists is a warning.
    """

    name: tuple[Text, ...]
    """Names of members; one may have no text: `name = ["Field", "Key", ""]`."""

    type: tuple[str, ...] = ()
    """Types, as `[types]` spells them: `type = ["Type"]`."""

    format: tuple[str, ...] = ()
    """What refines the types of another column, or the types where there is none:
    `format = ["Format"]`."""

    detail: tuple[str, ...] = ()
    """What says more of the types of another column: what is in an array, a model, or values in
    code; what says no such thing is text: `detail = ["Possible values"]`."""

    required: tuple[str, ...] = ()
    """Words of `[facts.column]`, which say what may be absent; `{_}` at the end of a header is any
    text. What depends on the column is a condition: `required = ["Required for {_}"]`."""

    optional: tuple[str, ...] = ()
    """The same words, for whether a member may be absent: `optional = ["Optional?"]`."""

    description: tuple[str, ...] = ()
    """Text that becomes a docstring: `description = ["Meaning"]`."""

    default: tuple[str, ...] = ()
    """Values that hold where a member is absent: `default = ["Default"]`."""

    values: tuple[str, ...] = ()
    """All values that a member can have: `values = ["Allowed values"]`."""

    nullable: tuple[str, ...] = ()
    """The same words, for whether a member can be null: `nullable = ["Nullable"]`."""

    deprecated: tuple[str, ...] = ()
    """The same words, for whether a member should not be used any more:
    `deprecated = ["Deprecated"]`."""

    condition: tuple[str, ...] = ()
    """When a member is there, so that it may be absent, unless `[facts.condition]` knows the cell:
    `condition = ["Applies to"]`."""

    access: tuple[str, ...] = ()
    """Who sets or may write a member, in words of `[facts.access]`: `access = ["Set by"]`."""

    notes: tuple[str, ...] = ()
    """Tags of `[facts.notes]` and nothing else: `notes = ["Notes"]`."""

    example: tuple[str, ...] = ()
    """Examples of values: `example = ["Sample"]`."""

    ignored: tuple[str, ...] = ()
    """What says nothing of models: `ignored = ["Since"]`."""

    @cached_property
    def by_title(self) -> Mapping[str, Role]:
        """The role of each header, folded."""
        return {folded(title): role for role in ROLES for title in getattr(self, role)}

    @cached_property
    def _roles(self) -> Callable[[tuple[str, ...]], tuple[Role | None, ...]]:
        """The roles of titles; the tables of a family have few headers."""

        @lru_cache(maxsize=256)
        def roles(titles: tuple[str, ...]) -> tuple[Role | None, ...]:
            known = (self._title(folded(seen(each).text)) for each in titles)
            found = [self.by_title.get(each) for each in known]
            if "type" not in found and "format" in found:
                found[found.index("format")] = "type"
            return tuple(found)

        return roles

    def _title(self, title: str) -> str:
        """Return the folded header of the dialect that a folded one is, itself if it is none."""
        if title in self.by_title:
            return title
        fitting = (
            each
            for each in self._beginnings
            if title.startswith(each.removesuffix(_ANY))
        )
        return next(fitting, title)

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        """The headers that go on with any text."""
        return tuple(each for each in self.by_title if each.endswith(_ANY))

    def roles(self, header: Row) -> tuple[Role | None, ...]:
        """Return the role of each column by its raw title, `None` where that is unknown."""
        return self._roles(tuple(cell.text for cell in header.cells))

    def key(self, title: str) -> str:
        """Return the key of the dialect that knows a raw title, or nothing."""
        known = self._title(folded(seen(title).text))
        role = self.by_title.get(known)
        titles: tuple[str, ...] = getattr(self, role) if role else ()
        spelled = (each for each in titles if folded(each) == known)
        return next((f'[columns] {role} = "{each}"' for each in spelled), "")

    def title(self, role: Role) -> str:
        """Return a header of a role."""
        titles: tuple[str, ...] = getattr(self, role)
        return titles[0].title() if titles else role.title()


def folded(title: str) -> str:
    """Return a header as headers are compared."""
    return " ".join(title.split()).casefold()
