"""What those do with models who know the library of a target well."""

import typing
from collections.abc import Callable
from types import ModuleType

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
