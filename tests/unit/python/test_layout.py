"""Layout: lines are broken as black breaks them."""

import pytest

from typetable.python.layout import call, imported, natural_key
from typetable.python.style import format_module


@pytest.mark.parametrize("length", range(10, 120, 3))
def test_call(length: int) -> None:
    """A statement stands as black would write it, whatever its length."""
    arguments = ["members", '"' + "a" * (length // 2) + '"', "at"]
    statement = call("f", arguments, target=f"self.{'b' * length}", indent=8)
    text = f"def f():\n    if a:\n        {statement}\n"
    assert format_module(text) == text


@pytest.mark.parametrize("length", range(10, 100, 3))
def test_item(length: int) -> None:
    """An item of a dictionary stands as black would write it, with the comma behind."""
    item = call(f'"{"a" * (length // 2)}": f', [f"self.{'b' * length}"], indent=4)
    text = f"a = {{\n    {item},\n}}\n"
    assert format_module(text) == text


@pytest.mark.parametrize("length", range(40, 80))
def test_imported(length: int) -> None:
    """A long import has a line for each name."""
    text = f"from .a import {imported('.a', ['b', 'c' * length])}\n"
    assert format_module(text) == text


def test_order() -> None:
    """Names are in isort's order: constants, classes, others; numbers by their value."""
    names = ["f", "Part10", "Part2", "TYPE_CHECKING", "Any", "a"]
    assert imported(".a", names) == "TYPE_CHECKING, Any, Part2, Part10, a, f"
    assert natural_key("a10b") > natural_key("a9c")
