from time import process_time

import pytest

from typetable.python.sameness import digest_of_code, is_same_code

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
        ("1  # why", "1  #why"),
        ("from a", "from __future__ import annotations\nfrom a"),
        ("import d", "import d\nimport d"),
        ('"""Of it."""', "'''  Of\n\n  it.\n  '''"),
        ("    ", "\t"),
        ("y: int = 1", "y: (int) = (\n        1\n    )"),
        ("'two']", "'t'\n    r'wo', ]"),
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
        ("import d", "if d:\n    import d"),
        ('"one", ', '"one" '),
        ("'two'", "' two'"),
        ("= 1", "= (1,)"),
        ("= 1", "= True"),
        ("= 1", "= 1.0"),
        ("= 1", '= "1"'),
        ("    y: int = 1", "y: int = 1"),
        ("\n\n\nclass", "\n\n\n@b\nclass"),
        ("class A", "class A:::"),
        ("class A", "\0"),
    ],
)
def test_anything_else_is_code(old: str, new: str) -> None:
    """Comments and docstrings, too; what is no Python is the same as nothing."""
    assert old in MODULE
    assert not is_same_code(MODULE, MODULE.replace(old, new))
    assert not is_same_code(MODULE.replace(old, new), MODULE)


def test_each_python_tells_code_in_the_same_words() -> None:
    """What one wrote another one has to know."""
    said = digest_of_code(MODULE + "Z = f'{X!r} \U0001fae8' if not b else -1e3\n")
    assert said[:16] == "4f0771ae59807be2"


def test_what_is_too_long_has_no_digest() -> None:
    """Its tree would take more memory than all the rest."""
    assert digest_of_code("x = 1\n" * 200_000) == ""


def test_code_that_is_too_deep_is_no_code() -> None:
    """Nothing is raised by what Python cannot read."""
    deep = f"x = {'(' * 5_000}{')' * 5_000}\n"
    assert not is_same_code(deep, deep)


@pytest.mark.parametrize(
    "text",
    [
        "'#'",
        '"it\'s #" "\\"#"',
        "r'\\' # why'",
        "'''\n'# why' '\n'''",
        '""" # why\n"" # why """',
        "'\\\n# why'",
        "b'# why'",
        "f'# why' rf'# why' F'{y}#'",
    ],
)
def test_what_a_text_holds_is_no_comment(text: str) -> None:
    """A comment beside it is one, and what looks like one in it is none."""
    module = f"x = ({text})\n"
    without, beside, other = (
        digest_of_code(f"{module}{comment}\n") for comment in ("", "# why", "# how")
    )
    assert len({without, beside, other}) == 3
    assert digest_of_code(f"# why\n{module}") == beside


def test_what_a_text_holds_is_told_in_the_same_words() -> None:
    """What an earlier version wrote this one has to know, whatever a text looks like."""
    said = digest_of_code("x = ['#', \"'\", r'\\' #', ''' # '' # ''']  # it's\n")
    assert said[:16] == "e7c11c2e6be4338b"


def test_texts_without_an_end_take_no_time() -> None:
    """They are no Python, and nobody looks for the end of each."""
    start = process_time()
    assert digest_of_code("'''" + "\\'''" * 100_000 + "#") == ""
    assert process_time() - start < 5
