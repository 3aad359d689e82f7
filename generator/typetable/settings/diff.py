"""Settings of `diff`: what `[tool.typetable.diff]` says about changes of the docs.

The one rule kept here: strict. An entry that accepts a change has a reason, and each mistake is a
finding at its key.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final, cast, get_args

from typetable import rules
from typetable.changes.change import LEVELS
from typetable.changes.directions import Endings
from typetable.changes.levels import EFFECTS
from typetable.changes.policy import FAILING, Acceptance, FailOn, Policy
from typetable.diagnostics import shown
from typetable.settings.toml import is_text, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.changes.change import Level
    from typetable.settings.toml import Table

FAIL_ON: Final[tuple[FailOn, ...]] = get_args(FailOn)

_SETTINGS = ("fail_on", "levels", "accept", "read_endings", "write_endings")
_ENTRY = ("fingerprint", "reason", "until")
_CODES = {word: rule.code for rule in EFFECTS for word in (rule.code, rule.name)}
"""The code of each kind of change, by that code and by its name."""


def read(table: Table) -> tuple[Policy, Endings]:
    """Return what the table tolerates, and which names of models tell who meets them."""
    table.refuse_unknown(_SETTINGS)
    policy = Policy(
        fail_on=cast("FailOn", table.choice("fail_on", tuple(FAILING)) or "breaking"),
        levels=tuple(_levels(table.table("levels"))),
        accepted=tuple(_accepted(table.tables("accept"))),
    )
    usual = Endings()
    endings = Endings(
        read=table.strings("read_endings") or usual.read,
        write=table.strings("write_endings") or usual.write,
    )
    return policy, endings


def _levels(table: Table) -> Iterator[tuple[str, Level]]:
    """Yield the code and the level of each kind of change that has one."""
    seen: dict[str, str] = {}
    for key in table:
        code = _CODES.get(key)
        level = table.choice(key, LEVELS)
        if code is None:
            hint = nearest(key, _CODES) or "`typetable explain` lists all rules"
            message = f"no kind of change is named `{shown(key)}`"
            table.findings.add(rules.UNKNOWN_KEY, table.span(key), message, hint=hint)
        elif seen.setdefault(code, key) != key:
            table.refuse(key, f"`{seen[code]}` and `{key}` are the same rule")
        elif level:
            yield code, cast("Level", level)


def _accepted(tables: tuple[Table, ...]) -> Iterator[Acceptance]:
    seen: set[str] = set()
    for table in tables:
        table.refuse_unknown(_ENTRY)
        fingerprint = _needed(table, "fingerprint", "copy it from `typetable diff`")
        reason = _needed(table, "reason", "say why this change is fine")
        until = table.value(
            "until", "a date without quotes, such as 2030-12-31", _is_date
        )
        if fingerprint in seen:
            table.refuse("fingerprint", "this change is accepted twice")
        elif fingerprint and reason:
            seen.add(fingerprint)
            yield Acceptance(
                fingerprint=fingerprint,
                reason=reason,
                until=until,
                path=table.file.source.path,
                span=table.span(),
            )


def _needed(table: Table, key: str, hint: str) -> str | None:
    """Return a text that an entry must have (TT504 where it has none)."""
    if key not in table:
        message = f"this entry has no `{key}`"
        table.findings.add(rules.MISSING_SETTING, table.span(), message, hint=hint)
    value: str | None = table.value(key, "a non-empty string", is_text)
    return value


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
