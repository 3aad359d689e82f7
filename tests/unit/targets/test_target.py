from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.golden.everything import INTEGER, field, module, schema, thing

from typetable.schema import Scalar
from typetable.targets import TARGETS, left_out

ANY = Scalar("any")
OPEN = [
    replace(thing(name, field("size", INTEGER)), extra=ANY) for name in ("A", "B", "C")
]


@pytest.mark.parametrize("target", ["dataclass", "pydantic", "typeddict"])
def test_most_targets_keep_members_without_an_attribute(target: str) -> None:
    """So there is nothing to tell."""
    assert not [*left_out(TARGETS[target], schema(module("spec", *OPEN)))]


def test_what_msgspec_leaves_out_is_told_once_a_page() -> None:
    """Where the docs say that there are other members, and the model is no map."""
    models = (thing("Closed"), *OPEN, replace(thing("Map"), extra=INTEGER))
    found = schema(module("a", *models), module("b", thing("D")))
    (told,) = left_out(TARGETS["msgspec"], found)
    assert (told.code, told.severity, told.path) == ("TT306", "warning", "spec/A.md")
    assert told.message == "msgspec leaves out other members of 3 models: `A`, `B`, `C`"


def test_only_some_of_many_models_are_named() -> None:
    """The others are counted."""
    many = [replace(each, name=f"{each.name}{n}") for n in range(3) for each in OPEN]
    (told,) = left_out(TARGETS["msgspec"], schema(module("a", *many)))
    assert told.message.endswith("of 9 models: `A0`, `B0`, `C0`, ...")
