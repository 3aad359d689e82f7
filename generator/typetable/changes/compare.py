"""The comparison of two schemas: a list of changes.

The one rule kept here: models and their parts are paired once, every rule looks at each pair once,
and places and levels of changes are decided here and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from msgspec.structs import replace

from typetable.changes import of_fields, of_members, of_models, of_parts
from typetable.changes.change import Change, PageSpan, worst
from typetable.changes.directions import Endings, sides
from typetable.changes.groups import groups, numbered
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
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from typetable.changes.directions import Sides
    from typetable.changes.groups import Group
    from typetable.changes.match_models import PlacedModel
    from typetable.changes.observation import Observation
    from typetable.changes.similarity import Match, Matching
    from typetable.changes.types import NumberedTypes
    from typetable.schema import Model, ModelKey, Schema
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
    placed = sorted(_changes(_states(old, new, endings or Endings())), key=_page_order)
    return tuple(_numbered(change for _, change in placed))


class _States(NamedTuple):
    """Two states of the docs: their pairs and groups of models, their types, and who feels them."""

    matching: Matching[PlacedModel]
    groups: tuple[Group, ...]
    types: tuple[NumberedTypes, NumberedTypes]
    sides: tuple[Mapping[ModelKey, Sides], Mapping[ModelKey, Sides]]

    def felt_by(self, *models: Iterable[PlacedModel]) -> Sides:
        """Return who feels a change of some models of the old state, and some of the new one."""
        pairs = zip(self.sides, models, strict=True)
        felt = (known[placed.key] for known, some in pairs for placed in some)
        return frozenset().union(*felt)


def _states(old: Schema, new: Schema, endings: Endings) -> _States:
    before, after = placed_models(old), placed_models(new)
    matching = match_models(before, after)
    found = groups(matching)
    types = numbered(both_types(before, after, matching), found)
    felt = (sides(types[0].models, endings), sides(types[1].models, endings))
    return _States(matching, found, types, felt)


def _changes(states: _States) -> Iterator[tuple[str, Change]]:
    """Yield each change after the name of its module."""
    for group in states.groups:
        felt_by = states.felt_by(group.old, group.new)
        sites = (group.old[0], group.new[0])
        yield _with_module(of_models.renamed_together(group), sites, felt_by)
    yield from _of_single_models(states)
    yield from _of_pairs(states)


def _of_single_models(states: _States) -> Iterator[tuple[str, Change]]:
    """Yield the changes that a model is gone or new, where no group has it."""
    gone = {placed.key for group in states.groups for placed in group.old}
    came = {placed.key for group in states.groups for placed in group.new}
    for placed in states.matching.removed:
        if placed.key not in gone:
            felt_by = states.felt_by((placed,), ())
            yield _with_module(of_models.removed(placed), (placed, None), felt_by)
    for placed in states.matching.added:
        if placed.key not in came:
            felt_by = states.felt_by((), (placed,))
            yield _with_module(of_models.added(placed), (None, placed), felt_by)


def _of_pairs(states: _States) -> Iterator[tuple[str, Change]]:
    """Yield the changes of pairs; the first of a group tells those of all of them."""
    matches = states.matching.matches
    # where each model kept its name, equal models mention equal types
    same_names = all(match.old.key == match.new.key for match in matches)
    firsts = {
        key: key == group.pairs[0] for group in states.groups for key in group.pairs
    }
    for match in matches:
        is_first = firsts.get(match.old.key)
        is_same = same_names and match.old.model == match.new.model
        if is_same or is_first is False:
            continue
        sites = (match.old, match.new)
        felt_by = states.felt_by((match.old,), (match.new,))
        naming = () if is_first else of_models.NAMING_RULES
        for observation in _of_model(_pair(match, states.types), naming):
            yield _with_module(observation, sites, felt_by)


def _pair(
    match: Match[PlacedModel], types: tuple[NumberedTypes, NumberedTypes]
) -> Pair[Model]:
    return Pair(
        old=match.old.model,
        new=match.new.model,
        sure=match.sure,
        models=(match.old, match.new),
        types=types,
    )


def _of_model(
    pair: Pair[Model], naming: Iterable[Callable[[Pair[Model]], Observation | None]]
) -> Iterator[Observation]:
    yield from _applied((*naming, *of_models.MODEL_RULES), pair)
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
        text=observation.text or observation.message,
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
