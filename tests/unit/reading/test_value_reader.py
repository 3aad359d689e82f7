"""What the rows of a table of values become."""

from __future__ import annotations

import pytest
from tests.plain_pages import read, table

from typetable.language.dialects import packaged
from typetable.language.draft import DraftEnum


def _said(*rows: str) -> list[tuple[str, str]]:
    """Return the names of values, and what is said of each."""
    page = ("## Kinds", table("Value | Name | Description", *rows))
    (model,) = read(*page, dialect=packaged()["discord"]).draft.models
    assert isinstance(model, DraftEnum)
    return [(member.name, member.description) for member in model.members]


@pytest.mark.parametrize("note", ["", " ^1^", "\\*"])
def test_a_value_that_is_deprecated_is_called_as_before(note: str) -> None:
    """Code that uses it goes on to run; the description says so."""
    rows = (f"0 | OLD{note} **(deprecated)** | By hand.", "1 | NEW | |")
    assert _said(*rows) == [("OLD", "(deprecated) By hand."), ("NEW", "")]


def test_of_two_of_one_name_that_which_is_deprecated_says_so() -> None:
    """Each has a name of its own."""
    rows = ("0 | OLD (deprecated) | As it was.", "1 | OLD | As it is.")
    assert _said(*rows) == [
        ("OLD (deprecated)", "As it was."),
        ("OLD", "As it is."),
    ]
