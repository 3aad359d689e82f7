from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from tests.property.schemas import schemas
from tests.small_schemas import enum, field, obj, page, ref, schema, union

from typetable.changes.compare import compare
from typetable.interchange.from_json import from_json
from typetable.interchange.to_json import to_json
from typetable.schema import Array, Map, UnionOf
from typetable.settings.limits import Limits
from typetable.source import SourceFile

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic
    from typetable.schema import Schema

SCHEMA = schema(
    page(obj("Item", field("part", ref("Part", "part"))), name="item"),
    page(
        obj("Part"), enum("Size", S=1), union("Any", ref("Part", "part")), name="part"
    ),
)


def document() -> Any:
    """Return a small schema as JSON."""
    return json.loads(json.dumps(to_json(SCHEMA)))


def _read(text: str) -> tuple[Schema | None, tuple[Diagnostic, ...]]:
    return from_json(SourceFile(path="old.json", name="", text=text), Limits())


def read(text: str) -> Schema:
    """Return the schema that a text is, which must be one."""
    found, problems = _read(text)
    assert problems == ()
    assert found is not None
    return found


def problem(text: str) -> str:
    """Return the one finding about a text, its line in front."""
    found, (finding,) = _read(text)
    assert found is None
    assert (finding.code, finding.path) == ("TT132", "old.json")
    assert finding.span is not None
    return f"{finding.span.line}: {finding.message}"


@settings(max_examples=50, deadline=None)
@given(schemas())
def test_what_is_printed_is_read_again(made: Schema) -> None:
    """With equal meaning, and with its lines."""
    again = read(json.dumps(to_json(made)))
    assert compare(made, again) == ()
    assert to_json(again)["modules"] == [
        {**module, "source": f"old.json:{module['source']}"}
        for module in sorted(to_json(made)["modules"], key=lambda each: each["module"])
    ]


def test_a_source_says_that_it_was_read_from_json() -> None:
    """What stands on that page today may be another thing."""
    assert read(json.dumps(document())).modules[0].source == "old.json:spec/item.md"


def test_further_keys_are_left_alone() -> None:
    """A later version may write more."""
    more = document()
    more["more"] = more["modules"][0]["more"] = more["modules"][0]["models"][0]["x"] = 1
    assert read(json.dumps(more)) == SCHEMA


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["typetable_schema"], 2, "`typetable_schema` must be 1"),
        (["modules"], {}, "`modules` must be an array"),
        (["modules", 0], [], "this item must be an object"),
        (["modules", 0, "module"], "part", "`part` is there twice"),
        (["modules", 0, "models", 0, "kind"], "class", "`kind` must be one of object"),
        (["modules", 0, "models", 0, "kind"], [], "`kind` must be one of object"),
        (["modules", 0, "models", 0, "name"], "", "`name` must be a non-empty string"),
        (["modules", 0, "models", 0, "line"], 0, "`line` must be a line"),
        (["modules", 0, "models", 0, "line"], True, "`line` must be a line"),
        (["modules", 0, "models", 0, "fields", 0, "required"], 1, "true or false"),
        (
            ["modules", 0, "models", 0, "fields", 0, "type", "model"],
            "Prat",
            "nothing defines `Prat`",
        ),
        (
            ["modules", 0, "models", 0, "fields", 0, "type"],
            {"kind": "union", "members": []},
            "`members` must be two types or more",
        ),
        (
            ["modules", 1, "models", 1, "members", 0, "value"],
            "1",
            "of the type integer",
        ),
        (
            ["modules", 1, "models", 1, "members", 0, "value"],
            True,
            "of the type integer",
        ),
        (
            ["modules", 0, "models", 0, "fields", 0, "default_is_text"],
            True,
            "`default` must be a string",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_place(
    path: list[str | int], value: object, message: str
) -> None:
    """The line is that of the value."""
    wrong = document()
    inner = wrong
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = "MARK"
    line = json.dumps(wrong, indent=1).partition('"MARK"')[0].count("\n") + 1
    inner[path[-1]] = value
    said = problem(json.dumps(wrong, indent=1))
    assert message in said
    if "twice" not in message and "two types" not in message:
        assert said.startswith(f"{line}: ")


@pytest.mark.parametrize(
    "path",
    [
        ["modules", 0, "module"],
        ["modules", 0, "source"],
        ["modules", 0, "models", 0, "description"],
        ["modules", 0, "models", 0, "fields", 0, "wire_name"],
        ["modules", 0, "models", 0, "fields", 0, "type", "kind"],
    ],
)
def test_no_text_holds_half_of_a_character(path: list[str | int]) -> None:
    """JSON can say it, and nothing that could be made of it."""
    wrong = document()
    inner = wrong
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = "a\ud800"
    assert "holds half of a character" in problem(json.dumps(wrong))


def test_what_is_absent_is_said_where_it_would_be() -> None:
    """At the object that lacks it."""
    wrong = document()
    del wrong["modules"][0]["models"][0]["fields"]
    assert "has no `fields`" in problem(json.dumps(wrong))


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[" * 100_000, '{"a": NaN}', "nonsense", "1" * 5000, "\ufffe"),
        *('{"typetable_schema": 1, "modules": [], "modules": []}', '{"a": 1e999}'),
        *('{"typetable_schema": true, "modules": []}', '{"typetable_schema": 1.0}'),
    ],
)
def test_what_is_no_json_is_a_finding(text: str) -> None:
    """Whatever it is."""
    assert problem(text)


def test_a_type_is_not_deeper_than_the_limit() -> None:
    """No type of the docs is."""
    deep: Any = {"kind": "scalar", "scalar": "string"}
    for _ in range(200):
        deep = {"kind": "array", "items": deep}
    wrong = document()
    wrong["modules"][0]["models"][0]["fields"][0]["type"] = deep
    assert "nested too deeply" in problem(json.dumps(wrong))


def test_parts_of_types_keep_their_places() -> None:
    """Arrays in maps in unions come back as they were."""
    type_ = UnionOf((Array(Map(ref("Part", "part"))), ref("Part", "part")))
    made = schema(page(obj("M", field("f", type_))), page(obj("Part"), name="part"))
    assert read(json.dumps(to_json(made))).modules == made.modules


@pytest.mark.parametrize(
    ("scalar", "key", "value", "message"),
    [
        ("integer", "values", [True], "this item must be of the type integer"),
        ("date", "values", ["a"], "this item must be of the type date"),
        ("string", "values", ["a", None], "this item must be of the type string"),
        ("string", "values", "a", "`values` must be an array"),
        ("string", "max_length", -1, "`max_length` must be a length"),
        ("string", "max_length", "1", "`max_length` must be a length"),
        ("string", "format", 1, "`format` must be a string"),
    ],
)
def test_what_is_wrong_with_a_scalar_is_said(
    scalar: str, key: str, value: object, message: str
) -> None:
    """Null among values is said by the field, or by a union."""
    wrong = document()
    kind = {"kind": "scalar", "scalar": scalar, key: value}
    wrong["modules"][0]["models"][0]["fields"][0]["type"] = kind
    assert message in problem(json.dumps(wrong))
