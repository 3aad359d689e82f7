"""What users see of generated models: the types that mypy and pyright show, and docs of code."""

import inspect
import re
from itertools import product
from pathlib import Path

import pytest
from tests.behaviour.test_given_values import GIVEN
from tests.behaviour.test_namesakes import NAMESAKES, TWICE
from tests.behaviour.test_recursive_unions import EACH_OTHER
from tests.checkers import complaints, each_checker
from tests.golden.everything import EVERYTHING, STRING, field, module, schema, thing
from tests.golden.packages import imported, write

_HEAD = """\
from __future__ import annotations

from typing import assert_type

{imports}
from models import (
    Contact, Details, Dock, Gate, Group, Later, Level, Owner, Point, Rate, Station
)
from models import Status


def look(station: Station, owner: Owner, details: Details, dock: Dock) -> None:
    kinds: Dock | Gate | list[Dock] | list[int] | dict[str, Gate] = details
    contact: Contact = owner
    later: Later = [kinds, contact]
    group: Group = [dock, [[dock]]]
    print(later, group)
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
    Station(id_="1", status="open", since=None, anything=0)
    Dock(size=1, kind="open")
    Dock(size=1, kind=None)
    station.status = dock.kind = "open"
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
    assert_type(station.extra_members, dict[str, Any])
    station.extra_members = {}


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


GIVING = """\
from __future__ import annotations

from typing import assert_type

from models import Bulb, Colour, Lamp, Level


def give(lamp: Lamp, colours: list[Colour], texts: list[str]) -> None:
    Lamp(needed="red", null=None, must=1, all=["red", Colour.RED])
    Lamp(needed="red", null=None, must=1, all=colours, rows=[[1], [Level.ONE, 2], []])
    Lamp(needed="red", null=None, must=1, both=["red", Colour.RED, Bulb(watts=1)])
    Lamp(needed="red", null=None, must=1, either="red", gaps=["red", None])
    Lamp(needed="red", null=None, must=1, either=["red", Colour.RED], all=None)
    Lamp(needed="red", null=None, must=1, either=Bulb(watts=2), text_or=["red"])
    Lamp(needed="red", null=None, must=1, by_name={"a": 0.5, "b": 1}, text_or="x")
    lamp.all = [text for text in texts]
    lamp.all = texts
    lamp.all = ["red"]
    assert_type(lamp.all, list[Colour] | None)
    lamp.rows = [[1]]
    assert_type(lamp.rows, list[list[Level]] | None)
    for each in lamp.both or ():
        assert_type(each, Colour | Bulb)
    lamp.all = "red"
    lamp.all = [1]
    lamp.rows = [["a"]]
    Lamp(needed="red", null=None, must=1, all="red")
    Lamp(needed="red", null=None, must=1, both=[1])
"""
"""A program that gives plain values inside of others; its last five lines are mistakes."""

LARGE = schema(
    module(
        "station",
        thing("Large", *(field(f"x_{n}", STRING) for n in range(1000))),
        thing("Cases", *(field(name, STRING) for name in ("ab", "aB", "AB", "Ab"))),
    )
)
"""Models of a thousand fields, and of fields whose names differ in case alone."""

SCHEMAS = {
    "models": EVERYTHING,
    "large": LARGE,
    "namesakes": NAMESAKES,
    "twice": TWICE,
    "given": GIVEN,
    "each_other": EACH_OTHER,
}
"""What is checked: also models of many fields, and what is called alike."""


GIVEN_TO = ("dataclass", "pydantic", "msgspec")
"""The targets whose models take plain values in place of members of enums."""


def mistakes(target: str) -> str:
    """Return a program that lacks a member, has some of wrong types and one that is none."""
    other = "Point(lat=1)['nope']" if target == "typeddict" else "Point(lat=1).nope"
    wrong = ("Point()", "Point(lat='x')", other, "Dock(size=1, kind=1)")
    lines = [*(f"print({each})" for each in wrong), "group: Group = [[1]]"]
    return "\n".join(["from models import Dock, Group, Point", *lines])


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with packages of each target, and two programs for each."""
    folder = tmp_path_factory.mktemp("programs")
    for target, name in product(SEEN, SCHEMAS):
        write(SCHEMAS[name], target, folder / f"{target}_{name}")
    for target, program in SEEN.items():
        texts = {"seen": program, "mistakes": mistakes(target)}
        for name, text in texts.items():
            importing = text.replace("from models ", f"from {target}_models ")
            (folder / f"{target}_{name}.py").write_text(importing, "utf-8")
    for target in GIVEN_TO:
        importing = GIVING.replace("from models ", f"from {target}_given ")
        (folder / f"{target}_giving.py").write_text(importing, "utf-8")
    return folder


@pytest.mark.slow
@each_checker
def test_checkers_see_mistakes_and_nothing_else(checker: str, programs: Path) -> None:
    """They know the types of attributes, members and results, in cycles and lazily."""
    told = complaints(checker, programs)
    found = set(re.findall(r"(\w+)\.py:(\d+)", told))
    wrong = {(f"{target}_mistakes", line) for target in SEEN for line in "23456"}
    last = len(GIVING.splitlines())
    lines = range(last - 4, last + 1)
    wrong |= {(f"{name}_giving", f"{line}") for name in GIVEN_TO for line in lines}
    assert found == wrong, told


def test_griffe_sees_constructors(tmp_path: Path) -> None:
    """It reads code for mkdocstrings without running it: its parameters are those of Python.

    But for what no page describes, which Python takes last and others see as an attribute alone.
    """
    griffe = pytest.importorskip("griffe")
    models = imported(EVERYTHING, "dataclass", tmp_path / "described")
    read = griffe.load("described", search_paths=[tmp_path], resolve_aliases=True)
    for name in ("Station", "Owner", "Point", "Dock", "Bare", "Only"):
        model = getattr(models, name)
        *fields, last = (made := inspect.signature(model).parameters)
        assert last == "extra_members"
        seen = read[f"{model.__module__.rpartition('.')[2]}.{name}"].parameters
        given = [each for each in seen if each.name != "self"]
        assert [(each.name, each.required) for each in given] == [
            (each, made[each].default is inspect.Parameter.empty) for each in fields
        ]
        assert all(each.annotation for each in given)
        assert {each.kind.name for each in given} <= {"keyword_only"}
