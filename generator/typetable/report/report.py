"""What a command has to say, before anybody knows how it is shown.

The one rule kept here: no words. A record holds findings, files and counts; sentences are made of
them elsewhere.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, field

from typetable.report.style import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.changes.policy import Judgement
    from typetable.diagnostics import Diagnostic
    from typetable.meaning.conservation import Account
    from typetable.report.style import Style
    from typetable.rules import Rule, Severity
    from typetable.source import SourceFile

Action: TypeAlias = Literal["create", "update", "delete", "keep"]
"""What happens to a file; `keep` leaves it as it is."""

_NOTES = 10
"""How many notes of one rule are shown one by one, unless everything is asked for."""


class FileChange(Struct, frozen=True, kw_only=True):
    """One file of the output and what a plan does to it.

    `causes` are codes of rules, such as `TT401`, and empty for a file that is in step. `page` is
    the page that the file is made from, as people are shown it; empty for a file of all pages.
    """

    path: str
    action: Action
    causes: tuple[str, ...] = ()
    page: str = ""


class DocsChanges(Struct, frozen=True, kw_only=True):
    """What changed between two states of the docs, both as people know them."""

    old: str
    new: str
    judgement: Judgement


class OutputReport(Struct, frozen=True, kw_only=True):
    """What a plan does to one output folder; `files` are sorted by path.

    `changes` are those of the docs since the folder was last committed, where git tells.
    """

    spec: str
    output: str
    files: tuple[FileChange, ...] = ()
    changes: DocsChanges | None = None

    def count(self, *actions: Action) -> int:
        """Return how many files meet one of `actions`."""
        return sum(file.action in actions for file in self.files)


class Reading(Struct, frozen=True, kw_only=True):
    """What went into one package and came out; `recognised` if no setting named the dialect."""

    spec: str
    dialect: str
    recognised: bool
    account: Account


class Report(Struct, frozen=True, kw_only=True):
    """All that one run of `command` has to say.

    `diagnostics` stand in the order of `report_order`. `sources` has the pages that excerpts are
    cut from, by the path that diagnostics use. `outputs` are the folders that were compared or, by
    commands that write, written; one that was refused is not among them. `diff` is a unified diff,
    line by line. `readings` are the accounts of all packages. `changes` are what `diff` was
    asked for. `base` is the folder that paths are relative to, seen from the root of the
    repository, for the formats that platforms read.
    """

    command: str
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    outputs: tuple[OutputReport, ...] = ()
    diff: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    changes: DocsChanges | None = None
    base: str = ""

    def count(self, severity: Severity) -> int:
        """Return how many findings have `severity`."""
        return sum(item.severity == severity for item in self.diagnostics)


class Screen(Struct, frozen=True, kw_only=True):
    """What the reader can see: colours, columns, and how much of it.

    `verbosity` is -1 for errors alone, 0 for all but the notes that come in great numbers, 1 for
    everything. `limit` is the number of files that are named one by one.
    """

    style: Style = PLAIN
    width: int = 80
    verbosity: int = 0
    limit: int = 20

    def shown(self, report: Report) -> tuple[Diagnostic, ...]:
        """Return the findings of `report` that this reader wants to see."""
        if self.verbosity < 0:
            return tuple(item for item in report.diagnostics if item.is_error)
        if self.verbosity > 0:
            return report.diagnostics
        seen: Counter[str] = Counter()
        return tuple(item for item in report.diagnostics if _is_seen(item, seen))

    def folded(self, report: Report) -> Mapping[Rule, int]:
        """Return how many notes of each rule this reader is told of in one line only."""
        if self.verbosity:
            return {}
        notes = Counter(n.rule for n in report.diagnostics if n.severity == "note")
        return {rule: n - _NOTES for rule, n in notes.items() if n > _NOTES}


def _is_seen(item: Diagnostic, seen: Counter[str]) -> bool:
    """Return whether a finding is shown after those that `seen` counts."""
    if item.severity != "note":
        return True
    seen[item.code] += 1
    return seen[item.code] <= _NOTES
