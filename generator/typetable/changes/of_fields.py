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
from typetable.changes.types import (
    difference,
    formats,
    in_words,
    opened,
    shape,
    unformatted,
)
from typetable.schema import Json

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.changes.match_models import PlacedModel
    from typetable.changes.observation import Pair
    from typetable.changes.types import Shape
    from typetable.rules import Rule
    from typetable.schema import Field, Type

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
    if _is_of_one_shape(pair):
        return None
    before, after = opened(old, pair.types[0]), opened(new, pair.types[1])
    rule, verb = of_parts.retyping(before, after)
    message = f"{_subject(pair)} {_retyped(verb, old, new)}"
    observation = _observation(pair, rule, message, (in_words(old), in_words(new)))
    return replace(observation, effect=of_parts.effect_of_types(before, after))


def _retyped(verb: str, old: Type, new: Type) -> str:
    """Return what became of a type: what it has more or less, or what it was and is."""
    match difference(old, new):
        case ("", more) if more:
            return f"now also holds {quoted(more)}"
        case (less, "") if less:
            return f"no longer holds {quoted(less)}"
    return f"{verb} from {quoted(in_words(old))} to {quoted(in_words(new))}"


def reformatted(pair: Pair[Field]) -> Observation | None:
    """TT628: other words for the form of a value, of a type that is else the same."""
    old, new = _shapes(pair)
    if old == new or not _is_of_one_shape(pair):
        return None
    was, now = map(formats, (old, new))
    form = quoted(now) if now else "no format"
    message = f"{quoted(_name(pair))} now has {'the format ' if now else ''}{form}"
    return _observation(pair, rules.FORMAT_CHANGED, message, (was, now))


def defaulted(pair: Pair[Field]) -> Observation | None:
    """TT629: something else holds where the member is absent."""
    was, now = (_default(field) for field in (pair.old, pair.new))
    if pair.old.default == pair.new.default:
        return None
    default = f"the default {quoted(now)}" if now else "no default"
    message = f"{quoted(_name(pair))} now has {default}"
    return _observation(pair, rules.DEFAULT_CHANGED, message, (was, now))


def deprecated(pair: Pair[Field]) -> Observation | None:
    """TT653: a field that should not be used any more, or may be used again."""
    if pair.old.deprecated == pair.new.deprecated:
        return None
    words = ("in use", "deprecated")
    was, now = words[pair.old.deprecated], words[pair.new.deprecated]
    word = "now deprecated" if pair.new.deprecated else "deprecated no more"
    message = f"field {_subject(pair)} is {word}"
    observation = _observation(pair, rules.DEPRECATION_CHANGED, message, (was, now))
    return (
        observation if pair.new.deprecated else replace(observation, effect=_HARMLESS)
    )


def made_read_only(pair: Pair[Field]) -> Observation | None:
    """TT654: a field that only the API sets, or others too."""
    if pair.old.read_only == pair.new.read_only:
        return None
    words = ("read and written", "read-only")
    was, now = words[pair.old.read_only], words[pair.new.read_only]
    message = f"field {_subject(pair)} is now {now}"
    observation = _observation(pair, rules.READ_ONLY_CHANGED, message, (was, now))
    return observation if pair.new.read_only else replace(observation, effect=_HARMLESS)


def conditioned(pair: Pair[Field]) -> Observation | None:
    """TT655: other words for when the member is there or has to be."""
    was, now = pair.old.condition.split(), pair.new.condition.split()
    if was == now:
        return None
    message = f"the condition of {_subject(pair)} changed"
    meaning = (" ".join(was), " ".join(now))
    return _observation(pair, rules.CONDITION_CHANGED, message, meaning)


def exemplified(pair: Pair[Field]) -> Observation | None:
    """TT651 for examples, which are prose in JSON."""
    was, now = (
        ", ".join(example.text for example in field.examples)
        for field in (pair.old, pair.new)
    )
    if pair.old.examples == pair.new.examples:
        return None
    message = f"the examples of {_subject(pair)} changed"
    return _observation(pair, rules.DESCRIPTION_CHANGED, message, (was, now))


_HARMLESS = Effect(INFO, INFO, NONE, NONE)


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
    reformatted,
    defaulted,
    now_required,
    now_optional,
    now_nullable,
    never_null,
    deprecated,
    made_read_only,
    conditioned,
    redescribed,
    exemplified,
)


def _shapes(pair: Pair[Field]) -> tuple[Shape, Shape]:
    before, after = pair.types
    return shape(pair.old.type, before), shape(pair.new.type, after)


def _is_of_one_shape(pair: Pair[Field]) -> bool:
    """Return whether nothing but formats differs between two types."""
    old, new = _shapes(pair)
    return old == new or unformatted(old) == unformatted(new)


def _default(field: Field) -> str:
    """Return a default as text; empty where there is none."""
    if isinstance(field.default, Json):
        return field.default.text
    return field.default or ""


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
