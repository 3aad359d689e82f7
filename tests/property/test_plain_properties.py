"""Tables that people write by hand: what a row states is what its field says, or it is told."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plain_pages import read

from typetable.language.dialects import packaged
from typetable.language.draft import rows_in
from typetable.meaning import conservation
from typetable.meaning.records import Meaning
from typetable.meaning.resolve import resolve
from typetable.naming import JsonNames
from typetable.schema import Json
from typetable.settings.package import Overrides

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.language.draft import Draft

PLAIN = packaged()["plain"]

_KINDS = ("string", "integer", "boolean", "number", "date")
_OF_TEXT = ("string",)
"""The types whose defaults are texts, whatever they look like."""


class Row(NamedTuple):
    """The cells of a row by role, and what they state; `None` where the row is no field."""

    cells: Mapping[str, str]
    name: str | None
    required: bool
    default: Json | str | None


_plain_names = st.from_regex(r"[a-z][a-zA-Z0-9_-]{0,8}[a-z0-9]", fullmatch=True)
_worn = st.sampled_from(
    [
        ("{}", None),
        ("`{}`", None),
        ("**{}**", None),
        ("[{}](#there)", None),
        ("{}[^1]", None),
        ("{}?", False),
        ("[{}]", False),
        ("{} (optional)", False),
        ("`{}`*", True),
        ("{} (required)", True),
    ]
)
_faulty = st.sampled_from(["{} the {}", "{}, {}", "{}†", "{}:", "{}<br>{}", "", "{}()"])
_words = st.sampled_from(
    [
        (word.word, fact)
        for word, fact in PLAIN.facts.column.items()
        if word.word is not None and "|" not in word.word
        # What these say depends on the header: they are circles below one of East Asia.
        and word.word not in PLAIN.facts.circles
    ]
)
_OF_NULL = ("nullable", "not-null")
"""What a column may say that leaves presence to others."""

_odd_words = st.sampled_from(["No longer used", "maybe", "yes*", "ture", "Y/N", "2"])
_marks = st.sampled_from(["{}", "**{}**", "`{}`", "_{}_", " {} ", "{}."])
_defaults = st.sampled_from(
    [
        ("", None),
        ("-", None),
        ("N/A", None),
        ("`5`", Json("5")),
        ("true", Json("true")),
        ("'x'", Json('"x"')),
        ("the docs say", "the docs say"),
        ("0.5", Json("0.5")),
    ]
)
_texts = st.sampled_from(
    ["", "What it is.", "The id of a bike", "It is not required", "No default here."]
)
_titles = {
    role: st.sampled_from(
        [
            title
            for title in getattr(PLAIN.columns, role)
            if title not in PLAIN.tables.first
        ]
    )
    for role in ("name", "type", "required", "default", "description")
}


@st.composite
def _rows(draw: st.DrawFn) -> Row:
    """Return a row, and what it states."""
    name, worn = draw(_plain_names), draw(_worn)
    faulty = draw(st.none() | st.none() | st.none() | st.none() | _faulty)
    is_odd = draw(st.integers(0, 7)) == 0
    word, fact = (draw(_odd_words), None) if is_odd else draw(_words)
    mark = draw(_marks) if word.isalnum() else "{}"
    kind, (default, value) = draw(st.sampled_from(_KINDS)), draw(_defaults)
    if kind in _OF_TEXT and isinstance(value, Json) and not value.text.startswith('"'):
        value = Json(f'"{value.text}"')
    is_field = faulty is None and fact is not None
    return Row(
        cells={
            "name": (
                worn[0].format(name) if faulty is None else faulty.format(name, name)
            ),
            "type": kind,
            "required": mark.format(word) if fact else word,
            "default": default,
            "description": draw(_texts),
        },
        name=name if is_field else None,
        required=bool(worn[1]) if fact in _OF_NULL else fact == "required",
        default=value,
    )


class Written(NamedTuple):
    """A page of one table, and its rows."""

    text: str
    rows: list[Row]


@st.composite
def _pages(draw: st.DrawFn) -> Written:
    rows = draw(st.lists(_rows(), min_size=1, max_size=6))
    # Most rows are whole, else the table is none of members, which is told of all of it.
    rows += [_whole(n) for n in range(2 * len(rows))]
    roles = draw(
        st.permutations(("name", "type", "required", "default", "description"))
    )
    header = [draw(_titles[role]) for role in roles]
    lines = [header, ["---"] * len(roles)]
    lines += [[row.cells[role] for role in roles] for row in rows]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return Written(f"# Thing\n\n{table}", rows)


def _whole(number: int) -> Row:
    """Return a row that nothing is wrong with."""
    name = f"whole{number}_"
    cells = {"name": name, "type": "string", "required": "yes"}
    return Row({**cells, "default": "", "description": ""}, name, True, None)


@settings(deadline=None, max_examples=200)
@given(_pages())
def test_each_row_is_the_field_that_it_states(written: Written) -> None:
    """Exactly that name, presence and default; any other row has a finding on its line."""
    found = read(written.text)
    (model,) = found.models.values()
    told = {each.span.line for each in found.found if each.span and each.is_error}
    seen: set[str] = set()
    for line, row in enumerate(written.rows, 5):
        if row.name is None or row.name in seen:
            assert line in told, row
            continue
        seen.add(row.name)
        assert line not in told, row
        field = model[row.name]
        assert (field.required, field.default) == (row.required, row.default), row
    assert set(model) == seen


@settings(deadline=None, max_examples=200)
@given(_pages())
def test_the_order_of_columns_means_nothing(written: Written) -> None:
    """A table with its columns turned around says the same."""
    lines = written.text.split("\n")[2:]
    turned = ["| " + " | ".join([*_cells(line)][::-1]) + " |" for line in lines]
    whole = read(written.text)
    other = read("# Thing\n\n" + "\n".join(turned))
    assert other.models == whole.models
    assert sorted(other.codes) == sorted(whole.codes)


def _cells(line: str) -> list[str]:
    return line.removeprefix("| ").removesuffix(" |").split(" | ")


def _balances(draft: Draft) -> bool:
    meaning = Meaning(
        json_names=JsonNames(case="as-documented"),
        overrides=Overrides(),
        types=PLAIN.types,
    )
    return conservation.count([draft], resolve([draft], meaning)).balances


_cell = st.text(
    "ab .[]()*`?|<>-_~:,\"'\\/&;#x5é✅\u00a0", max_size=12
) | st.sampled_from(
    [
        *("yes", "no", "a.b", "a[].b", "a[]", "a", "object", "array", "string", "null"),
        *("`a`, `b`", "a, b, null", "Thing", "Thing a", "if x", "Required.", "~~a~~"),
        *("<sup>1</sup>", "<br>", "[a](#a)", "[^1]", "Array<string>", "&lt;", "5"),
    ]
)
_headers = st.lists(
    st.sampled_from(
        [
            *(
                "Name",
                "Type",
                "Required",
                "Default",
                "Description",
                "Values",
                "Nullable",
            ),
            *("Example", "Notes", "Since", "Cat", "", "Event", "Format", "Mandatory"),
        ]
    ),
    min_size=1,
    max_size=6,
)
_lines = st.sampled_from(
    [
        *("# Thing", "## Thing", "## Options", "## Events", "### Part", "#", "text"),
        *("All fields are required.", "**Bus**", "**Bus:**", "Its fields:", "", ""),
        *("The `Bus` object has the following properties:", "```json", "<details>"),
    ]
)


@st.composite
def _any_table(draw: st.DrawFn) -> str:
    header = draw(_headers)
    rows = draw(st.lists(st.lists(_cell, min_size=1, max_size=7), max_size=5))
    lines = [header, ["---"] * len(header), *rows]
    return "\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


@settings(deadline=None, max_examples=300)
@given(st.lists(_any_table() | _lines, max_size=8))
def test_no_row_of_any_page_is_lost(parts: list[str]) -> None:
    """Nothing crashes, and each row is a part of a model or told."""
    found = read("\n".join(parts))
    assert found.draft.ledger.kept == sum(map(rows_in, found.draft.models))
    assert _balances(found.draft)


@settings(deadline=None, max_examples=200)
@given(_cell, _cell, _cell)
def test_no_name_holds_what_is_none(name: str, kind: str, text: str) -> None:
    """Blanks, brackets and marks never reach a wire name."""
    cells = (each.replace("|", "") for each in (name, kind, text))
    rows = f"| Name | Type | Description |\n|---|---|---|\n| {' | '.join(cells)} |"
    for model in read("# Thing", rows).models.values():
        for each in model:
            assert each
            assert not set(each) & set(" \u00a0\t()[]{}<>?*|`\"',;="), each


def _seconds(text: str) -> float:
    started = time.process_time()
    read("# Thing", text)
    return time.process_time() - started


def test_time_grows_with_the_text() -> None:
    """Cells of one kind, however long, take no more than in proportion."""
    for piece in (
        "a, ",
        "`a` ",
        "(if ",
        "default: ",
        "<sup>",
        "a<b",
        "[",
        "x or ",
        "é. ",
    ):
        for title in ("Values", "Description", "Default", "Required", "Type"):
            table = f"| Name | {title} |\n|---|---|\n| a | {{}} |\n| b | |"
            short, long = (table.format(piece * n) for n in (2_000, 16_000))
            assert _seconds(long) < 40 * _seconds(short) + 0.5, (piece, title)
