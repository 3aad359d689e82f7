"""What a reviewer sees where docs change: what they say now, and nothing else."""

from __future__ import annotations

from difflib import ndiff
from typing import TYPE_CHECKING

import pytest
from tests.scratch import OWNER, STATION, in_step

from typetable.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.scratch import Scratch

ADDED = "| afloat | bool | ❌ | Whether it swims. |\n"

DECLARED = {
    "dataclass": "    afloat: bool | None = None",
    "pydantic": "    afloat: bool | None = None",
    "msgspec": "    afloat: bool | None = None",
    "typeddict": "    afloat: NotRequired[bool]",
}


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest) -> str:
    """Return one target after the other."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def repository(target: str, tmp_path: Path) -> Scratch:
    """Return a repository in step, with models of a target."""
    return in_step(tmp_path / "repository", f"target = '{target}'")


def files(repository: Scratch, folder: str = "models") -> dict[str, str]:
    """Return the generated code in a folder."""
    found = (repository.root / folder).glob("*.py")
    return {path.name: path.read_text("utf-8") for path in found}


def test_a_field_that_is_added(repository: Scratch, target: str) -> None:
    """Its own lines are all that changes beside the checksum of its module."""
    before = files(repository)
    repository.write("spec/Station.md", STATION.replace("| colour", f"{ADDED}| colour"))
    assert repository.run("generate").code == 0
    after = files(repository)
    (changed,) = (name for name in after if after[name] != before[name])
    lines = ndiff(before[changed].splitlines(), after[changed].splitlines())
    told = [line for line in lines if line[0] in "+-" and "# typetable: " not in line]
    assert told == [f"+ {DECLARED[target]}", '+     """Whether it swims."""']


def test_packages_do_not_tell_how_they_grew(repository: Scratch) -> None:
    """A page that comes and goes leaves nothing, and what grew is what is made at once."""
    before = files(repository)
    repository.write("spec/Boat.md", OWNER.replace("Owner", "Boat"))
    either = OWNER.replace("Owner", "Either").replace("| Station |", "| bytes |")
    repository.write("spec/Either.md", either)
    assert repository.run("generate").code == 0
    assert repository.run("generate", "--output", "other").code == 0
    assert files(repository) == files(repository, "other") != before
    for page in ("Boat", "Either"):
        (repository.root / f"spec/{page}.md").unlink()
    assert repository.run("generate").code == 0
    assert files(repository) == before
