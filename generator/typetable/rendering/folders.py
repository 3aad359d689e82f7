"""The folders of templates: where a template is looked for, and how much is read.

The one rule kept here: what is read stands in one of the folders, and is never much.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader, TemplateNotFound

from typetable.disk import folders

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

SHARED = "shared"
"""The folder of templates that every target uses which has none of the same name."""

_LARGEST = 256 * 1024
"""How many characters there are in a template at most."""


class Folders(FileSystemLoader):
    """Folders of templates; what a link elsewhere leads to is no template, nor is a huge file."""

    def get_source(
        self, environment: Environment, template: str
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
        return super().get_source(environment, template)  # which says what is missing


def _is_file(path: Path, template: str) -> bool:
    """Return whether a template is there; what cannot be seen is not taken for absent."""
    try:
        return path.is_file()
    except OSError as error:
        message = f"{template}: {error.strerror or error}"
        raise TemplateNotFound(template, message) from error


def _text_of(path: Path, template: str) -> str:
    try:
        text = folders.text_at(path) or ""
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
