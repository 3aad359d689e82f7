"""One scope: entries that must not share a Python name, and what each of them is called.

The one rule kept here: overrides first, then exact spellings, then everybody else as equals.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable.naming import identifiers
from typetable.naming.clashes import settle
from typetable.source import Located

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.naming.identifiers import Style
    from typetable.schema import Value
    from typetable.settings.package import Override
    from typetable.source import Span

Identity: TypeAlias = "tuple[str, type, Value | None]"
"""What tells entries apart: the documented name, and the value of a member (1 is not 1.0)."""

_LONG_NUMBER = 10**18
"""From here on numbers are written in hexadecimal, because Python limits decimal digits."""


class Entry(Located, frozen=True):
    """A model, field or member; `subject` is the key of its override, `value` that of a member."""

    documented: str
    subject: str
    path: str
    span: Span
    value: Value | None = None

    @property
    def identity(self) -> Identity:
        """What the entry shares with its repeats only."""
        return (self.documented, type(self.value), self.value)


class Scope(Struct, frozen=True, kw_only=True):
    """What was decided: `wanted` is what each entry would be called alone, `given` what it is.

    `entries` are in documented order without repeats; `spellings` are their documented names, with
    the value behind where several values share one. A name that nothing can be made of is
    wanted as the empty string.
    """

    style: Style
    reserved: frozenset[str]
    entries: Mapping[Identity, Entry]
    overrides: Mapping[Identity, Override[str]]
    spellings: Mapping[Identity, str]
    wanted: Mapping[Identity, str]
    given: Mapping[Identity, str]


def decide(
    style: Style,
    reserved: frozenset[str],
    entries: Sequence[Entry],
    overrides: Mapping[str, Override[str]],
) -> Scope:
    """Return the names of `entries`; repeats of one identity share theirs."""
    single: dict[Identity, Entry] = {}
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
    said = _said(fitting, reserved)
    return Scope(
        style=style,
        reserved=reserved,
        entries=single,
        overrides=fitting,
        spellings=spellings,
        wanted=wanted,
        given=said | _given(spellings, wanted, said, style, reserved),
    )


def _spellings(entries: Mapping[Identity, Entry]) -> dict[Identity, str]:
    counts = Counter(documented for documented, _, _ in entries)
    return {
        identity: identity[0] if counts[identity[0]] == 1 else _with_value(*identity)
        for identity in entries
    }


def _with_value(documented: str, _kind: type, value: Value | None) -> str:
    is_long = isinstance(value, int) and abs(value) >= _LONG_NUMBER
    return f"{documented}_{value:x}" if is_long else f"{documented}_{value}"


def _said(
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
    said: Mapping[Identity, str],
    style: Style,
    reserved: frozenset[str],
) -> dict[Identity, str]:
    names = set(wanted.values())
    if len(names) == len(wanted) and "" not in names and not said:
        return dict(wanted)
    wishes = {
        identity: _wishes(spellings[identity], name, style, reserved)
        for identity, name in wanted.items()
        if identity not in said
    }
    owners = {identity for identity, name in wanted.items() if name == identity[0]}
    return settle(wishes, owners=owners, taken=said.values())


def _wishes(
    spelling: str, name: str, style: Style, reserved: frozenset[str]
) -> Iterator[str]:
    if not name:
        yield from identifiers.stand_ins(spelling, style)
    else:
        yield name
        yield from identifiers.others(spelling, name, style, reserved)
