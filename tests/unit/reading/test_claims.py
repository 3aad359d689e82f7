"""Which tables are property tables."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.plain_pages import read, table

from typetable.language.dialects import packaged
from typetable.language.evidence import Evidence
from typetable.markdown import document
from typetable.reading.claims import Claims
from typetable.source import SourceFile

PROSE = "Name | Description"


def _reason(*parts: str) -> str:
    """Return why the only table of a page is no model, or nothing."""
    found = read("# Dock", *parts)
    if found.draft.models:
        assert found.draft.ledger.told == 0
        return ""
    (told,) = found.found
    assert told.severity == "note"
    assert found.draft.ledger.kept == 0
    return told.message.removeprefix("a table of `Dock` ")


@pytest.mark.parametrize(
    "column", ["Type", "Required", "Default", "Possible values", "Nullable", "Example"]
)
def test_a_column_that_only_properties_have_claims_a_table(column: str) -> None:
    """One beside the names is enough."""
    assert _reason(table(f"Name | {column}", "a | ")) == ""


@pytest.mark.parametrize("title", ["Cat", "Event", "Status code", "命令"])
def test_a_table_without_a_column_of_names_is_told(title: str) -> None:
    """Whatever stands beside."""
    told = _reason(table(f"{title} | Type", "a | string", "b | string"))
    assert told == "(2 rows) has no known columns"


def test_names_and_descriptions_alone_may_be_of_anything() -> None:
    """So they are no model without evidence."""
    told = _reason(table(PROSE, "a | x"))
    assert told == "(1 row) has names and descriptions alone, which may be of anything"


@pytest.mark.parametrize(
    "sentence",
    ["Each of them has:", "These are its fields.", "Its **attributes** are listed."],
)
def test_a_sentence_is_evidence(sentence: str) -> None:
    """One that ends in a colon or says what follows."""
    assert _reason(sentence, table(PROSE, "a | x")) == ""


@pytest.mark.parametrize(
    "sentence", ["These are its cats.", "The commands:", "Its fieldwork is hard."]
)
def test_another_sentence_is_none(sentence: str) -> None:
    """Nor is one that says what else they are."""
    assert _reason(sentence, table(PROSE, "a | x"))


@pytest.mark.parametrize("name", ["a?", "[a]", "a (optional)", "`a`*"])
def test_a_mark_on_a_name_is_evidence(name: str) -> None:
    """Only members are optional."""
    assert _reason(table(PROSE, f"{name} | x", "b | y")) == ""


@pytest.mark.parametrize("name", ["`a`", "**a**", "[a](#a)"])
def test_code_bold_and_links_are_no_evidence(name: str) -> None:
    """Everything is written so."""
    assert _reason(table(PROSE, f"{name} | x", "b | y"))


def test_an_example_with_half_of_the_names_is_evidence() -> None:
    """Whatever its language."""
    assert _reason(table(PROSE, "a | x", "b | y"), "```yaml\na: 1\n```") == ""
    assert _reason(table(PROSE, "a | x", "b | y", "c | z"), "```yaml\na: 1\n```")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["--a", "--b", "c"], "flags of a command"),
        (["open()", "close(now)"], "methods"),
        (["FOO_BAR", "FOO_BAZ"], ""),
        (["200", "404"], "numbers"),
        (["red cat", "blue cat", "a"], "words that are no names"),
    ],
)
def test_what_first_columns_list_speaks_against_a_table(
    lines: list[str], kind: str
) -> None:
    """Variables of an environment are members where they have types."""
    told = _reason(table("Name | Type", *(f"{line} | string" for line in lines)))
    assert told == (f"({len(lines)} rows) lists {kind}" if kind else "")


def test_variables_of_an_environment_are_no_members() -> None:
    """Where nothing says of what type they are."""
    told = _reason(table("Name | Default", "FOO_BAR | 1", "FOO_BAZ | 2"))
    assert told == "(2 rows) lists environment variables"


def test_marks_on_names_are_no_words() -> None:
    """A table in which most names are marked is as good as any."""
    lines = [
        "a (required) | string",
        "b (optional) | string",
        "`c` *required* | string",
    ]
    found = read("# Dock", table("Name | Type", *lines))
    assert found.codes == []
    assert {name: each.required for name, each in found.models["Dock"].items()} == {
        "a": True,
        "b": False,
        "c": True,
    }


def test_an_empty_table_is_told() -> None:
    """A model without fields is one, and it is said why."""
    found = read("# Dock", table("Name | Type"))
    assert found.names == {"Dock": []}
    assert found.codes == ["TT118"]


def test_a_delimiter_row_of_another_length_is_an_error() -> None:
    """Then no browser shows a table either."""
    found = read("# Dock", "| Name | Type |\n| --- |\n| a | string |")
    assert found.draft.models == ()
    assert found.codes


def test_each_table_of_a_section_is_judged_by_itself() -> None:
    """One that is no model does not take the others along."""
    found = read(
        "# Dock",
        table("Name | Type", "a | string"),
        table("Cat | Weight", "Tom | 4"),
        table("Name | Type", "b | string"),
    )
    assert found.names == {"Dock": ["a", "b"]}
    assert found.codes == ["TT125"]


def test_a_label_claims_a_table_without_names() -> None:
    """Also where a dialect is guarded; then it is told that the names are missing."""
    plain = packaged()["plain"]
    labelled = replace(plain, tables=replace(plain.tables, labels=("Members",)))
    found = read("# Dock", "Members:", table("x | y", "a | b"), dialect=labelled)
    assert "TT120" in found.codes
    assert found.draft.ledger.told == 1


@pytest.mark.parametrize(
    ("above", "header", "name", "ground"),
    [
        ("", "Name | Type", "a", "[columns]"),
        ("", "Cat | Type", "a", "[columns] name, which lists none"),
        ("", "Event | Name | Type", "a | b", '[tables] first = "Event"'),
        ("", "Name | Type", "--a", "[tables] guarded, by 1 of 1 names"),
        ("", PROSE, "a", "[tables] guarded, since no [tables] evidence"),
        ("", PROSE, "a?", "marks on its names"),
        ("Its attributes are listed.", PROSE, "a", '[tables] evidence = "attributes"'),
        ("It has:", PROSE, "a", "the line above it, which ends in a colon"),
        ("The commands:", PROSE, "a", '[tables] against = "commands"'),
        ("Members", "x | y", "a", '[tables] labels = "Members"'),
    ],
)
def test_what_decides_of_a_table_is_known(
    above: str, header: str, name: str, ground: str
) -> None:
    """The key of the dialect, or what stands on the page."""
    plain = packaged()["plain"]
    labelled = replace(plain.tables, labels=("Members",), guarded="Cat" not in header)
    blocks = document.parse(
        SourceFile(path="p", name="p", text=f"{above}\n\n{table(header, name)}")
    ).blocks
    dialect = replace(plain, tables=labelled)
    (claim,) = Claims(dialect, Evidence(document.Document(()), dialect)).of(blocks)
    assert claim.ground.startswith(ground)


@pytest.mark.parametrize("title", ["Events", "Errors", "Versions", "`limits`"])
def test_a_header_of_members_speaks_against_an_unlikely_heading(title: str) -> None:
    """What has fields is a model, also where most headings of that name are none."""
    found = read(f"# {title}", table("Field | Type", "a | string"))
    assert found.names == {title.strip("`"): ["a"]}
    found = read(f"# {title}", table("Name | Type", "a | string"))
    assert (found.names, found.codes) == ({}, ["TT125"])


@pytest.mark.parametrize(
    "title", ["Remote entry block", "Profile file format", "TLS configuration"]
)
def test_a_heading_may_speak_for_a_table_whose_header_says_members(title: str) -> None:
    """A neutral header needs more."""
    assert read(f"# {title}", table("Property | Description", "a | x")).names
    assert read(f"# {title}", table("Name | Description", "a | x")).names == {}


def test_one_known_column_is_enough_where_a_sentence_speaks_for_it() -> None:
    """The other one is told as unknown."""
    found = read("# A", "Its fields are:", table("Field | Descrption", "a | x"))
    assert (found.names, found.codes) == ({"A": ["a"]}, ["TT121"])
    assert read("# A", table("Field | Descrption", "a | x")).codes == ["TT125"]


def test_names_of_types_are_no_members() -> None:
    """Unless they have types, or may be names of members, too."""
    lines = ["string | x", "long | x", "integer | x"]
    told = _reason("Its fields:", table("Field | Description", *lines))
    assert told == "(3 rows) lists types"
    assert not _reason(table("Field | Type", "string | string", "number | string"))
    assert not _reason("Its fields:", table(PROSE, "date | x", "time | x", "id | x"))


def test_names_on_several_lines_of_a_cell_are_no_words() -> None:
    """Their row is read or told by itself, and the others are members."""
    lines = ["a<br>b | string", "c<br/>d | string", "e | string"]
    found = read("# Dock", table("Name | Type", *lines))
    assert "e" in found.names["Dock"]
    assert "TT125" not in found.codes


def test_lines_of_a_cell_that_are_not_whole_are_words() -> None:
    """They are parts of a sentence, or of a list."""
    lines = ["a;<br>b | string", "c,<br/>d | string", "e | string"]
    assert _reason(table("Name | Type", *lines)) == (
        "(3 rows) lists words that are no names"
    )


@pytest.mark.parametrize("place", ["[{}]", "{}", "`{}`"])
def test_a_table_that_numbers_its_rows_from_0_on_is_of_an_array(place: str) -> None:
    """What it lists are no members, whatever its other columns say; one from 1 on is numbered."""
    lines = (f"{place.format(at)} | p{at} | string | P." for at in range(3))
    found = read("# T", table("Index | Field | Type | Description", *lines))
    assert found.names == {}
    assert found.codes == ["TT125"]
    lines = (f"{place.format(at)} | p{at} | string | P." for at in range(1, 3))
    found = read("# T", table("Index | Field | Type | Description", *lines))
    assert found.names == {"T": ["p1", "p2"]}
