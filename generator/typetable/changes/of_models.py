"""The rules about whole models, `TT601` to `TT605`.

The one rule kept here: one function per rule; it returns an observation about one pair, or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.changes import of_parts
from typetable.changes.levels import BREAK
from typetable.changes.match_models import kind
from typetable.changes.observation import Observation, certainty, of_pair, quoted
from typetable.changes.types import in_words, opened, shape
from typetable.diagnostics import counted
from typetable.schema import ObjectModel, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from typetable.changes.change import Effect
    from typetable.changes.groups import Group
    from typetable.changes.match_models import PlacedModel
    from typetable.changes.observation import Pair
    from typetable.schema import Model


def added(placed: PlacedModel) -> Observation:
    """TT601: a model that no model of the old state is."""
    return Observation(
        rule=rules.MODEL_ADDED,
        subject=placed.model.name,
        message=f"model {quoted(placed.model.name)} is new",
        now=kind(placed.model),
        new=placed.model.span,
    )


def removed(placed: PlacedModel) -> Observation:
    """TT602: a model that no model of the new state is."""
    return Observation(
        rule=rules.MODEL_REMOVED,
        subject=placed.model.name,
        message=f"model {quoted(placed.model.name)} is gone",
        was=kind(placed.model),
        old=placed.model.span,
    )


def renamed(pair: Pair[Model]) -> Observation | None:
    """TT603: one model under two names."""
    old, new = pair.old, pair.new
    if old.name == new.name:
        return None
    return Observation(
        rule=rules.MODEL_RENAMED,
        subject=new.name,
        message=f"{quoted(old.name)} is now called {quoted(new.name)}"
        f"{certainty(pair.sure)}",
        was=old.name,
        now=new.name,
        old=old.span,
        new=new.span,
        sure=pair.sure,
    )


def renamed_together(group: Group) -> Observation:
    """TT603: equal models under other names, of which there may be fewer or more now."""
    old, new = ([each.model.name for each in some] for some in (group.old, group.new))
    verb = f"{'is' if len(old) == 1 else 'are'} now"
    end = certainty(group.sure)
    return Observation(
        rule=rules.MODEL_RENAMED,
        subject=new[0],
        message=f"{_first(old)} {verb} {_first(new)}{end}",
        text=f"{_all(old)} {verb} {_all(new)}{end}",
        was=", ".join(old),
        now=", ".join(new),
        old=group.old[0].model.span,
        new=group.new[0].model.span,
        sure=group.sure,
    )


def _first(names: Sequence[str]) -> str:
    """Return the first of equal models, and how many others there are."""
    more = len(names) - 1
    others = f" and {counted(more, 'equal model')}" if more else ""
    return f"{quoted(names[0])}{others}"


def _all(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))


def changed_kind(pair: Pair[Model]) -> Observation | None:
    """TT604: an object that became an enum, and the like."""
    was, now = _kind(pair.old), _kind(pair.new)
    if was == now:
        return None
    return Observation(
        rule=rules.KIND_CHANGED,
        subject=pair.new.name,
        message=f"{quoted(pair.new.name)} was {was} and is now {now}",
        was=was,
        now=now,
        old=pair.old.span,
        new=pair.new.span,
        effect=_effect_of_kinds(pair),
    )


def _kind(model: Model) -> str:
    """Return the kind of a model as code knows it, where an object may be a map."""
    is_map = isinstance(model, ObjectModel) and model.is_map
    return "a map" if is_map else kind(model)


def _effect_of_kinds(pair: Pair[Model]) -> Effect:
    """Return the effect of another kind: it breaks all code, and JSON unless the union was open."""
    old, new = (
        opened(Ref(placed.model.name, placed.module.name), types)
        for placed, types in zip(pair.models, pair.types, strict=True)
    )
    effect = of_parts.effect_of_types(old, new)
    return replace(effect, source_read=BREAK, source_write=BREAK)


def moved(pair: Pair[Model]) -> Observation | None:
    """TT605: a model on a page that becomes another module."""
    old, new = (placed.module for placed in pair.models)
    if old.name == new.name:
        return None
    return Observation(
        rule=rules.MODEL_MOVED,
        subject=pair.new.name,
        message=f"{quoted(pair.new.name)} moved to {quoted(new.page)}",
        was=old.name,
        now=new.name,
        old=pair.old.span,
        new=pair.new.span,
    )


def others_typed(pair: Pair[ObjectModel]) -> Observation | None:
    """TT618: the docs now say of which type all other members are."""
    if pair.old.extra is not None or pair.new.extra is None:
        return None
    now = in_words(pair.new.extra)
    message = f"other members of {quoted(pair.owner)} are now {quoted(now)}"
    return of_pair(pair, rules.EXTRA_TYPED, message, ("", now))


def others_untyped(pair: Pair[ObjectModel]) -> Observation | None:
    """TT619: the docs no longer say of which type all other members are."""
    if pair.old.extra is None or pair.new.extra is not None:
        return None
    was = in_words(pair.old.extra)
    message = f"other members of {quoted(pair.owner)} are {quoted(was)} no more"
    return of_pair(pair, rules.EXTRA_UNTYPED, message, (was, ""))


def others_retyped(pair: Pair[ObjectModel]) -> Observation | None:
    """TT621, TT622 and TT623 for all other members."""
    old, new = pair.old.extra, pair.new.extra
    if old is None or new is None:
        return None
    if shape(old, pair.types[0]) == shape(new, pair.types[1]):
        return None
    before, after = opened(old, pair.types[0]), opened(new, pair.types[1])
    rule, verb = of_parts.retyping(before, after)
    was, now = in_words(old), in_words(new)
    message = f"other members of {quoted(pair.owner)} {verb} to {quoted(now)}"
    effect = of_parts.effect_of_types(before, after)
    return replace(of_pair(pair, rule, message, (was, now)), effect=effect)


OBJECT_RULES: tuple[Callable[[Pair[ObjectModel]], Observation | None], ...] = (
    others_typed,
    others_untyped,
    others_retyped,
)


def redescribed(pair: Pair[Model]) -> Observation | None:
    """TT651 for a model."""
    return of_parts.redescribed(pair.owner, pair.old, pair.new)


NAMING_RULES: tuple[Callable[[Pair[Model]], Observation | None], ...] = (
    renamed,
    moved,
)
"""The rules that say of one model what is said of a whole group."""

MODEL_RULES: tuple[Callable[[Pair[Model]], Observation | None], ...] = (
    changed_kind,
    redescribed,
)
