"""From pages to a schema: no row is lost, nothing fails, and the order of pages means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.diagnostics import report_order
from typetable.language import dialects
from typetable.markdown import document, inline
from typetable.meaning import conservation
from typetable.meaning.checks import check
from typetable.meaning.records import Meaning
from typetable.meaning.resolve import resolve
from typetable.naming import JsonNames
from typetable.notation import grammar, types
from typetable.reading.page import interpret
from typetable.schema import EnumModel, ObjectModel, UnionModel
from typetable.settings.limits import Limits
from typetable.settings.package import Overrides
from typetable.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from typetable.diagnostics import Diagnostic
    from typetable.language.dialect import Dialect
    from typetable.meaning.conservation import Counts
    from typetable.schema import Field, Member, Model, Schema

DIALECTS = tuple(dialects.packaged().values())
HEADER = "| Name | Type | Required | Description |"
DELIMITER = "| :--- | :--- | :--- | :--- |"

_names = st.sampled_from(
    ["a", r"b\_", "`c`", "_d_", "", "é", "Dock", "x y", "\0", "A_1"]
)
_types = st.sampled_from(
    [
        "str",
        "string",
        "Dock",
        "List[Dock]",
        "Dock[]",
        "A1 | Dock",
        "[",
        "",
        "A1",
        "nope",
    ]
)
_marks = st.sampled_from(["✅", "❌", "", "yes"])
_texts = st.sampled_from(
    ["", '"red"', '"blue"', "7", "text", "a<br/>b", r"x \| y", "`"]
)
_rows = st.builds("| {} | {} | {} | {} |".format, _names, _types, _marks, _texts)
_hostile = st.sampled_from(
    [
        *(
            "| a |",
            "| a | b |",
            "| a | str | ✅ | x | y |",
            "text",
            "&nbsp;text |",
            "|",
        ),
        *("- item", "> quote", "1. one", "---", "===", "```", "```json", "<!--", "-->"),
        *(
            "<ul>",
            "<div>",
            "    code",
            "\t| a | str | ✅ | |",
            "## Inner",
            "**Properties**",
        ),
        *("# Dock", "# A", "# A_1", "# A_2", "#", "# \0", "#\xa0A", HEADER, DELIMITER),
        *("| Year | Docks |", "|---|---|", "| Name | Required |", ""),
        "This is a union type which means it could be any of several possible types.",
        "See all details about Dock model [here](Dock.md).",
    ]
)
_tables = st.lists(_rows | _hostile, max_size=6).map(
    lambda rows: "\n".join([HEADER, DELIMITER, *rows])
)
_headings = st.sampled_from(["# Dock", "# A", "# A_1", "# A_2", r"# B\_c", "# "])
_models = st.builds("{}\n\n{}\n".format, _headings, _tables)
_pages = st.lists(_models | _hostile, max_size=8).map("\n".join)
_folders = st.lists(_pages, min_size=1, max_size=3)


def _sources(texts: Sequence[str]) -> list[SourceFile]:
    names = ("Dock.md", "A.md", "z/Dock.md")
    return [
        SourceFile(path=name, name=name, text=text)
        for name, text in zip(names, texts, strict=False)
    ]


def _understood(
    sources: Sequence[SourceFile], spoken: Dialect
) -> tuple[Schema, Counts, list[Diagnostic]]:
    read = [interpret(s, document.parse(s), spoken, Limits()) for s in sources]
    drafts = [draft for draft, _ in read]
    meaning = Meaning(
        json_names=JsonNames(case="as-documented"),
        overrides=Overrides(),
        types=spoken.types,
    )
    resolved = resolve(drafts, meaning)
    found = [
        *(each for _, diagnostics in read for each in diagnostics),
        *resolved.diagnostics,
        *check(resolved.schema, Limits()),
    ]
    drawn = conservation.count(drafts, resolved)
    return resolved.schema, drawn, sorted(found, key=report_order)


def _kept_lines(schema: Schema) -> set[tuple[str, int]]:
    return {
        (module.source, row.span.line)
        for module in schema.modules
        for model in module.models
        for row in _entries(model)
    }


def _entries(model: Model) -> tuple[Field, ...] | tuple[Member, ...]:
    match model:
        case ObjectModel():
            return model.fields
        case EnumModel():
            return model.members
        case UnionModel():
            return ()


def _claimed(source: SourceFile, spoken: Dialect) -> Iterator[tuple[int, int, int]]:
    """Yield the line of each row with the lines of its table and its heading.

    Where a page has one model that is the first one.
    """
    heading, is_one = 0, spoken.models.per_page == "one"
    for block in document.parse(source).blocks:
        if isinstance(block, document.Heading) and block.level == 1:
            heading = heading if is_one and heading else block.span.line
        elif isinstance(block, document.Table):
            yield from ((row.span.line, block.span.line, heading) for row in block.rows)


@settings(deadline=None, max_examples=150)
@given(_folders, st.sampled_from(DIALECTS))
def test_every_row_is_accounted_for(texts: list[str], spoken: Dialect) -> None:
    """Rows in = fields + members + rows that are reported or repeated."""
    _, drawn, _ = _understood(_sources(texts), spoken)
    assert drawn.balances, drawn


@settings(deadline=None, max_examples=150)
@given(_folders, st.sampled_from(DIALECTS))
def test_every_lost_row_is_named(texts: list[str], spoken: Dialect) -> None:
    """A row that is not in the schema has a finding on its line, or its table or heading has."""
    sources = _sources(texts)
    schema, _, found = _understood(sources, spoken)
    kept = _kept_lines(schema)
    named = {(each.path, each.span.line) for each in found if each.span}
    for source in sources:
        for lines in _claimed(source, spoken):
            places = {(source.path, line) for line in lines}
            assert (source.path, lines[0]) in kept or places & named, lines


@settings(deadline=None, max_examples=80)
@given(_folders, st.sampled_from(DIALECTS), st.randoms(use_true_random=False))
def test_the_order_of_pages_means_nothing(
    texts: list[str], spoken: Dialect, random: Random
) -> None:
    """The schema and the findings are the same whatever is read first."""
    sources = _sources(texts)
    expected = _understood(sources, spoken)
    random.shuffle(sources)
    assert _understood(sources, spoken) == expected


@settings(deadline=None)
@given(st.text("ab_.[]<>|,*`\\ ()-\té\0", max_size=60), st.sampled_from(DIALECTS))
def test_a_type_cell_is_a_type_or_a_fault_with_a_place(
    cell: str, spoken: Dialect
) -> None:
    """Nothing else comes out, and the place is in the cell."""
    found = grammar.parse(cell, spoken.types)
    if isinstance(found, grammar.Fault):
        assert 0 <= found.start <= found.end <= len(cell)
    else:
        for named in types.names(found):
            assert cell[named.start : named.end]


@pytest.mark.parametrize("spoken", DIALECTS, ids=lambda spoken: spoken.name)
@pytest.mark.parametrize(
    "part", ["List[", "[]", "map[string]", "X[]", "A|", "*", "[X](", "(", "a_"]
)
def test_no_repetition_is_too_much(part: str, spoken: Dialect) -> None:
    """A long cell ends in a type or in a fault, without deep recursion."""
    depth = Limits().type_depth
    for cell in (part * 2_000, part * 2_000 + "X", part * (depth - 1) + "X"):
        found = grammar.parse(cell, spoken.types)
        assert isinstance(found, grammar.Fault) or hash(found) is not None


def test_a_union_of_many_names_takes_no_square_of_time() -> None:
    """Forty thousand members: comparing each with each would not end."""
    cell = "|".join(f"A{number}" for number in range(40_000))
    found = grammar.parse(cell, dialects.named("liblab").types)
    assert isinstance(found, types.UnionType)
    assert len(found.members) == 40_000


@settings(deadline=None)
@given(st.text())
def test_text_without_markup_is_itself(text: str) -> None:
    """Only backslashes, entities and tags mean anything."""
    bare = "".join(character for character in text if character not in "\\&<")
    assert inline.plain(bare) == bare


@settings(deadline=None)
@given(st.text(r"\`&<>br/;#x4a_*[]() ", max_size=60))
def test_inline_never_fails(text: str) -> None:
    """Names and texts come out of anything, and escaping brings every name back."""
    inline.plain(text)
    inline.name(text)
    escaped = "".join(f"\\{c}" if not c.isalnum() and c != " " else c for c in text)
    assert inline.plain(escaped) == text


@given(st.integers(1, 40))
@settings(deadline=None, max_examples=10)
def test_equal_chains_of_models_are_one(length: int) -> None:
    """Each model of a page is the same as that of the other page; one change makes all differ."""
    rows = [
        f"# M{n}\n\n{HEADER}\n{DELIMITER}\n| next | M{n + 1} | ❌ | |\n"
        for n in range(length)
    ]
    last = f"# M{length}\n\n{HEADER}\n{DELIMITER}\n| end | str | ✅ | |\n"
    spoken = dialects.packaged()["liblab"]
    page = "\n".join([*rows, last])
    schema, _, _ = _understood(_sources([page, page]), spoken)
    assert sum(len(module.models) for module in schema.modules) == length + 1
    other = page.replace("| str |", "| int |")
    schema, _, _ = _understood(_sources([page, other]), spoken)
    assert sum(len(module.models) for module in schema.modules) == 2 * (length + 1)
