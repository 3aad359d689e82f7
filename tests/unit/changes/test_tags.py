"""What tells the objects of a union apart, and which value means which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.small_schemas import enum, field, nullable, obj, ref, required, union

from typetable.changes.tags import constant, tag_of, told_by
from typetable.schema import Array, Scalar

if TYPE_CHECKING:
    from typetable.schema import EnumModel, Field, Model, Ref, Type, Value

ONE, TWO = enum("One", A="a"), enum("Two", A="a", B="b")


def only(value: Value) -> Scalar:
    """Return the type of one text or integer."""
    return Scalar("string" if isinstance(value, str) else "integer", values=(value,))


def tagged(name: str, *kinds: Type, must: bool = True) -> Model:
    """Return an object of some members."""
    names = ("kind", "other")
    rows = (field(n, k, required=must) for n, k in zip(names, kinds, strict=False))
    return obj(name, *rows)


class Docs:
    """Models by their names."""

    def __init__(self, *models: Model) -> None:
        """Index the models."""
        self.models = {model.name: model for model in models}
        self.refs = [ref(name) for name in self.models]

    def __call__(self, ref: Ref) -> Model:
        """Return the model that is meant."""
        return self.models[ref.model]

    def tag(self, *more: Type) -> tuple[str, dict[Value, str]] | None:
        """Return the tag of the union of all objects and `more`."""
        tag = tag_of([*self.refs, *more], self)
        if tag is None:
            return None
        return tag.name, {value: each.model for value, each in tag.meanings}


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (required(field("x", only("a"))), "a"),
        (required(field("x", only(0))), 0),
        (required(field("x", ref("One"))), "a"),
        (field("x", only("a")), None),
        (nullable(required(field("x", only("a")))), None),
        (required(field("x", ref("Two"))), None),
        (required(field("x", Scalar("number", values=(1,)))), None),
        (required(field("x", Array(only("a")))), None),
        (required(field("x")), None),
    ],
)
def test_a_constant_must_be_there_and_has_one_value(
    row: Field, value: Value | None
) -> None:
    """Numbers are not exact enough."""
    assert constant(row, Docs(ONE, TWO)) == value


@pytest.mark.parametrize("said", ["open", "flags"])
def test_an_enum_that_may_have_other_values_is_no_constant(said: str) -> None:
    """Nor is one of bits."""
    model: EnumModel = replace(ONE, **{said: True})
    assert constant(required(field("x", ref("One"))), Docs(model)) is None


def test_the_first_member_that_differs_in_all_is_the_tag() -> None:
    """One that is the same in two objects is none."""
    same = Docs(tagged("A", only("x"), only(1)), tagged("B", only("x"), only(2)))
    assert same.tag() == ("other", {1: "A", 2: "B"})
    both = Docs(tagged("A", only("x"), only(1)), tagged("B", only("y"), only(2)))
    assert both.tag() == ("kind", {"x": "A", "y": "B"})


def test_every_object_needs_a_tag() -> None:
    """What is no object needs none; what may be any object tells nothing."""
    docs = Docs(tagged("A", only("x")), tagged("B", only("y")))
    assert docs.tag(Scalar("string"), Array(ref("A")), Scalar("null")) == docs.tag()
    assert docs.tag() is not None
    assert docs.tag(Scalar("any")) is docs.tag(Scalar("object")) is None
    without = Docs(*docs.models.values(), obj("C"))
    assert without.tag() is None
    assert Docs(tagged("A", only("x"))).tag() is None
    again = Docs(*docs.models.values(), union("U"))
    assert again.tag() is None


def test_a_member_that_is_named_tells_by_listed_values() -> None:
    """Need it be there or not; a value of two objects means neither."""
    docs = Docs(ONE, TWO, tagged("A", ref("One"), must=False), tagged("B", ref("Two")))
    assert told_by("kind", docs.refs, docs).meanings == (("b", ref("B")),)
    assert told_by("nope", docs.refs, docs).meanings == ()
