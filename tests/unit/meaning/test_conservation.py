from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.pipeline import understand_pages
from typetable.settings.package import Package
from typetable.source import SourceFile, Span

if TYPE_CHECKING:
    from typetable.meaning.understanding import Understanding

NESTED = """\
# Station

| Name | Type | Required |
| --- | --- | --- |
| place.city | string | yes |
| place.street | string | no |
"""

AGAIN = """\
# Station

| Name | Type | Required |
| --- | --- | --- |
| docks | array | yes |
| docks[] | object | no |
| docks[].number | integer | no |
"""


def _understood(*texts: str) -> Understanding:
    pages = [
        SourceFile(path=f"{at}.md", name=f"{at}.md", text=text)
        for at, text in enumerate(texts)
    ]
    package = Package(path="pyproject.toml", dialect="plain")
    return understand_pages(package, pages)


def test_a_member_that_no_row_states_is_counted_apart() -> None:
    """`place` is made for its two members: two rows, three fields."""
    account = _understood(NESTED).account
    assert (account.rows, account.fields, account.made) == (2, 3, 1)
    assert (account.repeated, account.balances) == (0, True)


def test_a_member_made_for_a_model_that_is_repeated_is_no_row_of_it() -> None:
    """Of two equal pages one is kept, with its made member; the rows of the other are repeated."""
    account = _understood(NESTED, NESTED).account
    assert (account.rows, account.fields, account.made) == (4, 3, 1)
    assert (account.repeated, account.balances) == (2, True)


def test_a_row_that_states_a_member_again_is_told() -> None:
    """`docks[]` is `docks`: a second row for one member is an error, and never dropped."""
    understood = _understood(AGAIN)
    assert understood.account.balances
    (told,) = understood.diagnostics
    assert told.rule.code == "TT206"
    assert told.span == Span(6, 3, 10)
