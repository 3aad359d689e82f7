"""Lists of values, as one bullet each.

The one rule kept here: a list is an enum where every bullet is spelled so; where some are and
others are not, that is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from typetable import rules
from typetable.diagnostics import Diagnostic, clipped
from typetable.language.draft import DraftEnum, DraftMember
from typetable.language.ledger import Kept, Told
from typetable.markdown.document import Other
from typetable.markdown.spans import seen
from typetable.notation.values import value_of
from typetable.source import Span
from typetable.wording.names import read_name
from typetable.wording.spelling import first

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.draft import Title
    from typetable.language.enums import Enums
    from typetable.language.ledger import Entry
    from typetable.markdown.document import Block
    from typetable.settings.limits import Limits

_BULLET = re.compile(r"(?m)^(?P<indent> *)(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?P<text>.*)")


class _Bullet(NamedTuple):
    """An item of a list without its mark, with the lines that go on with it."""

    text: str
    span: Span


class Listing(NamedTuple):
    """A list of values, and what each bullet states: none where it states no value."""

    block: Other
    bullets: tuple[tuple[_Bullet, Mapping[str, str] | None], ...]


class ListRead(NamedTuple):
    """The enum that a list is, and what became of its bullets."""

    model: DraftEnum
    entries: tuple[Entry[DraftMember], ...]


def find_list(blocks: Sequence[Block], enums: Enums) -> Listing | None:
    """Return the first list in a section of which a bullet states a value."""
    lists = (each for each in blocks if isinstance(each, Other) and each.kind == "list")
    for block in lists if enums.items else ():
        found = [*_bullets(block)]
        held = [_held(each, enums) for each in found]
        if any(held):
            return Listing(block, tuple(zip(found, held, strict=True)))
    return None


def _held(bullet: _Bullet, enums: Enums) -> Mapping[str, str] | None:
    text = seen(bullet.text)
    return first(enums.items, text.text.strip(), text.stretches)


def read_list(
    title: Title, listing: Listing, limits: Limits, findings: Findings
) -> ListRead:
    """Return the enum that a list is; bullets without a value are errors."""
    entries: list[Entry[DraftMember]] = []
    for bullet, holes in listing.bullets:
        if holes is None:
            message = f"`{clipped(title.name)}` is an enum, but this line has no value"
            told = findings.add(
                rules.ALMOST_ENUM, bullet.span, message, severity="error"
            )
            entries.append(Told(told))
        else:
            entries.append(_entry(bullet, holes, limits, findings))
    model = DraftEnum(
        name=title.name,
        description=title.description,
        members=tuple(each.subject for each in entries if isinstance(each, Kept)),
        span=title.span,
    )
    return ListRead(model, tuple(entries))


def _entry(
    bullet: _Bullet, holes: Mapping[str, str], limits: Limits, findings: Findings
) -> Entry[DraftMember]:
    value = value_of(holes["value"] if "value" in holes else holes["code"])
    text = holes.get("name") or str(value)
    name = read_name(text, bullet.span, "row", limits, findings)
    if isinstance(name, Diagnostic):
        return Told(name)
    about = holes.get("", "")
    return Kept(
        DraftMember(name=name, value=value, span=bullet.span, description=about)
    )


def _bullets(block: Other) -> Iterator[_Bullet]:
    """Yield the items of a list; lists in them are a part of their text."""
    found = [*_BULLET.finditer(block.text)]
    # What is indented like the text of a bullet is a list in it.
    found = [each for each in found if len(each["indent"]) <= 1]
    ends = [*(each.start() for each in found[1:]), len(block.text)]
    for each, end in zip(found, ends, strict=False):
        line = block.span.line + block.text.count("\n", 0, each.start())
        start = block.span.column + each.start("text") - each.start()
        text = block.text[each.start("text") : end].strip()
        span = Span(line, start, start + len(each["text"].rstrip()))
        yield _Bullet(text, span)
