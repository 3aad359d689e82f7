"""The format `jsonl`: one JSON object on each line, for programs that read as they go.

The one rule kept here: each object has a `kind`: `finding`, `file`, `change`, `diff`, `account` or
`summary`, which comes last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.report.changes import facts_of_change
from typetable.report.jsondocument import (
    facts_of_account,
    facts_of_file,
    facts_of_finding,
    summary,
)
from typetable.report.jsontext import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.report.report import Report, Screen


def lines(report: Report, _screen: Screen) -> Iterator[str]:
    """Return an object for each finding, file and line of the diff, and the summary."""
    for item in report.diagnostics:
        yield compact({"kind": "finding", **facts_of_finding(item)})
    for output in report.outputs:
        for file in output.files:
            place = {"spec": output.spec, "output": output.output}
            yield compact({"kind": "file", **place, **facts_of_file(file)})
    told = (report.changes, *(output.changes for output in report.outputs))
    for changes in filter(None, told):
        states = {"from": changes.old, "to": changes.new}
        for verdict in changes.judgement.verdicts:
            yield compact({"kind": "change", **states, **facts_of_change(verdict)})
    for line in report.diff:
        yield compact({"kind": "diff", "line": line})
    for account in report.accounts:
        yield compact({"kind": "account", **facts_of_account(account)})
    yield compact({"kind": "summary", "command": report.command, **summary(report)})
