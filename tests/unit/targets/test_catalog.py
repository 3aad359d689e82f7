"""What views know of all modules at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.golden.everything import STRING, field, module, ref, schema, thing, union

from typetable.naming import assign
from typetable.schema import Array, Field, UnionOf
from typetable.targets import TARGETS
from typetable.targets.catalog import Catalog

if TYPE_CHECKING:
    from typetable.schema import Schema


def catalog(docs: Schema) -> Catalog:
    """Return the catalog of some docs."""
    names, _ = assign(docs, TARGETS["dataclass"].reserved)
    return Catalog(docs, names)


@pytest.mark.parametrize(
    ("made", "is_repeated"),
    [
        (replace(field("dock", ref("Dock")), description="Where bikes are."), True),
        (replace(field("dock", ref("Dock")), description="Where it is."), False),
        (replace(field("dock", STRING), description="Where bikes are."), False),
        (field("dock", ref("Dock")), False),
    ],
)
def test_what_a_type_says_its_field_need_not(made: Field, *, is_repeated: bool) -> None:
    """Where a model has the very words, a field of it has none of its own."""
    dock = replace(thing("Dock"), description="Where bikes are.")
    assert catalog(schema(module("station", dock))).is_repeated(made) == is_repeated


def test_modules_of_unions_that_hold_each_other_are_a_cycle() -> None:
    """By names alone, and where a union is but a member of another one."""
    docs = schema(
        module(
            "station", thing("Near"), union("A", ref("Near"), Array(ref("B", "depot")))
        ),
        module("depot", thing("Far"), union("B", ref("Far", "depot"), Array(ref("A")))),
        module("yard", thing("Yard", field("a", UnionOf((ref("A"), STRING))))),
    )
    known = catalog(docs)
    assert known.module_edges["station"] == ["station", "depot"]
    assert known.module_edges["yard"] == ["station", "depot"]
    assert known.is_in_cycle(docs.modules[0], ref("B", "depot"))
    assert not known.is_in_cycle(docs.modules[2], ref("B", "depot"))
