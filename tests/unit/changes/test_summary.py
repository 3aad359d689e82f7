from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.small_schemas import enum, field, obj, page, required, schema

from typetable.changes.compare import compare
from typetable.changes.observation import reworded
from typetable.changes.policy import Acceptance, Judgement, Policy, judge
from typetable.changes.summary import changelog, diagnostics, stat_line, whom
from typetable.schema import Json

if TYPE_CHECKING:
    from typetable.schema import Field

OLD = schema(
    page(obj("ItemRequest", field("id"), field("size"), about="An item.")),
    page(enum("Colour", RED="red"), name="colour"),
)
NEW = schema(
    page(obj("ItemRequest", field("id", "integer"), required(field("size")))),
    page(enum("Colour", RED="red", BLUE="blue"), name="colour"),
)


def _judge(policy: Policy | None = None) -> Judgement:
    return judge(compare(OLD, NEW), policy or Policy(), today=date(2025, 6, 1))


def test_the_stat_line_counts_by_level() -> None:
    """One line, for a commit message or a log."""
    assert stat_line(_judge()) == (
        "4 changes: 2 breaking, 1 worth a look, 1 harmless; suggests a major version"
    )


def test_no_changes_are_said_to_be_none() -> None:
    """Silence would look like a failure."""
    assert stat_line(judge((), Policy(), today=date(2025, 6, 1))) == "no changes"


def test_the_changelog_starts_with_what_breaks() -> None:
    """Each line says what, whom, and where; what a rule adds is told once, descriptions counted."""
    assert changelog(_judge()) == (
        "## Changes in the docs\n"
        "\n"
        "4 changes: 2 breaking, 1 worth a look, 1 harmless; suggests a major version\n"
        "\n"
        "### Breaking\n"
        "\n"
        "- `ItemRequest.id` changed from `string` to `integer`: breaks code and writers"
        " (TT623, `spec/page.md:1`)\n"
        "- field `ItemRequest.size` is now required: breaks code and writers"
        " (TT624, `spec/page.md:1`)\n"
        "\n"
        "### Worth a look\n"
        "\n"
        '- `Colour` has the new value `"blue"`: may break code (TT631, `spec/colour.md:1`)\n'
        "\n"
        "TT631: models made from the old docs decode the new value as an unknown one.\n"
        "\n"
        "### Also changed\n"
        "\n"
        "- a description changed, once (TT651)\n"
    )


def test_text_from_the_docs_stays_in_its_backticks() -> None:
    """A name that holds some, or a line end, or Markdown, is shown and not obeyed."""
    evil = obj("a`b\n# c](x)", field("id"))
    (change,) = compare(schema(page()), schema(page(evil)))
    assert change.message == "model `a'b\N{REPLACEMENT CHARACTER}# c](x)` is new"
    assert change.subject == "a`b\n# c](x)"


def test_names_are_never_cut() -> None:
    """A message is as long as the names in it, which differ anywhere."""
    name = "GetTorrentCachedAvailabilityOkResponseData2"
    was, now = obj(name, field("stations_nearby")), obj(name, field("nearby_stations"))
    (change,) = compare(schema(page(was)), schema(page(now)))
    assert change.message == (
        f"`{name}.stations_nearby` is now called `nearby_stations` (95 % sure)"
    )
    assert change.text.startswith(f"`{name}.stations_nearby` is now called")
    assert f"- {change.text}" in changelog(
        judge([change], Policy(), today=date(2025, 6, 1))
    )


def test_whom_a_change_breaks_is_said_by_axis() -> None:
    """Code is one thing, JSON on its way in and out two others."""
    (change,) = compare(
        schema(page(obj("M", field("a"), required(field("b"))))),
        schema(page(obj("M", field("a")))),
    )
    assert whom(change) == "breaks code and readers; may break writers"


def test_changes_become_findings_where_they_stand() -> None:
    """With the severity of their level, so that each report format can show them."""
    found = diagnostics(_judge())
    assert [(item.severity, item.code, item.path) for item in found] == [
        ("warning", "TT631", "spec/colour.md"),
        ("error", "TT623", "spec/page.md"),
        ("error", "TT624", "spec/page.md"),
        ("note", "TT651", "spec/page.md"),
    ]
    assert found[1].hint == "breaks code and writers"
    assert [label.text for label in found[1].labels] == ["before"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (replace(field("f"), condition="if a"), field("f"), "before: `if a`"),
        (field("f"), replace(field("f"), condition="if a"), "before"),
        (field("f", default=Json("1")), field("f"), "before: `1`"),
        (required(field("f")), field("f"), "before"),
    ],
)
def test_what_no_message_says_is_told_where_it_was(
    old: Field, new: Field, told: str
) -> None:
    """A condition and a default are text of the docs."""
    changes = compare(schema(page(obj("M", old))), schema(page(obj("M", new))))
    (found,) = diagnostics(judge(changes, Policy(), today=date(2025, 6, 1)))
    assert [label.text for label in found.labels] == [told]


def test_an_accepted_change_becomes_a_note_with_its_reason() -> None:
    """It is seen, and stops nothing."""
    fingerprint = _judge().verdicts[1].change.fingerprint
    entry = Acceptance(fingerprint=fingerprint, reason="agreed", path="c.toml")
    judgement = _judge(Policy(accepted=(entry,)))
    item = diagnostics(judgement)[1]
    assert (item.severity, item.hint) == (
        "note",
        "breaks code and writers; accepted: agreed",
    )
    assert stat_line(judgement).split("; ")[0].endswith("1 accepted")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a b c", "a x c", ": `b` became `x`"),
        ("a b c", "a c", ": `b` is gone"),
        ("a c", "a b  c", ": `b` is new"),
        ("", "a", ": `a` is new"),
        ("a a", "a a a", ": `a` is new"),
        ("a b", "c d", ": `a b` became `c d`"),
        ("a\nb", "a b", ""),
    ],
)
def test_the_words_that_changed_are_told(old: str, new: str, told: str) -> None:
    """Not two texts of which nobody sees where they differ."""
    assert reworded(old, new) == told
