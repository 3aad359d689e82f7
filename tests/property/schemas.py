"""Strategies that draw schemas: valid ones, small, and full of names that nearly meet.

The one rule kept here: what is drawn is what the docs can give: references lead somewhere, names
and values are unique where they have to be, unions do not contain themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace
from tests.property.records import records

from typetable.schema import (
    Array,
    EnumModel,
    Field,
    Json,
    Map,
    Member,
    Module,
    ObjectModel,
    Ref,
    Scalar,
    Schema,
    UnionModel,
    UnionOf,
)
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from typetable.schema import Model, ScalarName, Type

R = TypeVar("R")

NAMES = ("id_", "name", "created_at", "createdAt", "colour", "color", "_tag", "a`b\n")
MODELS = (
    *("Part", "Part1", "Parts", "ItemResponse", "ItemRequest", "Colour", "<b>"),
    *("COLOUR", "Part_or_Parts", "String", "decode_colour"),
)
MODULES = ("item", "item_1", "part", "colour")
SCALARS = ("string", "integer", "number", "boolean", "date", "object", "any", "null")
VALUES = ("red", "RED", "", 'a"b', "\x1b[2J", "\u202e", "1")

spans = st.integers(1, 99).map(lambda line: Span(line, 1, 9))
descriptions = st.sampled_from(("", "", "One item.", "One  item.", "`*/ <b> \n"))

CONSTANTS: dict[str, SearchStrategy[Any]] = {
    "string": st.sampled_from(VALUES),
    "integer": st.integers(-1, 3),
    "number": st.sampled_from((0, 0.5, 1e300)),
    "boolean": st.booleans(),
}
"""Values of the scalars that can list some."""


def seldom(strategy: SearchStrategy[R], otherwise: R) -> SearchStrategy[R]:
    """Draw what is seldom said, and else what holds where it is not said."""
    return st.one_of(*[st.just(otherwise)] * 3, strategy)


@st.composite
def detailed(draw: DrawFn) -> Scalar:
    """Draw a scalar of which more is said than its kind; no two facts exclude each other."""
    kind: ScalarName = draw(st.sampled_from(("string", "integer", "number", "boolean")))
    values = draw(st.lists(CONSTANTS[kind], max_size=3, unique=True))
    return Scalar(
        kind,
        format=draw(st.sampled_from(("", "uuid", 'a"`\n'))),
        max_length=None if values else draw(st.sampled_from((None, 0, 9))),
        values=tuple(values),
    )


plain_scalars = records(Scalar, scalar=st.sampled_from(SCALARS))
scalars = st.one_of(plain_scalars, plain_scalars, detailed())
constants = st.sampled_from(
    (None, True, 0, 1, 1.0, "", 'a"`\n', [], [1, None], {"a": {}}, 10**30)
).map(Json.of)
defaults = seldom(st.one_of(constants, st.sampled_from(("now", '"""\\'))), None)


def types(models: Sequence[tuple[str, str]]) -> SearchStrategy[Type]:
    """Draw types that refer to `models`, pairs of a module and a model in it."""
    leaves = scalars
    if models:
        refs = st.sampled_from(models).map(lambda key: Ref(key[1], key[0]))
        leaves = st.one_of(scalars, refs)
    nested = st.recursive(
        leaves,
        lambda inner: st.one_of(inner.map(Array), inner.map(Map)),
        max_leaves=2,
    )
    pairs = st.lists(nested, min_size=2, max_size=3, unique=True)
    return st.one_of(nested, nested, nested, pairs.map(tuple).map(UnionOf))


def fields(models: Sequence[tuple[str, str]]) -> SearchStrategy[tuple[Field, ...]]:
    """Draw the fields of one object, with unique names in the docs and in JSON."""
    drawn = st.builds(
        _field,
        st.sampled_from(NAMES),
        types(models),
        st.booleans(),
        st.booleans(),
        descriptions,
        spans,
        remarks,
    )
    unique = (lambda field: field.name, lambda field: field.wire_name)
    return st.lists(drawn, max_size=4, unique_by=unique).map(tuple)


def _field(  # noqa: PLR0917 - one parameter for each part of a field
    name: str,
    type_: Type,
    required: bool,  # noqa: FBT001 - drawn
    nullable: bool,  # noqa: FBT001 - drawn
    description: str,
    span: Span,
    said: Mapping[str, Any],
) -> Field:
    return Field(
        name=name,
        wire_name=name.rstrip("_"),
        type=type_,
        required=required,
        nullable=nullable,
        description=description,
        span=span,
        **said,
    )


remarks = st.fixed_dictionaries(
    {
        "default": defaults,
        "deprecated": seldom(st.just(True), False),
        "read_only": seldom(st.just(True), False),
        "condition": seldom(st.just("if `a`\nis `b`"), ""),
        "examples": seldom(st.lists(constants, max_size=2).map(tuple), ()),
    }
)
"""What is said of a field beside its type."""


@st.composite
def enums(draw: DrawFn, name: str) -> EnumModel:
    """Draw an enum of strings, integers or booleans, with unique names and values."""
    kinds = ("string", "string", "integer", "boolean")
    scalar: ScalarName = draw(st.sampled_from(kinds))
    values = st.integers(0, 3) if scalar == "integer" else CONSTANTS[scalar]
    drawn = records(
        Member,
        name=st.sampled_from(("RED", "ROT", "_1", "NONE")),
        value=values,
        description=descriptions,
        span=spans,
    )
    unique = (lambda member: member.name, lambda member: member.value)
    members = draw(st.lists(drawn, min_size=1, max_size=3, unique_by=unique))
    return EnumModel(
        name=name,
        description=draw(descriptions),
        scalar=scalar,
        members=tuple(members),
        open=draw(seldom(st.just(True), False)),
        flags=scalar == "integer" and draw(seldom(st.just(True), False)),
        span=draw(spans),
    )


@st.composite
def objects(draw: DrawFn, name: str, models: Sequence[tuple[str, str]]) -> ObjectModel:
    """Draw an object whose fields may refer to `models`."""
    return ObjectModel(
        name=name,
        description=draw(descriptions),
        fields=draw(fields(models)),
        extra=draw(seldom(types(models), None)),
        span=draw(spans),
    )


@st.composite
def unions(draw: DrawFn, name: str, models: Sequence[tuple[str, str]]) -> UnionModel:
    """Draw a union of some of `models`, an alias of one, or an incomplete one."""
    refs = [Ref(model, module) for module, model in models]
    complete = bool(refs) and draw(st.booleans())
    members: list[Ref] = []
    if complete:
        chosen = st.lists(st.sampled_from(refs), min_size=1, max_size=4, unique=True)
        members = draw(chosen)
    return UnionModel(
        name=name,
        description=draw(descriptions),
        members=tuple(members),
        complete=complete,
        discriminator=draw(st.sampled_from(("", "", "kind"))),
        span=draw(spans),
    )


@st.composite
def schemas(draw: DrawFn) -> Schema:
    """Draw a schema of up to three modules with up to three models each."""
    modules = sorted(draw(st.sets(st.sampled_from(MODULES), max_size=3)))
    kinds = {
        (module, name): draw(st.sampled_from(("object", "object", "enum", "union")))
        for module in modules
        for name in draw(_model_names)
    }
    parts = [key for key, kind in kinds.items() if kind != "union"]
    drawn = {key: draw(_model(key, kinds, parts)) for key in kinds}
    for union in [each for each in drawn.values() if isinstance(each, UnionModel)]:
        if draw(st.booleans()):
            _give_tags(drawn, union)
    return Schema(
        modules=tuple(
            Module(
                name=module,
                source=f"spec/{module}.md",
                page=f"{module}.md",
                models=tuple(model for key, model in drawn.items() if key[0] == module),
            )
            for module in modules
        )
    )


def _give_tags(drawn: dict[tuple[str, str], Model], union: UnionModel) -> None:
    """Give each object in a union a constant of its own, unless it has one already."""
    for number, ref in enumerate(union.members):
        assert isinstance(ref, Ref)
        model = drawn[ref.module, ref.model]
        if isinstance(model, ObjectModel) and TAG not in {f.name for f in model.fields}:
            # so odd that no other text is one by chance
            kind = Scalar("string", values=(f"tag {number} of {union.name}",))
            tag = Field(name=TAG, wire_name=TAG, type=kind, required=True, span=SPAN)
            model = replace(model, fields=(*model.fields, tag))
            drawn[ref.module, ref.model] = model


TAG, SPAN = "the_tag", Span(1, 1, 2)

_model_names = st.lists(st.sampled_from(MODELS), min_size=1, max_size=3, unique=True)


def _model(
    key: tuple[str, str],
    kinds: dict[tuple[str, str], str],
    parts: list[tuple[str, str]],
) -> SearchStrategy[Model]:
    match kinds[key]:
        case "object":
            return objects(key[1], list(kinds))
        case "enum":
            return enums(key[1])
        case _:
            return unions(key[1], parts)
