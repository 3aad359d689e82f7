"""Errors that a configuration accepts: proposed, pasted, carried out, and told when they expire."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from tests.scratch import CONFIGURATION, STATION, Scratch

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = STATION.replace("| List[str]  |", "| List[str]] |")
STALE = "no such error is in `Station.md` any more"


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository with one bad cell, of which nothing was generated."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("pyproject.toml", CONFIGURATION)
    scratch.write("spec/Station.md", BROKEN)
    return scratch


def proposals(scratch: Scratch) -> list[str]:
    """Return the entries that the findings of a repository propose."""
    return re.findall(r"= accept: (\{.*\})", scratch.run("check").err)


def paste(scratch: Scratch, *entries: str, settings: str = CONFIGURATION) -> None:
    """Write a configuration with entries, each as a finding proposes it."""
    lines = "".join(f"    {each},\n" for each in entries)
    scratch.write("pyproject.toml", f"{settings}accept = [\n{lines}]\n")


def test_one_bad_cell_stops_nothing_once_it_is_accepted(repository: Scratch) -> None:
    """The entry is pasted as it was printed; the account says how many there are."""
    assert repository.run("generate").code == 1
    paste(repository, *proposals(repository))
    run = repository.run("generate")
    assert run.code == 0
    assert "1 accepted error" in run.err
    assert "accepted 1 row, by the configuration" in repository.run("check", "-v").err
    model = (repository.root / "models/station.py").read_text("utf-8")
    assert "dock_ids: Any" in model
    for _ in range(2):  # the second one is remembered
        run = repository.run("check")
        assert (run.code, run.err.split("\n")[0]) == (0, "1 accepted error")


def test_a_changed_cell_is_an_error_again(repository: Scratch) -> None:
    """And the entry is stale; so it is where the cell was mended, which is no error."""
    paste(repository, *proposals(repository))
    assert repository.run("generate").code == 0
    repository.write("spec/Station.md", BROKEN.replace("]] |", "]]] |"))
    run = repository.run("check")
    assert run.code == 1
    assert "error[TT202]" in run.err
    assert f"warning[TT225] {STALE}" in run.err
    repository.write("spec/Station.md", STATION)
    assert repository.run("generate").code == 0
    assert STALE in repository.run("check").err


def test_what_is_remembered_of_a_page_is_what_was_accepted_there(
    repository: Scratch,
) -> None:
    """Another way to accept it, and none at all, are seen although the page is as it was."""
    (entry,) = proposals(repository)
    for reads, printed in (("any", "Any"), ("int", "int"), ("omit", "")):
        paste(repository, entry.replace('"any"', f'"{reads}"'))
        assert repository.run("generate").code == 0
        model = (repository.root / "models/station.py").read_text("utf-8")
        assert ("dock_ids" in model) is bool(printed)
        assert f"dock_ids: {printed}" in model or not printed
    repository.write("pyproject.toml", CONFIGURATION)
    assert repository.run("check").code == 1


def test_drift_by_another_way_to_accept_is_one_of_settings(repository: Scratch) -> None:
    """The docs did not change."""
    (entry,) = proposals(repository)
    paste(repository, entry)
    assert repository.run("generate").code == 0
    paste(repository, entry.replace('"any"', '"int"'))
    run = repository.run("check")
    assert run.code == 1
    assert "templates or settings changed" in run.err


def test_a_second_process_accepts_the_same(tmp_path: Path) -> None:
    """More pages than one process reads alone: each with its own entry, but for one."""
    scratch = Scratch(tmp_path / "repository")
    pages = {f"Station{number:03}" for number in range(220)}
    for name in pages:
        text = BROKEN.replace("Station", name).replace("Colour", f"Colour{name}")
        scratch.write(f"spec/{name}.md", text)
    scratch.write("pyproject.toml", CONFIGURATION)
    entries = proposals(scratch)
    assert len(entries) == 220
    paste(scratch, *entries[1:])
    run = scratch.run("check", "--no-cache")
    assert run.code == 1
    assert "1 error, 219 accepted errors" in run.err


def test_both_sides_of_a_comparison_accept(repository: Scratch) -> None:
    """What the docs said earlier makes no entry stale, and an accepted cell is no change."""
    repository.write("old/Station.md", STATION)
    paste(repository, *proposals(repository))
    run = repository.run("diff", "old", "spec")
    assert "TT225" not in run.out + run.err
    assert "TT621" in run.out + run.err
    repository.write("old/Station.md", BROKEN)
    assert repository.run("diff", "old", "spec").code == 0


SEVERAL = """
[[tool.typetable.package]]
name = "one"
spec = "one"
output = "models_one"

[[tool.typetable.package]]
name = "two"
spec = "two"
output = "models_two"
"""


def test_packages_inherit_what_is_accepted(repository: Scratch) -> None:
    """One of them needs it, so it is stale in none; where nobody does, that is told once."""
    entries = proposals(repository)
    repository.write("one/Station.md", BROKEN)
    repository.write("two/Owner.md", STATION.replace("Station", "Owner"))
    settings = 'dialect = "liblab"\nwire_case = "camel"\n'
    paste(repository, *entries, settings=f"[tool.typetable]\n{settings}")
    place = repository.root / "pyproject.toml"
    place.write_text(place.read_text("utf-8") + SEVERAL, "utf-8")
    run = repository.run("generate")
    assert (run.code, STALE in run.err) == (0, False)
    repository.write("one/Station.md", STATION)
    assert repository.run("generate").err.count("TT225") == 1


def test_a_page_that_was_not_read_makes_nothing_stale(repository: Scratch) -> None:
    """Who asks about one page is told nothing of the entries about others."""
    repository.write("spec/Owner.md", STATION.replace("Station", "Owner"))
    paste(repository, *proposals(repository))
    run = repository.run("schema", "spec/Owner.md")
    assert (run.code, "TT225" in run.err) == (0, False)
    (repository.root / "spec/Station.md").unlink()
    assert STALE in repository.run("check").err


def test_an_entry_says_where_and_what(repository: Scratch) -> None:
    """What it lacks, and what nobody knows, is found at its place."""
    paste(repository, '{ model = "Station", as = "any", because = "x" }')
    run = repository.run("check")
    assert run.code == 2
    for message in ("no `page`", "no `expect`", "no setting is named `because`"):
        assert message in run.err


def test_a_report_for_programs_has_the_entry_key_by_key(repository: Scratch) -> None:
    """While it is an error; then it has what it is read as."""
    found = json.loads(repository.run("check", "--format", "json").out)["findings"]
    assert found[0]["accept"] == {
        "page": "Station.md",
        "model": "Station",
        "field": "dock_ids",
        "expect": "List[str]]",
        "as": "any",
        "reason": "the docs are not ours",
    }
    paste(repository, *proposals(repository))
    report = json.loads(repository.run("generate", "--format", "json").out)
    assert report["findings"][0]["accepted"] == "any"
    assert "accept" not in report["findings"][0]
    assert report["summary"]["accepted"] == 1
