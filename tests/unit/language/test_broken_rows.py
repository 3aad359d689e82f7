"""Rows of tables that are broken into lines."""

from __future__ import annotations

import time

from msgspec.structs import replace
from tests.plain_pages import Page, read

from typetable.language.dialects import packaged
from typetable.language.rows import RowRules
from typetable.schema import Json

PLAIN = packaged()["plain"]
JOINED = replace(PLAIN, rows=RowRules(short="join", below="continues"))
HEADER = "| Name | Type | Description | Default |\n|---|---|---|---|\n"


def _read(*lines: str) -> Page:
    return read("# T", HEADER + "\n".join(lines), dialect=JOINED)


def test_a_row_goes_on_up_to_the_line_that_ends_it() -> None:
    """The cell at the end of a line goes on with the first one of the next."""
    found = _read("| a | string | One", "two", "three. | `x` |", "| b | string | | |")
    assert found.models["T"]["a"].description == "One\ntwo\nthree."
    assert found.models["T"]["a"].default is not None
    assert found.codes == ["TT112", "TT112"]
    assert (found.draft.ledger.kept, found.draft.ledger.told) == (2, 2)


def test_an_empty_line_does_not_end_a_broken_row() -> None:
    """Rows behind it are rows of the table."""
    found = _read("| a | string | One", "", "two. | |", "| b | string | c", "d | |")
    assert found.models["T"]["a"].description == "One\ntwo."
    assert found.models["T"]["b"].description == "c\nd"
    assert not any(each.is_error for each in found.found)


def test_a_row_that_nothing_ends_is_told() -> None:
    """At its first line, once a row begins or the table ends."""
    found = _read("| a | string | One", "| b | string | c | |", "| d | string")
    errors = [each.span for each in found.found if each.is_error]
    assert [span and span.line for span in errors] == [5, 7]
    assert found.names == {"T": ["b"]}


def test_short_rows_are_not_put_together() -> None:
    """A line that ends with a pipe is whole, and one that begins with it a row of its own."""
    found = _read("| a | string |", "| b | c | d |")
    assert [each.code for each in found.found if each.is_error] == ["TT110"] * 2


def test_code_goes_on_up_to_the_cell_that_ends_it() -> None:
    """A pipe in it parts no cells; one that is in none is of the description."""
    dialect = replace(PLAIN, rows=RowRules(long="code"))
    rows = ('| a | string | x `1|2` y | `"a|b|c"` |', "| b | string | x | y | z |")
    found = read("# T", HEADER + "\n".join(rows), dialect=dialect)
    assert found.models["T"]["a"].description == "x `1|2` y"
    assert found.models["T"]["a"].default == Json.of("a|b|c")
    assert found.models["T"]["b"].description == "x | y"
    assert not any(each.is_error for each in found.found)


def test_many_lines_take_time_in_proportion_to_their_number() -> None:
    """They are put together once."""
    started = time.process_time()
    _read("| a | string | One", *["word"] * 4_000, "end | |")
    assert time.process_time() - started < 2


def _padded(*lines: str, below: str = "Text.") -> Page:
    rules = RowRules(short="pad", long="text")
    page = HEADER + "\n".join(lines)
    return read("# T", page, below, dialect=replace(PLAIN, rows=rules))


def test_a_value_on_a_line_of_its_own_is_no_member() -> None:
    """Where short rows are padded as well: the line above it has no end."""
    found = _padded("| a | string | One of", "`x`", "`y` | |", "| b | string | | |")
    assert found.names == {"T": ["a", "b"]}
    assert found.models["T"]["a"].description == "One of\n`x`\n`y`"
    assert found.codes == ["TT112", "TT112"]


def test_a_padded_row_may_go_on_behind_an_empty_line() -> None:
    """If some line below ends it; rows behind that are rows of the table, up to its end."""
    lines = ("| a | string | One", "", "- of two | |", "| b | integer | | |")
    found = _padded(*lines)
    assert found.names == {"T": ["a", "b"]}
    assert found.models["T"]["a"].description == "One\n- of two"
    assert found.models["T"]["b"].description == ""


def test_text_below_rows_that_never_end_with_a_pipe_is_none_of_them() -> None:
    """No line ends the last one, so it is whole."""
    found = _padded("| a | string", "| b | string", below="Text.\n\n| x | y |")
    assert found.names == {"T": ["a", "b"]}
    assert found.models["T"]["b"].description == ""
    assert found.codes == ["TT115"]


def test_a_line_that_has_cells_of_its_own_is_a_row() -> None:
    """Together with the one above it would have more than there are columns."""
    found = _padded("| a | string | One", "b | integer | Two |")
    assert found.names == {"T": ["a", "b"]}
