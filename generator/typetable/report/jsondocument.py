"""The format `json`: everything that a report holds, as one document.

The one rule kept here: keys keep their meaning and are only ever added; `typetable_report` counts
the times that this had to be broken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from typetable.report.acceptance import proposal
from typetable.report.changes import facts_of_changes
from typetable.report.jsontext import indented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.report.report import FileChange, PackageAccount, Report, Screen
    from typetable.source import Span


def lines(report: Report, _screen: Screen) -> Iterator[str]:
    """Return the lines of the document."""
    outputs = [
        {
            "spec": output.spec,
            "output": output.output,
            "files": list(map(facts_of_file, output.files)),
            "changes": output.changes and facts_of_changes(output.changes),
        }
        for output in report.outputs
    ]
    return indented(
        {
            "typetable_report": 1,
            "command": report.command,
            "findings": list(map(facts_of_finding, report.diagnostics)),
            "outputs": outputs,
            "diff": list(report.diff),
            "changes": report.changes and facts_of_changes(report.changes),
            "accounts": list(map(facts_of_account, report.accounts)),
            "summary": summary(report),
        }
    )


def facts_of_finding(item: Diagnostic) -> dict[str, Any]:
    """Return the facts of a finding; `hint` may be empty, a place without a span has nulls."""
    return {
        "code": item.code,
        "rule": item.rule.name,
        "severity": item.severity,
        "path": item.path,
        **_facts_of_span(item.span),
        "message": item.message,
        "hint": item.hint,
        **({"fingerprint": item.fingerprint} if item.fingerprint else {}),
        **({"accept": proposed} if (proposed := proposal(item)) else {}),
        **({"accepted": item.accepted} if item.accepted else {}),
        "labels": [
            {"path": label.path, **_facts_of_span(label.span), "text": label.text}
            for label in item.labels
        ],
    }


def _facts_of_span(span: Span | None) -> dict[str, int | None]:
    """Return a place as an editor counts it; `end_column` is the one after the last character."""
    return {
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_column": span.end if span else None,
    }


def facts_of_file(file: FileChange) -> dict[str, Any]:
    """Return the facts of a file: its path, its change, and the causes of that."""
    return {
        "path": file.path,
        "action": file.action,
        "causes": list(file.causes),
        "page": file.page,
    }


def facts_of_account(account: PackageAccount) -> dict[str, Any]:
    """Return the facts of a package: its docs, its dialect and its numbers."""
    return {
        "spec": account.spec,
        "dialect": account.dialect,
        "recognised": account.recognised,
        **asdict(account.numbers),
        "balances": account.numbers.balances,
    }


def summary(report: Report) -> dict[str, int]:
    """Return the counts of findings and of files."""
    outputs = report.outputs
    return {
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "notes": report.count("note"),
        "accepted": sum(bool(item.accepted) for item in report.diagnostics),
        "created": sum(output.count("create") for output in outputs),
        "updated": sum(output.count("update") for output in outputs),
        "deleted": sum(output.count("delete") for output in outputs),
        "unchanged": sum(output.count("keep") for output in outputs),
    }
