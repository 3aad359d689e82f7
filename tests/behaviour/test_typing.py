"""What users see of generated models: the types that mypy and pyright show."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.behaviour.test_namesakes import NAMESAKES, TWICE
from tests.golden.everything import EVERYTHING, STRING, field, module, schema, thing
from tests.golden.packages import write

from typetable.schema import Schema

TOOLS = Path(sys.executable).parent
CHECKERS = {
    "mypy": ("mypy", "--strict", "seen.py"),
    "pyright": ("pyright", "--pythonpath", sys.executable),
}

_HEAD = """\
from __future__ import annotations

from typing import assert_type

{imports}
from models import (
    Contact, Details, Dock, Gate, Later, Level, Owner, Point, Rate, Station, Status
)


def look(station: Station, owner: Owner, details: Details, dock: Dock) -> None:
    kinds: Dock | Gate | list[Dock] | list[int] | dict[str, Gate] = details
    contact: Contact = owner
    later: Later = [kinds, contact]
    print(later)
"""

_ATTRIBUTES = """\
    assert_type(station.id_, str)
    assert_type(station.class_, str | None)
    assert_type(station.list_, list[list[str]] | None)
    assert_type(station.status, Status)
    assert_type(station.status.is_known, bool)
    assert_type(station.levels, list[Level] | None)
    assert_type(station.parent, Station | None)
    assert_type(station.since, str | None)
    assert_type(station.image, bytes | None)
    assert_type(station.owner, Owner | None)
    assert_type(station.either, str | int | list[Point] | None)
    assert_type(station.mixed, list[Status | Point] | None)
    assert_type(owner.stations, list[Station] | None)
    assert_type(Status.OPEN, Literal[Status.OPEN])
    value: str = Status.OPEN.value
    print(value)
    assert_type(Status("new"), Status)
    Station(id_="1", status=Status.OPEN, since=None, anything=0, class_="c")
    if isinstance(details, Dock):
        assert_type(details.size, int)
    match dock:
        case Dock(kind=Status.OPEN, size=size):
            assert_type(size, int)
        case _:
            pass
"""

SEEN = {
    "dataclass": _HEAD.format(
        imports="from typing import Any, Literal\n\nfrom models import DecodeError, DecodeProblem"
    )
    + _ATTRIBUTES
    + """\
    assert_type(station.at, Point | None)
    assert_type(station.rate, Rate | None)
    assert_type(Station.from_dict({}), Station)
    assert_type(station.to_dict(), dict[str, Any])


def problems(error: DecodeError) -> tuple[DecodeProblem, ...]:
    return error.problems
""",
    "pydantic": _HEAD.format(imports="from typing import Any, Literal\n")
    + _ATTRIBUTES
    + """\
    assert_type(station.at, Point | None)
    assert_type(station.rate, Rate | None)
    assert_type(Station.model_validate_json(""), Station)
    assert_type(station.model_dump(), dict[str, Any])
""",
    "msgspec": _HEAD.format(
        imports="from typing import Literal\n\nfrom msgspec import UnsetType, json"
    )
    + _ATTRIBUTES
    + """\
    assert_type(station.at, Point | None | UnsetType)
    assert_type(station.rate, float | None)
    assert_type(json.decode("", type=Station), Station)
    assert_type(json.encode(station), bytes)
    print(Rate.HALF)
""",
    "typeddict": _HEAD.format(imports="from typing import Literal\n")
    + """\
    assert_type(station["id"], str)
    assert_type(station.get("class"), str | None)
    assert_type(station["since"], str | None)
    assert_type(owner.get("stations"), list[Station] | None)
    if "kind" in dock and "levels" in station:
        status: Status = dock["kind"]
        levels: list[Level] = station["levels"]
        known: Literal["open"] = "open"
        rate: Rate = 0.5
        print(status, levels, known, rate)
    point: Point = {"lat": 1}
    print(Dock(size=1, kind="open"), point)
""",
}
"""A program for each target, of which checkers have nothing to say."""


LARGE = schema(
    module("station", thing("Large", *(field(f"x_{n}", STRING) for n in range(80))))
)
"""A model of so many fields that pyright stops inferring what their variables hold."""


def findings(checker: str, program: str, models: Path) -> str:
    """Return what a checker has to say of a program and its models; nothing if content."""
    folder = models.parent
    (folder / "seen.py").write_text(program, "utf-8")
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    name, *options = CHECKERS[checker]
    run = subprocess.run(
        [TOOLS / name, *options],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    return run.stdout if run.returncode else ""


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("target", SEEN)
def test_types(checker: str, target: str, tmp_path: Path) -> None:
    """Checkers see the types of attributes, members and results, in cycles and lazily."""
    models = write(EVERYTHING, target, tmp_path / "models")
    assert findings(checker, SEEN[target], models) == ""


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("target", SEEN)
@pytest.mark.parametrize("unusual", [LARGE, NAMESAKES, TWICE])
def test_unusual_models(
    checker: str, target: str, unusual: Schema, tmp_path: Path
) -> None:
    """Checkers are content with models of many fields, and with what is called alike."""
    models = write(unusual, target, tmp_path / "models")
    assert findings(checker, "import models as models\n", models) == ""


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("target", SEEN)
def test_mistakes(checker: str, target: str, tmp_path: Path) -> None:
    """Checkers see a member that is missing, one of the wrong type, and one that is none."""
    other = "Point(lat=1)['nope']" if target == "typeddict" else "Point(lat=1).nope"
    mistakes = ["Point()", "Point(lat='x')", other]
    lines = ["from models import Point", *(f"print({each})" for each in mistakes)]
    models = write(EVERYTHING, target, tmp_path / "models")
    found = findings(checker, "\n".join(lines), models)
    assert all(f"seen.py:{line}:" in found for line in (2, 3, 4)), found
