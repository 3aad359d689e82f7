from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from msgspec.structs import fields

import typetable
from typetable.interchange import document

if TYPE_CHECKING:
    from msgspec import Struct

PUBLISHED = json.loads(
    (Path(typetable.__file__).parent / "schema.schema.json").read_text("utf-8")
)

RECORDS = [
    document.Document,
    document.Module,
    document.Field,
    document.Member,
    *get_args(document.Model),
    *get_args(document.Type),
]


def published(record: type[Struct]) -> tuple[set[str], set[str]]:
    """Return the keys that the published format has for a record, and those that it needs."""
    config = record.__struct_config__
    is_type = record in get_args(document.Type)
    name = "type" if is_type else "model" if config.tag else record.__name__.lower()
    whole: dict[str, Any] = PUBLISHED["$defs"].get(name, PUBLISHED)
    choices = {
        choice["properties"]["kind"]["const"]: choice
        for choice in whole.get("oneOf", ())
    }
    parts = (whole, choices.get(config.tag, {}))
    keys = {key for part in parts for key in part.get("properties", ())}
    needed = {key for part in parts for key in part.get("required", ())}
    return keys - {"kind"}, needed - {"kind"}


@pytest.mark.parametrize("record", RECORDS)
def test_the_published_format_has_the_same_keys(record: type[Struct]) -> None:
    """It is what other tools go by, and these records are what is read and written."""
    keys, needed = published(record)
    assert {field.name for field in fields(record)} == keys
    assert {field.name for field in fields(record) if field.required} == needed
