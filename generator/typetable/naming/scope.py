"""Scopes: entries that must not share a Python name, and the name of each.

The one rule kept here: overrides first, then exact spellings, then everybody else as equals.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.naming import identifiers
from typetable.naming.casing import words
from typetable.naming.clashes import unique_names
from typetable.naming.spoken import spoken
from typetable.source import Located

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.naming.identifiers import NameStyle
    from typetable.schema import Value
    from typetable.settings.package import Override
    from typetable.source import Span

Identity: TypeAlias = "tuple[str, type, Value | None]"
"""The identity of an entry: its documented name, and the value of a member (1 is not 1.0)."""

_LONG_NUMBER = 10**18
"""From here on numbers are written in hexadecimal, because Python limits decimal digits."""


class ScopeEntry(Located, frozen=True):
    """A model, field or member."""

    documented: str
    """The name in the docs."""
    subject: str
    """The key of its override."""
    path: str
    """The path of its page."""
    span: Span
    """Its place on the page."""
    value: Value | None = None
    """The value of a member."""

    @property
    def identity(self) -> Identity:
        """The key that the entry shares with its repeats only."""
        return (self.documented, type(self.value), self.value)


class NameScope(Struct, frozen=True, kw_only=True):
    """The decided names of a scope."""

    style: NameStyle
    """The style of its names."""
    reserved: frozenset[str]
    """The names that no entry may have."""
    entries: Mapping[Identity, ScopeEntry]
    """The entries in documented order, without repeats."""
    overrides: Mapping[Identity, Override[str]]
    """The overrides of its entries."""
    spellings: Mapping[Identity, str]
    """The documented names, with the value at the end where several values share one."""
    wanted: Mapping[Identity, str]
    """The names that entries would have alone; empty where none can be made."""
    given: Mapping[Identity, str]
    """The names that entries have."""


def decide(
    style: NameStyle,
    reserved: frozenset[str],
    entries: Sequence[ScopeEntry],
    overrides: Mapping[str, Override[str]],
) -> NameScope:
    """Return the names of `entries`; repeats of one identity share theirs."""
    single: dict[Identity, ScopeEntry] = {}
    for entry in entries:
        single.setdefault(entry.identity, entry)
    spellings = _spellings(single)
    wanted = {
        identity: identifiers.preferred(spelling, style, reserved)
        for identity, spelling in spellings.items()
    }
    fitting = {
        identity: overrides[entry.subject]
        for identity, entry in single.items()
        if entry.subject in overrides
    }
    overridden = _overridden(fitting, reserved)
    return NameScope(
        style=style,
        reserved=reserved,
        entries=single,
        overrides=fitting,
        spellings=spellings,
        wanted=wanted,
        given=overridden | _given(spellings, wanted, overridden, style, reserved),
    )


def _spellings(entries: Mapping[Identity, ScopeEntry]) -> dict[Identity, str]:
    """Return what names are made of: what is spoken, as documented, or with the value."""
    named = {identity: spoken(identity[0], identity[2]) for identity in entries}
    of_words = Counter(map(words, named.values()))
    documented = Counter(documented for documented, _, _ in entries)
    return {
        identity: name if of_words[words(name)] == 1 else _apart(identity, documented)
        for identity, name in named.items()
    }


def _apart(identity: Identity, documented: Counter[str]) -> str:
    """Return a documented name, with the value at the end where several values share it."""
    return identity[0] if documented[identity[0]] == 1 else _with_value(*identity)


def _with_value(documented: str, _kind: type, value: Value | None) -> str:
    if isinstance(value, int) and abs(value) >= _LONG_NUMBER:
        return f"{documented}_{value:x}"
    return f"{documented}_{spoken(str(value), value)}"


def _overridden(
    overrides: Mapping[Identity, Override[str]], reserved: frozenset[str]
) -> dict[Identity, str]:
    """Return the names that overrides give: legal ones, and those that differ."""
    names = {identity: override.value for identity, override in overrides.items()}
    counts = Counter(names.values())
    return {
        identity: name
        for identity, name in names.items()
        if counts[name] == 1 and identifiers.is_legal(name, reserved)
    }


def _given(
    spellings: Mapping[Identity, str],
    wanted: Mapping[Identity, str],
    overridden: Mapping[Identity, str],
    style: NameStyle,
    reserved: frozenset[str],
) -> dict[Identity, str]:
    names = set(wanted.values())
    if len(names) == len(wanted) and "" not in names and not overridden:
        return dict(wanted)
    taken = reserved.union(overridden.values())
    candidates = {
        identity: _candidates(spellings[identity], name, style, taken)
        for identity, name in wanted.items()
        if identity not in overridden
    }
    owners = {identity for identity, name in wanted.items() if name == identity[0]}
    return unique_names(candidates, owners=owners, taken=overridden.values())


def _candidates(
    spelling: str, name: str, style: NameStyle, reserved: frozenset[str]
) -> Iterator[str]:
    if not name:
        yield from identifiers.placeholders(spelling, style)
    else:
        yield name
        yield from identifiers.others(spelling, name, style, reserved)
