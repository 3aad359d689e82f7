"""The section `[names]` of a dialect: names in headings and cells, and what they wear.

The one rule kept here: a name that reaches JSON is a name. What a dialect knows is taken off it;
what then holds blanks, brackets or marks is a finding, and so is what cannot be shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import Diagnostic, clipped
from typetable.markdown import inline
from typetable.markdown.spans import seen
from typetable.wording.facts import taken_off
from typetable.wording.name_lists import may_be_several
from typetable.wording.said import Said
from typetable.wording.spelling import MARKED, Spelling, first
from typetable.wording.spellings import Spellings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typetable.diagnostics import Findings
    from typetable.markdown.document import Cell
    from typetable.markdown.spans import Seen
    from typetable.settings.limits import Limits
    from typetable.source import Span
    from typetable.wording.facts import Facts
    from typetable.wording.paths import Spoken

_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
_NO_NAME = re.compile(
    r"[\s()\[\]{}<>?*|`\"'“”‘’,;=…»└├│↳†‡§¹²³⁰-⁹]|^\.\.\.|[-.:]\Z|^[-–—]+\Z"
)
"""What stands in no name of a member; a dialect that knows better takes it off first."""

_SUPERSCRIPT = re.compile(r"<sup\b(?:(?!</?sup\b).)*+</sup>", re.IGNORECASE)
"""What refers to a footnote, as `[^1]` does."""

_EDGES = " \t\xa0\u200b\ufeff\ufe0f"


class Names(Struct, frozen=True, kw_only=True, dict=True):
    """What members may be called.

    A name holds no blanks, brackets or marks. What `[facts.name]` knows is taken off it, and the
    rest is an error.
    """

    free: bool = False
    """Whether a name may be any text, and Markdown in it is part of the name: `free = true`."""

    exact: bool = False
    """Whether names are as JSON has them, to the last underscore, and any text of a link, unless
    the settings say how it spells them: `exact = true`."""

    documented: bool = False
    """Whether people write names as JSON has them, so that none is spelled in another case, unless
    the settings say how, or where samples are: `documented = true`."""

    patterns: tuple[Spelling, ...] = ()
    """Names that stand for any name, as readers see them or with their marks as in
    `**any other**`, `{code}` being any in code; the row is the type of all other members, and
    `{name}` what models in it are called: `patterns = ["{{{name}}}", "x-*"]`."""

    rest: tuple[Spelling, ...] = ()
    """Names of rows that are all other members together, as a map: `rest = ["**others"]`."""

    several: bool = False
    """Whether a cell may hold several names, each in code or bold, of members that are alike:
    `several = true`."""

    between: tuple[str, ...] = ()
    """What stands between several paths in a cell, of members of which one has to be there:
    `between = [" or "]`."""

    guards: tuple[Spelling, ...] = ()
    """How names are spelled that the language of the docs owns, `{name}` being the name in JSON:
    `guards = ["_{name}", "var_{name}"]`."""

    guarded: tuple[str, ...] = ()
    """The names that it owns, so that others keep what looks like a guard:
    `guarded = ["class", "from"]`."""

    itself: tuple[Spelling, ...] = ()
    """Names in the only row of a table without a column of presence that are about the model,
    `{parent}` being its name: `itself = ["{parent}"]`."""

    def is_itself(self, raw: str, model: str) -> bool:
        """Return whether a raw name says that its row is about the model of a name."""
        text = seen(raw).text.strip() if self.itself else ""
        held = first(self.itself, text) if text else None
        return held is not None and held.get("parent", model) == model

    def unguarded(self, documented: Iterable[str]) -> dict[str, str]:
        """Return the names in JSON of those documented ones that are guarded."""
        if not self.guards:
            return {}
        held = ((name, first(self.guards, name)) for name in documented)
        words = {name: each.get("name", "") for name, each in held if each}
        return {name: word for name, word in words.items() if word in self.guarded}

    def pattern(self, name: str) -> str | None:
        """Return what a pattern is called, or `None` where a name is none, as a closing tag is."""
        is_any = bool(self.patterns or self.rest)
        found = self._known_patterns.find(name) if is_any else None
        called = found.held.get("name", "") if found else None
        return None if called and called.startswith("/") else called

    def is_marked(self, inline: Seen) -> bool:
        """Return whether a name is a pattern because of how it is marked."""
        known = self._by_marks if inline.stretches else ()
        return bool(known) and (
            first(known, inline.text.strip(), inline.stretches) is not None
        )

    def is_rest(self, name: str) -> bool:
        """Return whether a row of a name is all other members together."""
        return first(self.rest, name) is not None

    def is_marked_pattern(self, raw: str) -> bool:
        """Return whether a raw name is a pattern that is spelled with marks of Markdown."""
        return bool(self._marked) and first(self._marked, raw) is not None

    @cached_property
    def _by_marks(self) -> tuple[Spelling, ...]:
        return tuple(e for e in self.patterns if any(map(e.holds, MARKED)))

    @cached_property
    def separator(self) -> re.Pattern[str] | None:
        """What stands between several paths in a cell, the longest first."""
        each = map(re.escape, sorted(self.between, key=len, reverse=True))
        return re.compile("|".join(each)) if self.between else None

    @cached_property
    def _marked(self) -> tuple[Spelling, ...]:
        every = (*self.patterns, *self.rest)
        return tuple(each for each in every if seen(each.text).text != each.text)

    @cached_property
    def _known_patterns(self) -> Spellings[Spelling]:
        every = (*self.patterns, *self.rest)
        return Spellings(((each, each) for each in every), fold=False)


def without_notes(raw: str) -> str:
    """Return a raw cell without what stands above the line, which refers to notes."""
    return _SUPERSCRIPT.sub("", raw)


class Name(Struct, frozen=True):
    """The name of a member, and what it wore."""

    text: str
    said: tuple[Said, ...]
    is_pattern: bool = False
    """Whether it stands for any name because of how it is marked."""


def read_name(
    raw: str, span: Span, what: str, limits: Limits, findings: Findings
) -> str | Diagnostic:
    """Return the name in a heading or a row, as `what` says, or why there is none."""
    name = inline.name(raw)
    told = _refused(name, span, what, limits, findings)
    if told is None and inline.emphasised(raw):
        message = (
            f"Markdown shows `{clipped(name)}` as emphasis; it was read as written"
        )
        hint = "escape the marks with backslashes"
        findings.add(rules.EMPHASIS_IN_NAME, span, message, hint=hint)
    return told or name


def checked(
    name: str, span: Span, what: str, limits: Limits, findings: Findings
) -> str | Diagnostic:
    """Return a name without Markdown, or why it is none."""
    return _refused(name, span, what, limits, findings) or name


def read_member(
    cell: Cell, spoken: Spoken, facts: Facts, limits: Limits, findings: Findings
) -> Name | Diagnostic:
    """Return the name of a member and what it says beside, or why there is none."""
    names = spoken.names
    if names.free:
        if names.exact:
            raw = inline.name(cell.text)
            name = checked(raw, cell.span, "row", limits, findings)
        else:
            name = read_name(cell.text, cell.span, "row", limits, findings)
        return name if isinstance(name, Diagnostic) else Name(name, ())
    if names.is_marked_pattern(cell.text):
        return Name(cell.text, ())
    visible = seen(without_notes(cell.text))
    if names.patterns and names.is_marked(visible):
        pattern = checked(visible.text.strip(), cell.span, "row", limits, findings)
        if isinstance(pattern, Diagnostic):
            return pattern
        return Name(pattern, (), is_pattern=True)
    whole = spoken.indents.of(visible.text).text
    text, said = _bared(whole.strip(_EDGES), spoken, facts)
    if any(each.mark == "struck" for each in visible.stretches):
        said = (*said, Said("name", "deprecated", key="strike-through"))
    told = _refused(text.replace("\n", " "), cell.span, "row", limits, findings)
    bare = "" if names.exact and _is_link(visible) else spoken.without_patterns(text)
    if told is None and (odd := _NO_NAME.search(bare)):
        is_last = len(bare) > 1 and odd[0] in {"-", ".", ":"}
        where = "at its end" if is_last else "in one"
        line = clipped(" ".join(text.split()))
        message = f"`{line}` is no name: {_called(odd[0])} cannot stand {where}"
        hint = "teach it to the dialect under `[facts.name]`, or mend the cell"
        told = findings.add(rules.NO_NAME, cell.span, message, hint=hint)
    if told is None and names.several and may_be_several(bare):
        message = f"`{clipped(bare)}` may be several names, and was read as one"
        hint = "if it is: put each in code, such as `` `a`/`b` ``"
        findings.add(rules.NO_NAME, cell.span, message, hint=hint, severity="warning")
    return told or Name(text, said)


def _is_link(inline: Seen) -> bool:
    """Return whether all of a text is a link, so that it ends where a name does."""
    whole = (0, len(inline.text))
    return any(e.mark == "link" and (e.start, e.end) == whole for e in inline.stretches)


def _bared(text: str, spoken: Spoken, facts: Facts) -> tuple[str, tuple[Said, ...]]:
    """Return a name without what it wears, unless that makes it a pattern, and what that says."""
    path = spoken.joined(text)
    if spoken.taken_apart(path)[-1].pattern is not None:
        return path, ()
    bare, said = taken_off(" ".join(text.split()), "name", facts)
    return spoken.joined(bare if said else text), said


def _called(character: str) -> str:
    """Return how a character is called in a message."""
    if character == "\n":
        return "a line break"
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
        message = f"the name of this {what} holds {_hidden(name)}"
        return findings.add(rules.CONTROL_CHARACTER, span, message)
    return None


def _hidden(name: str) -> str:
    """Return how the first character of a name that does not show is called."""
    first = next(each for each in name if unicodedata.category(each) in _INVISIBLE)
    if first == "\n":
        return "a line break"
    return f"the invisible character U+{ord(first):04X}"


def report_length(
    name: str, span: Span, limits: Limits, findings: Findings
) -> Diagnostic:
    """Report a name that is longer than the limits allow (TT130)."""
    message = f"the name `{clipped(name, 24)}` has {len(name)} characters"
    hint = f"raise `limits.name_length`, now {limits.name_length}"
    return findings.add(rules.LONG_NAME, span, message, hint=hint)


def _is_invisible(name: str) -> bool:
    return any(unicodedata.category(character) in _INVISIBLE for character in name)
