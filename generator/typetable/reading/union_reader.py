"""Unions: headings that are other types, as their text states them.

The one rule kept here: a member that is no type is an error, since a union without it is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Diagnostic, clipped
from typetable.language import unions
from typetable.language.draft import DraftObject, DraftUnion, with_others
from typetable.language.open_types import is_open
from typetable.language.unions import Described, Stated
from typetable.markdown.document import Heading
from typetable.markdown.spans import seen
from typetable.notation import grammar
from typetable.notation.accepted import type_of
from typetable.notation.type_cells import SPELLED
from typetable.notation.types import NamedType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Findings
    from typetable.language.outline import Section
    from typetable.notation.types import TypeExpr
    from typetable.reading.page_context import PageContext


class UnionReader:
    """Reads the headings of one page that are other types."""

    def __init__(self, page: PageContext) -> None:
        """Take what the sections of a page are read by."""
        self._dialect = page.dialect
        self._texts = page.texts
        self._limits = page.limits
        self._findings = page.findings

    def read(self, section: Section, name: str) -> DraftUnion | None:
        """Return the union of the types that a section states, if it states any."""
        blocks = section.blocks
        stated = unions.stated(blocks, self._dialect.unions)
        if not stated:
            return None
        findings = self._findings.about(model=name)
        is_joined = len(_apart(stated[0].text, self._dialect.unions.joined)) > 1
        own = () if is_joined else stated  # see `with_parts`
        kinds = [self._member(each, findings) for each in own]
        if len(kinds) == 1 and kinds[0] == NamedType(name):
            kinds = []  # what stands for itself says nothing
        first = stated[0].block
        at = blocks.index(first)
        is_list = isinstance(first, Heading)
        others = (e for e in blocks if e not in (first, stated[0].above))
        around = blocks[:at] if is_list else (*others,)
        return DraftUnion(
            name=name,
            description=self._texts.description(around),
            members=tuple(e for e in kinds if not isinstance(e, Diagnostic)),
            span=section.span,
        )

    def with_parts(self, section: Section, described: Described) -> Described:
        """Return a model that has all members of those which its heading stands for, too."""
        stated = unions.stated(section.blocks, self._dialect.unions)[:1]
        pieces = _apart(stated[0].text, self._dialect.unions.joined) if stated else ()
        if len(pieces) < 2 or not isinstance(described.model, DraftObject | DraftUnion):
            return described
        model, block = described.model, stated[0].block
        findings = self._findings.about(model=model.name)
        texts = (Stated(piece, block) for piece in pieces)
        kinds = [self._member(each, findings) for each in texts]
        parts = [e for e in kinds if isinstance(e, NamedType) and not e.otherwise]
        base = model if isinstance(model, DraftObject) else _empty(model)
        for kind, piece in zip(kinds, pieces, strict=True):
            if isinstance(kind, Diagnostic) or kind in parts:
                continue
            why = self._unread(kind, piece, base)
            if why:
                message = f"`{clipped(piece.strip(), 40)}` is a part {why}"
                findings.add(rules.UNSHOWN_ROW, block.span, message)
            if is_open(kind) and why:
                base = with_others(base)
        spans = (block.span,) * len(parts)
        joined = replace(
            base, parts=(*base.parts, *parts), part_spans=(*base.part_spans, *spans)
        )
        return replace(described, model=joined)

    def _unread(self, kind: TypeExpr, piece: str, model: DraftObject) -> str:
        """Return what is not read of a part that is no model; of a word, a table may list it."""
        if not is_open(kind):
            return "that has no members"
        is_word = seen(piece).text.strip() in self._dialect.types.words
        return "" if is_word and model.fields else "whose members are not listed"

    def _member(self, stated: Stated, findings: Findings) -> TypeExpr | Diagnostic:
        """Return the type of a member (TT202 where it is none)."""
        types, limits = self._dialect.types, self._limits
        kind = grammar.parse(stated.text, types, limits.type_depth)
        if not isinstance(kind, grammar.Fault):
            return kind
        rule = rules.DEEP_TYPE if kind.too_deep else rules.BAD_TYPE
        told = findings.add(rule, stated.block.span, kind.message, hint=SPELLED)
        # Without one of its members a union would be wrong.
        instead = type_of(told.accepted, types, limits) if told.accepted else None
        return instead or told


def _empty(model: DraftUnion) -> DraftObject:
    """Return an object without members of its own for a heading that stands for others."""
    name, about = model.name, model.description
    return DraftObject(name=name, description=about, fields=(), span=model.span)


def _apart(raw: str, joined: str) -> Sequence[str]:
    """Return what stands between marks in a raw type, but for those in brackets."""
    pieces, depth = [""], 0
    for character in raw if joined in raw and joined else "":
        depth += (character in "<({[") - (character in ">)}]")
        if character == joined and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += character
    return pieces
