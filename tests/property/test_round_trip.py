"""Whatever JSON the docs allow, and whatever they do not mention, comes back as it was."""

from types import ModuleType
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.behaviour.kits import Kit
from tests.golden.everything import EVERYTHING
from tests.property.json_values import Surplus, Values

from typetable.schema import Ref

SURPLUS = {
    "dataclass": Surplus(),
    "pydantic": Surplus(nulls=False, whole=False),
    "msgspec": Surplus(nulls=False, optional_nulls=False, extras=False, whole=False),
    "typeddict": Surplus(),
}
"""What each target keeps, as far as its library can; the README says the same in words."""


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
