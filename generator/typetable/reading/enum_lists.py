"""Lists of values: one bullet each, or a paragraph of them.

The one rule kept here: a list is an enum where every bullet is spelled so; where some are and
others are not, that is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import DraftEnum
from typetable.language.enums import Stated, entries, members_in
from typetable.language.ledger import Told
from typetable.language.open_values import is_open, report_open
from typetable.markdown.document import Other, Paragraph
from typetable.markdown.spans import seen
from typetable.notation.values import value_of
from typetable.source import Span
from typetable.wording.names import checked, read_name
from typetable.wording.spelling import first
from typetable.wording.spellings import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.draft import DraftMember, Title
    from typetable.language.enums import Enums
    from typetable.language.ledger import Entry
    from typetable.language.outline import Section
    from typetable.markdown.document import Block
    from typetable.markdown.spans import Seen
    from typetable.notation.types import ScalarType
    from typetable.schema import Value
    from typetable.settings.limits import Limits

_BULLET = re.compile(r"(?m)^(?P<indent> *)(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?P<text>.*)")


_Held: TypeAlias = Mapping[str, str]
"""What stands in the holes of how a value is spelled."""


class _Bullet(Struct, frozen=True):
    """An item of a list without its mark, with the lines that go on with it."""

    text: str
    span: Span


class Listing(Struct, frozen=True):
    """Lists of values, and what each bullet states: nothing where it states no value."""

    blocks: tuple[Other, ...]
    bullets: tuple[tuple[_Bullet, Sequence[_Held]], ...]
    may_be_text: bool
    """Whether numbers among words are text."""


class ListRead(Struct, frozen=True):
    """The enum that a list is, and what became of its bullets."""

    model: DraftEnum
    entries: tuple[Entry[DraftMember], ...]


def find_list(section: Section, enums: Enums) -> Listing | None:
    """Return the lists of a section of which a bullet states a value, the first one at least."""
    around = (*section.around, section.raw)
    if not enums.items or (
        enums.within and not any(_is_of_values(each, enums) for each in around)
    ):
        return None
    lists = [e for e in section.blocks if isinstance(e, Other) and e.kind == "list"]
    found = [_Found(each, _read(each, enums)) for each in lists]
    stating = [each for each in found if any(held for _, held in each.bullets)]
    kept = stating if enums.within else stating[:1]
    bullets = tuple(bullet for each in kept for bullet in each.bullets)
    blocks = tuple(each.block for each in kept)
    return Listing(blocks, bullets, bool(enums.within)) if kept else None


class _Found(Struct, frozen=True):
    """A list, and what each of its bullets states."""

    block: Other
    bullets: Sequence[tuple[_Bullet, Sequence[_Held]]]


def _is_of_values(heading: str, enums: Enums) -> bool:
    return one_of(seen(heading).text.strip(" :"), enums.known["within"]) is not None


def _read(block: Other, enums: Enums) -> Sequence[tuple[_Bullet, Sequence[_Held]]]:
    return [(each, _held(each, enums)) for each in _bullets(block)]


_BLANK = re.compile(r"[^\S\n ]")
_BETWEEN = re.compile(r"[\s,/|\u3001\uff0c]*+")


def _held(bullet: _Bullet, enums: Enums) -> Sequence[_Held]:
    """Return what a bullet states: one value, or several in code before what describes them."""
    inline = seen(bullet.text)
    text = _BLANK.sub(" ", inline.text).rstrip()
    if held := first(enums.items, text, inline.stretches):
        return () if enums.within and _is_prose(held) else (held,)
    if not enums.within:
        return ()
    values, end = _leading(inline)
    about = text[end:].strip()
    return [{"code": each, "": about} for each in values]


def _is_prose(held: _Held) -> bool:
    """Return whether what is no code and has text beside it is a word of that: not in capitals."""
    value = held.get("value", "")
    is_word = len(value) == 1 or not value.isupper()
    return bool(value and held.get("")) and is_word


def _leading(inline: Seen) -> tuple[list[str], int]:
    """Return the code that a text begins with, and where what is behind it begins."""
    ends = {e.start: e.end for e in inline.stretches if e.mark == "code"}
    values: list[str] = []
    at = 0
    while at in ends:
        values.append(inline.text[at : ends[at]])
        between = _BETWEEN.match(inline.text, ends[at])
        at = between.end() if between else ends[at]
    return values, at


def read_list(
    title: Title, listing: Listing, limits: Limits, findings: Findings
) -> ListRead:
    """Return the enum that a list is; bullets without a value are errors."""
    told: list[Entry[DraftMember]] = []
    stated: list[Stated] = []
    values = [_value(each) for _, held in listing.bullets for each in held]
    is_text = listing.may_be_text and any(isinstance(e, str) for e in values)
    rest = [each for each, _ in listing.bullets if is_open(each.text)]
    for bullet, held in listing.bullets:
        if bullet in rest:
            told.append(Told(report_open(title, bullet.span, findings)))
            continue
        for each in held:
            value = _text(each) if is_text else _value(each)
            name = each.get("name") or str(value)
            read = read_name(name, bullet.span, "row", limits, findings)
            stated.append(Stated(read, value, bullet.span, each.get("", "")))
        if not held:
            message = f"`{clipped(title.name)}` is an enum, but this line has no value"
            rule = rules.ALMOST_ENUM
            odd = findings.add(rule, bullet.span, message, severity="error")
            told.append(Told(odd))
    kept = entries(stated, findings)
    model = replace(_enum(title, kept), open=bool(rest))
    return ListRead(model, (*kept, *told))


def _enum(title: Title, kept: Sequence[Entry[DraftMember]]) -> DraftEnum:
    return DraftEnum(
        name=title.name,
        description=title.description,
        members=members_in(kept),
        span=title.span,
    )


class ValueLine(Struct, frozen=True):
    """A paragraph of values, and these as they are written."""

    block: Paragraph
    values: tuple[str, ...]


def find_line(blocks: Sequence[Block], enums: Enums) -> ValueLine | None:
    """Return the first paragraph of a section that lists values: those in code, or its text."""
    paragraphs = (each for each in blocks if isinstance(each, Paragraph))
    for block in paragraphs if enums.paragraphs else ():
        text = seen(" ".join(line.text for line in block.lines))
        if held := first(enums.paragraphs, text.text.strip(), text.stretches):
            return ValueLine(block, tuple(text.marked("code")) or (held[""],))
    return None


def read_line(
    title: Title, line: ValueLine, kind: ScalarType, limits: Limits, findings: Findings
) -> ListRead:
    """Return the enum of a paragraph of values, which are those of a type."""
    span = line.block.lines[0].span
    stated = [
        Stated(checked(str(each), span, "value", limits, findings), each, span)
        for each in kind.values
    ]
    kept = entries(stated, findings)
    return ListRead(_enum(title, kept), kept)


def _raw(held: _Held) -> str:
    return next(held[key] for key in ("value", "code", "link") if key in held)


def _value(held: _Held) -> Value | None:
    return value_of(_raw(held))


def _text(held: _Held) -> Value | None:
    """Return a number as it is written, and any other value as it is."""
    value = _value(held)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return _raw(held).strip() if is_number else value


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
