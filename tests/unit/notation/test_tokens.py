from __future__ import annotations

import pytest

from typetable.language.dialects import packaged
from typetable.notation.grammar import Fault, parse
from typetable.notation.types import ArrayType, NamedType, ScalarType, TypeExpr

TYPES = packaged()["discord"].types


def _parsed(cell: str) -> TypeExpr | Fault:
    return parse(cell, TYPES)


def _bare(kind: TypeExpr | Fault) -> object:
    """Return a type without places: names as texts, arrays as lists."""
    match kind:
        case ArrayType(items=inner):
            return [_bare(inner)]
        case NamedType(name=name, target=target, partial=partial):
            return f"{name} {target}{' partial' if partial else ''}".strip()
        case ScalarType(scalar=word):
            return word
    return None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("array of [user](#u)s", ["user #u"]),
        ("array of [entry](#u)es", ["entry #u"]),
        ("[用户](#u)对象", "用户 #u"),
        ("[用户](#u)对象数组", ["用户 #u"]),
        ("[用户](#u)对象的数组", ["用户 #u"]),
        ("[ユーザー](#u)オブジェクトの配列", ["ユーザー #u"]),
        ("字符串数组", ["string"]),
        ("用户数组", ["用户"]),
        ("整数型", "整数型"),
    ],
)
def test_words_against_links_are_none_of_their_names(
    cell: str, expected: object
) -> None:
    """In languages without blanks they may be several marks; the ending of a plural is none."""
    assert _bare(_parsed(cell)) == expected


@pytest.mark.parametrize("cell", ["[user](#u)List", "x[user](#u)", "[user](#u)7"])
def test_nothing_that_stands_against_a_link_is_lost(cell: str) -> None:
    """What is no mark of a type is not expected there."""
    assert isinstance(_parsed(cell), Fault)


def test_a_link_in_quotes_is_a_value() -> None:
    """As a text in quotes is without it."""
    assert _bare(_parsed('"[a](#u)"')) == _bare(_parsed('"a"')) == "string"
