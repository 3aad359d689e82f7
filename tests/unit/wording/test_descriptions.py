"""What a description says of a member."""

from __future__ import annotations

import pytest
from tests.plain_pages import field

from typetable.schema import Json
from typetable.wording.descriptions import in_description
from typetable.wording.facts import Facts, settle
from typetable.wording.spelling import Spelling


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("Required. The id", True),
        ("**Required** id", True),
        ("(required) the id", True),
        ("The id. Required.", True),
        ("Required: yes", True),
        ("Optional: no", True),
        ("Required: no", False),
        ("Required: false. The id", False),
        ("Not required.", False),
        ("No longer required", False),
        ("The required id", False),
        ("Required if x is set", False),
        ("Required, if x is set", False),
        ("Required, unless x is set", False),
        ("**Required** when x", False),
        ("**Required** for POST", False),
        ("Optional. Required when x", False),
        ("Requires b", False),
    ],
)
def test_a_description_says_presence(text: str, *, required: bool) -> None:
    """As a sentence, a label or a beginning that says no more than that."""
    member = field("Name | Type | Description", f"a | string | {text}")
    assert member
    assert member.required is required


@pytest.mark.parametrize("text", ["Required if x is set.", "A key. Required, if x"])
def test_a_condition_in_a_description_is_kept(text: str) -> None:
    """In the words of the docs."""
    member = field("Name | Type | Description", f"a | string | {text}")
    assert member
    assert member.condition.startswith("Required")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("(Required if `x()` is set).", "Required if x() is set"),
        ("Required if x(). . )]...!) ", "Required if x()"),
        ("A key. [Required if x(0)]", "Required if x(0)"),
        ("Required if x) is set (", "Required if x) is set ("),
    ],
)
def test_a_condition_keeps_the_brackets_that_it_holds(
    text: str, condition: str
) -> None:
    """Those around it are none of it."""
    member = field("Name | Type | Description", f"a | string | {text}")
    assert member
    assert member.condition == condition


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("Defaults to `5`.", Json('"5"')),
        ("The id (default: 5)", Json('"5"')),
        ('The id. Default is "x y".', Json('"x y"')),
        ("Default: `[]`.", Json("[]")),
        ('Its name. Default: `["a", "b"]`', Json('["a","b"]')),
        ("Default is the current time", None),
        ("default is 5 seconds", None),
        ("Default: none", None),
        ("Default: n/a", None),
    ],
)
def test_a_description_says_a_default(text: str, default: Json | None) -> None:
    """One value, not prose, and not the word that there is none."""
    member = field("Name | Type | Description", f"a | string | {text}")
    assert member
    assert member.default == default


@pytest.mark.parametrize(
    ("text", "deprecated"),
    [
        ("Deprecated: use b", True),
        ("**Deprecated**", True),
        ("Deprecated since 2. Use b", True),
        ("Not deprecated", False),
        ("Deprecated: no", False),
        ("Replaces the deprecated b", False),
    ],
)
def test_a_description_says_deprecated(text: str, *, deprecated: bool) -> None:
    """Only of the member itself."""
    member = field("Name | Type | Description", f"a | string | {text}")
    assert member
    assert member.deprecated is deprecated


def test_a_description_without_words_says_nothing() -> None:
    """Where the dialect knows none."""
    assert in_description("Required.", Facts()) == ()


@pytest.mark.parametrize(
    ("text", "constant"),
    [
        ("`2` for a button", "2"),
        ("`2` for a button. It is round.", "2"),
        ("`none` for nothing", "none"),
        ("`1` for one, `2` for two", None),
        ("`2` for a button. See `size`.", None),
        ("2 for a button", None),
        ("it is `2` for a button", None),
    ],
)
def test_a_description_says_the_only_value(text: str, constant: str | None) -> None:
    """Where it stands in code, and nothing else of the description does."""
    facts = Facts(description={Spelling.of("{default} for {_}"): "constant"})
    assert settle(in_description(text, facts), facts).constant == constant
