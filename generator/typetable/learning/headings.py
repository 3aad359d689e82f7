"""Headings: the words around the names of models, by the types that name these.

The one rule kept here: words are taken off only where all headings have them and type cells write
the names without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.diagnostics import clipped
from typetable.language.draft import DraftObject
from typetable.language.evidence import plain
from typetable.learning.lessons import Lesson
from typetable.markdown.spans import seen
from typetable.notation import types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.language.outline import Section
    from typetable.reading.reasons import PageReasons

_LEAST, _REFERENCES = 3, 2
"""The headings that have words in common, and the types that name models without."""


def learn_headings(pages: Sequence[PageReasons]) -> Iterator[Lesson]:
    """Yield the spelling of headings by which types find their models."""
    headings = _headings(pages)
    texts = [text for text, _, _ in headings]
    if len(texts) < _LEAST:
        return
    unknown = _unknown(pages)
    for spelled, names in (_before(texts), _behind(texts)):
        found = {plain(name) for name in names} & unknown
        if spelled and len(found) >= _REFERENCES:
            shown = ", ".join(f"`{clipped(n)}`" for n in names if plain(n) in found)
            _, path, section = headings[0]
            yield Lesson(
                key="models.headings",
                value=spelled,
                evidence=f"All {len(texts)} headings are so, and types name {clipped(shown, 60)}.",
                path=path,
                span=section.span,
            )


def _headings(pages: Iterable[PageReasons]) -> list[tuple[str, str, Section]]:
    """Return the headings of models as they are seen, with pages and sections."""
    found: dict[str, tuple[str, str, Section]] = {}
    for page in pages:
        for table in page.tables:
            if table.section and not table.claim.reason and not table.claim.values:
                text = " ".join(seen(table.section.raw).text.split())
                found.setdefault(text, (text, page.path, table.section))
    return [*found.values()]


def _unknown(pages: Iterable[PageReasons]) -> frozenset[str]:
    """Return the names in types that no model has."""
    models = [model for page in pages for model in page.draft.models]
    fields = (f for m in models if isinstance(m, DraftObject) for f in m.fields)
    named = {plain(each.name) for field in fields for each in types.names(field.type)}
    return frozenset(named) - {plain(model.name) for model in models}


def _before(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return the spelling by words that all texts begin with, and what follows them."""
    first = texts[0].partition(" ")[0]
    if not all(text.startswith(f"{first} ") for text in texts) or _has_hole(first):
        return "", []
    return f"{first} {{}}", [text.removeprefix(f"{first} ") for text in texts]


def _behind(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return the spelling by words that all texts end with, and what stands before them."""
    last = texts[0].rpartition(" ")[2]
    if not all(text.endswith(f" {last}") for text in texts) or _has_hole(last):
        return "", []
    return f"{{}} {last}", [text.removesuffix(f" {last}") for text in texts]


def _has_hole(word: str) -> bool:
    return "{" in word or "}" in word
