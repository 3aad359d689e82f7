"""The benchmarks measure what they say; how long anything takes is nothing that a test asserts."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.benchmarks import limits, made_pages, run, scenes, sheets, works
from tests.benchmarks.costs import Cost, FailedError, Run, race, ratio
from tests.benchmarks.sheets import Sheet, Studio

from typetable import pipeline
from typetable.diagnostics import has_errors
from typetable.settings import config
from typetable.settings import package as settings

if TYPE_CHECKING:
    from pathlib import Path


def costs(*walls: float) -> list[Cost]:
    """Return costs of so many seconds."""
    return [Cost(wall=wall, cpu=wall / 2, memory=20.0) for wall in walls]


def program(text: str, folder: Path) -> Run:
    """Return a program in Python that can be measured."""
    return Run(
        command=[sys.executable, "-c", text],
        folder=folder,
        environment={},
        before=list,
    )


@pytest.mark.parametrize("words", [2, 5])
def test_made_pages_say_something(words: int, tmp_path: Path) -> None:
    """Each made page becomes a module, with no error."""
    made_pages.write(tmp_path, 30, words=words)
    package = settings.override(
        config.default(tmp_path).packages[0], spec=[str(tmp_path)], strict=True
    )
    understood = pipeline.understand(package)
    assert len(understood.schema.modules) == 30
    assert not has_errors(understood.diagnostics)


def test_made_pages_do_not_depend_on_their_number(tmp_path: Path) -> None:
    """A page is the same among three and among thirty, so that sizes can be compared."""
    for count in (3, 30):
        made_pages.write(tmp_path / f"{count}", count)
    for page in (tmp_path / "3").iterdir():
        assert page.read_text() == (tmp_path / "30" / page.name).read_text()


@pytest.mark.slow
def test_programs_take_turns(tmp_path: Path) -> None:
    """Each runs once to warm up, then once a turn, and is told how much it held."""
    log = tmp_path / "log"
    runs = {
        name: program(f"open({str(log)!r}, 'a').write({name!r}); {work}", tmp_path)
        for name, work in {"a": "pass", "b": "b'x' * 200_000_000"}.items()
    }
    found = race(runs, turns=2)
    assert log.read_text() == "ababab"
    assert [len(each) for each in found.values()] == [2, 2]
    assert min(each.memory for each in found["b"]) > 200


def test_a_failure_is_no_figure(tmp_path: Path) -> None:
    """A program that fails stops the benchmark, which says what that said."""
    runs = {"wrong": program("raise SystemExit('out of paper')", tmp_path)}
    with pytest.raises(FailedError, match="out of paper"):
        race(runs, turns=1)


def test_ratios_are_those_of_turns() -> None:
    """A turn in which the machine was busy with others has the same ratio."""
    assert ratio(costs(1, 9, 2), costs(2, 18, 4), "wall") == 0.5


def test_limits_are_about_works() -> None:
    """Each limit names works that exist, and none is asked twice."""
    named = {work for limit in limits.LIMITS for work in (limit.work, limit.of)}
    assert {name for name in named if not name.endswith("pages")} <= {"", *works.WORKS}
    assert len(set(limits.LIMITS)) == len(limits.LIMITS)


def test_what_is_missed_comes_first() -> None:
    """The table of limits begins with those that are missed."""
    found = {"check": costs(6), "--version": costs(1), "python -c pass": costs(1)}
    verdicts = limits.judged("start", "here", found)
    _, _, _, _, *rows = run.judgement(sorted(verdicts, key=lambda one: one.reached))
    assert ["missed" in row for row in rows] == [True, False]
    assert "| check / python -c pass" in rows[0]


@pytest.mark.slow
def test_a_sheet_is_a_table(tmp_path: Path) -> None:
    """Works run in a scene and become rows; those of tools that are absent are named."""
    studio = Studio(folder=tmp_path, pages=3, turns=1)
    names = ("python -c pass", "generate", "DCG")
    sheet = sheets.raced(studio, studio.scene(2), "folder", names)
    lines = list(run.table(sheet))
    assert lines[0] == "## folder: made, 3 pages, dataclass"
    assert [row.split("|")[1].strip() for row in lines if row[0:1] == "|"] == [
        *("work", ":--"),
        *names[:2],
    ]
    assert {len(row) for row in lines if row[0:1] == "|"} == {95}
    assert "* not measured: DCG is not installed" in lines


def test_sheets_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet that does not exist is refused."""
    with pytest.raises(SystemExit, match="2"):
        run.main(["larg"])
    assert "no sheet is named larg" in capsys.readouterr().err


def test_stages_are_timed(tmp_path: Path) -> None:
    """Every stage of the pipeline is one that is gone through."""
    made_pages.write(tmp_path, 3)
    program = works.HERE / "stages.py"
    done = subprocess.run(
        [sys.executable, program, tmp_path],
        env=scenes.ENVIRONMENT,
        check=True,
        capture_output=True,
        text=True,
    )
    stages = [row.split("|")[1].strip() for row in done.stdout.splitlines()[2:]]
    assert len(stages) == len(set(stages)) == 15


def test_a_sheet_without_times() -> None:
    """What is counted is said in lines."""
    sheet = Sheet(title="doubts", lines=["none"])
    assert list(run.table(sheet)) == ["## doubts", "", "* none", ""]
