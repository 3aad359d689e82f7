"""Texts in triple quotes are taken out of a module only where they are statements."""

from __future__ import annotations

import pytest

from typetable.python import shapes

TEXT = shapes.DOCSTRING


@pytest.mark.parametrize(
    ("module", "bare", "texts"),
    [
        ('"""One."""\nx = 1\n', f"{TEXT}\nx = 1\n", ['"""One."""']),
        (
            '    """Of\n    lines.\n    """\n',
            f"    {TEXT}\n",
            ['"""Of\n    lines.\n    """'],
        ),
        ('"""a \\""" b"""\n', f"{TEXT}\n", ['"""a \\""" b"""']),
        ('"""never closed\n', '"""never closed\n', []),
        ('x = """text"""\n', 'x = """text"""\n', []),
        ('"""one""" """two"""\n', f'{TEXT} """two"""\n', ['"""one"""']),
        ("x = 1\n", "x = 1\n", []),
    ],
)
def test_texts_are_taken_out(module: str, bare: str, texts: list[str]) -> None:
    """What is left has a sign for each text; a text that is no statement stays."""
    assert shapes.without_texts(module) == (bare, texts)


def test_lines_that_are_known_say_the_same() -> None:
    """A line is the same whatever was read before it."""
    lines = ["    x: str", "", "    x: str", "y = f(1)"]
    first = shapes.of_lines(lines)
    assert first == shapes.of_lines(lines)
    assert [known.indent for known in first] == [4, 0, 4, 0]
    assert shapes.of_lines([]) == []
