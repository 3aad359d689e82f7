from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report_readers import read_github, read_gitlab, read_junit, read_sarif

from typetable.cli import results
from typetable.diagnostics import finding
from typetable.rules import RULES
from typetable.source import Span

if TYPE_CHECKING:
    from pathlib import Path

    from typetable.report import Report

NOWHERE = [".", "", "docs", "docs, more", "git:HEAD", "nope.md", "-"]
"""What findings may be about that is no file."""


def places(report: Report) -> set[str]:
    """Return the files on which the platforms show the findings of a report."""
    return {
        *(properties["file"] for _, properties, _ in read_github(report)),
        *(each["location"]["path"] for each in read_gitlab(report)),
        *(str(each.get("classname")) for each in read_junit(report).iter("testcase")),
        *(
            each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for each in read_sarif(report)["results"]
        ),
    }


@pytest.mark.parametrize("name", ["typetable.toml", "pyproject.toml", ""])
def test_each_finding_is_shown_on_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Of every rule, in every format of a platform: the configuration where there is no other."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    if name:
        (tmp_path / name).write_text("[tool.typetable]\n" * (name[0] == "p"))
    told = [
        finding(rule, path, None, "x") for rule in RULES.values() for path in NOWHERE
    ]
    told.append(finding(RULES["TT101"], "-", Span(7, 1, 2), "x"))
    report = results.report("check", (), told)
    assert places(report) == {name or "pyproject.toml"}
    assert not any("line" in properties for _, properties, _ in read_github(report))


def test_a_finding_on_a_file_stays_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also on one that only the history has, where its line is known; a test is named by both."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "A.md").write_text("")
    report = results.report(
        "diff",
        (),
        [
            finding(RULES["TT101"], "A.md", None, "x"),
            finding(RULES["TT602"], "git:HEAD:docs/B.md", Span(7, 1, 2), "x"),
        ],
    )
    assert places(report) == {"A.md", "docs/B.md", "git:HEAD:docs/B.md"}
