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
    from collections.abc import Callable

    from jinja2 import Environment

SHARED = "shared"
"""The folder of templates that every target uses which has none of the same name."""

_MOST = 1_000
"""The files in the folders of templates of a target; packaged ones are nine."""

_LARGEST = 256 * 1024
"""The characters of a template; the largest packaged one has 27,504."""


class Folders(FileSystemLoader):
    """Folders of templates; the goal of a link that leads elsewhere is none, nor a huge file."""

    def get_source(
        self, environment: Environment, template: str  # noqa: ARG002  # as in jinja2
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, its path, and whether that is still its text."""
        roots = [Path(each).resolve() for each in self.searchpath]
        _, _, name = template.partition("/")
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

    def names(self, *folders: str) -> list[str]:
        """Return the templates in some folders, sorted, each named as `folder/name`.

        Raises TemplateNotFound where there are too many to be looked at.
        """
        names: set[str] = set()
        for root, folder in product(map(Path, self.searchpath), folders):
            top = root.resolve() / folder
            for outer, _, inner in os.walk(top):
                below = Path(outer).relative_to(top.parent)
                names.update((below / name).as_posix() for name in inner)
                if len(names) > _MOST:
                    message = f"there are more than {_MOST:,} files in `{folder}`"
                    raise TemplateNotFound(folder, message)
        return sorted(names)


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
    if len(text) > _LARGEST:
        message = f"{template} has more than {_LARGEST:,} characters"
        raise TemplateNotFound(template, message)
    return text
