"""What is shown of tables to those who ask why they are read so."""

from __future__ import annotations

import pytest
from tests.plain_pages import table

from typetable.language.dialects import packaged
from typetable.markdown import document
from typetable.reading import page
from typetable.report.reasons import reason_blocks
from typetable.report.report import Report, Screen
from typetable.settings.limits import Limits
from typetable.source import SourceFile


def shown(text: str, *, width: int = 80, dialect: str = "plain") -> str:
    """Return what is shown of the tables of a page."""
    source = SourceFile(path="page.md", name="page.md", text=text)
    spoken, parsed = packaged()[dialect], document.parse(source)
    _, found = page.interpret(source, parsed, spoken, Limits())
    reasons = page.explained(source, parsed, spoken, Limits())
    report = Report(command="schema", reasons=(reasons,), diagnostics=found)
    blocks = reason_blocks(report, Screen(width=width))
    return "\n\n".join("\n".join(block) for block in blocks)


DOCK = "# Dock\n\n" + table("Name | Type", "code | array of strings")


def test_a_line_breaks_between_what_it_says() -> None:
    """A key is never cut, so that it can be searched."""
    assert shown(DOCK, width=60).partition("5: `code`\n")[2] == (
        "    type array of string: `Type` says `array of strings`,\n"
        '      by [types] spelled.array = "array of {}",\n'
        '      [types] words."strings"\n'
        '    optional: nobody says it, by [facts] silent = "unsaid"'
    )


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_width_breaks_lines_and_no_words(width: int) -> None:
    """What is said is the same on every screen."""
    assert shown(DOCK, width=width).split() == shown(DOCK).split()


def test_what_cannot_be_seen_is_shown() -> None:
    """No text of a page reaches the terminal as a command."""
    rows = table(
        "Name | Type | Default", "a | string | \x1b[31m", "\u202eb | string | "
    )
    text = shown(f"# Dock\n\n{rows}")
    assert "default \\x1b[31m: `Default` says `\\x1b[31m`" in text
    assert "6: error[TT" in text
    assert text.replace("\n", "").isprintable()


def test_a_description_may_go_on_below_a_table() -> None:
    """Text of no column is shown as such."""
    rows = "| Name | Type | Required |\n| :- | :- | :- |\n| a | str | ✅ |\n"
    text = shown(f"# Dock\n\n{rows}\nDeprecated.\n", dialect="liblab")
    assert "6: note" in text or "5: `a`" in text


def test_rows_of_one_line_are_apart() -> None:
    """As in HTML, where a table may be one line."""
    cells = "<tr><th>Name</th><th>Type</th></tr>"
    rows = "".join(f"<tr><td>{name}</td><td>string</td></tr>" for name in "abc")
    text = shown(f"# Dock\n\n<table>{cells}{rows}</table>\n")
    assert [f"3: `{name}`" in text for name in "abc"] == [True] * 3
    assert "(3 rows) is read" in text


def test_a_table_of_a_heading_without_a_name_is_shown() -> None:
    """With the finding that refuses its heading."""
    text = shown(
        "#\n\n" + table("Name | Type | Required", "a | str | ✅"), dialect="liblab"
    )
    assert text.startswith(
        "page.md:3: a table before any heading (1 row) is not read\n"
    )


def test_equal_headings_are_called_by_those_around() -> None:
    """A row is in no other model for that."""
    rows = table("Name | Type", "a | string")
    text = shown(f"# A\n\n## Options\n\n{rows}\n# B\n\n## Options\n\n{rows}")
    assert "a table of `B Options` (1 row) is read" in text
    assert "[nesting]" not in text


def test_a_table_goes_on_with_the_one_that_a_sentence_names() -> None:
    """Its rows are no members of members."""
    named = "The `Dock` object has the following fields:"
    one, two = (table("Name | Type", f"{name} | string") for name in "ab")
    text = shown(f"# Things\n\n{named}\n\n{one}\nAnd:\n\n{two}")
    assert text.count("a table of `Dock` (1 row) is read") == 2
    assert "[nesting]" not in text
