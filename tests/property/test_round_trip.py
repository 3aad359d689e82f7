"""Whatever JSON the docs allow, and whatever they do not mention, comes back as it was."""

from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.behaviour.kits import KITS, Kit
from tests.golden.everything import EVERYTHING
from tests.golden.packages import imported
from tests.property.json_values import Surplus, Values

from typetable.schema import Ref

SURPLUS = {
    "dataclass": Surplus(),
    "pydantic": Surplus(nulls=False, whole=False),
    "msgspec": Surplus(nulls=False, optional_nulls=False, extras=False, whole=False),
    "typeddict": Surplus(),
}
"""What each target keeps, as far as its library can; the README says the same in words."""


@pytest.fixture(scope="module", params=KITS.values(), ids=[*KITS])
def kit(request: pytest.FixtureRequest) -> Kit:
    """Return one target after the other."""
    chosen: Kit = request.param
    return chosen


@pytest.fixture(scope="module")
def models(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package with everything."""
    folder = tmp_path_factory.mktemp(kit.target) / f"round_trip_of_{kit.target}"
    return imported(EVERYTHING, kit.target, folder)


STATIONS = {
    target: Values(EVERYTHING, surplus).of(Ref("Station", "station"))
    for target, surplus in SURPLUS.items()
}


@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_round_trip(kit: Kit, models: ModuleType, data: st.DataObject) -> None:
    """Encoding what was decoded gives the JSON value back."""
    value: dict[str, Any] = data.draw(STATIONS[kit.target])
    station = kit.decode(models.Station, value)
    assert kit.encode(station) == value
    assert kit.decode(models.Station, kit.encode(station)) == station
