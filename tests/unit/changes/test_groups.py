from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_schemas import enum, field, obj, page, ref, schema, union

from typetable.changes.compare import compare
from typetable.schema import Array, UnionOf

if TYPE_CHECKING:
    from typetable.schema import Field, Model, ObjectModel

FAULT = (field("message"), field("code", "integer"))
NAMES = [f"{verb}400Response" for verb in ("Delete", "Get", "List", "Put")]


def faults(*names: str, more: tuple[Field, ...] = ()) -> list[Model]:
    """Return equal models under some names."""
    return [obj(name, *FAULT, *more) for name in names]


def used(*names: str) -> ObjectModel:
    """Return a model with a field for each of some models."""
    rows = (field(f"f{n}", Array(ref(name))) for n, name in enumerate(names))
    return obj("Outcome", *rows)


def told(old: list[Model], new: list[Model]) -> list[str]:
    """Return code and message of the changes between two pages, without certainties."""
    found = compare(schema(page(*old)), schema(page(*new)))
    return [f"{each.code} {each.message.partition(' (')[0]}" for each in found]


MERGED = "TT603 `Delete400Response` and 3 equal models are now `BadRequest`"


@pytest.mark.parametrize("is_used", [False, True])
def test_equal_models_that_became_one_are_one_change(*, is_used: bool) -> None:
    """Whether or not others mention them; nothing is gone, and no type changed."""
    old, new = faults(*NAMES), faults("BadRequest")
    if is_used:
        old, new = [*old, used(*NAMES)], [*new, used(*["BadRequest"] * 4)]
    assert told(old, new) == [MERGED]
    split = "TT603 `BadRequest` is now `Delete400Response` and 3 equal models"
    assert told(new, old) == [split]


def test_all_names_are_told() -> None:
    """In the text, and as what was and what is."""
    old, new = schema(page(*faults(*NAMES))), schema(page(*faults("BadRequest")))
    (change,) = compare(old, new)
    assert (change.was, change.now) == (", ".join(NAMES), "BadRequest")
    assert all(f"`{name}`" in change.text for name in NAMES)
    assert (change.source, change.read, change.write) == ("breaking", "none", "none")


def test_equal_models_that_were_renamed_in_one_way_are_one_change() -> None:
    """A prefix, a suffix, or a word of them."""
    new = [name.replace("400Response", "Fault") for name in NAMES]
    message = "`Delete400Response` and 3 equal models are now `DeleteFault` and 3 equal models"
    old = [*faults(*NAMES), used(*NAMES)]
    assert told(old, [*faults(*new), used(*new)]) == [f"TT603 {message}"]


def test_models_that_were_renamed_in_other_ways_are_told_one_by_one() -> None:
    """That they are equal is chance."""
    assert told(faults("Notice", "Failure"), faults("Notices", "FailureOfAll")) == [
        "TT603 `Failure` is now called `FailureOfAll`",
        "TT603 `Notice` is now called `Notices`",
    ]


def test_equal_models_that_went_into_another_one_are_one_change() -> None:
    """As the fields show that mentioned them, and no type changed."""
    stays = faults("Problem")
    old = [*stays, *faults(*NAMES), used(*NAMES)]
    new = [*stays, used(*["Problem"] * 4)]
    merged = MERGED.replace("BadRequest", "Problem")
    assert told(old, new) == [merged]
    split = "TT603 `Problem` is now `Delete400Response` and 3 equal models"
    assert told(new, old) == [split]


def test_a_change_of_a_set_of_equal_models_is_told_once() -> None:
    """Beside their new name, as of the one that it is."""
    new = faults("Bad400Response", more=(field("hint"),))
    assert told(faults(*NAMES), new) == [
        MERGED.replace("BadRequest", "Bad400Response"),
        "TT612 optional field `Bad400Response.hint` is new",
    ]
    names = [f"Api{name}" for name in NAMES]
    renamed = told(faults(*NAMES), faults(*names, more=(field("hint"),)))
    assert [each[:5] for each in renamed] == ["TT603", "TT612"]


@pytest.mark.parametrize(
    "other",
    [
        obj("Lost400Response", field("message"), field("code")),
        obj("Lost400Response", field("message"), field("code", ref("Part"))),
        obj("Lost400Response", *FAULT, field("more")),
        obj("Warning", *FAULT),  # named otherwise
        enum("Lost400Response", MESSAGE="message"),
        union("Lost400Response", *UnionOf((ref("Part"), ref("Other"))).members),
    ],
)
def test_a_model_that_differs_is_gone(other: Model) -> None:
    """In a type, in its members, in its kind, or in that nothing says where it went."""
    rest: list[Model] = [obj("Part", field("a")), obj("Other", field("b"))]
    old = [*rest, other, *faults(*NAMES)]
    assert told(old, [*rest, *faults("BadRequest")]) == [
        f"TT602 model `{other.name}` is gone",
        MERGED,
    ]


def test_a_model_whose_users_turned_elsewhere_is_gone() -> None:
    """What they hold now is another model, so that the names say nothing."""
    rest: list[Model] = [obj("Part", field("a"))]
    old = [*rest, *faults(*NAMES), used("Put400Response")]
    found = told(old, [*rest, *faults("BadRequest"), used("Part")])
    assert "TT602 model `Put400Response` is gone" in found
    assert MERGED.replace("3 equal", "2 equal") in found


def test_equal_models_of_equal_models_are_equal() -> None:
    """Two sets of models, each for each verb, are two changes."""
    bodies = [f"{name}Body" for name in NAMES]
    old = [*faults(*bodies)]
    old += [obj(n, field("body", ref(b))) for n, b in zip(NAMES, bodies, strict=True)]
    new = [*faults("BadBody"), obj("BadRequest", field("body", ref("BadBody")))]
    bodies_merged = MERGED.replace("Response`", "ResponseBody`")
    assert {*told(old, new)} == {MERGED, bodies_merged.replace("Request", "Body")}


def test_models_of_models_that_differ_differ() -> None:
    """What they mention counts, however deep."""
    users: list[Model] = [obj("User", field("a")), obj("Shop", field("b"))]
    old = [obj(f"Get{n}Reply", field("data", ref(n))) for n in ("User", "Shop")]
    found = told([*users, *old], [*users, obj("Reply", field("data", ref("User")))])
    assert [each[:5] for each in found[:2]] == ["TT602", "TT603"]
    assert "equal" not in "".join(found)
