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
from typetable.output.causes import OF_DOCS, without_pages
from typetable.output.edits import unedited
from typetable.output.losses import GENERATE, cure, finding_of
from typetable.output.moves import moves
from typetable.output.renames import with_old_texts
from typetable.output.seal import body_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.output.blame import Blame, RowChange
    from typetable.output.moves import Move
    from typetable.output.records import Action, WritePlan
    from typetable.rules import Rule

_OF_MANY = {
    rules.SPELLING_CHANGED: (
        "the docs show other JSON names now than",
        f"{GENERATE}, or set `wire_case` to keep them",
    ),
    rules.VERSION_CHANGED: ("another typetable or black made", GENERATE),
    rules.SETTINGS_CHANGED: ("other templates or settings made", GENERATE),
    rules.REFORMATTED_OUTPUT: (
        "the code is the same, but another formatter rewrote",
        f"set `line_length` as it has it, or exclude the folder; {GENERATE}",
    ),
    rules.MERGED_OUTPUT: ("a merge left its marks in", GENERATE),
    rules.ABSENT_DOCS: (
        "docs that are not here made",
        f"commit the docs that it was made from, or {GENERATE}",
    ),
}
"""The facts and hints of causes that concern most files at once, each told once."""

_OF_ROWS = {
    rules.DOCS_CHANGED,
    rules.EDITED_OUTPUT,
    rules.MOVED_MODEL,
    rules.PAGE_RENAMED,
}
"""The causes that touch no rows but those of the docs that changed."""

_NAMED = 5
"""The pages or rows that one finding names, itself and its labels."""


def findings(
    plan: WritePlan,
    blames: Mapping[str, Blame] = MappingProxyType({}),
    settings: str = "",
) -> tuple[Diagnostic, ...]:
    """Return a finding for each cause of each action, behind the obstacles of the plan.

    Those that the docs caused stand on the page and its rows, where `blames` has them; files of
    all pages follow from these. Other settings, another spelling of JSON names, or another
    typetable, is one finding, however many files it concerns, and so is a package that is gone.
    `settings` is what is set otherwise than when the output was made, if that is known.
    """
    foreign = [each for each in plan.actions if rules.FOREIGN_FILE in each.causes]
    if _is_gone(plan, foreign):
        folder, count = plan.display_path, len(plan.actions)
        message = f"none of the {count:,} files of this package is there"
        told = finding(rules.MISSING_OUTPUT, folder, None, message, hint=GENERATE)
        ways = (finding_of(plan, each, rules.FOREIGN_FILE) for each in foreign)
        return (*plan.problems, *ways, told)
    shared, moved = _of_all_pages(plan, blames), moves(plan.actions)
    causes = (
        _caused(plan, action, cause, blames.get(action.path), moved)
        for action in with_old_texts(plan.actions)
        for cause in action.causes
        if not (cause is rules.DOCS_CHANGED and action in shared)
        and not (cause is rules.PAGE_RENAMED and action.kind == "delete")
        and cause not in _OF_MANY
        and cause is not rules.MOVED_MODEL
    )
    # The files of all pages follow from the pages that are told.
    followers = () if _causing(plan, shared) else shared
    own = (finding_of(plan, each, rules.DOCS_CHANGED) for each in followers)
    shown = (*_of_many(plan, settings), *_moved(plan, blames, moved))
    return (*plan.problems, *shown, *causes, *own)


def _is_gone(plan: WritePlan, foreign: Collection[Action]) -> bool:
    """Return whether a whole package is missing, or is made for the first time."""
    own = [each for each in plan.actions if each not in foreign]
    return len(own) > 1 and all(each.kind == "create" for each in own)


def _of_many(plan: WritePlan, settings: str) -> Iterator[Diagnostic]:
    """Yield one finding for each cause that concerns most files at once."""
    for cause, (fact, hint) in _OF_MANY.items():
        actions = [each for each in plan.actions if cause in each.causes]
        if actions:
            others = len(actions) - 1
            more = f" and {others:,} more" if others else ""
            path = plan.display_path_of(actions[0].path)
            message = f"{fact} this file{more}"
            if settings and cause is rules.SETTINGS_CHANGED:
                message = f"{settings}, but not for this file{more}"
            yield finding(cause, path, None, message, hint=hint)


def _moved(
    plan: WritePlan, blames: Mapping[str, Blame], moved: Iterable[Move]
) -> Iterator[Diagnostic]:
    """Yield one finding for the models that moved from one page to another, at the first one."""
    both: dict[tuple[str, str], list[str]] = {}
    for each in moved:
        both.setdefault((each.source, each.target), []).append(each.model)
    for (source, target), models in both.items():
        blame = blames.get(target)
        known = blame.rows if blame else {}
        rows = [known[model, ""] for model in models if (model, "") in known]
        first = min(rows, key=lambda row: row.span, default=None)
        name = clipped(first.name if first else models[0])
        more, them = (
            (f" and {len(models) - 1:,} more", "them") if models[1:] else ("", "it")
        )
        yield finding(
            rules.MOVED_MODEL,
            blame.path if blame else plan.display_path_of(target),
            first.span if first else None,
            f"`{name}`{more} moved here; `{clipped(source)}` still has {them}",
            hint=GENERATE,
        )


def _caused(
    plan: WritePlan,
    action: Action,
    cause: Rule,
    blame: Blame | None,
    moved: Iterable[Move],
) -> Diagnostic:
    """Return the finding of one cause of one action, on the page where the docs caused it."""
    if blame and cause is rules.DOCS_CHANGED:
        models = {e.model for e in moved if action.path in {e.source, e.target}}
        return _changed_docs(action, blame, models)
    if blame and cause is rules.PAGE_RENAMED:
        return _renamed_page(action, blame)
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


def _causing(plan: WritePlan, shared: tuple[Action, ...]) -> list[Action]:
    """Return the modules whose pages may have changed files that are made from all pages."""
    return [
        action
        for action in plan.of("create", "update", "delete")
        if action not in shared and OF_DOCS & {*action.causes}
    ]


def _changed_docs(action: Action, blame: Blame, told: Collection[str]) -> Diagnostic:
    """Return the finding that a page changed, with the rows that its module shows.

    Those of models that moved are `told` already.
    """
    rows = _changed_rows(action, blame)
    changes = [each for each in rows if each.declared[0] not in told]
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
        labels=_labels(blame, rest),
    )


def _renamed_page(action: Action, blame: Blame) -> Diagnostic:
    """Return the finding that a page was renamed, with the rows that changed since."""
    is_new = action.kind == "create"
    told = "is `{}` now" if is_new else "`{}` has its old name"
    rows = _changed_rows(action, blame) if is_new else ()
    changed = " and changed" if rows else ""
    message = f"this page was renamed{changed}, and {told.format(_name(action))}"
    return finding(
        rules.PAGE_RENAMED,
        blame.path,
        blame.start,
        message,
        hint=GENERATE,
        labels=_labels(blame, rows),
    )


def _labels(blame: Blame, rows: Sequence[RowChange]) -> tuple[Label, ...]:
    """Return the first of some rows that changed, each at its place."""
    return tuple(
        Label(path=blame.path, span=row.span, text=f"`{clipped(row.name)}` {row.verb}")
        for row in rows[: _NAMED - 1]
    )


def _changed_rows(action: Action, blame: Blame) -> tuple[RowChange, ...]:
    """Return the rows that changed; none where a hand edit could be taken for them.

    Other templates and versions touch most rows or none, so that where they may have had a hand in
    it, rows are believed only if most of the page is as it was.
    """
    was = unedited(action.old or "", action.new or "")
    if was is None:
        return ()
    is_now = body_of(action.new)
    changes = row_changes(blame, without_pages(was), without_pages(is_now))
    is_clear = {*action.causes} <= _OF_ROWS
    return changes if is_clear or 2 * len(changes) < len(blame.rows) else ()


def _name(action: Action) -> str:
    return clipped(action.path)
