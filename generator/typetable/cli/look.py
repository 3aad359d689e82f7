"""A look at docs that nobody has configured: what they mean, and how they are written.

The one rule kept here: what their own examples show for sure is taken in before anything is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from typetable import pipeline
from typetable.examples.corrections import corrections
from typetable.examples.evidence import revised
from typetable.examples.sightings import instances
from typetable.language.dialect import NONE
from typetable.learning.learner import Learnt, learn, taught
from typetable.settings.package import Override, Overrides

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typetable.examples.corrections import Correction
    from typetable.examples.sightings import Instance
    from typetable.meaning.understanding import Understanding
    from typetable.settings.package import Package


class Look(Struct, frozen=True):
    """What some docs mean."""

    understood: Understanding
    """The meaning, in the dialect and under the overrides that are proposed."""
    learnt: Learnt | None = None
    """How they are written, where that had to be learnt."""
    corrections: tuple[Correction, ...] = ()
    """What their examples show against their tables."""


def look_at(package: Package, name: str, *, learns: bool) -> Look:
    """Return what docs mean in the dialect of a known family, or in one that is learnt.

    The file of the latter has a name.
    """
    understood = pipeline.understand(package)
    # A family whose dialect finds no model did not write these docs.
    is_read = understood.dialect is not NONE and bool(understood.schema.modules)
    is_known = is_read or package.dialect != "auto"
    if is_known and not learns:
        return _proven(Look(understood), name)
    learnt = learn([*understood.sources.values()], name)
    read = pipeline.understand(package, dialect=learnt.dialect)
    return _proven(
        Look(read, learnt) if read.schema.modules else Look(understood), name
    )


def _proven(read: Look, name: str) -> Look:
    """Return what docs mean as their examples show it."""
    understood = read.understood
    found = [*instances(pipeline.proof(understood), understood.schema)]
    if not found:
        return read
    learnt = read.learnt and _revised(read.learnt, found, understood, name)
    dialect = learnt.dialect if learnt else understood.dialect
    shown = corrections(found, understood.drafts, understood.sources, dialect)
    corrected = tuple(shown)
    overrides = _overrides(corrected, understood.package.path)
    if dialect is understood.dialect and overrides == Overrides():
        return Look(understood, learnt, corrected)
    package = replace(understood.package, overrides=overrides)
    return Look(pipeline.understand(package, dialect=dialect), learnt, corrected)


def _revised(
    learnt: Learnt, found: Sequence[Instance], understood: Understanding, name: str
) -> Learnt:
    """Return a dialect with what examples show of words that nobody knows."""
    pages = pipeline.explain(understood)
    lessons = revised(learnt.lessons, pages, found, understood.schema)
    return learnt if lessons == learnt.lessons else taught(lessons, name)


def _overrides(found: Iterable[Correction], path: str) -> Overrides:
    """Return the overrides that are sure, as if they stood in a file."""
    kinds: dict[str, list[Override[Any]]] = {}
    for each in found:
        if each.is_sure:
            made: Override[Any] = Override(
                key=each.key,
                value=each.value,
                expect=each.expect,
                path=path,
                span=None,
            )
            kinds.setdefault(each.kind, []).append(made)
    return Overrides(**{kind: tuple(entries) for kind, entries in kinds.items()})
