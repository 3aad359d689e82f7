"""A schema with everything that a target has to write, built by hand."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from typetable.schema import (
    Array,
    EnumModel,
    Field,
    Json,
    Map,
    Member,
    Model,
    Module,
    ObjectModel,
    Ref,
    Scalar,
    Schema,
    Type,
    UnionModel,
    UnionOf,
    Value,
)
from typetable.source import Span

_SPAN = Span(1, 1, 2)

STRING = Scalar("string")
INTEGER = Scalar("integer")
ANY = Scalar("any")


def field(
    name: str,
    type_: Type,
    description: str = "",
    *,
    wire: str = "",
    required: bool = False,
    nullable: bool = False,
) -> Field:
    """Return a field; its wire name is its name unless said otherwise."""
    return Field(
        name=name,
        wire_name=wire or name,
        type=type_,
        required=required,
        nullable=nullable,
        description=description,
        span=_SPAN,
    )


def said(name: str, type_: Type, description: str = "", **facts: Any) -> Field:
    """Return a field of which more is said."""
    required, nullable = (facts.pop(key, False) for key in ("required", "nullable"))
    wire = facts.pop("wire", "")
    made = field(
        name, type_, description, wire=wire, required=required, nullable=nullable
    )
    return replace(made, **facts)


def thing(name: str, *fields: Field, description: str = "") -> ObjectModel:
    """Return an object model."""
    return ObjectModel(name=name, description=description, fields=fields, span=_SPAN)


def enum(name: str, scalar: str, /, **members: Value) -> EnumModel:
    """Return an enum."""
    return EnumModel(
        name=name,
        description=f"Which {name}.",
        scalar=scalar,  # type: ignore[arg-type] # a literal in every call
        members=tuple(
            Member(name=member, value=value, span=_SPAN)
            for member, value in members.items()
        ),
        span=_SPAN,
    )


def union(
    name: str, *members: Type, complete: bool = True, discriminator: str = ""
) -> UnionModel:
    """Return a union."""
    return UnionModel(
        name=name,
        description="",
        members=members,
        complete=complete,
        discriminator=discriminator,
        span=_SPAN,
    )


def module(name: str, *models: Model) -> Module:
    """Return a module of the page that its name suggests."""
    page = "".join(word.title() for word in name.split("_")) + ".md"
    return Module(name=name, source=f"spec/{page}", page=page, models=models)


def schema(*modules: Module) -> Schema:
    """Return a schema."""
    return Schema(modules=modules)


def ref(model: str, in_module: str = "station") -> Ref:
    """Return a reference."""
    return Ref(model, in_module)


EVERYTHING = schema(
    module(
        "owner",
        thing(
            "Owner",
            field("name", STRING, "Who it is.", required=True),
            field("stations", Array(ref("Station")), "A cycle of modules."),
            field("contact", ref("Contact", "owner")),
            description="Owns stations.",
        ),
        union("Contact", ref("Owner", "owner"), ref("Station"), STRING),
    ),
    module(
        "place",
        thing(
            "Point",
            field("lat", Scalar("number"), required=True),
            field("lon", INTEGER),
        ),
        enum("Level", "integer", ONE=1, TWO=2),
        enum("Rate", "number", HALF=0.5, WHOLE=1),
    ),
    module(
        "station",
        thing(
            "Station",
            field("id_", STRING, "The ID.", wire="id", required=True),
            field("class", STRING, 'Ends in a quote: "x"'),
            field("type", STRING, 'Escapes: \\ and """ and \u202e.'),
            field("list", Array(Array(STRING)), "**DEPRECATED** A grid."),
            field("dict", Map(INTEGER)),
            field("from_dict", Scalar("boolean"), "Named like a method."),
            field("extra_members", Scalar("object")),
            field("status", ref("Status"), "What it does.", required=True),
            field("levels", Array(ref("Level", "place"))),
            field("rate", ref("Rate", "place")),
            field("parent", ref("Station"), "First paragraph.\n\nSecond paragraph."),
            field("at", ref("Point", "place"), nullable=True),
            field("since", Scalar("date-time"), required=True, nullable=True),
            field("image", Scalar("bytes")),
            field("anything", ANY, required=True),
            field("nothing", Scalar("null")),
            field("share", Scalar("number")),
            field("details", ref("Details")),
            field("later", ref("Later")),
            field("owner", ref("Owner", "owner")),
            field("either", UnionOf((STRING, INTEGER, Array(ref("Point", "place"))))),
            field("mixed", Array(UnionOf((ref("Status"), ref("Point", "place"))))),
            field(
                "a_name_that_is_as_long_as_forty_characters",
                Array(Map(ref("Point", "place"))),
                wire="aNameThatIsAsLongAsFortyCharacters",
            ),
            description='A station with a """ in it.',
        ),
        enum("Status", "string", OPEN="open", name="name", value="", mro="m'r\"o"),
        union("Details", ref("Dock"), ref("Gate"), ref("Nested")),
        union("Nested", Array(ref("Dock")), Array(INTEGER), Map(ref("Gate"))),
        union("Later", complete=False),
        union("Tagged", ref("Dock"), ref("Gate"), discriminator="kind"),
        thing(
            "Dock", field("kind", ref("Status")), field("size", INTEGER, required=True)
        ),
        thing("Gate", field("kind", ref("Kind")), field("size", STRING)),
        enum("Kind", "string", GATE="gate"),
        thing("Bare"),
        union("Group", ref("Dock"), Array(ref("Group"))),
        thing(
            "Holder",
            field("tagged", ref("Tagged"), required=True),
            field("group", ref("Group")),
        ),
        thing("Only", field("kind", ref("Kind"), required=True)),
    ),
)

_TASK = "get_status_of_an_async_task_ok_response"

TASK = schema(
    module(
        _TASK,
        thing(
            "Task",
            field("id_", STRING, "The task's ID.", wire="id"),
            field("meta", ref("Meta", _TASK)),
            field("status", ref("TaskStatus", _TASK)),
            field("details", ref("Details", _TASK)),
            field("created_at", STRING, wire="createdAt"),
            field("updated_at", STRING, wire="updatedAt"),
        ),
        thing(
            "Meta",
            field("url", STRING),
            field("model", ref("MetaModel", _TASK)),
            field("action", ref("Action", _TASK)),
        ),
        enum("MetaModel", "string", COLLECTION="collection", API_VERSION="api-version"),
        enum("Action", "string", UPDATE="update", CREATE="create"),
        enum("TaskStatus", "string", PENDING="pending", COMPLETED="completed"),
        union("Details", ref("Details1", _TASK), ref("Details2", _TASK)),
        thing("Details1", field("resources", Array(ref("Resources", _TASK)))),
        thing("Resources", field("id_", STRING, wire="id"), field("url", STRING)),
        thing("Details2", field("error", ref("Error", _TASK))),
        thing("Error", field("message", STRING)),
    )
)
"""The models of the page in `spec/`, as an API would really answer."""

SAID = schema(
    module(
        "order",
        replace(
            thing(
                "Order",
                said("id_", STRING, "The ID.", wire="id", read_only=True),
                said(
                    "state",
                    Scalar("string", values=("open", "closed")),
                    default=Json('"open"'),
                    examples=(Json('"open"'), Json('"half `open`"')),
                ),
                said("token", Scalar("string", format="uuid", max_length=36)),
                said("size", INTEGER, "How much.", default="whatever fits"),
                said("limit", INTEGER, default=Json("null"), nullable=True),
                said("old", Scalar("number"), "Not used.", deprecated=True),
                said("paid", Scalar("boolean"), condition="if `state` is\n`closed`"),
                said("tags", Array(Scalar("string", values=("a", "b")))),
                said(
                    "mixed",
                    UnionOf((Scalar("string", values=("auto",)), Scalar("integer"))),
                ),
                said("colour", ref("Colour", "order")),
                said("rights", ref("Rights", "order")),
                said("switch", ref("Switch", "order")),
                said("same", ref("Same", "order")),
                said("lines", Array(ref("Line", "order"))),
                description="What somebody buys.",
            ),
            extra=Array(Scalar("integer", max_length=9)),
        ),
        replace(
            enum("Colour", "string", RED="red", BLUE="blue"),
            members=(
                Member(name="RED", value="red", description="As fire.", span=_SPAN),
                Member(name="BLUE", value="blue", span=_SPAN),
            ),
            open=True,
        ),
        replace(enum("Rights", "integer", READ=1, WRITE=2), flags=True),
        replace(
            enum("Switch", "boolean"),
            members=(
                Member(name="ON", value=True, description="It runs.", span=_SPAN),
                Member(name="OFF", value=False, span=_SPAN),
            ),
        ),
        union("Same", ref("Line", "order")),
        thing("Line", said("count", INTEGER, required=True)),
    )
)
"""Every key that says more than a type can."""
