import pytest

from typetable.python.comments import is_harmless


@pytest.mark.parametrize(
    "comments",
    ["", "# Licence\n", "# -*- coding: utf-8 -*-\n", "# coding=UTF8\n", "# é\n"],
)
def test_comments_are_harmless(comments: str) -> None:
    """Those of licences, and of editors that say what holds anyway."""
    assert is_harmless(comments)


@pytest.mark.parametrize(
    "comments",
    [
        "# coding: latin-1\n",
        "# vim: set fileencoding=utf-7 :\n",
        "# coding:\tcp1252",
        "# \udce9",
    ],
)
def test_comments_that_change_what_is_read(comments: str) -> None:
    """Python would read the text below them with other eyes."""
    assert not is_harmless(comments)
