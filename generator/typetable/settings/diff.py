"""Settings of `diff`: what `[tool.typetable.diff]` says about changes of the docs.

The one rule kept here: strict. An entry that accepts a change has a reason, and each mistake is a
finding at its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, get_args

from msgspec import Struct

from typetable import rules
from typetable.changes.change import Level
from typetable.changes.directions import Endings
from typetable.changes.levels import EFFECTS
from typetable.changes.policy import Acceptance, FailOn, Policy
from typetable.diagnostics import clipped
from typetable.settings import records
from typetable.settings.records import Hint, Texts
from typetable.settings.toml import Table, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

FAIL_ON: Final[tuple[FailOn, ...]] = get_args(FailOn)

_CODES = {word: rule.code for rule in EFFECTS for word in (rule.code, rule.name)}
"""The code of each kind of change, by that code and by its name."""


class Entry(Struct, frozen=True, kw_only=True):
    """A change that is accepted."""

    fingerprint: Annotated[str, Hint("copy it from `typetable diff`")]
    """Which change, as `typetable diff` calls it."""
    reason: Annotated[str, Hint("say why this change is fine")]
    """Why it is fine."""
    until: date | None = None
    """The last day on which it is."""


class DiffSettings(Struct, frozen=True, kw_only=True):
    """The keys of `[diff]`."""

    fail_on: FailOn = Policy().fail_on
    """From which level on changes fail."""
    levels: Annotated[Table | None, Mapping[str, Level]] = None
    """Another level for a kind of change: `field-renamed = "warning"`."""
    accept: Annotated[tuple[Table, ...], Entry] = ()
    """Changes that are fine."""
    read_endings: Texts = Endings().read
    """How names of models end that the API only sends."""
    write_endings: Texts = Endings().write
    """How names of models end that the API only receives."""


def read(table: Table) -> tuple[Policy, Endings]:
    """Return what the table tolerates, and which names of models tell who meets them."""
    stated = records.read(DiffSettings, table) or DiffSettings()
    policy = Policy(
        fail_on=stated.fail_on,
        levels=tuple(_levels(stated.levels)) if stated.levels else (),
        accepted=tuple(_accepted(stated.accept)),
    )
    return policy, Endings(read=stated.read_endings, write=stated.write_endings)


def _levels(table: Table) -> Iterator[tuple[str, Level]]:
    """Yield the code and the level of each kind of change that has one."""
    seen: dict[str, str] = {}
    for key in table:
        code = _CODES.get(key)
        level: Level | None = records.value(table, key, Level)
        if code is None:
            hint = nearest(key, _CODES) or "`typetable explain` lists all rules"
            message = f"no kind of change is named `{clipped(key)}`"
            table.findings.add(rules.UNKNOWN_KEY, table.span(key), message, hint=hint)
        elif seen.setdefault(code, key) != key:
            table.refuse(key, f"`{seen[code]}` and `{key}` are the same rule")
        elif level:
            yield code, level


def _accepted(tables: tuple[Table, ...]) -> Iterator[Acceptance]:
    """Yield the accepted changes; one that is accepted before is found (TT503)."""
    seen: set[str] = set()
    for table in tables:
        entry = records.read(Entry, table)
        if entry is None:
            continue
        if entry.fingerprint in seen:
            table.refuse("fingerprint", "this change is accepted twice")
        seen.add(entry.fingerprint)
        yield Acceptance(
            fingerprint=entry.fingerprint,
            reason=entry.reason,
            until=entry.until,
            path=table.file.source.path,
            span=table.span(),
        )
