"""Two states of the docs side by side: the places of each, and the changes between them.

The one rule kept here: both sides are read under the same settings, those of the new one, so that
a change is one of the docs and never one of how they were read.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import pipeline, rules
from typetable.cache.memory import NOTHING
from typetable.changes.compare import compare as changes_between
from typetable.changes.policy import judge
from typetable.changes.respelling import respelling
from typetable.interchange.material import NOT_THERE, Material, read_material
from typetable.meaning import wire_case
from typetable.meaning.package import spelling_of
from typetable.output import absence
from typetable.output.causes import OF_DOCS
from typetable.reading.reader import docs_of
from typetable.schema import Schema
from typetable.settings.differences import differences
from typetable.sources import commits
from typetable.sources.places import at, display_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from typetable.cache.memory import Memory
    from typetable.changes.change import Change
    from typetable.changes.policy import Judgement
    from typetable.diagnostics import Diagnostic
    from typetable.language.draft import Draft
    from typetable.meaning.understanding import Understanding
    from typetable.naming import JsonNames
    from typetable.pipeline import Outcome
    from typetable.settings.package import Package
    from typetable.source import SourceFile
    from typetable.sources.places import Places

_ABOUT_OVERRIDES = {
    rules.UNUSED_OVERRIDE,
    rules.NEEDLESS_OVERRIDE,
    rules.STALE_ACCEPTANCE,
}

_ELSEWHERE = (
    "if the docs stand elsewhere in it, name the place: a folder, or `git:REV:PATH`"
)

_ABBREVIATED = 12
"""The digits of the name of a commit that are shown."""


class State(Struct, frozen=True, kw_only=True):
    """The schema of the docs in one state, and the findings about them.

    `understood` is absent where they came as a schema.
    """

    schema: Schema
    diagnostics: tuple[Diagnostic, ...]
    understood: Understanding | None = None

    @property
    def sources(self) -> Mapping[str, SourceFile]:
        """The pages by the path that findings use."""
        return self.understood.sources if self.understood else {}


class Comparison(Struct, frozen=True, kw_only=True):
    """Two states of the docs of a package and the changes between them."""

    changes: tuple[Change, ...]
    old: State
    new: State

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings about either side."""
        return (*self.old.diagnostics, *self.new.diagnostics)


def compare(
    package: Package,
    old: Places,
    new: Places,
    stdin: bytes = b"",
    memory: Memory = NOTHING,
) -> Comparison:
    """Return the comparison of two states under the settings of a package."""
    before, after = (read_material(each, package.limits, stdin) for each in (old, new))
    if before.alone and after.alone:
        # Two files that somebody compares are one page, whatever they are called.
        before = replace(before, pages=_renamed(before.pages, after.pages))
    compared = _compared(package, before, _state(package, after, memory), memory)
    return replace(
        compared, old=_situated(compared.old, old), new=_situated(compared.new, new)
    )


def _situated(state: State, places: Places) -> State:
    """Return a state in which the finding that there is no model names the places of the state."""
    return replace(
        state,
        diagnostics=tuple(
            (
                replace(each, path=display_paths(places), hint=_ELSEWHERE)
                if each.rule is rules.NO_MODELS
                else each
            )
            for each in state.diagnostics
        ),
    )


def _since(outcome: Outcome, name: str) -> tuple[Change, ...]:
    """Return the changes of the docs of an outcome since a revision that has them all."""
    package, understood = outcome.package, outcome.understanding
    before = read_material(at(name, package.spec), package.limits)
    if before.unread or not before.pages:
        return ()
    now = State(schema=understood.schema, diagnostics=(), understood=understood)
    return _compared(package, before, now).changes


def since_output(outcome: Outcome, today: date) -> tuple[str, Judgement] | None:
    """Return the commit that last changed the output, and a judgement on the docs since then.

    The output does not hold the schema that it was made from, but the docs beside it in that
    commit do. `None` where the docs did not change, or where git does not tell: without a
    repository, with docs or output that it does not know, in a shallow clone.
    """
    plan = outcome.plan
    if plan is None or not any(OF_DOCS & {*each.causes} for each in plan.actions):
        return None
    name = commits.last_change_of(plan.folder)
    changes = _since(outcome, name) if name else ()
    if not changes:
        return None
    return name[:_ABBREVIATED], judge(changes, outcome.package.policy, today=today)


def with_absent_docs(outcome: Outcome) -> Outcome:
    """Return an outcome whose plan tells which files were made from docs that are not here.

    That is code that somebody committed without its docs. It is told only where the docs are those
    of the last commit: who is at work on them is about to generate.
    """
    plan, package = outcome.plan, outcome.package
    files = absence.suspects(plan, outcome.pages) if plan else {}
    if not (plan and files):
        return outcome
    names = commits.of_docs(plan.folder, package.spec)
    known = (_words_in(name, package) for name in dict.fromkeys(names))
    if next(known, None) != {*outcome.understanding.docs.values()}:
        return outcome
    return replace(outcome, plan=absence.told(plan, files, known))


def _words_in(name: str, package: Package) -> set[str]:
    """Return the fingerprints of the words of the pages in a commit."""
    pages = read_material(at(name, package.spec), package.limits).pages
    return {docs_of(each) for each in pages}


def settings_since(outcome: Outcome) -> str:
    """Return what is set otherwise than when the output was last committed, each with both values.

    Empty where nothing is, and where git does not tell.
    """
    plan, package = outcome.plan, outcome.package
    name = commits.last_change_of(plan.folder) if plan else ""
    was = commits.package_in(name, package) if name else None
    return ", ".join(differences(was, package)) if was else ""


def _compared(
    package: Package, before: Material, new: State, memory: Memory = NOTHING
) -> Comparison:
    names = new.understood.json_names if new.understood and new.schema.modules else None
    known = _unchanged(before.pages, new)
    settled = _settled(package, new)
    old = _state(settled, before, memory, known, names)
    changes = changes_between(old.schema, new.schema, package.endings)
    past = replace(old, diagnostics=tuple(_of_the_past(old.diagnostics)))
    respelt = _respelt(settled, before, old, new) if names else None
    return Comparison(
        changes=(*([respelt] if respelt else ()), *changes), old=past, new=new
    )


def _respelt(
    package: Package, before: Material, old: State, new: State
) -> Change | None:
    """Return the change that the docs showed another spelling of names, as one for all of them."""
    if not (old.understood and new.understood):
        return None
    drafts, now = old.understood.drafts, new.understood.json_names
    names, _ = spelling_of(package, drafts, old.understood.dialect)
    if names == now:
        return None
    known = dict(zip(before.pages, drafts, strict=True))
    was = pipeline.understand_pages(
        package, before.pages, known=known, json_names=names
    )
    found = new.understood.diagnostics
    reason = wire_case.reason((names, was.schema), (now, new.schema), found)
    return respelling(was.schema, old.schema, reason)


def _settled(package: Package, new: State) -> Package:
    """Return the settings for the old side, with dialect and spelling as the new pages show them.

    Evidence comes and goes: a new sentence that shows how the API spells its names says how it
    spelled them before, too. Recognised on each side for itself, it would rename every field.
    """
    understood = new.understood
    if understood is None or not new.schema.modules:
        return package
    dialect = package.dialect if package.dialect != "auto" else understood.dialect.name
    return replace(package, dialect=dialect)


def _of_the_past(diagnostics: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Yield the findings about an old state as warnings: nobody can mend it any more.

    Overrides are made for the docs of today, so those that miss something in older ones are none.
    """
    for each in diagnostics:
        if each.rule in NOT_THERE:
            yield each
        elif each.rule not in _ABOUT_OVERRIDES:
            yield replace(each, severity="warning")


def _unchanged(sources: Iterable[SourceFile], new: State) -> dict[SourceFile, Draft]:
    """Return the drafts of old pages that are word for word as they are now: most of them."""
    if new.understood is None or not new.schema.modules:
        return {}
    pairs = zip(new.sources.values(), new.understood.drafts, strict=True)
    drafts = {(source.name, source.text): draft for source, draft in pairs}
    return {
        source: replace(draft, path=source.path)
        for source in sources
        if (draft := drafts.get((source.name, source.text)))
    }


def _state(
    package: Package,
    material: Material,
    memory: Memory,
    known: Mapping[SourceFile, Draft] = MappingProxyType({}),
    json_names: JsonNames | None = None,
) -> State:
    """Return the state of pages or a schema, with its errors; other findings are for `check`."""
    if material.schema:
        return State(schema=material.schema, diagnostics=material.unread)
    if any(each.rule in NOT_THERE and each.is_error for each in material.unread):
        return State(schema=Schema(modules=()), diagnostics=material.unread)
    understood = pipeline.understand_pages(
        package,
        material.pages,
        material.unread,
        memory,
        known=known,
        json_names=json_names,
    )
    errors = tuple(each for each in understood.diagnostics if each.is_error)
    return State(schema=understood.schema, diagnostics=errors, understood=understood)


def _renamed(
    old: tuple[SourceFile, ...], new: tuple[SourceFile, ...]
) -> tuple[SourceFile, ...]:
    return tuple(
        replace(before, name=after.name)
        for before, after in zip(old, new, strict=False)
    )
