"""The format `markdown`: for a step summary or a comment on a pull request.

The one rule kept here: no text from the docs is Markdown, HTML, a link or a mention there. Texts
stand in `<code>`, where platforms look for none, and marks are written as character references.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from typetable.changes.summary import changelog
from typetable.diagnostics import counted
from typetable.report.concise import position, remarks
from typetable.report.diff import diff_lines
from typetable.report.escape import visible
from typetable.report.palette import PLAIN
from typetable.report.plan import closing_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.report.report import DocsChanges, Report, Screen

_MARKS = str.maketrans(
    {mark: f"&#{ord(mark)};" for mark in "&<>\"'\\`*_{}[]()#+!|~:.$^"}
    | {"@": "&#64;<!---->"}  # addresses are linked behind references, within a text
)

_ROWS = 100
_DIFF = 500
"""The findings and the lines of a diff that are shown; GitHub takes 65,536 characters a comment."""


def lines(report: Report, screen: Screen) -> Iterator[str]:
    """Return a heading, the closing sentences, a table of findings and the diff.

    The report of `diff` is a changelog of the docs, and a table of its other findings.
    """
    if report.changes:
        yield from _lines(changelog(report.changes.judgement))
        if others := [item for item in report.diagnostics if not item.fingerprint]:
            yield from _table(others)
        return
    yield f"### typetable {_text(report.command)}"
    for sentence in closing_lines(report, screen):
        yield from ("", _code(sentence))
    if report.diagnostics:
        yield from _table(report.diagnostics)
    for output in report.outputs:
        if output.changes:
            yield from _since(output.changes)
    if report.diff:
        yield from _details(report.diff)


def _table(findings: Sequence[Diagnostic]) -> Iterator[str]:
    yield from ("", "| Place | Rule | Finding |", "| :-- | :-- | :-- |")
    for item in findings[:_ROWS]:
        place = _code(position(item.path, item.span))
        yield f"| {place} | {item.severity} {item.code} | {_finding(item)} |"
    if len(findings) > _ROWS:
        yield from ("", f"… and {counted(len(findings) - _ROWS, 'more finding')}")


def _finding(item: Diagnostic) -> str:
    return "<br>".join(map(_code, (visible(item.message), *remarks(item))))


def _since(changes: DocsChanges) -> Iterator[str]:
    """Return the changes of the docs since the models were committed, folded."""
    told = _lines(changelog(changes.judgement))[2:]
    yield from ("", "<details><summary>Changes in the docs</summary>", "")
    yield f"Since {_code(changes.old)}: {told[0]}"
    yield from told[1:_ROWS]
    if len(told) > _ROWS:
        yield from ("", f"… and {counted(len(told) - _ROWS, 'more line')}")
    yield from ("", "</details>")


def _details(diff: Sequence[str]) -> Iterator[str]:
    """Return the diff, folded, in a fence that no line of it closes."""
    lines = list(diff_lines(diff[:_DIFF], PLAIN))
    fence = "`" * max(3, 1 + max(map(_longest_run, lines)))
    yield from ("", "<details><summary>Diff</summary>", "", f"{fence}diff")
    yield from lines
    yield fence
    if len(diff) > _DIFF:
        yield from ("", f"… and {counted(len(diff) - _DIFF, 'more line')}")
    yield from ("", "</details>")


def _lines(text: str) -> Sequence[str]:
    return text.removesuffix("\n").split("\n")


def _longest_run(line: str) -> int:
    runs = (len(list(run)) for mark, run in groupby(line) if mark == "`")
    return max(runs, default=0)


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"


def _text(text: str) -> str:
    return visible(text).translate(_MARKS)
