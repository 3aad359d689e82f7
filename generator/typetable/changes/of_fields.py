"""The rules about fields of objects, `TT611` to `TT627`.

The one rule kept here: one function per rule; it sees one pair, and tells of it or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.changes import of_parts
from typetable.changes.change import Effect
from typetable.changes.levels import BREAK, INFO, NONE
from typetable.changes.observation import Found, certainty, quoted
from typetable.changes.types import JSON, fits, opened, shape, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.changes.match_models import Home
    from typetable.changes.observation import Sight
    from typetable.rules import Rule
    from typetable.schema import Field

_ADDED = {True: rules.REQUIRED_FIELD_ADDED, False: rules.OPTIONAL_FIELD_ADDED}
_REMOVED = {True: rules.REQUIRED_FIELD_REMOVED, False: rules.OPTIONAL_FIELD_REMOVED}
_WORDS = {True: "required", False: "optional"}


def added(home: Home, field: Field) -> Found:
    """TT611 and TT612: a field that no field of the old state is."""
    subject = f"{home.model.name}.{field.name}"
    return Found(
        rule=_ADDED[field.required],
        subject=subject,
        message=f"{_WORDS[field.required]} field {quoted(subject)} is new",
        now=spoken(field.type),
        new=field.span,
    )


def removed(home: Home, field: Field) -> Found:
    """TT613 and TT614: a field that no field of the new state is."""
    subject = f"{home.model.name}.{field.name}"
    return Found(
        rule=_REMOVED[field.required],
        subject=subject,
        message=f"{_WORDS[field.required]} field {quoted(subject)} is gone",
        was=spoken(field.type),
        old=field.span,
    )


def renamed(sight: Sight[Field]) -> Found | None:
    """TT615: one field under two names, in the docs and in JSON."""
    if not (_has_new_name(sight) and _has_new_wire_name(sight)):
        return None
    message = (
        f"{_former(sight)} is now called {quoted(sight.new.name)}"
        f"{certainty(sight.sure)}"
    )
    meaning = (sight.old.wire_name, sight.new.wire_name)
    return _found(sight, rules.FIELD_RENAMED, message, meaning)


def respelt(sight: Sight[Field]) -> Found | None:
    """TT616: one name in JSON under two names in the docs."""
    if not _has_new_name(sight) or _has_new_wire_name(sight):
        return None
    message = f"{_former(sight)} is now written {quoted(sight.new.name)}"
    meaning = (sight.old.name, sight.new.name)
    return _found(sight, rules.FIELD_RESPELT, message, meaning)


def rewired(sight: Sight[Field]) -> Found | None:
    """TT617: one name in the docs under two names in JSON."""
    if _has_new_name(sight) or not _has_new_wire_name(sight):
        return None
    message = f"{_former(sight)} is now {quoted(sight.new.wire_name)} in JSON"
    meaning = (sight.old.wire_name, sight.new.wire_name)
    return _found(sight, rules.WIRE_NAME_CHANGED, message, meaning)


def retyped(sight: Sight[Field]) -> Found | None:
    """TT621, TT622 and TT623: a type that holds more, less, or something else."""
    old, new = (field.type for field in (sight.old, sight.new))
    if shape(old, sight.worlds[0]) == shape(new, sight.worlds[1]):
        return None
    before, after = opened(old, sight.worlds[0]), opened(new, sight.worlds[1])
    rule, verb = _RETYPED[fits(before, after, JSON), fits(after, before, JSON)]
    meaning = spoken(old), spoken(new)
    was, now = (quoted(each) for each in meaning)
    message = f"{quoted(_name(sight))} {verb} from {was} to {now}"
    found = _found(sight, rule, message, meaning)
    return replace(found, effect=of_parts.effect_of_types(before, after))


_RETYPED = {
    (True, False): (rules.TYPE_WIDENED, "widened"),
    (False, True): (rules.TYPE_NARROWED, "narrowed"),
    (False, False): (rules.TYPE_CHANGED, "changed"),
    (True, True): (rules.TYPE_CHANGED, "changed"),
}
"""By whether the new type takes all old values, and the old type all new ones."""


def now_required(sight: Sight[Field]) -> Found | None:
    """TT624: an optional field that became required."""
    if sight.old.required >= sight.new.required:
        return None
    message = f"field {_subject(sight)} is now required"
    return _found(sight, rules.NOW_REQUIRED, message, ("optional", "required"))


def now_optional(sight: Sight[Field]) -> Found | None:
    """TT625: a required field that became optional."""
    if sight.old.required <= sight.new.required:
        return None
    message = f"field {_subject(sight)} is now optional"
    return _found(sight, rules.NOW_OPTIONAL, message, ("required", "optional"))


def now_nullable(sight: Sight[Field]) -> Found | None:
    """TT626: a field that may now be null; little happens where it could be absent."""
    if sight.old.nullable >= sight.new.nullable:
        return None
    message = f"field {_subject(sight)} may now be null"
    found = _found(sight, rules.NOW_NULLABLE, message, ("never null", "nullable"))
    return found if sight.old.required else replace(found, effect=_NULL_FOR_ABSENT)


def never_null(sight: Sight[Field]) -> Found | None:
    """TT627: a field that may no longer be null; code can still hold none if it is optional."""
    if sight.old.nullable <= sight.new.nullable:
        return None
    message = f"field {_subject(sight)} may no longer be null"
    found = _found(sight, rules.NEVER_NULL, message, ("nullable", "never null"))
    return found if sight.new.required else replace(found, effect=_ABSENT_FOR_NULL)


_NULL_FOR_ABSENT = Effect(INFO, INFO, INFO, NONE, "models keep an explicit null")
_ABSENT_FOR_NULL = Effect(INFO, INFO, NONE, BREAK)


def redescribed(sight: Sight[Field]) -> Found | None:
    """TT651 for a field."""
    return of_parts.redescribed(_name(sight), sight.old, sight.new)


FIELD_RULES: tuple[Callable[[Sight[Field]], Found | None], ...] = (
    renamed,
    respelt,
    rewired,
    retyped,
    now_required,
    now_optional,
    now_nullable,
    never_null,
    redescribed,
)


def _has_new_name(sight: Sight[Field]) -> bool:
    return sight.old.name != sight.new.name


def _has_new_wire_name(sight: Sight[Field]) -> bool:
    return sight.old.wire_name != sight.new.wire_name


def _former(sight: Sight[Field]) -> str:
    return quoted(f"{sight.owner}.{sight.old.name}")


def _name(sight: Sight[Field]) -> str:
    return f"{sight.owner}.{sight.new.name}"


def _subject(sight: Sight[Field]) -> str:
    return quoted(_name(sight))


def _found(
    sight: Sight[Field], rule: Rule, message: str, meaning: tuple[str, str]
) -> Found:
    return Found(
        rule=rule,
        subject=_name(sight),
        message=message,
        was=meaning[0],
        now=meaning[1],
        old=sight.old.span,
        new=sight.new.span,
        sure=sight.sure,
    )
