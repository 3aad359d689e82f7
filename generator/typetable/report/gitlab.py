"""The format `gitlab`: a code quality report.

The one rule kept here: only the keys that GitLab reads, see
https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typetable.report.acceptance import entry
from typetable.report.jsontext import indented
from typetable.report.location import fingerprints, on_a_file, repository_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.report.report import Report, Screen

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def lines(report: Report, _screen: Screen) -> Iterator[str]:
    """Return the lines of a JSON array with an object for each finding."""
    prints = fingerprints(report)
    pairs = zip(report.diagnostics, prints, strict=True)
    return indented([_issue(report, item, fingerprint) for item, fingerprint in pairs])


def _issue(report: Report, item: Diagnostic, fingerprint: str) -> dict[str, Any]:
    accepting = entry(item)
    remarks = (item.hint, f"accept: {accepting}" if accepting else "")
    remark = "; ".join(filter(None, remarks))
    shown = on_a_file(report, item)
    return {
        "description": f"{item.message} ({remark})" if remark else item.message,
        "check_name": f"{item.code} {item.rule.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[item.severity],
        "location": {
            "path": repository_path(report, shown.path),
            "lines": {"begin": shown.span.line if shown.span else 1},
        },
    }
