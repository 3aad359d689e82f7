"""Models of random schemas keep what they are given, and mean the same in every library."""

from __future__ import annotations

import dataclasses
import sys
import tempfile
from enum import Enum
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import jsonschema
import msgspec
import pydantic
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.behaviour.kits import KITS, Kit
from tests.golden.packages import found, write
from tests.property.json_values import Surplus, Values
from tests.property.schemas import schemas
from tests.property.test_round_trip import SURPLUS

from typetable.interchange import json_schema
from typetable.naming import Names, assign
from typetable.schema import ObjectModel, Ref
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.schema import Model, Schema

NUMBERS = count()
DECODING = ("dataclass", "pydantic", "msgspec")
COMMON = Surplus(nulls=False, optional_nulls=False, extras=False, whole=False)
"""What is besides the docs in values that all targets decode alike: unknown values of enums."""

NOTHING = dataclasses.replace(COMMON, unlisted=False)
"""Nothing is besides the docs."""

few = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)


class Package:
    """A package of a schema for one target, for as long as it is needed."""

    def __init__(self, schema: Schema, kit: Kit, *, strict: bool = False) -> None:
        """Write and import the package."""
        self.kit = kit
        self.names, _ = assign(schema, TARGETS[kit.target].reserved)
        self._folder = tempfile.TemporaryDirectory()
        self._name = f"random_{next(NUMBERS)}"
        sys.path.insert(0, self._folder.name)
        folder = Path(self._folder.name, self._name)
        found(write(schema, kit.target, folder, strict=strict))

    def __enter__(self) -> Self:
        """Return the package."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget the package."""
        sys.path.remove(self._folder.name)
        self._folder.cleanup()
        for name in [name for name in sys.modules if name.startswith(self._name)]:
            del sys.modules[name]

    def model(self, ref: Ref) -> Any:
        """Return the class of a model."""
        module = import_module(f"{self._name}.{self.names.modules[ref.module]}")
        return getattr(module, self.names.classes[ref.module, ref.model])

    def decoded(self, ref: Ref, value: Any) -> Any:
        """Return what a value becomes."""
        return self.kit.decode(self.model(ref), value)


def is_usual(schema: Schema) -> bool:
    """Return whether a schema has models, whose members every library can say."""
    names = [
        field.wire_name
        for module in schema.modules
        for model in module.models
        for field in getattr(model, "fields", ())
    ]
    return bool(schema.modules) and all(name.isprintable() for name in names)


def models(schema: Schema) -> dict[Ref, Model]:
    """Return the models of a schema."""
    return {
        Ref(model.name, module.name): model
        for module in schema.modules
        for model in module.models
    }


def objects(schema: Schema, values: Values) -> Iterator[Ref]:
    """Yield the objects of a schema of which there are values, but for those that are maps."""
    for ref, model in models(schema).items():
        is_class = isinstance(model, ObjectModel) and not model.is_map
        if is_class and not values.of(ref, 2).is_empty:
            yield ref


def meaning(made: Any, names: Names) -> Any:
    """Return what was decoded, with what the docs call its models and where its members stand."""
    match made:
        case list():
            return [meaning(each, names) for each in made]
        case dict():
            return {key: meaning(each, names) for key, each in made.items()}
        case Enum():
            return documented(made, names), made.value
        case pydantic.BaseModel() | msgspec.Struct():
            pass
        case _ if not dataclasses.is_dataclass(made):
            return made
    key = documented(made, names)
    members = [getattr(made, attribute) for attribute in names.attributes[key]]
    absent = (None, msgspec.UNSET)
    return key, [None if each in absent else meaning(each, names) for each in members]


def documented(made: Any, names: Names) -> tuple[str, str]:
    """Return the module and the name of the model that something is of."""
    module = type(made).__module__.rpartition(".")[2]
    return next(
        key
        for key, name in names.classes.items()
        if (names.modules[key[0]], name) == (module, type(made).__name__)
    )


@pytest.mark.slow
@pytest.mark.parametrize("kit", [KITS["dataclass"], KITS["pydantic"]])
@given(schema=schemas().filter(is_usual), data=st.data())
@few
def test_nothing_is_lost(kit: Kit, schema: Schema, data: st.DataObject) -> None:
    """Encoding gives back what was decoded, whatever else is called alike."""
    values = Values(schema, SURPLUS[kit.target])
    with Package(schema, kit) as package:
        for ref in objects(schema, values):
            value = data.draw(values.of(ref, 2))
            assert kit.encode(package.decoded(ref, value)) == value


@pytest.mark.slow
@given(schema=schemas().filter(is_usual), data=st.data())
@few
def test_targets_agree(schema: Schema, data: st.DataObject) -> None:
    """A value becomes the same models by each library, members of unions too."""
    values = Values(schema, COMMON)
    drawn = [(ref, data.draw(values.of(ref, 2))) for ref in objects(schema, values)]
    meanings = []
    for target in DECODING:
        with Package(schema, KITS[target]) as package:
            made = [package.decoded(ref, value) for ref, value in drawn]
            meanings.append([meaning(each, package.names) for each in made])
    assert meanings[0] == meanings[1] == meanings[2]


@pytest.mark.slow
@pytest.mark.parametrize("target", DECODING)
@given(schema=schemas().filter(is_usual), data=st.data())
@few
def test_strict_models(target: str, schema: Schema, data: st.DataObject) -> None:
    """Strict models take what the docs say, and give it back."""
    values = Values(schema, NOTHING)
    with Package(schema, KITS[target], strict=True) as package:
        for ref in objects(schema, values):
            value = data.draw(values.of(ref, 2))
            assert package.kit.encode(package.decoded(ref, value)) == value


@given(schema=schemas().filter(is_usual), data=st.data())
@few
def test_json_schema(schema: Schema, data: st.DataObject) -> None:
    """What the docs say is valid by the JSON Schema that is made of them, and so is that."""
    document = json_schema.json_schema(schema)
    jsonschema.Draft202012Validator.check_schema(document)
    values = Values(schema, dataclasses.replace(NOTHING, extras=True, whole=True))
    places = dict(zip(models(schema), document["$defs"], strict=True))
    for ref in objects(schema, values):
        place = {"$ref": f"#/$defs/{places[ref]}"}
        validator = jsonschema.Draft202012Validator(document | place)
        validator.validate(data.draw(values.of(ref, 2)))
