"""Where platforms show findings: on a file, whatever they are about, and in every format."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.scratch import Scratch, in_step


def of_github(out: str) -> list[str]:
    """Return the files of annotations."""
    lines = [line for line in out.splitlines() if line.startswith("::")]
    return [line.partition("file=")[2].partition(",")[0] for line in lines]


def of_gitlab(out: str) -> list[str]:
    """Return the files of a code quality report."""
    return [each["location"]["path"] for each in json.loads(out)]


def of_sarif(out: str) -> list[str]:
    """Return the files of a log."""
    (run,) = json.loads(out)["runs"]
    places = (each["locations"][0]["physicalLocation"] for each in run["results"])
    return [each["artifactLocation"]["uri"] for each in places]


def of_junit(out: str) -> list[str]:
    """Return the files of a suite of tests."""
    suites = ET.fromstring(out)  # noqa: S314  # our own
    return [str(each.get("classname")) for each in suites.iter("testcase")]


FORMATS = {
    "github": of_github,
    "gitlab": of_gitlab,
    "sarif": of_sarif,
    "junit": of_junit,
}


def gone(scratch: Scratch) -> None:
    """Delete the package."""
    shutil.rmtree(scratch.root / "models")


def without_models(scratch: Scratch) -> None:
    """Let the docs hold no table."""
    shutil.rmtree(scratch.root / "spec")
    scratch.write("spec/A.md", "See elsewhere.\n")


def without_docs(scratch: Scratch) -> None:
    """Delete the docs."""
    shutil.rmtree(scratch.root / "spec")


def in_the_way(scratch: Scratch) -> None:
    """Put a file in the place of the output."""
    gone(scratch)
    scratch.write("models", "mine\n")


def here(scratch: Scratch) -> None:
    """Let docs and output be the folder of the configuration, and delete the latter."""
    gone(scratch)
    scratch.edit("pyproject.toml", '"models"', '"."')


def unsettled(scratch: Scratch) -> None:
    """Leave open how the API spells its names."""
    scratch.edit("pyproject.toml", 'wire_case = "camel"', "")


def unconfigured(scratch: Scratch) -> None:
    """Delete the configuration."""
    (scratch.root / "pyproject.toml").unlink()


STATES = [gone, without_models, without_docs, in_the_way, here, unsettled, unconfigured]


@pytest.mark.parametrize("state", STATES)
def test_each_is_on_a_file(tmp_path: Path, state: Callable[[Scratch], None]) -> None:
    """Never on a folder, which no platform can show, nor on what is not there."""
    scratch = in_step(tmp_path / "repository")
    state(scratch)
    for name, places_of in FORMATS.items():
        run = scratch.run("check", "--format", name)
        places = places_of(run.out)
        assert places, run.err
        for place in places:
            is_there = (scratch.root / place).is_file()
            assert is_there or (state, place) == (unconfigured, "pyproject.toml")


def test_what_is_filed_is_told_in_the_log(tmp_path: Path) -> None:
    """One run is enough for the report of a server and for whoever reads the log."""
    scratch = in_step(tmp_path / "repository")
    gone(scratch)
    said = scratch.run("check").err
    for name in ("gitlab", "sarif", "junit"):
        assert scratch.run("check", "--format", name).err == said
    for name in ("json", "jsonl", "github"):
        assert scratch.run("check", "--format", name).err == ""
