"""Patterns: which override decides for each name, where several are about it.

The one rule kept here: no override is without effect in silence. An override of a name wins over
one of a pattern, and a longer pattern over a shorter one; of two that disagree that is told, unless
the one is about some of the other's names alone, which it makes an exception of.
"""

from __future__ import annotations

import re
from fnmatch import translate
from itertools import combinations
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Label, clipped, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.settings.package import Override
    from typetable.source import Span


class Reach(Struct, frozen=True):
    """An override, and the names of the docs that it is about."""

    override: Override[Any]
    fitting: frozenset[str]
    """The names that it fits."""
    holding: frozenset[str]
    """Those of them where the docs have the text that it expects."""


def reaches(
    said: Iterable[Override[Any]],
    known: Collection[str],
    holds: Callable[[Override[Any], str], bool],
) -> tuple[Reach, ...]:
    """Return what overrides are about, the one first that wins."""
    found = []
    for each in said:
        fitting = frozenset(_fitting(each, known))
        holding = frozenset(name for name in fitting if holds(each, name))
        found.append(Reach(each, fitting, holding))
    return tuple(sorted(found, key=_rank))


def is_pattern(override: Override[Any]) -> bool:
    """Return whether an override is about any name that it fits."""
    return "*" in override.key


def _rank(reach: Reach) -> tuple[bool, int]:
    override = reach.override
    return is_pattern(override), -len(override.key)


def _fitting(override: Override[Any], known: Collection[str]) -> Iterable[str]:
    if override.key in known or not is_pattern(override):
        return {override.key}.intersection(known)
    return filter(_matcher(override.key), known)


def _matcher(pattern: str) -> Callable[[str], object]:
    """Return what matches the names that a pattern is about, in linear time."""
    literal = pattern.replace("[", "[[]").replace("?", "[?]")
    return re.compile(translate(literal)).match


def single(
    found: Sequence[Reach], known: Iterable[str]
) -> Iterator[tuple[str, Override[Any]]]:
    """Yield each name that an override is about and that override, in the order of the names."""
    first: dict[str, Override[Any]] = {}
    for reach in found:
        for name in reach.holding:
            first.setdefault(name, reach.override)
    for name in known:
        if each := first.get(name):
            is_other = each.key != name
            yield name, replace(each, key=name, pattern=each.key) if is_other else each


def doubts(found: Sequence[Reach]) -> Iterator[Diagnostic]:
    """Yield findings about patterns that disagree about a name (TT237) or decide none (TT221)."""
    disputed: set[str] = set()
    for name, winner, other in _disputes(found):
        disputed.add(other.key)
        yield _disagreement(name, winner, other)
    decided: set[str] = set()
    for reach in found:
        override = reach.override
        is_idle = reach.holding and reach.holding <= decided
        # what several packages share may decide for another of them
        if is_idle and not (override.inherited or override.key in disputed):
            yield _idleness(override)
        decided |= reach.holding


def _disputes(
    found: Sequence[Reach],
) -> Iterator[tuple[str, Override[Any], Override[Any]]]:
    """Yield two patterns that disagree, the one that wins first, and a name they are about."""
    stated = {each.override.key for each in found if not is_pattern(each.override)}
    patterns = [each for each in found if is_pattern(each.override)]
    for winner, other in combinations(patterns, 2):
        shared = sorted((winner.holding & other.holding) - stated)
        is_exception = winner.holding < other.holding
        agree = winner.override.value == other.override.value
        if shared and not is_exception and not agree:
            yield shared[0], winner.override, other.override


def _disagreement(name: str, winner: Override[Any], other: Override[Any]) -> Diagnostic:
    there: Span | None = winner.span
    text = "this one is longer, so it holds"
    return finding(
        rules.CONTESTED_NAME,
        other.path,
        other.span,
        f"another override says something else of `{clipped(name, 30)}`",
        hint=f'state it by its name: `"{clipped(name, 60)}" = ...`',
        labels=(Label(path=winner.path, span=there, text=text),) if there else (),
    )


def _idleness(override: Override[Any]) -> Diagnostic:
    message = f"other overrides say all that `{clipped(override.key, 30)}` is about"
    hint = "remove this override"
    place = override.path, override.span
    return finding(rules.NEEDLESS_OVERRIDE, *place, message, hint=hint)
