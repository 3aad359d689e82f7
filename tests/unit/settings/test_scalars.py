from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Optional

import pytest
from msgspec import Meta

from typetable.settings.scalars import Such, core, notes, scalars


@pytest.mark.parametrize(
    ("annotation", "one"),
    [
        (bool, "true or false"),
        (int, "a positive integer"),
        (Annotated[int, Meta(le=3)], "a positive integer up to 3"),
        (str, "a non-empty string"),
        (
            Annotated[str, Meta(min_length=0, max_length=9)],
            "a string of at most 9 characters",
        ),
        (date, "a date without quotes, such as 2030-12-31"),
        (tuple[str, ...], "a string or an array of strings"),
        (tuple[date, ...], "a date or an array of dates"),
        (
            tuple[tuple[bool, ...], ...],
            "an array of booleans or an array of arrays of booleans",
        ),
        (
            tuple[Annotated[int, Meta(le=3)], ...],
            "a positive integer up to 3 or an array of positive integers up to 3",
        ),
    ],
)
def test_values_are_called_as_people_call_them(annotation: object, one: str) -> None:
    """In messages, with what is noted about their size."""
    assert scalars(annotation).one == one


def test_a_note_says_what_a_type_cannot() -> None:
    """What a value must be, and whether one is."""
    even = scalars(
        Annotated[int, Such("an even integer", lambda value: value in {2, 4})]
    )
    assert (even.one, even.item) == ("an even integer", "an even integer")
    assert [even.accepts(value) for value in (1, 2)] == [False, True]


def test_a_scalar_is_an_array_of_one() -> None:
    """On each level, as brackets are easily forgotten."""
    lists = scalars(tuple[tuple[str, ...], ...])
    assert lists.frozen(["a", ["b", "c"]]) == (("a",), ("b", "c"))
    assert lists.frozen("a") == (("a",),)
    assert not lists.accepts([["a", ["b"]]])


@pytest.mark.parametrize(
    "annotation",
    [
        Annotated[str, "why"],
        Annotated[str, "why"] | None,
        Optional[Annotated[str, "why"]],  # noqa: UP045  # as older code writes it
        Annotated[str | None, "why"],
    ],
)
def test_none_and_notes_stand_around_a_type(annotation: object) -> None:
    """In either order."""
    assert core(annotation) is str
    assert notes(annotation) == ("why",)


def test_words_are_those_of_the_innermost_type() -> None:
    """However deep the arrays are."""
    assert scalars(tuple[tuple[Literal["a", "b"], ...], ...]).words == ("a", "b")
    assert scalars(tuple[str, ...]).words == ()
