"""The rules about members of enums and unions, `TT631` to `TT645`.

The one rule kept here: one function per rule; it returns an observation about one pair, or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import rules
from typetable.changes import of_parts
from typetable.changes.match_parts import value_key
from typetable.changes.observation import Observation, in_json, of_pair, quoted
from typetable.changes.types import in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.changes.match_models import PlacedModel
    from typetable.changes.observation import Pair
    from typetable.rules import Rule
    from typetable.schema import EnumModel, Member, Type, UnionModel


def added(placed: PlacedModel, member: Member) -> Observation:
    """TT631: a value that the enum did not have."""
    value = in_json(member.value)
    return Observation(
        rule=rules.MEMBER_ADDED,
        subject=f"{placed.model.name} {value}",
        message=f"{quoted(placed.model.name)} has the new value {quoted(value)}",
        now=name(member),
        new=member.span,
    )


def removed(placed: PlacedModel, member: Member) -> Observation:
    """TT632: a value that the enum has no more."""
    value = in_json(member.value)
    return Observation(
        rule=rules.MEMBER_REMOVED,
        subject=f"{placed.model.name} {value}",
        message=f"{quoted(placed.model.name)} has no value {quoted(value)} any more",
        was=name(member),
        old=member.span,
    )


def renamed(pair: Pair[Member]) -> Observation | None:
    """TT633: one value under two names."""
    if pair.old.name == pair.new.name or _has_new_value(pair):
        return None
    now = quoted(pair.new.name)
    message = f"{_former(pair)} is now called {now}"
    return _observation(
        pair, rules.MEMBER_RENAMED, message, (pair.old.name, pair.new.name)
    )


def revalued(pair: Pair[Member]) -> Observation | None:
    """TT634: one name for two values."""
    if not _has_new_value(pair):
        return None
    was, now = in_json(pair.old.value), in_json(pair.new.value)
    message = f"{_former(pair)} was {quoted(was)} and is {quoted(now)}"
    return _observation(pair, rules.VALUE_CHANGED, message, (was, now))


def redescribed(pair: Pair[Member]) -> Observation | None:
    """TT651 for a member of an enum."""
    return of_parts.redescribed(_name(pair), pair.old, pair.new)


MEMBER_RULES: tuple[Callable[[Pair[Member]], Observation | None], ...] = (
    renamed,
    revalued,
    redescribed,
)


def enum_opened(pair: Pair[EnumModel]) -> Observation | None:
    """TT635: an enum that may now have values which it does not list."""
    new = _unlisted(pair.new) - _unlisted(pair.old)
    if not new:
        return None
    message = f"{quoted(pair.owner)} may now have {' and '.join(sorted(new))}"
    return of_pair(pair, rules.ENUM_OPENED, message, _openness(pair))


def enum_closed(pair: Pair[EnumModel]) -> Observation | None:
    """TT636: an enum that can no longer have values which it does not list."""
    lost = _unlisted(pair.old) - _unlisted(pair.new)
    if not lost:
        return None
    message = f"{quoted(pair.owner)} can no longer have {' or '.join(sorted(lost))}"
    return of_pair(pair, rules.ENUM_CLOSED, message, _openness(pair))


ENUM_RULES: tuple[Callable[[Pair[EnumModel]], Observation | None], ...] = (
    enum_opened,
    enum_closed,
)


def _unlisted(enum: EnumModel) -> set[str]:
    """Return what values an enum may have beside those that it lists."""
    said = {"other values": enum.open, "sums of values": enum.flags}
    return {words for words, holds in said.items() if holds}


def _openness(pair: Pair[EnumModel]) -> tuple[str, str]:
    was, now = (sorted(_unlisted(enum)) for enum in (pair.old, pair.new))
    return " and ".join(was), " and ".join(now)


def alternative_added(placed: PlacedModel, member: Type) -> Observation:
    """TT641: a type that the union did not have."""
    return Observation(
        rule=rules.UNION_MEMBER_ADDED,
        subject=placed.model.name,
        message=f"{quoted(placed.model.name)} may now be {quoted(in_words(member))}",
        now=in_words(member),
        new=placed.model.span,
    )


def alternative_removed(placed: PlacedModel, member: Type) -> Observation:
    """TT642: a type that the union has no more."""
    member_name = quoted(in_words(member))
    return Observation(
        rule=rules.UNION_MEMBER_REMOVED,
        subject=placed.model.name,
        message=f"{quoted(placed.model.name)} can no longer be {member_name}",
        was=in_words(member),
        old=placed.model.span,
    )


def completed(pair: Pair[UnionModel]) -> Observation | None:
    """TT643: a union whose members the docs did not list."""
    if pair.old.complete >= pair.new.complete:
        return None
    message = f"the docs now list the members of {quoted(pair.owner)}"
    return of_pair(pair, rules.UNION_COMPLETED, message, ("", _members(pair.new)))


def opened(pair: Pair[UnionModel]) -> Observation | None:
    """TT644: a union whose members the docs list no more."""
    if pair.old.complete <= pair.new.complete:
        return None
    message = f"the docs no longer list the members of {quoted(pair.owner)}"
    return of_pair(pair, rules.UNION_OPENED, message, (_members(pair.old), ""))


def discriminated(pair: Pair[UnionModel]) -> Observation | None:
    """TT645: another field tells the members apart."""
    was, now = pair.old.discriminator, pair.new.discriminator
    has_meanings = [*map(_meanings, (pair.old, pair.new))]
    if was == now and has_meanings[0] == has_meanings[1]:
        return None
    teller = f"by {quoted(now)}" if now else "by no field"
    if was == now:
        teller = f"by other values of {quoted(now)}"
        was, now = map(", ".join, has_meanings)
    message = f"{quoted(pair.owner)} is now told apart {teller}"
    return of_pair(pair, rules.DISCRIMINATOR_CHANGED, message, (was, now))


def _meanings(union: UnionModel) -> list[str]:
    """Return what values of a discriminator mean, in words and in order."""
    return sorted(f"{in_json(e.value)} as {e.model.model}" for e in union.meanings)


UNION_RULES: tuple[Callable[[Pair[UnionModel]], Observation | None], ...] = (
    completed,
    opened,
    discriminated,
)


def name(member: Member) -> str:
    """Return a member as an assignment, such as `RED = "red"`."""
    return f"{member.name} = {in_json(member.value)}"


def _has_new_value(pair: Pair[Member]) -> bool:
    return value_key(pair.old) != value_key(pair.new)


def _name(pair: Pair[Member]) -> str:
    return f"{pair.owner} {in_json(pair.new.value)}"


def _former(pair: Pair[Member]) -> str:
    return quoted(f"{pair.owner}.{pair.old.name}")


def _observation(
    pair: Pair[Member], rule: Rule, message: str, meaning: tuple[str, str]
) -> Observation:
    return Observation(
        rule=rule,
        subject=_name(pair),
        message=message,
        was=meaning[0],
        now=meaning[1],
        old=pair.old.span,
        new=pair.new.span,
    )


def _members(union: UnionModel) -> str:
    return " or ".join(map(in_words, union.members))
