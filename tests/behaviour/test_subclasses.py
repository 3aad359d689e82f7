"""What users build upon dataclass models: subclasses with fields of their own, and nulls."""

import copy
import dataclasses
import pickle
from dataclasses import dataclass, field
from types import ModuleType
from typing import Annotated, Any

import pytest
from tests.golden.everything import EVERYTHING
from tests.golden.packages import found, write

models: ModuleType = None  # type: ignore[assignment]  # the package, once it is there


@pytest.fixture(scope="module")
def spot(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return a class with fields of its own over a model, with slots as the model has."""
    folder = tmp_path_factory.mktemp("subclasses") / "models_for_subclasses"
    package = found(write(EVERYTHING, "dataclass", folder))
    globals().update(models=package)

    @dataclass(slots=True, kw_only=True)
    class Spot(package.Point):  # type: ignore[misc, name-defined]
        note: str | None = None
        seen: list[int] = field(default_factory=list)
        kind: Annotated["models.Status", package.JsonName("@kind")]  # type: ignore[name-defined]
        count: int = 7

    globals()["Spot"] = Spot
    Spot.__qualname__ = "Spot"
    return Spot


DATA: dict[str, Any] = {"lat": 1, "@kind": "open", "note": "n", "seen": [1], "x": None}


def test_fields_of_ones_own_are_decoded(spot: Any) -> None:
    """By their types and names, checked as others are, and encoded again."""
    made = spot.from_dict(DATA)
    assert (made.note, made.seen, made.kind) == ("n", [1], models.Status.OPEN)
    assert made.to_dict() == DATA | {"count": 7}
    with pytest.raises(models.DecodeError, match="/seen/1: expected integer"):
        spot.from_dict(DATA | {"seen": [1, "x"]})
    with pytest.raises(models.DecodeError, match="/@kind: expected string"):
        spot.from_dict({"lat": 1})


def test_defaults_of_ones_own_stand_for_absence(spot: Any) -> None:
    """Each model gets a new one where there is a factory."""
    made, other = (spot.from_dict({"lat": 1, "@kind": "open"}) for _ in range(2))
    assert (made.note, made.seen, made.count) == (None, [], 7)
    assert made.seen is not other.seen


def test_all_that_dataclasses_do_works(spot: Any) -> None:
    """Show, compare, copy, pickle, replace and take apart, with what no page describes."""
    made = spot.from_dict(DATA)
    assert "note='n'" in repr(made)
    assert made == spot.from_dict(DATA) != spot.from_dict(DATA | {"note": "m"})
    assert copy.copy(made) == copy.deepcopy(made) == made
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301
    assert dataclasses.replace(made, note="m").to_dict()["note"] == "m"
    assert dataclasses.asdict(made)["extra_members"] == {"x": None}
    assert not hasattr(made, "__dict__")


def test_subclasses_in_models_are_encoded_whole(spot: Any) -> None:
    """Where a model is expected, one with more fields keeps them, whoever encodes it."""
    data = {"id": "1", "status": "open", "since": "", "anything": 0}
    station = models.Station.from_dict(data)
    station.at = spot.from_dict(DATA)
    assert station.to_dict()["at"]["note"] == "n"

    class Loud(models.Dock):  # type: ignore[misc, name-defined]
        def to_dict(self) -> dict[str, Any]:
            return {"loud": True, **super().to_dict()}

    station.details = [Loud.from_dict({"size": 1})]
    assert station.to_dict()["details"] == [{"loud": True, "size": 1}]


def test_a_null_can_be_given(spot: Any) -> None:
    """For an attribute that may be absent, to a new model or to a copy, and is as if decoded."""
    point = models.Point(lat=1, lon=models.NULL)
    assert point.lon is None
    assert point.to_dict() == {"lat": 1, "lon": None}
    assert point == models.Point.from_dict({"lat": 1, "lon": None})
    other = dataclasses.replace(models.Point(lat=1, lon=2), lon=models.NULL)
    assert other == point
    made = spot(lat=1, kind=models.Status.OPEN, note=models.NULL)
    assert made.to_dict()["note"] is None


@pytest.mark.usefixtures("spot")
def test_extra_members_come_last() -> None:
    """In JSON, where what is set goes first, and in the text of a model."""
    data = {"more": 1, "lon": None, "lat": 2}
    point = models.Point.from_dict(data)
    assert [*point.to_dict()] == ["lat", "more", "lon"]
    assert repr(point).endswith("extra_members={'more': 1, 'lon': None})")
    point.lon = 3
    assert point.to_dict() == data | {"lon": 3}


@pytest.mark.usefixtures("spot")
def test_what_json_cannot_hold_is_told() -> None:
    """A field of a type of which there is no JSON value is an error of the class."""

    @dataclass(kw_only=True)
    class Odd(models.Point):  # type: ignore[misc, name-defined]
        when: complex

    with pytest.raises(TypeError, match="complex"):
        Odd.from_dict({"lat": 1, "when": 1})


@pytest.mark.usefixtures("spot")
def test_nothing_is_made_of_half_a_model() -> None:
    """What a class does after `__init__` is not done where something is wrong or missing."""

    @dataclass(slots=True, kw_only=True)
    class Twice(models.Point):  # type: ignore[misc, name-defined]
        double: float = field(init=False, default=0.0)

        def __post_init__(self) -> None:
            self.double = self.lat * 2

    assert Twice.from_dict({"lat": 1, "lon": None}).double == 2
    with pytest.raises(models.DecodeError, match="/lat: expected number"):
        Twice.from_dict({"lon": "x"})
