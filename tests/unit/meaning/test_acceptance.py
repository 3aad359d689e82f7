from __future__ import annotations

from typetable import rules
from typetable.diagnostics import AcceptedError, finding
from typetable.meaning.acceptance import stale
from typetable.source import Span, Subject


def _entry(page: str, reads: str = "any") -> AcceptedError:
    subject = Subject(page=page, model="A", field="b", expect="x")
    return AcceptedError(subject=subject, reads=reads, path="t.toml", span=None)


def test_an_entry_about_a_page_that_was_not_read_is_stale_only_if_all_were() -> None:
    """A single page says nothing about the others."""
    entries = [_entry("a.md"), _entry("b.md")]
    one = [each.code for each in stale(entries, [], ["a.md"], complete=False)]
    every = [each.code for each in stale(entries, [], ["a.md"], complete=True)]
    assert (one, every) == (["TT225"], ["TT225", "TT225"])


def test_two_entries_accept_two_errors_and_a_third_one_is_stale() -> None:
    """Whatever their order."""
    entry = _entry("a.md")
    accepted = finding(rules.BAD_TYPE, "a.md", Span(1, 1, 2), "is no type")
    found = type(accepted)(
        rule=accepted.rule,
        severity="note",
        path="a.md",
        span=accepted.span,
        message="is no type",
        subject=entry.subject,
        accepted="any",
    )
    assert not [*stale([entry] * 2, [found] * 2, ["a.md"], complete=True)]
    (told,) = stale([entry] * 3, [found] * 2, ["a.md"], complete=True)
    assert told.rule is rules.STALE_ACCEPTANCE
