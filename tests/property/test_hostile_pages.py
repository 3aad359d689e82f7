"""Pages with hostile fragments in every spot: read, resolved, rendered, through the gate."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile.fragments import page
from tests.hostile.fuzz import PACKAGE, check_page

from typetable import pipeline

SLOW = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    """Draw a page of hostile fragments."""
    text = page(lambda options: draw(st.sampled_from(options)))
    return text.encode("utf-8", "surrogatepass")


@given(data=pages(), turn=st.integers(0, 99))
@SLOW
def test_a_page_of_fragments_is_taken_or_refused(data: bytes, turn: int) -> None:
    """Without an exception, a lost row, or code that the gate refuses."""
    check_page(data, turn)


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode()))
@SLOW
def test_any_bytes_are_taken_or_refused(data: bytes) -> None:
    """As above, whatever the bytes are."""
    check_page(data, 0)


@given(rows=st.integers(0, 9), data=st.data())
@SLOW
def test_every_row_is_counted(rows: int, data: st.DataObject) -> None:
    """As many rows as stand below the header end in the account, whatever their cells hold."""
    cells = st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=9)
    drawn = [data.draw(st.lists(cells, min_size=1, max_size=5)) for _ in range(rows)]
    lines = ["| " + " | ".join(row) + " |" for row in drawn]
    header = ["# A", "", "| Name | Type | Required |", "| --- | --- | --- |"]
    understood = pipeline.understand(PACKAGE, "\n".join([*header, *lines]).encode())
    assert understood.account.rows == rows
    assert understood.account.balances
