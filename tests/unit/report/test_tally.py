import json

import pytest
from msgspec.structs import replace
from tests.sample_report import OPEN, UNKNOWN

from typetable.meaning.conservation import Counts
from typetable.report import PackageAccount, Report, Screen, report_lines

NUMBERS = Counts(
    pages=1,
    headings=3,
    tables=2,
    rows=1_234,
    models=2,
    fields=1_200,
    members=30,
    reported=4,
    repeated=0,
)
ACCOUNT = PackageAccount(
    spec="docs", dialect="liblab", recognised=True, numbers=NUMBERS
)
MADE = Report(command="check", accounts=(ACCOUNT,), diagnostics=(OPEN, UNKNOWN, OPEN))


def show(name: str, verbosity: int) -> str:
    """Return a report with an account as one text."""
    return "\n".join(report_lines(MADE, name, Screen(verbosity=verbosity)))


@pytest.mark.parametrize("name", ["text", "concise"])
def test_the_account_is_shown_on_request(name: str) -> None:
    """The rows are a sum, and findings are counted by rule."""
    assert "account of" not in show(name, 0)
    assert (
        "account of docs\n"
        "  dialect  liblab (recognised)\n"
        "  read     1 page, 3 headings, 2 tables, 1,234 rows\n"
        "  made     2 models\n"
        "  rows     1,234 = 1,200 fields + 30 members + 4 reported + 0 repeated\n"
        "  TT201        1 unknown-type\n"
        "  TT214        2 open-union\n"
    ) in show(name, 1)


def test_an_account_that_does_not_balance_is_seen() -> None:
    """The sign between the sides says so."""
    wrong = Counts(
        pages=1,
        headings=1,
        tables=1,
        rows=2,
        models=1,
        fields=1,
        members=0,
        reported=0,
        repeated=0,
    )
    account = PackageAccount(spec="d", dialect="x", recognised=False, numbers=wrong)
    made = Report(command="check", accounts=(account,))
    shown = "\n".join(report_lines(made, "text", Screen(verbosity=1)))
    assert "rows     2 ≠ 1 field + 0 members" in shown
    assert "x (as set)" in shown


def test_machines_always_get_the_account() -> None:
    """In JSON, and as a line of its own in JSON lines."""
    (facts,) = json.loads(show("json", 0))["accounts"]
    assert facts["rows"] == 1_234
    assert facts["balances"] is True
    assert facts["recognised"] is True
    lines = [json.loads(line) for line in show("jsonl", 0).split("\n")]
    assert [line["kind"] for line in lines[-2:]] == ["account", "summary"]


def test_what_is_accepted_is_counted() -> None:
    """The rows that the configuration leaves out are a part of the sum."""
    numbers = replace(NUMBERS, rows=1_236, accepted=3, omitted=2)
    account = PackageAccount(
        spec="docs", dialect="liblab", recognised=True, numbers=numbers
    )
    made = Report(command="check", accounts=(account,))
    printed = "\n".join(report_lines(made, "text", Screen(verbosity=1)))
    assert "rows     1,236 = 1,200 fields" in printed
    assert "+ 0 repeated + 2 left out\n  accepted 3 rows" in printed
