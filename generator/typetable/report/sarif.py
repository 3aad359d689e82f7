"""The format `sarif`: SARIF 2.1.0, for code scanning.

The one rule kept here: valid by the published schema, with all that code scanning asks for, and
no text from the docs is a link. See
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (sections are named below).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typetable
from typetable.report.acceptance import entry
from typetable.report.escape import whole
from typetable.report.explain import explanation
from typetable.report.jsontext import indented
from typetable.report.location import fingerprints, on_a_file, repository_path, uri
from typetable.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic, Label
    from typetable.report.report import Report, Screen
    from typetable.rules import Rule
    from typetable.source import Span

_TOOL = {"name": "typetable", "semanticVersion": typetable.__version__}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_BRACES = {"{": "{{", "}": "}}"}
_FORMATTED = str.maketrans(_BRACES)
_PLAIN = str.maketrans({**_BRACES, "\\": r"\\", "[": r"\[", "]": r"\]"})
"""The escapes of characters that would begin a placeholder (§3.11.5) or a link (§3.11.6)."""


def lines(report: Report, _screen: Screen) -> Iterator[str]:
    """Return the lines of a log with one run; columns count characters (§3.14.17)."""
    codes = sorted({item.code for item in report.diagnostics})
    rules = [_descriptor(RULES[code]) for code in codes]
    run = {
        "tool": {"driver": {**_TOOL, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [
            {**_result(report, item, codes.index(item.code)), **_identity(fingerprint)}
            for item, fingerprint in zip(
                report.diagnostics, fingerprints(report), strict=True
            )
        ],
    }
    return indented({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _descriptor(rule: Rule) -> dict[str, Any]:
    """Return the descriptor of a rule (§3.49)."""
    text = explanation(rule.code)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _message(rule.summary),
        "fullDescription": _message(rule.summary),
        "help": {**_message(text), "markdown": text.translate(_FORMATTED)},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(report: Report, item: Diagnostic, index: int) -> dict[str, Any]:
    """Return one finding (§3.27)."""
    labels = enumerate(item.labels, start=1)
    accepting = entry(item)
    texts = (item.message, item.hint, f"accept: {accepting}" if accepting else "")
    return {
        "ruleId": item.code,
        "ruleIndex": index,
        "level": item.severity,
        "message": _message("\n".join(filter(None, texts))),
        "locations": [_location(report, on_a_file(report, item))],
        "relatedLocations": [
            {
                "id": number,
                **_location(report, label),
                "message": _message(label.text),
            }
            for number, label in labels
        ],
    }


def _message(text: str) -> dict[str, str]:
    """Return a plain text message (§3.11.3): nothing in it is a link or a placeholder."""
    return {"text": whole(text).translate(_PLAIN)}


def _identity(fingerprint: str) -> dict[str, Any]:
    return {"partialFingerprints": {"typetable/v1": fingerprint}}


def _location(report: Report, place: Diagnostic | Label) -> dict[str, Any]:
    """Return a place (§3.28); relative URIs count from the root of the repository."""
    target = uri(repository_path(report, place.path))
    artifact: dict[str, Any] = {"uri": target}
    if not target.startswith("file:"):
        artifact["uriBaseId"] = "%SRCROOT%"
    physical: dict[str, Any] = {"artifactLocation": artifact}
    # Code scanning refuses a place without a line.
    physical["region"] = _region(place.span) if place.span else {"startLine": 1}
    return {"physicalLocation": physical}


def _region(span: Span) -> dict[str, int]:
    """Return a stretch of a line (§3.30); the end column is the one after the last character."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.line,
        "endColumn": span.end,
    }
