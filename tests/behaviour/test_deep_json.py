"""JSON that is nested more deeply than Python can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.golden.everything import STRING, field, module, ref, schema, thing
from tests.golden.packages import imported

from typetable.schema import Array, Map, UnionOf

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from tests.behaviour.kits import Kit

KINDS = {
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
@pytest.mark.parametrize("name", KINDS)
def test_too_many_levels_are_one_error(
    models: ModuleType, name: str, inner: Any
) -> None:
    """Whatever else is wrong; its pointer leads to a value as deep as reading went."""
    model = getattr(models, name)
    for depth in (300, 400, 600, 900, 20_000):
        value = nested(name, depth, inner)
        try:
            made = model.from_dict(value)
        except models.DecodeError as error:
            (problem,) = error.problems
            assert problem.expected == "fewer levels above"
            assert problem.pointer.count("/next") > 50
            assert str(error).startswith(problem.pointer)
        else:
            assert depth < 20_000
            assert [*made.to_dict()] == ["next"]
