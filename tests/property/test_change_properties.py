from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.mirror import MIRROR
from tests.property.schemas import schemas

from typetable.changes.compare import compare
from typetable.changes.policy import Policy, judge
from typetable.changes.summary import changelog, diagnostics, stat_line
from typetable.schema import (
    Array,
    EnumModel,
    Map,
    ObjectModel,
    Scalar,
    Schema,
    UnionOf,
)

if TYPE_CHECKING:
    from collections.abc import Hashable
    from random import Random

    from typetable.changes.change import Change
    from typetable.schema import Field, Model, Module, Type

quick = settings(max_examples=40, deadline=None)
randoms = st.randoms(use_true_random=False)


@quick
@given(schemas())
def test_a_state_does_not_differ_from_itself(schema: Schema) -> None:
    """Nothing is reported, wherever the rows stand."""
    assert compare(schema, schema) == ()


@quick
@given(schemas(), schemas())
def test_states_differ_if_they_say_different_things(old: Schema, new: Schema) -> None:
    """No difference that a user could meet goes without a word."""
    assert bool(compare(old, new)) == (_meaning(old) != _meaning(new))


@quick
@given(schemas(), schemas())
def test_no_two_changes_share_a_fingerprint(old: Schema, new: Schema) -> None:
    """Accepting one change accepts nothing else."""
    prints = Counter(change.fingerprint for change in compare(old, new))
    assert set(prints.values()) <= {1}


@quick
@given(schemas(), schemas())
def test_the_way_back_mirrors_the_way_there(old: Schema, new: Schema) -> None:
    """Each change comes back under its mirror's rule, with its sides swapped."""
    there, back = compare(old, new), compare(new, old)
    assert Counter(map(_fact, there)) == Counter(map(_mirrored_fact, back))


@quick
@given(schemas(), randoms)
def test_order_alone_is_nothing_but_order(schema: Schema, random: Random) -> None:
    """Rows, models and pages may stand anywhere."""
    changes = compare(schema, _shuffled(schema, random))
    assert {change.code for change in changes} <= {"TT652"}
    assert {change.level for change in changes} <= {"none"}


@quick
@given(schemas(), schemas(), randoms)
def test_order_of_models_does_not_count(
    old: Schema, new: Schema, random: Random
) -> None:
    """Models are paired the same way wherever they stand."""
    moved = replace(new, modules=tuple(_shuffle_models(m, random) for m in new.modules))
    assert compare(old, new) == compare(old, moved)


@quick
@given(schemas(), schemas())
def test_no_text_of_the_docs_breaks_a_changelog(old: Schema, new: Schema) -> None:
    """Each line is printable, and its backticks come in pairs."""
    judgement = judge(compare(old, new), Policy(), today=date(2025, 1, 1))
    lines = [stat_line(judgement), *changelog(judgement).split("\n")]
    lines += [finding.message for finding in diagnostics(judgement)]
    assert all(line.isprintable() for line in lines)
    assert all(line.count("`") % 2 == 0 and "``" not in line for line in lines)


def _fact(change: Change) -> Hashable:
    sides = (change.was, change.old), (change.now, change.new)
    return change.rule.code, change.sure, *sides


def _mirrored_fact(change: Change) -> Hashable:
    sides = (change.now, change.new), (change.was, change.old)
    return MIRROR[change.rule].code, change.sure, *sides


def _meaning(schema: Schema) -> dict[tuple[str, str], object]:
    return {
        (module.name, model.name): _spaced(model)
        for module in schema.modules
        for model in module.models
    }


def _spaced(model: Model) -> Model:
    """Return the model with single blanks in its descriptions and sorted alternatives."""
    if isinstance(model, ObjectModel):
        fields = tuple(map(_sorted_types, model.fields))
        extra = _sorted(model.extra) if model.extra else None
        model = replace(model, fields=fields, extra=extra)
    if isinstance(model, EnumModel):
        model = replace(model, members=tuple(map(_plain, model.members)))
    return _plain(model)  # type: ignore[no-any-return]


def _sorted_types(field: Field) -> Any:
    condition = " ".join(field.condition.split())
    return _plain(replace(field, type=_sorted(field.type), condition=condition))


def _sorted(part: Type) -> Type:
    """Return a type with its alternatives and the values of scalars in one order."""
    match part:
        case UnionOf(members=members):
            return UnionOf(tuple(sorted(map(_sorted, members), key=repr)))
        case Array(items=inner):
            return Array(_sorted(inner))
        case Map(values=inner):
            return Map(_sorted(inner))
        case Scalar(values=values):
            return replace(part, values=tuple(sorted(values)))
    return part


def _plain(thing: Any) -> Any:
    return replace(thing, description=" ".join(thing.description.split()))


def _shuffled(schema: Schema, random: Random) -> Schema:
    modules = [_shuffle_parts(module, random) for module in schema.modules]
    random.shuffle(modules)
    return Schema(modules=tuple(modules))


def _shuffle_models(module: Module, random: Random) -> Module:
    return replace(module, models=_mixed(module.models, random))


def _shuffle_parts(module: Module, random: Random) -> Module:
    models = tuple(_shuffle_rows(model, random) for model in module.models)
    return replace(module, models=_mixed(models, random))


def _shuffle_rows(model: Model, random: Random) -> Model:
    if isinstance(model, ObjectModel):
        return replace(model, fields=_mixed(model.fields, random))
    return replace(model, members=_mixed(model.members, random))


def _mixed(parts: tuple[Any, ...], random: Random) -> tuple[Any, ...]:
    return tuple(random.sample(parts, len(parts)))
