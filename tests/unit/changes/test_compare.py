from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.mirror import MIRROR
from tests.small_schemas import (
    enum,
    field,
    nullable,
    obj,
    page,
    ref,
    required,
    scalar,
    schema,
    union,
)

from typetable.changes.compare import compare
from typetable.changes.levels import EFFECTS
from typetable.schema import Array, Json, Map, Meaning, Scalar, Schema, UnionOf

if TYPE_CHECKING:
    from typetable.changes.change import Change
    from typetable.schema import Field, Model, Type, UnionModel

_LETTERS = {"breaking": "B", "warning": "W", "info": "i", "none": "-"}

A, B, C = obj("A", field("a")), obj("B", field("b")), obj("C", field("c"))
AB = UnionOf((ref("A"), ref("B")))


def _page(*models: Model) -> Schema:
    return schema(page(*models))


def _field(made: Field) -> Schema:
    return _page(A, B, C, obj("M", made), enum("E", RED="red"), union("U", *AB.members))


def told(**meant: str) -> UnionModel:
    """Return a union that is told by values of a member."""
    made = union("U", *AB.members, discriminator="kind")
    meanings = (Meaning(value, ref(name)) for value, name in meant.items())
    return replace(made, meanings=tuple(meanings))


def _told(change: Change) -> str:
    levels = (_LETTERS[level] for level in (change.source, change.read, change.write))
    return f"{change.code} {''.join(levels)} {change.message}"


CASES = {
    "model added": (
        _page(A),
        _page(A, B),
        ["TT601 i-- model `B` is new"],
    ),
    "model removed": (
        _page(A, B),
        _page(A),
        ["TT602 BWW model `B` is gone"],
    ),
    "model renamed": (
        _page(obj("Part", field("id"), field("size"), field("ref", ref("Part")))),
        _page(obj("Piece", field("id"), field("size"), field("ref", ref("Piece")))),
        ["TT603 B-- `Part` is now called `Piece` (80 % sure)"],
    ),
    "kind changed": (
        _page(A, obj("M", field("RED"))),
        _page(A, enum("M", RED="red")),
        ["TT604 BBB `M` was an object and is now an enum of strings"],
    ),
    "open union became an object": (
        _page(union("M")),
        _page(obj("M", field("a"))),
        ["TT604 B-B `M` was a union and is now an object"],
    ),
    "model moved": (
        schema(page(A, B), page(C, name="other")),
        schema(page(A), page(B, C, name="other")),
        ["TT605 W-- `B` moved to `other.md`"],
    ),
    "required field added": (
        _page(obj("M", field("a"))),
        _page(obj("M", field("a"), required(field("b", "integer")))),
        ["TT611 B-B required field `M.b` is new"],
    ),
    "optional field added": (
        _page(obj("M", field("a"))),
        _page(obj("M", field("a"), field("b"))),
        ["TT612 i-- optional field `M.b` is new"],
    ),
    "required field removed": (
        _page(obj("M", field("a"), required(field("b")))),
        _page(obj("M", field("a"))),
        ["TT613 BBW required field `M.b` is gone"],
    ),
    "optional field removed": (
        _page(obj("M", field("a"), field("b"))),
        _page(obj("M", field("a"))),
        ["TT614 BWW optional field `M.b` is gone"],
    ),
    "field renamed": (
        _page(obj("M", field("a"), field("created"), field("z"))),
        _page(obj("M", field("a"), field("created_at"), field("z"))),
        ["TT615 BBB `M.created` is now called `created_at` (95 % sure)"],
    ),
    "field renamed in the docs only": (
        _page(obj("M", field("id_", wire="id"))),
        _page(obj("M", field("id"))),
        ["TT616 B-- `M.id_` is now written `id`"],
    ),
    "field renamed in JSON only": (
        _page(obj("M", field("created_at"))),
        _page(obj("M", field("created_at", wire="createdAt"))),
        ["TT617 -BB `M.created_at` is now `createdAt` in JSON"],
    ),
    "type widened": (
        _field(field("f", "integer")),
        _field(field("f", "number")),
        ["TT621 BB- `M.f` widened from `integer` to `number`"],
    ),
    "type narrowed": (
        _field(field("f", "any")),
        _field(field("f", Array(scalar("string")))),
        ["TT622 B-B `M.f` narrowed from `any` to `array of string`"],
    ),
    "type changed": (
        _field(field("f", "boolean")),
        _field(field("f", "string")),
        ["TT623 BBB `M.f` changed from `boolean` to `string`"],
    ),
    "field became required": (
        _field(field("f")),
        _field(required(field("f"))),
        ["TT624 B-B field `M.f` is now required"],
    ),
    "field became optional": (
        _field(required(field("f"))),
        _field(field("f")),
        ["TT625 BB- field `M.f` is now optional"],
    ),
    "required field became nullable": (
        _field(required(field("f"))),
        _field(nullable(required(field("f")))),
        ["TT626 BB- field `M.f` may now be null"],
    ),
    "optional field became nullable": (
        _field(field("f")),
        _field(nullable(field("f"))),
        ["TT626 ii- field `M.f` may now be null"],
    ),
    "required field is never null": (
        _field(nullable(required(field("f")))),
        _field(required(field("f"))),
        ["TT627 B-B field `M.f` may no longer be null"],
    ),
    "optional field is never null": (
        _field(nullable(field("f"))),
        _field(field("f")),
        ["TT627 i-B field `M.f` may no longer be null"],
    ),
    "enum value added": (
        _page(enum("E", RED="red")),
        _page(enum("E", RED="red", BLUE="blue")),
        ['TT631 Wi- `E` has the new value `"blue"`'],
    ),
    "enum value removed": (
        _page(enum("E", RED="red", BLUE="blue")),
        _page(enum("E", RED="red")),
        ['TT632 BiB `E` has no value `"blue"` any more'],
    ),
    "enum value renamed": (
        _page(enum("E", API_VERSION="api-version")),
        _page(enum("E", APIVERSION="api-version")),
        ["TT633 B-- `E.API_VERSION` is now called `APIVERSION`"],
    ),
    "enum value changed": (
        _page(enum("E", RED=1, BLUE=2)),
        _page(enum("E", RED=1, BLUE=3)),
        ["TT634 iBB `E.BLUE` was `2` and is `3`"],
    ),
    "union member added": (
        _page(A, B, C, union("U", ref("A"), ref("B"))),
        _page(A, B, C, union("U", ref("A"), ref("B"), ref("C"))),
        ["TT641 BW- `U` may now be `C`"],
    ),
    "union member removed": (
        _page(A, B, C, union("U", ref("A"), ref("B"), ref("C"))),
        _page(A, B, C, union("U", ref("A"), ref("B"))),
        ["TT642 B-B `U` can no longer be `C`"],
    ),
    "union completed": (
        _page(A, B, union("U")),
        _page(A, B, union("U", ref("A"), ref("B"))),
        ["TT643 W-W the docs now list the members of `U`"],
    ),
    "union opened": (
        _page(A, B, union("U", ref("A"), ref("B"))),
        _page(A, B, union("U")),
        ["TT644 WW- the docs no longer list the members of `U`"],
    ),
    "discriminator changed": (
        _page(A, B, union("U", *AB.members)),
        _page(A, B, union("U", *AB.members, discriminator="kind")),
        ["TT645 -WW `U` is now told apart by `kind`"],
    ),
    "other values of a discriminator": (
        _page(A, B, told(a="A", b="B")),
        _page(A, B, told(a="A", c="B")),
        ["TT645 -WW `U` is now told apart by other values of `kind`"],
    ),
    "descriptions changed": (
        _page(obj("M", field("a"), about="An item.")),
        _page(
            obj("M", replace(field("a"), description="Its name."), about="One item.")
        ),
        [
            "TT651 i-- the description of `M` changed: `An` became `One`",
            "TT651 i-- the description of `M.a` changed: `Its name.` is new",
        ],
    ),
    "a value listed": (
        _field(field("f", Scalar("string", values=("a",)))),
        _field(field("f", Scalar("string", values=("a", "b")))),
        ['TT621 ii- `M.f` now also holds `"b"`'],
    ),
    "an alternative more": (
        _field(field("f", Map(Array(scalar("string"))))),
        _field(field("f", Map(Array(UnionOf((scalar("string"), scalar("null"))))))),
        ["TT621 BB- `M.f` now also holds `null`"],
    ),
    "an alternative less": (
        _field(field("f", UnionOf((scalar("string"), scalar("integer"))))),
        _field(field("f", "integer")),
        ["TT622 B-B `M.f` no longer holds `string`"],
    ),
    "other alternatives": (
        _field(field("f", Array(UnionOf((scalar("string"), scalar("integer")))))),
        _field(field("f", Array(UnionOf((scalar("string"), scalar("boolean")))))),
        [
            (
                "TT623 BBB `M.f` changed from `array of (stri…nteger)` to"
                " `array of (stri…oolean)`"
            )
        ],
    ),
    "another form": (
        _field(field("f", Array(scalar("string")))),
        _field(field("f", UnionOf((Array(scalar("string")), scalar("string"))))),
        ["TT621 BB- `M.f` now also holds `string`"],
    ),
    "values listed": (
        _field(field("f", "integer")),
        _field(field("f", Array(Scalar("integer", values=(1,))))),
        ["TT623 BBB `M.f` changed from `integer` to `array of 1`"],
    ),
    "a value listed no more": (
        _field(field("f", Array(Scalar("boolean")))),
        _field(field("f", Array(Scalar("boolean", values=(True,))))),
        ["TT622 i-B `M.f` narrowed from `array of boolean` to `array of true`"],
    ),
    "another length": (
        _field(field("f", "string")),
        _field(field("f", Scalar("string", max_length=9))),
        ["TT622 i-B `M.f` narrowed from `string` to `string of at most 9`"],
    ),
    "a format": (
        _field(field("f", "string")),
        _field(field("f", Array(Scalar("string", format="uuid")))),
        ["TT623 BBB `M.f` changed from `string` to `array of string`"],
    ),
    "another format": (
        _field(field("f", Array(Scalar("string", format="uuid")))),
        _field(field("f", Array(Scalar("string", format="ulid")))),
        ["TT628 iWW `M.f` now has the format `ulid`"],
    ),
    "no format": (
        _field(field("f", Scalar("string", format="uuid"))),
        _field(field("f", "string")),
        ["TT628 iWW `M.f` now has no format"],
    ),
    "default changed": (
        _field(field("f", default=Json("true"))),
        _field(field("f", default="true")),
        ["TT629 iWW `M.f` now has the default `true`"],
    ),
    "no default": (
        _field(field("f", default=Json("null"))),
        _field(field("f")),
        ["TT629 iWW `M.f` now has no default"],
    ),
    "deprecated": (
        _field(field("f")),
        _field(field("f", deprecated=True)),
        ["TT653 W-- field `M.f` is now deprecated"],
    ),
    "deprecated no more": (
        _field(field("f", deprecated=True)),
        _field(field("f")),
        ["TT653 i-- field `M.f` is deprecated no more"],
    ),
    "read-only": (
        _field(field("f")),
        _field(field("f", read_only=True)),
        ["TT654 W-B field `M.f` is now read-only"],
    ),
    "read-only no more": (
        _field(field("f", read_only=True)),
        _field(field("f")),
        ["TT654 i-- field `M.f` is now read and written"],
    ),
    "another condition": (
        _field(field("f", condition="if `a`")),
        _field(field("f", condition="if b")),
        ["TT655 iWW the condition of `M.f` changed"],
    ),
    "another example": (
        _field(field("f", examples=(Json("1"),))),
        _field(field("f", examples=(Json("1.0"),))),
        ["TT651 i-- the examples of `M.f` changed"],
    ),
    "other members typed": (
        _page(obj("M", field("a"))),
        _page(replace(obj("M", field("a")), extra=Scalar("integer"))),
        ["TT618 i-W other members of `M` are now `integer`"],
    ),
    "other members untyped": (
        _page(replace(obj("M", field("a")), extra=Scalar("integer"))),
        _page(obj("M", field("a"))),
        ["TT619 iW- other members of `M` are `integer` no more"],
    ),
    "other members of another type": (
        _page(replace(obj("M"), extra=Scalar("integer"))),
        _page(replace(obj("M"), extra=Scalar("number"))),
        ["TT621 BB- other members of `M` widened to `number`"],
    ),
    "an object that became a map": (
        _page(obj("M", field("a", "integer"))),
        _page(replace(obj("M", field("a", "integer")), extra=Scalar("integer"))),
        [
            "TT604 B-- `M` was an object and is now a map",
            "TT618 i-W other members of `M` are now `integer`",
        ],
    ),
    "a map that became an object": (
        _page(replace(obj("M"), extra=Scalar("integer"))),
        _page(replace(obj("M", field("a", "string")), extra=Scalar("integer"))),
        [
            "TT604 B-- `M` was a map and is now an object",
            "TT612 i-- optional field `M.a` is new",
        ],
    ),
    "a map that names a member": (
        _page(replace(obj("M"), extra=Scalar("integer"))),
        _page(replace(obj("M", field("a", "integer")), extra=Scalar("integer"))),
        ["TT612 i-- optional field `M.a` is new"],
    ),
    "an enum opened": (
        _page(replace(enum("E", ONE=1), flags=True)),
        _page(replace(enum("E", ONE=1), flags=True, open=True)),
        ["TT635 Wi- `E` may now have other values"],
    ),
    "an enum closed": (
        _page(replace(enum("E", ONE=1), flags=True)),
        _page(enum("E", ONE=1)),
        ["TT636 i-B `E` can no longer have sums of values"],
    ),
    "one is true": (
        _page(enum("E", ONE=1)),
        _page(replace(enum("E", ONE=True), scalar="boolean")),
        ["TT634 iBB `E.ONE` was `1` and is `true`"],
    ),
    "order changed": (
        _page(obj("M", field("a"), field("b"), field("c"))),
        _page(obj("M", field("c"), field("a"), field("b"))),
        ["TT652 --- the parts of `M` stand in another order"],
    ),
}

QUIET = {
    "models in another order": (_page(A, B), _page(B, A)),
    "a page in another folder": (
        schema(page(A)),
        schema(replace(page(A), page="folder/page.md", source="docs/page.md")),
    ),
    "blanks in a description": (
        _page(obj("M", about="One item.")),
        _page(obj("M", about="One\n item. ")),
    ),
    "an unknown name that is another unknown name": (
        _field(field("f", replace(scalar("any"), unresolved="X"))),
        _field(field("f", replace(scalar("any"), unresolved="Y"))),
    ),
    "alternatives of a type in another order": (
        _field(field("f", AB)),
        _field(field("f", UnionOf(AB.members[::-1]))),
    ),
    "values in another order": (
        _field(field("f", Scalar("string", values=("a", "b")))),
        _field(field("f", Scalar("string", values=("b", "a")))),
    ),
    "an integer that is written as a float": (
        _page(enum("E", ONE=1)),
        _page(enum("E", ONE=1.0)),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_change_is_told_by_its_rule(name: str) -> None:
    """With the fact, and the levels for code, for readers and for writers."""
    old, new, expected = CASES[name]
    assert [_told(change) for change in compare(old, new)] == expected


@pytest.mark.parametrize("name", CASES)
def test_the_way_back_is_told_by_the_mirror(name: str) -> None:
    """So that no rule is one-sided."""
    old, new, _ = CASES[name]
    there = [MIRROR[change.rule] for change in compare(old, new)]
    assert [change.rule for change in compare(new, old)] == there


def test_each_rule_has_a_case() -> None:
    """A rule that is not shown here is not known to work."""
    shown = {line.split()[0] for *_, lines in CASES.values() for line in lines}
    # what two schemas cannot show, `test_respelling` has
    assert shown == {rule.code for rule in EFFECTS} - {"TT620"}


@pytest.mark.parametrize("name", QUIET)
def test_what_means_the_same_is_not_told(name: str) -> None:
    """Text that differs is no change when the meaning is the same."""
    assert compare(*QUIET[name]) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "wire"),
    [
        (ref("A"), AB, "TT621", ("read",)),
        (ref("A"), ref("U"), "TT621", ("read",)),
        (ref("U"), AB, "TT623", ()),
        (ref("A"), scalar("object"), "TT621", ("read",)),
        (ref("E"), scalar("string"), "TT621", ("read",)),
        (ref("A"), ref("B"), "TT623", ("read", "write")),
        (scalar("date"), scalar("string"), "TT621", ("read",)),
        (Map(scalar("string")), scalar("object"), "TT621", ("read",)),
        (Array(scalar("integer")), Array(scalar("number")), "TT621", ("read",)),
        (Array(ref("A")), Array(ref("U")), "TT621", ("read",)),
        (Array(ref("A")), ref("A"), "TT623", ("read", "write")),
        (
            scalar("string"),
            UnionOf((scalar("string"), scalar("null"))),
            "TT621",
            ("read",),
        ),
    ],
)
def test_types_are_compared_by_the_json_they_take(
    old: Type, new: Type, code: str, wire: tuple[str, ...]
) -> None:
    """A type that takes more breaks who reads; one that takes other things breaks both."""
    (change,) = compare(_field(field("f", old)), _field(field("f", new)))
    assert (change.code, change.directions) == (code, wire)


def test_code_and_json_may_disagree_about_a_type() -> None:
    """An object accepts a model's JSON, but not the model."""
    old, new = _field(field("f", ref("A"))), _field(field("f", "object"))
    (change,) = compare(_field(field("f", "integer")), _field(field("f", "number")))
    assert (change.source, change.write) == ("breaking", "none")
    (change,) = compare(new, old)
    assert (change.source, change.read) == ("breaking", "none")
