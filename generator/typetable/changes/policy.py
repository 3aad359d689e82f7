"""The policy of a project: verdicts on changes, and the version that they suggest.

The one rule kept here: judging changes nothing about a change; a verdict adds the level that this
project gives it, and its acceptance. Today is a parameter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from typetable import rules
from typetable.changes.change import LEVELS, worst
from typetable.diagnostics import clipped, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from typetable.changes.change import Change, Level
    from typetable.diagnostics import Diagnostic
    from typetable.source import Span

FailOn: TypeAlias = Literal["breaking", "warning", "any", "none"]
"""The lowest level of changes that fail; `any` leaves out harmless ones (`none`)."""

Bump: TypeAlias = Literal["major", "minor", "patch", "none"]
"""The part of a version that a release with some changes should raise."""

FAILING: dict[FailOn, tuple[Level, ...]] = {
    "breaking": ("breaking",),
    "warning": ("breaking", "warning"),
    "any": ("breaking", "warning", "info"),
    "none": (),
}


class Acceptance(Struct, frozen=True, kw_only=True):
    """An entry of a configuration that accepts a change."""

    fingerprint: str
    """The fingerprint of the change."""
    reason: str
    """The reason, in the user's words."""
    until: date | None = None
    """The last day on which it counts; absent for ever."""
    path: str
    """The path of the configuration."""
    span: Span | None = None
    """The place of the entry in it."""

    def holds(self, today: date) -> bool:
        """Return whether the entry still counts on a day."""
        return self.until is None or today <= self.until


class Policy(Struct, frozen=True, kw_only=True):
    """The tolerance of a project; `levels` replace those of changes, by the code of their rule."""

    fail_on: FailOn = "breaking"
    levels: tuple[tuple[str, Level], ...] = ()
    accepted: tuple[Acceptance, ...] = ()


class Verdict(Struct, frozen=True, kw_only=True):
    """A change, its level in this project, and the entry that accepts it, if there is one."""

    change: Change
    level: Level
    acceptance: Acceptance | None = None


class Judgement(Struct, frozen=True, kw_only=True):
    """All verdicts, in the order of the changes, and their consequences.

    `stale` are findings about accepted entries that no longer occur or are past their end. The
    suggested version counts accepted changes too: users of the models have not accepted them.
    """

    verdicts: tuple[Verdict, ...]
    stale: tuple[Diagnostic, ...]
    fails: bool
    bump: Bump

    def count(self, level: Level) -> int:
        """Return the number of changes of a level."""
        return sum(verdict.level == level for verdict in self.verdicts)


def judge(changes: Iterable[Change], policy: Policy, *, today: date) -> Judgement:
    """Return the verdicts of a policy on some changes."""
    levels = dict(policy.levels)
    entries = {e.fingerprint: e for e in policy.accepted if e.holds(today)}
    verdicts = tuple(
        Verdict(
            change=change,
            level=levels.get(change.code, change.level),
            acceptance=entries.get(change.fingerprint),
        )
        for change in changes
    )
    failing = FAILING[policy.fail_on]
    return Judgement(
        verdicts=verdicts,
        stale=tuple(_stale(verdicts, policy, today)),
        fails=any(v.level in failing and not v.acceptance for v in verdicts),
        bump=suggested_bump(verdicts),
    )


def suggested_bump(verdicts: Iterable[Verdict]) -> Bump:
    """Return the part of the version to raise: none only where nothing changed at all."""
    verdicts = tuple(verdicts)
    if worst(*(verdict.level for verdict in verdicts)) == LEVELS[-1]:
        return "major"
    if any(verdict.change.rule not in rules.COSMETIC for verdict in verdicts):
        return "minor"
    return "patch" if verdicts else "none"


def _stale(
    verdicts: tuple[Verdict, ...], policy: Policy, today: date
) -> Iterator[Diagnostic]:
    changes = {verdict.change.fingerprint: verdict.change for verdict in verdicts}
    for entry in policy.accepted:
        if entry.fingerprint not in changes:
            yield _unused(entry)
        elif not entry.holds(today):
            yield _expired(entry, changes[entry.fingerprint])


def _unused(entry: Acceptance) -> Diagnostic:
    message = f"accepted change `{clipped(entry.fingerprint)}` no longer occurs"
    hint = "remove this entry"
    return finding(rules.UNUSED_ACCEPTANCE, entry.path, entry.span, message, hint=hint)


def _expired(entry: Acceptance, change: Change) -> Diagnostic:
    message = f"`{change.fingerprint}` was accepted until {entry.until}"
    hint = f"it still occurs: {change.message}"
    return finding(rules.EXPIRED_ACCEPTANCE, entry.path, entry.span, message, hint=hint)
