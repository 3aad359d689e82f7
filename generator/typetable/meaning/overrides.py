"""Overrides: what the pages cannot say and the configuration says instead.

The one rule kept here: an override that matches nothing is reported where it stands.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from msgspec import Struct, field
from msgspec.structs import astuple

from typetable import rules
from typetable.diagnostics import finding, shown
from typetable.reading.draft import DraftEnum, DraftObject, DraftUnion, rows_of
from typetable.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import AcceptedError, Diagnostic
    from typetable.reading.draft import Draft
    from typetable.settings.package import Override, Overrides, Package
    from typetable.source import Span

Said = TypeVar("Said")


def by_subject(overrides: Iterable[Override[Said]]) -> dict[str, Override[Said]]:
    """Return overrides by what they override: `Model`, `Model.field` or `Model.MEMBER`."""
    return {override.key: override for override in overrides}


class _Subjects(Struct):
    """What overrides may name: models, unions among them, `Model.field` and `Model.MEMBER`."""

    models: set[str] = field(default_factory=set)
    unions: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)


def model_of(subject: str) -> str:
    """Return the first part of a subject, which a model and its fields share."""
    return subject.partition(".")[0]


def unmatched(overrides: Overrides, drafts: Sequence[Draft]) -> tuple[Diagnostic, ...]:
    """Report the overrides of subjects that the docs do not have (TT220)."""
    if not any(astuple(overrides)):
        return ()
    subjects = _subjects(drafts)
    every = subjects.models | subjects.fields | subjects.members
    expected: tuple[tuple[tuple[Override[Any], ...], set[str]], ...] = (
        (overrides.wire_names, subjects.fields),
        (overrides.types, subjects.fields),
        (overrides.nullable, subjects.fields),
        (overrides.unions, subjects.unions),
        (overrides.discriminators, subjects.unions),
        (overrides.python_names, every),
    )
    return tuple(
        found for said, known in expected for found in _unmatched_of(said, known)
    )


def _subjects(drafts: Sequence[Draft]) -> _Subjects:
    """Return what overrides may name."""
    found = _Subjects()
    for model in (model for draft in drafts for model in draft.models):
        found.models.add(model.name)
        names = {f"{model.name}.{row.name}" for row in rows_of(model)}
        match model:
            case DraftObject():
                found.fields |= names
            case DraftEnum():
                found.members |= names
            case DraftUnion():
                found.unions.add(model.name)
    return found


def _unmatched_of(
    said: Iterable[Override[Any]], known: set[str]
) -> Iterator[Diagnostic]:
    unused = [override for override in said if override.key not in known]
    near = Suggestions(sorted(known) if unused else ())
    for override in unused:
        meant = near.nearest(override.key)
        yield finding(
            rules.UNUSED_OVERRIDE,
            override.path,
            override.span,
            f"nothing in the docs that this could override is called `{shown(override.key)}`",
            hint=f"did you mean `{meant}`?" if meant else "remove this override",
        )


def judged(
    packages: Sequence[tuple[Package, tuple[Diagnostic, ...]]], *, complete: bool
) -> list[tuple[Diagnostic, ...]]:
    """Return the findings of some packages without those that other packages disprove.

    An override that several packages inherit is unused (TT220), and an accepted error stale
    (TT225), where none of them uses it; that is known only if the packages are `complete`. Then it
    is found once.
    """
    used = {
        place
        for package, found in packages
        for place in _inherited(package) - set(map(_place, _unused(found)))
    }
    judged: list[tuple[Diagnostic, ...]] = []
    told: set[_Place] = set()
    for package, found in packages:
        inherited = _inherited(package)
        needless = inherited & (used | told) if complete else inherited
        judged.append(
            tuple(
                each
                for each in found
                if each.rule not in _UNUSED or _place(each) not in needless
            )
        )
        told |= inherited
    return judged


_UNUSED = {rules.UNUSED_OVERRIDE, rules.STALE_ACCEPTANCE}

_Place: TypeAlias = "tuple[str, Span | None]"


def _place(item: Diagnostic | Override[Any] | AcceptedError) -> _Place:
    return item.path, item.span


def _unused(found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    return (each for each in found if each.rule in _UNUSED)


def _inherited(package: Package) -> set[_Place]:
    """Return where the overrides and accepted errors stand that a package has from around it."""
    said = astuple(package.overrides)
    entries: Iterable[Override[Any] | AcceptedError] = chain(*said, package.accept)
    return {_place(entry) for entry in entries if entry.inherited}
