"""The format `concise`: one line for each finding.

The one rule kept here: the line stands alone, `path:line:column: severity[CODE] message`, so that
editors and `grep` can use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.report.acceptance import entry
from typetable.report.escape import visible
from typetable.report.plan import closing_lines, folded_lines
from typetable.report.tally import account_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.report.palette import Palette
    from typetable.report.report import Report, Screen
    from typetable.source import Span


def lines(report: Report, screen: Screen) -> Iterator[str]:
    """Return a line for each finding and the closing sentences."""
    for diagnostic in screen.findings(report):
        yield headline(diagnostic, screen.palette)
    yield from folded_lines(report, screen)
    yield from account_lines(report, screen)
    yield from closing_lines(report, screen)


def headline(diagnostic: Diagnostic, palette: Palette) -> str:
    """Return the first line of a finding, which says it all."""
    place = palette.paint("path", position(diagnostic.path, diagnostic.span) + ":")
    kind = palette.paint(diagnostic.severity, diagnostic.severity)
    return f"{place} {kind}[{diagnostic.code}] {visible(diagnostic.message)}"


def remarks(diagnostic: Diagnostic) -> Iterator[str]:
    """Return the lines of a finding behind its message: its labels, its hint, what accepts it."""
    for label in diagnostic.labels:
        yield f"{position(label.path, label.span)}: {visible(label.text)}"
    if diagnostic.hint:
        yield f"{advice(diagnostic)}: {visible(diagnostic.hint)}"
    if accepting := entry(diagnostic):
        yield f"accept: {accepting}"


def advice(diagnostic: Diagnostic) -> str:
    """Return the word before a hint: something to do, or whom a change of the docs breaks."""
    return "effect" if diagnostic.fingerprint else "hint"


def position(path: str, span: Span | None) -> str:
    """Return a place as `path:line:column`, or the path alone where there is no span."""
    return visible(path) + (f":{span.line}:{span.column}" if span else "")
