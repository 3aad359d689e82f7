"""Words of names."""

from __future__ import annotations

import pytest

from typetable.naming.casing import (
    kebab,
    snake,
    upper_snake,
    words,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("camelCase", "camel case"),
        ("HTTPServer", "http server"),
        ("MD5", "md5"),
        ("s3Path", "s3 path"),
        ("s3_path", "s3 path"),
        ("InlineResponse200_1", "inline response200 1"),
        ("kebab-case.with dots", "kebab case with dots"),
        ("__dunder__", "dunder"),
        ("ÉtéChaud", "été chaud"),
        ("日本語", "日本語"),
        ("a\u200bb\u3164c", "a b c"),
        ("", ""),
    ],
)
def test_words(name: str, expected: str) -> None:
    """Words end where the case changes and at separators; digits stay with what is before them."""
    assert " ".join(words(name)) == expected


@pytest.mark.parametrize(
    "name",
    ["HTTP2xServer", "aBCd-eF", "2xA_b", "A1B", "XMLHttpRequest_", "__", "$a.BC9dEf"],
)
def test_ascii_has_no_rules_of_its_own(name: str) -> None:
    """Its words are found by a pattern, and are those that it has beside other letters."""
    assert words(f"é {name}") == ("é", *words(name))


def test_cases() -> None:
    """Each case joins the same words in its way."""
    spellings = (snake, upper_snake, kebab)
    assert [spell("APIKey_v2") for spell in spellings] == [
        "api_key_v2",
        "API_KEY_V2",
        "api-key-v2",
    ]


@pytest.mark.parametrize(
    "name", ["_" * 100_000, "aB" * 50_000, "A" * 100_000, "-_." * 30_000]
)
def test_long_names(name: str) -> None:
    """A name of a hundred thousand characters is read in one go."""
    assert "".join(words(name)) == "".join(filter(str.isalpha, name)).lower()
