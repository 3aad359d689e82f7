"""Names of values, made from what is said of them."""

from __future__ import annotations

import pytest

from typetable.language.value_names import names_of


@pytest.mark.parametrize(
    ("descriptions", "names"),
    [
        (["**Old:** No more.", "**New.** As of now."], ["Old", "New"]),
        (["Text (i.e., a page)", "Other; unknown"], ["Text", "Other"]),
        (["Ad (Autoplay)", "Ad (On click)"], ["Ad (Autoplay)", "Ad (On click)"]),
        (["Click - unknown", "Click - native"], ["Click - unknown", "Click - native"]),
        (["- First. It is.", "A 2.0 https://example.com/a"], ["First", "A 2.0"]),
        (["Same", "same", "Other"], ["", "", "Other"]),
        (["", "Any"], ["", "Any"]),
        (
            ["No - Cloud, Data Center, or a Proxy IP", "No - Other, if any at all"],
            ["No - Cloud, Data Center, or a Proxy IP", "No - Other, if any at all"],
        ),
        (
            ["No - Held up by the very same seller (e.g., a test) now", "No - Other"],
            ["No - Held up by the very same seller", "No - Other"],
        ),
        (
            ["Starts on a click of any of its users now", "Starts on a click"],
            ["Starts on a click of any of its", "Starts on a click"],
        ),
        (
            [
                "One two three four five six seven eight nine",
                "a" * 9,
                "One two three four five six seven eight ten",
            ],
            [
                "One two three four five six seven eight nine",
                "a" * 9,
                "One two three four five six seven eight ten",
            ],
        ),
        (
            ["\u97f3\u58f0\uff08\u81ea\u52a8\uff09", "\u6587\u672c\u3002\u4e0d"],
            ["\u97f3\u58f0", "\u6587\u672c"],
        ),
    ],
)
def test_a_name_is_as_long_as_it_takes_to_be_the_only_one(
    descriptions: list[str], names: list[str]
) -> None:
    """A bold label, the first words, the first clause, or more; none where two are equal."""
    assert names_of(descriptions) == names
