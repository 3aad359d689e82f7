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
    assert "hint: the same with `schema -v` says of 1 table why no model has it" in told
    (scratch.root / "page.md").write_text("# Dock\n", "utf-8")
    told = scratch.run("schema", "--dialect", "plain", "page.md").err
    assert "hint: point `spec` at the pages with the property tables" in told


def test_who_wants_quiet_gets_no_reasons(scratch: Scratch) -> None:
    """Also where both are said."""
    told = scratch.run("schema", "--dialect", "ours.toml", "page.md", "-v", "-q")
    assert told.err == ""


OF_PEOPLE = """\
# Order

| Field | Type    | Required |
| ----- | ------- | -------- |
| id    | integer | yes      |
"""


def test_tables_that_people_write_are_read_at_the_first_try(tmp_path: Path) -> None:
    """As plain ones, which is said; a package is not written from that."""
    scratch = Scratch(root=tmp_path)
    scratch.write("docs/page.md", OF_PEOPLE)
    shown = scratch.run("schema", "docs")
    assert shown.code == 0
    assert '"Order"' in shown.out
    assert "docs/page.md:3:1: warning[TT507]" in shown.err
    named = scratch.run("schema", "docs", "--dialect", "plain")
    assert (named.out, named.err) == (shown.out, "")
    written = scratch.run("generate", "--spec", "docs", "--output", "models")
    assert written.code == 1
    assert "error[TT108]" in written.err
    assert "typetable init" in written.err


def test_what_is_no_plain_table_either_is_told(tmp_path: Path) -> None:
    """With the headers that there are."""
    scratch = Scratch(root=tmp_path)
    scratch.write("docs/page.md", "# A\n\n| Cat | Dog |\n|---|---|\n| a | b |\n")
    shown = scratch.run("schema", "docs")
    assert shown.code == 1
    assert "error[TT108]" in shown.err
    assert "TT507" not in shown.err


def test_one_package_of_people_leaves_the_others_alone(tmp_path: Path) -> None:
    """Each package is read in its own dialect."""
    scratch = Scratch(root=tmp_path)
    scratch.write("a/page.md", OF_PEOPLE)
    scratch.write("b/page.md", PAGE)
    scratch.write("ours.toml", DIALECT)
    scratch.write(
        "typetable.toml",
        '[[package]]\nname = "a"\nspec = "a"\noutput = "x"\n'
        '[[package]]\nname = "b"\nspec = "b"\noutput = "y"\ndialect = "ours.toml"\n',
    )
    shown = scratch.run("schema")
    assert shown.code == 0
    assert '"Order"' in shown.out
    assert '"Dock"' in shown.out
    assert shown.err.count("TT507") == 1
