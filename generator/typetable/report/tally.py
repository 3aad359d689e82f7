"""The account of a run: what went in, what came out, and what was said about it.

The one rule kept here: the rows are shown as a sum, so that everybody can see that it balances.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from typetable.diagnostics import counted
from typetable.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.report.report import Reading, Report, Screen


def account_lines(report: Report, screen: Screen) -> Iterator[str]:
    """Return the account of each package and the findings by rule, for those who ask for more."""
    if screen.verbosity < 1 or not report.readings:
        return
    for reading in report.readings:
        yield from _reading(reading)
    yield from _findings(report)


def _reading(reading: Reading) -> Iterator[str]:
    account = reading.account
    how = "recognised" if reading.recognised else "as set"
    read = (
        counted(account.pages, "page"),
        counted(account.headings, "heading"),
        counted(account.tables, "table"),
        counted(account.rows, "row"),
    )
    yield f"account of {visible(reading.spec)}"
    yield f"  dialect  {visible(reading.dialect)} ({how})"
    yield f"  read     {', '.join(read)}"
    yield f"  made     {counted(account.models, 'model')}"
    yield f"  rows     {account.rows:,} {'=' if account.balances else '≠'} " + " + ".join(
        (
            counted(account.fields, "field"),
            counted(account.members, "member"),
            f"{account.reported:,} reported",
            f"{account.repeated:,} repeated",
        )
    )


def _findings(report: Report) -> Iterator[str]:
    """Return a line for each rule that was reported, by its code."""
    counts = Counter(item.rule for item in report.diagnostics)
    for rule in sorted(counts, key=lambda rule: rule.code):
        yield f"  {rule.code}    {counts[rule]:>5,} {rule.name}"
