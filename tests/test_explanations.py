"""The examples of `typetable explain`: wrong ones are found, right ones are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from typetable import pipeline
from typetable.changes.compare import compare
from typetable.changes.levels import EFFECTS
from typetable.rendering.files import Tools
from typetable.report.explain import examples
from typetable.rules import RULES
from typetable.settings import config

if TYPE_CHECKING:
    from pathlib import Path

    from typetable.diagnostics import Diagnostic
    from typetable.pipeline import Outcome
    from typetable.settings.package import Package

Side = Literal["wrong", "right", "old", "new"]

CONFIGURATION = """[tool.typetable]
spec = "spec"
output = "models"
dialect = "liblab"
wire_case = "as-documented"
"""

SHOWN = [
    code for code in RULES if any("markdown wrong" in key for key in examples(code))
]
CHANGES = [rule.code for rule in EFFECTS if examples(rule.code)]

COMPANIONS = {
    "TT106": {"TT107"},  # its only page defines no model
}
"""What an example cannot show its rule without."""

FOLLOWS = {
    "TT641": {"TT601"},
    "TT642": {"TT602"},
    "TT643": {"TT601"},
    "TT644": {"TT602"},
}
"""A union cannot change its members unless a model comes or goes, in the smallest example."""


def _package(code: str, side: Side, folder: Path) -> Package:
    """Write the pages and the configuration of one side of an example."""
    (folder / "spec").mkdir()
    settings = CONFIGURATION
    for info, text in examples(code).items():
        language, verdict, *name = info.split()
        if verdict == side and language == "markdown":
            page = folder / "spec" / (name[0] if name else "Station.md")
            page.write_text(text, encoding="utf-8")
        elif verdict == side:
            settings = text
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    found, problems = config.read(folder / "pyproject.toml")
    assert found, problems
    return found.packages[0]


def _outcome(package: Package) -> Outcome:
    (outcome,) = pipeline.plan_all([package], Tools())
    return outcome


def _loud(diagnostics: tuple[Diagnostic, ...]) -> set[str]:
    return {each.code for each in diagnostics if each.severity != "note"}


@pytest.mark.parametrize("code", SHOWN)
def test_a_wrong_page_shows_its_rule(code: str, tmp_path: Path) -> None:
    """It is found, and nothing else above a note, so that the example is about one thing."""
    found = _outcome(_package(code, "wrong", tmp_path)).diagnostics
    assert code in {each.code for each in found}
    assert _loud(found) <= {code} | COMPANIONS.get(code, set())


@pytest.mark.parametrize("code", SHOWN)
def test_a_right_page_is_right(code: str, tmp_path: Path) -> None:
    """The rule is not found, and nothing else above a note; a plan can be made."""
    outcome = _outcome(_package(code, "right", tmp_path))
    assert code not in {each.code for each in outcome.diagnostics}
    assert not _loud(outcome.diagnostics)
    assert outcome.plan is not None


@pytest.mark.parametrize("code", CHANGES)
def test_old_and_new_pages_show_their_change(code: str, tmp_path: Path) -> None:
    """Through the whole pipeline, as `typetable diff` does."""
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old = pipeline.understand(_package(code, "old", tmp_path / "old"))
    new = pipeline.understand(_package(code, "new", tmp_path / "new"))
    changes = {change.code for change in compare(old.schema, new.schema)}
    assert changes == {code} | FOLLOWS.get(code, set())


def test_most_rules_about_docs_are_shown() -> None:
    """The lists above are not empty by mistake; which rules have no example, unit tests say."""
    assert len(SHOWN) > 40
    assert len(CHANGES) > 20
