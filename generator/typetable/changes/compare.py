"""Two schemas in, changes out.

The one rule kept here: models and their parts are paired once, every rule looks at each pair once,
and where a change stands and whom it hits is decided here and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from typetable.changes import of_fields, of_members, of_models, of_parts
from typetable.changes.change import Change, Place, worst
from typetable.changes.directions import Endings, sides
from typetable.changes.levels import EFFECTS
from typetable.changes.match_models import homes, match_models, worlds
from typetable.changes.match_parts import (
    match_alternatives,
    match_fields,
    match_members,
)
from typetable.changes.observation import Sight, fitted
from typetable.changes.types import spoken
from typetable.schema import EnumModel, ObjectModel, UnionModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from typetable.changes.directions import Sides
    from typetable.changes.match_models import Home
    from typetable.changes.observation import Found
    from typetable.schema import Model, Schema
    from typetable.source import Span

Thing = TypeVar("Thing")


def compare(
    old: Schema, new: Schema, endings: Endings | None = None
) -> tuple[Change, ...]:
    """Return what changed from one state of the docs to another, in the order of the pages.

    What is gone stands where it stood. `endings` says which names of models tell that they are
    only read or only written.
    """
    if old == new:
        return ()
    placed = sorted(_changes(old, new, endings or Endings()), key=_page_order)
    return tuple(_told_apart(change for _, change in placed))


def _changes(
    old: Schema, new: Schema, endings: Endings
) -> Iterator[tuple[str, Change]]:
    """Yield each change after the name of its module."""
    before, after = homes(old), homes(new)
    pairing = match_models(before, after)
    both = worlds(before, after, pairing)
    met_old, met_new = (sides(world.models, endings) for world in both)
    for home in pairing.removed:
        yield _placed(of_models.removed(home), (home, None), met_old[home.key])
    for home in pairing.added:
        yield _placed(of_models.added(home), (None, home), met_new[home.key])
    same_names = all(pair.old.key == pair.new.key for pair in pairing.pairs)
    for pair in pairing.pairs:
        if same_names and pair.old.model == pair.new.model:
            continue
        met = met_old[pair.old.key] | met_new[pair.new.key]
        pages = (pair.old, pair.new)
        sight = Sight(
            old=pair.old.model,
            new=pair.new.model,
            sure=pair.sure,
            homes=pages,
            worlds=both,
        )
        for found in _of_model(sight):
            yield _placed(found, pages, met)


def _of_model(sight: Sight[Model]) -> Iterator[Found]:
    yield from _seen(of_models.MODEL_RULES, sight)
    match sight.old, sight.new:
        case ObjectModel() as old, ObjectModel() as new:
            yield from _of_object(_at(sight, old, new))
        case EnumModel() as old, EnumModel() as new:
            yield from _of_enum(_at(sight, old, new))
        case UnionModel() as old, UnionModel() as new:
            yield from _of_union(_at(sight, old, new))


def _of_object(sight: Sight[ObjectModel]) -> Iterator[Found]:
    old, new = sight.homes
    before, after = sight.worlds
    pairing = match_fields((sight.old.fields, before), (sight.new.fields, after))
    yield from (of_fields.removed(old, field) for _, field in pairing.removed)
    yield from (of_fields.added(new, field) for _, field in pairing.added)
    for pair in pairing.pairs:
        closer = _at(sight, pair.old[1], pair.new[1], pair.sure)
        yield from _seen(of_fields.FIELD_RULES, closer)
    if found := of_parts.reordered(sight, pairing.pairs, lambda field: field.name):
        yield found


def _of_enum(sight: Sight[EnumModel]) -> Iterator[Found]:
    old, new = sight.homes
    pairing = match_members(sight.old.members, sight.new.members)
    yield from (of_members.removed(old, member) for _, member in pairing.removed)
    yield from (of_members.added(new, member) for _, member in pairing.added)
    for pair in pairing.pairs:
        closer = _at(sight, pair.old[1], pair.new[1])
        yield from _seen(of_members.MEMBER_RULES, closer)
    if found := of_parts.reordered(sight, pairing.pairs, of_members.name):
        yield found


def _of_union(sight: Sight[UnionModel]) -> Iterator[Found]:
    yield from _seen(of_members.UNION_RULES, sight)
    if sight.old.complete != sight.new.complete:
        return
    old, new = sight.homes
    before, after = sight.worlds
    members = (sight.old.members, before), (sight.new.members, after)
    pairing = match_alternatives(*members)
    yield from (of_members.left(old, member) for _, (member, _) in pairing.removed)
    yield from (of_members.joined(new, member) for _, (member, _) in pairing.added)
    if found := of_parts.reordered(sight, pairing.pairs, lambda row: spoken(row[0])):
        yield found


def _at(sight: Sight[Model], old: Thing, new: Thing, sure: int = 100) -> Sight[Thing]:
    """Return the sight of a thing inside of a model."""
    return Sight(old=old, new=new, sure=sure, homes=sight.homes, worlds=sight.worlds)


def _seen(
    rules: Iterable[Callable[[Sight[Thing]], Found | None]], sight: Sight[Thing]
) -> Iterator[Found]:
    return (found for rule in rules if (found := rule(sight)))


def _placed(
    found: Found, pages: tuple[Home | None, Home | None], met: Sides
) -> tuple[str, Change]:
    name = next(home.module.name for home in reversed(pages) if home)
    return name, _change(found, pages, met)


def _change(found: Found, pages: tuple[Home | None, Home | None], met: Sides) -> Change:
    effect = (found.effect or EFFECTS[found.rule]).among(met)
    return Change(
        rule=found.rule,
        subject=found.subject,
        text=found.message,
        message=fitted(found.message),
        note=effect.note,
        was=found.was,
        now=found.now,
        source=worst(effect.source_read, effect.source_write),
        read=effect.wire_read,
        write=effect.wire_write,
        sure=found.sure,
        old=_place(pages[0], found.old),
        new=_place(pages[1], found.new),
        fingerprint=_fingerprint(found, pages),
    )


def _place(home: Home | None, span: Span | None) -> Place | None:
    return Place(path=home.module.source, span=span) if home and span else None


def _fingerprint(found: Found, pages: tuple[Home | None, Home | None]) -> str:
    modules = (home.module.name if home else "" for home in pages)
    parts = (found.rule.code, *modules, found.subject, found.was, found.now)
    text = "\0".join(parts).encode("utf-8", "backslashreplace")
    return sha256(text).hexdigest()[:16]


def _told_apart(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes, numbering the fingerprints that several would share."""
    seen: Counter[str] = Counter()
    for change in changes:
        seen[change.fingerprint] += 1
        number = seen[change.fingerprint]
        again = f"{change.fingerprint}-{number}"
        yield change if number == 1 else replace(change, fingerprint=again)


def _page_order(placed: tuple[str, Change]) -> tuple[str, Span, str, str, str]:
    """Return the key that sorts by page, whatever the folders of the two states are called."""
    name, change = placed
    return (
        name,
        change.place.span,
        change.code,
        change.subject,
        change.fingerprint,
    )
