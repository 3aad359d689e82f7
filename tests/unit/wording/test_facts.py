"""What is said of a member, by place."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.plain_pages import field, read, rows, table

from typetable.language.dialects import packaged
from typetable.schema import Json
from typetable.wording.facts import Facts, in_text, settle
from typetable.wording.said import Said
from typetable.wording.spelling import Spelling

PLAIN = packaged()["plain"].facts


def _by_column(word: str) -> tuple[bool, str] | None:
    """Return whether a word in the column makes a member required, and its condition."""
    member = field("Name | Required", f"a | {word}")
    return (member.required, member.condition) if member else None


@pytest.mark.parametrize(
    "word",
    ["yes", "**Yes**", "`true`", "TRUE", "✅", "✔️", "*", "Yes.", "✓ since 2.1"],
)
def test_a_word_of_the_column_makes_required(word: str) -> None:
    """In any case, marks and a full stop aside."""
    assert _by_column(word) == (True, "")


@pytest.mark.parametrize(
    "word", ["no", "Not required", "optional", "-", "", "❌", "never", "no."]
)
def test_a_word_of_the_column_makes_optional(word: str) -> None:
    """`Not required` holds the word `required`, and is none."""
    assert _by_column(word) == (False, "")


@pytest.mark.parametrize(
    "word",
    [
        "Required if x",
        "Yes, if x",
        "Yes (if x is set)",
        "Yes\uff08if x is set\uff09",
        "yes<br>only for POST",
        "Yes (conditional)",
        "✔ when b",
        "✅ unless b",
        "Required for POST",
        "required unless a",
        "❌ unless x",
        "ja, wenn x",
        "да, если x",
        "no*",
    ],
)
def test_a_condition_is_not_required(word: str) -> None:
    """Not even where the condition is a remark, and its words are kept."""
    required, condition = _by_column(word) or (True, "")
    assert not required
    assert condition == word.replace("<br>", " ")


@pytest.mark.parametrize(
    "word",
    ["No longer used", "maybe", "**ture**", "Y/N", "yes*", "✅*", "(required)", "0"],
)
def test_another_word_of_the_column_is_an_error(word: str) -> None:
    """A word that only begins like one that is known is none; a `*` may be a footnote."""
    fields, codes = rows("Name | Required", f"a | {word}", "b | yes")
    assert [*fields] == ["b"]
    assert codes == ["TT204"]


def test_the_first_place_in_order_counts() -> None:
    """A column before a name, a name before a type, and so on."""
    said = (Said("description", "optional"), Said("column", "required"))
    assert settle(said, PLAIN).required is True
    others = replace(PLAIN, order=("description", "column"))
    assert settle(said, others).required is False


def test_a_place_without_order_comes_last() -> None:
    """An order need not name all places."""
    facts = replace(PLAIN, order=("description",))
    said = (Said("column", "optional"), Said("description", "required"))
    assert settle(said, facts).required is True
    spoken = replace(packaged()["plain"], facts=facts)
    found = read(
        "# T", table("Name | Type | Default", "a? | string | 5"), dialect=spoken
    )
    assert found.codes == []
    assert found.models["T"]["a"].default == Json('"5"')


@pytest.mark.parametrize(
    ("silent", "required"),
    [("required", True), ("optional", False), ("unsaid", False), ("error", None)],
)
def test_silence_means_what_the_dialect_says(
    silent: str, *, required: bool | None
) -> None:
    """What is unsaid is not required."""
    assert settle((), replace(PLAIN, silent=silent)).required is required


def test_a_heading_and_a_sentence_hold_for_all_rows() -> None:
    """Unless a cell says otherwise."""
    sentence = "All fields are required."
    found = read("# T", sentence, table("Name | Type", "a | string", "b? | string"))
    assert [each.required for each in found.models["T"].values()] == [True, False]
    rows = table("Name | Type", "a | string")
    found = read(
        "# T", "## Required", rows, "## Optional", table("Name | Type", "b | string")
    )
    assert {name: each.required for name, each in found.models["T"].items()} == {
        "a": True,
        "b": False,
    }


@pytest.mark.parametrize(
    ("word", "null"), [("yes", True), ("no", False), ("", False), ("if x", True)]
)
def test_a_column_of_null_says_whether_null_may_stand(word: str, *, null: bool) -> None:
    """It is about null, not about presence."""
    plain = field("Name | Type | Nullable", "a | string | no")
    member = field("Name | Type | Nullable", f"a | string | {word}")
    assert plain
    assert member
    assert not member.required
    assert (member.type != plain.type) is null


def test_another_word_in_a_column_of_null_is_an_error() -> None:
    """As in a column of presence."""
    found = read("# T", table("Name | Type | Nullable", "a | string | perhaps"))
    assert [each.message for each in found.found] == [
        "`perhaps` does not say whether the field can be null"
    ]


@pytest.mark.parametrize(
    ("name", "word", "prose"),
    [
        ("a?", "yes", ""),
        ("a (required)", "no", ""),
        ("a", "yes", "Optional. What it is."),
        ("a", "no", "**Required.** What it is."),
        ("a", "yes", "Required if b is set."),
    ],
)
def test_places_that_disagree_are_told(name: str, word: str, prose: str) -> None:
    """The first one counts all the same."""
    line = f"{name} | string | {word} | {prose}"
    found = read("# T", table("Name | Type | Required | Description", line))
    assert found.codes == ["TT133"]
    assert found.models["T"]["a"].required == (word == "yes")


def test_places_that_agree_and_exceptions_are_not_told() -> None:
    """What is said of a whole table holds but for the rows that say something else."""
    header = "Name | Type | Description"
    same = table(f"{header} | Required", "a? | string | Optional. | no")
    assert read("# T", same).codes == []
    all_but_one = table(header, "a | string | x", "b? | string | x")
    assert read("# T", "All fields are required.", all_but_one).codes == []


def test_a_sentence_says_several_things_but_of_some() -> None:
    """What is excepted is named by words of the sentence."""
    spelled = Spelling.of("all may be null, but for {except}")
    facts = Facts(fold=True, sentence={spelled: ("optional", "nullable")})
    said = in_text(["All may be null, but for a, b_c and d"], "sentence", facts)
    assert [each.fact for each in said] == ["optional", "nullable"]
    assert {*said[0].excepted} >= {"a", "b_c", "d"}


def test_a_mark_without_a_meaning_leads_to_no_condition() -> None:
    """Its note says what it says; one with a meaning is a condition as before."""
    rows_below = table("Name | Type", "a\\* | string"), "\\* Only on Sundays."
    plain = read("# Order", *rows_below).models["Order"]["a"]
    facts = replace(PLAIN, name={Spelling.of("{}*"): "ignored"}, silent="required")
    unmarked = replace(packaged()["plain"], facts=facts)
    member = read("# Order", *rows_below, dialect=unmarked).models["Order"]["a"]
    assert (plain.required, plain.condition) == (False, "Only on Sundays.")
    assert (member.required, member.condition) == (True, "")
