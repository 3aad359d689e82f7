"""Carrying out a plan: the only place that changes an output folder.

The one rule kept here: at any instant each file is either the old one or the new one, and whatever
was not done is done by the next run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import disk
from typetable.drift import blocked
from typetable.output import cannot_write, changed_meanwhile, folders_of, place_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.disk import Folder
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
    if stops or not plan.actions:
        return stops
    writes = sorted(plan.of("create", "update"), key=_writing_order)
    try:
        with disk.opened(plan.folder, make=bool(writes)) as root:
            return _applied(plan, root, writes)
    except OSError as error:
        return (cannot_write(plan.shown, error),)


def _writing_order(action: Action) -> tuple[bool, str]:
    """Return the key that puts the modules before what imports them."""
    return (action.path.endswith("__init__.py"), action.path)


def _applied(
    plan: WritePlan, root: Folder, writes: Sequence[Action]
) -> tuple[Diagnostic, ...]:
    """Carry out a plan in its folder, which may be moved meanwhile; return what stopped it."""
    staged: dict[str, str] = {}
    try:
        _prepare(plan, root, writes)
        _stage(root, writes, staged)
        stops = _carry_out(plan, root, (*writes, *plan.of("delete")), staged)
    finally:
        _drop(root, staged)
    if stops or root.stands():
        return stops
    return (changed_meanwhile(plan.shown, "folder"),)


def _prepare(plan: WritePlan, root: Folder, writes: Sequence[Action]) -> None:
    """Make the folders that files will be written to, and clean all."""
    for folder in folders_of(action.path for action in plan.actions):
        root.below(folder, make=bool(writes)).sweep()


def _stage(root: Folder, writes: Sequence[Action], staged: dict[str, str]) -> None:
    """Write all new texts beside their places."""
    durable = len(writes) <= _DURABLE
    for action in writes:
        folder, name = place_in(root, action.path)
        staged[action.path] = folder.stage(name, _data(action), durable=durable)


def _carry_out(
    plan: WritePlan, root: Folder, actions: Sequence[Action], staged: dict[str, str]
) -> tuple[Diagnostic, ...]:
    """Replace and delete files until one cannot be; return why it cannot."""
    for action in actions:
        try:
            if not _carried_out(root, action, staged):
                return (changed_meanwhile(plan.shown_path(action.path)),)
        except OSError as error:
            return (cannot_write(plan.shown_path(action.path), error),)
    return ()


def _carried_out(root: Folder, action: Action, staged: dict[str, str]) -> bool:
    """Replace or delete one file; return whether it was still the one that was planned for."""
    folder, name = place_in(root, action.path)
    now = folder.text(name)
    if now == action.new:  # another run was faster
        return True
    if now != action.old:
        return False
    if action.new is None:
        folder.remove(name)
    else:
        folder.replace(name, staged.pop(action.path), _data(action))
    return True


def _drop(root: Folder, staged: dict[str, str]) -> None:
    """Remove what was staged and is not needed; what cannot be is swept by the next run."""
    for path, name in staged.items():
        try:
            place_in(root, path)[0].remove(name)
        except OSError:
            return


def _data(action: Action) -> bytes:
    return (action.new or "").encode()
