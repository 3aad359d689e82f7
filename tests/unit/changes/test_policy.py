from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.small_schemas import enum, field, obj, page, required, schema

from typetable.changes.compare import compare
from typetable.changes.policy import Acceptance, Bump, FailOn, Judgement, Policy, judge
from typetable.source import Span

if TYPE_CHECKING:
    from typetable.schema import Schema

TODAY = date(2025, 6, 1)

OLD = schema(page(obj("M", field("a"), field("b")), enum("E", RED="red")))
ADDED = schema(page(obj("M", field("a"), field("b"), field("c")), enum("E", RED="red")))
OPEN = schema(page(obj("M", field("a"), field("b")), enum("E", RED="red", ROT="rot")))
GONE = schema(page(obj("M", field("a")), enum("E", RED="red")))
TURNED = schema(page(obj("M", field("b"), field("a")), enum("E", RED="red")))

_FINGERPRINT = compare(OLD, GONE)[0].fingerprint


def _entry(until: date | None = None, fingerprint: str = _FINGERPRINT) -> Acceptance:
    return Acceptance(
        fingerprint=fingerprint,
        reason="nobody uses it",
        until=until,
        path="pyproject.toml",
        span=Span(7, 1, 9),
    )


def _judge(new: Schema = GONE, policy: Policy | None = None) -> Judgement:
    return judge(compare(OLD, new), policy or Policy(), today=TODAY)


@pytest.mark.parametrize(
    ("new", "failing"),
    [
        (GONE, ["breaking", "warning", "any"]),
        (OPEN, ["warning", "any"]),
        (ADDED, ["any"]),
        (TURNED, []),
        (OLD, []),
    ],
)
def test_changes_fail_from_a_level_on(new: Schema, failing: list[FailOn]) -> None:
    """Order alone never fails, and `none` lets everything pass."""
    modes: tuple[FailOn, ...] = ("breaking", "warning", "any", "none")
    fails = [mode for mode in modes if _judge(new, Policy(fail_on=mode)).fails]
    assert fails == failing


@pytest.mark.parametrize(
    ("new", "bump"),
    [
        (GONE, "major"),
        (OPEN, "minor"),
        (ADDED, "minor"),
        (TURNED, "patch"),
        (OLD, "none"),
    ],
)
def test_the_worst_change_suggests_the_version(new: Schema, bump: Bump) -> None:
    """Text and layout alone are a patch."""
    assert _judge(new).bump == bump


def test_a_level_is_a_setting() -> None:
    """It decides what fails and which version follows; the facts stay."""
    judgement = _judge(policy=Policy(levels=(("TT614", "info"),)))
    (verdict,) = judgement.verdicts
    assert (verdict.level, verdict.change.level) == ("info", "breaking")
    assert (judgement.fails, judgement.bump) == (False, "minor")


def test_an_accepted_change_does_not_fail() -> None:
    """It still is what it is, to those who use the models."""
    judgement = _judge(policy=Policy(accepted=(_entry(),)))
    assert judgement.verdicts[0].acceptance == _entry()
    assert not judgement.fails
    assert judgement.stale == ()
    assert judgement.bump == "major"


def test_an_accepted_change_is_accepted_on_its_last_day() -> None:
    """The end date belongs to the time."""
    judgement = _judge(policy=Policy(accepted=(_entry(TODAY),)))
    assert not judgement.fails


def test_an_acceptance_that_is_over_is_reported() -> None:
    """The change fails again, and the finding says what it is."""
    judgement = _judge(policy=Policy(accepted=(_entry(date(2025, 5, 31)),)))
    (finding,) = judgement.stale
    assert judgement.fails
    assert (finding.code, finding.path, finding.span) == (
        "TT662",
        "pyproject.toml",
        Span(7, 1, 9),
    )
    assert finding.message == f"`{_FINGERPRINT}` was accepted until 2025-05-31"
    assert finding.hint == "it still occurs: optional field `M.b` is gone"


def test_an_acceptance_of_nothing_is_reported() -> None:
    """Whether the change was undone or never was."""
    (finding,) = _judge(ADDED, Policy(accepted=(_entry(),))).stale
    assert finding.code == "TT661"
    assert finding.message == f"accepted change `{_FINGERPRINT}` no longer occurs"


def test_accepting_one_change_accepts_no_other() -> None:
    """A required field is another loss than an optional one."""
    old = schema(page(obj("M", field("a"), required(field("b")))))
    new = schema(page(obj("M", field("a"))))
    judgement = judge(compare(old, new), Policy(accepted=(_entry(),)), today=TODAY)
    assert judgement.fails


def test_a_fingerprint_holds_no_lines() -> None:
    """A row that moves keeps it."""
    lower = schema(page(obj("First"), *OLD.modules[0].models))
    assert lower != OLD
    less = schema(page(obj("First"), *GONE.modules[0].models))
    assert [change.fingerprint for change in compare(lower, less)] == [_FINGERPRINT]
