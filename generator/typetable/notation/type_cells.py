"""Type cells: the type that a cell states, what it says beside, and what is wrong with it.

The one rule kept here: an error points at the word, and is about the whole cell.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import clipped
from typetable.markdown.spans import seen
from typetable.notation import grammar, types
from typetable.notation.accepted import ACCEPTED, type_of
from typetable.source import Span
from typetable.wording.facts import in_text, taken_off
from typetable.wording.names import report_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.markdown.document import Cell
    from typetable.notation.records import Types
    from typetable.notation.types import TypeExpr
    from typetable.settings.limits import Limits
    from typetable.wording.facts import Facts
    from typetable.wording.said import Said

_Read: TypeAlias = "tuple[TypeExpr | Diagnostic, tuple[Said, ...]]"
"""A type, or why there is none, and what the cell says beside."""


SPELLED = "if the docs write it so throughout: `[types.spelled]` in your dialect"
EMPTY = '`empty = "any"` in `[types]` of your dialect takes it for any value'
DEPTH = "if it is meant: raise `limits.type_depth`"
"""What to do about a type that cannot be read."""
TEACH = "if it means nothing: `ignored` in `[facts.type]` of your dialect"
"""What to do about a text beside a type that says nothing known."""


_BREAK = re.compile(r"[ \t]{0,9}<br[ \t]{0,9}/?>[ \t]{0,9}", re.IGNORECASE)
"""The end of a line, as facts spell it."""

_ENDS = " .,"
"""What may stand around a fact."""


class _Bared(Struct, frozen=True):
    """A type cell without what stands beside the type."""

    text: str
    """The raw type."""
    said: tuple[Said, ...]
    """What stands beside it."""
    unknown: tuple[str, ...]
    """The parts behind it of which no dialect says what they mean."""


class TypeCells:
    """Reads the type cells of one page."""

    def __init__(self, notation: Types, facts: Facts, limits: Limits) -> None:
        """Take how the dialect spells types, and facts beside them."""
        self._types = notation
        self._facts = facts
        self._limits = limits

    def read(self, cell: Cell | None, findings: Findings) -> _Read:
        """Return the type that a cell states (TT202, TT203, TT304), and what it says beside."""
        if cell is None:
            return types.ANY, ()
        bared = _bared(cell.text, self._types, self._facts)
        if bared.unknown:
            _report_unknown(bared.unknown, cell, findings)
        kind = grammar.parse(bared.text, self._types, self._limits.type_depth)
        said = bared.said
        if isinstance(kind, grammar.Fault):
            return _fault(kind, cell, findings.about(cell=cell.span)), said
        if len(cell.text) > self._limits.name_length:
            return self._too_long(kind, cell, findings) or kind, said
        return kind, said

    def is_type(self, word: str) -> bool:
        """Return whether a word is a type, and can be nothing else."""
        return self._types.notation.is_type(word)

    def keys(self, cell: Cell | None) -> tuple[str, ...]:
        """Return the keys of the dialect that know the type of a cell."""
        text = without_facts(cell.text, self._types, self._facts) if cell else ""
        depth = self._limits.type_depth
        kind = grammar.parse(text, self._types, depth)
        if cell and isinstance(kind, grammar.Fault):
            return (ACCEPTED,)
        return grammar.keys(text, self._types, depth)

    def words(self, cell: Cell | None) -> tuple[str, ...]:
        """Return the words of the dialect that the type of a cell is made of."""
        text = without_facts(cell.text, self._types, self._facts) if cell else ""
        return grammar.words(text, self._types, self._limits.type_depth)

    def instead(self, accepted: Diagnostic) -> TypeExpr:
        """Return the type that counts where the configuration accepts an error."""
        return type_of(accepted.accepted, self._types, self._limits) or types.ANY

    def _too_long(
        self, kind: TypeExpr, cell: Cell, findings: Findings
    ) -> Diagnostic | None:
        """Report the names in a type that are longer than any model's."""
        most = self._limits.name_length
        names = {named.name for named in types.names(kind) if len(named.name) > most}
        told = [
            report_length(name, cell.span, self._limits, findings)
            for name in sorted(names)
        ]
        return told[0] if told else None


def _fault(fault: grammar.Fault, cell: Cell, findings: Findings) -> Diagnostic:
    rule = rules.DEEP_TYPE if fault.too_deep else rules.BAD_TYPE
    column, end = cell.span.column, cell.span.end
    start = min(column + fault.start, max(end - 1, column))
    span = Span(cell.span.line, start, max(min(column + fault.end, end), start))
    hint = DEPTH if fault.too_deep else SPELLED if cell.text else EMPTY
    return findings.add(rule, span, fault.message, hint=hint)


def without_facts(raw: str, types: Types, facts: Facts) -> str:
    """Return the raw type of a cell without what stands beside it."""
    return _bared(raw, types, facts).text


@lru_cache(maxsize=4096)  # docs write few types in many cells
def _bared(raw: str, types: Types, facts: Facts) -> _Bared:
    """Return a type cell without what stands beside the type, and what that says."""
    whole, said = _apart(raw, facts)
    text, *behind = types.parts(whole)
    text, beside = _apart(text, facts)
    parts = [
        part
        for each in behind
        if (part := " ".join(seen(each).text.split()).strip(_ENDS))
    ]
    told = [(part, in_text([part], "type", facts)) for part in parts]
    return _Bared(
        text,
        (*said, *beside, *(each for _, known in told for each in known)),
        tuple(part for part, known in told if not known),
    )


def _apart(text: str, facts: Facts) -> tuple[str, tuple[Said, ...]]:
    """Return a type without what it wears, which may be in bold, and what that says."""
    broken = _BREAK.sub("\n", text)
    for each in (broken, broken.replace(_BOLD, "")):
        bare, said = taken_off(each, "type", facts)
        if said:
            return bare, said
    return text, ()


_BOLD = "*"


def _report_unknown(parts: Sequence[str], cell: Cell, findings: Findings) -> None:
    """Report what stands behind a type and says nothing that is known (TT202)."""
    for part in parts:
        message = f"nothing says what `{clipped(part)}` behind a type means"
        findings.add(rules.BAD_TYPE, cell.span, message, hint=TEACH, severity="warning")
