"""Drift: the differences of an output folder and the docs, as findings.

The one rule kept here: every cause of every action is in a finding, where possible on the page that
it stems from.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import Label, clipped, finding
from typetable.output.blame import row_changes
from typetable.output.causes import MESSAGES, OF_DOCS
from typetable.output.diff import lines_of
from typetable.output.edits import unedited
from typetable.output.losses import GENERATE, cure, finding_of
from typetable.output.seal import body_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.output.blame import Blame, RowChange
    from typetable.output.plan import Action, WritePlan
    from typetable.rules import Rule

_OF_MANY = {
    rules.SPELLING_CHANGED: (
        "the docs show other JSON names now than",
        f"{GENERATE}, or set `wire_case` to keep them",
    ),
    rules.VERSION_CHANGED: ("another typetable or black made", GENERATE),
    rules.REFORMATTED_OUTPUT: (
        "the code is the same, but another formatter rewrote",
        f"set `line_length` as it has it, or exclude the folder; {GENERATE}",
    ),
    rules.MERGED_OUTPUT: ("a merge left its marks in", GENERATE),
}
"""The facts and hints of causes that concern most files at once, each told once."""

_NAMED = 5
"""The pages or rows that one finding names, itself and its labels."""


def findings(
    plan: WritePlan, blames: Mapping[str, Blame] = MappingProxyType({})
) -> tuple[Diagnostic, ...]:
    """Return a finding for each cause of each action, behind the obstacles of the plan.

    Those that the docs caused stand on the page and its rows, where `blames` has them. Another
    spelling of JSON names, or another typetable, is one finding, however many files it concerns.
    """
    shared = _of_all_pages(plan, blames)
    causes = (
        _caused(plan, action, cause, blames.get(action.path))
        for action in plan.actions
        for cause in action.causes
        if not (cause is rules.DOCS_CHANGED and action in shared)
        and cause not in _OF_MANY
    )
    of_many = _of_many(plan)
    return (*plan.problems, *of_many, *causes, *_shared(plan, shared, blames))


def _of_many(plan: WritePlan) -> Iterator[Diagnostic]:
    """Yield one finding for each cause that concerns most files at once."""
    for cause, (fact, hint) in _OF_MANY.items():
        actions = [each for each in plan.actions if cause in each.causes]
        if actions:
            others = len(actions) - 1
            more = f" and {others:,} more" if others else ""
            path = plan.display_path_of(actions[0].path)
            yield finding(cause, path, None, f"{fact} this file{more}", hint=hint)


def _caused(
    plan: WritePlan, action: Action, cause: Rule, blame: Blame | None
) -> Diagnostic:
    """Return the finding of one cause of one action, on the page where the docs caused it."""
    if blame and cause is rules.DOCS_CHANGED:
        return _changed_docs(action, blame)
    if blame and cause is rules.MISSING_OUTPUT:
        message = f"`{_name(action)}`, the module of this page, is missing"
        return finding(cause, blame.path, blame.start, message, hint=GENERATE)
    return finding_of(plan, action, cause)


def _of_all_pages(plan: WritePlan, blames: Mapping[str, Blame]) -> tuple[Action, ...]:
    """Return the updates of files that are made from all pages, where pages are known."""
    return tuple(
        action
        for action in plan.of("update")
        if blames and action.path not in blames and rules.DOCS_CHANGED in action.causes
    )


def _shared(
    plan: WritePlan, shared: tuple[Action, ...], blames: Mapping[str, Blame]
) -> Iterator[Diagnostic]:
    """Yield the findings of files that are made from all pages: on the pages that changed them.

    Where those are gone the findings stand on the files themselves.
    """
    causing = _causing(plan, shared)
    pages = [blames[each.path] for each in causing if each.path in blames]
    if shared and pages:
        yield _older(shared, pages)
        return
    fact = f"this file still has {_names(causing)}, which no page asks for any more"
    for action in shared:
        path, message = plan.display_path_of(action.path), MESSAGES[rules.DOCS_CHANGED]
        message = fact if causing else message
        yield finding(rules.DOCS_CHANGED, path, None, message, hint=GENERATE)


def _causing(plan: WritePlan, shared: tuple[Action, ...]) -> list[Action]:
    """Return the modules whose pages changed the text of files that are made from all pages."""
    modules = [
        action
        for action in plan.of("create", "update", "delete")
        if action not in shared and OF_DOCS & {*action.causes}
    ]
    words = {word for action in shared for word in _changed_words(action)}
    named = [each for each in modules if each.path.removesuffix(".py") in words]
    return named or modules


def _changed_words(action: Action) -> Iterator[str]:
    """Yield the words on the lines that only one of the two texts has."""
    for line in {*lines_of(action.old)} ^ {*lines_of(action.new)}:
        kept = (char if f"_{char}".isidentifier() else " " for char in line)
        yield from "".join(kept).split()


def _older(shared: tuple[Action, ...], pages: list[Blame]) -> Diagnostic:
    """Return the finding that files that are made from all pages are older than some pages."""
    first, *rest = pages
    more = f" and {len(rest):,} more" if rest else ""
    return finding(
        rules.DOCS_CHANGED,
        first.path,
        first.start,
        f"this page{more} changed, and {_names(shared)} did not",
        hint=GENERATE,
        labels=tuple(
            Label(path=each.path, span=each.start, text="this page changed, too")
            for each in rest[: _NAMED - 1]
        ),
    )


def _names(actions: Sequence[Action]) -> str:
    """Return two files, or the first two and how many more there are."""
    named = [f"`{_name(each)}`" for each in actions[:2]]
    more = len(actions) - len(named)
    return f"{', '.join(named)} and {more:,} more" if more else " and ".join(named)


def _changed_docs(action: Action, blame: Blame) -> Diagnostic:
    """Return the finding that a page changed, with the rows that its module shows."""
    changes = _changed_rows(action, blame)
    if not changes:
        message = f"this page changed, and `{_name(action)}` did not"
        return finding(
            rules.DOCS_CHANGED,
            blame.path,
            blame.start,
            message,
            hint=cure(action, rules.DOCS_CHANGED),
        )
    first, *rest = changes
    more = f", and {len(rest):,} more" if rest else ""
    message = f"`{clipped(first.name)}` {first.verb}{more}; `{_name(action)}` is older"
    return finding(
        rules.DOCS_CHANGED,
        blame.path,
        first.span,
        message,
        hint=cure(action, rules.DOCS_CHANGED),
        labels=tuple(
            Label(
                path=blame.path,
                span=each.span,
                text=f"`{clipped(each.name)}` {each.verb}",
            )
            for each in rest[: _NAMED - 1]
        ),
    )


def _changed_rows(action: Action, blame: Blame) -> tuple[RowChange, ...]:
    """Return the rows that changed; none where a hand edit could be taken for them.

    Other templates and versions touch most rows or none, so that where they may have had a hand in
    it, rows are believed only if most of the page is as it was.
    """
    was = unedited(action.old or "", action.new or "")
    if was is None:
        return ()
    changes = row_changes(blame, was, body_of(action.new))
    is_clear = {*action.causes} <= {rules.DOCS_CHANGED, rules.EDITED_OUTPUT}
    return changes if is_clear or 2 * len(changes) < len(blame.rows) else ()


def _name(action: Action) -> str:
    return clipped(action.path)
