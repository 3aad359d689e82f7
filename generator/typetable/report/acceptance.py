"""Entries of a configuration that would accept errors, as text to paste.

The one rule kept here: what is printed is TOML that says just that text, whatever the docs hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.diagnostics import ACCEPTED_AS

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic
    from typetable.rules import Rule

_REASON = "the docs are not ours"
"""What is true wherever somebody has to accept an error; they may say more."""


_HOW: dict[tuple[str, ...], str] = {
    ("omit",): "left out",
    ("any", "omit"): "taken for unsaid, so that the member is optional, or left out",
    (
        "any",
        "omit",
        "type",
    ): "taken for any value, for a type that you name, or left out",
}
"""What an error can be, in words."""


def how(rule: Rule) -> str:
    """Return how errors of a rule can be accepted; empty where they cannot."""
    if rule not in ACCEPTED_AS:
        return ""
    return (
        "In docs that you cannot mend, what is wrong can be\n"
        f"{_HOW[ACCEPTED_AS[rule]]}:\n"
        "the finding has the entry for `accept` in the configuration."
    )


def proposal(item: Diagnostic) -> dict[str, str]:
    """Return the entry that would accept an error, key by key; nothing where none can."""
    if item.subject is None or not item.is_error:
        return {}
    place = {
        "page": item.subject.page,
        "model": item.subject.model,
        "field": item.subject.field,
    }
    return {
        **{key: text for key, text in place.items() if text},
        "expect": item.subject.expect,
        "as": ACCEPTED_AS[item.rule][0],
        "reason": _REASON,
    }


def entry(item: Diagnostic) -> str:
    """Return that entry as an inline table, one of those of `accept`; empty where there is none."""
    said = (f"{key} = {_quoted(text)}" for key, text in proposal(item).items())
    inner = ", ".join(said)
    return f"{{ {inner} }}" if inner else ""


def _quoted(text: str) -> str:
    """Return a string of TOML in which every character can be seen."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
