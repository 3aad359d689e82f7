"""What the files of pages are called."""

from __future__ import annotations

import pytest

from typetable.naming import module_name, module_names


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "GetStatusOfAnAsyncTaskOkResponse.md",
            "get_status_of_an_async_task_ok_response",
        ),
        ("Dota2Game.md", "dota2_game"),
        ("models/sub/Item.md", "models_sub_item"),
        ("class.md", "class_models"),
        ("typing.md", "typing_models"),
        ("pydantic.md", "pydantic_models"),
        ("CON.md", "con_models"),
        ("prn.txt.md", "prn_txt"),
        ("com¹.md", "com1_models"),
        ("__init__.md", "init"),
        ("__main__.md", "main"),
        ("conftest.md", "conftest_models"),
        ("test_item.md", "models_test_item"),
        ("item_test.md", "item_test_models"),
        ("200Response.md", "models_200_response"),
        ("Café.md", "cafe"),
        ("日本.md", "u65e5_u672c"),
        ("Заказ №1.md", "zakaz_no1"),
        ("Größe.md", "grosse"),
        ("Łódź.md", "lodz"),
        ("Παραγγελία.md", "paraggelia"),
        ("ひこうき.md", "hikouki"),
        ("주문.md", "jumun"),
        ("+.md", "plus_sign"),
        ("🚲.md", "bicycle"),
        ("..\\..\\etc\\passwd.md", "etc_passwd"),
        ("a\u202eb\x00.md", "a_b"),
    ],
)
def test_a_module(page: str, expected: str) -> None:
    """A module name is ASCII snake_case and free on every system."""
    assert module_name(page) == expected


def test_long_paths() -> None:
    """A module name has at most a hundred characters and still tells pages apart."""
    names = {module_name("x" * 300 + end + ".md") for end in "ab"}
    assert len(names) == 2
    assert {len(name) for name in names} == {100}


def test_pages_that_want_one_name() -> None:
    """The page spelled like the module has the name, whatever the order of the pages."""
    pages = ["User.md", "user.md", "USER.md", "a/b.md", "a_b.md", "a-b.md"]
    names = module_names(pages)
    assert names == {
        "User.md": "capital_user",
        "user.md": "user",
        "USER.md": "upper_user",
        "a/b.md": "a_solidus_b",
        "a_b.md": "a_b",
        "a-b.md": "a_hyphen_minus_b",
    }
    assert module_names(reversed(pages)) == names
