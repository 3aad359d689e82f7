"""The folders of templates: those that a template is looked for in.

The one rule kept here: only files inside of the folders are read, and never much of them.
"""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader, TemplateNotFound

from typetable.disk.files import text_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Environment

SHARED = "shared"
"""The folder of templates that every target uses which has none of the same name."""

_MOST = 1_000
"""The files in the folders of templates of a target; packaged ones are nine."""

_LARGEST = 256 * 1024
"""The bytes of all templates of a target together; the packaged ones have 35,712 at most."""


class Folders(FileSystemLoader):
    """Folders of templates, for a target; the goal of a link that leads elsewhere is none."""

    def __init__(self, roots: Iterable[Path], target: str) -> None:
        """Look for templates in the folders of a target and of all targets."""
        super().__init__([*roots])
        self._folders = (target, SHARED)

    def get_source(
        self, environment: Environment, template: str  # noqa: ARG002  # as in jinja2
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, its path, and whether that is still its text."""
        roots = [Path(each).resolve() for each in self.searchpath]
        folder, _, name = template.partition("/")
        if folder not in self._folders:
            message = f"templates are in `{'` or `'.join(self._folders)}`"
            raise TemplateNotFound(template, message)
        for place, root in product((template, f"{SHARED}/{name}"), roots):
            path = root.joinpath(place)
            if ".." in Path(place).parts or not _is_file(path, place):
                continue
            real = path.resolve()
            if not any(real.is_relative_to(each) for each in roots):
                message = f"{template} is a link that leads elsewhere"
                raise TemplateNotFound(template, message)
            return _text_of(real, template), str(path), lambda: True
        raise TemplateNotFound(template, f"{template} is in no folder of templates")

    def names(self) -> list[str]:
        """Return the templates that there are, sorted, each named as `folder/name`.

        Raises TemplateNotFound where there are too many, or too large ones, to be looked at.
        """
        names: set[str] = set()
        size = 0
        for root, folder in product(map(Path, self.searchpath), self._folders):
            top = root.resolve() / folder
            for outer, _, inner in os.walk(top):
                below = Path(outer).relative_to(top.parent)
                names.update((below / name).as_posix() for name in inner)
                if len(names) > _MOST:
                    message = f"there are more than {_MOST:,} files in `{folder}`"
                    raise TemplateNotFound(folder, message)
                size += sum(_size(Path(outer, name)) for name in inner)
                if size > _LARGEST:
                    message = f"templates have more than {_LARGEST >> 10} KiB together"
                    raise TemplateNotFound(folder, message)
        return sorted(names)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # which is said where it is used
        return 0


def _is_file(path: Path, template: str) -> bool:
    """Return whether a template is there; raises TemplateNotFound where that cannot be seen."""
    try:
        return path.is_file()
    except OSError as error:
        message = f"{template}: {error.strerror or error}"
        raise TemplateNotFound(template, message) from error


def _text_of(path: Path, template: str) -> str:
    try:
        text = text_at(path) or ""
        text.encode()
    except OSError as error:
        message = f"{template}: {error.strerror or error}"
        raise TemplateNotFound(template, message) from error
    except UnicodeEncodeError as error:
        raise TemplateNotFound(template, f"{template} is not UTF-8") from error
    return text
