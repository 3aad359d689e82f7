"""Tables of values as enums."""

from __future__ import annotations

import pytest
from tests.plain_pages import Page, read, table

from typetable.language.columns import Columns
from typetable.language.dialect import Dialect
from typetable.language.draft import DraftEnum
from typetable.language.enums import Enums
from typetable.language.sections import Models
from typetable.language.value_tables import constant
from typetable.wording.facts import Facts
from typetable.wording.spelling import Spelling

ORDER = table("Field | Type", "status | string", "count | integer")
POSSIBLE = "Possible values of `status`:"


def _enums(found: Page) -> dict[str, dict[str, object]]:
    """Return the values of the enums of a page by their names."""
    return {
        model.name: {member.name: member.value for member in model.members}
        for model in found.draft.models
        if isinstance(model, DraftEnum)
    }


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("open", "open"),
        ("`open`", "open"),
        ("`in progress`", "in progress"),
        ('"in progress"', "in progress"),
        ("'a'", "a"),
        ('`"1"`', "1"),
        ("1", 1),
        ("-1", -1),
        ("`0.5`", 0.5),
        ("true", True),
        ("`null`", None),
        ("`1 << 4`", 16),
        ("`0x10`", 16),
        ("`0x0000000000000001` `(1 << 0)`", 1),
        ("`open` (default)", "open"),
        ("\u00abopen up\u00bb", "open up"),
        ("\u201eopen\u201c", "open"),
        ("\u201copen\u201d", "open"),
        ("\u300copen\u300d", "open"),
        ("\u22121", -1),
        ("True", True),
        ("`ACTIVE` (1)", "ACTIVE"),
        ("1 (ACTIVE)", 1),
        ("utf-8", "utf-8"),
        ("SHA-256", "SHA-256"),
        ("IAB20-27", "IAB20-27"),
        ("**IAB21**", "IAB21"),
    ],
)
def test_a_cell_states_one_value(cell: str, value: object) -> None:
    """In code, in quotes, as a number or a word, whatever stands behind it in parentheses."""
    found = constant(cell, Facts())
    assert found is not None
    assert (type(found.value), found.value) == (type(value), value)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-",
        "any other",
        "`a`, `b`",
        "`a` `b`",
        "`a` or more",
        "200-299",
        "5xx",
        "`guild_id - 1`",
        "5xx (oops)",
        "`a` ()b",
        "0..5",
        "5+",
        ">1",
        "a,b",
        "...",
        "ACTIVE (1)",
        "**A1****A2**",
    ],
)
def test_a_cell_of_more_or_less_than_one_value_states_none(cell: str) -> None:
    """Prose, lists and ranges are no constants."""
    assert constant(cell, Facts()) is None


@pytest.mark.parametrize(
    "above",
    [
        POSSIBLE,
        "The `status` is set by us. Its allowed values are:",
        "Mögliche Werte von `status`",
        "`status` 的可选值如下",
    ],
)
@pytest.mark.parametrize("header", ["Value", "Name", "Wert", "Code"])
def test_a_sentence_makes_an_enum_of_a_table(above: str, header: str) -> None:
    """And a member that it names in code has its values."""
    found = read("# Order", ORDER, above, table(f"{header} | Meaning", "`a` | x"))
    assert _enums(found) == {"Order status": {"a": "a"}}
    assert found.codes == []
    kind = found.models["Order"]["status"].type
    assert getattr(kind, "name", None) == "Order status"


@pytest.mark.parametrize("heading", ["Colour type", "Values of colour", "Colours enum"])
def test_a_heading_of_a_set_of_values_is_enough_for_a_column_of_values(
    heading: str,
) -> None:
    """Without a member; a column of names needs a type that leads there, too."""
    found = read(f"# {heading}", table("Value | Meaning", "`a` | x"))
    assert len(_enums(found)) == 1
    found = read(f"# {heading}", table("Name | Description", "`a` | x"))
    assert (_enums(found), found.codes) == ({}, ["TT125"])


def test_a_column_of_names_that_a_type_leads_to_may_still_be_of_members() -> None:
    """Where the heading is no set of values, or a text or a sample speaks of members."""
    kind = table("Field | Type", "x | [Car](#car)", "y | [Car type](#car-type)")
    of_names = table("Name | Description", "`a` | x", "`b` | x")
    assert _enums(read("# A", kind, "# Car", of_names)) == {}
    assert _enums(read("# A", kind, "# Car type", "Its fields:", of_names)) == {}
    sample = '```json\n{ "a": 1 }\n```'
    assert _enums(read("# A", kind, "# Car type", sample, of_names)) == {}
    assert len(_enums(read("# A", kind, "# Car type", of_names))) == 1


def test_a_table_with_columns_of_members_is_none_of_values() -> None:
    """A column of types, presence or defaults says so, and one headed `Field`."""
    for header in ("Value | Type", "Value | Required", "Name | Default"):
        found = read("# Order", POSSIBLE, table(header, "`a` | string"))
        assert _enums(found) == {}
    found = read("# Order", POSSIBLE, table("Field | Value", "`a` | b"))
    assert _enums(found) == {}


def test_an_object_does_not_have_values() -> None:
    """A heading that is called like a member needs one that is text or a number."""
    of_object = table("Field | Type", "size | object")
    found = read("# A", of_object, "# Size", table("Value | Meaning", "`a` | x"))
    assert (_enums(found), found.codes) == ({}, ["TT125"])


def test_an_odd_row_is_an_error_and_the_others_are_members() -> None:
    """The table is never an object."""
    lines = ["`a` | x", "`b` | x", "all others | x"]
    found = read("# Order", POSSIBLE, table("Value | Meaning", *lines))
    (told,) = found.found
    assert (told.code, told.severity) == ("TT210", "error")
    assert _enums(found) == {"Order": {"a": "a", "b": "b"}}
    assert (found.draft.ledger.kept, found.draft.ledger.told) == (2, 1)


def test_a_table_of_which_most_rows_have_no_value_is_told() -> None:
    """Whatever its heading says."""
    lines = ["`a` | x", "some of them | x"]
    found = read("# Order", POSSIBLE, table("Value | Meaning", *lines))
    assert (_enums(found), found.codes) == ({}, ["TT125"])


def test_values_are_described_by_the_other_columns() -> None:
    """A remark of the cell of values is lost to nobody who reads the docs."""
    lines = ["a | **x** | y", "b | |"]
    (model,) = read(
        "# Order", POSSIBLE, table("Value | Meaning | Since when", *lines)
    ).draft.models
    assert isinstance(model, DraftEnum)
    assert [each.description for each in model.members] == ["**x**\ny", ""]


def test_a_value_twice_and_two_kinds_of_values_are_told() -> None:
    """As they are in tables with marks."""
    found = read("# A", POSSIBLE, table("Value | Meaning", "`a` | x", "`a` | x"))
    assert found.codes == ["TT212"]
    found = read("# A", POSSIBLE, table("Value | Meaning", "`a` | x", "1 | x"))
    assert found.codes == ["TT211"]


def test_of_two_members_of_a_name_the_nearest_has_the_enum() -> None:
    """Where none is nearer, neither has it."""
    values = (POSSIBLE, table("Value | Meaning", "`a` | x"))
    found = read("# A", ORDER, "## Status", *values, "# B", ORDER)
    assert getattr(found.models["A"]["status"].type, "name", "") == "Status"
    assert getattr(found.models["B"]["status"].type, "name", "") == ""
    found = read("# A", ORDER, "# B", ORDER, "# Status", *values)
    kinds = {model["status"].type for model in found.models.values()}
    assert [getattr(kind, "name", "") for kind in kinds] == [""]


def test_a_member_of_another_kind_keeps_its_type() -> None:
    """A page that says both is not believed halfway."""
    found = read(
        "# Order", ORDER, "Possible values of `count`:", table("Value | x", "`a` | x")
    )
    assert getattr(found.models["Order"]["count"].type, "name", "") == ""


@pytest.mark.parametrize(
    "cell",
    ["500+", ">= 500", "> 500", "500-999", "500 \u2013 999", "500..999", "5 to 9"],
)
def test_a_row_may_say_that_there_are_other_values(cell: str) -> None:
    """It is told, and the enum is open."""
    found = read(
        "# A",
        POSSIBLE,
        table("Value | Meaning", "1 | x", "2 | x", f"{cell} | Own codes."),
    )
    (model,) = found.draft.models
    assert isinstance(model, DraftEnum)
    assert (model.open, len(model.members)) == (True, 2)
    assert [each.severity for each in found.found] == ["note"]
    assert found.draft.ledger.told == 1


MARKS = Facts(name={Spelling.of("{}*"): "ignored", Spelling.of("{} ^{#}^"): "ignored"})


@pytest.mark.parametrize("cell", ["open*", "`open`\\*", "~~open~~ ^1^", "open ^1^ ^2^"])
def test_marks_of_notes_are_no_part_of_a_value(cell: str) -> None:
    """They are those that the dialect takes off names and gives no meaning."""
    found = constant(cell, MARKS)
    assert found is None if cell.endswith("^2^") else found and found.value == "open"


def test_bare_values_may_be_a_few_words() -> None:
    """Where the dialect says that values are bare text."""
    found = constant("Mac OS X", Facts(), 3)
    assert found
    assert found.value == found.text == "Mac OS X"
    assert constant("this is a sentence", Facts(), 3) is None


@pytest.mark.parametrize(
    ("header", "rows", "values"),
    [
        ("Type | Value", ["OPEN | 1", "SHUT | 2"], {"OPEN": 1, "SHUT": 2}),
        ("Value | Type | Text", ["1 | OPEN | x"], {"OPEN": 1}),
        ("Type | Name | Text", ["1 | Open | x", "2 | Shut |"], {"Open": 1, "Shut": 2}),
        ("Type | Text", ["open | x", "shut | y"], {"open": "open", "shut": "shut"}),
        ("ID | Text", ["456226577798135808 | x", "1081004946872352958 | y"], None),
        ("Type | Name | Text", ["string | Open | x", "whole | Shut |"], {}),
        ("Type | Odd | Text", ["1 | Open | x"], {}),
    ],
)
def test_names_of_values_may_have_any_header(
    header: str, rows: list[str], values: dict[str, object] | None
) -> None:
    """Also that of types, which lists values itself where numbers or nothing else stand there.

    Digits that are too many for a number make all of them text.
    """
    dialect = Dialect(
        name="ours",
        models=Models(without_table="ignore"),
        columns=Columns(name=("Name",), type=("Type",), description=("Text",)),
        enums=Enums(
            columns=("Value", "ID", "Type"),
            named=("Type",),
            headings=(Spelling.of("{}"),),
        ),
    )
    found = read("# Door", table(header, *rows), dialect=dialect)
    enums = [each for each in found.draft.models if isinstance(each, DraftEnum)]
    said = {m.name: m.value for each in enums for m in each.members}
    texts = {"456226577798135808": "456226577798135808"}
    assert said.items() >= (texts if values is None else values).items()
    assert bool(said) == (values != {})


def test_a_row_without_a_value_is_told_and_an_enum_goes_on() -> None:
    """What no value stands for is no member; other odd rows are errors."""
    rows = table("Value | Name", "1 | A", "2 | B", "3 | C", " | D", "5xx | E")
    found = read("# Door state", "Possible values:", rows)
    (enum,) = (each for each in found.draft.models if isinstance(each, DraftEnum))
    assert [each.value for each in enum.members] == [1, 2, 3]
    assert enum.open
    assert [(each.code, each.severity) for each in found.found] == [
        ("TT210", "warning"),
        ("TT210", "note"),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("string", "The [kind](#content-type) of it.", {"T": ["kind"]}),
        ("string", "The kind of it.", {"T": ["kind"]}),
        ("object", "The [kind](#content-type) of it.", {"T": ["kind"]}),
    ],
)
def test_a_link_in_a_description_says_that_a_table_lists_values(
    kind: str, text: str, names: object
) -> None:
    """Together with its heading, if the member is of single values."""
    member = table("Name | Type | Description", f"kind | {kind} | {text}")
    values = table("Name | Description", "adult | One.", "teen | Two.")
    found = read("# T", member, "## Content type", values)
    assert found.names == names
    enums = [each.name for each in found.draft.models if isinstance(each, DraftEnum)]
    assert enums == ["Content type"] * (kind == "string" and "#" in text)
