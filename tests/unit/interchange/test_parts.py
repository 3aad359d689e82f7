"""Members of parts: models have them, and the JSON of a schema leaves them out."""

from __future__ import annotations

import json

from msgspec.structs import replace
from tests.small_schemas import enum, field, obj, page, ref, schema, union

from typetable.interchange.from_json import from_json
from typetable.interchange.parts import whole
from typetable.interchange.to_json import to_json
from typetable.schema import ObjectModel, Schema
from typetable.settings.limits import Limits
from typetable.source import SourceFile, Span


def _with_parts(model: ObjectModel, *parts: str) -> ObjectModel:
    return replace(model, parts=tuple(ref(part) for part in parts))


def _fields(made: Schema, name: str) -> list[str]:
    """Return the fields of a model, the inherited ones in parentheses."""
    (module,) = made.modules
    (model,) = (each for each in module.models if each.name == name)
    assert isinstance(model, ObjectModel)
    return [f"({each.name})" if each.inherited else each.name for each in model.fields]


PET = schema(
    page(
        obj("Thing", field("id")),
        _with_parts(obj("Pet", field("name")), "Named"),
        _with_parts(obj("Dog", field("id", "integer"), field("bark")), "Pet", "Thing"),
        union("Named", ref("Thing")),
        enum("Size", S=1),
        _with_parts(obj("Odd", field("x")), "Size", "Odd"),
    )
)


def test_members_of_parts_stand_in_front() -> None:
    """Those of the parts of a part, too; a part may have another name."""
    made = whole(PET)
    assert _fields(made, "Pet") == ["(id)", "name"]
    assert _fields(made, "Dog") == ["(name)", "id", "bark"]


def test_what_is_no_object_or_itself_gives_nothing() -> None:
    """An enum has no members, and no model is its own part."""
    assert _fields(whole(PET), "Odd") == ["x"]


def test_an_inherited_member_stands_where_its_model_does() -> None:
    """The page of the part may be another one."""
    (module,) = whole(PET).modules
    dog = module.models[2]
    assert isinstance(dog, ObjectModel)
    assert dog.fields[0].span == dog.span == Span(1, 1, 2)


def test_a_schema_in_json_is_as_whole_when_it_is_read_again() -> None:
    """It holds the parts, and no member twice."""
    text = json.dumps(to_json(whole(PET)))
    again, problems = from_json(SourceFile(path="a.json", name="", text=text), Limits())
    assert not problems
    assert again == whole(PET) == whole(whole(PET))
    dog = json.loads(text)["modules"][0]["models"][2]
    assert [each["name"] for each in dog["fields"]] == ["id", "bark"]
    assert [each["model"] for each in dog["parts"]] == ["Pet", "Thing"]
