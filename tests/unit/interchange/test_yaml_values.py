"""YAML as far as people write what JSON could say, with places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told_values import told

from typetable.interchange.json_values import DEEPEST
from typetable.interchange.yaml_values import NotYamlError, values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: b c # why\n# and\n'd e': \"f: # g\"\n", {"a": "b c", "d e": "f: # g"}),
        ("a:\n  b:\n    c: d\n  e: f", {"a": {"b": {"c": "d"}, "e": "f"}}),
        (
            "a:\n- b\n-   c: d\n    e: f\n- - g\n",
            {"a": ["b", {"c": "d", "e": "f"}, ["g"]]},
        ),
        ("a: |\n  # b\n  c: d\ne: >-\n  f\n", {"a": "c: d", "e": "f"}),
        (
            "a: [b, c]\nd: {'e': \"f\"}\ng: [\n  'h',\n]\n",
            {"a": ..., "d": {"e": "f"}, "g": ["h"]},
        ),
        ("a: http://b:1/c\nd: e\n  f\n", {"a": "http://b:1/c", "d": "e f"}),
        (
            "a:\nb: ~\nc: 1\nd: true\ne: 2020-01-01\nf: No\n",
            dict.fromkeys("abcdef", ...),
        ),
    ],
)
def test_collections_and_scalars_are_read(text: str, value: object) -> None:
    """Words without quotes that may be anything else are of any kind."""
    (found,) = values(text)
    assert told(found) == value


@pytest.mark.parametrize(
    "text",
    [
        "a: &b c", "a: *b", "<<: b", "? a", "a: !!str b", "a: b\n c: d\n", "\ta: b",
        "a:\n    b: c\n  d: e\n", "a: b\n- c\n", "- a\nb: c\n",
    ],
)  # fmt: skip
def test_all_else_is_not_read(text: str) -> None:
    """Rather than read wrongly."""
    with pytest.raises(NotYamlError):
        values(text)


def test_dots_say_that_something_is_left_out() -> None:
    """Alone on a line, or in a comment."""
    for text in ("a: b\n...\n", "a: b\n# ... and more\n"):
        (found,) = values(text)
        assert found.partial


def test_places_are_those_of_the_text() -> None:
    """Of members and values, also behind dashes and in brackets."""
    text = 'x:\n  - name: "b"\n    more: {"c": "d"}\n'
    (found,) = values(text)
    first, more = found.members[0].value.items[0].members
    inner = more.value.members[0]
    spans = [(first.start, first.end), (first.value.start, first.value.end)]
    spans += [(inner.start, inner.end), (inner.value.start, inner.value.end)]
    assert [text[start:end] for start, end in spans] == ["name", '"b"', '"c"', '"d"']


def test_what_is_too_deep_is_not_read() -> None:
    """As of JSON; a million dashes are no deeper."""
    for text in ("- " * (DEEPEST + 1) + "a", "- " * 100_000):
        with pytest.raises(NotYamlError):
            values(text)


_TEXTS = st.text(alphabet="ab:- \n#'\"[]{}|>&*?!.0\t", max_size=40)


@given(_TEXTS)
def test_any_text_is_read_or_not(text: str) -> None:
    """Whatever it is, nothing else is raised."""
    try:
        found = values(text)
    except NotYamlError:
        return
    assert all(0 <= each.start <= len(text) for each in found)
