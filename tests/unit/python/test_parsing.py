import ast

import pytest

from typetable.python.parsing import tree_of


def test_the_tree_of_a_text_is_made_once() -> None:
    """Who asks for it next has the same one, until another text is parsed."""
    tree = tree_of("a = 1\n")
    assert tree_of("a = 1\n") is tree
    assert ast.unparse(tree_of("b = 1\n")) == "b = 1"
    assert tree_of("a = 1\n") is not tree


def test_a_long_text_is_not_kept() -> None:
    """Its tree takes a hundred times as many bytes."""
    text = f"a = '{'1' * 300_000}'\n"
    assert tree_of(text) is not tree_of(text)


@pytest.mark.parametrize("text", ["a =", r"a = '\d'", "type A = int"])
def test_what_not_every_python_reads_is_none(text: str) -> None:
    """An escape that is none is an error, and so is the syntax of a later Python."""
    with pytest.raises(SyntaxError):
        tree_of(text)
