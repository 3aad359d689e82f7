"""Words of names, and the names of JSON members."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from typetable.naming import wire_name
from typetable.naming.casing import (
    WireCase,
    kebab,
    snake,
    upper_snake,
    words,
)

ORACLES = Path(__file__).parents[4] / "shared" / "corpus" / "oracle"


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
    ("documented", "case", "expected"),
    [
        ("id_", "as-documented", "id"),
        ("id_", "camel", "id"),
        ("created_at", "as-documented", "created_at"),
        ("created_at", "camel", "createdAt"),
        ("created_at", "pascal", "CreatedAt"),
        ("created_at", "kebab", "created-at"),
        ("createdAt", "snake", "created_at"),
        ("userID", "camel", "userID"),
        ("_id", "camel", "_id"),
        ("_my_tag", "camel", "_myTag"),
        ("_2_kills", "snake", "2_kills"),
        ("_2_kills", "camel", "2Kills"),
        ("is_2fa", "camel", "is2fa"),
        ("line_1", "snake", "line_1"),
        ("content-type", "camel", "content-type"),
        ("a.b", "snake", "a.b"),
        ("_", "camel", "_"),
        ("__", "camel", "_"),
    ],
)
def test_wire_names(documented: str, case: WireCase, expected: str) -> None:
    """What Python asked for goes, then the words are put in the API's case."""
    assert wire_name(documented, case) == expected


@pytest.mark.parametrize(
    ("oracle", "case", "percent"),
    [
        ("gitguardian-python", "snake", 100),
        ("pandascore-python", "snake", 100),
        ("rapyd-python", "snake", 99.7),
        ("torbox-python", "snake", 100),
        ("voyado-python", "camel", 99),
    ],
)
def test_wire_names_of_real_packages(
    oracle: str, case: WireCase, percent: float
) -> None:
    """One case for an API gives the JSON names that the vendor's own code uses."""
    path = ORACLES / f"{oracle}.json"
    if not path.exists():
        pytest.skip("the vendors' facts are not part of the repository")
    models = json.loads(path.read_text(encoding="utf-8"))["models"]
    fields = [field for model in models for field in model.get("fields", ())]
    right = [wire_name(field["name"], case) == field["wire_name"] for field in fields]
    assert fields
    assert 100 * sum(right) / len(right) >= percent


@pytest.mark.parametrize(
    "name", ["_" * 100_000, "aB" * 50_000, "A" * 100_000, "-_." * 30_000]
)
def test_long_names(name: str) -> None:
    """A name of a hundred thousand characters is read in one go."""
    assert "".join(words(name)) == "".join(filter(str.isalpha, name)).lower()
