"""Whatever a file holds that should be a schema, it is one, or a finding says where it is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.json_values import JSON
from tests.property.schemas import schemas

from typetable.interchange.from_json import from_json
from typetable.interchange.to_json import to_json
from typetable.settings.limits import Limits
from typetable.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WORDS: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(
            "string",
            "object",
            "enum",
            "union",
            "array",
            "ref",
            "",
            "a\0",
            "\ud800",
            "é",
        ),
        *(0, 1, 2, 1.0, True, None, 2**31, 2**64, -(2**70), [], {}, [[]]),
        *({"kind": "scalar", "scalar": "any"}, {"kind": "ref", "model": "X"}),
    ]
)
SIGNS = st.sampled_from([*'{}[]",:\\', "NaN", "1e999", "9" * 5000, "\\ud800", "\ufeff"])


def paths(value: Any, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """Yield the paths to all values in a value."""
    if path:
        yield path
    inner: Iterable[tuple[str | int, Any]]
    match value:
        case dict():
            inner = value.items()
        case list():
            inner = enumerate(value)
        case _:
            inner = ()
    for key, item in inner:
        yield from paths(item, *path, key)


def check(text: str) -> None:
    """Hold a text to the law."""
    schema, problems = from_json(SourceFile(path="x", name="", text=text), Limits())
    if schema is None:
        (problem,) = problems
        assert problem.code == "TT132"
        assert len(problem.message) <= 72
        assert problem.span is not None
        lines = text.split("\n")
        assert 1 <= problem.span.line <= len(lines)
        assert 1 <= problem.span.column <= len(lines[problem.span.line - 1]) + 1
    else:
        assert problems == ()
        assert json.dumps(to_json(schema))


@settings(max_examples=100, deadline=None)
@given(schemas(), st.data())
def test_a_document_with_another_value(made: Any, data: st.DataObject) -> None:
    """A key is gone, or holds what it should not."""
    document = to_json(made)
    *path, last = data.draw(st.sampled_from([*paths(document)]))
    inner: Any = document
    for key in path:
        inner = inner[key]
    if data.draw(st.booleans()):
        inner[last] = data.draw(WORDS | JSON)
    else:
        del inner[last]
    check(json.dumps(document, indent=1))


@settings(max_examples=100, deadline=None)
@given(schemas(), st.data())
def test_a_text_with_another_sign(made: Any, data: st.DataObject) -> None:
    """It mostly is no JSON any more."""
    text = json.dumps(to_json(made), indent=1, ensure_ascii=False)
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 3))
    check(text[:at] + data.draw(SIGNS) + text[at + cut :])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=50) | JSON.map(json.dumps))
def test_any_text(text: str) -> None:
    """Most files are no schema."""
    check(text)
