"""Whatever JSON the docs allow, and whatever they do not mention, comes back as it was."""

import base64
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.golden.everything import EVERYTHING
from tests.golden.packages import imported

from typetable.schema import (
    Array,
    EnumModel,
    Map,
    ObjectModel,
    Ref,
    Type,
    UnionOf,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "string": st.text(),
    "integer": st.integers() | st.integers(-9, 9).map(float),
    "number": st.integers() | st.floats(allow_nan=False),
    "boolean": st.booleans(),
    "bytes": st.binary(max_size=9).map(lambda data: base64.b64encode(data).decode()),
    "date": st.text(),
    "date-time": st.text(),
    "object": st.dictionaries(st.text(), JSON, max_size=3),
    "any": JSON,
    "null": st.none(),
}
MODELS = {(m.name, model.name): model for m in EVERYTHING.modules for model in m.models}


def values(part: Type, depth: int = 3) -> st.SearchStrategy[Any]:
    """Return the values of a type, with nulls sprinkled in."""
    found: st.SearchStrategy[Any]
    match part:
        case Array(items=inner):
            found = st.lists(values(inner, depth - 1) | st.none(), max_size=2)
        case Map(values=inner):
            found = st.dictionaries(st.text(), values(inner, depth - 1), max_size=2)
        case UnionOf(members=members):
            found = st.one_of([values(member, depth) for member in members])
        case Ref(model=model, module=module):
            found = model_values(MODELS[module, model], depth)
        case scalar:
            found = SCALARS[scalar.scalar]
    return found


def model_values(model: Any, depth: int) -> st.SearchStrategy[Any]:
    """Return the values of a model: unknown members and unknown enum values too."""
    match model:
        case EnumModel(members=members, scalar=scalar):
            return st.sampled_from([m.value for m in members]) | SCALARS[scalar]
        case ObjectModel(fields=fields):
            return st.deferred(lambda: objects(fields, depth))
    return JSON if not model.complete else values(UnionOf(model.members), depth)


def objects(fields: Any, depth: int) -> st.SearchStrategy[Any]:
    """Return objects with all that must be there and some of the rest."""
    known = {f.wire_name: values(f.type, depth - 1) | st.none() for f in fields}
    needed = {f.wire_name: known.pop(f.wire_name) for f in fields if f.required}
    optional = known if depth > 0 else {}
    extra = st.dictionaries(st.text().map("x-{}".format), JSON, max_size=2)
    objects = st.fixed_dictionaries(needed, optional=optional)
    return st.builds(lambda one, other: one | other, objects, extra)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package with everything."""
    folder = tmp_path_factory.mktemp("property") / "everything_for_property"
    return imported(EVERYTHING, "dataclass", folder)


@given(data=values(Ref("Station", "station")))
@settings(deadline=None, max_examples=150)
def test_round_trip(models: ModuleType, data: dict[str, Any]) -> None:
    """Encoding what was decoded gives the JSON value back."""
    station = models.Station.from_dict(data)
    assert station.to_dict() == data
    assert models.Station.from_dict(station.to_dict()) == station
