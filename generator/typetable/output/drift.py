"""Drift: the differences of an output folder and the docs, as findings.

The one rule kept here: every cause of every action is a finding, and each text that would be lost
is named before anything is written.
"""

from __future__ import annotations

from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import Label, finding, shown
from typetable.output.blame import row_changes
from typetable.output.causes import OF_DOCS
from typetable.output.diff import lines_of
from typetable.output.edits import unedited
from typetable.output.seal import open_seal
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.output.blame import Blame, RowChange
    from typetable.output.plan import Action, WritePlan
    from typetable.rules import Rule

_HANDFUL = 5
"""The files that may be deleted without asking, beside up to half of all that there are."""

_GENERATE = "run `typetable generate`"
_FORCE = "`typetable generate --force`"

_CAUSES = {
    rules.DOCS_CHANGED: "the docs of this file changed",
    rules.EDITED_OUTPUT: "this file was edited by hand",
    rules.SETTINGS_CHANGED: "this file was made with other templates or settings",
    rules.VERSION_CHANGED: "this file was made by another typetable or black",
    rules.MISSING_OUTPUT: "this file is missing",
    rules.LEFT_OVER_OUTPUT: "no page asks for this file any more",
    rules.FOREIGN_FILE: "typetable did not write this file",
}
"""The message of each cause."""

_LOSSES = {
    rules.EDITED_OUTPUT: f"move the edit elsewhere, or discard it with {_FORCE}",
    rules.FOREIGN_FILE: "rename or move this file, or choose another `output`",
}
"""The hints of the causes that would lose what a person wrote."""

_EMPTY = "delete this empty file, or choose another `output`"
"""The hint for a foreign file without text, by which a folder may be a package."""

_NEVER = (rules.FOREIGN_FILE,)
"""The causes that nobody can override."""

_NAMED = 5
"""The pages or rows that one finding names, itself and its labels."""


def findings(
    plan: WritePlan, blames: Mapping[str, Blame] = MappingProxyType({})
) -> tuple[Diagnostic, ...]:
    """Return a finding for each cause of each action, behind the obstacles of the plan.

    Those that the docs caused stand on the page and its rows, where `blames` has them.
    """
    shared = _of_all_pages(plan, blames)
    causes = (
        _caused(plan, action, cause, blames.get(action.path))
        for action in plan.actions
        for cause in action.causes
        if not (cause is rules.DOCS_CHANGED and action in shared)
    )
    return (*plan.problems, *causes, *_shared(plan, shared, blames))


def blocked(plan: WritePlan, *, force: bool = False) -> tuple[Diagnostic, ...]:
    """Return the findings that keep a plan from being applied.

    Force overrides hand edits and the number of deletions, but neither real obstacles nor files
    that typetable did not write.
    """
    losses = tuple(
        _finding(plan, action, cause, _cure(action, cause))
        for action in plan.actions
        for cause in _LOSSES
        if cause in action.causes and _stops(action, cause, force=force)
    )
    return (*plan.problems, *losses, *(() if force else _mass_deletion(plan)))


def _caused(
    plan: WritePlan, action: Action, cause: Rule, blame: Blame | None
) -> Diagnostic:
    """Return the finding of one cause of one action, on the page where the docs caused it."""
    if blame and cause is rules.DOCS_CHANGED:
        return _changed_docs(action, blame)
    if blame and cause is rules.MISSING_OUTPUT:
        message = f"`{_name(action)}`, the module of this page, is missing"
        return finding(cause, blame.path, blame.start, message, hint=_GENERATE)
    return _finding(plan, action, cause, _cure(action, cause))


def _cure(action: Action, cause: Rule) -> str:
    """Return the hint that brings a file in step without a loss."""
    if cause is rules.FOREIGN_FILE and not (action.old or "").strip():
        return _EMPTY
    if cause in _LOSSES:
        return _LOSSES[cause]
    is_lost = rules.EDITED_OUTPUT in action.causes and _loses(action)
    return f"run {_FORCE} once the edit is elsewhere" if is_lost else _GENERATE


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
        path, message = plan.display_path_of(action.path), _CAUSES[rules.DOCS_CHANGED]
        message = fact if causing else message
        yield finding(rules.DOCS_CHANGED, path, None, message, hint=_GENERATE)


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
        hint=_GENERATE,
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
            hint=_cure(action, rules.DOCS_CHANGED),
        )
    first, *rest = changes
    more = f", and {len(rest):,} more" if rest else ""
    message = f"`{shown(first.name)}` {first.verb}{more}; `{_name(action)}` is older"
    return finding(
        rules.DOCS_CHANGED,
        blame.path,
        first.span,
        message,
        hint=_cure(action, rules.DOCS_CHANGED),
        labels=tuple(
            Label(
                path=blame.path,
                span=each.span,
                text=f"`{shown(each.name)}` {each.verb}",
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
    changes = row_changes(blame, was, _body(action.new))
    is_clear = {*action.causes} <= {rules.DOCS_CHANGED, rules.EDITED_OUTPUT}
    return changes if is_clear or 2 * len(changes) < len(blame.rows) else ()


def _name(action: Action) -> str:
    return shown(action.path)


def _finding(plan: WritePlan, action: Action, cause: Rule, hint: str) -> Diagnostic:
    span = _first_edit(action) if cause is rules.EDITED_OUTPUT else None
    path = plan.display_path_of(action.path)
    return finding(cause, path, span, _CAUSES[cause], hint=hint)


def _stops(action: Action, cause: Rule, *, force: bool) -> bool:
    """Return whether a cause keeps a file from being replaced."""
    return cause in _NEVER or (not force and _loses(action))


def _loses(action: Action) -> bool:
    """Return whether the new text differs from the old one, below the seals."""
    return action.new is None or _body(action.old) != _body(action.new)


def _body(text: str | None) -> str:
    """Return the text below a seal; all of it where there is none."""
    seal = open_seal(text or "")
    return seal.body if seal else text or ""


def _first_edit(action: Action) -> Span:
    """Return the first line that differs from the unedited text, or else the line of the seal.

    Where no unedited text is known, it is the first line that differs from the new one.
    """
    was = unedited(action.old or "", action.new or "")
    meant = _body(action.new) if was is None else was
    pairs = zip_longest(lines_of(_body(action.old)), lines_of(meant))
    # The first two lines are the seal.
    edits = (number for number, (old, new) in enumerate(pairs, start=3) if old != new)
    number = next(edits, 2)
    line = (lines_of(action.old) + [""] * 2)[number - 1]
    return Span(number, 1, len(line) + 1)


def _mass_deletion(plan: WritePlan) -> tuple[Diagnostic, ...]:
    """Return the finding that most of the generated files would be deleted."""
    deleted = len(plan.of("delete"))
    if deleted <= _HANDFUL:
        return ()
    ours = sum(
        action.kind == "unchanged" or bool(action.old and open_seal(action.old))
        for action in plan.actions
    )
    if 2 * deleted <= ours:
        return ()
    message = f"{deleted} of {ours} generated files would be deleted"
    labels = tuple(
        Label(path=page, span=Span(1, 1, 1), text="no model is found on this page")
        for page in plan.without_models[:_NAMED]
    )
    suspects = "pages without models" if plan.without_models else "pages that are gone"
    hint = f"look for {suspects}, or delete with {_FORCE}"
    return (
        finding(
            rules.MASS_DELETION,
            plan.display_path,
            None,
            message,
            hint=hint,
            labels=labels,
        ),
    )
