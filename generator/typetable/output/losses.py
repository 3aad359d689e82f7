"""Losses: findings that keep a plan from being carried out, since a text or most files would go.

The one rule kept here: each text of a person that would be lost is named before anything is
written, and a file that typetable did not write is never replaced.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import Label, finding
from typetable.output.causes import MESSAGES
from typetable.output.diff import lines_of
from typetable.output.edits import unedited
from typetable.output.seal import body_of, open_seal
from typetable.source import Span

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic
    from typetable.output.records import Action, WritePlan
    from typetable.rules import Rule

_HANDFUL = 5
"""The files that may be deleted without asking, beside up to half of all that there are."""

GENERATE = "run `typetable generate`"
"""The hint where nothing would be lost."""

_FORCE = "`typetable generate --force`"

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
"""The pages without models that the finding of a mass deletion names."""


def blocked(plan: WritePlan, *, force: bool = False) -> tuple[Diagnostic, ...]:
    """Return the findings that keep a plan from being applied.

    Force overrides hand edits and the number of deletions, but neither real obstacles nor files
    that typetable did not write.
    """
    losses = tuple(
        finding_of(plan, action, cause)
        for action in plan.actions
        for cause in _LOSSES
        if cause in action.causes and _stops(action, cause, force=force)
    )
    return (*plan.problems, *losses, *(() if force else _mass_deletion(plan)))


def cure(action: Action, cause: Rule) -> str:
    """Return the hint that brings a file in step without a loss."""
    if cause is rules.FOREIGN_FILE and not (action.old or "").strip():
        return _EMPTY
    if cause in _LOSSES:
        return _LOSSES[cause]
    is_lost = rules.EDITED_OUTPUT in action.causes and _loses(action)
    return f"run {_FORCE} once the edit is elsewhere" if is_lost else GENERATE


def finding_of(plan: WritePlan, action: Action, cause: Rule) -> Diagnostic:
    """Return the finding of a cause of an action at the file itself; an edit has its line."""
    span = _first_edit(action) if cause is rules.EDITED_OUTPUT else None
    path = plan.display_path_of(action.path)
    return finding(cause, path, span, MESSAGES[cause], hint=cure(action, cause))


def _stops(action: Action, cause: Rule, *, force: bool) -> bool:
    """Return whether a cause keeps a file from being replaced."""
    return cause in _NEVER or (not force and _loses(action))


def _loses(action: Action) -> bool:
    """Return whether the new text differs from the old one, below the seals."""
    return action.new is None or body_of(action.old) != body_of(action.new)


def _first_edit(action: Action) -> Span:
    """Return the first line that differs from the unedited text, or else the line of the seal.

    Where no unedited text is known, it is the first line that differs from the new one.
    """
    was = unedited(action.old or "", action.new or "")
    meant = body_of(action.new) if was is None else was
    pairs = zip_longest(lines_of(body_of(action.old)), lines_of(meant))
    seal = lines_of((action.old or "").removesuffix(body_of(action.old)))
    start = len(seal) + 1
    edits = (
        number for number, (old, new) in enumerate(pairs, start=start) if old != new
    )
    number = next(edits, len(seal))
    line = (lines_of(action.old) + [""] * 2)[number - 1]
    return Span(number, 1, len(line) + 1)


def _mass_deletion(plan: WritePlan) -> tuple[Diagnostic, ...]:
    """Return the finding that most of the generated files would be deleted."""
    deleted = sum(
        rules.LEFT_OVER_OUTPUT in action.causes for action in plan.of("delete")
    )
    if deleted <= _HANDFUL:
        return ()
    # Edited files are ours as well, since they have a seal; foreign ones are none.
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
