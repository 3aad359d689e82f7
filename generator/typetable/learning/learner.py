"""Learning, from pages to a dialect.

The one rule kept here: what is learnt is a function of the pages alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.language import dialects
from typetable.language.columns import folded
from typetable.learning.columns import learn_columns
from typetable.learning.headings import learn_headings, learn_parts, names_of
from typetable.learning.lessons import Lesson, dialect_text
from typetable.learning.presence import learn_presence
from typetable.learning.remarks import learn_remarks
from typetable.learning.shapes import learn_enums, learn_nesting, names_of_values
from typetable.learning.words import learn_words, titles_of
from typetable.markdown import document as markdown
from typetable.reading import page
from typetable.settings.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typetable.language.dialect import Dialect
    from typetable.source import SourceFile


class Learnt(Struct, frozen=True, kw_only=True):
    """A dialect that was learnt."""

    dialect: Dialect
    """The dialect."""
    text: str
    """Its file; empty where the docs are written as most are."""
    lessons: tuple[Lesson, ...]
    """What it says, and what is left to decide."""


def learn(sources: Sequence[SourceFile], name: str) -> Learnt:
    """Return how pages are written, as a dialect whose file has a name."""
    pages = [(source, markdown.parse(source)) for source in sources]
    lessons = [*learn_columns(pages, dialects.named("plain"))]
    dialect = _so_far(lessons, name)
    reasons = [page.surveyed(*each, dialect, Limits()) for each in pages]
    titles = titles_of(reasons)
    lessons = [each for each in lessons if folded(each.value) in titles]
    lessons += [*learn_presence(reasons), *learn_remarks(reasons)]
    lessons += (inner := [*learn_parts(reasons)])
    lessons += (outer := [*learn_headings(reasons, [each.value for each in inner])])
    models = names_of(reasons, [e.value for e in inner], [e.value for e in outer])
    lessons += [*learn_nesting(reasons), *(listed := [*learn_enums(reasons, models)])]
    models |= names_of_values(reasons, [each.value for each in listed])
    lessons += learn_words(reasons, _so_far(lessons, name), models)
    return taught(lessons, name)


@lru_cache(maxsize=4)
def _dialect(text: str, name: str) -> Dialect:
    """Return the dialect of a text, which takes longer to make ready than to read most pages."""
    return dialects.of_text(text, name)


def _so_far(lessons: Iterable[Lesson], name: str) -> Dialect:
    """Return the dialect that says what is sure."""
    sure = [each for each in lessons if each.is_sure]
    return _dialect(dialect_text(sure), name) if sure else dialects.named("plain")


def taught(lessons: Sequence[Lesson], name: str) -> Learnt:
    """Return the dialect that says what lessons teach; `plain` itself where there are none."""
    text = dialect_text(lessons) if lessons else ""
    dialect = dialects.of_text(text, name) if text else dialects.named("plain")
    return Learnt(dialect=dialect, text=text, lessons=tuple(lessons))
