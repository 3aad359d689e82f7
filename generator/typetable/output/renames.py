"""Renames: pages that have another name now, as the code in two files tells.

The one rule kept here: a page is renamed where one is gone and one came that says the same, or most
of it; each is the other name of one page at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.changes.similarity import Matching, dice
from typetable.output.blame import declarations
from typetable.output.causes import is_renamed, without_pages
from typetable.output.seal import NO_DOCS, body_of, open_seal

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from typetable.output.records import Action

_ALONE = {(rules.LEFT_OVER_OUTPUT,), (rules.MISSING_OUTPUT,), (rules.PAGE_RENAMED,)}
"""The causes of files that came or went, and of which nobody edited one."""

_FLOOR = 50
"""The percentage of a page that stays where it is renamed, as git counts it."""

_MOST_FILES = 200
"""The files that are taken apart to find similar ones, in a second."""


class _Said(Struct, frozen=True):
    """What the models of a file are called, and what their members say."""

    tokens: frozenset[Hashable]


def with_renames(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Return actions of which those of pages that were renamed have that cause alone (TT416)."""
    pairs = renames(actions)
    renamed = {*pairs, *pairs.values()}
    return tuple(
        (
            replace(each, causes=(rules.PAGE_RENAMED,))
            if each.path in renamed or _is_renamed_in_place(each)
            else each
        )
        for each in actions
    )


def renames(actions: tuple[Action, ...]) -> Mapping[str, str]:
    """Return the files of pages that have another name, each with that of its old one."""
    matching = Matching(
        [each for each in actions if each.kind == "delete" and each.causes in _ALONE],
        [each for each in actions if each.kind == "create" and each.causes in _ALONE],
    )
    matching.by(_docs)
    if matching.removed and matching.added and _are_few(matching):
        traits = [*map(_said, matching.removed)], [*map(_said, matching.added)]
        matching.by_similarity(traits, _similarity, _FLOOR)
    return {each.new.path: each.old.path for each in matching.matches}


def with_old_texts(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Return actions of which those of pages that were renamed have the text of the old file."""
    texts = {each.path: each.old for each in actions}
    pairs = renames(
        tuple(each for each in actions if each.causes == (rules.PAGE_RENAMED,))
    )
    return tuple(
        replace(each, old=texts[pairs[each.path]]) if each.path in pairs else each
        for each in actions
    )


def _is_renamed_in_place(action: Action) -> bool:
    """Return whether the page of a file has another name, by which the file is called alike."""
    is_told = action.kind != "update" or action.causes
    return not is_told and is_renamed(action.old, action.new)


def _are_few(matching: Matching[Action]) -> bool:
    return len(matching.removed) + len(matching.added) <= _MOST_FILES


def _docs(action: Action) -> str:
    """Return the fingerprint of the docs of a file; the path of one without."""
    seal = open_seal(action.old or action.new or "")
    docs = seal.provenance.docs if seal and seal.provenance else NO_DOCS
    return action.path if docs == NO_DOCS else docs


def _said(action: Action) -> _Said:
    text = without_pages(body_of(action.old or action.new))
    return _Said(frozenset(_parts(declarations(text))))


def _parts(declared: Mapping[tuple[str, str], str]) -> Iterator[Hashable]:
    """Yield what tells a page from others: names of models count as two members."""
    for (owner, attribute), text in declared.items():
        yield (attribute, text) if attribute else owner
        if not attribute:
            yield (owner, "")


def _similarity(one: _Said, other: _Said) -> float:
    return dice(one.tokens, other.tokens)
