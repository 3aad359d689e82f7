from __future__ import annotations

import pytest

from typetable.draft import Draft, DraftField, DraftObject, Tally
from typetable.source import SourceFile, Span
from typetable.typeexpr import ScalarType
from typetable.wirecase import decide

HERE = Span(1, 1, 2)


def _draft(*samples: str, **rows: str) -> Draft:
    fields = (
        DraftField(
            name=name,
            type=ScalarType("string"),
            required=True,
            description=description,
            span=HERE,
            type_span=HERE,
        )
        for name, description in rows.items()
    )
    model = DraftObject(name="A", description="", fields=tuple(fields), span=HERE)
    return Draft(
        path="A.md",
        page="A.md",
        models=(model,),
        pointers=(),
        samples=samples,
        tally=Tally(),
    )


def _decided(draft: Draft, *payloads: str) -> tuple[str, list[str]]:
    sources = [SourceFile(path="p.json", name="p.json", text=text) for text in payloads]
    case, found = decide([draft], sources, "pyproject.toml")
    return case, [each.code for each in found]


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("opened_at", "snake"),
        ("openedAt", "camel"),
        ("OpenedAt", "pascal"),
        ("opened-at", "kebab"),
    ],
)
def test_each_case_is_known_in_code(word: str, case: str) -> None:
    """A code span is enough, inside of other code too."""
    assert _decided(_draft(opened_at=f"As in `x.{word}=1`.")) == (case, ["TT222"])


def test_json_counts_before_words() -> None:
    """Whatever the descriptions say."""
    draft = _draft('{"openedAt": 1}', opened_at="`opened_at`")
    assert _decided(draft) == ("camel", ["TT222"])


@pytest.mark.parametrize("text", ["[" * 100_000, "{", "", '{"a": NaN,}'])
def test_no_json_proves_nothing(text: str) -> None:
    """It is noted, however deep it goes."""
    assert _decided(_draft(opened_at=""), text) == (
        "as-documented",
        ["TT223", "TT219"],
    )


def test_names_of_one_word_decide_nothing() -> None:
    """They are the same in most cases."""
    assert _decided(_draft(name="`name`")) == ("as-documented", [])


def test_four_fifths_are_enough() -> None:
    """A single stray word does not undo four."""
    names = [f"a_{letter}" for letter in "bcdef"]
    texts = [f"`a{letter.upper()}`" for letter in "bcde"] + ["`a_f`"]
    assert _decided(_draft(**dict(zip(names, texts, strict=True))))[0] == "camel"
    mixed = [*texts[:3], "`a_e`", "`a_f`"]
    assert _decided(_draft(**dict(zip(names, mixed, strict=True)))) == (
        "as-documented",
        ["TT219"],
    )
