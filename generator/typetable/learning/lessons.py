"""Lessons: what docs teach of how they are written, and the file of a dialect that says it.

The one rule kept here: each key has its evidence as a comment, and where that is thin the key is a
comment itself, which says what to decide.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.source import Span


class Lesson(Struct, frozen=True, kw_only=True):
    """One value of one key of a dialect, and why."""

    key: str
    """The key with its section: `columns.type`."""
    value: str
    """What the docs have: a header, or a spelling."""
    meaning: str = ""
    """What it means, where the value is a key itself: `columns` have none."""
    evidence: str
    """The sentence on what shows it."""
    is_one: bool = False
    """Whether the key has one value, and not a list of them."""
    is_sure: bool = True
    """Whether the evidence is enough; else somebody has to decide."""
    path: str
    """The page on which the value stands first."""
    span: Span
    """The place there."""


_HEAD = """\
# How these docs are written, as their own tables show; `plain` is what most people write.
# What is a comment below is for you to decide: see `typetable explain dialect`.
extends = "plain"
title = "tables of this project"
"""


def dialect_text(lessons: Sequence[Lesson]) -> str:
    """Return the file of a dialect on top of `plain` that says what was learnt."""
    sections = dict.fromkeys(each.key.partition(".")[0] for each in lessons)
    parts = (_section(name, lessons) for name in sections)
    return "\n".join((_HEAD, *parts))


def _section(name: str, lessons: Sequence[Lesson]) -> str:
    """Return the table of a section."""
    own = [each for each in lessons if each.key.partition(".")[0] == name]
    keys = dict.fromkeys(each.key for each in own)
    lines = [f"[{name}]"]
    for key in keys:
        lines += _lines(key, [each for each in own if each.key == key])
    return "\n".join(lines) + "\n"


def _lines(key: str, lessons: Sequence[Lesson]) -> Iterator[str]:
    """Yield the lines of a key: the evidence for what is sure, what it says, what is open."""
    _, _, name = key.partition(".")
    sure = [each for each in lessons if each.is_sure]
    for each in sure:
        yield f"# {comment(each.evidence)}"
    if sure and not (sure[0].meaning or sure[0].is_one):
        yield f'{name} = ["+", {", ".join(quoted(each.value) for each in sure)}]'
    else:
        yield from (_stated(name, each) for each in sure)
    for each in lessons:
        if not each.is_sure:
            yield f"# {comment(each.evidence)}"
            yield f"# {_stated(name, each)}"


def _stated(name: str, lesson: Lesson) -> str:
    """Return the line that a lesson is by itself."""
    value = quoted(lesson.value)
    if lesson.meaning:
        return f"{name}.{value} = {quoted(lesson.meaning)}"
    return f"{name} = {value}" if lesson.is_one else f'{name} = ["+", {value}]'


def quoted(text: str) -> str:
    """Return a TOML string."""
    # It has the escapes of JSON, and of DEL, which JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def comment(text: str) -> str:
    """Return a text that may stand in a comment, which has one line."""
    return "".join(each if each.isprintable() else "?" for each in text)
