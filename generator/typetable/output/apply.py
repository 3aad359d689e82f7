"""The application of a plan: the only place that changes an output folder.

The one rule kept here: at any instant each file is either the old one or the new one, and actions
that were not carried out are those of the next run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from typetable.disk import folders
from typetable.output.losses import blocked
from typetable.output.obstacles import cannot_write, changed_meanwhile
from typetable.output.plan import folders_of, place_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.disk.folders import Folder
    from typetable.output.records import Action, WritePlan

_DURABLE = 64
"""The most files that are flushed to the disk, at 0.3 ms each. More would cost a cold run a fifth
of its time to be safe from power cuts, after which the docs still hold all that is needed."""


class Applied(NamedTuple):
    """The outcome of a plan: the part that was carried out, if any, and what stopped the rest."""

    done: WritePlan | None
    stops: tuple[Diagnostic, ...]


def apply(plan: WritePlan, *, force: bool = False) -> tuple[Diagnostic, ...]:
    """Carry out a plan unless a finding blocks it; return those that blocked or stopped it."""
    return carry_out(plan, force=force).stops


def carry_out(plan: WritePlan, *, force: bool = False) -> Applied:
    """Carry out a plan unless a finding blocks it; return its outcome.

    All new texts are staged before the first file is replaced, so a full disk changes nothing.
    Modules come first, then each `__init__`, then deletions: an imported module is always there.
    """
    stops = blocked(plan, force=force)
    if stops or not plan.actions:
        return Applied(None if stops else plan, stops)
    done: list[Action] = []
    try:
        writes = sorted(plan.of("create", "update"), key=_writing_order)
        with folders.opened(plan.folder, make=bool(writes)) as root:
            stops = _written(plan, root, writes, done)
    except OSError as error:
        stops = (cannot_write(plan.display_path, error),)
    if stops:
        return Applied(replace(plan, actions=tuple(done)) if done else None, stops)
    return Applied(plan, ())


def _writing_order(action: Action) -> tuple[bool, str]:
    """Return the key that sorts each module before the `__init__` that imports it."""
    return (action.path.endswith("__init__.py"), action.path)


def _written(
    plan: WritePlan, root: Folder, writes: Sequence[Action], done: list[Action]
) -> tuple[Diagnostic, ...]:
    """Carry out a plan in its folder, which may be moved meanwhile; return its obstacles.

    Each action that was carried out is added to `done`, also where an OSError is raised later.
    """
    staged: dict[str, str] = {}
    try:
        _prepare(plan, root, writes)
        _stage(root, writes, staged)
        for action in (*writes, *plan.of("delete")):
            if stop := _stop(plan, root, action, staged):
                return (stop,)
            done.append(action)
    finally:
        _drop(root, staged)
    return () if root.stands() else (changed_meanwhile(plan.display_path, "folder"),)


def _prepare(plan: WritePlan, root: Folder, writes: Sequence[Action]) -> None:
    """Make the folders of files to be written, and sweep those of all actions."""
    for folder in folders_of(action.path for action in plan.actions):
        root.below(folder, make=bool(writes)).sweep()


def _stage(root: Folder, writes: Sequence[Action], staged: dict[str, str]) -> None:
    """Write all new texts beside their places."""
    durable = len(writes) <= _DURABLE
    for action in writes:
        folder, name = place_in(root, action.path)
        staged[action.path] = folder.stage(name, _data(action), durable=durable)


def _stop(
    plan: WritePlan, root: Folder, action: Action, staged: dict[str, str]
) -> Diagnostic | None:
    """Replace or delete a file; return the finding where that cannot be done."""
    path = plan.display_path_of(action.path)
    try:
        is_done = _carried_out(root, action, staged)
    except OSError as error:
        return cannot_write(path, error)
    return None if is_done else changed_meanwhile(path)


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
    """Remove staged files that are not needed; the next run sweeps those that cannot be removed."""
    for path, name in staged.items():
        try:
            place_in(root, path)[0].remove(name)
        except OSError:
            return


def _data(action: Action) -> bytes:
    return (action.new or "").encode()
