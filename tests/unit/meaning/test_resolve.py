from __future__ import annotations

import pytest

from typetable import schema
from typetable.language.draft import (
    Draft,
    DraftEnum,
    DraftField,
    DraftMember,
    DraftModel,
    DraftObject,
    DraftUnion,
    rows_in,
)
from typetable.language.ledger import Ledger
from typetable.meaning import conservation
from typetable.meaning.records import Meaning, Resolved
from typetable.meaning.resolve import resolve
from typetable.naming import JsonNames
from typetable.notation import types
from typetable.notation.records import Types
from typetable.notation.types import ArrayType, NamedType, ScalarType, TypeExpr
from typetable.schema import Json, Scalar
from typetable.settings.package import Overrides
from typetable.source import Span

HERE = Span(1, 1, 2)
STRING = ScalarType("string")


def _row(name: str, kind: TypeExpr, **said: object) -> DraftField:
    return DraftField(
        name=name,
        type=kind,
        required=True,
        description="",
        span=HERE,
        type_span=HERE,
        **said,  # type: ignore[arg-type]  # the facts of a test
    )


def _object(name: str, *rows: DraftField, **said: object) -> DraftObject:
    return DraftObject(
        name=name,
        description="",
        fields=rows,
        span=HERE,
        **said,  # type: ignore[arg-type]  # the facts of a test
    )


def _enum(name: str, *values: schema.Value | None, **said: bool) -> DraftEnum:
    members = (DraftMember(name=str(v), value=v, span=HERE) for v in values)
    return DraftEnum(
        name=name,
        description="",
        members=tuple(members),
        span=HERE,
        **said,  # type: ignore[arg-type]  # the facts of a test
    )


def _draft(*models: DraftModel, page: str = "A.md") -> Draft:
    kept = sum(map(rows_in, models))
    return Draft(
        path=page,
        page=page,
        models=models,
        pointers=(),
        samples=(),
        ledger=Ledger(kept=kept),
    )


def _resolved(*models: DraftModel) -> Resolved:
    meaning = Meaning(
        json_names=JsonNames(case="as-documented"),
        overrides=Overrides(),
        types=Types(words={}),
    )
    return resolve([_draft(*models)], meaning)


def _models(*models: DraftModel) -> tuple[schema.Model, ...]:
    return _resolved(*models).schema.modules[0].models


def _field(kind: TypeExpr, *others: DraftModel, **said: object) -> schema.Field:
    model = _models(_object("A", _row("a", kind, **said)), *others)[0]
    assert isinstance(model, schema.ObjectModel)
    return model.fields[0]


def test_all_that_is_said_of_a_field_is_in_the_schema() -> None:
    """Resolving loses no fact of a row."""
    examples = (Json("1"), Json('"x"'))
    field = _field(
        STRING,
        default="now",
        deprecated=True,
        read_only=True,
        condition="if b",
        examples=examples,
    )
    assert (field.default, field.deprecated, field.read_only) == ("now", True, True)
    assert (field.condition, field.examples) == ("if b", examples)


def test_details_of_scalars_are_in_the_schema() -> None:
    """Also inside of other types."""
    kind = ScalarType("string", format="uuid", max_length=9, values=("a", "b"))
    detailed = Scalar("string", format="uuid", max_length=9, values=("a", "b"))
    assert _field(kind).type == detailed
    assert _field(ArrayType(kind)).type == schema.Array(detailed)


def test_null_among_constants_makes_the_field_nullable() -> None:
    """However it came among them; inside of an array it makes the items nullable."""
    listed = Scalar("string", values=("a",))
    for kind in (
        types.constants(["a", None]),
        ScalarType("string", values=("a", None)),
    ):
        field = _field(kind)
        assert (field.type, field.nullable) == (listed, True)
    items = _field(ArrayType(ScalarType("string", values=("a", None))))
    expected = schema.Array(schema.UnionOf((listed, Scalar("null"))))
    assert (items.type, items.nullable) == (expected, False)


def test_constants_are_told_apart_by_their_kinds() -> None:
    """True is not 1, and whole numbers among others are numbers."""
    kind = _field(types.constants(["a", 1, 2.5, True, None])).type
    assert kind == schema.UnionOf(
        (
            Scalar("string", values=("a",)),
            Scalar("number", values=(1, 2.5)),
            Scalar("boolean", values=(True,)),
        )
    )
    assert _field(types.constants([1])).type == Scalar("integer", values=(1,))


@pytest.mark.parametrize(
    "kind", [NamedType("E", 0, 1), ArrayType(NamedType("E", 0, 1))]
)
def test_null_in_an_enum_makes_its_users_nullable(kind: TypeExpr) -> None:
    """The enum itself keeps the other values."""
    field = _field(kind, _enum("E", "a", None))
    ref = schema.Ref("E", "a")
    if kind == NamedType("E", 0, 1):
        assert (field.type, field.nullable) == (ref, True)
    else:
        items = schema.UnionOf((ref, Scalar("null")))
        assert (field.type, field.nullable) == (schema.Array(items), False)


def test_null_in_an_enum_is_one_more_member_of_its_unions() -> None:
    """A union of the docs has no other way to say it."""
    union = DraftUnion(
        name="U", description="", members=(NamedType("E"), NamedType("B")), span=HERE
    )
    found = _models(union, _enum("E", "a", None), _object("B"))[0]
    assert isinstance(found, schema.UnionModel)
    assert found.members == (
        schema.Ref("E", "a"),
        Scalar("null"),
        schema.Ref("B", "a"),
    )


def test_enums_are_open_flags_and_of_any_constant() -> None:
    """What a table says of its values is in the schema."""
    described = DraftMember(name="ON", value=True, span=HERE, description="It runs.")
    enum = DraftEnum(
        name="E", description="", members=(described,), span=HERE, open=True, flags=True
    )
    (found,) = _models(enum)
    assert isinstance(found, schema.EnumModel)
    assert (found.scalar, found.open, found.flags) == ("boolean", True, True)
    assert found.members[0].description == "It runs."


def test_other_members_have_a_type() -> None:
    """A name in it is looked up as any other, and is told where it stands."""
    cell = Span(7, 3, 4)
    model = _object("A", extra=ArrayType(NamedType("B", 0, 1)), extra_spans=(cell,))
    found = _resolved(model, _object("B")).schema.modules[0].models[0]
    assert isinstance(found, schema.ObjectModel)
    assert found.extra == schema.Array(schema.Ref("B", "a"))
    (unknown,) = _resolved(model).diagnostics
    assert (unknown.code, unknown.span) == ("TT201", cell)


def test_every_row_is_accounted_for() -> None:
    """Also one that states the type of other members, and null as a value."""
    rows = _object("A", _row("a", STRING), extra=STRING, extra_spans=(HERE, HERE))
    draft = _draft(rows, _enum("E", "a", None))
    meaning = Meaning(
        json_names=JsonNames(case="as-documented"),
        overrides=Overrides(),
        types=Types(words={}),
    )
    drawn = conservation.count([draft], resolve([draft], meaning))
    assert (drawn.rows, drawn.fields, drawn.members, drawn.unnamed) == (5, 1, 1, 3)
    assert drawn.balances


def test_true_and_one_are_two_enums() -> None:
    """For Python they are equal, so that one of two models would be lost."""
    meaning = Meaning(
        json_names=JsonNames(case="as-documented"),
        overrides=Overrides(),
        types=Types(words={}),
    )
    first, second = _draft(_enum("E", True)), _draft(_enum("E", 1), page="B.md")
    assert len(resolve([first, second], meaning).schema.modules) == 2
