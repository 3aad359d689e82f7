import pytest

from typetable.python.sameness import is_same_code

MODULE = '''\
from a import b, c
import d

X = ["one", 'two']


class A:
    """Of it."""

    y: int = 1  # why
'''


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("'two'", '"two"'),
        ('["one", ', '[\n    "one",\n    '),
        ("\n\n\nclass", "\nclass"),
        ("b, c\nimport d", "c, b\nimport d"),
        ("from a import b, c\nimport d", "import d\nfrom a import b\nfrom a import c"),
        ("1  # why", "1 # why"),
    ],
)
def test_layout_is_no_code(old: str, new: str) -> None:
    """Quotes, breaks, blank lines, and the order of imports that stand together."""
    assert old in MODULE
    assert is_same_code(MODULE, MODULE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# why", "# why not"),
        ("  # why", ""),
        ("Of it.", "Of this."),
        ("b, c", "b"),
        ("b, c", "b, c as e"),
        ("from a", "from .a"),
        ("import d\n", "X = 0\nimport d\n"),
        ("class A", "class A(B)"),
        ("class A", "class A:::"),
        ("class A", "\0"),
    ],
)
def test_anything_else_is_code(old: str, new: str) -> None:
    """Comments and docstrings, too; what is no Python is the same as nothing."""
    assert old in MODULE
    assert not is_same_code(MODULE, MODULE.replace(old, new))
    assert not is_same_code(MODULE.replace(old, new), MODULE)


def test_code_that_is_too_deep_is_no_code() -> None:
    """Nothing is raised by what Python cannot read."""
    deep = f"x = {'(' * 5_000}{')' * 5_000}\n"
    assert not is_same_code(deep, deep)
