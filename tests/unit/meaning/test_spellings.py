"""Which documented name a word spells, and in which case."""

from __future__ import annotations

import pytest

from typetable.meaning.evidence import Origin, Sighting
from typetable.meaning.spellings import Names, forms
from typetable.source import Span


def _case(word: str, name: str, origin: Origin = "prose") -> str | None:
    """Return the case in which a word spells a name; `no` where it does not."""
    sighting = Sighting(word, origin, "A.md", Span(1, 1, 2))
    spelled = [*Names([name]).spelled([sighting])]
    return spelled[0].case if spelled else "no"


@pytest.mark.parametrize(
    ("word", "name", "case"),
    [
        ("opened_at", "openedAt", "snake"),
        ("openedAt", "opened_at", "camel"),
        ("OpenedAt", "opened_at", "pascal"),
        ("opened-at", "opened_at", "kebab"),
        ("Opened-At", "opened_at", "kebab"),
        ("sessionID", "session_id", "camel"),
        ("destinationISO2", "destination_iso2", "camel"),
        ("IDNumber", "id_number", "pascal"),
        ("_openedAt", "_opened_at", "camel"),
        ("nickname", "nick_name", "no"),
        ("Nickname", "nick_name", "no"),
        ("NICKNAME", "nick_name", "no"),
        ("NICK_NAME", "nick_name", "no"),
        ("nick_Name", "nick_name", "no"),
        ("name", "name", "no"),
        ("_openedAt", "opened_at", "no"),
        ("userIDs", "user_ids", "camel"),
        ("hostIPv4", "host_ipv4", "camel"),
        ("SAMLMetaData", "saml_metadata", "no"),
        ("TimeStampFormat", "timestamp_format", "no"),
        ("address1", "address_1", "no"),
    ],
)
def test_a_word_shows_where_the_words_of_a_name_begin(
    word: str, name: str, case: str
) -> None:
    """Else it is another word that has the same letters."""
    assert _case(word, name) == case


@pytest.mark.parametrize(
    ("word", "name", "case"),
    [("nickname", "nick_name", None), ("SMS", "sms", None), ("_id", "id", "no")],
)
def test_a_name_in_json_may_show_no_case(word: str, name: str, case: str) -> None:
    """It is a name all the same; underscores at its ends are part of it."""
    assert _case(word, name, "json") == case


@pytest.mark.parametrize(
    ("documented", "cases"),
    [
        (["a_b", "c_d", "e", "id_", "_2_kills"], ["snake"]),
        (["a_b", "c_d", "e_f", "gH", "iJ"], ["snake", "camel"]),
        (["a_b", "c_d", "gH"], ["snake"]),
        (["a_b", "c"], ["snake"]),
        (["a_b", "c_d", "x-v", "Page-Size"], ["kebab", "snake"]),
        (["AbCd", "Ef", "ID", "Type_1"], ["pascal"]),
        (["$ref", "a.b", "c d"], []),
    ],
)
def test_forms(documented: list[str], cases: list[str]) -> None:
    """One name in another case is a slip, and a single small word is in none."""
    assert forms(documented) == cases
