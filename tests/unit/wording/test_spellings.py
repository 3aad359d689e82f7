"""Several spellings: a text is asked of all of them at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typetable.wording.spelling import Spelling
from typetable.wording.spellings import Spellings

parts = st.lists(st.sampled_from(["a", "B", " ", "(", ")", "b c"]), max_size=2)


@st.composite
def spellings(draw: st.DrawFn) -> Spelling:
    """Return a spelling of literals that alternate with holes, if there are any."""
    literals = ["".join(each) for each in draw(st.lists(parts, min_size=1, max_size=3))]
    inner = [each or "," for each in literals[1:-1]]
    text = "{_}".join([literals[0], *inner, *literals[1:][-1:]])
    return Spelling.of(text or "a")


texts = st.text("aAbBcC ()", max_size=8)


@pytest.mark.slow
@given(st.lists(spellings(), max_size=8), texts, st.booleans())
def test_the_first_that_fits_counts(
    stated: list[Spelling], text: str, fold: bool  # noqa: FBT001
) -> None:
    """The answer is that of the first one with a hole, unless the text is a word."""
    found = Spellings(((each, each) for each in stated), fold=fold).find(text)
    fitting = [each for each in stated if each.match(text, fold=fold) is not None]
    words = [each for each in fitting if each.word is not None]
    wanted = words[-1] if words else next(iter(fitting), None)
    assert (found.meaning if found else None) == wanted
    if found:
        assert found.held == found.meaning.match(text, fold=fold)


def test_a_word_may_be_empty() -> None:
    """A cell without text may mean something, too."""
    found = Spellings([(Spelling(()), "nothing")], fold=True).find("")
    assert found is not None
    assert found.meaning == "nothing"
