"""Models whose members may all be absent."""

from __future__ import annotations

from tests.small_schemas import field, obj, page, required, union

from typetable.meaning.partials import made_for, with_partials

BOX = obj("Box", required(field("a")), field("b"))
WANTED = {("page", "Box"), ("page", "Part")}


def test_a_partial_model_stands_behind_its_model() -> None:
    """With the same members, none of which has to be there."""
    (module,) = with_partials([page(BOX, obj("Other"))], WANTED)
    assert [each.name for each in module.models] == ["Box", "Partial Box", "Other"]
    made = module.models[1]
    assert made == obj("Partial Box", field("a"), field("b"))
    assert made_for([page(BOX)], WANTED) == 2


def test_one_that_the_docs_describe_is_not_made() -> None:
    """Nor is one of a union, or of what nobody wants."""
    models = page(BOX, obj("Partial Box", field("c")), union("Part"))
    assert [*with_partials([models], WANTED)] == [models]
    assert [*with_partials([page(BOX)], ())] == [page(BOX)]
    assert made_for([models], WANTED) == 0
