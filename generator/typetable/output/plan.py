"""The output: rendered files and what is on disk make a plan.

The one rule kept here: what typetable cannot prove to have written itself is never overwritten nor
deleted: it stands in the plan as a loss, which `drift.blocked` finds.

A file is in step when its seal is intact and its body is the wanted one, whoever wrote it: then no
version and no setting is worth a change. Where the bodies differ, the seal tells why. Files without
any text, such as `py.typed`, are created and then left alone, since nothing proves whose they are.
"""

from __future__ import annotations

import errno
import os
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.cache.files import NO_FILES
from typetable.diagnostics import Diagnostic, finding, shown
from typetable.disk.files import text_of
from typetable.disk.folders import opened
from typetable.output.seal import BANNERS, open_seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from typetable.cache.files import FilesSeen
    from typetable.disk.folders import Folder
    from typetable.output.seal import Seal
    from typetable.rules import Rule

ActionKind: TypeAlias = Literal["create", "update", "delete", "unchanged"]

_REASONS = {
    errno.ENOSPC: ("no space is left on the disk", "free some space and run it again"),
    errno.EACCES: ("permission is denied", "make the folder writable"),
    errno.EPERM: ("permission is denied", "make the folder writable"),
    errno.EROFS: ("the file system is read-only", "choose another `output`"),
    errno.ELOOP: ("a symbolic link is in the way", "remove the link"),
    errno.ENOTDIR: ("a file is in the place of a folder", "remove the file"),
}
"""What people are told of an error of the system, and what they can do."""


OF_DOCS = {rules.DOCS_CHANGED, rules.MISSING_OUTPUT, rules.LEFT_OVER_OUTPUT}
"""Causes that say of a file that its page changed, came or went."""


class RenderedFile(Struct, frozen=True, kw_only=True):
    """A file as it must be: `path` below the output folder with `/` between names; sealed text.

    The text is absent where what stands there is known to be just that.
    """

    path: str
    text: str | None = None


class Action(Struct, frozen=True, kw_only=True):
    """What has to happen to one file, and why.

    `old` and `new` are its text on disk and as it must be, with LF line ends; `None` for no file,
    and for one that is known to be unchanged. `causes` are empty for an unchanged file.
    """

    path: str
    kind: ActionKind
    causes: tuple[Rule, ...]
    old: str | None
    new: str | None


class WritePlan(Struct, frozen=True, kw_only=True):
    """All actions for one output folder, sorted by path, and what could not be planned.

    `shown` is the folder as people know it.
    `silent` are the pages that define no model.
    """

    folder: Path
    shown: str
    actions: tuple[Action, ...]
    problems: tuple[Diagnostic, ...]
    silent: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether disk and docs are in step."""
        return not self.problems and not self.of("create", "update", "delete")

    def of(self, *kinds: ActionKind) -> tuple[Action, ...]:
        """Return the actions of some kinds."""
        return tuple(action for action in self.actions if action.kind in kinds)

    def shown_path(self, path: str) -> str:
        """Return the path of a file below the folder as people know it."""
        if self.shown == ".":
            return path or "."
        return f"{self.shown}/{path}" if path else self.shown


def plan(
    folder: Path,
    files: Iterable[RenderedFile],
    *,
    shown: str = "",
    silent: tuple[str, ...] = (),
    files_seen: FilesSeen = NO_FILES,
) -> WritePlan:
    """Compare rendered files with an output folder; what `files_seen` holds is not read again.

    Only the folders in which rendered files belong are searched for files that are left over.
    """
    wanted = {file.path: file for file in files}
    nothing = WritePlan(
        folder=folder,
        shown=shown or folder.as_posix(),
        actions=(),
        problems=(),
        silent=silent,
    )
    if problems := tuple(_bad_names(nothing, wanted)):
        return replace(nothing, problems=problems)
    try:
        with opened(folder) as root:
            return _planned(_There(nothing, root, files_seen), wanted)
    except FileNotFoundError:
        return _planned(_There(nothing, None, files_seen), wanted)
    except OSError as error:
        return replace(nothing, problems=(cannot_write(nothing.shown, error),))


def _planned(there: _There, wanted: Mapping[str, RenderedFile]) -> WritePlan:
    """Compare rendered files with what there is."""
    problems: list[Diagnostic] = []
    present: set[str] = set()
    for inner in folders_of(wanted):
        try:
            present.update(there.files(inner))
        except OSError as error:
            problems.append(cannot_write(there.plan.shown_path(inner), error))
    if problems:
        return replace(there.plan, problems=tuple(problems))
    modules = {path for path in present if path.endswith(".py")}
    known = there._replace(paths=frozenset(present))
    paths = sorted(modules | wanted.keys())
    outcomes = [_attempted(known, path, wanted.get(path)) for path in paths]
    return replace(
        there.plan,
        actions=_told(each for each in outcomes if isinstance(each, Action)),
        problems=tuple(each for each in outcomes if isinstance(each, Diagnostic)),
    )


def carried_out(made: WritePlan) -> WritePlan:
    """Compare all that a plan was to bring about, and did, with what is in the folder by now."""
    stay = (action.path for action in made.actions if action.kind != "delete")
    return plan(
        made.folder,
        [RenderedFile(path=path) for path in stay],
        shown=made.shown,
        silent=made.silent,
    )


def place_of(folder: Path, path: str) -> str:
    """Return where a file stands, as whoever looks at the folder has it."""
    return f"{folder}{os.sep}{path}"


def place_in(root: Folder, path: str) -> tuple[Folder, str]:
    """Return the folder in which a file below `root` stands, and its name there."""
    folder, _, name = path.rpartition("/")
    return root.below(folder), name


def cannot_write(path: str, error: OSError) -> Diagnostic:
    """Return the finding (TT410) that an error of the system is."""
    reason = (error.strerror or str(error)).lower()
    message, hint = _REASONS.get(error.errno or 0, (reason, ""))
    return finding(
        rules.CANNOT_WRITE, path, None, f"this cannot be written: {message}", hint=hint
    )


def folders_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders in which files belong, outer ones first; the output folder is empty."""
    parents = (path.split("/")[:-1] for path in paths)
    found = {each for names in parents for each in accumulate(names, "{}/{}".format)}
    return ("", *sorted(found))


def changed_meanwhile(path: str, kind: str = "file") -> Diagnostic:
    """Return the finding (TT410) that a file or folder is not what it was a moment ago."""
    message = f"this {kind} changed while typetable was running"
    return finding(rules.CANNOT_WRITE, path, None, message, hint="run it again")


def _bad_names(plan: WritePlan, paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each path that cannot be that of a module or marker of its own."""
    seen: set[str] = set()
    for path in paths:
        *folders, name = path.split("/")
        stem = "typed" if name == "py.typed" else name.removesuffix(".py")
        is_safe = stem != name and all(map(str.isidentifier, (*folders, stem)))
        # Some file systems take names for equal that differ in case only.
        if not is_safe or path.casefold() in seen:
            message = f"`{shown(path)}` is no safe name for a file of its own"
            yield finding(rules.CANNOT_WRITE, plan.shown, None, message)
        seen.add(path.casefold())


class _There(NamedTuple):
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
        """Return whether a file says that it is; raises OSError."""
        if self.root is None:
            return False
        folder, name = place_in(self.root, path)
        return folder.starts_with(name, BANNERS)


def _attempted(
    there: _There, path: str, wanted: RenderedFile | None
) -> Action | Diagnostic | None:
    """Return what has to happen to a file, or why nothing can; `None` if it is not ours."""
    try:
        if wanted is None:
            return _left_over(there, path)
        if wanted.text is None:
            return _standing(there, path)
        return _compared(path, there.text(path), wanted.text)
    except OSError as error:
        return cannot_write(there.plan.shown_path(path), error)


def _left_over(there: _There, path: str) -> Action | None:
    """Return the deletion of a file that no page asks for any more."""
    if not there.is_ours(path):
        return None
    old = there.text(path)
    seal = open_seal(old) if old else None
    if seal is None:
        return None
    edited = () if seal.intact else (rules.EDITED_OUTPUT,)
    causes = (rules.LEFT_OVER_OUTPUT, *edited)
    return Action(path=path, kind="delete", causes=causes, old=old, new=None)


def _standing(there: _There, path: str) -> Action | Diagnostic:
    """Return that a file stays as it was read, if it is there still."""
    if path in there.paths:
        return Action(path=path, kind="unchanged", causes=(), old=None, new=None)
    return changed_meanwhile(there.plan.shown_path(path))


def _compared(path: str, old: str | None, new: str) -> Action:
    """Return what makes the text `new` of `old`."""
    causes = _causes(old, new)
    differs = causes is not None
    kind: ActionKind = "create" if old is None else "update" if differs else "unchanged"
    return Action(path=path, kind=kind, causes=causes or (), old=old, new=new)


def _told(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Return actions of which each change has a cause.

    Where neither the page nor the settings nor the program of a file changed, what it refers to on
    other pages did; if no other page changed, then the program did, without another version.
    """
    known = tuple(actions)
    told = {cause for action in known for cause in action.causes}
    cause = rules.DOCS_CHANGED if told & OF_DOCS else rules.VERSION_CHANGED
    return tuple(
        (
            replace(action, causes=(cause,))
            if action.kind == "update" and not action.causes
            else action
        )
        for action in known
    )


def _causes(old: str | None, new: str) -> tuple[Rule, ...] | None:
    """Return why a file is not in step, as far as it shows; `None` if it is."""
    if old is None:
        return (rules.MISSING_OUTPUT,)
    if old == new:
        return None
    wanted = open_seal(new)
    if wanted is None:
        return None
    found = open_seal(old)
    return _differences(found, wanted) if found else (rules.FOREIGN_FILE,)


def _differences(found: Seal, wanted: Seal) -> tuple[Rule, ...] | None:
    """Return what the seals say of why two texts differ; `None` if they do not."""
    same = (found.banner, found.body) == (wanted.banner, wanted.body)
    if found.intact and same:
        return None
    was, is_now = found.provenance, wanted.provenance
    causes = [] if found.intact else [rules.EDITED_OUTPUT]
    if was and is_now:
        if was.docs != is_now.docs:
            causes.append(rules.DOCS_CHANGED)
        if was.settings != is_now.settings:
            causes.append(rules.SETTINGS_CHANGED)
        if (was.typetable, was.black) != (is_now.typetable, is_now.black):
            causes.append(rules.VERSION_CHANGED)
    return tuple(causes)
