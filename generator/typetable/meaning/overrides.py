"""Overrides: what the pages cannot say and the configuration says instead.

The one rule kept here: an override that matches nothing is reported where it stands.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, astuple

from typetable import rules
from typetable.diagnostics import clipped, finding
from typetable.language.draft import DraftEnum, DraftField, DraftUnion, rows_of
from typetable.meaning.patterns import doubts, is_pattern, reaches, single
from typetable.settings.package import Overrides
from typetable.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import AcceptedError, Diagnostic
    from typetable.language.draft import Draft, DraftMember, DraftModel
    from typetable.meaning.patterns import Reach
    from typetable.settings.package import Override, Package
    from typetable.source import SourceFile, Span

Said = TypeVar("Said")


def by_subject(overrides: Iterable[Override[Said]]) -> dict[str, Override[Said]]:
    """Return overrides by what they override: `Model`, `Model.field` or `Model.MEMBER`."""
    return {override.key: override for override in overrides}


class _Site(Struct, frozen=True):
    """A part of the docs that an override may be about, on the page at a path."""

    path: str
    part: DraftModel | DraftField | DraftMember


_Sites: TypeAlias = "dict[str, list[_Site]]"
"""Parts of the docs by what overrides call them."""


def model_of(subject: str) -> str:
    """Return the first part of a subject, which a model and its fields share."""
    return subject.partition(".")[0]


def applied(
    overrides: Overrides, drafts: Sequence[Draft], sources: Mapping[str, SourceFile]
) -> tuple[Overrides, tuple[Diagnostic, ...]]:
    """Return overrides of single names that hold, with findings about the others.

    Those are overrides of subjects that the docs do not have (TT220), of docs that have another
    text than they expect (TT227), and of patterns beside others (TT221, TT237).
    """
    if not any(astuple(overrides)):
        return overrides, ()
    found: list[Diagnostic] = []
    given: dict[str, tuple[Override[Any], ...]] = {}
    sites = _sites(drafts)
    for kind, said in asdict(overrides).items():
        known = sites[kind]
        reached = reaches(said, known, partial(_holds, kind, known, sources))
        given[kind] = tuple(each for _, each in single(reached, known))
        found += _unmatched_of(reached, known)
        found += [*_outdated(reached), *doubts(reached)]
    return Overrides(**given), tuple(found)


def _holds(
    kind: str,
    known: _Sites,
    sources: Mapping[str, SourceFile],
    override: Override[Any],
    name: str,
) -> bool:
    """Return whether the docs have the text somewhere that an override of a kind expects."""
    text = override.expect
    return text is None or any(
        _text(kind, sources, site) == text for site in known[name]
    )


def _text(kind: str, sources: Mapping[str, SourceFile], site: _Site) -> str:
    """Return the type cell where its meaning is overridden, and else the description."""
    part = site.part
    if kind in _OF_TYPES and isinstance(part, DraftField):
        return sources[site.path].at(part.type_span)
    return " ".join(part.description.split())


_OF_TYPES = {"types", "nullable"}


def _outdated(reached: Iterable[Reach]) -> Iterator[Diagnostic]:
    """Yield a finding (TT227) for each override that holds nowhere, as the docs changed."""
    for reach in reached:
        each = reach.override
        if reach.fitting and not reach.holding:
            text = f"`{clipped(each.expect, 30)}`" if each.expect else "nothing"
            yield finding(
                rules.OUTDATED_OVERRIDE,
                each.path,
                each.span,
                f"the docs of `{clipped(each.key, 30)}` no longer say {text}",
                hint="correct this override and what it expects, or remove it",
            )


def _sites(drafts: Sequence[Draft]) -> dict[str, _Sites]:
    """Return what overrides of each kind may be about."""
    models, unions, fields, members = (
        defaultdict[str, list[_Site]](list) for _ in range(4)
    )
    for draft in drafts:
        for model in draft.models:
            models[model.name].append(_Site(draft.path, model))
            if isinstance(model, DraftUnion):
                unions[model.name].append(_Site(draft.path, model))
            parts = members if isinstance(model, DraftEnum) else fields
            for row in rows_of(model):
                parts[f"{model.name}.{row.name}"].append(_Site(draft.path, row))
    of_fields = dict.fromkeys(("wire_names", "types", "nullable"), fields)
    of_unions = dict.fromkeys(("unions", "discriminators"), unions)
    every = {**models, **fields, **members}
    return {**of_fields, **of_unions, "python_names": every}


def _unmatched_of(
    reached: Iterable[Reach], known: Iterable[str]
) -> Iterator[Diagnostic]:
    unused = [each.override for each in reached if not each.fitting]
    near = Suggestions(sorted(known) if unused else ())
    for override in unused:
        meant = near.nearest(override.key)
        verb = "fits" if is_pattern(override) else "is called"
        yield finding(
            rules.UNUSED_OVERRIDE,
            override.path,
            override.span,
            f"nothing in the docs that this could override {verb} `{clipped(override.key)}`",
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
