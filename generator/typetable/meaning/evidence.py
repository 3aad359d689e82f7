"""Evidence of JSON names: the words of samples, code spans and prose, each with its place.

The one rule kept here: a word that may be something else, such as the name of a model or a part of
a path, is no evidence.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import finding
from typetable.language.draft import Sample, rows_of
from typetable.source import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.draft import Draft

Origin: TypeAlias = Literal["json", "code", "prose"]
"""What a word stands in; JSON is surer than code, and that than prose."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
_CODE = re.compile(r"`([^`\n]{1,200})`")
_RUN = re.compile(r"[^\s`<>()\"',;|]+")
_SIGN_OF_PATH = re.compile(r"[/\\?&]")


class Sighting(Struct, frozen=True):
    """A word that may be a JSON name, and its place: a row, or a sample."""

    word: str
    origin: Origin
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


def in_text(drafts: Sequence[Draft]) -> Iterator[Sighting]:
    """Yield the words of code spans and prose that show where other words begin in them.

    Names of models and parts of paths are none of them.
    """
    names = {model.name for draft in drafts for model in draft.models}
    for text, path, span in _descriptions(drafts):
        plain = _RUN.sub(_no_path, text) if _SIGN_OF_PATH.search(text) else text
        told = [word for word in _WORD.findall(plain) if _has_words(word)]
        in_code = {
            word
            for code in (_CODE.findall(plain) if told and "`" in plain else ())
            for word in _WORD.findall(code)
        }
        for word in told:
            if word not in names:
                yield Sighting(word, "code" if word in in_code else "prose", path, span)


def _has_words(word: str) -> bool:
    """Return whether a word shows where others begin in it, as few words of a text do."""
    return "_" in word or "-" in word or not (word[1:].islower() or len(word) == 1)


def _no_path(run: re.Match[str]) -> str:
    """Return a part of a text; a blank for one that is a path, a URL or its query."""
    is_path = _SIGN_OF_PATH.search(run[0].rstrip("?.!:"))
    return " " if is_path else run[0]


def _descriptions(drafts: Iterable[Draft]) -> Iterator[tuple[str, str, Span]]:
    for draft in drafts:
        for model in draft.models:
            for thing in (model, *rows_of(model)):
                if thing.description:
                    yield thing.description, draft.path, thing.span


def in_json(
    drafts: Iterable[Draft],
    payloads: Iterable[SourceFile],
    unreadable: list[Diagnostic],
) -> Iterator[Sighting]:
    """Yield the names of members in payloads and in the samples of pages.

    Samples that are no JSON are noted (TT223).
    """
    samples = [(payload.path, Sample(payload.text)) for payload in payloads]
    samples += [(draft.path, each) for draft in drafts for each in draft.samples]
    for path, sample in samples:
        try:
            names = _member_names(sample.text)
            yield from (Sighting(name, "json", path, sample) for name in names)
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
    try:
        json.loads(
            text, object_pairs_hook=lambda pairs: names.extend(n for n, _ in pairs)
        )
    except ValueError:
        return [*_written(text)]
    return names


def _written(text: str) -> Iterator[str]:
    """Yield the member names of JSON as people write it, with remarks and dots (ValueError)."""
    from typetable.interchange import json_values  # noqa: PLC0415  # as above

    try:
        found = [*json_values.values(text)]
    except json_values.NotJsonError as error:
        raise ValueError(error.message) from error
    if not found:
        message = "no JSON at all"
        raise ValueError(message)
    while found:
        value = found.pop()
        yield from (member.name for member in value.members)
        found += (*(member.value for member in value.members), *value.items)


def values(drafts: Iterable[Draft], payloads: Iterable[SourceFile]) -> Iterator[Any]:
    """Yield the values of JSON in payloads and in the samples of pages, as far as they are any."""
    import json  # noqa: PLC0415  # only where something is decided by evidence

    texts = [payload.text for payload in payloads]
    for text in (*texts, *(each.text for draft in drafts for each in draft.samples)):
        with suppress(ValueError, RecursionError):
            yield json.loads(text)
