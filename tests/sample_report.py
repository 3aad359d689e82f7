"""A report to try formats on: one page, four findings, two output folders' worth of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import Label, finding
from typetable.report import FileChange, OutputReport, Report
from typetable.source import SourceFile, Span

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic
    from typetable.report.report import FileAction

PAGE = SourceFile(
    path="spec/Station.md",
    name="Station.md",
    text="""# Station

| Name | Type | Required | Description |
| :--- | :--- | :------- | :---------- |
| docks | array of Dokc | no | Docks at the station. |
| name  | str           | no | Its name.             |
""",
)


def word(text: str, page: SourceFile = PAGE) -> Span:
    """Return where `text` first stands on a page."""
    start = page.text.index(text)
    return page.span(start, start + len(text))


UNKNOWN: Diagnostic = finding(
    rules.UNKNOWN_TYPE,
    PAGE.path,
    word("Dokc"),
    "no type named `Dokc`",
    hint="did you mean `Dock`?",
)

TWICE: Diagnostic = finding(
    rules.DUPLICATE_FIELD,
    PAGE.path,
    word("name  "),
    "`Station` has a second field `name`",
    labels=(Label(path=PAGE.path, span=word("docks"), text="first defined here"),),
)

OPEN: Diagnostic = finding(rules.OPEN_UNION, PAGE.path, word("Station"), "left open")

UNREADABLE: Diagnostic = finding(
    rules.UNREADABLE_FILE, "spec/Gone.md", None, "there is no such file"
)


def changed(path: str, action: FileAction, *causes: str, page: str = "") -> FileChange:
    """Return a file of an output folder."""
    return FileChange(path=path, action=action, causes=causes, page=page)


def output(*files: FileChange) -> OutputReport:
    """Return an output folder."""
    return OutputReport(spec="spec/", output="generated/", files=files)


def report(*findings: Diagnostic, command: str = "check") -> Report:
    """Return what a command found on the page."""
    return Report(command=command, diagnostics=findings, sources={PAGE.path: PAGE})


EVERYTHING = Report(
    command="check",
    diagnostics=(UNREADABLE, OPEN, UNKNOWN, TWICE),
    sources={PAGE.path: PAGE},
    outputs=(
        output(
            changed("generated/dock.py", "keep"),
            changed("generated/gone.py", "delete", "TT406"),
            changed("generated/station.py", "update", "TT401", page=PAGE.path),
        ),
    ),
    diff=(
        "--- generated/station.py",
        "+++ generated/station.py",
        "@@ -1 +1 @@",
        "-a",
        "+b",
    ),
)
"""Every kind of thing that a report can hold."""
