"""The meaning of a package: what its pages say together, under its settings.

The one rule kept here: only this module of the room asks for samples on the disk, and only where
something is decided by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import has_errors, report_order
from typetable.meaning import acceptance, checks, evidence, resolve, wire_case
from typetable.meaning.records import Meaning
from typetable.meaning.responses import with_null
from typetable.sources import pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.dialect import Dialect
    from typetable.language.draft import Draft
    from typetable.meaning.records import Resolved
    from typetable.naming import JsonNames
    from typetable.reading.reader import Readings
    from typetable.schema import Schema
    from typetable.settings.package import Package
    from typetable.source import SourceFile


def spelling_of(
    package: Package, drafts: Sequence[Draft], dialect: Dialect
) -> tuple[JsonNames, tuple[Diagnostic, ...]]:
    """Return the spelling of JSON names in the API: as set, or as the docs and samples show.

    Where nothing else is set, names are those of JSON if the dialect says so.
    """
    names = dialect.names
    if names.exact and package.wire_case in ("auto", "as-documented"):
        return wire_case.EXACT, ()
    unguarded = names.unguarded(wire_case.documented_names(drafts))
    is_auto = package.wire_case == "auto" and package.samples is None
    if (is_auto and names.documented) or package.wire_case == "as-documented":
        return replace(wire_case.AS_DOCUMENTED, unguarded=unguarded), ()
    payloads, unread = pages.payloads(package)
    spelling, found = wire_case.decide(drafts, payloads, package)
    return replace(spelling, unguarded=unguarded), (*unread, *found)


def resolved(
    package: Package,
    read: Readings,
    json_names: JsonNames,
    sources: Mapping[str, SourceFile],
) -> Resolved:
    """Return what pages mean under the settings of a package."""
    types = read.dialect.types
    meaning = Meaning(
        json_names=json_names,
        overrides=package.overrides,
        types=types,
        referring=read.dialect.references,
        strict=package.strict,
        samples=_samples(package, read.drafts),
        accept=acceptance.accept_of(package, types, sources, read.diagnostics),
    )
    meant = resolve.resolve(read.drafts, meaning)
    return with_null(meant, package.endings) if package.nullable_responses else meant


_OF_ALL_PAGES = {rules.UNKNOWN_TYPE, rules.UNUSED_OVERRIDE}
"""The rules about names that no page has."""


def certain(
    found: Iterable[Diagnostic], unread: Sequence[Diagnostic]
) -> Iterable[Diagnostic]:
    """Return findings without those that a page which could not be read may disprove."""
    if not has_errors(unread):
        return found
    return (each for each in found if each.rule not in _OF_ALL_PAGES)


def checked(
    package: Package,
    sources: Iterable[SourceFile],
    drafts: Sequence[Draft],
    schema: Schema,
    found: Iterable[Diagnostic],
) -> tuple[Diagnostic, ...]:
    """Return what was found, and what is wrong with the whole, in the order of `report_order`."""
    every = [*found, *checks.check(schema, package.limits)]
    if not schema.modules and not has_errors(every):
        every.append(checks.no_models(package, drafts))
    names = (source.name for source in sources)
    complete = package.span("spec") is not None
    every += acceptance.stale(package.accept, every, names, complete=complete)
    return tuple(sorted(every, key=report_order))


def _samples(package: Package, drafts: Sequence[Draft]) -> tuple[Any, ...]:
    """Return the JSON values of samples and pages, where an override asks what they say."""
    if not package.overrides.discriminators:
        return ()
    payloads, _ = pages.payloads(package)
    return tuple(evidence.values(drafts, payloads))
