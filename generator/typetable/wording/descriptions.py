"""Descriptions: what they say of a member, at their beginning, in a whole sentence or in a label.

The one rule kept here: a word in the middle of a sentence says nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable.markdown.spans import seen
from typetable.wording.facts import in_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.markdown.spans import Seen
    from typetable.wording.facts import Facts
    from typetable.wording.said import Said

_AROUND = " .:;!"
_BRACKETS = {"(": ")", "[": "]"}
_SENTENCE = re.compile(r"(?<=[.!;。；])\s+|\n+|(?<=。)")
_LABEL = re.compile(r"[(\[（【]([^()\[\]（）【】]{1,80})[)\]）】]")
_AFTER_LABEL = re.compile(r"^([^.:!,;()\n—–]{1,40}?)\s*(?:[.:!,;)—–]|\s-\s|$)")


def in_description(raw: str, facts: Facts) -> tuple[Said, ...]:
    """Return what a description says: at its beginning, in a whole sentence, in a label."""
    if not facts.description or not raw:
        return ()
    spelled = facts.spelled["description"]
    inline = seen(raw)
    sentences = [_bare(each) for each in _SENTENCE.split(inline.text)]
    start = _AFTER_LABEL.match(inline.text.strip(" *_([（"))
    texts = [*sentences, *map(_bare, _LABEL.findall(inline.text))]
    if start and spelled.find(sentences[0]) is None:
        texts.insert(0, _bare(start[1]))
    texts += map(_bare, _in_bold(inline))
    said = in_text(texts, "description", facts)
    is_one = len(inline.marked("code")) == 1
    return tuple(each for each in said if is_one or each.fact != "constant")


def _bare(text: str) -> str:
    """Return a text without the marks around it, and without brackets that it does not hold."""
    text = text.strip(_AROUND).lstrip(" ([")
    if not text.endswith((")", "]")):
        return text
    at = len(text)
    left = dict.fromkeys(_AROUND, at)
    for start, end in _BRACKETS.items():
        left[end] = text.count(end) - text.count(start)
    while at and left.get(text[at - 1], 0) > 0:
        at -= 1
        left[text[at]] -= 1
    return text[:at]


_BEFORE = re.compile(r"(?:\A|[.:;!()（）。；\n\u2013\u2014]|<br>|\s-)\s*\Z")
_BEHIND = re.compile(r"\s*(?:\Z|[.:;!,()（）。；\n\u2013\u2014]|-\s)")


def _in_bold(inline: Seen) -> Iterator[str]:
    """Yield what stands in bold or italics as a label: a word in a sentence is none."""
    text = inline.text
    for each in inline.stretches:
        if each.mark in {"strong", "emphasis"}:
            label = text[each.start : each.end]
            is_first = not text[: each.start].strip()
            ends = label[-1:] in {".", ":"} or _BEHIND.match(text, each.end)
            if (is_first or ends) and _BEFORE.search(text, 0, each.start):
                yield label
