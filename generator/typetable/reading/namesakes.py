"""Namesakes: enums of one name on a page that differ, each of another model.

The one rule kept here: enums that differ are never one, and what they are called is told.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import DraftEnum, DraftObject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.unions import Described


def told_apart(
    sections: Sequence[Sequence[Described]], findings: Findings
) -> Iterator[tuple[Described, ...]]:
    """Yield what sections describe, with enums called like the object above them as well.

    Those alone of whose name there are others that differ.
    """
    names = _differing(each for section in sections for each in section)
    above = ""
    for section in sections:
        yield tuple(
            (
                _called(each, f"{above} {each.name}", findings)
                if above and each.name in names
                else each
            )
            for each in section
        )
        outer = (each.name for each in section if isinstance(each.model, DraftObject))
        above = next(outer, above)


def _differing(described: Iterable[Described]) -> set[str]:
    """Return the names of several enums that do not list the same."""
    enums: defaultdict[str, set[DraftEnum]] = defaultdict(set)
    for each in described:
        if isinstance(each.model, DraftEnum):
            enums[each.name].add(replace(each.model, description=""))
    return {name for name, different in enums.items() if len(different) > 1}


def _called(each: Described, name: str, findings: Findings) -> Described:
    """Return an enum by another name, which is told (TT207); other models as they are."""
    if not isinstance(each.model, DraftEnum):
        return each
    message = f"`{clipped(each.name, 24)}` has namesakes: it is `{clipped(name)}`"
    findings.add(rules.CONFLICTING_MODEL, each.model.span, message, severity="warning")
    return replace(each, name=name, model=replace(each.model, name=name))
