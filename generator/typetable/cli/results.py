"""Results: what a run of the pipeline came to, as reports and exit codes.

The one rule kept here: the exit code follows from the findings and from nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import rules
from typetable.cli import DONE, FAILED, FOUND
from typetable.diagnostics import report_order
from typetable.report import FileChange, OutputReport, Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typetable.diagnostics import Diagnostic
    from typetable.output import WritePlan
    from typetable.pipeline import Outcome, Understanding
    from typetable.report.record import Action as ReportedAction

_COULD_NOT_RUN = {
    rules.UNREADABLE_FILE.code,
    rules.CANNOT_WRITE.code,
    rules.TEMPLATE_ERROR.code,
    *(code for code in rules.RULES if code.startswith("TT5")),
}
"""Rules about what a command was told, not about what the docs say."""

_ACTIONS: dict[str, ReportedAction] = {
    "create": "create",
    "update": "update",
    "delete": "delete",
    "unchanged": "keep",
}


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """Return 2 where something kept the command from running, 1 for other errors, else 0."""
    codes = {diagnostic.code for diagnostic in diagnostics if diagnostic.is_error}
    if codes & _COULD_NOT_RUN:
        return FAILED
    return FOUND if codes else DONE


def report(
    command: str,
    understandings: Iterable[Understanding],
    diagnostics: Iterable[Diagnostic],
    *,
    outputs: tuple[OutputReport, ...] = (),
    diff: Iterable[str] = (),
) -> Report:
    """Return the report of a command on what became of its packages."""
    return Report(
        command=command,
        diagnostics=tuple(sorted(diagnostics, key=report_order)),
        sources={
            path: source
            for understanding in understandings
            for path, source in understanding.sources.items()
        },
        outputs=outputs,
        diff=tuple(diff),
    )


def outputs(outcomes: Iterable[Outcome]) -> tuple[OutputReport, ...]:
    """Return what the plans of some packages do to their output."""
    return tuple(_output(outcome, outcome.plan) for outcome in outcomes if outcome.plan)


def _output(outcome: Outcome, plan: WritePlan) -> OutputReport:
    return OutputReport(
        spec=", ".join(place.shown for place in outcome.package.spec),
        output=plan.shown,
        files=tuple(
            FileChange(
                path=plan.shown_path(action.path),
                action=_ACTIONS[action.kind],
                causes=tuple(cause.code for cause in action.causes),
                page=outcome.pages.get(action.path, ""),
            )
            for action in plan.actions
        ),
    )
