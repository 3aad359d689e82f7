"""Strategies that draw JSON values of a schema, with what the docs do not mention sprinkled in.

The one rule kept here: how much is sprinkled in is data, so that each target is tried with all that
it says it keeps.
"""

import base64
import dataclasses
from typing import Any

from hypothesis import strategies as st

from typetable.schema import (
    Array,
    EnumModel,
    Field,
    Map,
    ObjectModel,
    Ref,
    Scalar,
    Schema,
    Type,
    UnionOf,
)

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
TEXT = st.text()
EXACT = st.integers(-(2**53), 2**53)
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "string": TEXT,
    "integer": st.integers(-(2**63), 2**63),
    "number": EXACT | NUMBERS,
    "boolean": st.booleans(),
    "bytes": st.binary(max_size=9).map(lambda data: base64.b64encode(data).decode()),
    "date": TEXT,
    "date-time": TEXT,
    "object": st.dictionaries(TEXT, JSON, max_size=3),
    "any": JSON,
    "null": st.none(),
}


_DEEPEST = -4
"""Below this depth there are no objects, so that what needs others on and on has no values."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Surplus:
    """What there is besides that which the docs allow.

    `nulls` stand anywhere, `optional_nulls` in members that may be absent; `extras` are members
    that no page mentions, `whole` are numbers such as 1.0 where an integer is asked for, and
    `unlisted` are values of enums.
    """

    nulls: bool = True
    optional_nulls: bool = True
    extras: bool = True
    whole: bool = True
    unlisted: bool = True


class Values:
    """The values of a schema."""

    def __init__(self, schema: Schema, surplus: Surplus) -> None:
        """Index the models."""
        self._surplus = surplus
        self._models = {
            Ref(model.name, module.name): model
            for module in schema.modules
            for model in module.models
        }

    def of(self, part: Type, depth: int = 3) -> st.SearchStrategy[Any]:
        """Return the values of a type; none of a model that cannot but need itself."""
        match part:
            case Array() | Map():
                return self._several(part, depth - 1)
            case UnionOf(members=members):
                return st.one_of([self.of(member, depth) for member in members])
            case Ref():
                return self._of_model(part, depth)
            case Scalar():
                return self._of_scalar(part)

    def _of_scalar(self, part: Scalar) -> st.SearchStrategy[Any]:
        """Return the values of a scalar, others than those that are listed where some are."""
        if not self._surplus.unlisted and (part.values or part.max_length is not None):
            return self._allowed(part)
        whole = part.scalar == "integer" and self._surplus.whole
        others = SCALARS[part.scalar]
        if part.values:
            others = st.sampled_from(part.values) | others
        return others | st.integers(-9, 9).map(float) if whole else others

    def _allowed(self, part: Scalar) -> st.SearchStrategy[Any]:
        """Return the values that the docs allow of a scalar: those listed, or short texts."""
        if part.values:
            return st.sampled_from(part.values)
        if part.scalar != "string":
            return SCALARS[part.scalar]
        return st.text(max_size=part.max_length)

    def _several(self, part: Array | Map, depth: int) -> st.SearchStrategy[Any]:
        """Return arrays or maps; empty ones where all of it is deep enough."""
        inner = part.items if isinstance(part, Array) else part.values
        most = 2 if depth >= -1 else 0
        values = self.of(inner, depth) if most else st.nothing()
        if isinstance(part, Map):
            return st.dictionaries(TEXT, values, max_size=most)
        nulls = st.none() if self._surplus.nulls else st.nothing()
        return st.lists(values | nulls, max_size=most)

    def _of_model(self, ref: Ref, depth: int) -> st.SearchStrategy[Any]:
        """Return the values of a model."""
        match self._models[ref]:
            case EnumModel(members=members, scalar=scalar):
                listed = st.sampled_from([member.value for member in members])
                return listed | SCALARS[scalar] if self._surplus.unlisted else listed
            case ObjectModel() if depth < _DEEPEST:
                return st.nothing()
            case ObjectModel(extra=extra) as model if extra and model.is_map:
                return st.deferred(lambda: self._maps(model, extra, depth))
            case ObjectModel() as model:
                return st.deferred(lambda: self._objects(model, depth))
            case union if union.complete:
                return self.of(UnionOf(union.members), depth)
        return JSON

    def _objects(
        self, model: ObjectModel, depth: int
    ) -> st.SearchStrategy[dict[str, Any]]:
        """Return objects with all that must be there and some of the rest."""
        fields = model.fields
        known = {field.wire_name: self._member(field, depth - 1) for field in fields}
        needed = {f.wire_name: known.pop(f.wire_name) for f in fields if f.required}
        objects = st.fixed_dictionaries(needed, optional=known if depth > 0 else {})
        if not self._surplus.extras:
            return objects
        values = self.of(model.extra, depth - 1) if model.extra else JSON
        most = 0 if values.is_empty else 2
        extras = st.dictionaries(TEXT.map("x-{}".format), values, max_size=most)
        return st.builds(lambda one, other: one | other, objects, extras)

    def _maps(
        self, model: ObjectModel, extra: Type, depth: int
    ) -> st.SearchStrategy[dict[str, Any]]:
        """Return objects with some of the members that are named, and others like them."""
        known = {each.wire_name: self.of(each.type, depth - 1) for each in model.fields}
        objects = st.fixed_dictionaries({}, optional=known if depth > 0 else {})
        values = self.of(extra, depth - 1)
        most = 0 if values.is_empty else 2
        others = st.dictionaries(TEXT.map("x-{}".format), values, max_size=most)
        return st.builds(lambda one, other: one | other, objects, others)

    def _member(self, field: Field, depth: int) -> st.SearchStrategy[Any]:
        has_nulls = self._surplus.nulls or field.nullable
        if not field.required:
            has_nulls = has_nulls or self._surplus.optional_nulls
        values = self.of(field.type, depth)
        return values | st.none() if has_nulls else values
