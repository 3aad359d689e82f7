"""Findings about a scope: clashes, names that cannot be, names that look alike.

The one rule kept here: an entry without the name that it would have alone is reported, once for
each group, with the override that ends the clash.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import Label, clipped, finding
from typetable.naming import confusables, identifiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.naming.scope import Identity, NameScope, ScopeEntry
    from typetable.rules import Rule, Severity
    from typetable.settings.package import Override


def findings(scope: NameScope) -> Iterator[Diagnostic]:
    """Yield the findings about the names of a scope: TT221, TT301, TT302 and TT303."""
    yield from _refused_overrides(scope)
    yield from _nameless(scope)
    if scope.given != scope.wanted:
        yield from _clashes(scope)
    yield from _repetitions(scope)
    if not all(map(str.isascii, scope.given.values())):
        yield from _lookalikes(scope)


def _refused_overrides(scope: NameScope) -> Iterator[Diagnostic]:
    for identity, override in scope.overrides.items():
        if scope.given[identity] != override.value:
            yield _refused(override, scope)
        elif scope.wanted[identity] == override.value and not (
            # it may be about others, or end a clash
            override.pattern
            or override.inherited
            or _is_shared(override.value, scope)
        ):
            yield _needless(override)


def _is_shared(name: str, scope: NameScope) -> bool:
    """Return whether several entries would have a name of themselves."""
    return [*scope.wanted.values()].count(name) > 1


def _needless(override: Override[str]) -> Diagnostic:
    rule, place = rules.NEEDLESS_OVERRIDE, (override.path, override.span)
    message = f"`{clipped(override.key)}` has this name of itself"
    return finding(rule, *place, message, hint="remove this override")


def _refused(override: Override[str], scope: NameScope) -> Diagnostic:
    name = f"`{clipped(override.value, 28)}`"
    rule, message = rules.NO_PYTHON_NAME, f"{name} cannot be used as a name here"
    if identifiers.is_legal(override.value, scope.reserved):
        rule, message = rules.NAME_CLASH, f"{name} is given to two {scope.style.noun}s"
    return finding(rule, override.path, override.span, message, severity="error")


def _nameless(scope: NameScope) -> Iterator[Diagnostic]:
    for identity, name in scope.wanted.items():
        if not name and identity not in scope.overrides:
            entry = scope.entries[identity]
            message = f"no Python name can be made of `{clipped(entry.documented)}`"
            yield _at_entry(
                rules.NO_PYTHON_NAME, entry, message, hint=_cure(entry, "...")
            )


def _clashes(scope: NameScope) -> Iterator[Diagnostic]:
    """Yield one finding for each name that several want, at the second of them."""
    rivals: defaultdict[str, list[Identity]] = defaultdict(list)
    for identity, name in scope.wanted.items():
        given = scope.given[identity]
        rivals[given].append(identity)
        if name not in (given, "") and identity not in scope.overrides:
            rivals[name].append(identity)
    for name, identities in rivals.items():
        losers = [identity for identity in identities if scope.given[identity] != name]
        if losers:
            yield _clash(scope, name, [scope.entries[i] for i in identities], losers[0])


def _clash(
    scope: NameScope, name: str, rivals: list[ScopeEntry], loser: Identity
) -> Diagnostic:
    first, second, *_ = (*rivals, rivals[0])
    entry = scope.entries[loser]
    count = len(rivals)
    message = f"{count} {scope.style.noun}s would be `{clipped(name, 40)}` in Python"
    cure = _cure(entry, scope.given[loser])
    return _at_entry(rules.NAME_CLASH, second, message, hint=cure, first=first)


def _repetitions(scope: NameScope) -> Iterator[Diagnostic]:
    repeated: defaultdict[str, list[ScopeEntry]] = defaultdict(list)
    for identity, entry in scope.entries.items():
        repeated[identity[0]].append(entry)
    for name, (first, *others) in repeated.items():
        if not others:
            continue
        message = f"several members are called `{clipped(name, 28)}`; values name them"
        yield _at_entry(
            rules.NAME_CLASH, others[0], message, first=first, severity="note"
        )


def _lookalikes(scope: NameScope) -> Iterator[Diagnostic]:
    entries = {identifiers.folded(e.documented): e for e in scope.entries.values()}
    twins = confusables.twins(entries)
    for name, entry in entries.items():
        called = f"`{clipped(entry.documented, 28)}`"
        scripts = confusables.scripts(name)
        if len(scripts) > 1:
            message = f"{called} mixes {' and '.join(scripts)} letters"
            yield _at_entry(rules.CONFUSABLE_NAME, entry, message)
        elif name in twins:
            message = f"{called} only looks like `{clipped(twins[name], 28)}`"
            twin = entries[twins[name]]
            yield _at_entry(rules.CONFUSABLE_NAME, entry, message, first=twin)


def _cure(entry: ScopeEntry, name: str) -> str:
    return f'name it yourself: `python_names."{entry.subject}" = "{name}"`'


def _at_entry(
    rule: Rule,
    entry: ScopeEntry,
    message: str,
    *,
    hint: str = "",
    first: ScopeEntry | None = None,
    severity: Severity | None = None,
) -> Diagnostic:
    labels = (
        (Label(path=first.path, span=first.span, text="the other one"),)
        if first
        else ()
    )
    return finding(
        rule,
        entry.path,
        entry.span,
        message,
        hint=hint,
        labels=labels,
        severity=severity,
    )
