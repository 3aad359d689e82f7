"""Reports: what a command has to say, as text for people and as formats for machines.

Takes a `Report`; gives lines.
"""

from __future__ import annotations

from typetable.report.formats import FORMATS, Format, report_lines
from typetable.report.report import (
    DocsChanges,
    FileChange,
    OutputReport,
    Reading,
    Report,
    Screen,
)

__all__ = [
    "FORMATS",
    "DocsChanges",
    "FileChange",
    "Format",
    "OutputReport",
    "Reading",
    "Report",
    "Screen",
    "report_lines",
]
