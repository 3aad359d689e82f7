from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_schemas import enum, field, obj, page, ref, schema, union

from typetable.changes.compare import compare
from typetable.changes.similarity import letters, words
from typetable.schema import Array, Schema

if TYPE_CHECKING:
    from typetable.schema import Model, Module


def _facts(old: Schema, new: Schema) -> list[tuple[str, str, str, int]]:
    return [(c.code, c.was, c.now, c.sure) for c in compare(old, new)]


def _files(user: str, number: int) -> Module:
    """Return a page whose nested model carries a number that documents give away."""
    nested = f"DataFiles{number}"
    owner = obj(user.title(), field("files", Array(ref(nested, user))))
    return page(owner, obj(nested, field("name"), field("size", "number")), name=user)


def test_models_that_were_renumbered_are_renamed_and_not_moved() -> None:
    """A page that comes in between shifts the numbers of all that follow."""
    old = schema(_files("usenet", 3), _files("web", 4))
    new = schema(_files("torrent", 3), _files("usenet", 4), _files("web", 5))
    assert _facts(old, new) == [
        ("TT601", "", "an object", 100),
        ("TT601", "", "an object", 100),
        ("TT603", "DataFiles3, DataFiles4", "DataFiles4, DataFiles5", 97),
    ]


def test_a_rename_changes_no_type_that_uses_the_model() -> None:
    """Not through arrays, unions or another page either."""
    part = field("id"), field("size", "number"), field("colour")
    old = schema(
        page(obj("Part", *part), union("U", ref("Part"), ref("Whole", "user"))),
        page(obj("Whole", field("parts", Array(ref("Part")))), name="user"),
    )
    new = schema(
        page(obj("Piece", *part), union("U", ref("Piece"), ref("Whole", "user"))),
        page(obj("Whole", field("parts", Array(ref("Piece")))), name="user"),
    )
    assert [fact[:3] for fact in _facts(old, new)] == [("TT603", "Part", "Piece")]


def test_a_name_that_another_model_took_over_is_not_the_same_type() -> None:
    """The text of the type cell is equal and means something else."""
    a, b = (field("id"), field("url")), (field("x", "number"), field("y", "number"))
    user = obj("User", field("it", ref("A")))
    old = schema(page(user, obj("A", *a)), page(obj("A", *b), name="other"))
    new = schema(page(user, obj("Aa", *a)), page(obj("A", *b), name="other"))
    moved = schema(
        page(obj("User", field("it", ref("A", "other"))), obj("Aa", *a)), new.modules[1]
    )
    assert [fact[0] for fact in _facts(old, moved)] == ["TT603", "TT623"]


def test_models_without_anything_in_common_are_not_renamed() -> None:
    """One is gone and one is new."""
    old = schema(page(obj("Invoice", field("total", "number"), field("due", "date"))))
    new = schema(page(obj("Kitten", field("name"), field("paws", "integer"))))
    assert sorted(fact[0] for fact in _facts(old, new)) == ["TT601", "TT602"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (obj("Item", field("id"), field("size")), enum("Itemm", ID="id", SIZE="size")),
        (enum("Colour", RED="red"), union("Colours")),
    ],
)
def test_a_rename_keeps_the_kind(old: Model, new: Model) -> None:
    """An object does not become an enum under another name."""
    pages = (schema(page(model)) for model in (old, new))
    assert sorted(fact[0] for fact in _facts(*pages)) == ["TT601", "TT602"]


def test_an_enum_is_renamed_by_its_values() -> None:
    """The names of its members do not count."""
    old = schema(page(enum("Colour", RED="red", BLUE="blue", GREEN="green")))
    new = schema(page(enum("Paint", ROT="red", BLAU="blue", GRUEN="green"), name="x"))
    assert {fact[0] for fact in _facts(old, new)} == {"TT603", "TT605", "TT633"}


@pytest.mark.parametrize(
    ("old", "new", "renamed"),
    [
        ("colour", "color", True),
        ("user_id", "owner_id", True),
        ("created_at", "createdAt", True),
        ("total", "kitten", False),
    ],
)
def test_a_field_is_renamed_by_words_and_place(
    old: str, new: str, *, renamed: bool
) -> None:
    """Similar words at the same place are one field."""
    first, last = field("first", "integer"), field("last", "integer")
    facts = _facts(
        schema(page(obj("M", first, field(old), last))),
        schema(page(obj("M", first, field("new", "date"), field(new), last))),
    )
    assert ("TT615" in {fact[0] for fact in facts}) == renamed


def test_a_field_of_another_type_is_another_field() -> None:
    """A rename keeps the type."""
    facts = _facts(
        schema(page(obj("M", field("colour")))),
        schema(page(obj("M", field("color", "integer")))),
    )
    assert sorted(fact[0] for fact in facts) == ["TT612", "TT614"]


def test_names_fall_into_words_and_letters() -> None:
    """Capitals, digits and signs part words; pairs of letters are likeness."""
    assert words("GetHTTPPath12_old") == {"get", "httppath", "12", "old"}
    assert letters("id_") == {"id"}
    assert letters("_") == {""}


def test_thousands_of_renames_are_found() -> None:
    """Each by the few that share its rarest traits."""
    parts = [field("id"), field("name")]
    old = schema(page(*(obj(f"Item{n}", *parts) for n in range(2000))))
    new = schema(page(*(obj(f"ApiItem{n}", *parts) for n in range(2000))))
    (change,) = compare(old, new)
    assert change.code == "TT603"
    pairs = zip(change.was.split(", "), change.now.split(", "), strict=True)
    assert all(now == f"Api{was}" for was, now in pairs)
