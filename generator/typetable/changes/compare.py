"""The comparison of two schemas: a list of changes.

The one rule kept here: models and their parts are paired once, every rule looks at each pair once,
and places and levels of changes are decided here and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from msgspec.structs import replace

from typetable.changes import of_fields, of_members, of_models, of_parts
from typetable.changes.change import Change, PageSpan, worst
from typetable.changes.directions import Endings, sides
from typetable.changes.levels import EFFECTS
from typetable.changes.match_models import both_types, match_models, placed_models
from typetable.changes.match_parts import (
    match_alternatives,
    match_fields,
    match_members,
)
from typetable.changes.observation import Pair, shortened
from typetable.changes.types import in_words
from typetable.schema import EnumModel, ObjectModel, UnionModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from typetable.changes.directions import Sides
    from typetable.changes.match_models import PlacedModel
    from typetable.changes.observation import Observation
    from typetable.schema import Model, Schema
    from typetable.source import Span

Thing = TypeVar("Thing")

_Sites: TypeAlias = "tuple[PlacedModel | None, PlacedModel | None]"
"""The model of a change before and after, absent where there is none."""


def compare(
    old: Schema, new: Schema, endings: Endings | None = None
) -> tuple[Change, ...]:
    """Return the changes from one state of the docs to another, in the order of the pages.

    A removed part has its old place. `endings` are those of names of models that are only read or
    only written.
    """
    if old == new:
        return ()
    placed = sorted(_changes(old, new, endings or Endings()), key=_page_order)
    return tuple(_numbered(change for _, change in placed))


def _changes(
    old: Schema, new: Schema, endings: Endings
) -> Iterator[tuple[str, Change]]:
    """Yield each change after the name of its module."""
    before, after = placed_models(old), placed_models(new)
    matching = match_models(before, after)
    both = both_types(before, after, matching)
    old_sides, new_sides = (sides(types.models, endings) for types in both)
    for placed in matching.removed:
        removed = of_models.removed(placed)
        yield _with_module(removed, (placed, None), old_sides[placed.key])
    for placed in matching.added:
        added = of_models.added(placed)
        yield _with_module(added, (None, placed), new_sides[placed.key])
    # where each model kept its name, equal models mention equal types
    same_names = all(match.old.key == match.new.key for match in matching.matches)
    for match in matching.matches:
        if same_names and match.old.model == match.new.model:
            continue
        felt_by = old_sides[match.old.key] | new_sides[match.new.key]
        sites = (match.old, match.new)
        pair = Pair(
            old=match.old.model,
            new=match.new.model,
            sure=match.sure,
            models=sites,
            types=both,
        )
        for observation in _of_model(pair):
            yield _with_module(observation, sites, felt_by)


def _of_model(pair: Pair[Model]) -> Iterator[Observation]:
    yield from _applied(of_models.MODEL_RULES, pair)
    match pair.old, pair.new:
        case ObjectModel() as old, ObjectModel() as new:
            yield from _of_object(_parts(pair, old, new))
        case EnumModel() as old, EnumModel() as new:
            yield from _of_enum(_parts(pair, old, new))
        case UnionModel() as old, UnionModel() as new:
            yield from _of_union(_parts(pair, old, new))


def _of_object(pair: Pair[ObjectModel]) -> Iterator[Observation]:
    old, new = pair.models
    before, after = pair.types
    matching = match_fields((pair.old.fields, before), (pair.new.fields, after))
    yield from _applied(of_models.OBJECT_RULES, pair)
    yield from (of_fields.removed(old, field) for _, field in matching.removed)
    yield from (of_fields.added(new, field) for _, field in matching.added)
    for match in matching.matches:
        parts = _parts(pair, match.old[1], match.new[1], match.sure)
        yield from _applied(of_fields.FIELD_RULES, parts)
    name = attrgetter("name")
    if observation := of_parts.reordered(pair, matching.matches, name):
        yield observation


def _of_enum(pair: Pair[EnumModel]) -> Iterator[Observation]:
    old, new = pair.models
    matching = match_members(pair.old.members, pair.new.members)
    yield from _applied(of_members.ENUM_RULES, pair)
    yield from (of_members.removed(old, member) for _, member in matching.removed)
    yield from (of_members.added(new, member) for _, member in matching.added)
    for match in matching.matches:
        parts = _parts(pair, match.old[1], match.new[1])
        yield from _applied(of_members.MEMBER_RULES, parts)
    if observation := of_parts.reordered(pair, matching.matches, of_members.name):
        yield observation


def _of_union(pair: Pair[UnionModel]) -> Iterator[Observation]:
    yield from _applied(of_members.UNION_RULES, pair)
    if pair.old.complete != pair.new.complete:
        return
    old, new = pair.models
    before, after = pair.types
    members = (pair.old.members, before), (pair.new.members, after)
    matching = match_alternatives(*members)
    for _, (member, _) in matching.removed:
        yield of_members.alternative_removed(old, member)
    for _, (member, _) in matching.added:
        yield of_members.alternative_added(new, member)
    rows = matching.matches
    if observation := of_parts.reordered(pair, rows, lambda row: in_words(row[0])):
        yield observation


def _parts(pair: Pair[Model], old: Thing, new: Thing, sure: int = 100) -> Pair[Thing]:
    """Return a pair of parts of the models of a pair."""
    return Pair(old=old, new=new, sure=sure, models=pair.models, types=pair.types)


def _applied(
    rules: Iterable[Callable[[Pair[Thing]], Observation | None]], pair: Pair[Thing]
) -> Iterator[Observation]:
    return (observation for rule in rules if (observation := rule(pair)))


def _with_module(
    observation: Observation, sites: _Sites, felt_by: Sides
) -> tuple[str, Change]:
    name = next(placed.module.name for placed in reversed(sites) if placed)
    return name, _change(observation, sites, felt_by)


def _change(observation: Observation, sites: _Sites, felt_by: Sides) -> Change:
    effect = (observation.effect or EFFECTS[observation.rule]).among(felt_by)
    return Change(
        rule=observation.rule,
        subject=observation.subject,
        text=observation.message,
        message=shortened(observation.message),
        note=effect.note,
        was=observation.was,
        now=observation.now,
        source=worst(effect.source_read, effect.source_write),
        read=effect.wire_read,
        write=effect.wire_write,
        sure=observation.sure,
        old=_page_span(sites[0], observation.old),
        new=_page_span(sites[1], observation.new),
        fingerprint=_fingerprint(observation, sites),
    )


def _page_span(placed: PlacedModel | None, span: Span | None) -> PageSpan | None:
    return PageSpan(path=placed.module.source, span=span) if placed and span else None


def _fingerprint(observation: Observation, sites: _Sites) -> str:
    modules = (placed.module.name if placed else "" for placed in sites)
    meaning = observation.subject, observation.was, observation.now
    text = "\0".join((observation.rule.code, *modules, *meaning)).encode(
        "utf-8", "backslashreplace"
    )
    return sha256(text).hexdigest()[:16]


def _numbered(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes, numbering the fingerprints that several would share."""
    counts: Counter[str] = Counter()
    for change in changes:
        counts[change.fingerprint] += 1
        number = counts[change.fingerprint]
        again = f"{change.fingerprint}-{number}"
        yield change if number == 1 else replace(change, fingerprint=again)


def _page_order(placed: tuple[str, Change]) -> tuple[str, Span, str, str, str]:
    """Return the key that sorts by page, without the folders of the two states."""
    name, change = placed
    return (
        name,
        change.place.span,
        change.code,
        change.subject,
        change.fingerprint,
    )
