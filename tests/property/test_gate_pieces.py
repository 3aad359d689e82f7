"""A module that is inspected in pieces is held to what it would be as a whole."""

from __future__ import annotations

import ast
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.property import edited

from typetable.gate import inspect, pieces
from typetable.targets import TARGETS


@pytest.mark.parametrize("size", [400, 1000])
@pytest.mark.parametrize("target", TARGETS)
def test_what_is_written_is_read_in_pieces(target: str, size: int) -> None:
    """No piece is much longer than it may be, and all pass."""
    text, allowed, readback = edited.module(target)
    with mock.patch.object(pieces, "_PIECE", size):
        read = [piece for piece, _ in pieces.read(text)]
        assert inspect(text, allowed, readback) == ()
    assert len(read) > len(text) / size / 4
    assert max(len(piece.text) for piece in read) < 4 * size


@given(st.data())
@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
def test_pieces_are_held_to_what_a_whole_is(data: st.DataObject) -> None:
    """Whatever stands in a module, the problems are those of the whole, each in its line."""
    changed, allowed, readback = edited.drawn(data)
    size = data.draw(st.sampled_from((20, 60, 200)))
    as_one = inspect(changed, allowed, readback)
    with mock.patch.object(pieces, "_PIECE", size):
        assert inspect(changed, allowed, readback) == as_one


@given(
    st.lists(
        st.tuples(st.sampled_from((0, 0, 4, 8, 12)), st.sampled_from(edited.LINES))
    )
)
@settings(deadline=None, max_examples=400)
def test_pieces_read_as_the_whole_does(rows: list[tuple[int, str]]) -> None:
    """What can be read in pieces is Python, and says the same."""
    text = "".join(f"{' ' * column}{line}\n" for column, line in rows) + "\n\n\nx = 1\n"
    with mock.patch.object(pieces, "_PIECE", 5):
        try:
            read = [*pieces.read(text)]
        except SyntaxError:
            return
    expected = ast.dump(ast.parse(text))
    if len(read) == 1:
        return
    said: list[str] = []
    for piece, tree in read:
        said += (
            ast.dump(each)
            for block, added in pieces.blocks(tree, piece)
            for each in added
            if not isinstance(each, ast.ClassDef | ast.FunctionDef)
        )
    assert all(each in expected for each in said)
