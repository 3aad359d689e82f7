"""Acceptance: errors about what pages mean together, where the configuration accepts them.

The one rule kept here: an entry counts where its text stands and is still wrong, and nowhere else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped, finding, weighed
from typetable.language.draft import DraftObject
from typetable.notation import types
from typetable.notation.accepted import readings, type_of
from typetable.notation.records import Types
from typetable.settings.limits import Limits
from typetable.source import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import AcceptedError, Diagnostic, Entries
    from typetable.language.draft import Draft, DraftField, DraftModel
    from typetable.meaning.definitions import Definitions
    from typetable.settings.package import Package
    from typetable.source import SourceFile, Span

_OF_CELLS = {rules.UNKNOWN_TYPE, rules.AMBIGUOUS_TYPE}
"""The rules about the meaning of type cells whose errors can be accepted."""

_Lines: TypeAlias = "Mapping[tuple[str, int], Sequence[tuple[Span, Subject]]]"
"""The headings and type cells of lines, by path and number, and what they are called."""


class Accept(Struct, frozen=True, kw_only=True):
    """What the configuration accepts, and what it is read by; by default nothing."""

    entries: Entries = field(default_factory=dict)
    """The entries, but for those whose type is none."""
    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    """The pages by their paths."""
    notation: Types = Types()
    """How the dialect spells types."""
    limits: Limits = field(default_factory=Limits)
    """How deep they may be."""


def accept_of(
    package: Package,
    notation: Types,
    sources: Mapping[str, SourceFile],
    read: Iterable[Diagnostic],
) -> Accept:
    """Return what a package accepts beyond the errors that were accepted when pages were `read`."""
    used = Counter(each.subject for each in read if each.accepted)
    entries = readings(package.accept, notation, package.limits)
    return Accept(
        entries={each: entries[each][used[each] :] for each in entries},
        sources=sources,
        notation=notation,
        limits=package.limits,
    )


class Acceptance:
    """Models of pages that lose their accepted errors; `diagnostics` are the notes about these.

    `rows` counts the rows that they are about, `omitted` those that are left out.
    """

    def __init__(self, accept: Accept, definitions: Definitions) -> None:
        """Start with no error accepted."""
        self._accept = accept
        self._models = {(each.page, each.model) for each in accept.entries}
        self._definitions = definitions
        self._used: Counter[Subject] = Counter()
        self.diagnostics: list[Diagnostic] = []
        self.rows = 0
        self.omitted = 0

    def model(self, draft: Draft, model: DraftModel) -> DraftModel:
        """Return a model of a page without the accepted errors of its fields."""
        is_meant = (draft.page, model.name) in self._models
        if not is_meant or not isinstance(model, DraftObject):
            return model
        source = self._accept.sources[draft.path]
        fields = (self._field(row, model, source) for row in model.fields)
        return replace(model, fields=tuple(filter(None, fields)))

    def _field(
        self, row: DraftField, model: DraftObject, source: SourceFile
    ) -> DraftField | None:
        """Return a field with the type that counts instead; none where it is left out."""
        subject = _subject(source, model, row)
        is_meant = subject in self._accept.entries and not row.made
        wrong = self._wrong(row, source) if is_meant else None
        judged = wrong and weighed(wrong, subject, self._accept.entries, self._used)
        if judged is None or not judged.accepted:
            return row
        self.diagnostics.append(judged)
        self.rows += 1
        if judged.accepted == "omit":
            self.omitted += 1
            return None
        notation, limits = self._accept.notation, self._accept.limits
        kind = type_of(judged.accepted, notation, limits)
        return replace(row, type=kind or types.ANY)

    def _wrong(self, row: DraftField, source: SourceFile) -> Diagnostic | None:
        """Return why a name in a type does not mean one model, if that is so."""
        for named in types.names(row.type):
            count = len(self._definitions.lookup(source.name, named))
            rule, message = rules.UNKNOWN_TYPE, f"no type named `{clipped(named.name)}`"
            if count > 1:
                rule = rules.AMBIGUOUS_TYPE
                message = (
                    f"`{clipped(named.name)}` could mean {count} models on other pages"
                )
            if count > 1 or not (count or named.otherwise):
                return finding(rule, source.path, row.type_span, message)
        return None

    def proposed(
        self, diagnostics: Sequence[Diagnostic], drafts: Iterable[Draft]
    ) -> Sequence[Diagnostic]:
        """Return findings, with what a configuration calls those of errors that it can accept.

        A model that contradicts another one is left out as it is: where that is accepted, it is a
        note.
        """
        paths = {each.path for each in diagnostics if _can_be_accepted(each)}
        lines: dict[tuple[str, int], list[tuple[Span, Subject]]] = defaultdict(list)
        for draft in drafts if paths else ():
            source = self._accept.sources.get(draft.path)
            if source and draft.path in paths:
                for span, subject in _subjects(draft, source):
                    lines[draft.path, span.line].append((span, subject))
        told: set[Subject] = set()
        return [self._proposed(each, lines, told) for each in diagnostics]

    def _proposed(
        self, found: Diagnostic, lines: _Lines, told: set[Subject]
    ) -> Diagnostic:
        """Return a finding with what a configuration calls the cell or heading that it stands in.

        One entry accepts all that is wrong with a cell, so it is `told` once.
        """
        at = found.span
        if at is None or not _can_be_accepted(found):
            return found
        cells = lines.get((found.path, at.line), ())
        within = (each for span, each in cells if span.column <= at.column <= span.end)
        subject = next(within, None)
        is_of_cell = found.rule in _OF_CELLS
        if subject is None or (is_of_cell and subject in told):
            return found
        told.add(subject)
        return weighed(
            found, subject, {} if is_of_cell else self._accept.entries, self._used
        )


def _can_be_accepted(found: Diagnostic) -> bool:
    """Return whether a finding is an error of meaning that can be."""
    is_conflict = found.rule is rules.CONFLICTING_MODEL
    return found.is_error and (is_conflict or found.rule in _OF_CELLS)


def _subjects(draft: Draft, source: SourceFile) -> Iterator[tuple[Span, Subject]]:
    """Yield the headings and the type cells of a page, and what a configuration calls them."""
    for model in draft.models:
        yield model.span, _subject(source, model)
        rows = model.fields if isinstance(model, DraftObject) else ()
        for row in (each for each in rows if not each.made):
            yield row.type_span, _subject(source, model, row)


def _subject(
    source: SourceFile, model: DraftModel, row: DraftField | None = None
) -> Subject:
    """Return what a configuration calls the type cell of a field, or the heading of a model."""
    return Subject(
        page=source.name,
        model=model.name,
        field=row.name if row else "",
        expect=source.at(row.type_span if row else model.span),
    )


def stale(
    entries: Iterable[AcceptedError],
    diagnostics: Sequence[Diagnostic],
    pages: Iterable[str],
    *,
    complete: bool,
) -> Iterator[Diagnostic]:
    """Yield a finding for each entry that accepts nothing: stale (TT225), or no cure (TT503).

    Entries about pages that were not read are stale only if the `pages` are `complete`.
    """
    errors = {each.subject for each in diagnostics if each.subject and each.is_error}
    accepted = Counter(each.subject for each in diagnostics if each.accepted)
    read = {*pages}
    for entry in entries:
        subject, place = entry.subject, (entry.path, entry.span)
        accepted[subject] -= 1
        if accepted[subject] >= 0:
            continue
        if subject in errors:
            message = f"this error cannot be accepted as `{clipped(entry.reads)}`"
            hint = "copy the entry from the finding, which names what is possible"
            yield finding(rules.BAD_VALUE, *place, message, hint=hint)
        elif complete or subject.page in read:
            page = clipped(subject.page, 24)
            message = f"no such error is in `{page}` any more, or its text changed"
            hint = "remove this entry"
            yield finding(rules.STALE_ACCEPTANCE, *place, message, hint=hint)
