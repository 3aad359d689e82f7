"""Whatever convention an API has, its JSON names come out of what the docs say of some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from typetable.language.draft import Draft, DraftField, DraftObject
from typetable.language.ledger import Ledger
from typetable.meaning.wire_case import decide
from typetable.notation.types import ScalarType
from typetable.settings.package import Package
from typetable.source import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typetable.naming import JsonNames

HERE = Span(1, 1, 2)
WORDS = ("data", "limit", "used", "origin", "plan", "address", "of", "price", "line")
ACRONYMS = {"id": "ID", "gb": "GB", "iso2": "ISO2", "url": "URL"}


class Api(NamedTuple):
    """An API: its names by those of the docs, and which are told, in code or not, or are not."""

    names: dict[str, str]
    told: dict[str, str]


def _hump(word: str) -> str:
    return ACRONYMS.get(word, word.capitalize())


SPELLINGS: dict[str, Callable[[list[str]], str]] = {
    "camel": lambda words: words[0] + "".join(map(_hump, words[1:])),
    "pascal": lambda words: "".join(map(_hump, words)),
    "snake": "_".join,
    "kebab": "-".join,
}
NOISE = (
    "`GET /{name}/{{id}}`",
    "See https://api.example.com/v1/{name}?x=1.",
    "A `Model`.",
    "Pay-as-you-go, on-demand.",
    "",
)


@st.composite
def apis(draw: st.DrawFn, case: str) -> Api:
    """Return an API of a case, of which six names or more stand in code.

    None is of acronyms alone: a word that is all capitals shows no case, but in JSON.
    """
    parts = st.lists(
        st.sampled_from([*WORDS, *ACRONYMS]), min_size=2, max_size=4, unique=True
    ).filter(lambda words: not ACRONYMS.keys() >= {*words})
    rows = draw(st.lists(parts, min_size=8, max_size=20, unique_by="_".join))
    names = {"_".join(row): SPELLINGS[case](row) for row in rows}
    told = {name: f"As in `{names[name]}`." for name in [*names][:6]}
    for name in [*names][6:]:
        told[name] = draw(st.sampled_from(["", f"The {names[name]}.", *NOISE]))
    return Api(names, {name: _noisy(name, text) for name, text in told.items()})


def _noisy(name: str, text: str) -> str:
    return text.replace("{name}", name.replace("_", "-"))


def _json_names(told: Mapping[str, str], *payloads: str) -> JsonNames:
    """Return the names that the docs of a model `Model` give, whose rows say something."""
    fields = tuple(
        DraftField(
            name=name,
            type=ScalarType("string"),
            required=True,
            description=description,
            span=HERE,
            type_span=HERE,
        )
        for name, description in told.items()
    )
    model = DraftObject(name="Model", description="", fields=fields, span=HERE)
    draft = Draft(
        path="A.md",
        page="A.md",
        models=(model,),
        pointers=(),
        samples=(),
        ledger=Ledger(),
    )
    sources = [SourceFile(path="p", name="p", text=each) for each in payloads]
    return decide([draft], sources, Package(path="pyproject.toml"))[0]


@given(st.data(), st.sampled_from([*SPELLINGS]))
def test_names_that_are_told_come_out(data: st.DataObject, case: str) -> None:
    """As they are told, with their acronyms, and in others the acronyms of these."""
    api = data.draw(apis(case))
    made = _json_names(api.told)
    assert made.case == case
    shown = [name for name, text in api.told.items() if api.names[name] in text]
    for name in shown:
        assert made.of(name) == api.names[name]
    raised = slice(case == "camel", None)
    learnt = {part for name in shown for part in name.split("_")[raised]}
    for name, expected in api.names.items():
        if learnt.issuperset(ACRONYMS.keys() & name.split("_")[raised]):
            assert made.of(name) == expected


@given(st.data(), st.sampled_from([*SPELLINGS]), st.sampled_from([*SPELLINGS]))
def test_one_more_word_flips_nothing(
    data: st.DataObject, case: str, other: str
) -> None:
    """In prose, code, a path or a sample, whatever the case that it is in."""
    api = data.draw(apis(case))
    name = data.draw(st.sampled_from([*api.names]))
    word = SPELLINGS[other](name.split("_"))
    texts = [word, f"`{word}`", f"`/{word}/x`", f"https://example.com/{word}"]
    text = f"{api.told[name]} {data.draw(st.sampled_from(texts))}"
    before, after = _json_names(api.told), _json_names(api.told | {name: text})
    sampled = _json_names(api.told, f'{{"{word}": 1}}')
    assert before.case == after.case == sampled.case == case
    assert sampled.of(name) == word
