"""Values that the lines of a description list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from typetable.notation.types import ArrayType, OptionalType, ScalarType
from typetable.notation.value_lines import with_listed
from typetable.wording.spelling import Spelling, by_weight
from typetable.wording.spellings import Spellings

if TYPE_CHECKING:
    from typetable.schema import Value

_SPELLED = ("{code}", "{code} - {_}", "{code} ({_})", "{code} or empty - {_}")
LINES = Spellings(
    ((each, each) for each in by_weight(map(Spelling.of, _SPELLED))), fold=True
)
TEXT = ScalarType("string")


def _listed(raw: str) -> tuple[Value | None, ...]:
    kind = with_listed(TEXT, raw, LINES)
    assert isinstance(kind, ScalarType)
    return kind.values


@pytest.mark.parametrize(
    ("raw", "values"),
    [
        ("One of:<br>`a` - First.<br>`b` - Second.", ("a", "b")),
        ("One of:<ul><li>`a`</li><li>`b` _(or so)_</li></ul> More.", ("a", "b")),
        ("<ul><li>`a`<li>`b`", ("a", "b")),
        ("`0` or empty - None.<br/>`1` - One.<hr>*Example: `2`*", (0, 1)),
        ("`0` OR Empty - None.", (0,)),
        ("`a` - Once.<br>`b` - Twice.<br>`a` - Again.", ("a", "b")),
        ("`a` - Not `b` - or so.", ("a",)),
        ("a - No code.", ()),
        ("`a` is one, `b` another.", ()),
        ("", ()),
    ],
)
def test_a_line_states_one_value_in_code(
    raw: str, values: tuple[Value | None, ...]
) -> None:
    """As the dialect spells it, in any case; other lines are text."""
    assert _listed(raw) == values


def test_the_values_decide_of_which_kind_they_are() -> None:
    """Whatever the word for them means by itself."""
    assert with_listed(ScalarType("integer"), "`a`", LINES) == ScalarType(
        "string", values=("a",)
    )
    assert with_listed(ScalarType("integer"), "none", LINES) == ScalarType("integer")


def test_an_array_has_items_of_the_values() -> None:
    """And what may be null may be so still."""
    listed = ScalarType("string", values=("a",))
    assert with_listed(ArrayType(TEXT), "`a`", LINES) == ArrayType(listed)
    assert with_listed(OptionalType(TEXT), "`a`", LINES) == OptionalType(listed)


def test_text_of_many_lines_takes_time_in_proportion() -> None:
    """Each line is looked at once."""
    assert len(_listed("<br>".join(f"`v{at}` - x" for at in range(2_000)))) == 2_000
