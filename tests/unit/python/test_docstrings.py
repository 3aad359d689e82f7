import ast
from inspect import cleandoc

import pytest

from typetable.python.docstrings import refilled

MODULE = '''"""The first line of a module, which is too long here.

A paragraph of two
lines, of which none is too long by itself, and
this is one.
"""

SIZE = 1
"""Short."""


class Model:
    """What a model is, said in more words than there is room for."""

    name: str
    """The name \\"of it\\", in quotes that stand in a very long text"""

    def method(self) -> str:
        """Short."""
        return """a text that is none of these, however long it is"""
'''


def texts(source: str) -> list[str]:
    """Return the words of the docstrings of a module."""
    nodes = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Expr))
    values = (node.value for node in nodes)
    found = (each.value for each in values if isinstance(each, ast.Constant))
    return [" ".join(cleandoc(str(each)).split()) for each in found]


def test_docstrings_are_filled_to_fewer_columns() -> None:
    """Each says what it said, and nothing else of the module changes."""
    filled = refilled(MODULE, 40)
    assert texts(filled) == texts(MODULE)
    assert [line for line in filled.split("\n") if len(line) > 40] == [
        '        return """a text that is none of these, however long it is"""'
    ]
    assert "\n\nA paragraph of two lines, of which none\nis" in filled


@pytest.mark.parametrize("text", [MODULE, "", "no python (", "a = 1\n"])
def test_what_fits_stays(text: str) -> None:
    """To the letter, and so does what is no Python."""
    assert refilled(text, 88) == text
