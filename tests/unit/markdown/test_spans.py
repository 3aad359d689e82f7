"""Inline Markdown as one text with marked stretches."""

from __future__ import annotations

import time

import pytest

from typetable.markdown.spans import origins, seen


@pytest.mark.parametrize(
    "raw", ["dataset<sup>1</sup>", "dataset<sup>[USG](#USG-note)</sup>", "dataset[^1]"]
)
def test_what_leads_to_a_note_is_no_part_of_a_word(raw: str) -> None:
    """A raised mark behind a word is no more of it than a footnote."""
    assert seen(raw).text == "dataset"


def test_a_power_is_no_number_of_more_digits() -> None:
    """`2<sup>31</sup>` is not 231."""
    assert seen("2<sup>31</sup>").text == "2^31"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a", "a"),
        ("`a|b`", "a|b"),
        ("**a** _b_ ~~c~~", "a b c"),
        ("[a](#b)", "a"),
        ("[name][x]", "name"),
        ("[name][]", "name"),
        ("a &lt; b", "a < b"),
        ("a<br>b", "a\nb"),
        ('<a id="x"></a>a', "a"),
        ("a<!-- b -->c", "ac"),
        ("snake_case_name", "snake_case_name"),
        ("\\*a\\*", "*a*"),
        ("", ""),
    ],
)
def test_a_text_as_its_reader_sees_it(raw: str, text: str) -> None:
    """Marks, tags and the ends of links are not in it."""
    assert seen(raw).text == text


@pytest.mark.parametrize(
    ("raw", "mark", "marked"),
    [
        ("x `a` y `b`", "code", ("a", "b")),
        ("x **a** y", "strong", ("a",)),
        ("x _a_ y", "emphasis", ("a",)),
        ("x ~~a~~ y", "struck", ("a",)),
        ("[a](#x) [b](#y)", "link", ("a", "b")),
        ("[a](#x)[b](#y)", "link", ("a", "b")),
        ("**a `b` c**", "strong", ("a b c",)),
        ("**a `b` c**", "code", ("b",)),
        ("a", "code", ()),
    ],
)
def test_marked_stretches(raw: str, mark: str, marked: tuple[str, ...]) -> None:
    """In their order, one in another too."""
    assert seen(raw).marked(mark) == marked  # type: ignore[arg-type]


def test_a_link_knows_where_it_leads() -> None:
    """Two that touch are two."""
    stretches = seen("[a](#x)[b](#y)").stretches
    assert [(each.start, each.end, each.target) for each in stretches] == [
        (0, 1, "#x"),
        (1, 2, "#y"),
    ]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("[a b](#b) | c", "c"),
        ("[a](#c) | [c](#a)]", "]"),
        ("`a` &lt; <b>c</b>", "c"),
        ("a \\| c", "c"),
        ("**a** <br> c", "c"),
        ("<a name='c'></a>c", "c"),
    ],
)
def test_what_shows_has_its_place_in_the_raw_text(raw: str, shown: str) -> None:
    """Which is longer by what does not show."""
    at = seen(raw).text.rindex(shown)
    origin = origins(raw)
    assert origin(at) == raw.rindex(shown[-1]) - len(shown) + 1
    assert origin(len(seen(raw).text)) == len(raw)


def test_places_behind_notes_are_those_of_the_text() -> None:
    """It is another one then."""
    assert origins("a[^1] `b`")(2) == 2


@pytest.mark.parametrize(
    "piece", ["<sup>", "[^", "[a][", "`", "**", "<b", "&lt;", "[a]("]
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Also where each is opened and none is closed."""
    started = time.process_time()
    seen(piece * 20_000)
    assert time.process_time() - started < 5
