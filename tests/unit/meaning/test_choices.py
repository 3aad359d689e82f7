"""What refers to unions, as what refers to their members."""

from __future__ import annotations

from tests.small_schemas import field, obj, page, ref, scalar, union

from typetable.meaning.choices import opened
from typetable.schema import Array, Map, Model, ObjectModel, Type, UnionOf


def _types(*models: Model) -> list[Type]:
    """Return the types of the members of the last model."""
    (module,) = opened([page(*models)])
    last = module.models[-1]
    assert isinstance(last, ObjectModel)
    return [each.type for each in last.fields]


ROW, KEY = obj("Row", field("a")), obj("Key", field("b"))


def test_a_member_has_the_members_of_its_union() -> None:
    """In arrays and maps and beside others, each once; of one it is that."""
    both = UnionOf((ref("Row"), ref("Key")))
    kinds = _types(
        ROW,
        KEY,
        union("Part", ref("Row"), ref("Key")),
        union("Only", ref("Row")),
        obj(
            "Box",
            field("a", ref("Part")),
            field("b", Array(ref("Part"))),
            field("c", Map(ref("Only"))),
            field("d", UnionOf((ref("Part"), ref("Row"), scalar("null")))),
            field("e"),
        ),
    )
    assert kinds == [
        both,
        Array(both),
        Map(ref("Row")),
        UnionOf((*both.members, scalar("null"))),
        scalar("string"),
    ]


def test_a_union_in_itself_stays_one() -> None:
    """It is told elsewhere; one of unknown members stays as well."""
    kinds = _types(
        ROW,
        union("Loop", ref("Row"), ref("Loop")),
        union("Open"),
        obj("Box", field("a", ref("Loop")), field("b", ref("Open"))),
    )
    assert kinds == [UnionOf((ref("Row"), ref("Loop"))), ref("Open")]


def test_opened_unions_do_not_grow() -> None:
    """Neither those of arrays of each other, nor deep or wide ones."""
    twice = [
        union(f"U{n}", Array(ref(f"U{n + 1}")), Map(ref(f"U{n + 1}")))
        for n in range(40)
    ]
    deep = [union(f"F{n}", ref(f"F{n + 1}"), ref("Key")) for n in range(5_000)]
    many = [obj(f"O{n}") for n in range(101)]
    wide = union("Wide", *(ref(each.name) for each in many))
    last = (union("U40", ref("Row")), union("F5000", ref("Row")))
    box = obj(
        "Box", field("a", ref("U0")), field("b", ref("F0")), field("c", ref("Wide"))
    )
    kinds = _types(ROW, KEY, *twice, *deep, *many, wide, *last, box)
    assert kinds == [
        UnionOf((Array(ref("U1")), Map(ref("U1")))),
        UnionOf((ref("F21"), ref("Key"))),
        ref("Wide"),
    ]
