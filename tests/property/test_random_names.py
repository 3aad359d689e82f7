"""JSON names and values of enums may be any text, and any number that JSON has."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.behaviour.kits import KITS, Kit
from tests.golden.everything import STRING, enum, field, module, ref, schema, thing
from tests.property.json_values import NUMBERS
from tests.property.test_random_models import Package, few

from typetable.schema import Ref
from typetable.targets import TARGETS, unsayable

if TYPE_CHECKING:
    from collections.abc import Iterator

ODD = (
    *map(chr, range(0x21)),
    "\x7f",
    "\x85",
    "\u2028",
    "\u202e",
    "'",
    '"',
    "\\",
    "\U0001f600",
)
"""What means something to Python, to JSON or to a terminal, or shows nothing."""

TEXTS = st.text(st.sampled_from(ODD) | st.characters(codec="utf-8"), min_size=1)
LEVELS = {
    "integer": st.integers() | NUMBERS.filter(float.is_integer),
    "number": st.integers() | NUMBERS,
    "string": TEXTS | st.just(""),
}
HOLDER = Ref("Holder", "page")


def holder(scalar: str, **members: Any) -> Any:
    """Return a schema with an enum and an object that has a member of it."""
    holds = thing("Holder", field("level", ref("Level", "page")))
    return schema(module("page", holds, enum("Level", scalar, **members)))


@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
def test_odd_json_names(kit: Kit) -> None:
    """Each of the characters that mean something elsewhere is kept where it can be said."""
    cannot = TARGETS[kit.target].unsayable
    data = {f"a{character}b": "x" for character in ODD if character not in cannot}
    fields = (field(f"a{n}", STRING, wire=name) for n, name in enumerate(data))
    with Package(schema(module("page", thing("Holder", *fields))), kit) as package:
        assert kit.encode(package.decoded(HOLDER, data)) == data


@pytest.mark.slow
@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
@given(names=st.lists(TEXTS, min_size=1, max_size=4, unique=True))
@few
def test_any_json_name(kit: Kit, names: list[str]) -> None:
    """Each is kept, or a finding says that the library takes none of the kind."""
    fields = (field(f"a{n}", STRING, wire=name) for n, name in enumerate(names))
    docs = schema(module("page", thing("Holder", *fields)))
    if any(unsayable(TARGETS[kit.target], docs)):
        return
    data = dict.fromkeys(names, "x")
    with Package(docs, kit) as package:
        assert kit.encode(package.decoded(HOLDER, data)) == data


@pytest.mark.parametrize("character", ODD)
def test_what_msgspec_cannot_say(character: str) -> None:
    """Its structs take no name that JSON would have to escape; each such name is found."""
    docs = schema(module("page", thing("A", field("a", STRING, wire=f"a{character}b"))))
    found = [*unsayable(TARGETS["msgspec"], docs)]
    assert bool(found) == (character < " " or character in '"\\')
    assert {each.code for each in found} <= {"TT302"}


@pytest.fixture(scope="module", params=LEVELS)
def levels(request: pytest.FixtureRequest) -> Iterator[tuple[str, Package]]:
    """Return packages with an enum of each kind, and that kind."""
    listed = "a" if request.param == "string" else 1
    with Package(holder(request.param, A=listed), KITS["dataclass"]) as package:
        yield request.param, package


@given(data=st.data())
@few
def test_values_that_no_enum_lists(
    levels: tuple[str, Package], data: st.DataObject
) -> None:
    """A member that stands for one can do all that others can, and is the same afterwards."""
    scalar, package = levels
    value = data.draw(LEVELS[scalar])
    made = package.decoded(HOLDER, {"level": value})
    assert made.to_dict() == {"level": value}
    assert_usable(made.level, value)
    assert repr(made) == f"Holder(level={made.level!r})"


@pytest.mark.parametrize("digits", [400, 5000])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("scalar", ["integer", "number"])
def test_integers_beyond_all_bounds(scalar: str, sign: int, digits: int) -> None:
    """No float is as large, and Python writes no decimals of the largest."""
    value = sign * 10**digits
    with Package(holder(scalar, A=1), KITS["dataclass"]) as package:
        made = package.decoded(HOLDER, {"level": value})
        assert made.to_dict() == {"level": value}
        assert_usable(made.level, value)


@pytest.mark.parametrize("target", ["dataclass", "pydantic", "msgspec"])
@pytest.mark.parametrize("value", [10**400, -(10**400)])
def test_a_number_that_a_library_cannot_hold_is_an_error(
    target: str, value: int
) -> None:
    """It is the error that is always raised, where the number is not held."""
    kit = KITS[target]
    with Package(holder("number", A=1.5), kit) as package:
        try:
            made = package.decoded(HOLDER, {"level": value})
        except kit.error:
            return
        assert kit.encode(made) == {"level": value}


def assert_usable(member: Any, value: object) -> None:
    """Check that a member of an enum is written, compared and copied."""
    for again in copies(member):
        assert (type(again), again.value) == (type(member), member.value)
        assert (again, hash(again)) == (member, hash(member))
    assert member.value == value
    assert type(member).__name__ in repr(member)
    assert f"{member}" == str(member)
    assert member.is_known == (value in {"a", 1})


def copies(member: Any) -> Iterator[Any]:
    """Yield copies of a member of an enum."""
    yield from (copy.copy(member), copy.deepcopy(member), type(member)(member.value))
    yield pickle.loads(pickle.dumps(member))  # noqa: S301
