"""What the description of a row says of its value."""

from __future__ import annotations

from typing import Any

import pytest

from typetable.language.enum_values import stated_values
from typetable.language.rows import Row
from typetable.markdown.document import Cell
from typetable.source import Span

SPAN = Span(1, 1, 2)
MARKS = ("✅",)


def row(description: str, kind: str = "str", mark: str = "✅") -> Row:
    """Return a row of a table."""
    texts = {"name": "A", "type": kind, "required": mark, "description": description}
    cells = {role: Cell(text=text, span=SPAN) for role, text in texts.items()}
    return Row(cells=cells)  # type: ignore[arg-type]


def values(*descriptions: str, bare: bool = False) -> list[Any]:
    """Return the values of rows, and remarks where there are some; `...` where none is stated."""
    found = stated_values([*map(row, descriptions)], MARKS, bare=bare)
    pairs = [(each.value, each.remark) if each else ... for each in found]
    return [each if each is ... or each[1] else each[0] for each in pairs]


@pytest.mark.parametrize(
    ("description", "value"),
    [
        ('"a"', "a"),
        ("'a b'", "a b"),
        ("\u201ca\u201d", "a"),
        ("\u2018a\u2019", "a"),
        ('`"a"`', "a"),
        ('""', ""),
        ("-1", -1),
        ("\u22121", -1),
        ("\u201ea\u201c", "a"),
        ("\u00aba\u00bb", "a"),
        ("\u00bba\u00ab", "a"),
        ("\u2039a b\u203a (old)", ("a b", "old")),
        ("\u300ca\u300d", "a"),
        ("\u00aba\u00bb, \u00abb\u00bb", ...),
        ("0.5", 0.5),
        ("true", True),
        ("True", True),
        ('**"a"**', "a"),
        ('~~"a b"~~', "a b"),
        ('"a"<br>', "a"),
        ("<br/> `a` <br />", "a"),
        ("null", None),
        ("`a`", "a"),
        ("`3`", 3),
        ('"a" (old)', ("a", "old")),
        ("\u201ca\u201d \u2013 new", ("a", "new")),
        ("2: two", (2, "two")),
        ('"a", which is it', ("a", "which is it")),
        ('"a" is it', ...),
        ('"a" or "b"', ...),
        ("a", ...),
        ("`a b`", ...),
        ("`a` - it", ...),
        ("1-2", ...),
        ('say "a"', ...),
    ],
)
def test_a_value_beside_others(description: str, value: object) -> None:
    """In quotes of any kind, as a number, a word of JSON, in code, and with a remark behind it."""
    assert values('"x"', description)[1] == value


def test_a_remark_needs_another_row() -> None:
    """One that has none, or all rows have one."""
    assert values('"a" (old)') == [...]
    assert values('"a" (old)', "b") == [..., ...]
    assert values('"a" (old)', '"b" (new)') == [("a", "old"), ("b", "new")]


def test_code_without_quotes_may_be_an_example() -> None:
    """Where it is the only row, or where types differ."""
    assert values("`a`") == [...]
    assert values("`a`", "`b`") == ["a", "b"]
    found = stated_values([row("`a`"), row("`5`", "int")], MARKS)
    assert found == [None, None]


def test_any_text_may_be_a_value() -> None:
    """As it is written, but in quotes."""
    assert values("a (b)", '"c"', "`d`", "5", bare=True) == ["a (b)", "c", "`d`", 5]


def named(*descriptions: str, name: str = "OPEN") -> list[Any]:
    """Return what rows of names and descriptions state."""
    cells = [{**row(each).cells, "name": Cell(name, SPAN)} for each in descriptions]
    rows = [Row(cells=each) for each in cells]
    return [each and each.value for each in stated_values(rows, MARKS)]


def test_a_value_that_a_row_is_named_after_may_have_any_remark() -> None:
    """But none with another value in it, and not where some row states nothing."""
    assert named('"open" since it\'s May', '"open" (old)') == ["open", "open"]
    assert named("\u00abopen\u00bb today", "`open` again") == ["open", "open"]
    assert named('"open" or "shut"', '"open"') == [None, "open"]
    assert named('"open" today', "any") == [None, None]
    assert named('"open" today') == [None]
    assert named('"open" today', '"open" again', name="open") == [None, None]
    assert named('"shut" today', '"open" again') == [None, None]


def test_a_row_needs_the_mark_of_values() -> None:
    """And a description."""
    assert stated_values([row('"a"', mark="❌"), row("")], MARKS) == [None, None]
