"""The page on security: each promise names what keeps it, and tests that are there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.hostile import global_rules

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator" / "typetable"
PAGE = (ROOT / ".github" / "SECURITY.md").read_text("utf-8")
RULES = global_rules.RULES


class Promise(NamedTuple):
    """A row of the table: what holds, what keeps it, and what tests it."""

    guarantee: str
    kept: str
    tested: str


@cache
def promises() -> tuple[Promise, ...]:
    """Return the rows of the table of guarantees."""
    _, _, below = PAGE.partition("| guarantee | kept by | tested by |\n")
    _, *rows = below.partition("\n\n")[0].splitlines()
    cells = ([cell.strip() for cell in row.strip("|").split("|")] for row in rows)
    return tuple(Promise(*row) for row in cells)


def _rules(tested: str) -> list[int]:
    """Return the numbers of the rules that a cell names, such as `rules 1, 3, 4 below`."""
    found = re.findall(r"\brules? ([\d, ]+(?:and \d+)?)", tested)
    return [int(number) for text in found for number in re.findall(r"\d+", text)]


def test_the_table_is_found() -> None:
    """It has the rows that this module is about."""
    assert len(promises()) > 10


@pytest.mark.parametrize("promise", promises(), ids=lambda each: each.guarantee[:40])
def test_each_promise_is_kept_and_tested_by_what_is_there(promise: Promise) -> None:
    """No cell is empty; every test file exists, and has tests; so do rules and modules."""
    assert all(promise)
    files = re.findall(r"`(tests/[^`]+)`", promise.tested)
    rules = _rules(promise.tested)
    assert files or rules
    for file in files:
        assert "def test_" in (ROOT / file).read_text("utf-8"), file
    assert set(rules) <= {*range(1, len(RULES) + 1)}
    for name in re.findall(r"`([\w./-]*[./][\w./-]*)`", promise.kept):
        assert _is_there(name), name


def _is_there(name: str) -> bool:
    """Return whether a name is that of a file here, or of a module such as `report.escape`."""
    path = PACKAGE / name.replace(".", "/")
    return (ROOT / name).exists() or path.with_suffix(".py").exists() or path.is_dir()


def test_the_rules_are_counted_as_they_stand() -> None:
    """`global_rules` numbers them in its docstrings, in the order in which the page does."""
    for number, rule in enumerate(RULES, start=1):
        assert (rule.__doc__ or "").startswith(f"{number}. ")


def test_every_file_that_the_page_names_exists() -> None:
    """In its text, too."""
    named = re.findall(r"`(?:python )?((?:tests|generator)/[\w/.]+)", PAGE)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
