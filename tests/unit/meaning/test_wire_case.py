from __future__ import annotations

import pytest
from msgspec.structs import replace

from typetable.language.draft import Draft, DraftField, DraftObject, Sample
from typetable.language.ledger import Ledger
from typetable.meaning.wire_case import decide
from typetable.notation.types import ScalarType
from typetable.settings.package import Package
from typetable.source import SourceFile, Span

HERE = Span(1, 1, 2)
PACKAGE = Package(path="pyproject.toml")


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
    names, found = decide([draft], sources, PACKAGE)
    return names.case, [each.code for each in found]


@pytest.mark.parametrize(
    ("words", "case"),
    [
        ("opened_at dock_count", "snake"),
        ("openedAt dockCount", "camel"),
        ("OpenedAt DockCount", "pascal"),
    ],
)
def test_each_case_is_known_in_code(words: str, case: str) -> None:
    """Two words in code are enough, inside of other code too; so few are told by a warning."""
    texts = [f"As in `x.{word}=1`." for word in words.split()]
    rows = dict(zip(("opened_at", "dock_count"), texts, strict=True))
    assert _decided(_draft(**rows)) == (case, ["TT226"])


@pytest.mark.parametrize(
    ("kebab", "others", "case"),
    [
        (5, (), "kebab"),
        (4, (), "as-documented"),
        (19, ("`aaX`", "`bbX`"), "camel"),
        (20, ("`aaX`", "`bbX`"), "kebab"),
        (20, ("The AaX.", "The BbX.", "The CcX."), "as-documented"),
    ],
)
def test_words_with_hyphens_in_code_must_be_overwhelming(
    kebab: int, others: tuple[str, ...], case: str
) -> None:
    """Values and options of commands are written so, too, and hardly any name in JSON."""
    names = [f"n{chr(97 + n)}" for n in range(kebab)]
    rows = {f"{name}_x": f"`{name}-x`" for name in names}
    rows |= dict(zip(("aa_x", "bb_x", "cc_x"), others, strict=False))
    assert _decided(_draft(**rows))[0] == case


def test_json_counts_before_words() -> None:
    """Whatever the descriptions say."""
    draft = _draft('{"openedAt": 1}', opened_at="`opened_at`")
    assert _decided(draft) == ("camel", ["TT226"])


def test_little_json_does_not_outweigh_the_docs() -> None:
    """A sample that settles one name leaves the others as five words spell them."""
    rows = {f"a_{letter}": f"The a{letter.upper()}." for letter in "bcdef"}
    draft = _draft(other_name="", user_id="", **rows)
    for payload, case in (
        ('{"other_name": 1}', "camel"),
        ('{"other_name": 1, "user_id": 1}', "camel"),
        ('{"other_name": 1, "user_id": 1, "a_b": 1}', "as-documented"),
        ('{"a_b": 1, "a_c": 1, "a_d": 1, "a_e": 1, "a_f": 1}', "snake"),
    ):
        names, _ = decide(
            [draft], [SourceFile(path="p.json", name="p.json", text=payload)], PACKAGE
        )
        assert names.case == case, payload
        assert names.of("other_name") == "other_name"
        assert case != "camel" or names.of("a_c") == "aC"


@pytest.mark.parametrize("word", ["openedAt", "`openedAt`", "OpenedAt", "`opened-at`"])
@pytest.mark.parametrize(
    "others", [(), ("dock_count",), ("`dock_count`",), ("a_b", "a_c", "a_d", "a_e")]
)
def test_one_new_word_renames_nothing(word: str, others: tuple[str, ...]) -> None:
    """Names that are documented as Python spells them stay so."""
    rows = {name.strip("`"): f"See {name}." for name in others}
    case, _ = _decided(_draft(opened_at=f"Or {word}.", **rows))
    assert case == ("snake" if others else "as-documented")


@pytest.mark.parametrize("stray", ["`n_0`", "n_0", "N0A", "`n-0`"])
def test_a_sure_decision_outlives_a_stray_word(stray: str) -> None:
    """Whatever is no warning stays as it is."""
    rows = {"n_0": ""} | {f"a_{letter}": f"`a{letter.upper()}`" for letter in "bcdef"}
    assert _decided(_draft(**rows)) == ("camel", ["TT222"])
    assert _decided(_draft(other=stray, **rows))[0] == "camel"


@pytest.mark.parametrize(
    ("pascal", "camel", "case"),
    [(20, 0, "pascal"), (19, 0, "as-documented"), (20, 2, "pascal"), (20, 3, "camel")],
)
def test_pascal_in_prose_must_be_overwhelming(
    pascal: int, camel: int, case: str
) -> None:
    """Classes are named so, too."""
    names = [f"a{chr(97 + n)}" for n in range(23)]
    rows = {f"{name}_x": f"The {name.title()}X." for name in names[:pascal]}
    rows |= {f"{name}_x": f"The {name}X." for name in names[20 : 20 + camel]}
    assert _decided(_draft(**rows))[0] == case


def test_words_with_hyphens_are_no_rivals_in_prose() -> None:
    """They are words of the language."""
    names = [f"a{chr(97 + n)}" for n in range(23)]
    rows = {f"{name}_x": f"The {name.title()}X." for name in names[:20]}
    rows |= {f"{name}_x": f"The {name}-x." for name in names[20:]}
    assert _decided(_draft(**rows)) == ("pascal", ["TT222"])


@pytest.mark.parametrize("text", ["[" * 100_000, "{", "", '{"a": NaN,}'])
def test_no_json_proves_nothing(text: str) -> None:
    """It is noted, however deep it goes."""
    assert _decided(_draft(opened_at=""), text) == (
        "as-documented",
        ["TT223", "TT219"],
    )


@pytest.mark.parametrize(
    "text",
    ['{"openedAt": 1, // when\n"closedAt": 2, ...}', '{"openedAt": 1, "closedAt": 2,}'],
)
def test_json_with_remarks_proves_as_much_as_without(text: str) -> None:
    """And so where something is left out."""
    rows = {"opened_at": "", "closed_at": ""}
    assert _decided(_draft(**rows), text)[0] == "camel"


def test_names_of_one_word_decide_nothing() -> None:
    """They are the same in most cases."""
    assert _decided(_draft(name="`name`")) == ("as-documented", [])


@pytest.mark.parametrize(
    ("camel", "snake", "expected"),
    [
        (5, 1, ("camel", ["TT222"])),
        (4, 0, ("camel", ["TT226"])),
        (4, 2, ("camel", ["TT226"])),
        (3, 2, ("as-documented", ["TT219"])),
    ],
)
def test_most_words_decide(
    camel: int, snake: int, expected: tuple[str, list[str]]
) -> None:
    """Twice as many as others are enough; a decision that one word could undo is a warning."""
    letters = "bcdefgh"
    rows = {f"a_{letter}": f"`a{letter.upper()}`" for letter in letters[:camel]}
    rows |= {f"a_{letter}": f"`a_{letter}`" for letter in letters[camel:][:snake]}
    assert _decided(_draft(**rows)) == expected


@pytest.mark.parametrize(("words", "code"), [(4, "TT226"), (5, "TT222")])
def test_few_words_are_a_warning_whatever_they_decide(words: int, code: str) -> None:
    """Docs that are made for Python say little where they say what Python would say anyway."""
    rows = {f"a_{letter}": f"`a_{letter}`" for letter in "bcdef"[:words]}
    assert _decided(_draft(other_name="", **rows)) == ("snake", [code])


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
    _, (found,) = decide([page], [payload], PACKAGE)
    assert (found.code, found.path) == ("TT219", PACKAGE.path)
    assert [(label.path, label.span, label.text) for label in found.labels] == [
        ("p.json", place, "`openedAt` is in camel case"),
        ("A.md", Span(1, 3, 13), "`dock_count` is in snake case"),
    ]


def test_a_sample_of_a_page_is_shown_on_its_line() -> None:
    """It starts below its fence."""
    page = _draft('{"dockCount": 1}', dock_count="")
    page = replace(page, samples=(Sample(page.samples[0].text, line=7),))
    _, (found,) = decide([page], [], PACKAGE)
    assert (found.code, found.span) == ("TT226", Span(7, 3, 12))


def test_samples_settle_names_of_one_word() -> None:
    """A folder of payloads does, while an example on a page may be about something else."""
    payload = SourceFile(path="p.json", name="p.json", text='{"SMS": 1}')
    names, found = decide([_draft(sms="")], [payload], PACKAGE)
    assert (names.of("sms"), found) == ("SMS", ())
    names, _ = decide([_draft('{"SMS": 1}', sms="")], [], PACKAGE)
    assert names.of("sms") == "sms"
