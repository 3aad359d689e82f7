"""Open values: what stands in a list of values for those that it leaves out.

The one rule kept here: it is told, and makes the enum open, but is no value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import clipped
from typetable.markdown.spans import seen

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic, Findings
    from typetable.language.draft import Title
    from typetable.source import Span

_OPEN = re.compile(
    r"[0-9]+\s*(?:\+|xx?|(?:and|or) (?:above|greater|higher|more|up))(?:\s*\([^()]*\))?"
    r"|(?:[<>]=?|\u2264|\u2265)\s*-?[0-9]+"
    r"|[0-9]+\s*(?:[-\u2013\u2014~]|\.\.|to)\s*[0-9]+"
    r"|\.{3,6}|\u2026{1,2}|etc\.?"
)
"""What stands for values that are not listed each."""


def is_open(raw: str) -> bool:
    """Return whether a text says that there may be other values, such as `500+` or `...`."""
    return _OPEN.fullmatch(seen(raw).text.strip()) is not None


def report_open(title: Title, span: Span, findings: Findings) -> Diagnostic:
    """Report a row or a bullet that says so (TT210)."""
    message = f"`{clipped(title.name)}` may have other values, as this row says"
    return findings.add(rules.ALMOST_ENUM, span, message, severity="note")
