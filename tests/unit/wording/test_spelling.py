from __future__ import annotations

from contextlib import suppress
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typetable.wording.spelling import HOLES, LONGEST, Spelling, parts


@pytest.mark.parametrize(
    ("spelling", "text", "held"),
    [
        ("{} Object", "Rental Object", {"": "Rental"}),
        ("{} Object", "Rental Objects", None),
        ("{} Object", " Object", None),
        ("The {} of {_}.", "The dock of a station.", {"": "dock"}),
        ("See {_}.", "See .", {}),
        (
            "{number} {}",
            "2.1 Order of things",
            {"number": "2.1", "": "Order of things"},
        ),
        ("{}_{#}", "Details_12", {"": "Details", "#": "12"}),
        ("{}_{#}", "Details_1x", None),
        ("{{{name}}}", "{pattern}", {"name": "pattern"}),
        ("plain", "plain", {}),
        ("plain", "plainer", None),
        ("{}", "", None),
        ("a{_}a", "a", None),
        ("{_}a{_}a", "a, a", {}),
        ("{_}a{_}a", "aXa", None),
        ("deprecated{_}", "deprecated: since 2", {}),
        ("deprecated{_}", "deprecated", {}),
        ("deprecated{_}", "deprecatedly", None),
        ("deprecated{_}", "deprecated_at", None),
        ("{_}values{_}", "eigenvalues of values.", {}),
        ("{_}values{_}", "eigenvalues", None),
        ("{_}the {}", "bathe the cat", {"": "cat"}),
        ("{_}可选值{_}", "状态的可选值如下", {}),
        ("{}Dto", "OrderDto", {"": "Order"}),
    ],
)
def test_what_a_spelling_holds(
    spelling: str, text: str, held: dict[str, str] | None
) -> None:
    """The whole text is spelled so, or nothing is held; `{}` is never empty."""
    assert Spelling.of(spelling).match(text) == held


@pytest.mark.parametrize(
    "text", ["", "{", "}", "a}", "{}{_}", "{nmae}", "{ }", "{{{", "x" * (LONGEST + 1)]
)
def test_what_is_no_spelling(text: str) -> None:
    """A brace alone, holes that touch, and a hole that nobody knows."""
    with pytest.raises(ValueError, match=r"\w"):
        Spelling.of(text)


words = st.text("ab {}", max_size=6)


@given(st.lists(words, min_size=1, max_size=5), st.lists(st.text("ab "), min_size=5))
def test_a_text_that_was_spelled_matches(literals: list[str], fills: list[str]) -> None:
    """Whatever stands in the holes, apart by blanks, if `{_}` may hold it."""
    literals = [each or "," for each in literals]
    escaped = [each.replace("{", "{{").replace("}", "}}") for each in literals]
    spelling = Spelling.of("{_}".join(escaped))
    holes = [*fills, ""]
    text = "".join(
        f"{each} {fill} " for each, fill in zip(literals[:-1], holes, strict=False)
    )
    assert spelling.match(text + literals[-1]) is not None


@given(st.text("ab{}_#", max_size=12), st.text("ab", max_size=12))
def test_no_spelling_is_a_surprise(spelling: str, text: str) -> None:
    """A spelling is refused by name, or it answers."""
    with suppress(ValueError):
        held = Spelling.of(spelling).match(text)
        assert held is None or all(value in text for value in held.values())


@pytest.mark.parametrize("text", ["{} Object", "{_}a{, }", "{{{name}}}", "}}", "a"])
def test_a_spelling_is_shown_as_it_is_written(text: str) -> None:
    """So that it can be searched in the file, with its holes and its braces."""
    holes = frozenset({"", "_", "name", ", "})
    assert Spelling(parts(text, holes)).text == text


def test_every_hole_is_in_the_manual() -> None:
    """None can be written that no key asks for."""
    manual = files("typetable").joinpath("explanations/dialect.md").read_text("utf-8")
    table = manual[manual.index("| hole |") : manual.index("Texts are compared")]
    assert [hole for hole in HOLES if f"`{{{hole}}}`" not in table] == []
