"""Rows that say what the array above is made of."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.plain_pages import Page, read, table

from typetable.language.dialects import packaged
from typetable.language.nesting import Nesting
from typetable.notation.types import in_words
from typetable.wording.spelling import Spelling

ELEMENTS = ("{}[{#}]", "{}[{#}]: {_}", "[{#}]", "(element)")
NESTING = Nesting(marks=(">",), elements=tuple(map(Spelling.of, ELEMENTS)))


def _page(*lines: str) -> Page:
    spoken = replace(packaged()["plain"], nesting=NESTING)
    page = table("Name | Type | Required | Description", *lines)
    return read("# T", page, dialect=spoken)


def _type(kind: str, *elements: str) -> str:
    """Return the type of an array of a raw type with rows of elements below."""
    rows = (f"> {name} | {of} | no | d" for name, of in map(str.split, elements))
    found = _page(f"b | {kind} | no | B.", *rows, "c | string | no | x")
    assert found.codes == []
    assert [*found.models["T"]] == ["b", "c"]
    return in_words(found.models["T"]["b"].type)


@pytest.mark.parametrize(
    ("kind", "elements", "words"),
    [
        ("array", ("b[0] string", "b[1] string"), "array of array of string"),
        ("array", ("[0] string", "[1] integer"), "array of array of string or integer"),
        ("array of strings", ("b[0] string", "b[1] string"), "array of string"),
        ("string[][]", ("b[0] string",), "array of array of string"),
        ("array", ("(element) integer",), "array of integer"),
        ("array or null", ("B[0] string",), "array of array of string or null"),
        ("", ("b[0] string",), "array of array of string"),
    ],
)
def test_an_array_is_of_its_parts(
    kind: str, elements: tuple[str, ...], words: str
) -> None:
    """They are parts of each element, unless its type says what these are."""
    assert _type(kind, *elements) == words


def test_what_parts_mean_is_said_of_the_array() -> None:
    """Under their names; each row counts for its own."""
    found = _page(
        "a | array | no |",
        "> x | array | no | X.",
        ">> x[0]: open | string | no | First.",
        ">> x[1] | string | no |",
    )
    field = found.models["T a"]["x"]
    assert field.description == "X.\nx[0]: open: First.\nx[1]"
    assert found.draft.ledger.kept == found.draft.ledger.rows == 4


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (("b | string | no |", "> b[0] | string | no |"), ["TT134"]),
        (("b | array | no |", "> a[0] | string | no |"), ["TT129"]),
        (("b | array | no |", "> b[0] | {}% | no |"), ["TT202"]),
        (("b[0] | string | no |",), ["TT129"]),
    ],
)
def test_what_does_not_fit_is_an_error(rows: tuple[str, ...], codes: list[str]) -> None:
    """Elements of what is no array, of another one, of no known type, or of no row above."""
    found = _page(*rows)
    assert found.codes == codes
    assert all(each.is_error for each in found.found)


@pytest.mark.parametrize("first", ["> a", "&gt; a", ">> a"])
def test_a_row_in_none_is_told(first: str) -> None:
    """Others of its table show that it stands deeper than a member of the model."""
    rows = (f"{each} | string | no | d" for each in (first, "b", "c"))
    assert _page(*rows).codes == ["TT136"]
    assert _page(*(f"{first} | string | no | d",)).codes == []


def _plain(*lines: str) -> Page:
    return read("# T", table("Name | Type | Description", *lines))


def test_elements_may_be_spelled_in_markdown() -> None:
    """A row of a name that only reads alike is a member."""
    found = _plain("a | array | A.", "> *anonymous* | object |", ">> b | string | B.")
    assert found.names == {"T": ["a"], "T a": ["b"]}
    found = _plain("a | array | A.", "> anonymous | boolean | Who.")
    assert found.names == {"T": ["a"], "T a": ["anonymous"]}


def test_elements_may_be_arrays_of_elements() -> None:
    """Each row says what the one above it is made of."""
    rows = ("a | array | A.", "> *anonymous* | array |", ">> *anonymous* | string | B.")
    found = _plain(*rows)
    assert in_words(found.models["T"]["a"].type) == "array of array of string"
    assert (found.draft.ledger.kept, found.draft.ledger.told) == (3, 0)


def test_a_row_below_an_array_may_be_called_like_its_model() -> None:
    """It is the only one there, has members, and begins with a capital letter as no other."""
    rows = ("a | array | A.", "> Item | object | none", ">> b | string | B.")
    assert _plain(*rows).names == {"T": ["a"], "T a": ["b"]}
    for other in ("> c | string | C.", "C | string | C."):
        assert _plain(*rows, other).names["T a"][0] == "Item"
