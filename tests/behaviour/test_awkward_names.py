"""Names that mean something to Python, to a library or to enums become attributes that work."""

import builtins
import keyword
import typing
from pathlib import Path
from types import ModuleType
from typing import Any

import pydantic
import pytest
from tests.behaviour.kits import Kit
from tests.golden.everything import enum, field, module, ref, schema, thing
from tests.golden.packages import imported

from typetable.naming import assign
from typetable.schema import Scalar
from typetable.targets import TARGETS
from typetable.targets import pydantic as target

OF_EVERYBODY = {
    *(*dir(builtins), *dir(typing), *pydantic.__all__),
    *(name for each in TARGETS.values() for name in each.reserved.classes),
    *("DecodeError", "Enum", "Struct", "date", "import_module", "names", "load"),
}
"""Names that mean something to whoever reads or writes Python."""

AWKWARD = (
    *OF_EVERYBODY,
    *(name for name in dir(pydantic.BaseModel) if not name.startswith("_")),
    *(name for name in dir({}) if not name.startswith("_")),
    *keyword.kwlist,
    *keyword.softkwlist,
    *(
        "Any",
        "Field",
        "Annotated",
        "BestFit",
        "field",
        "fitted",
        "UNSET",
        "str",
        "list",
    ),
    *("from_dict", "to_dict", "extra_members", "classmethod", "model_id", "fields"),
    *("cache", "dataclass", "lazy_dataclass", "made_once", "model"),
    *(
        "self",
        "cls",
        "data",
        "at",
        "members",
        "2fa",
        "x-y",
        "_private",
        "name_",
        "Status",
    ),
)
"""Documented names; some stand for several members in one list above."""

FIELDS = {name.rstrip("_").lower().strip("_"): name for name in sorted(AWKWARD)}
AWKWARD_SCHEMA = schema(
    module(
        "station",
        thing("Names", *(field(name, Scalar("string")) for name in FIELDS.values())),
        thing("Status", field("status", ref("Kind")), field("Status", ref("Status"))),
        enum("Kind", "string", name="n", value="v", mro="m", upper="u", None_="x"),
    )
)

TWINS = schema(
    module(
        "twins",
        *(
            thing(name, field("a_twin", ref(name, "twins")), field(name, Scalar("any")))
            for name in sorted(OF_EVERYBODY)
            if not name.startswith("_")
        ),
    )
)


@pytest.fixture(scope="module")
def models(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package with awkward names; a warning would be an error."""
    folder = tmp_path_factory.mktemp(kit.target) / f"awkward_for_{kit.target}"
    return imported(AWKWARD_SCHEMA, kit.target, folder)


def test_each_name_is_an_attribute(kit: Kit, models: ModuleType) -> None:
    """Each member is read from its attribute, and written under its own name."""
    data: dict[str, Any] = {name: name.upper() for name in FIELDS.values()}
    made = kit.decode(models.Names, data)
    names, _ = assign(AWKWARD_SCHEMA, TARGETS[kit.target].reserved)
    attributes = names.attributes["station", "Names"]
    if not isinstance(made, dict):
        assert [getattr(made, name) for name in attributes] == list(data.values())
        assert models.Names(**dict(zip(attributes, data.values(), strict=True))) == made
    assert kit.encode(made) == data


def test_names_like_types(kit: Kit, models: ModuleType) -> None:
    """A member may be called like its type."""
    data = {"status": "n", "Status": {"status": "new"}}
    assert kit.encode(kit.decode(models.Status, data)) == data


def test_models_like_everything(kit: Kit, tmp_path: Path) -> None:
    """A model may be called like a builtin, or like what the package itself is made of."""
    models = imported(TWINS, kit.target, tmp_path / f"twins_for_{kit.target}")
    names, _ = assign(TWINS, TARGETS[kit.target].reserved)
    for (_, documented), name in names.classes.items():
        data = {"a_twin": {documented: 1}}
        assert kit.encode(kit.decode(getattr(models, name), data)) == data


def test_what_pydantic_owns() -> None:
    """The list of what pydantic's models call their own is complete."""
    own = {name for name in dir(pydantic.BaseModel) if not name.startswith("_")}
    assert own <= target.RESERVED.attributes
