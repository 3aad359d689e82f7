"""The rules about members of enums and unions, `TT631` to `TT645`.

The one rule kept here: one function per rule; it sees one thing, and tells of it or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import rules
from typetable.changes import of_parts
from typetable.changes.match_parts import value_key
from typetable.changes.observation import Found, in_json, quoted
from typetable.changes.types import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.changes.match_models import Home
    from typetable.changes.observation import Sight
    from typetable.rules import Rule
    from typetable.schema import Member, Type, UnionModel


def added(home: Home, member: Member) -> Found:
    """TT631: a value that the enum did not have."""
    value = in_json(member.value)
    return Found(
        rule=rules.MEMBER_ADDED,
        subject=f"{home.model.name} {value}",
        message=f"{quoted(home.model.name)} has the new value {quoted(value)}",
        now=name(member),
        new=member.span,
    )


def removed(home: Home, member: Member) -> Found:
    """TT632: a value that the enum has no more."""
    value = in_json(member.value)
    return Found(
        rule=rules.MEMBER_REMOVED,
        subject=f"{home.model.name} {value}",
        message=f"{quoted(home.model.name)} has no value {quoted(value)} any more",
        was=name(member),
        old=member.span,
    )


def renamed(sight: Sight[Member]) -> Found | None:
    """TT633: one value under two names."""
    if sight.old.name == sight.new.name or _has_new_value(sight):
        return None
    now = quoted(sight.new.name)
    message = f"{_former(sight)} is now called {now}"
    return _found(
        sight, rules.MEMBER_RENAMED, message, (sight.old.name, sight.new.name)
    )


def revalued(sight: Sight[Member]) -> Found | None:
    """TT634: one name for two values."""
    if not _has_new_value(sight):
        return None
    was, now = in_json(sight.old.value), in_json(sight.new.value)
    message = f"{_former(sight)} was {quoted(was)} and is {quoted(now)}"
    return _found(sight, rules.VALUE_CHANGED, message, (was, now))


def redescribed(sight: Sight[Member]) -> Found | None:
    """TT651 for a member of an enum."""
    return of_parts.redescribed(_name(sight), sight.old, sight.new)


MEMBER_RULES: tuple[Callable[[Sight[Member]], Found | None], ...] = (
    renamed,
    revalued,
    redescribed,
)


def joined(home: Home, member: Type) -> Found:
    """TT641: a type that the union did not have."""
    return Found(
        rule=rules.UNION_MEMBER_ADDED,
        subject=home.model.name,
        message=f"{quoted(home.model.name)} may now be {quoted(spoken(member))}",
        now=spoken(member),
        new=home.model.span,
    )


def left(home: Home, member: Type) -> Found:
    """TT642: a type that the union has no more."""
    member_name = quoted(spoken(member))
    return Found(
        rule=rules.UNION_MEMBER_REMOVED,
        subject=home.model.name,
        message=f"{quoted(home.model.name)} can no longer be {member_name}",
        was=spoken(member),
        old=home.model.span,
    )


def completed(sight: Sight[UnionModel]) -> Found | None:
    """TT643: a union whose members the docs did not list."""
    if sight.old.complete >= sight.new.complete:
        return None
    message = f"the docs now list the members of {quoted(sight.owner)}"
    return _of_union(sight, rules.UNION_COMPLETED, message, ("", _members(sight.new)))


def left_open(sight: Sight[UnionModel]) -> Found | None:
    """TT644: a union whose members the docs list no more."""
    if sight.old.complete <= sight.new.complete:
        return None
    message = f"the docs no longer list the members of {quoted(sight.owner)}"
    return _of_union(sight, rules.UNION_OPENED, message, (_members(sight.old), ""))


def told_apart(sight: Sight[UnionModel]) -> Found | None:
    """TT645: another field tells the members apart."""
    was, now = sight.old.discriminator, sight.new.discriminator
    if was == now:
        return None
    teller = f"by {quoted(now)}" if now else "by no field"
    message = f"{quoted(sight.owner)} is now told apart {teller}"
    return _of_union(sight, rules.DISCRIMINATOR_CHANGED, message, (was, now))


UNION_RULES: tuple[Callable[[Sight[UnionModel]], Found | None], ...] = (
    completed,
    left_open,
    told_apart,
)


def name(member: Member) -> str:
    """Return what a member says: `RED = "red"`."""
    return f"{member.name} = {in_json(member.value)}"


def _has_new_value(sight: Sight[Member]) -> bool:
    return value_key(sight.old) != value_key(sight.new)


def _name(sight: Sight[Member]) -> str:
    return f"{sight.owner} {in_json(sight.new.value)}"


def _former(sight: Sight[Member]) -> str:
    return quoted(f"{sight.owner}.{sight.old.name}")


def _found(
    sight: Sight[Member], rule: Rule, message: str, meaning: tuple[str, str]
) -> Found:
    return Found(
        rule=rule,
        subject=_name(sight),
        message=message,
        was=meaning[0],
        now=meaning[1],
        old=sight.old.span,
        new=sight.new.span,
    )


def _members(union: UnionModel) -> str:
    return " or ".join(map(spoken, union.members))


def _of_union(
    sight: Sight[UnionModel], rule: Rule, message: str, meaning: tuple[str, str]
) -> Found:
    return Found(
        rule=rule,
        subject=sight.owner,
        message=message,
        was=meaning[0],
        now=meaning[1],
        old=sight.old.span,
        new=sight.new.span,
    )
