from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_schemas import (
    field,
    nullable,
    obj,
    page,
    ref,
    required,
    schema,
    union,
)

from typetable.meaning.checks import check
from typetable.schema import Array, Scalar, UnionOf
from typetable.settings.limits import Limits

if TYPE_CHECKING:
    from typetable.schema import Model


def _codes(*models: Model) -> list[str]:
    return [each.code for each in check(schema(page(*models)), Limits())]


def test_a_cycle_of_unions_is_found_once() -> None:
    """Through objects it is none."""
    one, other = union("A", ref("B")), union("B", ref("A"))
    assert _codes(one, other) == ["TT213"]
    assert _codes(union("A", ref("B")), obj("B", field("a", ref("A")))) == []


def test_endless_models_require_each_other() -> None:
    """Whatever may be absent, null or empty ends the chain."""
    next_ = field("next", ref("A"))
    assert _codes(obj("A", required(next_))) == ["TT215"]
    assert _codes(obj("A", next_)) == []
    assert _codes(obj("A", nullable(required(next_)))) == []
    assert _codes(obj("A", required(field("all", Array(ref("A")))))) == []


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (field("x"), ["TT216"]),
        (field("y"), []),
        (field("x", "integer"), []),
        (required(field("x")), []),
    ],
)
def test_twins_accept_the_same_json(row: object, codes: list[str]) -> None:
    """Names, types and required flags tell members apart; so does a discriminator."""
    models = obj("A", field("x")), obj("B", row)  # type: ignore[arg-type]
    members = ref("A"), ref("B")
    assert _codes(*models, union("U", *members)) == codes
    assert _codes(*models, union("U", *members, discriminator="x")) == []
    inline = obj("C", field("u", Array(UnionOf(members))))
    assert _codes(*models, inline) == codes


def test_a_tag_tells_members_apart() -> None:
    """Where it is the same word in all, or need not be there, nothing does."""
    members = ref("A"), ref("B")

    def codes(one: str, other: str, *, must: bool = True) -> list[str]:
        kinds = (Scalar("string", values=(value,)) for value in (one, other))
        rows = (field("kind", kind, required=must) for kind in kinds)
        models = (obj(name, row) for name, row in zip("AB", rows, strict=True))
        return _codes(*models, union("U", *members))

    assert codes("a", "b") == []
    assert codes("a", "a") == codes("a", "b", must=False) == ["TT216"]


def test_types_of_a_page_are_not_all_nested_deeply() -> None:
    """In code a chain of types grows with the square of its length; a wide union does not."""
    deep = field("deep").type
    for _ in range(9):
        deep = Array(deep)
    rows = [field(name, deep) for name in "abc"]
    wide = UnionOf((field("x").type, field("y", "integer").type))
    limits = Limits(rows=2)
    assert not check(schema(page(obj("A", *rows[:1], field("u", wide)))), limits)
    (found,) = check(schema(page(obj("A", *rows))), limits)
    assert found.code == "TT130"
