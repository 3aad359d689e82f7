"""Changes of the docs, for reports that are about something else and for machines.

The one rule kept here: people get the sentences of `changes.summary`, machines every fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typetable import rules
from typetable.changes.change import LEVELS
from typetable.changes.summary import stat_line, whom
from typetable.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.changes.change import PageSpan
    from typetable.changes.policy import Acceptance, Verdict
    from typetable.report.report import DocsChanges, OutputReport, Screen

_BY_LEVEL = sorted(LEVELS, key=LEVELS.index, reverse=True)


def since_lines(output: OutputReport, screen: Screen) -> Iterator[str]:
    """Return the changes of the docs since the models were committed, the worst first."""
    changes = output.changes
    if changes is None:
        return
    yield f"docs since {visible(changes.old)}: {stat_line(changes.judgement)}"
    told = [
        verdict
        for level in _BY_LEVEL
        for verdict in changes.judgement.verdicts
        if verdict.level == level and verdict.change.rule not in rules.COSMETIC
    ]
    named = told if screen.verbosity > 0 else told[: screen.limit]
    yield from map(_line, named)
    if len(told) > len(named):
        yield f"  … and {len(told) - len(named):,} more (-v shows all)"


def _line(verdict: Verdict) -> str:
    change = verdict.change
    effect = whom(change)
    return f"  {change.code} {change.message}{': ' if effect else ''}{effect}"


def facts_of_changes(changes: DocsChanges) -> dict[str, Any]:
    """Return two states of the docs and the changes between them, with counts by level."""
    judgement = changes.judgement
    return {
        "old": changes.old,
        "new": changes.new,
        "suggests": judgement.bump,
        "fails": judgement.fails,
        "levels": {level: judgement.count(level) for level in _BY_LEVEL},
        "changes": list(map(facts_of_change, judgement.verdicts)),
    }


def facts_of_change(verdict: Verdict) -> dict[str, Any]:
    """Return a change on both axes; `level` is this project's, the others are facts.

    `old` is null for an addition and `new` for a removal.
    """
    change = verdict.change
    return {
        "code": change.code,
        "rule": change.rule.name,
        "level": verdict.level,
        "source": change.source,
        "wire": {"read": change.read, "write": change.write},
        "directions": list(change.directions),
        "subject": change.subject,
        "message": change.message,
        "note": change.note,
        "was": change.was,
        "now": change.now,
        "sure": change.sure,
        "old": _facts_of_place(change.old),
        "new": _facts_of_place(change.new),
        "fingerprint": change.fingerprint,
        "accepted": _facts_of_entry(verdict.acceptance),
    }


def _facts_of_place(place: PageSpan | None) -> dict[str, Any] | None:
    if place is None:
        return None
    span = place.span
    return {
        "path": place.path,
        "line": span.line,
        "column": span.column,
        "end_column": span.end,
    }


def _facts_of_entry(entry: Acceptance | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    until = entry.until.isoformat() if entry.until else None
    return {"reason": entry.reason, "until": until}
