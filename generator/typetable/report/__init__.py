"""Reports: the findings and files of a command, as text for people and as formats for machines.

Takes a `Report`; gives lines.
"""

from __future__ import annotations

from typetable.report.formats import FORMATS, Format, report_lines
from typetable.report.report import (
    DocsChanges,
    FileChange,
    OutputReport,
    PackageAccount,
    Report,
    Screen,
)

__all__ = [
    "FORMATS",
    "DocsChanges",
    "FileChange",
    "Format",
    "OutputReport",
    "PackageAccount",
    "Report",
    "Screen",
    "report_lines",
]
