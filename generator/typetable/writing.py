"""Carrying out a plan: the only place that changes an output folder.

The one rule kept here: at any instant each file is either the old one or the new one, and whatever
was not done is done by the next run.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from typetable import disk
from typetable.drift import blocked
from typetable.output import cannot_write, changed_meanwhile, folders_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from typetable.diagnostics import Diagnostic
    from typetable.output import Action, WritePlan

_DURABLE = 64
"""Up to so many files are flushed to the disk, at 0.3 ms each. More would cost a cold run a fifth
of its time to be safe from power cuts, after which the docs still hold all that is needed."""


def apply(plan: WritePlan, *, force: bool = False) -> tuple[Diagnostic, ...]:
    """Carry out a plan unless something blocks it; return what blocked or stopped it.

    All new texts are staged before the first file is replaced, so a full disk changes nothing.
    Modules come first, then each `__init__`, then deletions: what is imported is always there.
    """
    stops = blocked(plan, force=force)
    if stops:
        return stops
    writes = sorted(plan.of("create", "update"), key=_writing_order)
    staged: dict[str, Path] = {}
    try:
        _prepare(plan, writes)
        _stage(plan, writes, staged)
        return _carry_out(plan, (*writes, *plan.of("delete")), staged)
    except OSError as error:
        return (cannot_write(plan.shown, error),)
    finally:
        for path in staged.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _writing_order(action: Action) -> tuple[bool, str]:
    """Return the key that puts the modules before what imports them."""
    return (action.path.endswith("__init__.py"), action.path)


def _prepare(plan: WritePlan, writes: Sequence[Action]) -> None:
    """Make the folders that files will be written to, and clean all."""
    for folder in folders_of(action.path for action in plan.actions):
        path = plan.folder / folder
        if writes:
            path.mkdir(parents=not folder, exist_ok=True)
        disk.sweep(path)


def _stage(plan: WritePlan, writes: Sequence[Action], staged: dict[str, Path]) -> None:
    """Write all new texts beside their places."""
    durable = len(writes) <= _DURABLE
    for action in writes:
        target = plan.folder / action.path
        staged[action.path] = disk.stage(target, action.new or "", durable=durable)


def _carry_out(
    plan: WritePlan, actions: Sequence[Action], staged: dict[str, Path]
) -> tuple[Diagnostic, ...]:
    """Replace and delete files until one cannot be; return why it cannot."""
    for action in actions:
        try:
            if not _carried_out(plan, action, staged):
                return (changed_meanwhile(plan, action.path),)
        except OSError as error:
            return (cannot_write(plan.shown_path(action.path), error),)
    return ()


def _carried_out(plan: WritePlan, action: Action, staged: dict[str, Path]) -> bool:
    """Replace or delete one file; return whether it was still the one that was planned for."""
    target = plan.folder / action.path
    now = disk.text_at(target)
    if now == action.new:  # another run was faster
        return True
    if now != action.old:
        return False
    if action.new is None:
        target.unlink(missing_ok=True)
    else:
        disk.replace(staged.pop(action.path), target, action.new)
    return True
