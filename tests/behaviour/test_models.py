"""What generated models do where the target has decoders of its own."""

import copy
import dataclasses
import json
import pickle
import subprocess
import sys
import types
import typing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.behaviour.kits import Kit
from tests.golden.everything import TASK
from tests.golden.packages import imported

pytestmark = pytest.mark.parametrize("kit", ["dataclass"], indirect=True)


@pytest.fixture(scope="module")
def tasks(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package of the page about tasks."""
    folder = tmp_path_factory.mktemp(kit.target) / f"tasks_of_{kit.target}"
    return imported(TASK, kit.target, folder)


STATION: dict[str, Any] = {
    "id": "1",
    "class": "c",
    "list": [["a"], []],
    "dict": {"a": 1},
    "from_dict": False,
    "extra_members": {"q": 1},
    "status": "open",
    "levels": [1, 2],
    "rate": 0.5,
    "parent": {"id": "2", "status": "name", "since": "1999", "anything": 0},
    "at": {"lat": 1.5, "lon": 2},
    "since": "2020",
    "image": "aGk=",
    "anything": [1],
    "share": 1,
    "details": [{"size": 3}],
    "later": {"z": 1},
    "owner": {"name": "n", "contact": "me"},
    "either": [{"lat": 1.5}],
    "mixed": ["open", {"lat": 1}],
    "aNameThatIsAsLongAsFortyCharacters": [{"k": {"lat": 2}}],
}
BARE: dict[str, Any] = {"id": "1", "status": "open", "since": "", "anything": 0}

restored = pickle.loads

PAYLOADS = [
    (
        {
            "id": "66ae9950-0869-4e65-96b0-1e0e47e771af",
            "meta": {
                "url": "/collections/123",
                "model": "collection",
                "action": "update",
            },
            "status": "completed",
            "details": {"resources": [{"id": "1", "url": "/collections/1"}]},
            "createdAt": "2024-02-12T19:34:49.000Z",
            "updatedAt": "2024-02-12T19:35:10.000Z",
        },
        "Details1",
    ),
    (
        {
            "id": "7",
            "status": "failed",
            "details": {"error": {"message": "No such collection."}},
        },
        "Details2",
    ),
    (
        {"id": "8", "status": "cancelled", "details": None, "progress": 0.5},
        "NoneType",
    ),
]


@pytest.mark.parametrize(("payload", "member"), PAYLOADS)
def test_answers(kit: Kit, tasks: ModuleType, payload: Any, member: str) -> None:
    """Answers of an API come back as they were, and the union picks the right member."""
    task = kit.decode(tasks.Task, payload)
    assert type(task.details).__name__ == member
    assert json.dumps(kit.encode(task), sort_keys=True) == json.dumps(
        payload, sort_keys=True
    )


def test_everything_comes_back(kit: Kit, models: ModuleType) -> None:
    """What the docs describe is held by attributes and encoded as it was."""
    station = kit.decode(models.Station, STATION, strict=True)
    assert kit.encode(station) == STATION
    assert station.image == b"hi"
    assert station.parent.parent is None
    assert type(station.owner) is models.Owner


def test_construct(kit: Kit, models: ModuleType) -> None:
    """Attributes are given by keyword; those that may be absent need not be."""
    point = models.Point(lat=1.5)
    assert point.lon is None
    assert kit.encode(point) == {"lat": 1.5}
    with pytest.raises(TypeError):
        models.Point()


def test_equality_and_repr(kit: Kit, models: ModuleType) -> None:
    """Models are equal by all that they hold, and show what is not absent."""
    point = kit.decode(models.Point, {"lat": 1, "note": "x"})
    assert point == kit.decode(models.Point, {"note": "x", "lat": 1})
    assert point != models.Point(lat=1)
    assert point != models.Bare()
    assert repr(point) == "Point(lat=1, extra_members={'note': 'x'})"
    assert repr(models.Point(lat=0)) == "Point(lat=0)"


def test_copies(kit: Kit, models: ModuleType) -> None:
    """Copies and pickles are equal to the original, unknown values included."""
    station = kit.decode(models.Station, STATION | {"status": "new", "more": None})
    assert copy.copy(station) == copy.deepcopy(station) == station
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert restored(pickle.dumps(station, protocol)) == station
    if sys.version_info >= (3, 13):
        assert copy.replace(station, id_="9").id_ == "9"


def test_replace(kit: Kit, models: ModuleType) -> None:
    """A copy with other attributes keeps the rest, and what is set wins over a null."""
    point = kit.decode(models.Point, {"lat": 1, "lon": None, "more": 2})
    assert kit.encode(dataclasses.replace(point, lon=3)) == {
        "lat": 1,
        "lon": 3,
        "more": 2,
    }


def test_members_of_ones_own(kit: Kit, models: ModuleType) -> None:
    """A model without unknown members gets a dictionary for them when somebody asks for it."""
    point = kit.decode(models.Point, {"lat": 1})
    other = copy.copy(point)
    point.extra_members["note"] = "x"
    assert point.extra_members is point.extra_members
    assert kit.encode(point) == {"lat": 1, "note": "x"}
    assert kit.encode(other) == {"lat": 1}
    other.extra_members = {"more": None}
    assert kit.encode(other) == {"lat": 1, "more": None}


LAZILY = """\
import sys
from inspect import signature

from {package} import Dock, Point

assert Point.from_dict({{"lat": 1}}).to_dict() == {{"lat": 1}}
assert "dataclasses" not in sys.modules
assert [*signature(Point).parameters] == ["lat", "lon", "extra_members"]


class Pier(Dock):
    def __init__(self, length):
        super().__init__(size=length)


assert Pier(5) == Pier(5) != Pier(6)
"""


def test_dataclasses_are_lazy(models: ModuleType) -> None:
    """Who only decodes and encodes never imports `dataclasses`, and who asks is told the same."""
    folder = Path(typing.cast(str, models.__file__)).parent
    program = LAZILY.format(package=folder.name)
    run = [sys.executable, "-S", "-W", "error", "-c", program]
    subprocess.run(run, cwd=folder.parent, check=True)


def test_dataclasses_of_others(models: ModuleType) -> None:
    """Models are dataclasses with slots, and others can be made of them."""
    point = models.Point(lat=1)
    assert point.extra_members is not models.Point(lat=1).extra_members
    held: dict[str, Any] = {"lat": 1, "lon": None, "extra_members": {}}
    assert [*dataclasses.asdict(point).items()] == [*held.items()]
    with pytest.raises(AttributeError):
        point.longitude = 2
    seen: Any = ("seen", list[str], dataclasses.field(default_factory=list))
    spot: Any = dataclasses.make_dataclass(
        "Spot", [seen], bases=(models.Point,), kw_only=True, slots=True
    )
    names = ["extra_members", "lat", "lon", "seen"]
    assert [field.name for field in dataclasses.fields(spot)] == names
    assert spot(lat=1, seen=["x"]) == spot(lat=1, seen=["x"]) != spot(lat=1)


def test_match(kit: Kit, models: ModuleType) -> None:
    """Models can be matched by their attributes."""
    match kit.decode(models.Dock, {"kind": "open", "size": 2}):
        case models.Dock(kind=models.Status.OPEN, size=size):
            assert size == 2
        case _:
            pytest.fail("no match")


def test_enums_are_open(models: ModuleType) -> None:
    """A value that is not listed is kept, compares, hashes and says that it is not known."""
    status = models.Status("new")
    assert status == "new" == status.value
    assert not status.is_known
    assert models.Status.OPEN.is_known
    assert {status: 1}[models.Status("new")] == 1
    assert (str(status), f"{status:>4}") == ("new", " new")
    assert "new" in repr(status)
    assert models.Status("") is models.Status.VALUE
    assert models.Level(7) == 7
    assert models.Rate(0.25) == 0.25
    with pytest.raises(ValueError, match="5"):
        models.Status(5)


def test_null_is_not_absent(kit: Kit, models: ModuleType) -> None:
    """A null stays a null, wherever it is, and what is absent stays absent."""
    data = BARE | {"class": None, "status": None, "levels": [None, 1], "at": None}
    station = kit.decode(models.Station, data)
    assert station.class_ is station.status is None
    assert kit.encode(station) == data


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"size": 1}, "Dock"),
        ({"size": "x"}, "Gate"),
        ({"kind": "gate"}, "Gate"),
        ({"size": 1, "more": 2}, "Dock"),
        ([{"size": 1}], "list"),
        ([1], "list"),
        ([], "list"),
        ("text", "str"),
        ({"a": {"size": "x"}, "b": {}}, "dict"),
        (True, "bool"),
    ],
)
def test_best_fit(kit: Kit, models: ModuleType, value: Any, kind: str) -> None:
    """A union becomes the member that fits best, and what fits none is kept."""
    station = kit.decode(models.Station, BARE | {"details": value})
    assert type(station.details).__name__ == kind
    assert kit.encode(station) == BARE | {"details": value}


def test_discriminator(kit: Kit, models: ModuleType) -> None:
    """Where a member names the type of an object, it decides."""
    tagged: dict[str, Any] = {"tagged": {"kind": "gate", "size": "1"}}
    assert type(kit.decode(models.Holder, tagged).tagged) is models.Gate
    tagged = {"tagged": {"kind": "open", "size": 1}}
    assert type(kit.decode(models.Holder, tagged).tagged) is models.Dock


def test_every_problem_is_told(kit: Kit, models: ModuleType) -> None:
    """One error names every place where JSON is not what the docs say."""
    data = {
        "id": 1,
        "status": [],
        "levels": [1, "x", True],
        "dict": {"a/b~": "x"},
        "at": {"lat": None, "lon": 1.5},
        "owner": 5,
        "image": "aGk",
        "nothing": 0,
    }
    with pytest.raises(models.DecodeError) as caught:
        kit.decode(models.Station, data)
    assert sorted((p.pointer, p.expected, p.found) for p in caught.value.problems) == [
        ("/anything", "a value", "nothing"),
        ("/at/lon", "integer", "number 1.5"),
        ("/dict/a~1b~0", "integer", "string 'x'"),
        ("/id", "string", "integer 1"),
        ("/image", "Base64 text", "string 'aGk'"),
        ("/levels/1", "integer", "string 'x'"),
        ("/levels/2", "integer", "boolean True"),
        ("/nothing", "null", "integer 0"),
        ("/owner", "object", "integer 5"),
        ("/since", "string", "nothing"),
        ("/status", "string", "array"),
    ]
    assert "/at/lon: expected integer, found number 1.5" in str(caught.value)
    assert str(restored(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("Since", "nothing; the object has `Since`"),
        ("_s-i.n ce", "nothing; the object has `_s-i.n ce`"),
        ("sinces", "nothing"),
        ("si\nnce", "nothing"),
        ("since" + "_" * 500, "nothing"),
    ],
)
def test_a_member_in_another_spelling_is_named(
    kit: Kit, models: ModuleType, key: str, found: str
) -> None:
    """The docs, or the wire case, may spell it in another way than the API."""
    data = {name: value for name, value in BARE.items() if name != "since"}
    with pytest.raises(models.DecodeError) as caught:
        kit.decode(models.Station, {**data, key: ""})
    assert [(p.pointer, p.found) for p in caught.value.problems] == [("/since", found)]
    assert str(caught.value) == f"/since: expected string, found {found}"


@pytest.mark.parametrize("data", [None, [], "x", 5])
def test_no_object(kit: Kit, models: ModuleType, data: Any) -> None:
    """A model is made of an object, and of nothing else."""
    with pytest.raises(models.DecodeError, match="the whole value: expected object"):
        kit.decode(models.Point, data)


def test_strict(kit: Kit, models: ModuleType) -> None:
    """Strict decoding allows only what the docs say."""
    data = BARE | {
        "status": "new",
        "class": None,
        "at": None,
        "since": None,
        "more": 1,
        "details": "text",
        "levels": [None],
    }
    kit.decode(models.Station, data)
    with pytest.raises(models.DecodeError) as caught:
        kit.decode(models.Station, data, strict=True)
    pointers = sorted(problem.pointer for problem in caught.value.problems)
    assert pointers == ["/class", "/details", "/levels/0", "/more", "/status"]


def test_whole_numbers(kit: Kit, models: ModuleType) -> None:
    """1.0 is an integer, as in JSON Schema, and stays 1.0."""
    data = {"lat": 1, "lon": 2.0}
    assert repr(kit.encode(kit.decode(models.Point, data))["lon"]) == "2.0"


def test_type_hints(models: ModuleType) -> None:
    """Every annotation means something at run time, in cycles too."""
    hints = typing.get_type_hints(models.Station)
    assert hints["owner"] == models.Owner | None
    stations = types.GenericAlias(list, models.Station)
    assert typing.get_type_hints(models.Owner)["stations"] == stations | None


def test_package(models: ModuleType) -> None:
    """The package lists what it exports, and knows nothing else."""
    assert {"Station", "DecodeError"} <= set(dir(models)) & set(models.__all__)
    with pytest.raises(AttributeError, match="nope"):
        _ = models.nope


@pytest.mark.parametrize("first", ["owner", "station", "place"])
def test_cycles_import(models: ModuleType, first: str) -> None:
    """Modules that import each other can be imported in any order, and are when they are used."""
    folder = Path(typing.cast(str, models.__file__)).parent
    code = (
        f"import sys, {folder.name} as m; assert len(sys.modules) < 80;"
        f"import {folder.name}.{first}; m.Station, m.Owner, m.Point"
    )
    subprocess.run(
        [
            sys.executable,
            "-I",
            "-W",
            "error",
            "-c",
            f"import sys; sys.path.insert(0, {str(folder.parent)!r}); {code}",
        ],
        check=True,
    )
