"""The account of a run: the rows that were read, what they became, and the findings by rule.

The one rule kept here: the rows are shown as a sum, so that everybody can see whether it balances.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from typetable.diagnostics import counted
from typetable.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.report.report import PackageAccount, Report, Screen


def account_lines(report: Report, screen: Screen) -> Iterator[str]:
    """Return the account of each package and the findings by rule, for those who ask for more."""
    if screen.verbosity < 1 or not report.accounts:
        return
    for account in report.accounts:
        yield from _account(account)
    yield from _findings(report)


def _account(account: PackageAccount) -> Iterator[str]:
    numbers = account.numbers
    how = "recognised" if account.recognised else "as set"
    read = (
        counted(numbers.pages, "page"),
        counted(numbers.headings, "heading"),
        counted(numbers.tables, "table"),
        counted(numbers.rows, "row"),
    )
    yield f"account of {visible(account.spec)}"
    yield f"  dialect  {visible(account.dialect)} ({how})"
    yield f"  read     {', '.join(read)}"
    yield f"  made     {counted(numbers.models, 'model')}"
    yield f"  rows     {numbers.rows:,} {'=' if numbers.balances else '≠'} " + " + ".join(
        (
            counted(numbers.fields, "field"),
            counted(numbers.members, "member"),
            *([f"{numbers.unnamed:,} unnamed"] if numbers.unnamed else []),
            f"{numbers.reported:,} reported",
            f"{numbers.repeated:,} repeated",
            *([f"{numbers.omitted:,} left out"] if numbers.omitted else []),
        )
    )
    if numbers.accepted:
        yield f"  accepted {counted(numbers.accepted, 'row')}, by the configuration"


def _findings(report: Report) -> Iterator[str]:
    """Return a line for each rule that was reported, by its code."""
    counts = Counter(item.rule for item in report.diagnostics)
    for rule in sorted(counts, key=lambda rule: rule.code):
        yield f"  {rule.code}    {counts[rule]:>5,} {rule.name}"
