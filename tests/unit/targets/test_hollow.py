"""Hollow views, and what is told from them."""

from __future__ import annotations

import pytest

from typetable.python import literals
from typetable.targets.hollow import hollow, turned_to_code
from typetable.targets.views import ImportView

TEXTS = [
    "",
    "a",
    "'",
    '"',
    "\"'",
    '"""',
    "\\",
    '\\"',
    "a\nb",
    "\u2028",
    "x" * 200,
    "# {x}",
]


@pytest.mark.parametrize("text", TEXTS)
def test_texts_say_nothing_in_as_many_characters(text: str) -> None:
    """Whatever they said; what is around them stays."""
    for literal in (literals.string(text), literals.docstring(text, indent=4)):
        code = f"f({literal}, 12, name)"
        assert len(hollow(code)) == len(code)
        assert hollow(code).count("\n") == code.count("\n")
        left = hollow(code).removeprefix("f(").removesuffix(", 12, name)")
        assert set(left) <= {"_", "\n", literal[0]}


def test_views_keep_what_is_no_text() -> None:
    """Names, numbers and flags are the same in a hollow view."""
    view = ImportView(module=".a", names="A, B")
    assert hollow(view) == view
    assert hollow((True, "1", "'1'")) == (True, "1", "'_'")


@pytest.mark.parametrize(
    ("frame", "place"),
    [
        ("x = {}", None),
        ("# {}\nx = 1", None),
        ("x = [{}]", None),
        ("def f():\n    {}", None),
        ("x: Literal[{}] = 1", None),
        ("x: Annotated[str, Field({})] = 1", None),
        ("x = ''\nx = '{}'", (2, 5)),
        ("x = f{}", (1, 5)),
        ("x: {} = 1", (1, 4)),
        ("x: list[{}] = 1", (1, 9)),
        ("def f(x: {}): ...", (1, 10)),
        ("def f() -> list[{}]: ...", (1, 17)),
        ("x: TypeAlias = {}", (1, 16)),
        ("x = TypedDict('x', {{'a': {}}})", (1, 26)),
        ("x = union_of(list[{}], 'x')", (1, 19)),
    ],
)
def test_a_text_is_found_where_it_is_more(
    frame: str, place: tuple[int, int] | None
) -> None:
    """In quotes, behind an `f` and as a type; at its line and column."""
    text = literals.string("'+f({x})+'")
    assert turned_to_code(frame.format(text), frame.format(hollow(text))) == place


@pytest.mark.parametrize("text", ["a", "list[A] | None", "a.b", "a-b"])
def test_a_text_that_no_call_can_be_in_may_be_a_type(text: str) -> None:
    """As the names of types that come later are."""
    printed = f'x: "{text}" = 1'
    assert (turned_to_code(printed, hollow(printed)) is None) == (text != "a-b")


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("x = 1", "x = 2"),
        ("x = 1", "y = 1"),
        ("x", "x; x"),
        ("x = [1]", "x = [1, 1]"),
        ("x", "("),
        ("(", "x"),
        ("'x'", "b'x'"),
        ("x = 1", "x = 1.0"),
        ("global x", "global y"),
    ],
)
def test_other_programs_are_told_apart(text: str, empty: str) -> None:
    """By anything but what their texts say."""
    assert turned_to_code(text, empty)
