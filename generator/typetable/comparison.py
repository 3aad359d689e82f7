"""Two states of the docs side by side: where each is read from, and what changed between them.

The one rule kept here: both sides are read under the same settings, those of the new one, so that
a change is one of the docs and never one of how they were read.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typetable import pipeline, rules
from typetable.cache.memory import NOTHING
from typetable.changes.compare import compare as changes_between
from typetable.changes.policy import judge
from typetable.diagnostics import finding
from typetable.interchange import from_json
from typetable.output.plan import OF_DOCS
from typetable.schema import Schema
from typetable.settings.package import Location, location
from typetable.sources import pages, revisions
from typetable.sources.revisions import Revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from typetable.cache.memory import Memory
    from typetable.changes.change import Change
    from typetable.changes.policy import Judgement
    from typetable.diagnostics import Diagnostic
    from typetable.pipeline import Outcome, Understanding
    from typetable.reading.draft import Draft
    from typetable.settings.limits import Limits
    from typetable.settings.package import Package
    from typetable.source import SourceFile

Place: TypeAlias = tuple[Location | Revision, ...]
"""Where a state of the docs is: on the disk or in git; pages, or a schema in JSON."""

_ABOUT_OVERRIDES = {rules.UNUSED_OVERRIDE, rules.NEEDLESS_OVERRIDE}
_NOT_THERE = {rules.UNREADABLE_FILE, rules.UNREADABLE_REVISION, rules.BAD_SCHEMA}

_ELSEWHERE = (
    "if the docs stand elsewhere in it, name the place: a folder, or `git:REV:PATH`"
)

_ABBREVIATED = 12
"""How much of the name of a commit is shown."""

_PAGES_IN_A_SCHEMA = 16
"""A schema may be so many times as large as a page."""


class State(Struct, frozen=True, kw_only=True):
    """What the docs say in one state, and what is wrong with them.

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
    """Two states of the docs of a package and what changed between them."""

    changes: tuple[Change, ...]
    old: State
    new: State

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with either side."""
        return (*self.old.diagnostics, *self.new.diagnostics)


class _Material(Struct, frozen=True, kw_only=True):
    """What was read at a place; `alone` if that is one page and not a folder of pages."""

    pages: tuple[SourceFile, ...] = ()
    schema: Schema | None = None
    unread: tuple[Diagnostic, ...] = ()
    alone: bool = False


def place(text: str, spec: Place) -> Place:
    """Return the place that a text means; `git:REV` is the docs at `spec` in a revision."""
    if not text.startswith(revisions.PREFIX):
        return (location(text, Path()),)
    name, colon, path = text.removeprefix(revisions.PREFIX).partition(":")
    if not colon:
        return at(name, spec)
    # To git, `.` and `docs/` are nothing: it takes `./` for here and `docs` for a folder.
    path = "./" if path.rstrip("/") == "." else path.rstrip("/")
    shown_as = text.rstrip("/")
    return (Revision(folder=Path.cwd(), name=name, path=path, shown=shown_as),)


def at(name: str, spec: Iterable[Location | Revision]) -> Place:
    """Return what stood at some places of the disk in a revision; maybe nothing did."""
    return tuple(_at(name, each) for each in spec if isinstance(each, Location))


def _at(name: str, each: Location) -> Revision:
    """Return what stood at a place; git is asked from there, or from as near as still exists."""
    around = (each.path, *each.path.parents)
    folder = next(near for near in around if pages.is_folder(near))
    below = each.path.relative_to(folder).as_posix()
    return Revision(
        folder=folder,
        name=name,
        path="./" if below == "." else f"./{below}",
        shown=f"{revisions.PREFIX}{name}:{each.shown}",
        certain=False,
    )


def shown(where: Place) -> str:
    """Return a place for people."""
    return ", ".join(each.shown for each in where)


def compare(
    package: Package,
    old: Place,
    new: Place,
    stdin: bytes = b"",
    memory: Memory = NOTHING,
) -> Comparison:
    """Return what changed from one place to another under the settings of a package."""
    before, after = (_read(each, package.limits, stdin) for each in (old, new))
    if before.alone and after.alone:
        # Two files that somebody compares are one page, whatever they are called.
        before = replace(before, pages=_renamed(before.pages, after.pages))
    compared = _compared(package, before, _state(package, after, memory), memory)
    return replace(
        compared, old=_situated(compared.old, old), new=_situated(compared.new, new)
    )


def _situated(state: State, where: Place) -> State:
    """Return a state in which the finding that there is no model tells where that is so."""
    return replace(
        state,
        diagnostics=tuple(
            (
                replace(each, path=shown(where), hint=_ELSEWHERE)
                if each.rule is rules.NO_MODELS
                else each
            )
            for each in state.diagnostics
        ),
    )


def _since(outcome: Outcome, name: str) -> tuple[Change, ...]:
    """Return what changed in the docs of an outcome since a revision that has them all."""
    package, understood = outcome.package, outcome.understanding
    before = _read(at(name, package.spec), package.limits)
    if before.unread or not before.pages:
        return ()
    now = State(schema=understood.schema, diagnostics=(), understood=understood)
    return _compared(package, before, now).changes


def since_output(outcome: Outcome, today: date) -> tuple[str, Judgement] | None:
    """Return the commit that last changed the output, and what changed in the docs since then.

    The output does not hold the schema that it was made from, but the docs beside it in that
    commit do. `None` where the docs did not change, or where git does not tell: without a
    repository, with docs or output that it does not know, in a shallow clone.
    """
    plan = outcome.plan
    if plan is None or not any(OF_DOCS & {*each.causes} for each in plan.actions):
        return None
    name = revisions.last_change(plan.folder) if pages.is_folder(plan.folder) else ""
    changes = _since(outcome, name) if name else ()
    if not changes:
        return None
    return name[:_ABBREVIATED], judge(changes, outcome.package.policy, today=today)


def _compared(
    package: Package, before: _Material, new: State, memory: Memory = NOTHING
) -> Comparison:
    old = _state(_settled(package, new), before, memory, _unchanged(before.pages, new))
    changes = changes_between(old.schema, new.schema, package.endings)
    past = replace(old, diagnostics=tuple(_of_the_past(old.diagnostics)))
    return Comparison(changes=changes, old=past, new=new)


def _settled(package: Package, new: State) -> Package:
    """Return the settings for the old side: what the new pages showed counts for both.

    Evidence comes and goes: a new sentence that shows how the API spells its names says how it
    spelled them before, too. Recognised on each side for itself, it would rename every field.
    """
    understood = new.understood
    if understood is None or not new.schema.modules:
        return package
    dialect = package.dialect if package.dialect != "auto" else understood.dialect.name
    return replace(package, dialect=dialect, wire_case=understood.wire_case)


def _of_the_past(diagnostics: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Yield what is wrong with an old state, as warnings: nobody can mend it any more.

    Overrides are made for the docs of today, so what they miss in older ones is no news.
    """
    for each in diagnostics:
        if each.rule in _NOT_THERE:
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
    material: _Material,
    memory: Memory,
    known: Mapping[SourceFile, Draft] = MappingProxyType({}),
) -> State:
    """Return what the docs say, with what is an error in them; the rest is for `check`."""
    if material.schema:
        return State(schema=material.schema, diagnostics=material.unread)
    if any(each.rule in _NOT_THERE and each.is_error for each in material.unread):
        return State(schema=Schema(modules=()), diagnostics=material.unread)
    understood = pipeline.understand_pages(
        package, material.pages, material.unread, memory, known
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


def _read(where: Place, limits: Limits, stdin: bytes = b"") -> _Material:
    """Return what is at a place, which may be a schema."""
    if len(where) == 1 and _is_schema(where[0].shown, stdin):
        return _read_schema(where[0], limits, stdin)
    parts: list[_Material] = []
    for each in where:
        parts.append(part := _read_pages(each, limits, stdin))
        size = sum(len(page.text) for page in part.pages)
        limits = limits.beside(len(part.pages), size)
    return _Material(
        pages=tuple(page for part in parts for page in part.pages),
        unread=tuple(found for part in parts for found in part.unread),
        alone=len(parts) == 1 and parts[0].alone,
    )


def _is_schema(name: str, stdin: bytes) -> bool:
    """Return whether a single file is one: by its ending, or on standard input by its brace."""
    is_object = name == "-" and stdin.lstrip().startswith(b"{")
    return is_object or name.lower().endswith(".json")


def _read_pages(each: Location | Revision, limits: Limits, stdin: bytes) -> _Material:
    if isinstance(each, Location):
        sources, unread = pages.read((each,), limits, stdin=stdin)
        return _Material(
            pages=sources, unread=unread, alone=not pages.is_folder(each.path)
        )
    blobs, problems = revisions.read(each, limits)
    read = [pages.read_page(b.data, b.path, b.name, limits) for b in blobs]
    sources = tuple(source for source, _ in read if source)
    unreadable = (one for _, found in read for one in found)
    return _Material(
        pages=sources,
        unread=(*problems, *unreadable, *pages.namesakes(sources)),
        alone=[blob.path for blob in blobs] == [each.shown],
    )


def _read_schema(each: Location | Revision, limits: Limits, stdin: bytes) -> _Material:
    material = _read_pages(each, limits.of_json(_PAGES_IN_A_SCHEMA), stdin)
    if not material.alone or not material.pages:
        return replace(material, unread=tuple(map(_of_schema, material.unread)))
    schema, found = from_json.from_json(material.pages[0], limits)
    return _Material(schema=schema, unread=found)


def _of_schema(found: Diagnostic) -> Diagnostic:
    """Return what is wrong with the text of a schema as an error: there is no other page."""
    if found.rule in _NOT_THERE:
        return found
    return finding(rules.BAD_SCHEMA, found.path, found.span, found.message)
