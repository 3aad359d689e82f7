"""Headings: the words around the names of models, and the headings inside them.

The one rule kept here: words are taken off only where something else in the docs shows the name
without them, and a heading is inside a model only where it stands in several.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from typetable.diagnostics import clipped, counted
from typetable.language.draft import DraftObject
from typetable.language.evidence import plain
from typetable.language.section_names import shown
from typetable.learning.lessons import Lesson
from typetable.notation import types

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from typetable.language.outline import Section
    from typetable.reading.reasons import PageReasons
    from typetable.source import Span

_LEAST, _REFERENCES = 3, 2
"""The headings that have words in common, and the types that name models without."""

_OF_CALLS = frozenset(
    [
        "argument",
        "arguments",
        "body",
        "header",
        "headers",
        "param",
        "parameter",
        "parameters",
        "params",
        "payload",
        "query",
        "request",
        "response",
        "result",
        "results",
        "returns",
        "url",
        "anfrage",
        "antwort",
        "parámetros",
        "petición",
        "respuesta",
        "paramètres",
        "requête",
        "réponse",
        "parâmetros",
        "requisição",
        "resposta",
        "请求",
        "请求参数",
        "返回参数",
        "响应",
        "パラメータ",
        "リクエスト",
        "レスポンス",
    ]
)
"""Words of headings for what is sent and returned, which is not what the heading around names."""

_SHARE = 3
"""One in so many headings has the words that are taken off, at least."""

_PARTS = 0.8
"""The share of equal headings that are alone with a table below the one around them."""


class _Named(NamedTuple):
    """The heading of a property table."""

    text: str
    """What it says, but for the words that the dialect knows already."""
    path: str
    section: Section

    @property
    def place(self) -> tuple[str, Span]:
        """Where it stands."""
        return self.path, self.section.span

    @property
    def around(self) -> tuple[str, Span] | None:
        """Where the heading stands that it is below, if there is one."""
        outer = self.section.outer
        return (self.path, outer.span) if outer else None

    @property
    def before(self) -> str:
        """How the spelling begins by which the dialect knows it, such as `{number} `."""
        spelled = self.section.key.partition('"')[2].rpartition('"')[0]
        return spelled.partition("{}")[0]


def learn_parts(pages: Sequence[PageReasons]) -> Iterator[Lesson]:
    """Yield the headings that stand inside of models, each with the only table there."""
    headings = _headings(pages)
    owners = {each.place for each in headings}
    inside = defaultdict[object, list[_Named]](list)
    for each in headings:
        inside[each.around].append(each)
    same = defaultdict[str, list[_Named]](list)
    for each in headings:
        if each.around and _may_be_inside(each):
            same[each.text.casefold()].append(each)
    for found in same.values():
        alone = [e for e in found if len(inside[e.around]) == 1]
        fitting = [each for each in alone if each.around not in owners]
        if len(fitting) >= max(_LEAST, _PARTS * len(found)):
            first = found[0]
            yield Lesson(
                key="models.parts",
                value=first.text,
                evidence=f"`{clipped(first.text, 40)}` has the table of {len(fitting)} headings.",
                path=first.path,
                span=first.section.span,
            )


def _may_be_inside(heading: _Named) -> bool:
    is_call = not _OF_CALLS.isdisjoint(heading.text.casefold().split())
    return not (is_call or heading.section.is_generic or _has_hole(heading.text))


def learn_headings(
    pages: Sequence[PageReasons], parts: Collection[str] = ()
) -> Iterator[Lesson]:
    """Yield the spellings of headings by which types find their models; `parts` are inside one."""
    whole = (_outer(each, parts) for each in _headings(pages))
    headings = [*{each.text: each for each in whole}.values()]
    unknown = _unknown(pages)
    groups = [*_alike(headings)]
    for spelled, group in groups:
        names = [_held(spelled, each.text) for each in group]
        others = {n for s, g in groups if s != spelled for n in _names(s, g)}
        found = sorted({*names} - others, key=names.index)
        named = [name for name in found if plain(name) in unknown]
        if why := _evidence(spelled, group, named, len(headings)):
            first = min(group, key=lambda each: each.place)
            yield Lesson(
                key="models.headings",
                value=first.before + spelled,
                evidence=why,
                path=first.path,
                span=first.section.span,
            )


def names_of(
    pages: Sequence[PageReasons], parts: Collection[str], spelled: Collection[str]
) -> frozenset[str]:
    """Return what models are called, by drafts and by headings that were learnt, as types may."""
    own = {plain(model.name) for page in pages for model in page.draft.models}
    headings = [_outer(each, parts) for each in _headings(pages)]
    known = {
        plain(_held(spelling.removeprefix(each.before), each.text))
        for each in headings
        for spelling in spelled
    }
    return frozenset((*own, *known, *(plain(each.text) for each in headings)))


def _outer(heading: _Named, parts: Collection[str]) -> _Named:
    """Return the heading around one that is inside a model."""
    outer = heading.section.outer
    is_part = outer is not None and heading.text in parts
    return (
        _Named(shown(outer.raw), heading.path, outer) if outer and is_part else heading
    )


def _evidence(
    spelled: str, group: Sequence[_Named], named: Sequence[str], total: int
) -> str:
    """Return what shows that words around names are none of them; nothing where they may be."""
    of = "All" if len(group) == total else f"{len(group)} of"
    count = f"{of} {counted(total, 'heading')} are so"
    if len(named) >= _REFERENCES and _SHARE * len(group) >= total:
        texts = ", ".join(f"`{clipped(each)}`" for each in named)
        return f"{count}, and types name {clipped(texts, 60)}."
    if len(group) == total and spelled.endswith(": {}"):
        return f"{count}, and a colon ends what they share."
    return ""


def _names(spelled: str, group: Iterable[_Named]) -> Iterator[str]:
    return (_held(spelled, each.text) for each in group)


def _headings(pages: Iterable[PageReasons]) -> list[_Named]:
    """Return the headings of property tables, each once, in the order of the docs."""
    found: dict[tuple[str, Span], _Named] = {}
    for page in pages:
        for table in page.tables:
            if table.section and not table.claim.reason and not table.claim.values:
                named = _Named(shown(table.section.raw), page.path, table.section)
                found.setdefault(named.place, named)
    return [*found.values()]


def _unknown(pages: Iterable[PageReasons]) -> frozenset[str]:
    """Return the names in types that no model has."""
    models = [model for page in pages for model in page.draft.models]
    fields = (f for m in models if isinstance(m, DraftObject) for f in m.fields)
    named = {plain(each.name) for field in fields for each in types.names(field.type)}
    return frozenset(named) - {plain(model.name) for model in models}


def _alike(headings: Iterable[_Named]) -> Iterator[tuple[str, list[_Named]]]:
    """Yield spellings with a word or more at an end, and the headings that fit each."""
    starts = defaultdict[tuple[str, str], list[_Named]](list)
    ends = defaultdict[tuple[str, str], list[_Named]](list)
    for each in headings:
        words = each.text.split()
        if len(words) > 1 and not _has_hole(each.text):
            starts[each.before, words[0]].append(each)
            ends[each.before, words[-1]].append(each)
    for group in starts.values():
        if len(group) >= _LEAST:
            shared = _shared([each.text.split() for each in group])
            yield " ".join([*shared, "{}"]), group
    for group in ends.values():
        if len(group) >= _LEAST:
            shared = _shared([each.text.split()[::-1] for each in group])
            yield " ".join(["{}", *reversed(shared)]), group


def _shared(texts: Sequence[Sequence[str]]) -> list[str]:
    """Return the words that all texts begin with, but for the last one of each."""
    columns = zip(*(text[:-1] for text in texts), strict=False)
    same = takewhile(lambda words: len({*words}) == 1, columns)
    return [words[0] for words in same]


def _held(spelled: str, text: str) -> str:
    """Return what stands in the hole of a spelling; all of a text that does not fit."""
    before, _, behind = spelled.partition("{}")
    is_fitting = text.startswith(before) and text.endswith(behind)
    return text[len(before) : len(text) - len(behind)] if is_fitting else text


def _has_hole(text: str) -> bool:
    return "{" in text or "}" in text
