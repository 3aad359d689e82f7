"""The section `[nesting]` of a dialect: members of members in one table, by paths such as `a[].b`.

The one rule kept here: the type of a parent decides what holds its members; a parent that is
neither an object nor an array of them keeps them as they are written. What a pattern names is the
type of all other members.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import DraftField, DraftObject
from typetable.language.open_types import holding, may_be_array
from typetable.notation.types import (
    ANY,
    ArrayType,
    MapType,
    OptionalType,
    TypeExpr,
    listed,
    union,
)
from typetable.settings.records import Text
from typetable.wording.paths import BELOW, Segment, shown
from typetable.wording.spelling import Spelling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.draft import Title
    from typetable.wording.names import Names
    from typetable.wording.paths import Spoken


class Nesting(Struct, frozen=True, kw_only=True):
    """Members of members, in one table.

    Those of `address` in the table of `Order` become the model `Order address`.
    """

    path: tuple[str, ...] = ()
    """What stands between the names of a path such as `address.city`, `items[].id` or
    `address > city`, blanks around it aside: `path = [".", ">"]`."""

    parents: Literal["made", "stated"] = "made"
    """What a path is whose first name has no row: a member of one that is made, or a name:
    `parents = "stated"`."""
    marks: tuple[Text, ...] = ()
    """What stands before the names of members of the row above, once more or further in for each
    level, such as `- city`; their path is as if it had been written: `marks = ["-", "»"]`."""

    elements: tuple[Spelling, ...] = ()
    """Names of rows behind marks, with or without Markdown, that say what the array above is made
    of, `{}` being its name, and `{#}` the number of a part of each element:
    `elements = ["{}[{#}]", "(element)", "*anonymous*"]`."""

    opened: Mapping[Spelling, Text] = {}
    """Names of rows that are below `{}` up to one of `closed`, and the type of that where the row
    has none: `opened = { "<{}>" = "object" }`. One in capitals alone is in small letters."""

    closed: tuple[Spelling, ...] = ()
    """Names of rows without types or descriptions that end the members of such a one:
    `closed = ["</{}>"]`."""

    entries: tuple[Spelling, ...] = ()
    """Models of a `key` and a `value`, called like the model around and this, of which an array is
    an object of any names: `entries = ["{_}Entry"]`."""


class Nested(Struct, frozen=True):
    """The objects of a table, the outer one first, and the rows that are none of their members."""

    objects: tuple[DraftObject, ...]
    again: tuple[Again, ...] = ()
    unheld: tuple[Unheld, ...] = ()
    torn: tuple[DraftField, ...] = ()
    """Members that are objects by their types, and arrays by the paths of others."""


def report(read: Nested, findings: Findings) -> None:
    """Report members called by their paths (TT134), and some that are not as they say (TT133)."""
    for each in read.unheld:
        message = f"`{clipped(each.field.name)}` {each.why}"
        findings.add(rules.PATH_BELOW_VALUE, each.field.span, message)
    for field in read.torn:
        message = f"`{clipped(field.name)}` is an object by its type, an array by paths"
        findings.add(rules.CONTRADICTION, field.span, message)


class Again(Struct, frozen=True):
    """A row whose member another one states already, such as `a[]` below `a`."""

    field: DraftField
    first: DraftField


class Unheld(Struct, frozen=True):
    """A member that is called by its path, and why, for people."""

    field: DraftField
    why: str


_HAS_NONE = "is a member of one that can have none"
_HAS_NO_PARENT = "is a name, as there is no row of what would hold it"


class _Branch(Struct, frozen=True):
    """A member, and all rows that begin with its name."""

    pattern: str | None
    """What a name is called that is a pattern."""
    own: list[DraftField]
    """Its own rows, of which one counts."""
    below: list[DraftField]
    """The rows of members in it."""
    arrays: list[bool]
    """Whether it is spelled as an array, for each row."""

    @property
    def type(self) -> TypeExpr:
        """The type that its row states, or else its spelling."""
        made = ArrayType(ANY) if any(self.arrays) else ANY
        is_stated = self.own and self.own[0].type != ANY
        return self.own[0].type if is_stated else made

    @property
    def is_torn(self) -> bool:
        """Whether it is an object by its type, and an array by paths."""
        return bool(self.own and self.below) and (
            any(self.arrays) and not may_be_array(self.type)
        )


def nested(
    title: Title, fields: Sequence[DraftField], spoken: Spoken, nesting: Nesting
) -> Nested:
    """Return the objects that the rows of a table describe."""
    outer = DraftObject(
        name=title.name,
        description=title.description,
        fields=tuple(fields),
        span=title.span,
    )
    if not spoken.may_be_paths:
        return Nested((outer,))
    unfolding = _Unfolding(spoken, nesting)
    return unfolding.of(outer) if unfolding.is_needed(fields) else Nested((outer,))


def _is_torn_off(first: Segment, path: str, spoken: Spoken) -> bool:
    """Return whether a whole path is a name, as none of its parents has a row."""
    return first.text == path and len(spoken.taken_apart(path)) > 1


def _is_more(first: Segment, whole: str) -> bool:
    """Return whether a path of some first name is more than one name."""
    return first.text != whole or first.pattern is not None or first.is_array


class _Unfolding:
    """Makes objects whose members have names of one whose members have paths."""

    def __init__(self, spoken: Spoken, nesting: Nesting) -> None:
        """Take how names are written, and what parents there are."""
        self._spoken = spoken
        self._are_made = nesting.parents == "made"
        self._again: list[Again] = []
        self._unheld: list[Unheld] = []
        self._torn: list[DraftField] = []

    def is_needed(self, fields: Sequence[DraftField]) -> bool:
        """Return whether some row is more than a name."""
        stated = self._stated(fields)
        return any(_is_more(self._first(each, stated), each.name) for each in fields)

    def of(self, outer: DraftObject) -> Nested:
        """Return an object and those in it."""
        objects = (*self._objects(outer),)
        return Nested(
            objects, tuple(self._again), tuple(self._unheld), tuple(self._torn)
        )

    def _objects(self, outer: DraftObject) -> Iterator[DraftObject]:
        """Yield an object whose members have names, and below it those of its members."""
        fields: list[DraftField] = []
        others: list[DraftField] = []
        inner: list[DraftObject] = []
        for name, branch in self._branches(outer.fields).items():
            self._again += (Again(each, branch.own[0]) for each in branch.own[1:])
            self._torn += branch.own[:1] if branch.is_torn else ()
            pattern = branch.pattern
            child = f"{outer.name} {name if pattern is None else pattern}".rstrip()
            kind = holding(branch.type, child, pattern) if branch.below else None
            into = fields if pattern is None else others
            if kind:
                into.append(_parent(branch, name, kind))
                inner.append(_child(branch, child))
            else:
                into += branch.own[:1]
                fields += self._kept(name, branch.below)
        names = self._spoken.names
        yield with_others(replace(outer, fields=tuple(fields)), others, names)
        for each in inner:
            yield from self._objects(each)

    def _kept(self, name: str, below: Iterable[DraftField]) -> Iterable[DraftField]:
        """Return the members of one that has none, called by their paths."""
        kept: dict[str, DraftField] = {}
        for each in below:
            path = shown(f"{name}{BELOW}{each.name}", self._spoken.path)
            whole = replace(each, name=path)
            first = kept.setdefault(whole.name, whole)
            self._again += [Again(whole, first)] if first is not whole else []
        self._unheld += (Unheld(each, _HAS_NONE) for each in kept.values())
        return kept.values()

    def _stated(self, fields: Iterable[DraftField]) -> frozenset[str]:
        """Return the names of the rows, where a parent has one."""
        return frozenset(each.name for each in fields if not self._are_made)

    def _first(self, field: DraftField, stated: Collection[str]) -> Segment:
        """Return the first name of a path, or the whole name that is a pattern."""
        if field.is_pattern:
            return Segment(field.name, field.name, "")
        if self._are_made:
            return self._spoken.taken_apart(field.name)[0]
        return self._spoken.first_of(field.name, stated)

    def _branches(self, fields: Sequence[DraftField]) -> Mapping[str, _Branch]:
        """Return the members by their first names."""
        branches: dict[str, _Branch] = {}
        stated = self._stated(fields)
        for field in fields:
            first = self._first(field, stated)
            empty = _Branch(first.pattern, [], [], [])
            branch = branches.setdefault(first.name, empty)
            branch.arrays.append(first.is_array)
            if rest := self._spoken.behind(first, field.name):
                branch.below.append(replace(field, name=rest))
            else:
                if _is_torn_off(first, field.name, self._spoken):
                    self._unheld.append(Unheld(field, _HAS_NO_PARENT))
                kind = listed(field.type) if first.is_array else field.type
                branch.own.append(replace(field, name=first.name, type=kind))
        return branches


def _parent(branch: _Branch, name: str, kind: TypeExpr) -> DraftField:
    """Return the member that holds others; one without a row is required if one of them is."""
    if branch.own:
        return replace(branch.own[0], type=kind)
    first = branch.below[0]
    return DraftField(
        name=name,
        type=kind,
        required=any(each.required for each in branch.below),
        description="",
        span=first.span,
        type_span=first.type_span,
        made=True,
    )


def _child(branch: _Branch, name: str) -> DraftObject:
    """Return the object in a member, whose members still have paths."""
    return DraftObject(
        name=name,
        description=branch.own[0].description if branch.own else "",
        fields=tuple(branch.below),
        span=branch.below[0].span,
    )


def with_others(
    model: DraftObject, others: Sequence[DraftField], names: Names
) -> DraftObject:
    """Return an object whose `others` have names that are patterns."""
    if not others:
        return model
    told = (f"`{each.name}`: {each.description}" for each in others if each.description)
    return replace(
        model,
        description="\n\n".join(filter(None, (model.description, *told))),
        extra=union(_of_others(each, names) for each in others),
        extra_spans=tuple(each.type_span for each in others if not each.made),
    )


def _of_others(field: DraftField, names: Names) -> TypeExpr:
    """Return the type of a member whose name is a pattern, or one of all that a row holds."""
    if not names.is_rest(field.name):
        return field.type
    kind = field.type
    whole = kind.item if isinstance(kind, OptionalType) else kind
    return whole.values if isinstance(whole, MapType) else ANY
