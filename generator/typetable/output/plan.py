"""The plan: rendered files compared with the files of an output folder.

The one rule kept here: a file that typetable cannot prove to have written itself is never
overwritten nor deleted: it stands in the plan as a loss, which `losses.blocked` finds.

Files without any text, such as `py.typed`, are created and then left alone, since nothing proves
whose they are.
"""

from __future__ import annotations

import os
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.cache.files import NO_FILES
from typetable.diagnostics import Diagnostic, clipped, finding
from typetable.disk.files import text_of
from typetable.disk.folders import opened
from typetable.output.banner import START, is_sealed
from typetable.output.causes import OF_DOCS, causes_of, edits_of
from typetable.output.edits import first_side
from typetable.output.moves import imports_alone, with_moves
from typetable.output.obstacles import cannot_read, changed_meanwhile
from typetable.output.records import Action, RenderedFile, WritePlan
from typetable.output.renames import with_renames
from typetable.output.seal import among_others, open_seal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from typetable.cache.files import FilesSeen
    from typetable.disk.folders import Folder
    from typetable.output.records import ActionKind
    from typetable.rules import Rule


def plan(
    folder: Path,
    files: Iterable[RenderedFile],
    *,
    display_path: str = "",
    without_models: tuple[str, ...] = (),
    files_seen: FilesSeen = NO_FILES,
) -> WritePlan:
    """Compare rendered files with an output folder; what `files_seen` holds is not read again.

    Only the folders in which rendered files belong are searched for files that are left over.
    """
    wanted = {file.path: file for file in files}
    nothing = WritePlan(
        folder=folder,
        display_path=display_path or folder.as_posix(),
        actions=(),
        problems=(),
        without_models=without_models,
    )
    if problems := tuple(_bad_names(nothing, wanted)):
        return replace(nothing, problems=problems)
    try:
        with opened(folder) as root:
            return _planned(_OutputFolder(nothing, root, files_seen), wanted)
    except FileNotFoundError:
        return _planned(_OutputFolder(nothing, None, files_seen), wanted)
    except OSError as error:
        return replace(nothing, problems=(cannot_read(nothing.display_path, error),))


def _planned(output: _OutputFolder, wanted: Mapping[str, RenderedFile]) -> WritePlan:
    """Return the plan that rendered files and the files of a folder make."""
    problems: list[Diagnostic] = []
    present: set[str] = set()
    for inner in folders_of(wanted):
        try:
            present.update(output.files(inner))
        except OSError as error:
            problems.append(cannot_read(output.plan.display_path_of(inner), error))
    if problems:
        return replace(output.plan, problems=tuple(problems))
    modules = {path for path in present if path.endswith(".py")}
    known = replace(output, paths=frozenset(present))
    paths = sorted(modules | wanted.keys())
    outcomes = [_attempted(known, path, wanted.get(path)) for path in paths]
    return replace(
        output.plan,
        actions=_explained(each for each in outcomes if isinstance(each, Action)),
        problems=tuple(each for each in outcomes if isinstance(each, Diagnostic)),
    )


def replanned(made: WritePlan) -> WritePlan:
    """Return the plan of a folder where one was carried out: empty, unless others wrote there."""
    stay = (action.path for action in made.actions if action.kind != "delete")
    return plan(
        made.folder,
        [RenderedFile(path=path) for path in stay],
        display_path=made.display_path,
        without_models=made.without_models,
    )


def place_of(folder: Path, path: str) -> str:
    """Return the path of a file in a folder, as `FilesSeen` has it."""
    return f"{folder}{os.sep}{path}"


def place_in(root: Folder, path: str) -> tuple[Folder, str]:
    """Return the folder in which a file below `root` stands, and its name there."""
    folder, _, name = path.rpartition("/")
    return root.below(folder), name


def folders_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders in which files belong, outer ones first; the output folder is empty."""
    parents = (path.split("/")[:-1] for path in paths)
    folders = {each for names in parents for each in accumulate(names, "{}/{}".format)}
    return ("", *sorted(folders))


def _bad_names(plan: WritePlan, paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each path that cannot be that of a module or marker of its own."""
    taken: set[str] = set()
    for path in paths:
        *folders, name = path.split("/")
        stem = "typed" if name == "py.typed" else name.removesuffix(".py")
        is_safe = stem != name and all(map(str.isidentifier, (*folders, stem)))
        # Some file systems take names for equal that differ in case only.
        if not is_safe or path.casefold() in taken:
            message = f"`{clipped(path)}` is no safe name for a file of its own"
            yield finding(rules.CANNOT_WRITE, plan.display_path, None, message)
        taken.add(path.casefold())


class _OutputFolder(Struct, frozen=True):
    """The folder of a plan, if there is one: the paths in it, and the files that were read."""

    plan: WritePlan
    root: Folder | None
    files_seen: FilesSeen
    paths: frozenset[str] = frozenset()

    def files(self, folder: str) -> Iterator[str]:
        """Return the files in a folder, ours or not; raises OSError."""
        try:
            names = self.root.below(folder).names() if self.root else []
        except FileNotFoundError:
            names = []
        return (f"{folder}/{name}" if folder else name for name in names)

    def text(self, path: str) -> str | None:
        """Return the text of a file, as it was read or as it is; raises OSError."""
        data = self.files_seen.take(place_of(self.plan.folder, path))
        if data is None and self.root:
            try:
                folder, name = place_in(self.root, path)
            except FileNotFoundError:
                return None
            data = folder.data(name)
        return None if data is None else text_of(data)

    def is_ours(self, path: str) -> bool:
        """Return whether a file has a banner of ours near its start; raises OSError."""
        if self.root is None:
            return False
        folder, name = place_in(self.root, path)
        return is_sealed(text_of(folder.start(name, START)))


def _attempted(
    output: _OutputFolder, path: str, wanted: RenderedFile | None
) -> Action | Diagnostic | None:
    """Return the action of a file, or its obstacle; `None` if it is not ours."""
    try:
        if wanted is None:
            return _left_over(output, path)
        if wanted.text is None:
            return _standing(output, path)
        return _compared(path, output.text(path), wanted.text)
    except OSError as error:
        return cannot_read(output.plan.display_path_of(path), error)


def _left_over(output: _OutputFolder, path: str) -> Action | None:
    """Return the deletion of a file that no page asks for any more."""
    if not output.is_ours(path):  # asked first, so that files of others are not read
        return None
    old = output.text(path)
    seal = open_seal(old) if old else None
    if seal is None:
        return None
    causes = (rules.LEFT_OVER_OUTPUT, *edits_of(old or "", seal))
    return Action(path=path, kind="delete", causes=causes, old=old, new=None)


def _standing(output: _OutputFolder, path: str) -> Action | Diagnostic:
    """Return the action of a file that is known to hold its text, if it is there still."""
    if path in output.paths:
        return Action(path=path, kind="unchanged", causes=(), old=None, new=None)
    return changed_meanwhile(output.plan.display_path_of(path))


def _compared(path: str, old: str | None, new: str) -> Action:
    """Return the action that makes `new` of `old`, among what others put around its seal."""
    new = among_others(first_side(old), new) if old else new
    causes = causes_of(old, new)
    differs = causes is not None
    kind: ActionKind = "create" if old is None else "update" if differs else "unchanged"
    return Action(path=path, kind=kind, causes=causes or (), old=old, new=new)


def _explained(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Return actions of which each update has a cause, and pages that were renamed are one.

    Where neither the page nor the settings nor the program of a file changed, its page has another
    name, or a model on another page changed that it refers to, or moved; if no page changed, the
    program did, without another version.
    """
    known = with_moves(with_renames(tuple(actions)))
    causes = {cause for action in known for cause in action.causes}
    return tuple(
        (
            replace(action, causes=(_cause_of(action, causes),))
            if action.kind == "update" and not action.causes
            else action
        )
        for action in known
    )


def _cause_of(action: Action, others: Collection[Rule]) -> Rule:
    """Return the cause of an update that nothing of its own causes, by those of other files."""
    if {rules.PAGE_RENAMED, rules.MOVED_MODEL} & {*others} and imports_alone(action):
        return rules.MOVED_MODEL
    return rules.DOCS_CHANGED if OF_DOCS & {*others} else rules.VERSION_CHANGED
