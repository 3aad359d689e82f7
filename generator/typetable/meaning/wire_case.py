"""Wire case: the case of JSON names, by the evidence in samples, code spans and prose.

The one rule kept here: never a silent guess. A decision is reported with its evidence; without any
the documented names are kept, which is reported too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import Label, finding, shown
from typetable.naming import wire_name
from typetable.naming.casing import words
from typetable.reading.draft import DraftObject, Sample
from typetable.source import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.naming import WireCase
    from typetable.reading.draft import Draft, DraftField

_CODE = re.compile(r"`([^`\n]{1,200})`")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
_CASES: tuple[WireCase, ...] = ("snake", "camel", "pascal", "kebab")
_PROSE_CASES: tuple[WireCase, ...] = ("snake", "camel")
"""In prose `sign-up` and `SignUp` are words and class names, so they prove nothing there."""

_PageRows: TypeAlias = "tuple[Draft, list[DraftField]]"
"""A page, and the rows of its objects."""

_MAJORITY = 0.8
"""The least share of the evidence that decides for a case."""


class _Sighting(Struct, frozen=True):
    """A word that may be a JSON name, and its place: a row, or a sample."""

    word: str
    path: str
    place: Span | Sample

    @property
    def span(self) -> Span:
        """The place of the word; the start of its sample where it is written with escapes."""
        if isinstance(self.place, Span):
            return self.place
        text, above = self.place.text, self.place.line - 1
        member = re.search(rf'(?<!\\)"({re.escape(self.word)})"\s*:', text)
        source = SourceFile(path=self.path, name=self.path, text=text)
        span = source.span(*member.span(1)) if member else Span(1, 1, 1)
        return Span(span.line + above, span.column, span.end)


def decide(
    drafts: Sequence[Draft], payloads: Sequence[SourceFile], configuration: str
) -> tuple[WireCase, tuple[Diagnostic, ...]]:
    """Return the case that the evidence shows, with findings about it (TT219, TT222, TT223).

    JSON, in `payloads` and on the pages, counts before code spans, and those before prose.
    `configuration` is the file that should name the case where nothing shows it.
    """
    pages = [(draft, _rows(draft)) for draft in drafts]
    all_names = {row.name for _, rows in pages for row in rows}
    names = {name for name in all_names if len(words(name)) > 1}
    if not names:
        return "as-documented", ()
    samples = [(payload.path, Sample(payload.text)) for payload in payloads]
    samples += [(draft.path, each) for draft in drafts for each in draft.samples]
    unreadable: list[Diagnostic] = []
    for sightings, cases in (
        (_members(samples, unreadable), _CASES),
        (_in_code(pages), _CASES),
        (_in_prose(pages), _PROSE_CASES),
    ):
        evidence = _evidence(sightings, _spellings(names, cases))
        if evidence:
            case, verdict = _verdict(evidence, configuration)
            return case, (*unreadable, verdict)
    message = "nothing in the docs shows how the API spells its JSON names"
    return "as-documented", (*unreadable, _undecided(configuration, message))


def _spellings(names: Iterable[str], cases: Iterable[WireCase]) -> dict[str, WireCase]:
    """Map each spelling of each name to its case."""
    return {wire_name(name, case): case for name in names for case in cases}


def _evidence(
    sightings: Iterable[_Sighting], spellings: Mapping[str, WireCase]
) -> dict[WireCase, dict[str, _Sighting]]:
    """Return the spellings in each case, each with its first sighting."""
    evidence: dict[WireCase, dict[str, _Sighting]] = defaultdict(dict)
    for sighting in sightings:
        if case := spellings.get(sighting.word):
            evidence[case].setdefault(sighting.word, sighting)
    return evidence


def _verdict(
    evidence: Mapping[WireCase, Mapping[str, _Sighting]], configuration: str
) -> tuple[WireCase, Diagnostic]:
    case = max(evidence, key=lambda case: len(evidence[case]))
    total = sum(map(len, evidence.values()))
    if len(evidence[case]) < _MAJORITY * total:
        cases = sorted(evidence.items())
        counts = ", ".join(f"{name} ({len(words)})" for name, words in cases)
        message = f"the docs spell names in several cases: {counts}"
        labels = (_label(name, _first(words)) for name, words in cases)
        return "as-documented", _undecided(configuration, message, *labels)
    first = _first(evidence[case])
    message = f"the API spells names in {case} case, as in `{shown(first.word)}` (seen: {total})"
    hint = f'`wire_case = "{case}"` in the configuration settles it'
    return case, finding(rules.DECIDED_CASE, first.path, first.span, message, hint=hint)


def _first(sightings: Mapping[str, _Sighting]) -> _Sighting:
    return next(iter(sightings.values()))


def _label(case: WireCase, sighting: _Sighting) -> Label:
    text = f"`{shown(sighting.word)}` is in {case} case"
    return Label(path=sighting.path, span=sighting.span, text=text)


def _undecided(configuration: str, message: str, *labels: Label) -> Diagnostic:
    """Return the finding (TT219) that the case is unknown, with a place of each candidate."""
    hint = 'set `wire_case`, for example to "camel"; names are kept as documented'
    rule = rules.UNDECIDED_CASE
    return finding(rule, configuration, None, message, hint=hint, labels=labels)


def _rows(draft: Draft) -> list[DraftField]:
    objects = (model for model in draft.models if isinstance(model, DraftObject))
    return [row for model in objects for row in model.fields]


def _in_code(pages: Iterable[_PageRows]) -> Iterator[_Sighting]:
    for text, path, span in _descriptions(pages):
        for code in _CODE.findall(text) if "`" in text else ():
            yield from (_Sighting(word, path, span) for word in _WORD.findall(code))


def _in_prose(pages: Iterable[_PageRows]) -> Iterator[_Sighting]:
    for text, path, span in _descriptions(pages):
        yield from (_Sighting(word, path, span) for word in _WORD.findall(text))


def _descriptions(pages: Iterable[_PageRows]) -> Iterator[tuple[str, str, Span]]:
    for draft, rows in pages:
        for thing in (*draft.models, *rows):
            if thing.description:
                yield thing.description, draft.path, thing.span


def _members(
    samples: Iterable[tuple[str, Sample]], unreadable: list[Diagnostic]
) -> Iterator[_Sighting]:
    """Yield the member names in JSON samples; note the samples that are no JSON (TT223)."""
    for path, sample in samples:
        try:
            names = _member_names(sample.text)
            yield from (_Sighting(name, path, sample) for name in names)
        except (ValueError, RecursionError) as error:
            reason = (
                "nested too deeply" if isinstance(error, RecursionError) else "not JSON"
            )
            message = f"a JSON sample is {reason}, so it proves nothing"
            unreadable.append(finding(rules.UNREADABLE_SAMPLE, path, None, message))


def _member_names(text: str) -> list[str]:
    """Return the member names of a JSON text; raises ValueError or RecursionError."""
    import json  # noqa: PLC0415  # only where something is decided by evidence

    names: list[str] = []
    json.loads(
        text, object_pairs_hook=lambda pairs: names.extend(name for name, _ in pairs)
    )
    return names
