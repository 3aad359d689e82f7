"""The rules about whole models, `TT601` to `TT605`.

The one rule kept here: one function per rule; it sees one pair, and tells of it or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.changes import of_parts
from typetable.changes.levels import BREAK
from typetable.changes.match_models import kind
from typetable.changes.observation import Found, certainty, quoted
from typetable.changes.types import opened
from typetable.schema import Ref

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.changes.change import Effect
    from typetable.changes.match_models import Home
    from typetable.changes.observation import Sight
    from typetable.schema import Model


def added(home: Home) -> Found:
    """TT601: a model that no model of the old state is."""
    return Found(
        rule=rules.MODEL_ADDED,
        subject=home.model.name,
        message=f"model {quoted(home.model.name)} is new",
        now=kind(home.model),
        new=home.model.span,
    )


def removed(home: Home) -> Found:
    """TT602: a model that no model of the new state is."""
    return Found(
        rule=rules.MODEL_REMOVED,
        subject=home.model.name,
        message=f"model {quoted(home.model.name)} is gone",
        was=kind(home.model),
        old=home.model.span,
    )


def renamed(sight: Sight[Model]) -> Found | None:
    """TT603: one model under two names."""
    old, new = sight.old, sight.new
    if old.name == new.name:
        return None
    return Found(
        rule=rules.MODEL_RENAMED,
        subject=new.name,
        message=f"{quoted(old.name)} is now called {quoted(new.name)}"
        f"{certainty(sight.sure)}",
        was=old.name,
        now=new.name,
        old=old.span,
        new=new.span,
        sure=sight.sure,
    )


def changed_kind(sight: Sight[Model]) -> Found | None:
    """TT604: an object that became an enum, and the like."""
    was, now = kind(sight.old), kind(sight.new)
    if was == now:
        return None
    return Found(
        rule=rules.KIND_CHANGED,
        subject=sight.new.name,
        message=f"{quoted(sight.new.name)} was {was} and is now {now}",
        was=was,
        now=now,
        old=sight.old.span,
        new=sight.new.span,
        effect=_effect_of_kinds(sight),
    )


def _effect_of_kinds(sight: Sight[Model]) -> Effect:
    """Return whom another kind breaks: all code, and JSON unless the union was open."""
    old, new = (
        opened(Ref(home.model.name, home.module.name), world)
        for home, world in zip(sight.homes, sight.worlds, strict=True)
    )
    effect = of_parts.effect_of_types(old, new)
    return replace(effect, source_read=BREAK, source_write=BREAK)


def moved(sight: Sight[Model]) -> Found | None:
    """TT605: a model on a page that becomes another module."""
    old, new = (home.module for home in sight.homes)
    if old.name == new.name:
        return None
    return Found(
        rule=rules.MODEL_MOVED,
        subject=sight.new.name,
        message=f"{quoted(sight.new.name)} moved to {quoted(new.page)}",
        was=old.name,
        now=new.name,
        old=sight.old.span,
        new=sight.new.span,
    )


def redescribed(sight: Sight[Model]) -> Found | None:
    """TT651 for a model."""
    return of_parts.redescribed(sight.owner, sight.old, sight.new)


MODEL_RULES: tuple[Callable[[Sight[Model]], Found | None], ...] = (
    renamed,
    changed_kind,
    moved,
    redescribed,
)
