from __future__ import annotations

import pytest

from typetable.markdown.spans import seen


@pytest.mark.parametrize(
    "raw", ["dataset<sup>1</sup>", "dataset<sup>[USG](#USG-note)</sup>", "dataset[^1]"]
)
def test_what_leads_to_a_note_is_no_part_of_a_word(raw: str) -> None:
    """A raised mark behind a word is no more of it than a footnote."""
    assert seen(raw).text == "dataset"


def test_a_power_is_no_number_of_more_digits() -> None:
    """`2<sup>31</sup>` is not 231."""
    assert seen("2<sup>31</sup>").text == "2^31"
