"""Evidence: what examples teach of words that nobody knows in the docs.

The one rule kept here: three values, or three members that are not there, are enough where none
speaks against them; what is less is a comment with the numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from typetable.diagnostics import clipped, counted
from typetable.examples.blocks import words_of
from typetable.examples.sightings import sightings
from typetable.learning.lessons import Lesson
from typetable.learning.words import claimed_in
from typetable.markdown.spans import seen
from typetable.schema import ObjectModel, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.examples.sightings import Instance
    from typetable.markdown.document import Cell, Table
    from typetable.reading.reasons import PageReasons
    from typetable.schema import Schema
    from typetable.wording.said import Said

ENOUGH = 3
"""The values, or members, that show what a word means."""

_OFTEN = 0.05
"""The share of unmarked members that may lack where these are required."""

_CALLED = {
    "array": "arrays",
    "boolean": "true or false",
    "integer": "integers",
    "null": "null",
    "number": "numbers",
    "object": "objects",
    "string": "texts",
}


def told(kinds: Counter[str]) -> str:
    """Return kinds of values in words, such as `null (1) and texts (3)`."""
    return " and ".join(f"{_CALLED[kind]} ({n:,})" for kind, n in sorted(kinds.items()))


def word_of(kinds: Counter[str]) -> str:
    """Return the one word for some kinds of values; `any` where there is none."""
    others = {*kinds} - {"null"}
    if others == {"integer", "number"}:
        return "number"
    return next(iter(others)) if len(others) == 1 and "array" not in others else "any"


def revised(
    lessons: Sequence[Lesson],
    pages: Sequence[PageReasons],
    found: Sequence[Instance],
    schema: Schema,
) -> tuple[Lesson, ...]:
    """Return lessons as examples settle them: sure where enough shows it, and else open."""
    new = [*_types(lessons, found), *_presence(pages, found, schema)]
    known = {(each.key, each.value): each for each in new}
    kept = [known.get((e.key, e.value)) or _silent(e, found) for e in lessons]
    own = {(each.key, each.value) for each in lessons}
    return (*kept, *(each for each in new if (each.key, each.value) not in own))


def _types(lessons: Sequence[Lesson], found: Sequence[Instance]) -> Iterator[Lesson]:
    """Yield the types that values show of words which are left to people."""
    kinds = defaultdict[str, Counter[str]](Counter)
    for each in sightings(found):
        if isinstance(each.kind, Scalar) and each.kind.unresolved:
            kinds[each.kind.unresolved][each.value.kind] += 1
    for lesson in lessons:
        if lesson.key == "types.words" and lesson.value in kinds and not lesson.is_sure:
            yield _typed(lesson, kinds[lesson.value])


def _typed(lesson: Lesson, kinds: Counter[str]) -> Lesson:
    word = word_of(kinds)
    is_sure = word != "any" and kinds.total() - kinds["null"] >= ENOUGH
    ask = "" if is_sure else " Which type is it?"
    return Lesson(
        key=lesson.key,
        value=lesson.value,
        meaning=word,
        evidence=f"Examples of `{clipped(lesson.value, 40)}` are {told(kinds)}.{ask}",
        is_sure=is_sure,
        path=lesson.path,
        span=lesson.span,
    )


_Model: TypeAlias = "tuple[str, str]"
"""The module and the name of a model."""


class _Row(NamedTuple):
    """What stands in the presence column beside a name."""

    name: str
    word: str
    said: Said | None
    cell: Cell


def _presence(
    pages: Sequence[PageReasons], found: Sequence[Instance], schema: Schema
) -> Iterator[Lesson]:
    """Yield what examples show of the words of presence columns, unknown and contradicted ones."""
    held, owners = _held(found), _owners(schema)
    counts = defaultdict[str, Counter[bool]](Counter)
    first: dict[str, tuple[_Row, str]] = {}
    for page in pages:
        for table in claimed_in(page):
            rows = [*_rows(table, page)]
            own = [owners.get((page.path, row.cell.span.line)) for row in rows]
            of_table = Counter(filter(None, own)).most_common(1)
            usual = of_table[0][0] if of_table else None
            for row, owner in zip(rows, own, strict=True):
                model = owner or usual
                objects = held[model] if model else ()
                first.setdefault(row.word, (row, page.path))
                counts[row.word].update(row.name in names for names in objects)
    for word, (row, path) in first.items():
        if lesson := _said(row, counts[word], path):
            yield lesson


def _owners(schema: Schema) -> dict[tuple[str, int], _Model]:
    """Return the models that rows are members of, by their pages and lines."""
    return {
        (module.source, field.span.line): (module.name, model.name)
        for module in schema.modules
        for model in module.models
        if isinstance(model, ObjectModel)
        for field in model.fields
    }


def _held(found: Sequence[Instance]) -> defaultdict[_Model, list[frozenset[str]]]:
    """Return the names in whole objects of models."""
    held = defaultdict[_Model, list[frozenset[str]]](list)
    for each in found:
        if not each.value.partial:
            names = frozenset(map(words_of, each.names))
            held[each.ref.module, each.ref.model].append(names)
    return held


def _rows(table: Table, page: PageReasons) -> Iterator[_Row]:
    """Yield what a table says of presence in each row that has a name."""
    roles = page.dialect.columns.roles(table.header)
    for line in table.rows:
        cells = dict(zip(roles, line.cells, strict=False))
        name, word = cells.get("name"), cells.get("required")
        text = seen(word.text).text.strip() if word else ""
        if name and word and text:
            path = page.dialect.nesting.path
            said = page.dialect.facts.in_column(word.text)
            last = _last(seen(name.text).text.strip(), path)
            yield _Row(words_of(last), text, said, word)


def _last(name: str, path: Sequence[str]) -> str:
    """Return the last part of a name, which may be a path."""
    for between in path:
        name = name.rpartition(between)[2]
    return name


def _said(row: _Row, counts: Counter[bool], path: str) -> Lesson | None:
    """Return what a word means, by how often its members are there; nothing where that is known."""
    there, absent = counts[True], counts[False]
    is_against = row.said is not None and row.said.fact == "required" and absent > there
    is_unknown = row.said is None and counts.total() > 0
    if not (is_unknown or (is_against and absent >= ENOUGH)):
        return None
    ask = "" if is_unknown and absent >= ENOUGH else " Required or optional?"
    members = counted(counts.total(), "member")
    return Lesson(
        key="facts.column",
        value=row.word,
        meaning="optional" if absent else "required",
        evidence=f"Of {members} with `{clipped(row.word, 30)}` examples lack {absent:,}.{ask}",
        is_sure=not ask,
        path=path,
        span=row.cell.span,
    )


def _silent(lesson: Lesson, found: Sequence[Instance]) -> Lesson:
    """Return a lesson; what unmarked members are is open where examples lack many of them."""
    if lesson.key != "facts.silent" or not lesson.is_sure:
        return lesson
    whole = [each for each in found if not each.value.partial]
    due = sum(len(each.shape.due) for each in whole)
    lacking = sum(len(each.shape.lacking(each.value)) for each in whole)
    if lacking <= _OFTEN * due:
        return lesson
    ask = f"Examples lack {lacking:,} of {due:,} without a mark: are these required?"
    return Lesson(
        key=lesson.key,
        value=lesson.value,
        evidence=f"{lesson.evidence} {ask}",
        is_one=True,
        is_sure=False,
        path=lesson.path,
        span=lesson.span,
    )
