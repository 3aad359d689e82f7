"""The format `github`: annotations of GitHub Actions, on the line of the page.

The one rule kept here: of all lines, only those that this module makes are commands. The escapes
are those of `escapeData` and `escapeProperty` in actions/toolkit, `packages/core/src/command.ts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.report.concise import position, remarks
from typetable.report.diff import diff_lines
from typetable.report.escape import guard, visible
from typetable.report.location import on_a_file, repository_path
from typetable.report.palette import PLAIN
from typetable.report.plan import closing_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.report.report import Report, Screen

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def lines(report: Report, screen: Screen) -> Iterator[str]:
    """Return annotations for each finding and its other rows, the diff and the closing words."""
    for item in report.diagnostics:
        yield _annotation(report, item)
        yield from (_annotation(report, row) for row in _other_rows(item))
    yield from map(guard, diff_lines(report.diff, PLAIN))
    yield from map(guard, closing_lines(report, screen))


def _other_rows(item: Diagnostic) -> Iterator[Diagnostic]:
    """Yield a notice for each label on the page of a finding, which is a row that changed, too.

    The platform shows ten errors and ten notices of a step, so these take no error's place.
    """
    for label in item.labels:
        if label.path == item.path:
            yield replace(
                item,
                severity="note",
                span=label.span,
                message=label.text,
                hint="",
                labels=(),
            )


def _annotation(report: Report, item: Diagnostic) -> str:
    """Return one command; its text names the place again, because the log shows nothing else."""
    shown = on_a_file(report, item)
    path = guard(visible(repository_path(report, shown.path)))
    title = f"{item.code} {item.rule.name}"
    properties = {"file": path, **_region(shown), "title": title}
    listed = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
    return f"::{_COMMANDS[item.severity]} {listed}::{_data(guard(_text(item)))}"


def _region(item: Diagnostic) -> dict[str, str]:
    if item.span is None:
        return {}
    line, column, end = item.span.line, item.span.column, item.span.end
    return {
        "line": str(line),
        "endLine": str(line),
        "col": str(column),
        "endColumn": str(end),
    }


def _text(item: Diagnostic) -> str:
    fact = f"{position(item.path, item.span)}: {visible(item.message)}"
    return "\n".join((fact, *remarks(item)))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
