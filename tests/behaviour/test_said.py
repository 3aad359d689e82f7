"""What the docs say beyond types: it is told, and changes nothing that models promise."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.behaviour.kits import Kit
from tests.golden.everything import SAID
from tests.golden.packages import found, imported, texts, write

from typetable.targets import TARGETS

ORDER: dict[str, Any] = {
    "id": "1",
    "state": "half open",
    "token": "x" * 99,
    "size": 3,
    "colour": "green",
    "rights": 3,
    "switch": True,
    "mixed": "other",
    "tags": ["a", "z"],
    "same": {"count": 1},
    "lines": [{"count": 2}],
}
"""Values that the docs do not list, wherever they list some."""


@pytest.fixture(scope="module")
def orders(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package of a page that says all that can be said."""
    folder = tmp_path_factory.mktemp(kit.target) / f"orders_of_{kit.target}"
    return imported(SAID, kit.target, folder)


@pytest.fixture(scope="module")
def strict_orders(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the same package, strict."""
    folder = tmp_path_factory.mktemp(kit.target) / f"strict_orders_of_{kit.target}"
    return found(write(SAID, kit.target, folder, strict=True))


def test_what_the_docs_do_not_list_is_kept(kit: Kit, orders: ModuleType) -> None:
    """Constants, lengths and formats are told and not checked."""
    assert kit.encode(kit.decode(orders.Order, ORDER)) == ORDER


def test_other_members_are_kept(kit: Kit, orders: ModuleType) -> None:
    """Of the type that the docs state and of any other; msgspec keeps none."""
    value = {"id": "1", "x-a": [1], "x-b": "b"}
    kept = {"id": "1"} if kit.target == "msgspec" else value
    assert kit.encode(kit.decode(orders.Order, value)) == kept


def test_a_default_fills_nothing_in(kit: Kit, orders: ModuleType) -> None:
    """What is absent stays absent, and null stays null."""
    order = kit.decode(orders.Order, {})
    assert kit.encode(order) == {}
    if kit.target != "typeddict":
        assert order.state is None
    null = {"limit": None}
    assert kit.encode(kit.decode(orders.Order, null)) == null


def test_an_alias_is_its_member(kit: Kit, orders: ModuleType) -> None:
    """Booleans, of which Python has no enum, and a union of one member."""
    order = kit.decode(orders.Order, ORDER)
    if kit.target != "typeddict":
        assert orders.Same is orders.Line
        assert type(order.same) is orders.Line
        assert order.switch is True
        assert orders.Switch is bool


def test_strict_models_take_what_the_docs_allow(
    kit: Kit, strict_orders: ModuleType
) -> None:
    """An open enum has other values, and flags have sums."""
    value = {"colour": "green", "rights": 3, "switch": False}
    assert kit.encode(kit.decode(strict_orders.Order, value)) == value
    if kit.target == "pydantic":
        more = {"x-a": [1]}
        assert kit.encode(kit.decode(strict_orders.Order, more)) == more
    if kit.target == "msgspec":
        assert kit.encode(kit.decode(strict_orders.Order, {"x-a": [1]})) == {}


LINES = (
    "Deprecated.",
    "Read-only.",
    "Condition: if `state` is `closed`",
    'Default: `"open"`.',
    "Default: `null`.",
    "Default: whatever fits",
    'Values: `"open"`, `"closed"`.',
    "Format: uuid.",
    "At most 36 characters.",
    'Examples: `"open"`, `` "half `open`" ``.',
    "Other members: array of integer.",
    "There may be other values.",
    "A value may be the sum of several.",
    "As fire.",
    "`true`: It runs.",
)
"""All that docs may say beyond types."""


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("target", TARGETS)
def test_all_that_is_said_stands_in_docstrings(target: str, *, strict: bool) -> None:
    """In one plain line each."""
    text = texts(SAID, target, strict=strict)["order.py"]
    lines = [each.strip().strip('"') for each in text.splitlines()]
    for line in LINES:
        ending = line if line in lines else next(each for each in lines if line in each)
        assert ending.endswith((line, f'{line}"""')), line


def test_pydantic_tells_it_in_json_schema(tmp_path: Path) -> None:
    """Its users read descriptions there."""
    models = imported(SAID, "pydantic", tmp_path / "orders_in_json_schema")
    properties = models.Order.model_json_schema()["properties"]
    assert properties["id"]["description"] == "The ID.\n\nRead-only."
    assert properties["state"]["default"] is None
