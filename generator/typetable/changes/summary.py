"""Judgements as text: one line, a changelog, and findings that every report format can show.

The one rule kept here: messages quote all text from the docs in here, so that it is printable and
cannot leave its backticks.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from typetable import rules
from typetable.changes.observation import quoted
from typetable.diagnostics import Diagnostic, Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.changes.change import Change, Level
    from typetable.changes.policy import Bump, Judgement, Verdict
    from typetable.rules import Severity

_SEVERITIES: dict[Level, Severity] = {
    "breaking": "error",
    "warning": "warning",
    "info": "note",
    "none": "note",
}

_SECTIONS: tuple[tuple[str, tuple[Level, ...]], ...] = (
    ("Breaking", ("breaking",)),
    ("Worth a look", ("warning",)),
    ("Also changed", ("info", "none")),
)

_COUNTED: tuple[tuple[Level, str], ...] = (
    ("breaking", "{} breaking"),
    ("warning", "{} worth a look"),
    ("info", "{} harmless"),
    ("none", "{} without effect"),
)

_BUMPS: dict[Bump, str] = {
    "major": "a major version",
    "minor": "a minor version",
    "patch": "a patch",
    "none": "no release",
}


def stat_line(judgement: Judgement) -> str:
    """Return the counts in one line, such as `1 change: 1 breaking; suggests a major version`."""
    total = len(judgement.verdicts)
    if not total:
        return "no changes"
    counts = [
        words.format(number)
        for level, words in _COUNTED
        if (number := judgement.count(level))
    ]
    accepted = sum(verdict.acceptance is not None for verdict in judgement.verdicts)
    counts += [f"{accepted} accepted"] if accepted else []
    noun = "change" if total == 1 else "changes"
    return f"{total} {noun}: {', '.join(counts)}; suggests {_BUMPS[judgement.bump]}"


def changelog(judgement: Judgement) -> str:
    """Return the changes as Markdown for release notes, the worst first; ends in one newline.

    Descriptions and order are only counted.
    """
    parts = [f"## Changes in the docs\n\n{stat_line(judgement)}\n"]
    for title, levels in _SECTIONS:
        verdicts = [each for each in judgement.verdicts if each.level in levels]
        if lines := [*_items(verdicts)]:
            parts.append(f"### {title}\n\n{''.join(lines)}")
    return "\n".join(parts)


def _items(verdicts: list[Verdict]) -> Iterator[str]:
    cosmetic = Counter(
        v.change.rule for v in verdicts if v.change.rule in rules.COSMETIC
    )
    for verdict in verdicts:
        if verdict.change.rule not in cosmetic:
            yield _item(verdict.change)
    for rule, number in sorted(cosmetic.items(), key=lambda item: item[0].code):
        times = "once" if number == 1 else f"{number} times"
        yield f"- {rule.summary}, {times} ({rule.code})\n"
    for code, note in sorted({(v.change.code, v.change.note) for v in verdicts}):
        yield f"\n{code}: {note}.\n" if note else ""


def _item(change: Change) -> str:
    place = quoted(f"{change.place.path}:{change.place.span.line}")
    effect = whom(change)
    colon = ": " if effect else ""
    return f"- {change.text}{colon}{effect} ({change.code}, {place})\n"


def whom(change: Change) -> str:
    """Return whom a change breaks, such as `breaks code and writers; may break readers`."""
    axes = ("code", change.source), ("readers", change.read), ("writers", change.write)
    verbs = ("breaks", "breaking"), ("may break", "warning")
    phrases = (
        f"{verb} {_listed([who for who, level in axes if level == wanted])}"
        for verb, wanted in verbs
        if any(level == wanted for _, level in axes)
    )
    return "; ".join(phrases)


def _listed(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def diagnostics(judgement: Judgement) -> tuple[Diagnostic, ...]:
    """Return a judgement as findings: each change where it stands now, then stale entries."""
    return (*map(_diagnostic, judgement.verdicts), *judgement.stale)


def _diagnostic(verdict: Verdict) -> Diagnostic:
    """Return a change as a finding; an accepted one is a note that gives the reason."""
    change, acceptance = verdict.change, verdict.acceptance
    remarks = [whom(change), change.note]
    if acceptance:
        remarks.append(f"accepted: {acceptance.reason}")
    return Diagnostic(
        rule=change.rule,
        severity="note" if acceptance else _SEVERITIES[verdict.level],
        path=change.place.path,
        span=change.place.span,
        message=change.message,
        hint="; ".join(filter(None, remarks)),
        labels=_was_here(change),
        fingerprint=change.fingerprint,
    )


def _was_here(change: Change) -> tuple[Label, ...]:
    if not (change.old and change.new):
        return ()
    was = f": {quoted(change.was)}" if change.rule in _TOLD and change.was else ""
    return (Label(path=change.old.path, span=change.old.span, text=f"before{was}"),)


_TOLD = frozenset(
    {rules.CONDITION_CHANGED, rules.DEFAULT_CHANGED, rules.FORMAT_CHANGED}
)
"""The changes whose messages say nothing of what was before."""
