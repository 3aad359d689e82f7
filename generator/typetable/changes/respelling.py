"""The respelling of JSON names: the change of many of them by what the docs show of all.

The one rule kept here: it is one change, however many names it is about, and it is told beside the
changes of the docs, which are looked for as if the names had always been spelled as they are now.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable import rules
from typetable.changes.change import Change, PageSpan
from typetable.changes.levels import EFFECTS
from typetable.changes.observation import quoted, shortened
from typetable.schema import Field, ObjectModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.schema import Module, Schema


class Reason(Struct, frozen=True):
    """The reason for other names: the case before and now, and what shows the latter."""

    was: str
    """The case before, in a word."""
    now: str
    """The case now."""
    text: str
    """The fact that is behind it."""
    place: PageSpan | None
    """Its place; absent where it is that nothing shows the case."""


class _Respelt(Struct, frozen=True):
    """A field whose JSON name is another one, and its place."""

    module: Module
    old: Field
    new: Field


def respelling(was: Schema, now: Schema, reason: Reason) -> Change | None:
    """Return the change of JSON names between two readings of the same docs, if there is one."""
    respelt = [*_respelt(was, now)]
    if not respelt:
        return None
    first = respelt[0]
    message = (
        f"{_counted(len(respelt))} {_way(reason)}, as {quoted(first.new.wire_name)}"
    )
    place = reason.place or PageSpan(path=first.module.source, span=first.old.span)
    effect = EFFECTS[rules.NAMES_RESPELT]
    names = f"{first.old.wire_name}\0{first.new.wire_name}\0{len(respelt)}"
    return Change(
        rule=rules.NAMES_RESPELT,
        subject="JSON names",
        text=message,
        message=shortened(message),
        note=f"because {reason.text}",
        was=reason.was,
        now=reason.now,
        source=effect.source_read,
        read=effect.wire_read,
        write=effect.wire_write,
        sure=100,
        old=None,
        new=place,
        fingerprint=sha256(names.encode("utf-8", "backslashreplace")).hexdigest()[:16],
    )


def _respelt(was: Schema, now: Schema) -> Iterator[_Respelt]:
    for old, new in zip(was.modules, now.modules, strict=True):
        for before, after in zip(old.models, new.models, strict=True):
            if isinstance(before, ObjectModel) and isinstance(after, ObjectModel):
                for one, other in zip(before.fields, after.fields, strict=True):
                    if one.wire_name != other.wire_name:
                        yield _Respelt(new, one, other)


def _counted(count: int) -> str:
    return f"{count} JSON names change" if count > 1 else "1 JSON name changes"


def _way(reason: Reason) -> str:
    if reason.was == reason.now:
        return "in spelling"
    return f"from {reason.was} to {reason.now}"
