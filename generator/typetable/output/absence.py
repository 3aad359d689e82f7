"""Absence: files that were made from docs that are not here, as their seals tell.

The one rule kept here: only a seal that nobody edited and that this very typetable wrote says which
docs a file was made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.output.seal import open_seal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from typetable.output.records import Action, WritePlan

_MAYBE = {rules.DOCS_CHANGED, rules.LEFT_OVER_OUTPUT}
"""The causes of a file of which the docs may be older as well as newer."""

_UNSURE = {rules.EDITED_OUTPUT, rules.MERGED_OUTPUT, rules.VERSION_CHANGED}
"""The causes by which a seal does not tell."""


def suspects(plan: WritePlan, files: Collection[str]) -> Mapping[str, str]:
    """Return the fingerprints of the docs of files that other docs may have made, by their paths.

    `files` are those that are made from one page; what is left over was.
    """
    actions = (each for each in plan.actions if _is_suspect(each, files))
    seals = ((each.path, open_seal(each.old or "")) for each in actions)
    return {
        path: seal.provenance.docs for path, seal in seals if seal and seal.provenance
    }


def _is_suspect(action: Action, files: Collection[str]) -> bool:
    causes = {*action.causes}
    is_of_page = action.kind == "delete" or action.path in files
    return is_of_page and bool(causes & _MAYBE) and not causes & _UNSURE


def told(
    plan: WritePlan, files: Mapping[str, str], known: Iterable[Collection[str]]
) -> WritePlan:
    """Return a plan with the cause (TT417) of those suspect files that no known docs have made.

    `known` yields fingerprints of docs, and is read only as far as a file is left.
    """
    absent = dict(files)
    for docs in known:
        absent = {path: made for path, made in absent.items() if made not in docs}
        if not absent:
            return plan
    actions = (
        _of_absent(each) if each.path in absent else each for each in plan.actions
    )
    return replace(plan, actions=tuple(actions))


def _of_absent(action: Action) -> Action:
    others = (each for each in action.causes if each not in _MAYBE)
    return replace(action, causes=(rules.ABSENT_DOCS, *others))
