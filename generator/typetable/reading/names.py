"""The section `[names]` of a dialect: names in headings and cells, and what they wear.

The one rule kept here: a name that reaches JSON is a name. What a dialect knows is taken off it;
what then holds blanks, brackets or marks is a finding, and so is what cannot be shown.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import Diagnostic, shown
from typetable.markdown import inline
from typetable.markdown.spans import seen
from typetable.reading.facts import taken_off
from typetable.reading.said import Said
from typetable.reading.spelling import Spelling, first

if TYPE_CHECKING:
    from typetable.diagnostics import Findings
    from typetable.markdown.document import Cell
    from typetable.reading.facts import Facts
    from typetable.settings.limits import Limits
    from typetable.source import Span

_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
_NO_NAME = re.compile(
    r"[\s()\[\]{}<>?*|`\"'“”‘’,;=…»└├│↳†‡§¹²³⁰-⁹]|^\.\.\.|[-.:]\Z|^[-–—]+\Z"
)
"""What stands in no name of a member; a dialect that knows better takes it off first."""

_ARRAYS = re.compile(r"(?<=[\w-])\[\](?=\.|\Z)")
"""What makes a segment of a path an array, which `[nesting]` takes off."""

_SUPERSCRIPT = re.compile(r"<sup\b(?:(?!</?sup\b).)*+</sup>", re.IGNORECASE)
"""What refers to a footnote, as `[^1]` does."""

_EDGES = " \t\xa0\u200b\ufeff\ufe0f"


class Names(Struct, frozen=True, kw_only=True):
    """What members may be called.

    A name holds no blanks, brackets or marks. What `[facts.name]` knows is taken off it, and the
    rest is an error.
    """

    free: bool = False
    """Whether a name may be any text, and Markdown in it is part of the name: `free = true`."""

    itself: tuple[Spelling, ...] = ()
    """Names in the only row of a table without a column of presence that are about the model,
    `{parent}` being its name: `itself = ["{parent}"]`."""

    def is_itself(self, raw: str, model: str) -> bool:
        """Return whether a raw name says that its row is about the model of a name."""
        text = seen(raw).text.strip() if self.itself else ""
        held = first(self.itself, text) if text else None
        return held is not None and held.get("parent", model) == model


class Name(NamedTuple):
    """The name of a member, and what it wore."""

    text: str
    said: tuple[Said, ...]


def read_name(
    raw: str, span: Span, what: str, limits: Limits, findings: Findings
) -> str | Diagnostic:
    """Return the name in a heading or a row, as `what` says, or why there is none."""
    name = inline.name(raw)
    told = _refused(name, span, what, limits, findings)
    if told is None and inline.emphasised(raw):
        message = f"Markdown shows `{shown(name)}` as emphasis; it was read as written"
        hint = "escape the marks with backslashes"
        findings.add(rules.EMPHASIS_IN_NAME, span, message, hint=hint)
    return told or name


def checked(
    name: str, span: Span, what: str, limits: Limits, findings: Findings
) -> str | Diagnostic:
    """Return a name without Markdown, or why it is none."""
    return _refused(name, span, what, limits, findings) or name


def read_member(
    cell: Cell, names: Names, facts: Facts, limits: Limits, findings: Findings
) -> Name | Diagnostic:
    """Return the name of a member and what it says beside, or why there is none."""
    if names.free:
        name = read_name(cell.text, cell.span, "row", limits, findings)
        return name if isinstance(name, Diagnostic) else Name(name, ())
    shown_text = seen(_SUPERSCRIPT.sub("", cell.text))
    text, said = taken_off(shown_text.text.strip(_EDGES), "name", facts)
    if any(each.mark == "struck" for each in shown_text.stretches):
        said = (*said, Said("name", "deprecated", key="strike-through"))
    told = _refused(text, cell.span, "row", limits, findings)
    bare = _ARRAYS.sub("", text)
    if told is None and (odd := _NO_NAME.search(bare)):
        is_last = len(bare) > 1 and odd[0] in {"-", ".", ":"}
        where = "at its end" if is_last else "in one"
        message = f"`{shown(text)}` is no name: {_called(odd[0])} cannot stand {where}"
        hint = "teach it to the dialect under `[facts.name]`, or mend the cell"
        told = findings.add(rules.NO_NAME, cell.span, message, hint=hint)
    return told or Name(text, said)


def _called(character: str) -> str:
    """Return how a character is called in a message."""
    return "a blank" if character.isspace() else f"`{character}`"


def _refused(
    name: str, span: Span, what: str, limits: Limits, findings: Findings
) -> Diagnostic | None:
    """Report a name that is empty, too long, or cannot be shown."""
    if name.isprintable() and 0 < len(name) <= limits.name_length:
        return None
    if not name:
        return findings.add(rules.EMPTY_NAME, span, f"this {what} has no name")
    if len(name) > limits.name_length:
        return report_length(name, span, limits, findings)
    if not name.isprintable() and _is_invisible(name):
        message = f"the name of this {what} holds an invisible character"
        return findings.add(rules.CONTROL_CHARACTER, span, message)
    return None


def report_length(
    name: str, span: Span, limits: Limits, findings: Findings
) -> Diagnostic:
    """Report a name that is longer than the limits allow (TT130)."""
    message = f"the name `{shown(name, 24)}` has {len(name)} characters"
    hint = f"raise `limits.name_length`, now {limits.name_length}"
    return findings.add(rules.LONG_NAME, span, message, hint=hint)


def _is_invisible(name: str) -> bool:
    return any(unicodedata.category(character) in _INVISIBLE for character in name)
