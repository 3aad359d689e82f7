"""Rows below rows, and rows without a name, as models: what members are made of.

The one rule kept here: a row that the model of its table cannot show is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import DraftField, DraftObject, DraftUnion
from typetable.language.ledger import Kept, Told
from typetable.language.nesting import with_others
from typetable.language.open_types import is_open, put
from typetable.notation.types import ANY, MapType, NamedType, TypeExpr, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.language.draft import DraftModel, Title
    from typetable.language.ledger import Entry
    from typetable.language.marks import Placed
    from typetable.source import Span
    from typetable.wording.names import Names


class Folded(NamedTuple):
    """The models of a table, the outer one first, and what became of its rows."""

    models: tuple[DraftModel, ...]
    entries: tuple[Entry[DraftField], ...]


class _Node(Struct, frozen=True):
    """A row, and the rows below it."""

    field: DraftField
    place: Placed
    below: list[_Node]

    @property
    def says_nothing(self) -> bool:
        """Whether the row alone says no more than that there is something."""
        return is_open(self.field.type)


class _Parts(NamedTuple):
    """What stands below a row, or in a model."""

    members: list[_Node]
    """Rows of members."""
    bases: list[_Node]
    """Models whose members it has, too."""
    kinds: list[_Node]
    """Other types that its values are of."""
    choices: list[_Node]
    """Types of which its values have one."""

    @property
    def is_object(self) -> bool:
        """Whether these are members, and no other name for one type."""
        others = self.kinds or self.choices
        return bool(self.members or self.bases[1:] or (self.bases and others))


def folded(
    title: Title,
    rows: Sequence[Placed],
    entries: Sequence[Entry[DraftField]],
    *,
    names: Names,
    findings: Findings,
    deepest: int,
) -> Folded:
    """Return the models of rows with their places, of each of which it is known what it states.

    Rows more than `deepest` below others are told (TT203).
    """
    ends = [*_ends(rows, entries, findings, deepest)]
    nodes = [
        _Node(end.subject, place, []) if isinstance(end, Kept) else None
        for place, end in zip(rows, ends, strict=True)
    ]
    roots: list[_Node] = []
    for node in filter(None, nodes):
        parent = nodes[node.place.parent] if node.place.parent >= 0 else None
        (parent.below if parent else roots).append(node)
    folding = _Folding(names, findings)
    models = folding.models_of(title, roots)
    return Folded(models, tuple(map(folding.end, ends)))


def _ends(
    rows: Sequence[Placed],
    entries: Sequence[Entry[DraftField]],
    findings: Findings,
    deepest: int,
) -> Iterator[Entry[DraftField]]:
    """Yield what became of rows, of which those below one that is told are told with it."""
    known: list[tuple[Entry[DraftField], int]] = []
    for place, entry in zip(rows, entries, strict=True):
        above, depth = known[place.parent] if place.parent >= 0 else (entry, 0)
        end = above if isinstance(above, Told) else entry
        if isinstance(end, Kept) and depth >= deepest:
            message = f"`{clipped(end.subject.name)}` is nested too deeply"
            end = Told(findings.add(rules.DEEP_TYPE, end.subject.span, message))
        known.append((end, depth + 1))
        yield end


class _Folding:
    """Makes models of rows."""

    def __init__(self, names: Names, findings: Findings) -> None:
        """Take what names mean, and where what cannot be shown is told."""
        self._names = names
        self._findings = findings
        self._models: list[DraftModel] = []
        self._fields: set[Span] = set()
        self._told: dict[Span, Diagnostic] = {}

    def end(self, entry: Entry[DraftField]) -> Entry[DraftField]:
        """Return what became of a row in the end."""
        told = self._told.get(entry.subject.span) if isinstance(entry, Kept) else None
        return Told(told) if told else entry

    def models_of(self, title: Title, roots: Sequence[_Node]) -> tuple[DraftModel, ...]:
        """Return the model of some rows, and those in it."""
        parts = self._parts(roots)
        nameless = [*parts.bases, *parts.kinds, *parts.choices]
        if parts.is_object or not (nameless or self._told):
            self._object(title.name, title.description, parts, title.span)
        else:
            is_one_of = parts.choices == nameless
            kind = self._kind(parts, f"{title.name}{'' if is_one_of else ' item'}")
            said = [each.field.description for each in nameless]
            description = title.description or next(iter(said), "")
            members = (kind,)
            alias = DraftUnion(
                name=title.name,
                description=description,
                members=members,
                span=title.span,
            )
            self._models.insert(0, alias)
        beside = tuple(
            each.field.span for each in _all(roots) if not self._is_seen(each)
        )
        first, *others = self._models
        where = "rows" if isinstance(first, DraftUnion) else "beside"
        return (replace(first, **{where: beside}), *others)

    def _is_seen(self, node: _Node) -> bool:
        """Return whether a row became a field, or was told."""
        return node.field.span in self._fields or node.field.span in self._told

    def _parts(self, nodes: Iterable[_Node]) -> _Parts:
        """Return what some rows say of what they are below."""
        parts = _Parts([], [], [], [])
        nodes = [*nodes]
        is_beside = any(not n.place.is_nameless or n.place.join for n in nodes)
        for node in nodes:
            place = node.place
            is_alone = not (node.below or is_beside)
            is_part = place.join == "all" or (place.join == "" and not is_alone)
            if not place.is_nameless:
                parts.members.append(node)
            elif place.join == "none":
                self._tell(node, "says what a value is not, which no type can show")
            elif is_part and node.says_nothing:
                inner = self._parts(node.below)
                for mine, other in zip(parts, inner, strict=True):
                    mine.extend(other)
            elif not is_part:
                parts.choices.append(node)
            elif isinstance(node.field.type, NamedType):
                parts.bases.append(node)
            else:
                parts.kinds.append(node)
        return parts

    def _kind(self, parts: _Parts, name: str) -> TypeExpr:
        """Return the type of what is no object with members of its own."""
        stated = [*parts.bases, *parts.kinds]
        if stated:
            for other in (*stated[1:], *parts.choices):
                self._tell(other, "is beside another type, which no type can show")
            return self._type(stated[0], name)
        called = (f"{name} {number}" for number, _ in enumerate(parts.choices, start=1))
        return union(map(self._type, parts.choices, called)) if parts.choices else ANY

    def _type(self, node: _Node, name: str) -> TypeExpr:
        """Return the type of a row, whose members become the model of a name."""
        kind = node.field.type
        if not node.below:
            return kind
        if put(kind, kind) is None:
            self._tell_below(node)
            return kind
        parts = self._parts(node.below)
        patterns = [*filter(self._is_pattern, parts.members)]
        if parts.is_object and patterns == parts.members and not parts.bases:
            inner: TypeExpr = MapType(
                union(self._type(each, f"{name} value") for each in patterns)
            )
            for choice in (*parts.kinds, *parts.choices):
                self._tell(choice, "is beside members, which no type can show")
        elif parts.is_object:
            description = node.field.description
            self._object(name, description, parts, node.field.span)
            inner = NamedType(name, 0, 0)
        elif any(parts):
            inner = self._kind(parts, name)
        else:
            return kind
        return put(kind, inner) or kind

    def _is_pattern(self, node: _Node) -> bool:
        return self._names.pattern(node.field.name) is not None

    def _object(self, name: str, description: str, parts: _Parts, span: Span) -> None:
        """Add the model of some members, and those of its members behind it."""
        at = len(self._models)
        fields: dict[str, DraftField] = {}
        others: list[DraftField] = []
        for node in self._members(parts):
            kind = self._type(node, f"{name} {node.field.name}")
            field = replace(node.field, type=kind)
            if self._is_pattern(node):
                others.append(field)
            elif fields.setdefault(field.name, field) is not field:
                self._tell(node, f"is a second time in `{clipped(name, 24)}`")
                continue
            self._fields.add(field.span)
        for node in parts.kinds:
            self._tell(node, "is beside members, which no type can show")
        for node in parts.bases:
            self._tell_below(node)
        model = DraftObject(
            name=name,
            description=description,
            fields=tuple(fields.values()),
            parts=tuple(each.field.type for each in parts.bases),
            part_spans=tuple(each.field.type_span for each in parts.bases),
            span=span,
        )
        self._models.insert(at, with_others(model, others, self._names))

    def _members(self, parts: _Parts) -> Iterator[_Node]:
        """Yield the rows of members, of which those of only one choice may be absent."""
        yield from parts.members
        for choice in parts.choices:
            if choice.says_nothing:
                inner = self._parts(choice.below)
                for node in self._members(inner):
                    yield replace(node, field=replace(node.field, required=False))
                for base in (*inner.bases, *inner.kinds):
                    self._tell(base, "is one of several, beside members of its own")
            else:
                self._tell(choice, "is one of several beside members of all")

    def _tell(self, node: _Node, why: str) -> None:
        """Tell a row that becomes nothing, and those below it (TT137)."""
        span = node.field.span
        name = clipped(node.field.name, 24)
        told = self._findings.add(rules.UNSHOWN_ROW, span, f"`{name}` {why}")
        for each in _all([node]):
            self._told[each.field.span] = told

    def _tell_below(self, node: _Node) -> None:
        """Tell the rows below one that has members elsewhere, or none."""
        kind = node.field.type
        is_model = isinstance(kind, NamedType)
        why = "is described where its model is" if is_model else "can have no members"
        for each in node.below:
            self._tell(each, f"is below a row that {why}")


def _all(nodes: Iterable[_Node]) -> Iterator[_Node]:
    """Yield rows, and those below them."""
    for node in nodes:
        yield node
        yield from _all(node.below)
