"""The report of a command, before it has a format.

The one rule kept here: no words. A record holds findings, files and counts; sentences are made of
them elsewhere.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, field

from typetable import rules
from typetable.report.palette import PLAIN

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from typetable.changes.policy import Judgement
    from typetable.diagnostics import Diagnostic
    from typetable.meaning.conservation import Counts
    from typetable.reading.reasons import PageReasons
    from typetable.report.palette import Palette
    from typetable.rules import Rule, Severity
    from typetable.source import SourceFile

FileAction: TypeAlias = Literal["create", "update", "delete", "keep"]
"""The change of a file; `keep` leaves it as it is."""

_NOTES = 10
"""The notes of one rule that are shown one by one, unless everything is asked for."""


class FileChange(Struct, frozen=True, kw_only=True):
    """One file of the output and its change by a plan.

    `causes` are codes of rules, such as `TT401`, and empty for a file that is in step. `page` is
    the displayed path of the page that the file is made from; empty for a file of all pages.
    """

    path: str
    action: FileAction
    causes: tuple[str, ...] = ()
    page: str = ""


class DocsChanges(Struct, frozen=True, kw_only=True):
    """The changes between two states of the docs, each named as the user named it."""

    old: str
    new: str
    judgement: Judgement


class OutputReport(Struct, frozen=True, kw_only=True):
    """The changes of one output folder by a plan; `files` are sorted by path.

    `changes` are those of the docs since the folder was last committed, where git tells.
    """

    spec: str
    output: str
    files: tuple[FileChange, ...] = ()
    changes: DocsChanges | None = None

    def count(self, *actions: FileAction) -> int:
        """Return the number of files with one of `actions`."""
        return sum(file.action in actions for file in self.files)


class PackageAccount(Struct, frozen=True, kw_only=True):
    """The numbers of one package and its dialect; `recognised` if no setting named that."""

    spec: str
    dialect: str
    recognised: bool
    numbers: Counts


class Report(Struct, frozen=True, kw_only=True):
    """The report of one run of a command."""

    command: str
    """The name of the command, such as `check`."""

    diagnostics: tuple[Diagnostic, ...] = ()
    """The findings, in the order of `report_order`."""

    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    """The pages that excerpts are cut from, by the paths that findings use."""

    outputs: tuple[OutputReport, ...] = ()
    """The folders that were compared, or written by a command that writes; no refused one."""

    diff: tuple[str, ...] = ()
    """The lines of a unified diff of the output."""

    accounts: tuple[PackageAccount, ...] = ()
    """The numbers of each package that was read."""

    reasons: tuple[PageReasons, ...] = ()
    """Why each page was read as it was, for those who ask."""

    changes: DocsChanges | None = None
    """The changes of the docs, where the command is `diff`."""

    base: str = ""
    """The folder that paths are relative to, as a path from the root of the repository."""

    files: Mapping[str, str] = field(default_factory=dict)
    """The file on which platforms show a finding, by its path where that is no file."""

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(item.severity == severity for item in self.diagnostics)


class Screen(Struct, frozen=True, kw_only=True):
    """The screen of the reader: colours, columns, and how much is shown.

    `verbosity` is -1 for errors alone, 0 for all but accepted ones and the notes that come in great
    numbers, 1 for everything. `limit` is the number of files that are named one by one.
    """

    palette: Palette = PLAIN
    width: int = 80
    verbosity: int = 0
    limit: int = 20

    def findings(self, report: Report) -> tuple[Diagnostic, ...]:
        """Return the findings of `report` that this reader wants to see."""
        if self.verbosity < 0:
            return tuple(item for item in report.diagnostics if item.is_error)
        if self.verbosity > 0:
            return report.diagnostics
        left = self._alone(report)
        return tuple(item for item in report.diagnostics if _is_seen(item, left))

    def folded(self, report: Report) -> Mapping[Rule, int]:
        """Return the number of notes of each rule that this reader is told in one line only."""
        return {} if self.verbosity else _notes(report) - self._alone(report)

    def _alone(self, report: Report) -> Counter[Rule]:
        """Return the number of notes of each rule that are shown one by one."""
        changes = {each.rule for each in report.diagnostics if each.fingerprint}
        counts = _notes(report).items()
        return Counter({rule: _shown(rule, n, changes) for rule, n in counts})


def _notes(report: Report) -> Counter[Rule]:
    return Counter(
        each.rule
        for each in report.diagnostics
        if each.severity == "note" and not each.accepted
    )


def _shown(rule: Rule, count: int, changes: Container[Rule]) -> int:
    """Return how many of so many notes are shown: changes are, but for those of mere words.

    What stands in another order is for those who ask for everything.
    """
    if rule is rules.ORDER_CHANGED:
        return 0
    if count <= _NOTES:
        return count
    if rule in rules.COSMETIC:
        return 0
    return count if rule in changes else _NOTES


def _is_seen(item: Diagnostic, left: Counter[Rule]) -> bool:
    """Return whether a finding is shown, where so many notes of each rule still are."""
    if item.severity != "note":
        return True
    if item.accepted:
        return False
    left[item.rule] -= 1
    return left[item.rule] >= 0
