from __future__ import annotations

import pytest
from msgspec.structs import replace

from typetable.meaning.wire_case import decide
from typetable.reading.draft import Draft, DraftField, DraftObject, Sample
from typetable.reading.ledger import Ledger
from typetable.reading.types import ScalarType
from typetable.source import SourceFile, Span

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
        samples=tuple(map(Sample, samples)),
        ledger=Ledger(),
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


@pytest.mark.parametrize(
    ("sample", "place"),
    [
        ('{"openedAt": 1}', Span(1, 3, 11)),
        ('{\n  "a": "\\"openedAt\\": no",\n  "openedAt" : 1}', Span(3, 4, 12)),
        ('[\n{"opened\\u0041t": 1}]', Span(1, 1, 1)),
    ],
)
def test_where_cases_disagree_each_is_shown(sample: str, place: Span) -> None:
    """The first name in each, by file and word; one with escapes by its sample."""
    page = _draft('{"dock_count": 1}', opened_at="", dock_count="")
    payload = SourceFile(path="p.json", name="p.json", text=sample)
    _, (found,) = decide([page], [payload], "pyproject.toml")
    assert (found.code, found.path) == ("TT219", "pyproject.toml")
    assert [(label.path, label.span, label.text) for label in found.labels] == [
        ("p.json", place, "`openedAt` is in camel case"),
        ("A.md", Span(1, 3, 13), "`dock_count` is in snake case"),
    ]


def test_a_sample_of_a_page_is_shown_on_its_line() -> None:
    """It starts below its fence."""
    page = _draft('{"dockCount": 1}', dock_count="")
    page = replace(page, samples=(Sample(page.samples[0].text, line=7),))
    _, (found,) = decide([page], [], "pyproject.toml")
    assert (found.code, found.span) == ("TT222", Span(7, 3, 12))
