"""The pipeline: from pages to a plan for the output, on one screen.

The one rule kept here: every stage is a function from values to values, `generate`, `check` and the
tests run the same `plan`, and this is the only module that knows all the stages.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import naming, rules
from typetable.cache.files import NO_FILES
from typetable.cache.memory import NOTHING
from typetable.diagnostics import has_errors, report_order
from typetable.examples import blocks
from typetable.examples.proof import prove
from typetable.meaning import conservation, overrides
from typetable.meaning import package as meaning
from typetable.meaning.understanding import Understanding
from typetable.output import plan as output
from typetable.python.printer import Printer
from typetable.reading.reader import explained, read_all
from typetable.rendering.files import make_package
from typetable.sources import pages
from typetable.targets import TARGETS, Catalog, left_out, unimportable, unsayable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typetable.cache.files import FilesSeen
    from typetable.cache.memory import Memory
    from typetable.diagnostics import Diagnostic
    from typetable.examples.proof import Proof
    from typetable.language.dialect import Dialect
    from typetable.language.draft import Draft
    from typetable.naming import JsonNames, Names
    from typetable.output.records import WritePlan
    from typetable.reading.reasons import PageReasons
    from typetable.rendering.files import Made, Tools
    from typetable.settings.package import Package
    from typetable.source import SourceFile


class Outcome(Struct, frozen=True, kw_only=True):
    """An understanding of the docs, and the plan for the output that follows from it."""

    package: Package
    """The settings of the package."""

    understanding: Understanding
    """The meaning of its docs."""

    plan: WritePlan | None
    """The changes of the output; absent where a finding is an error, or no output is set."""

    pages: Mapping[str, str]
    """The paths of pages for messages, by the paths of their modules below the output folder."""

    names: Names | None
    """The Python names in the modules; absent where the docs have errors."""

    diagnostics: tuple[Diagnostic, ...]
    """The findings about the docs and the modules, in the order of `report_order`."""


def understand(
    package: Package,
    stdin: bytes = b"",
    memory: Memory = NOTHING,
    files_seen: FilesSeen = NO_FILES,
    *,
    dialect: Dialect | None = None,
) -> Understanding:
    """Read the docs of a package, in a dialect if it is given, and return what they mean."""
    read = pages.read(package.spec, package.limits, stdin=stdin, files_seen=files_seen)
    understood = understand_pages(package, *read, memory, dialect=dialect)
    # What errors keep out of the schema would be missed in each example.
    is_whole = not has_errors(understood.diagnostics)
    return _with_proof(understood) if package.examples and is_whole else understood


def understand_pages(
    package: Package,
    sources: Sequence[SourceFile],
    unread: Sequence[Diagnostic] = (),
    memory: Memory = NOTHING,
    *,
    known: Mapping[SourceFile, Draft] = MappingProxyType({}),
    json_names: JsonNames | None = None,
    dialect: Dialect | None = None,
) -> Understanding:
    """Return the understanding of pages, from any source, under the settings of a package.

    `unread` are the findings about pages that could not be read. `known` has drafts of pages that
    were read under the same settings already; findings about those are not repeated. `json_names`
    is the spelling of names where other pages than these show it, and `dialect` one that is not
    written down yet.
    """
    read = read_all(package, sources, memory, known, dialect)
    by_path = {source.path: source for source in sources}
    drafts = read.drafts
    undecided: tuple[Diagnostic, ...] = ()
    if json_names is None:
        json_names, undecided = meaning.spelling_of(package, drafts, read.dialect)
    resolved = meaning.resolved(package, read, json_names, by_path)
    meant = meaning.certain(resolved.diagnostics, unread)
    found = (*unread, *read.diagnostics, *undecided, *meant)
    return Understanding(
        package=package,
        schema=resolved.schema,
        docs=read.docs,
        drafts=drafts,
        without_models=tuple(draft.path for draft in drafts if not draft.models),
        dialect=read.dialect,
        json_names=json_names,
        overrides=resolved.overrides,
        account=conservation.count(drafts, resolved),
        sources=by_path,
        diagnostics=meaning.checked(package, sources, drafts, resolved.schema, found),
    )


def understand_all(
    packages: Sequence[Package],
    stdin: bytes = b"",
    memory: Memory = NOTHING,
    files_seen: FilesSeen = NO_FILES,
    *,
    complete: bool = True,
) -> list[Understanding]:
    """Read the docs of packages, which are all of a configuration where they are `complete`."""
    read = [understand(package, stdin, memory, files_seen) for package in packages]
    pairs = [(each.package, each.diagnostics) for each in read]
    judged = overrides.judged(pairs, complete=complete)
    return [
        replace(each, diagnostics=diagnostics)
        for each, diagnostics in zip(read, judged, strict=True)
    ]


def explain(understood: Understanding) -> tuple[PageReasons, ...]:
    """Return why each page of a package says what it says; the pages are read once more."""
    sources = understood.sources.values()
    return explained(understood.package, sources, understood.dialect)


def proof(understood: Understanding) -> Proof:
    """Return what became of the examples on the pages of a package, and of its samples."""
    package = understood.package
    payloads, _ = pages.payloads(package, blocks.PAYLOADS)
    known = understood.diagnostics
    return prove(understood.schema, understood.sources.values(), payloads, known)


def _with_proof(understood: Understanding) -> Understanding:
    """Return an understanding with what differs in the examples of its docs (TT223, TT233-236)."""
    known = understood.diagnostics
    told = (each for each in known if each.rule is not rules.UNREADABLE_SAMPLE)
    both = sorted((*told, *proof(understood).findings()), key=report_order)
    return replace(understood, diagnostics=tuple(both))


def plan_all(
    packages: Sequence[Package],
    tools: Tools,
    *,
    complete: bool = True,
    keeps_drafts: bool = False,
) -> list[Outcome]:
    """Return the outcome of each of some packages, with the plan for its output.

    They are all of a configuration where they are `complete`. Who compares the docs with older
    ones later `keeps_drafts`; others need not hold them while files are made.
    """
    memory, files_seen = tools.memory, tools.files_seen
    read = understand_all(packages, b"", memory, files_seen, complete=complete)
    if not keeps_drafts:
        read = [replace(each, drafts=()) for each in read]
    return [follow_up(each, tools) for each in read]


def follow_up(understood: Understanding, tools: Tools) -> Outcome:
    """Return the outcome that follows from an understanding of the docs."""
    package = understood.package
    made: list[Made] = []
    names: Names | None = None
    found = understood.diagnostics
    if not has_errors(found):
        catalog, clashes = _catalog(understood)
        made = [] if has_errors(clashes) else make_package(understood, catalog, tools)
        names = catalog.names
        unmade = (diagnostic for file in made for diagnostic in file.diagnostics)
        found = tuple(sorted((*found, *clashes, *unmade), key=report_order))
    # A plan that lacks a module would delete the one that is there.
    planned = None if has_errors(found) else _plan(understood, made, tools)
    sources = {module.page: module.source for module in understood.schema.modules}
    return Outcome(
        package=package,
        understanding=understood,
        plan=planned,
        pages={each.path: sources[each.page] for each in made if each.page},
        names=names,
        diagnostics=found,
    )


def replanned(outcome: Outcome) -> Outcome:
    """Return an outcome that was carried out, with a plan for the output as it is by now."""
    planned = output.replanned(outcome.plan) if outcome.plan else None
    return replace(outcome, plan=planned)


def _catalog(
    understood: Understanding,
) -> tuple[Catalog, tuple[Diagnostic, ...]]:
    """Return the catalog of the schema with its Python names, and findings about those (TT3xx)."""
    package, schema = understood.package, understood.schema
    target, overridden = TARGETS[package.target], understood.overrides.python_names
    names, found = naming.assign(
        schema, target.reserved, overridden, plain=package.plain_names
    )
    catalog = Catalog(schema, names, printer=Printer(package.line_length))
    unmade = (*unsayable(target, schema), *unimportable(catalog))
    return catalog, (*found, *unmade, *left_out(target, schema))


def _plan(
    understood: Understanding, made: Sequence[Made], tools: Tools
) -> WritePlan | None:
    """Return the changes of the output by the files that were made; none where it is not set."""
    folder = understood.package.output
    if folder is None:
        return None
    return output.plan(
        folder.path,
        [each.file for each in made if each.file],
        display_path=folder.display_path,
        without_models=understood.without_models,
        files_seen=tools.files_seen,
    )
