"""Whatever a TOML file holds, it is a record or findings say at which keys it is not."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields
from tests.unit.settings.test_records import Everything

from typetable.diagnostics import Findings
from typetable.settings.records import read
from typetable.settings.toml import Table, load

KEYS = st.sampled_from([*(field.encode_name for field in fields(Everything)), "other"])
NAMES = st.sampled_from(["left", "right", "nullable", "required", "a b"])
SCALARS = st.sampled_from(
    [
        *('""', '"a"', '"nullable"', '"requird"', '"\\u0000"', "true", "0", "7", "-1"),
        *("9", "1.5", "nan", "2030-12-31", "2030-12-31T00:00:00", "00:00:00"),
    ]
)


def _array(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


def _table(items: dict[str, str]) -> str:
    pairs = (f"{json.dumps(key)} = {item}" for key, item in items.items())
    return f"{{{', '.join(pairs)}}}"


VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3).map(_array)
    | st.dictionaries(NAMES, inner, max_size=3).map(_table),
    max_leaves=5,
)


def stated(text: str) -> tuple[Any, tuple[Any, ...]]:
    """Return the record of a text, and what is wrong with it."""
    file, problems = load(text, "x.toml")
    assert file is not None, problems
    findings = Findings("x.toml")
    return read(Everything, Table(file, findings)), findings.diagnostics


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_a_key_is_read_or_found(pairs: dict[str, str]) -> None:
    """At its line, and what the others say is read all the same."""
    record, problems = stated("".join(f"{key} = {pairs[key]}\n" for key in pairs))
    assert {each.code for each in problems} <= {"TT502", "TT503", "TT504"}
    lines = {each.span.line for each in problems}
    right = [key for n, key in enumerate(pairs, 1) if n not in lines]
    alone, none = stated("".join(f"{key} = {pairs[key]}\n" for key in right))
    assert none == ()
    names = {field.encode_name: field.name for field in fields(Everything)}
    for key in right:
        assert getattr(record, names[key]) == getattr(alone, names[key])
