"""JSON that is nested more deeply than Python can follow."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from tests.golden.everything import STRING, field, module, ref, schema, thing
from tests.golden.packages import imported

from typetable.schema import Array, Map, UnionOf

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from tests.behaviour.kits import Kit

    from typetable.schema import Type

KINDS: dict[str, Type] = {
    "One": ref("One"),
    "Many": Array(ref("Many")),
    "Named": Map(ref("Named")),
    "Either": UnionOf((ref("Either"), ref("One"), STRING)),
    "Some": Array(UnionOf((ref("Some"), STRING))),
}
DEEP = schema(
    module("station", *(thing(name, field("next", of)) for name, of in KINDS.items()))
)
AROUND: dict[str, Callable[[Any], Any]] = {
    "Many": lambda inner: [inner],
    "Some": lambda inner: [inner],
    "Named": lambda inner: {"k": inner},
}


def nested(name: str, depth: int, inner: Any) -> Any:
    """Return the JSON value of a model that holds itself."""
    value = inner
    for _ in range(depth):
        value = {"next": AROUND.get(name, lambda inner: inner)(value)}
    return value


@pytest.fixture(scope="module")
def models(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package."""
    folder = tmp_path_factory.mktemp("deep") / f"deep_{kit.target}"
    return imported(DEEP, kit.target, folder)


@pytest.mark.parametrize("kit", ["dataclass"], indirect=True)
@pytest.mark.parametrize("inner", [{}, {"next": 7}])
@pytest.mark.parametrize("depth", [1_100, 20_000])
@pytest.mark.parametrize("name", KINDS)
def test_too_many_levels_are_one_error(
    models: ModuleType, name: str, depth: int, inner: Any
) -> None:
    """Whatever else is wrong; its pointer leads to a value as deep as reading went."""
    with pytest.raises(models.DecodeError) as caught:
        getattr(models, name).from_dict(nested(name, depth, inner))
    (problem,) = caught.value.problems
    assert problem.expected == "fewer levels above"
    assert problem.pointer.count("/next") > 50
    assert str(caught.value).startswith(problem.pointer)


@pytest.mark.parametrize("kit", ["dataclass"], indirect=True)
@pytest.mark.parametrize("name", KINDS)
def test_what_can_be_decoded_can_be_encoded(models: ModuleType, name: str) -> None:
    """At every depth there is a model that gives its JSON back, or that error."""
    for depth in range(50, 700, 25):
        with suppress(models.DecodeError):
            made = getattr(models, name).from_dict(nested(name, depth, {}))
            assert [*made.to_dict()] == ["next"]
