"""What a package needs of its support module."""

import pytest
from tests.golden.everything import (
    EVERYTHING,
    STRING,
    enum,
    field,
    module,
    ref,
    schema,
    thing,
    union,
)

from typetable.naming import Reserved, assign
from typetable.schema import Array, Map, Model, Ref, Scalar, Schema, UnionOf
from typetable.targets import Catalog
from typetable.targets.features import Features, features_of

BOTH = UnionOf((STRING, Scalar("integer")))
ONE = Scalar("string", values=("one",))
NAMES = Features.__struct_fields__


def features(docs: Schema, *too_deep: Ref) -> set[str]:
    """Return the features that a package of some docs has, of which some are `too_deep`."""
    found = features_of(Catalog(docs, assign(docs, Reserved())[0]), too_deep)
    return {name for name in NAMES if getattr(found, name)}


@pytest.mark.parametrize(
    ("models", "needed"),
    [
        ([thing("A", field("x", STRING))], set[str]()),
        ([thing("A", field("x", Array(Map(BOTH))))], {"has_unions"}),
        ([thing("A"), union("B", ref("A", "page"))], set[str]()),
        ([enum("A", "string", B="b")], {"has_enums"}),
        ([thing("A", field("x", Array(Scalar("bytes"))))], {"has_bytes"}),
        ([thing("A", field("x", ONE, required=True))], {"has_enums"}),
        ([thing("A", field("x", ONE))], set[str]()),
        (
            [union("A", STRING, Array(ref("A", "page")))],
            {"has_unions", "has_loops"},
        ),
    ],
)
def test_features(models: list[Model], needed: set[str]) -> None:
    """Of types in types too; a union of one type is another name for it."""
    assert features(schema(module("page", *models))) == needed


def test_everything() -> None:
    """The schema with everything needs everything."""
    assert features(EVERYTHING, ref("Station")) == {*NAMES}
