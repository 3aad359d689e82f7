"""`typetable schema`: why tables are read as they are, for those who ask."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from tests.scratch import Scratch

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
# Dock

| Title | Holds   |
| ----- | ------- |
| code  | lettres |
"""

DIALECT = """\
extends = "plain"
columns.name = ["Title"]
columns.type = ["Holds"]
types.words.lettres = "string"
"""

KEY = '    type string: `Holds` says `lettres`, by [types] words."lettres"\n'


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """Return a folder with a page and a dialect, and without a configuration."""
    (tmp_path / "page.md").write_text(PAGE, "utf-8")
    (tmp_path / "ours.toml").write_text(DIALECT, "utf-8")
    return Scratch(root=tmp_path)


@pytest.mark.parametrize("kind", ["json", "jsonschema", "openapi"])
def test_reasons_are_no_part_of_the_document(scratch: Scratch, kind: str) -> None:
    """They are text for people on standard error, whatever the document is."""
    command = ("schema", "--dialect", "ours.toml", "--format", kind, "page.md")
    plain, asked = scratch.run(*command), scratch.run(*command, "-v")
    assert (plain.code, asked.code) == (0, 0)
    assert plain.out == asked.out
    assert KEY in asked.err
    assert plain.err == ""


def test_reasons_come_before_findings_and_the_account_last(scratch: Scratch) -> None:
    """What matters most stands where a terminal stops."""
    told = scratch.run("schema", "--dialect", "plain", "page.md", "-v").err
    first, finding, account = (
        told.index(text)
        for text in ("page.md:3: a table of `Dock`", "page.md:3:1: note[", "account of")
    )
    assert first < finding < account


def test_a_page_may_come_through_a_pipe(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is called so."""
    page = io.TextIOWrapper(io.BytesIO(PAGE.encode()), "utf-8")
    monkeypatch.setattr("sys.stdin", page)
    told = scratch.run("schema", "--dialect", "ours.toml", "-v", "-").err
    assert told.startswith("<stdin>:3: a table of `Dock` (1 row) is read\n")
    assert KEY in told


@pytest.mark.parametrize("dialect", ["none.toml", "nonsense", "auto"])
def test_pages_of_no_dialect_have_no_reasons(scratch: Scratch, dialect: str) -> None:
    """The finding says what is missing."""
    told = scratch.run("schema", "--dialect", dialect, "page.md", "-v")
    assert "a table of" not in told.err
    assert "error[TT" in told.err


def test_where_no_table_is_read_one_may_ask_why(scratch: Scratch) -> None:
    """The hint says how; without a table it says where to look."""
    told = scratch.run("schema", "--dialect", "plain", "page.md").err
    assert "hint: `typetable schema -v` says of 1 table why no model has it" in told
    (scratch.root / "page.md").write_text("# Dock\n", "utf-8")
    told = scratch.run("schema", "--dialect", "plain", "page.md").err
    assert "hint: point `spec` at the pages with the property tables" in told


def test_who_wants_quiet_gets_no_reasons(scratch: Scratch) -> None:
    """Also where both are said."""
    told = scratch.run("schema", "--dialect", "ours.toml", "page.md", "-v", "-q")
    assert told.err == ""
