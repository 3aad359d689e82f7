"""Records of the output: files as they must be, and the actions that make them so.

The one rule kept here: nothing here reads or changes a disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path

    from typetable.diagnostics import Diagnostic
    from typetable.rules import Rule

ActionKind: TypeAlias = Literal["create", "update", "delete", "unchanged"]


class RenderedFile(Struct, frozen=True, kw_only=True):
    """A file as it must be: `path` below the output folder with `/` between names; sealed text.

    The text is absent where the file on disk is known to hold it.
    """

    path: str
    text: str | None = None


class Action(Struct, frozen=True, kw_only=True):
    """The change of one file of the output folder, and its causes."""

    path: str
    """The path below the output folder, with `/` between names."""

    kind: ActionKind
    """The change of the file on disk."""

    causes: tuple[Rule, ...]
    """The rules by which the file is not in step; none for an unchanged file."""

    old: str | None
    """The text on disk with LF line ends; absent for no file, and for one known to be unchanged."""

    new: str | None
    """The text as it must be; absent for a file to delete, and for one known to be unchanged."""


class WritePlan(Struct, frozen=True, kw_only=True):
    """The actions for one output folder, and the obstacles to them."""

    folder: Path
    """The folder on the disk: absolute, and free of links when it was named."""

    display_path: str
    """The folder as the user named it, for messages."""

    actions: tuple[Action, ...]
    """The action of each file, sorted by path."""

    problems: tuple[Diagnostic, ...]
    """The findings about files that could not be planned (TT410)."""

    without_models: tuple[str, ...] = ()
    """The paths of the pages that define no model."""

    @property
    def is_empty(self) -> bool:
        """Whether disk and docs are in step."""
        return not self.problems and not self.of("create", "update", "delete")

    def of(self, *kinds: ActionKind) -> tuple[Action, ...]:
        """Return the actions of some kinds."""
        return tuple(action for action in self.actions if action.kind in kinds)

    def display_path_of(self, path: str) -> str:
        """Return the path of a file below the folder, for messages."""
        if self.display_path == ".":
            return path or "."
        return f"{self.display_path}/{path}" if path else self.display_path
