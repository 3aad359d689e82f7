"""Names in headings and cells, as the docs write them.

The one rule kept here: a name that cannot be shown, is empty or too long is a finding, no name.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import shown
from typetable.markdown import inline

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic, Findings
    from typetable.settings.limits import Limits
    from typetable.source import Span

_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def read_name(
    raw: str, span: Span, what: str, limits: Limits, findings: Findings
) -> str | Diagnostic:
    """Return the name in a heading or a row, as `what` says, or why there is none."""
    name = inline.name(raw)
    if not name:
        return findings.add(rules.EMPTY_NAME, span, f"this {what} has no name")
    if len(name) > limits.name_length:
        return report_length(name, span, limits, findings)
    if not name.isprintable() and _is_invisible(name):
        message = f"the name of this {what} holds an invisible character"
        return findings.add(rules.CONTROL_CHARACTER, span, message)
    if inline.emphasised(raw):
        message = f"Markdown shows `{shown(name)}` as emphasis; it was read as written"
        hint = "escape the marks with backslashes"
        findings.add(rules.EMPHASIS_IN_NAME, span, message, hint=hint)
    return name


def report_length(
    name: str, span: Span, limits: Limits, findings: Findings
) -> Diagnostic:
    """Report a name that is longer than the limits allow (TT130)."""
    message = f"the name `{shown(name, 24)}` has {len(name)} characters"
    hint = f"raise `limits.name_length`, now {limits.name_length}"
    return findings.add(rules.LONG_NAME, span, message, hint=hint)


def _is_invisible(name: str) -> bool:
    return any(unicodedata.category(character) in _INVISIBLE for character in name)
