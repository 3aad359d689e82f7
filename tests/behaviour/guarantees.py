"""What models guarantee, as functions that fail where a target does not keep it.

The one rule kept here: each function is one row of the README's table, its docstring the words of
that row. What a target cannot do stands in `LACKING`, and its function really fails there.
"""

import copy
import json
import pickle
from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeAlias

import pytest
from pydantic import TypeAdapter
from tests.behaviour.kits import Kit

Guarantee: TypeAlias = Callable[[Kit, ModuleType], None]

BARE: dict[str, Any] = {"id": "1", "status": "open", "since": "", "anything": 0}
"""What must be present in a station."""

restored = pickle.loads


def station(kit: Kit, models: ModuleType, **members: Any) -> Any:
    """Return a station with a few members."""
    return kit.decode(models.Station, BARE | members)


def comes_back(kit: Kit, models: ModuleType, **members: Any) -> None:
    """Assert that a station is encoded as what it was decoded from."""
    data = BARE | members
    assert kit.encode(kit.decode(models.Station, data)) == data


def construct(kit: Kit, models: ModuleType) -> None:
    """Keyword arguments make a model; those that may be absent may be left out."""
    assert kit.encode(models.Point(lat=1.5)) == {"lat": 1.5}


def construct_checked(_: Kit, models: ModuleType) -> None:
    """Leaving a required member out is an error."""
    with pytest.raises((TypeError, ValueError)):
        models.Point()


def attributes(kit: Kit, models: ModuleType) -> None:
    """Members are attributes, named as Python names things."""
    made = station(kit, models, **{"class": "a", "list": [["b"], []]})
    assert (made.class_, made.list_, made.parent) == ("a", [["b"], []], None)


def equality(kit: Kit, models: ModuleType) -> None:
    """`==` compares what models hold."""
    assert station(kit, models) == station(kit, models)
    assert station(kit, models) != station(kit, models, id="2")


def representation(_: Kit, models: ModuleType) -> None:
    """`repr` tells the model and its members."""
    assert repr(models.Point(lat=1.5)).startswith("Point(lat=1.5")


def copies(kit: Kit, models: ModuleType) -> None:
    """`copy`, `deepcopy` and the library's replace."""
    made = station(kit, models, parent=BARE)
    assert copy.copy(made) == copy.deepcopy(made) == made
    assert kit.encode(kit.replace(made, anything=7)) == BARE | {
        "anything": 7,
        "parent": BARE,
    }


def pickles(kit: Kit, models: ModuleType) -> None:
    """Pickling, unknown enum values included."""
    made = station(kit, models, status="new", parent=BARE)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert restored(pickle.dumps(made, protocol)) == made


def matching(kit: Kit, models: ModuleType) -> None:
    """`match` by class and attributes."""
    match kit.decode(models.Dock, {"kind": "open", "size": 2}):
        case models.Dock(kind=models.Status.OPEN, size=2):
            return
    pytest.fail("no match")


def enums(_: Kit, models: ModuleType) -> None:
    """Enum members equal their values and hash like them."""
    assert models.Status.OPEN == "open"
    assert {models.Status.OPEN: 1}["open"] == 1
    assert {models.Level.ONE: 1}[1] == 1


def unknown_values(kit: Kit, models: ModuleType) -> None:
    """Values that an enum does not list are kept."""
    comes_back(kit, models, status="new", levels=[1, 7])


def typed_unknown_values(kit: Kit, models: ModuleType) -> None:
    """Such values are members of the enum, and `is_known` tells them."""
    made = station(kit, models, status="new", levels=[7])
    assert type(made.status) is models.Status
    assert not made.status.is_known
    assert models.Status.OPEN.is_known
    assert type(made.levels[0]) is models.Level
    assert made.levels == [7]


def number_enums(kit: Kit, models: ModuleType) -> None:
    """Enums of numbers that are not whole."""
    assert type(station(kit, models, rate=0.5).rate) is models.Rate


def given_values(kit: Kit, models: ModuleType) -> None:
    """Plain values may be given for such members, to constructors and later; checkers agree."""
    made = models.Dock(size=1, kind="open")
    assert made.kind is models.Status.OPEN
    made.kind = "name"
    assert made.kind is models.Status.NAME
    made.kind = "new"
    assert not made.kind.is_known
    assert kit.encode(made) == {"size": 1, "kind": "new"}
    made.kind = None
    assert made.kind is None
    made.kind = models.Status.OPEN
    assert copy.copy(made) == copy.deepcopy(made) == made
    assert restored(pickle.dumps(made)) == made == models.Dock(size=1, kind="open")


def absent(kit: Kit, models: ModuleType) -> None:
    """Absent members stay absent."""
    comes_back(kit, models)


def nullable(kit: Kit, models: ModuleType) -> None:
    """Null stays null where the docs allow it."""
    comes_back(kit, models, at=None, since=None)


def null_for_optional(kit: Kit, models: ModuleType) -> None:
    """Null stays null in any member that may be absent."""
    comes_back(kit, models, **{"class": None, "parent": None})


def null_for_required(kit: Kit, models: ModuleType) -> None:
    """Null stays null in required members and in arrays too."""
    comes_back(kit, models, status=None, levels=[None, 1])


def unknown_members(kit: Kit, models: ModuleType) -> None:
    """Members that the docs do not mention are kept."""
    comes_back(kit, models, more={"a": [None]}, parent=BARE | {"other": 1})


def best_fit(kit: Kit, models: ModuleType) -> None:
    """Unions become the member that fits best, or the one that a tag names."""
    fits = [({"size": 1}, "Dock"), ({"size": "x"}, "Gate"), ({"kind": "gate"}, "Gate")]
    fits += [({"size": 1, "more": 2}, "Dock"), ([{"size": 1}], "list"), ({}, "Gate")]
    fits += [({"a": {}, "b": {"size": "x"}}, "dict"), ({"a": {}, "b": []}, "Gate")]
    for value, name in fits:
        assert type(station(kit, models, details=value).details).__name__ == name
    tagged = {"tagged": {"kind": "gate", "size": "1"}}
    assert type(kit.decode(models.Holder, tagged).tagged) is models.Gate
    mixed = station(kit, models, mixed=["open", {"lat": 1}]).mixed
    assert [type(each) for each in mixed] == [models.Status, models.Point]


def unions_alone(kit: Kit, models: Any) -> None:
    """Unions are read on their own, by their names: by `decode`, or as the library does it."""
    value = [{"size": 1}, [{"size": 2}]]
    if hasattr(models, "decode"):
        dock, (other,) = models.decode(value, list[models.Group])
    else:
        dock, (other,) = TypeAdapter(list[models.Group]).validate_python(value)
    assert kit.encode(dock) == value[0]
    assert type(dock).__name__ == type(other).__name__ == "Dock"


def raw_values(kit: Kit, models: ModuleType) -> None:
    """Values that fit no member of a union are kept as they are."""
    comes_back(kit, models, details="text", either=[[True]])
    comes_back(kit, models, details=[{"size": 1}, {"size": "x"}])
    comes_back(kit, models, details=[1, 2, "x"], either=[{"lat": 1}, {"lat": "x"}])


def recursion(kit: Kit, models: ModuleType) -> None:
    """Models that hold themselves, across modules too."""
    owner = {"name": "n", "stations": [BARE], "contact": BARE}
    comes_back(kit, models, parent=BARE | {"parent": BARE}, owner=owner)


def bytes_(kit: Kit, models: ModuleType) -> None:
    """Base64 is `bytes`, and an error where it is none."""
    assert station(kit, models, image="aGk=").image == b"hi"
    comes_back(kit, models, image="aGk=")
    with pytest.raises(kit.error, match=r"(?i)base64"):
        station(kit, models, image="aGk")


def nesting(kit: Kit, models: ModuleType) -> None:
    """Arrays and maps in each other."""
    name = "aNameThatIsAsLongAsFortyCharacters"
    comes_back(kit, models, list=[["a"], []], **{name: [{"k": {"lat": 2.0}}, {}]})


def whole_numbers(kit: Kit, models: ModuleType) -> None:
    """1.0 is an integer, and 1 a number, and both stay so."""
    data = BARE | {"dict": {"a": 1.0}, "share": 1}
    again = kit.encode(kit.decode(models.Station, data))
    assert json.dumps(again, sort_keys=True) == json.dumps(data, sort_keys=True)


def digits(kit: Kit, models: ModuleType) -> None:
    """Whole numbers beyond 2**53 keep their digits, where any number may stand too."""
    comes_back(kit, models, levels=[2**53 + 1], share=2**53 + 1)


def wrong_types(kit: Kit, models: ModuleType) -> None:
    """Wrong types and missing members are errors, with a JSON pointer."""
    for data, place in [
        (BARE | {"at": {"lat": 1, "lon": "x"}}, "/at/lon"),
        (BARE | {"levels": [1, "x"]}, "/levels/1"),
        (BARE | {"levels": [1, True]}, "/levels/1"),
    ]:
        with pytest.raises(kit.error) as caught:
            kit.decode(models.Station, data)
        assert kit.places(caught.value) == [place]
    with pytest.raises(kit.error, match="lat"):
        kit.decode(models.Point, {})


def all_problems(kit: Kit, models: ModuleType) -> None:
    """One error tells all problems, with their pointers."""
    data = BARE | {"id": 1, "dict": {"a/b~": "x"}, "levels": [1, "x"]}
    with pytest.raises(kit.error) as caught:
        kit.decode(models.Station, data)
    places = sorted(kit.places(caught.value))
    assert places == ["/dict/a~1b~0", "/id", "/levels/1"]


def near_misses(kit: Kit, models: ModuleType) -> None:
    """Errors of missing members name those of the same letters."""
    with pytest.raises(kit.error, match="; the object has `_Lat`"):
        kit.decode(models.Station, BARE | {"at": {"_Lat": 1}})


def constants(kit: Kit, models: ModuleType) -> None:
    """Constants that must be there are given by default, and always encoded."""
    assert kit.encode(models.Only()) == {"kind": "gate"}
    assert kit.encode(kit.decode(models.Only, {"kind": "new"})) == {"kind": "new"}


def strict(kit: Kit, models: ModuleType) -> None:
    """`strict=True` refuses what the docs do not mention."""
    for members in ({"status": "new"}, {"more": 1}, {"details": "text"}):
        with pytest.raises(kit.error):
            kit.decode(models.Station, BARE | members, strict=True)


GUARANTEES: tuple[Guarantee, ...] = (
    construct,
    construct_checked,
    attributes,
    equality,
    representation,
    copies,
    pickles,
    matching,
    enums,
    unknown_values,
    typed_unknown_values,
    number_enums,
    given_values,
    absent,
    nullable,
    null_for_optional,
    null_for_required,
    unknown_members,
    best_fit,
    unions_alone,
    raw_values,
    recursion,
    bytes_,
    nesting,
    whole_numbers,
    digits,
    wrong_types,
    all_problems,
    near_misses,
    constants,
    strict,
)
"""The rows of the README's table."""

_PLAIN = "plain values"

LACKING: dict[str, dict[Guarantee, str]] = {
    "dataclass": {},
    "pydantic": {
        null_for_required: "an error",
        whole_numbers: "1.0 is an error",
        digits: "not in a `float`",
        strict: "as a setting",
    },
    "msgspec": {
        number_enums: "`float`",
        null_for_optional: "read as absent",
        null_for_required: "an error",
        unknown_members: "left out",
        whole_numbers: "1.0 is an error",
        digits: "not in a `float`",
        all_problems: "by `from_json`",
        near_misses: "by `from_json`",
        strict: "as a setting",
    },
    "typeddict": {
        construct_checked: "type checkers see it",
        attributes: "keys, as in JSON",
        representation: "a `dict`",
        matching: "as mappings",
        enums: _PLAIN,
        typed_unknown_values: _PLAIN,
        number_enums: _PLAIN,
        given_values: _PLAIN,
        best_fit: "not told apart",
        unions_alone: "not told apart",
        bytes_: "Base64 text",
        wrong_types: "nothing is checked",
        all_problems: "nothing is checked",
        near_misses: "nothing is checked",
        constants: "a `Literal`",
        strict: "no",
    },
}
"""What a target does instead of what it does not guarantee."""


def table() -> str:
    """Return the README's table."""
    rows = [
        ["", *(f"`{target}`" for target in LACKING)],
        [":--"] * (len(LACKING) + 1),
        *(
            [
                (guarantee.__doc__ or "").rstrip("."),
                *(lacking.get(guarantee, "yes") for lacking in LACKING.values()),
            ]
            for guarantee in GUARANTEES
        ),
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
