"""Corrections: overrides by which examples would decode that differ from their tables.

The one rule kept here: a correction only ever lets more pass, and expects the type cell that it
corrects, so that it is told when that changes. JSON names are spelled as examples have them anyway.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from typetable.diagnostics import clipped, counted
from typetable.examples.evidence import ENOUGH, told, word_of
from typetable.examples.fit import is_of
from typetable.examples.sightings import Sighting, sightings
from typetable.language.draft import DraftObject
from typetable.markdown.spans import seen
from typetable.notation import grammar
from typetable.notation.types import UnionType
from typetable.schema import Ref, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.examples.sightings import Instance
    from typetable.language.dialect import Dialect
    from typetable.language.draft import Draft, DraftField
    from typetable.schema import Field
    from typetable.source import SourceFile

Kind: TypeAlias = Literal["nullable", "types"]


class Correction(Struct, frozen=True, kw_only=True):
    """An override, and what shows it."""

    kind: Kind
    """The table of overrides that it is for."""
    key: str
    """What it is about: `Model.field`."""
    value: str | bool
    """What holds instead of what the docs say."""
    expect: str
    """The type cell for which it holds."""
    evidence: str
    """The sentence on what shows it."""
    is_sure: bool
    """Whether that is enough; else somebody has to decide."""


class _Subject(NamedTuple):
    """A field that one model has, and where the docs state it."""

    ref: Ref
    field: Field
    draft: DraftField
    source: SourceFile

    @property
    def key(self) -> str:
        """What overrides call it."""
        return f"{self.ref.model}.{self.field.name}"

    @property
    def cell(self) -> str:
        """The text of its type cell."""
        return self.source.at(self.draft.type_span)


def corrections(
    found: Sequence[Instance],
    drafts: Sequence[Draft],
    sources: Mapping[str, SourceFile],
    dialect: Dialect,
) -> Iterator[Correction]:
    """Yield the overrides that examples show, in the order of these."""
    stated = [*_stated(drafts)]
    times = Counter(key for key, _, _ in stated)
    single = {
        key: (draft, sources[path])
        for key, draft, path in stated
        if times[key] == 1 and path in sources
    }
    values = defaultdict[str, list[Sighting]](list)
    for each in sightings(found):
        key = f"{each.ref.model}.{each.field.name}"
        if key in single and each.kind is each.field.type:
            values[key].append(each)
    for key, same in values.items():
        subject = _Subject(same[0].ref, same[0].field, *single[key])
        yield from _of_values(
            subject, Counter(e.value.kind for e in same), same, dialect
        )


def _stated(drafts: Iterable[Draft]) -> Iterator[tuple[str, DraftField, str]]:
    """Yield the rows of some pages by what overrides call them, each with its page."""
    for draft in drafts:
        for model in draft.models:
            fields = model.fields if isinstance(model, DraftObject) else ()
            yield from ((f"{model.name}.{e.name}", e, draft.path) for e in fields)


def _of_values(
    subject: _Subject,
    kinds: Counter[str],
    same: Sequence[Sighting],
    dialect: Dialect,
) -> Iterator[Correction]:
    """Yield that a field can be null, or of another type, where values of it are."""
    field, kind = subject.field, subject.field.type
    nulls, total = kinds.pop("null", 0), len(same)
    named = f"`{clipped(field.name, 30)}` of `{clipped(subject.ref.model, 30)}`"
    if nulls and field.required and not field.nullable and _takes_no_null(kind):
        yield Correction(
            kind="nullable",
            key=subject.key,
            value=True,
            expect=subject.cell,
            evidence=f"{named} is null in {nulls:,} of {counted(total, 'example')}.",
            is_sure=nulls >= ENOUGH,
        )
    is_stated = subject.draft.type_span != subject.draft.span
    if not is_stated or not isinstance(kind, Scalar) or kind.unresolved:
        return
    others: Counter[str] = Counter(
        each.value.kind for each in same if not is_of(each.value, kind)
    )
    others.pop("null", 0)
    word = "array" if {*others} == {"array"} else word_of(others)
    text = _both(subject.cell, word, dialect) if others else ""
    if text:
        yield Correction(
            kind="types",
            key=subject.key,
            value=text,
            expect=subject.cell,
            evidence=f"Examples of {named} are {told(others)}.",
            is_sure=others.total() >= ENOUGH,
        )


def _takes_no_null(kind: object) -> bool:
    return not (isinstance(kind, Scalar) and kind.scalar in ("any", "null"))


def _both(cell: str, word: str, dialect: Dialect) -> str:
    """Return a type or another one as the docs would write it; nothing where they could not."""
    spelled = (each for each, scalar in dialect.types.words.items() if scalar == word)
    words = [word, *map(str, spelled)]
    own = seen(cell).text.strip()
    texts = (f"{own}{between}{each}" for between in (" | ", " or ") for each in words)
    is_line = "\n" not in own
    return next((e for e in texts if is_line and _is_union(e, dialect)), "")


def _is_union(text: str, dialect: Dialect) -> bool:
    return isinstance(grammar.parse(text, dialect.types), UnionType)
