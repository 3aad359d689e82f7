"""The rules about fields of objects, `TT611` to `TT627`.

The one rule kept here: one function per rule; it returns an observation about one pair, or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.changes import of_parts
from typetable.changes.change import Effect
from typetable.changes.levels import BREAK, INFO, NONE
from typetable.changes.observation import Observation, certainty, quoted
from typetable.changes.types import JSON, fits, in_words, opened, shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.changes.match_models import PlacedModel
    from typetable.changes.observation import Pair
    from typetable.rules import Rule
    from typetable.schema import Field

_ADDED = {True: rules.REQUIRED_FIELD_ADDED, False: rules.OPTIONAL_FIELD_ADDED}
_REMOVED = {True: rules.REQUIRED_FIELD_REMOVED, False: rules.OPTIONAL_FIELD_REMOVED}
_WORDS = {True: "required", False: "optional"}


def added(placed: PlacedModel, field: Field) -> Observation:
    """TT611 and TT612: a field that no field of the old state is."""
    subject = f"{placed.model.name}.{field.name}"
    return Observation(
        rule=_ADDED[field.required],
        subject=subject,
        message=f"{_WORDS[field.required]} field {quoted(subject)} is new",
        now=in_words(field.type),
        new=field.span,
    )


def removed(placed: PlacedModel, field: Field) -> Observation:
    """TT613 and TT614: a field that no field of the new state is."""
    subject = f"{placed.model.name}.{field.name}"
    return Observation(
        rule=_REMOVED[field.required],
        subject=subject,
        message=f"{_WORDS[field.required]} field {quoted(subject)} is gone",
        was=in_words(field.type),
        old=field.span,
    )


def renamed(pair: Pair[Field]) -> Observation | None:
    """TT615: one field under two names, in the docs and in JSON."""
    if not (_has_new_name(pair) and _has_new_wire_name(pair)):
        return None
    message = (
        f"{_former(pair)} is now called {quoted(pair.new.name)}"
        f"{certainty(pair.sure)}"
    )
    meaning = (pair.old.wire_name, pair.new.wire_name)
    return _observation(pair, rules.FIELD_RENAMED, message, meaning)


def respelt(pair: Pair[Field]) -> Observation | None:
    """TT616: one name in JSON under two names in the docs."""
    if not _has_new_name(pair) or _has_new_wire_name(pair):
        return None
    message = f"{_former(pair)} is now written {quoted(pair.new.name)}"
    meaning = (pair.old.name, pair.new.name)
    return _observation(pair, rules.FIELD_RESPELT, message, meaning)


def rewired(pair: Pair[Field]) -> Observation | None:
    """TT617: one name in the docs under two names in JSON."""
    if _has_new_name(pair) or not _has_new_wire_name(pair):
        return None
    message = f"{_former(pair)} is now {quoted(pair.new.wire_name)} in JSON"
    meaning = (pair.old.wire_name, pair.new.wire_name)
    return _observation(pair, rules.WIRE_NAME_CHANGED, message, meaning)


def retyped(pair: Pair[Field]) -> Observation | None:
    """TT621, TT622 and TT623: a type that holds more, less, or something else."""
    old, new = (field.type for field in (pair.old, pair.new))
    if shape(old, pair.types[0]) == shape(new, pair.types[1]):
        return None
    before, after = opened(old, pair.types[0]), opened(new, pair.types[1])
    rule, verb = _RETYPED[fits(before, after, JSON), fits(after, before, JSON)]
    meaning = in_words(old), in_words(new)
    was, now = (quoted(each) for each in meaning)
    message = f"{quoted(_name(pair))} {verb} from {was} to {now}"
    observation = _observation(pair, rule, message, meaning)
    return replace(observation, effect=of_parts.effect_of_types(before, after))


_RETYPED = {
    (True, False): (rules.TYPE_WIDENED, "widened"),
    (False, True): (rules.TYPE_NARROWED, "narrowed"),
    (False, False): (rules.TYPE_CHANGED, "changed"),
    (True, True): (rules.TYPE_CHANGED, "changed"),
}
"""By whether the new type takes all old values, and the old type all new ones."""


def now_required(pair: Pair[Field]) -> Observation | None:
    """TT624: an optional field that became required."""
    if pair.old.required >= pair.new.required:
        return None
    message = f"field {_subject(pair)} is now required"
    return _observation(pair, rules.NOW_REQUIRED, message, ("optional", "required"))


def now_optional(pair: Pair[Field]) -> Observation | None:
    """TT625: a required field that became optional."""
    if pair.old.required <= pair.new.required:
        return None
    message = f"field {_subject(pair)} is now optional"
    return _observation(pair, rules.NOW_OPTIONAL, message, ("required", "optional"))


def now_nullable(pair: Pair[Field]) -> Observation | None:
    """TT626: a field that may now be null; little happens where it could be absent."""
    if pair.old.nullable >= pair.new.nullable:
        return None
    message = f"field {_subject(pair)} may now be null"
    observation = _observation(
        pair, rules.NOW_NULLABLE, message, ("never null", "nullable")
    )
    return (
        observation
        if pair.old.required
        else replace(observation, effect=_NULL_FOR_ABSENT)
    )


def never_null(pair: Pair[Field]) -> Observation | None:
    """TT627: a field that may no longer be null; code can still hold none if it is optional."""
    if pair.old.nullable <= pair.new.nullable:
        return None
    message = f"field {_subject(pair)} may no longer be null"
    observation = _observation(
        pair, rules.NEVER_NULL, message, ("nullable", "never null")
    )
    return (
        observation
        if pair.new.required
        else replace(observation, effect=_ABSENT_FOR_NULL)
    )


_NULL_FOR_ABSENT = Effect(INFO, INFO, INFO, NONE, "models keep an explicit null")
_ABSENT_FOR_NULL = Effect(INFO, INFO, NONE, BREAK)


def redescribed(pair: Pair[Field]) -> Observation | None:
    """TT651 for a field."""
    return of_parts.redescribed(_name(pair), pair.old, pair.new)


FIELD_RULES: tuple[Callable[[Pair[Field]], Observation | None], ...] = (
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


def _has_new_name(pair: Pair[Field]) -> bool:
    return pair.old.name != pair.new.name


def _has_new_wire_name(pair: Pair[Field]) -> bool:
    return pair.old.wire_name != pair.new.wire_name


def _former(pair: Pair[Field]) -> str:
    return quoted(f"{pair.owner}.{pair.old.name}")


def _name(pair: Pair[Field]) -> str:
    return f"{pair.owner}.{pair.new.name}"


def _subject(pair: Pair[Field]) -> str:
    return quoted(_name(pair))


def _observation(
    pair: Pair[Field], rule: Rule, message: str, meaning: tuple[str, str]
) -> Observation:
    return Observation(
        rule=rule,
        subject=_name(pair),
        message=message,
        was=meaning[0],
        now=meaning[1],
        old=pair.old.span,
        new=pair.new.span,
        sure=pair.sure,
    )
