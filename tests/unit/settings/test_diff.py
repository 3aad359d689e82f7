from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from typetable.changes.directions import Endings
from typetable.changes.policy import Policy
from typetable.settings import config

if TYPE_CHECKING:
    from pathlib import Path

    from typetable.settings.package import Package

FULL = """
[diff]
fail_on = "warning"
read_endings = ["Response", "Event"]
write_endings = "Body"

[diff.levels]
TT614 = "warning"
member-added = "breaking"

[[diff.accept]]
fingerprint = "0123456789abcdef"
reason = "nobody used it"
until = 2030-12-31

[[diff.accept]]
fingerprint = "fedcba9876543210"
reason = "agreed"

[[package]]
name = "one"

[[package]]
name = "two"
"""


def packages(folder: Path, text: str) -> tuple[Package, ...]:
    """Return the packages of a configuration that must be right."""
    path = folder / "typetable.toml"
    path.write_text(text)
    found, problems = config.read(path)
    assert problems == ()
    assert found is not None
    return found.packages


def test_a_policy_is_read_and_holds_for_all_packages(tmp_path: Path) -> None:
    """Levels by code, entries with their reason, date and place."""
    one, two = packages(tmp_path, FULL)
    assert one.policy == two.policy
    assert one.policy.fail_on == "warning"
    assert one.policy.levels == (("TT614", "warning"), ("TT631", "breaking"))
    assert one.endings == Endings(read=("Response", "Event"), write=("Body",))
    first, second = one.policy.accepted
    assert (first.fingerprint, first.reason) == ("0123456789abcdef", "nobody used it")
    assert (first.until, second.until) == (date(2030, 12, 31), None)
    assert [entry.span and entry.span.line for entry in (first, second)] == [11, 16]
    assert first.path.endswith("typetable.toml")


def test_without_a_table_the_usual_holds(tmp_path: Path) -> None:
    """What breaks fails, and names end as they mostly do."""
    (package,) = packages(tmp_path, "")
    assert (package.policy, package.endings) == (Policy(), Endings())


ENTRY = '[[diff.accept]]\nfingerprint = "a"\nreason = "b"\n'


@pytest.mark.parametrize(
    ("text", "code", "line", "message", "hint"),
    [
        ("[diff]\nfial_on = 1", "TT502", 2, "no setting is named `fial_on`", "fail_on"),
        ('[diff]\nfail_on = "all"', "TT503", 2, "`all` is no `fail_on`", "none"),
        ("[diff]\nlevels = 1", "TT503", 2, "`levels` must be a table", ""),
        (
            '[diff.levels]\nTT641 = "info"\nTT999 = "info"',
            "TT502",
            3,
            "no kind of change is named `TT999`",
            "",
        ),
        ('[diff.levels]\nTT601 = "bad"', "TT503", 2, "`bad` is no `TT601`", "breaking"),
        (
            '[diff.levels]\nTT601 = "info"\nmodel-added = "info"',
            "TT503",
            3,
            "`TT601` and `model-added` are the same rule",
            "",
        ),
        (
            '[[diff.accept]]\nreason = "b"',
            "TT504",
            1,
            "this entry has no `fingerprint`",
            "copy it",
        ),
        (
            '[[diff.accept]]\nfingerprint = "a"',
            "TT504",
            1,
            "this entry has no `reason`",
            "say why",
        ),
        (ENTRY + 'until = "2030-01-01"', "TT503", 4, "must be a date without", ""),
        (ENTRY + "until = 2030-01-01T00:00:00", "TT503", 4, "must be a date", ""),
        (ENTRY + "unitl = 2030-01-01", "TT502", 4, "no setting is named", "until"),
        (ENTRY + ENTRY, "TT503", 5, "accepted twice", ""),
        ("[[package]]\nname = 'a'\n[package.diff]", "TT502", 3, "named `diff`", ""),
    ],
)
def test_a_mistake_is_found_at_its_key(  # noqa: PLR0917
    tmp_path: Path, text: str, code: str, line: int, message: str, hint: str
) -> None:
    """Code, line, fact and cure."""
    path = tmp_path / "typetable.toml"
    path.write_text(text)
    found, (problem,) = config.read(path)
    assert found is None
    assert problem.span is not None
    assert (problem.code, problem.span.line) == (code, line)
    assert message in problem.message
    assert hint in problem.hint
