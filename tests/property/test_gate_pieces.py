"""A module that is inspected in pieces is held to what it would be as a whole."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile.attacks import table
from tests.hostile.fuzz import PACKAGE

from typetable import format as formatting
from typetable import naming, pipeline, render
from typetable.gate import inspect, pieces
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from typetable.gate import Allowed, Wording

PAGE = (
    table(
        *(f"f{n} | str | {'✅❌'[n % 2]} | {'Told. ' * n * 9}" for n in range(9)),
        "either | Union[Shade, List[Other], Last] | ❌ | x",
        text="Line.<br>    class X:<br>    x: str\n\n    y = 1\n" * 9,
    )
    + table(
        "me | Victim | ❌ | x",
        *(f"h{n} | float | ✅ | x" for n in range(9)),
        name="Other",
    )
    + table(*(f'V{n} | str | ✅ | "v{n}"' for n in range(9)), name="Shade")
    + table("a b | List[Shade] | ✅ | x", name="Last")
)
LINES = (
    *("x: str", "x = 1", "pass", '"""', '"""', "(", ")", "x = [", "]", "\\", "# x"),
    *("else:", "elif x:", "if data:", "for x in data:", "class X:", "class X: pass"),
    *("def decode(cls):", "def f(): pass", "def to_dict(self):", "@classmethod"),
    *("return self", "return eval(data)", "import os", "x = unknown", "value = str"),
    *("self.x = later", "later = data", "x = '''", "'''", "async def f():", "try:"),
    *("x = 1; y = 2", "x = 1 \\", "class X:\\", "def decode(\\", "    x", ""),
)


@cache
def module(target: str) -> tuple[str, Allowed, Wording]:
    """Return a module with a bit of everything, and what is asked of it."""
    understood = pipeline.understand(PACKAGE, PAGE.encode())
    names, _ = naming.assign(understood.schema, TARGETS[target].reserved)
    for view in TARGETS[target].views(understood.schema, names):
        if view.page and view.allowed and view.wording:
            text = formatting.format_module(render.render(target, view))
            return text, view.allowed, view.wording
    raise AssertionError


@pytest.mark.parametrize("size", [400, 1000])
@pytest.mark.parametrize("target", TARGETS)
def test_what_is_written_is_read_in_pieces(target: str, size: int) -> None:
    """No piece is much longer than it may be, and all pass."""
    text, allowed, wording = module(target)
    with mock.patch.object(pieces, "_PIECE", size):
        read = [piece for piece, _ in pieces.read(text)]
        assert inspect(text, allowed, wording) == ()
    assert len(read) > len(text) / size / 4
    assert max(len(piece.text) for piece in read) < 4 * size


@given(st.data())
@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
def test_pieces_are_held_to_what_a_whole_is(data: st.DataObject) -> None:
    """Whatever stands in a module, the problems are those of the whole, each in its line."""
    target = data.draw(st.sampled_from(sorted(TARGETS)))
    text, allowed, wording = module(target)
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        column = data.draw(st.sampled_from((0, 1, 4, 8, 12)))
        end = at + data.draw(st.sampled_from((0, 0, 1, 9)))
        lines[at:end] = [" " * column + data.draw(st.sampled_from(LINES))]
    changed = "\n".join(lines)
    size = data.draw(st.sampled_from((20, 60, 200)))
    with mock.patch.object(pieces, "_PIECE", size):
        in_pieces = inspect(changed, allowed, wording)
    assert in_pieces == inspect(changed, allowed, wording)


@given(st.lists(st.tuples(st.sampled_from((0, 0, 4, 8, 12)), st.sampled_from(LINES))))
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
