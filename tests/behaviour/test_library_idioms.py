"""What those do with models who know the library of a target well."""

import functools
import typing
import weakref
from collections.abc import Callable
from types import ModuleType

import pydantic
import pytest
from tests.golden.everything import EVERYTHING
from tests.golden.packages import imported

from typetable.schema import ObjectModel

Models = Callable[[str], ModuleType]
OBJECTS = [
    model
    for module in EVERYTHING.modules
    for model in module.models
    if isinstance(model, ObjectModel)
]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    """Return what imports the package with everything for a target."""
    folder = tmp_path_factory.mktemp("idioms")
    return lambda target: imported(EVERYTHING, target, folder / f"idioms_of_{target}")


@pytest.mark.parametrize("model", OBJECTS, ids=lambda model: model.name)
def test_typed_dictionaries_know_their_keys(models: Models, model: ObjectModel) -> None:
    """A program sees which keys there must be, however the type is written."""
    made = getattr(models("typeddict"), model.name)
    needed = {field.wire_name for field in model.fields if field.required}
    assert made.__required_keys__ == needed
    assert made.__optional_keys__ == {f.wire_name for f in model.fields} - needed
    assert {*typing.get_type_hints(made)} == {f.wire_name for f in model.fields}


def test_pydantic_knows_what_the_docs_say(models: Models) -> None:
    """The docs' words are in the JSON Schema of a model, and so on the pages of a web framework."""
    schema = models("pydantic").Station.model_json_schema()
    properties = schema["$defs"]["Station"]["properties"]
    assert properties["id"]["description"] == "The ID."
    assert (
        properties["parent"]["description"] == "First paragraph.\n\nSecond paragraph."
    )


def test_other_errors_of_pydantic_stay_what_they_are(models: Models) -> None:
    """Where one of them is a member that is missing, and there in another spelling."""
    station = models("pydantic").Station
    data = {"ID": "1", "status": 5, "image": "?", "levels": [True], "anything": 0}
    with pytest.raises(pydantic.ValidationError) as caught:
        station.model_validate(data)
    found = {each["loc"]: each for each in caught.value.errors()}
    assert found["id",]["type"] == found["since",]["type"] == "missing"
    assert found["id",]["msg"] == "Field required; the object has `ID`"
    assert found["id",]["input"] == data
    assert found["since",]["msg"] == "Field required"
    assert found["image",]["type"] == found["levels", 0]["type"] == "value_error"
    assert found["image",]["msg"] == "Value error, not Base64 text"
    assert found["status",]["type"] == "enum"


def test_decoding_passes_by_the_constructor_of_pydantic_models(models: Models) -> None:
    """An absent constant stays absent; a program that makes a model gives it."""
    only = models("pydantic").Only
    assert not only.__pydantic_custom_init__
    assert only.model_validate({}).model_dump(exclude_unset=True) == {}
    assert only().model_dump(exclude_unset=True) == {"kind": "gate"}
    assert only.model_json_schema()["properties"]["kind"]["const"] == "gate"


def test_dataclasses_may_be_referred_to_weakly(models: Models) -> None:
    """A model may be kept as long as somebody needs it, and dispatched on like any class."""
    point = models("dataclass").Point(lat=1.0)
    assert weakref.ref(point)() is point
    named = functools.singledispatch(lambda _: "something")
    named.register(type(point), lambda _: "a point")
    assert named(point) == "a point"
