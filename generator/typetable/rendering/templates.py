"""Rendering: views to text, through the one Jinja environment.

The one rule kept here: a template prints finished text and nothing else, whoever wrote it: it runs
in a sandbox, and what is absent or not a string is an error instead of code.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, TemplateRuntimeError, Undefined

from typetable.rendering import failures
from typetable.rendering.folders import SHARED, Folders
from typetable.rendering.language import kind_of
from typetable.rendering.sandbox import Absent, BoundedSandbox, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typetable.settings.package import Location
    from typetable.targets.views import FileView


class RenderError(Exception):
    """A template that cannot be rendered: its name, the line where that is known, and why."""

    def __init__(self, template: str, line: int, message: str, hint: str = "") -> None:
        """Keep the place, the message and the hint of a finding."""
        self.template = template
        self.line = line
        self.message = message
        self.hint = hint
        super().__init__(f"{template}:{line}: {message}")


def render(target: str, file: FileView, templates: Path | None = None) -> str:
    """Return the text of a file of a target.

    `templates` is a folder whose templates go before the packaged ones of the same name. Raises
    RenderError.
    """
    name = f"{target}/{file.template}"
    try:
        text = _environment(target, templates).text_of(name, file.view)
    except failures.FAILURES as error:
        raise _located(name, error) from error
    return text.lstrip("\n")


def templates_of(target: str, templates: Path | None = None) -> Iterator[str]:
    """Yield the name and the text of each template that a target may use, sorted by name.

    Templates are read anew from now on. Raises RenderError where there are too many.
    """
    if templates is not None:  # which may have changed since the last run of a watch
        _environment.cache_clear()
    environment = _environment(target, templates)
    loader = environment.loader
    if not isinstance(loader, Folders):
        raise TypeError(loader)
    try:
        names = loader.names()
    except TemplateNotFound as error:
        raise _located(target, error) from error
    if isinstance(environment, BoundedSandbox):
        environment.load(names)
    for name in names:
        with suppress(TemplateNotFound):  # one that cannot be used, if it is
            text, *_ = loader.get_source(environment, name)
            yield name
            yield text


def display_path(path: str, templates: Location | None) -> str:
    """Return the path of a template for messages; its name where it is packaged."""
    own = [(templates.path, templates.display_path)] if templates else []
    for root, display_root in (*own, (packaged_templates(), "")):
        place = root / path  # which is the path itself, unless it is a name
        if place.is_relative_to(root) and os.path.lexists(place):
            return PurePosixPath(display_root, place.relative_to(root)).as_posix()
    return path


def packaged_templates() -> Path:
    """Return the folder of the templates that come with typetable."""
    package = Path(__file__).parents[1]
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent.parent / "templates"


def packaged(target: str) -> Mapping[str, Path]:
    """Return the templates that come with typetable for a target, by their file names.

    Of the parts that targets share they are those that its own templates include.
    """
    folder = packaged_templates()
    own = {path.name: path for path in sorted((folder / target).iterdir())}
    texts = "".join(path.read_text("utf-8") for path in own.values())
    shared = {
        path.name: path
        for path in sorted((folder / SHARED).iterdir())
        if not path.name.startswith("_") or f"{target}/{path.name}" in texts
    }
    return shared | own


@cache
def _environment(target: str, templates: Path | None) -> Sandbox:
    folders = [packaged_templates()]
    if templates is not None:
        folders.insert(0, templates)
    made = Sandbox if templates is None else BoundedSandbox
    return made(
        loader=Folders(folders, target),
        undefined=Absent,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        auto_reload=False,
    )


def _finished(value: object) -> object:
    """Return a text, or an undefined, which raises itself; raises for another value."""
    if type(value) is str or isinstance(value, str | Undefined):
        return value
    message = f"a template prints a {kind_of(value)} instead of finished text"
    raise TemplateRuntimeError(message)


def _located(template: str, error: Exception) -> RenderError:
    """Return the error with the innermost line of a template that led to it."""
    return RenderError(*failures.place(error, template), *failures.words(error))
