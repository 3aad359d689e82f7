"""The names of JSON members."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from typetable.naming import JsonNames, WireCase, wire_name

ORACLES = Path(__file__).parents[4] / "shared" / "corpus" / "oracle"


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
        ("UserName", "camel", "userName"),
        ("URLPath", "camel", "urlPath"),
        ("UUID", "camel", "UUID"),
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
    ("documented", "case", "expected"),
    [
        ("data_limit_in_gb", "camel", "dataLimitInGB"),
        ("user_id_", "camel", "userID"),
        ("_user_id", "camel", "_userID"),
        ("userId", "camel", "userID"),
        ("id_of_user", "camel", "idOfUser"),
        ("id_of_user", "pascal", "IDOfUser"),
        ("idle_gbs", "camel", "idleGbs"),
        ("user_id", "snake", "user_id"),
        ("user_id", "kebab", "user-id"),
        ("user-id", "camel", "user-id"),
    ],
)
def test_acronyms(documented: str, case: WireCase, expected: str) -> None:
    """They are whole words, and capitals stand where the case has some."""
    acronyms = (("gb", "GB"), ("id", "ID"))
    assert wire_name(documented, case, acronyms) == expected


def test_a_single_name_is_as_it_was_seen() -> None:
    """Whatever the case says."""
    names = JsonNames(case="camel", single={"opened_at": "OPENED"})
    assert names.of("opened_at") == "OPENED"
    assert names.of("closed_at") == "closedAt"
