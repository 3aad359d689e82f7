"""The format `text`: findings with the lines that they are about, for people.

The one rule kept here: the first line of a finding says it all; the lines below only show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.report.acceptance import entry
from typetable.report.concise import advice, headline, position
from typetable.report.diff import diff_lines
from typetable.report.escape import visible
from typetable.report.excerpt import excerpt_lines, painted
from typetable.report.plan import closing_lines, file_lines, folded_lines
from typetable.report.tally import account_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typetable.diagnostics import Diagnostic, Label
    from typetable.report.report import Report, Screen
    from typetable.source import SourceFile


def lines(report: Report, screen: Screen) -> Iterator[str]:
    """Return the findings, the diff, the files and the closing sentences, a blank line between."""
    first = True
    for block in filter(None, _blocks(report, screen)):
        if not first:
            yield ""
        yield from block
        first = False


def _blocks(report: Report, screen: Screen) -> Iterator[list[str]]:
    if report.reasons:
        # Few ask, and it needs the whole room of reading.
        from typetable.report.reasons import reason_blocks  # noqa: PLC0415

        yield from reason_blocks(report, screen)
    for diagnostic in screen.findings(report):
        yield list(finding_lines(diagnostic, report.sources, screen))
    yield list(folded_lines(report, screen))
    if report.diff:
        yield list(diff_lines(report.diff, screen.palette))
    yield list(account_lines(report, screen))
    files = list(file_lines(report, screen))
    yield [*files, *closing_lines(report, screen, told=bool(files))]


def finding_lines(
    diagnostic: Diagnostic, sources: Mapping[str, SourceFile], screen: Screen
) -> Iterator[str]:
    """Return a finding with its excerpts and its hint."""
    palette, gutter = screen.palette, _gutter(diagnostic)
    yield headline(diagnostic, palette)
    yield from _excerpt(diagnostic, sources, screen, gutter, diagnostic.severity)
    for label in diagnostic.labels:
        place = palette.paint("path", position(label.path, label.span))
        yield f"  = {place}: {visible(label.text)}"
        yield from _excerpt(label, sources, screen, gutter, "label")
    if diagnostic.hint:
        word = palette.paint("hint", advice(diagnostic))
        yield f"  = {word}: {visible(diagnostic.hint)}"
    if accepting := entry(diagnostic):
        yield f"  = {palette.paint('hint', 'accept')}: {accepting}"
    if diagnostic.fingerprint and diagnostic.severity != "note":
        yield f"  = {palette.paint('hint', 'fingerprint')}: {diagnostic.fingerprint}"


def _gutter(diagnostic: Diagnostic) -> int:
    """Return the columns that the longest line number of a finding takes."""
    spans = [diagnostic.span, *(label.span for label in diagnostic.labels)]
    return max(len(str(span.line)) if span else 1 for span in spans)


def _excerpt(
    place: Diagnostic | Label,
    sources: Mapping[str, SourceFile],
    screen: Screen,
    gutter: int,
    role: str,
) -> Iterator[str]:
    source = sources.get(place.path)
    if source is None or place.span is None:
        return
    mark = "-" if role == "label" else "^"
    for parts in excerpt_lines(
        source, place.span, gutter=gutter, mark=mark, width=screen.width
    ):
        yield painted(parts, role, screen.palette)
