"""Which headings are models, and what they are called."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.plain_pages import read, table

from typetable.language.dialects import packaged
from typetable.language.sections import (
    HeadingSpelling,
    example,
    joined,
    one_of_many,
)
from typetable.wording.spelling import Spelling

A = table("Name | Type", "a | string")
B = table("Name | Type", "b | string")


def test_a_table_belongs_to_the_nearest_heading() -> None:
    """Of any level."""
    found = read("# One", "text", A, "#### Two", B)
    assert found.names == {"One": ["a"], "Two": ["b"]}


def test_a_section_ends_at_a_heading_of_its_rank() -> None:
    """What stands below is none of it."""
    found = read("## One", "## Two", A)
    assert found.names == {"Two": ["a"]}


@pytest.mark.parametrize("title", ["Request", "**Props:**", "PARAMS", "`Options`"])
def test_a_generic_heading_needs_the_one_above(title: str) -> None:
    """It says nothing by itself, in any case and marks."""
    found = read("# Dock", f"## {title}", A)
    assert [*found.names] == [f"Dock {title.strip('*:`')}"]


def test_a_heading_may_be_a_part_of_the_one_above() -> None:
    """Then its table is that of the model around."""
    found = read("# Dock", "## Properties", A, "## Bike", "### Properties", B)
    assert found.names == {"Dock": ["a"], "Bike": ["b"]}


def test_a_heading_that_holds_a_generic_word_is_a_name() -> None:
    """`Properties of a dock` says what it is about."""
    found = read("# Dock", "## Options of a dock", A)
    assert [*found.names] == ["Options of a dock"]


def test_a_generic_heading_without_another_is_the_name() -> None:
    """There is nothing else to say."""
    assert [*read("## Options", A).names] == ["Options"]


def test_equal_headings_are_called_after_those_around() -> None:
    """As far up as they are equal."""
    found = read("# X", "## Item", "### Row", A, "# Y", "## Item", "### Row", B)
    assert found.names == {"X Item Row": ["a"], "Y Item Row": ["b"]}


def test_blanks_tell_no_headings_apart() -> None:
    """However they are written."""
    found = read("# X", "## An&nbsp; item&nbsp;", A, "# Y", "## An item", B)
    assert found.names == {"X An item": ["a"], "Y An item": ["b"]}


@pytest.mark.parametrize(
    ("heading", "spelled", "name"),
    [
        (
            "**4.6** **Object**: ***Ad*** **Request**",
            "{number} Object: {}",
            "Ad Request",
        ),
        ("Object: `Ad`", "Object: {}", "Ad"),
        ("`Object`: Ad", "Object: {}", ""),
        ("List: Ad Types - Video", "List: {} - {kind}", "Video Ad Types"),
        ("**List**: Ad Types", "List: Ad Types", "List: Ad Types"),
    ],
)
def test_a_heading_is_spelled_as_markdown_whatever_is_bold(
    heading: str, spelled: str, name: str
) -> None:
    """What tells apart several of a kind stands before the name."""
    plain = packaged()["plain"]
    models = replace(plain.models, headings=(HeadingSpelling.of(f"## {spelled}"),))
    found = read(f"## {heading}", A, dialect=replace(plain, models=models))
    assert [*found.names] == ([name] if name else ["page"])


def test_equal_headings_below_one_are_two_models() -> None:
    """Nothing tells them apart here, so neither hides in the other, and none is called so."""
    found = read("# X", "## Item", A, "## Item", B)
    assert [model.name for model in found.draft.models] == ["Item", "Item"]


@pytest.mark.parametrize("title", ["Events", "Events:", "EVENTS", "CSS Variables"])
def test_a_table_of_an_ignored_section_is_told(title: str) -> None:
    """With its rows, and it is no model."""
    found = read("# Dock", A, f"## {title}", B)
    assert found.names == {"Dock": ["a"]}
    assert [each.message for each in found.found] == [
        f"a table of `{title.strip(':')}` (1 row) is of another kind"
    ]


@pytest.mark.parametrize("title", ["Event log", "Recurring", "My methods are these"])
def test_a_heading_is_ignored_as_a_whole(title: str) -> None:
    """A word of it is not enough."""
    assert [*read("# Dock", f"## {title}", A).names] == [title]


def test_the_next_section_is_not_ignored() -> None:
    """It ends at a heading of the same rank."""
    found = read("# X", "## Events", A, "## Item", B)
    assert found.names == {"Item": ["b"]}


def test_a_page_without_a_heading_is_called_after_itself() -> None:
    """Nothing is lost where a page starts with its table."""
    assert [*read(A, name="docs/dock.md").names] == ["dock"]


def test_a_table_before_the_first_heading_is_a_model_of_its_own() -> None:
    """It does not belong to the heading below it."""
    found = read(A, "# Dock", B, name="page.md")
    assert found.names == {"page": ["a"], "Dock": ["b"]}


def test_a_heading_without_a_table_is_no_model() -> None:
    """And nothing reads as anything by accident."""
    found = read("# Dock", "Some text.", "## Item", A)
    assert [model.name for model in found.draft.models] == ["Item"]
    assert found.codes == []


def test_an_empty_heading_above_a_table_is_an_error() -> None:
    """Its rows are told by it."""
    found = read("#", A)
    assert found.draft.models == ()
    assert found.codes == ["TT205"]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("`Dock`", "Dock"),
        ("**Dock**", "Dock"),
        ("[Dock](#dock)", "Dock"),
        ("Dock:", "Dock"),
        ("Dock {#dock}", "Dock"),
        ("Bike\u00a0&amp; dock", "Bike & dock"),
    ],
)
def test_a_heading_is_read_as_it_is_seen(raw: str, name: str) -> None:
    """Marks, links, anchors and entities aside."""
    assert [*read(f"# {raw}", A).names] == [name]


SENTENCE = "The `{}` object has the following properties:"


def test_a_sentence_names_a_model() -> None:
    """Before the heading does, and each table below its own."""
    found = read("# Page", SENTENCE.format("X"), A, SENTENCE.format("Y"), B)
    assert found.names == {"X": ["a"], "Y": ["b"]}


def test_what_is_said_of_one_named_table_is_not_said_of_the_next() -> None:
    """Each model has the text right above its own table."""
    found = read(
        "# Page",
        "All fields are required.",
        SENTENCE.format("X"),
        A,
        SENTENCE.format("Y"),
        B,
    )
    first, second = found.draft.models
    assert found.models["X"]["a"].required
    assert not found.models["Y"]["b"].required
    assert "`X`" in first.description
    assert second.description == SENTENCE.format("Y")


def test_two_tables_below_a_heading_are_one_model() -> None:
    """Where nothing in between names another; a repeated row is told."""
    found = read("# X", A, "More of them:", B, "And also:", A)
    assert found.names == {"X": ["a", "b"]}
    assert found.codes == ["TT206"]


def test_a_second_table_that_nothing_says_to_go_on_is_told() -> None:
    """It may be of another model; an equal one right below is the same, cut in two."""
    found = read("# X", A, "An item is made of these.", B)
    assert (found.names, found.codes) == ({"X": ["a", "b"]}, ["TT119"])
    assert read("# X", A, B).codes == []


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("**Request:**", "**Response:** `200 OK`", ["X Request", "X Response"]),
        ("Request:", "Response (201):", ["X Request", "X Response"]),
        ("**Body** (JSON)", "**Returns** an order:", ["X Body", "X Returns"]),
        ("**Request** `NewOrder`", "**Response 201** — `Order`", ["NewOrder", "Order"]),
        ("参数\uff1a", "返回值\uff1a*Promise*", ["X 参数", "X 返回值"]),
    ],
)
def test_a_line_that_begins_like_a_generic_heading_sets_tables_apart(
    first: str, second: str, names: list[str]
) -> None:
    """Whatever stands behind it; a type there is the name."""
    found = read("# X", first, A, second, B)
    assert [*found.names] == names


@pytest.mark.parametrize(
    "line", ["**Note:** these are optional.", "Note: these are optional, too."]
)
def test_a_sentence_behind_a_generic_word_sets_nothing_apart(line: str) -> None:
    """It goes on with what is above."""
    assert [*read("# X", A, line, B).names] == ["X"]


def test_the_summary_of_a_part_that_opens_names_its_model() -> None:
    """Where types are called so; else it says what a reader may do."""
    opened = "<details>\n<summary><b>{}</b></summary>\n"
    first, second = map(opened.format, ("Order", "Show fields"))
    found = read("# X", first, A, "</details>", second, B, "</details>")
    assert [*found.names] == ["Order"]


def test_a_second_table_is_an_error_where_the_dialect_says_so() -> None:
    """Its rows are told."""
    header = "Name | Type | Required | Description"
    lines = (table(header, "a | str | ✅ | "), "text", table(header, "b | str | ✅ | "))
    liblab = packaged()["liblab"]
    found = read("# X", "**Properties**", *lines, dialect=liblab)
    assert found.names == {"X": ["a"]}
    assert found.draft.ledger.told == 1


def test_a_heading_spelling_has_a_level_or_none() -> None:
    """Marks in front of it say which."""
    assert HeadingSpelling.of("## {} Object").level == 2
    assert HeadingSpelling.of("{} Object").level == 0
    assert HeadingSpelling.of("# Object").level == 1


def test_numbers_are_joined_to_letters_alone() -> None:
    """As type cells of some dialects write them."""
    assert joined("Details_1") == "Details1"
    assert joined("A_1_2") == "A1_2"


def test_an_example_of_a_heading_is_a_heading() -> None:
    """For people."""
    assert example(packaged()["liblab"].models) == "# Name"


@pytest.mark.parametrize("title", ["Parameters (JSON)", "请求参数\uff08JSON\uff09"])
def test_a_remark_behind_a_generic_heading_does_not_make_it_a_name(title: str) -> None:
    """It still needs the one around it."""
    found = read("# Order", f"## {title}", A)
    assert found.names == {f"Order {title}": ["a"]}


def test_a_page_of_one_model_is_of_the_first_heading_with_a_name() -> None:
    """Later ones are text; one without a name is an error, and hides none."""
    plain = packaged()["plain"]
    models = replace(plain.models, per_page="one", without_table="ignore")
    one = replace(plain, models=models)
    found = read("#", "# One", "# Two", A, dialect=one)
    assert found.names == {"One": ["a"]}
    assert found.codes == ["TT205"]


def test_models_may_stand_below_one_heading_alone() -> None:
    """What stands elsewhere is told, and a heading of its rank ends it."""
    plain = packaged()["plain"]
    within = (Spelling.of("Models"),)
    some = replace(plain, models=replace(plain.models, within=within))
    found = read(
        "## Paths", "### Get", A, "## Models", "### One", A, "## End", B, dialect=some
    )
    assert found.names == {"One": ["a"]}
    assert found.codes == ["TT125", "TT125"]


@pytest.mark.parametrize(
    ("several", "one"),
    [
        ("Agent Types", "Agent Type"),
        ("DOOH Venue Taxonomies", "DOOH Venue Taxonomy"),
        ("Audit Statuses", "Audit Status"),
        ("Mail Addresses", "Mail Address"),
        ("HTTP Responses", "HTTP Response"),
        ("Creative Subtypes - Video", "Creative Subtype - Video"),
        ("Types of Ads", "Type of Ads"),
        ("Time Series", "Time Series"),
        ("Media Analysis", "Media Analysis"),
        ("Regs", "Regs"),
    ],
)
def test_a_noun_in_the_plural_is_that_of_one(several: str, one: str) -> None:
    """An identifier, and a word that only ends like a plural, stay."""
    assert one_of_many(several) == one


def test_an_empty_heading_without_a_table_is_nothing() -> None:
    """One above a table has no name, which is an error."""
    assert read("# X", A, "## ", "text").codes == []
    assert read("# X", A, "## ", B).codes == ["TT205"]


@pytest.mark.parametrize(
    "heading", ["X {#x}", "X { #x }", "X {: #x }", "`X` { #schema-x }"]
)
def test_the_anchor_of_a_heading_is_none_of_its_name(heading: str) -> None:
    """However its braces are filled."""
    assert [*read(f"# {heading}", A).names] == ["X"]


def test_a_wide_colon_ends_a_generic_heading() -> None:
    """As a narrow one does."""
    assert [*read("# X", "## 参数\uff1a", A).names] == ["X 参数\uff1a"]
