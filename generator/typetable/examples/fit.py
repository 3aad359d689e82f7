"""Fit: how a JSON value differs from a type of the schema.

The one rule kept here: each value is held against each type once at most, however unions are
nested. Formats, lengths and patterns are not looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import clipped
from typetable.examples.models import Shape
from typetable.schema import (
    Array,
    EnumModel,
    Field,
    Map,
    ObjectModel,
    Ref,
    Scalar,
    UnionModel,
    UnionOf,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Label
    from typetable.examples.models import Models
    from typetable.interchange.json_values import JsonMember, JsonValue
    from typetable.rules import Rule
    from typetable.schema import Type, Value

_KINDS: Mapping[str, frozenset[str]] = {
    "string": frozenset({"string"}),
    "integer": frozenset({"integer"}),
    "number": frozenset({"integer", "number"}),
    "boolean": frozenset({"boolean"}),
    "bytes": frozenset({"string"}),
    "date": frozenset({"string"}),
    "date-time": frozenset({"string"}),
    "object": frozenset({"object"}),
    "null": frozenset({"null"}),
}
"""The kinds of values that a scalar can have; any, where it is not here."""

_WORDS = {
    "array": "an array",
    "boolean": "true or false",
    "bytes": "a text",
    "date": "a date",
    "date-time": "a time",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}
_SHOWN = 40
"""The characters of a value that are shown."""


class Misfit(Struct, frozen=True):
    """A difference, and its place in the text of the value."""

    rule: Rule
    """The kind of difference."""
    message: str
    """The difference in the user's words."""
    start: int
    """The place of the first character of what differs."""
    end: int
    """The place behind its last one."""
    labels: tuple[Label, ...] = ()
    """The row, or the model, that says otherwise."""
    name: str = ""
    """The name that no row has."""
    known: Iterable[str] = ()
    """Those that rows have."""
    is_sure: bool = True
    """Whether the value was meant to be of that model, or member of a union."""
    said: str = ""
    """The text that is the value of a member that no row has."""


class _Row(Struct, frozen=True):
    """What a value is the value of: its name in messages, and the place that documents it."""

    name: str
    labels: tuple[Label, ...]


class Fit:
    """A text of JSON held against types."""

    def __init__(self, models: Models) -> None:
        """Start with a text of which nothing is known; values are told apart by their identity."""
        self._models = models
        self._seen: dict[tuple[int, int], tuple[Misfit, ...]] = {}
        self._held: list[object] = []

    def of_model(self, value: JsonValue, ref: Ref) -> tuple[Misfit, ...]:
        """Return how a value differs from a model, in the order of the text."""
        return tuple(self._of_model(value, ref, _Row(ref.model, ())))

    def _misfits(self, value: JsonValue, kind: Type, row: _Row) -> tuple[Misfit, ...]:
        """Return how a value differs from a type; nothing while that is being asked already."""
        if value.kind == "any":
            return ()
        key = (id(value), id(kind))
        if key not in self._seen:
            self._held += [value, kind]
            self._seen[key] = ()
            self._seen[key] = tuple(self._of_type(value, kind, row))
        return self._seen[key]

    def _of_type(self, value: JsonValue, kind: Type, row: _Row) -> Iterable[Misfit]:
        match kind:
            case Scalar():
                return _of_scalar(value, kind, row)
            case Array() if value.kind == "array":
                return self._all(value.items, kind.items, row)
            case Map() if value.kind == "object":
                inner = [each.value for each in value.members]
                return self._all(inner, kind.values, row)
            case Array() | Map():
                wanted = "an array" if isinstance(kind, Array) else "an object"
                return (_wrong(value, wanted, row),)
            case Ref():
                return self._of_model(value, kind, row)
            case UnionOf():
                return self._of_union(value, kind.members, row)

    def _all(
        self, values: Iterable[JsonValue], kind: Type, row: _Row
    ) -> Iterator[Misfit]:
        for each in values:
            yield from self._misfits(each, kind, row)

    def _of_model(self, value: JsonValue, ref: Ref, row: _Row) -> Iterable[Misfit]:
        match self._models.get(ref):
            case Shape() as shape if value.kind == "object":
                return self._of_object(value, ref, shape)
            case Shape():
                return (_wrong(value, "an object", row),)
            case EnumModel() as model:
                return _of_enum(value, model, row)
            case UnionModel(complete=True) as model:
                return self._of_union(value, model.members, row)
        return ()

    def _of_object(self, value: JsonValue, ref: Ref, shape: Shape) -> Iterator[Misfit]:
        is_sure = shape.is_seen_in(value)
        if not is_sure and shape.lacks_any(value):
            wanted = f"an object like `{ref.model}`"
            yield _wrong(value, wanted, _Row(ref.model, ()), is_sure=False)
        lacking = shape.lacking(value) if is_sure else ()
        for field in shape.model.fields if lacking else ():
            if field.wire_name in lacking:
                yield Misfit(
                    rules.EXAMPLE_LACKS_MEMBER,
                    f"`{field.wire_name}` of `{ref.model}` is required and missing here",
                    value.start,
                    value.end,
                    self._models.label(ref, field),
                )
        for member in value.members:
            row = shape.fields.get(member.name)
            if row or shape.model.extra:
                yield from self._of_member(member, row or shape.model, ref)
            elif shape.whole:
                yield self._unknown(member, ref, shape, is_sure=is_sure)

    def _unknown(
        self, member: JsonMember, ref: Ref, shape: Shape, *, is_sure: bool
    ) -> Misfit:
        name = clipped(member.name, _SHOWN)
        return Misfit(
            rules.EXAMPLE_UNKNOWN_MEMBER,
            f"no row of `{ref.model}` is about `{name}`",
            member.start,
            member.end,
            self._models.label(ref, shape.model),
            member.name,
            shape.fields,
            is_sure,
            member.value.scalar if isinstance(member.value.scalar, str) else "",
        )

    def _of_member(
        self, member: JsonMember, thing: Field | ObjectModel, ref: Ref
    ) -> Iterable[Misfit]:
        """Return how a member differs from its row, or from what is said of all others."""
        kind = thing.type if isinstance(thing, Field) else thing.extra
        row = _Row(clipped(member.name, _SHOWN), self._models.label(ref, thing))
        may_lack = not isinstance(thing, Field) or _may_lack(thing)
        is_absent = member.value.kind == "null" and may_lack
        return (
            () if is_absent or kind is None else self._misfits(member.value, kind, row)
        )

    def _of_union(
        self, value: JsonValue, members: Sequence[Type], row: _Row
    ) -> Iterable[Misfit]:
        """Return nothing where any member fits; else what differs from the one that is meant."""
        each = [self._misfits(value, member, row) for member in members]
        if () in each:
            return ()
        meant = [*self._meant(value, members)]
        if len(meant) == 1:
            return self._misfits(value, meant[0], row)
        is_sure = all(
            len(found) == 1 and found[0].start == value.start for found in each
        )
        return (_wrong(value, "one of its types", row, is_sure=is_sure),)

    def _meant(self, value: JsonValue, members: Iterable[Type]) -> Iterator[Type]:
        """Yield the objects of a union whose tags a value has."""
        said = {each.name: each.value.scalar for each in value.members}
        for member in members:
            shape = self._models.get(member) if isinstance(member, Ref) else None
            if isinstance(shape, Shape):
                tags = [*self._tags(shape.model)]
                if tags and all(_same(said.get(name), tag) for name, tag in tags):
                    yield member

    def _tags(self, model: ObjectModel) -> Iterator[tuple[str, Value]]:
        """Yield the required members of an object that have one value."""
        for field in model.fields:
            match field.type:
                case Scalar(values=(value,)) if field.required:
                    yield field.wire_name, value


def _may_lack(field: Field) -> bool:
    """Return whether null means no more than that a member is absent."""
    return field.nullable or not field.required


def _of_scalar(value: JsonValue, kind: Scalar, row: _Row) -> Iterator[Misfit]:
    kinds = _KINDS.get(kind.scalar)
    if kind.unresolved or kinds is None:
        return
    if not _is_of(value, kinds):
        yield _wrong(value, _WORDS[kind.scalar], row)
    elif kind.values and not any(_same(value.scalar, each) for each in kind.values):
        yield _unlisted(value, row)


def _of_enum(value: JsonValue, model: EnumModel, row: _Row) -> Iterator[Misfit]:
    listed = [member.value for member in model.members]
    if not _is_of(value, _KINDS[model.scalar]):
        yield _wrong(value, _WORDS[model.scalar], row)
    elif not (model.open or model.flags or any(_same(value.scalar, v) for v in listed)):
        yield _unlisted(value, row)


def is_of(value: JsonValue, kind: Scalar) -> bool:
    """Return whether a value is of the kind of a scalar, listed or not."""
    kinds = _KINDS.get(kind.scalar)
    return kinds is None or _is_of(value, kinds)


def _is_of(value: JsonValue, kinds: frozenset[str]) -> bool:
    """Return whether a value is of some kinds; 1.0 is an integer."""
    is_whole = isinstance(value.scalar, float) and value.scalar.is_integer()
    return value.kind in kinds or (is_whole and "integer" in kinds)


def _same(value: object, other: object) -> bool:
    """Return whether two values are one in JSON, where true is not 1."""
    return value == other and isinstance(value, bool) == isinstance(other, bool)


def _wrong(value: JsonValue, wanted: str, row: _Row, *, is_sure: bool = True) -> Misfit:
    message = f"`{row.name}` is {_WORDS[value.kind]} here, by the docs {wanted}"
    return Misfit(
        rules.EXAMPLE_OF_WRONG_TYPE,
        message,
        value.start,
        value.end,
        row.labels,
        is_sure=is_sure,
    )


def _unlisted(value: JsonValue, row: _Row) -> Misfit:
    shown = clipped(str(value.scalar), _SHOWN)
    message = f"`{shown}` is no value of `{row.name}` by the docs"
    rule = rules.EXAMPLE_OF_UNLISTED_VALUE
    return Misfit(rule, message, value.start, value.end, row.labels)
