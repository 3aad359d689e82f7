"""Accepted errors: whatever is accepted, nothing is lost, and nothing else is accepted with it."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from typetable.diagnostics import AcceptedError, Diagnostic
from typetable.pipeline import understand_pages
from typetable.report.acceptance import entry
from typetable.settings.package import Package
from typetable.source import SourceFile, Span, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typetable.meaning.understanding import Understanding

_names = st.sampled_from(
    ["a", "b", "`c`", "d e", "a.b", "", "a\u200b", "x?", "[z", '"']
)
_types = st.sampled_from(
    ["string", "Dock", "Dokc", "Map[x]]", "((", "array of Bike", "", "]], required"]
)
_words = st.sampled_from(
    ["yes", "no", "perhaps", "", "ye\u200bs", "\\", "not \u00a0 a"]
)
_rows = st.builds(
    "| {} | {} | {} | |".format, _names, _types, _words
) | st.sampled_from(["| a | string |", "| a | string | yes | | more |", "| a |"])
_headers = st.sampled_from(
    [
        "| Name | Type | Required | Description |\n| :-- | :-- | :-- | :-- |",
        "| Name | Type | Required | Description |\n| :-- | :-- | :-- |",
        "| Name | Type | Type | Required |\n| :-- | :-- | :-- | :-- |",
    ]
)
_tables = st.builds(
    lambda header, rows: "\n".join([header, *rows]),
    _headers,
    st.lists(_rows, max_size=5),
)
_headings = st.sampled_from(["# Dock", "# Bike", "# ", "# Bike\u200b", "Text.", ""])
_pages = st.lists(st.builds("{}\n\n{}\n".format, _headings, _tables), max_size=3)
_folders = st.lists(_pages.map("\n".join), min_size=1, max_size=2)
_dialects = st.sampled_from(["plain", "liblab"])
_ways = st.sampled_from(["", "any", "omit", "string", "Dock", "array of Nothing", "(("])


def _understood(
    texts: Sequence[str], dialect: str, accept: Iterable[AcceptedError] = ()
) -> Understanding:
    sources = [
        SourceFile(path=f"docs/{name}", name=name, text=text)
        for name, text in zip(("a.md", "b/a.md"), texts, strict=False)
    ]
    package = Package(
        path="typetable.toml",
        dialect=dialect,
        wire_case="as-documented",
        strict=True,
        accept=tuple(accept),
    )
    return understand_pages(package, sources)


def _accepting(found: Diagnostic, reads: str = "") -> AcceptedError | None:
    """Return the entry that a finding proposes, through its text, or another for its place."""
    text = entry(found)
    if not text:
        return None
    (said,) = tomllib.loads(f"accept = [{text}]")["accept"]
    reads, _ = reads or said.pop("as"), said.pop("reason")
    said.pop("as", None)
    place = Subject(**said)
    assert place == found.subject
    return AcceptedError(
        subject=place, reads=reads, path="typetable.toml", span=Span(1, 1, 2)
    )


def _errors(read: Understanding) -> Counter[tuple[str, str, Span | None]]:
    return Counter(
        (each.code, each.path, each.span) for each in read.diagnostics if each.is_error
    )


@given(_folders, _dialects, st.data())
def test_nothing_is_lost_whatever_is_accepted(
    texts: list[str], dialect: str, data: st.DataObject
) -> None:
    """Rows accepted, read and told are the rows seen; no error but an accepted one goes."""
    before = _understood(texts, dialect)
    errors = [each for each in before.diagnostics if entry(each)]
    chosen = [each for each in errors if data.draw(st.booleans())]
    made = [_accepting(each, data.draw(_ways)) for each in chosen]
    after = _understood(texts, dialect, filter(None, made))
    assert before.account.balances
    assert after.account.balances
    assert after.account.rows == before.account.rows
    assert after.account.omitted <= after.account.accepted <= after.account.rows
    accepted = sum(bool(each.accepted) for each in after.diagnostics)
    assert accepted <= len(made)
    if not made:
        assert after == before


@given(_folders, _dialects)
def test_what_every_finding_proposes_accepts_every_error_that_has_a_proposal(
    texts: list[str], dialect: str
) -> None:
    """Entry by entry, until no finding proposes one; then each of them is used."""
    entries: list[AcceptedError] = []
    read = _understood(texts, dialect)
    for _ in range(3):
        entries += filter(None, map(_accepting, read.diagnostics))
        read = _understood(texts, dialect, entries)
    assert not any(map(entry, read.diagnostics))
    assert read.account.balances
    assert not any(each.code == "TT503" for each in read.diagnostics)
    proposed = Counter(str(each.subject) for each in entries)
    accepted = Counter(str(each.subject) for each in read.diagnostics if each.accepted)
    stale = sum(each.code == "TT225" for each in read.diagnostics)
    assert stale == (proposed - accepted).total()
