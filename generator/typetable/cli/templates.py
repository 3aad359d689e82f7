"""`typetable templates`: the templates of a target, as a start for one's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from typetable import rules
from typetable.cli import console, flags, results
from typetable.diagnostics import finding
from typetable.disk import folders
from typetable.output.obstacles import cannot_write
from typetable.rendering import templates as rendering
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.disk.folders import Folder


def run(argv: Sequence[str]) -> int:
    """Copy the packaged templates of a target to a folder; files that are there are kept."""
    arguments = command_line().parse_args(argv)
    templates = rendering.packaged(arguments.target)
    folder = Path(arguments.folder) / arguments.target
    diagnostics = _copy_all(templates, Path(arguments.folder), arguments.target)
    if not diagnostics:
        hint = f'`templates = "{arguments.folder}"` in the configuration uses them'
        console.say(
            [f"{len(templates)} templates copied to {folder.as_posix()}; {hint}"]
        )
    console.show(results.report("templates", (), diagnostics), arguments)
    return results.exit_code(diagnostics)


def _copy_all(
    templates: Mapping[str, Path], named: Path, target: str
) -> tuple[Diagnostic, ...]:
    """Copy files to a folder below a named one, which alone may be a link."""
    display_path = (named / target).as_posix()
    try:
        with folders.opened(os.path.realpath(named), make=True) as outer:
            folder = outer.below(target, make=True)
            folder.sweep()
            there = [name for name in templates if folder.kind(name)]
            found = [
                _copy(source, folder, name, f"{display_path}/{name}")
                for name, source in templates.items()
                if name not in there
            ]
    except OSError as error:
        return (cannot_write(display_path, error),)
    told = (_there_already(display_path, there),) if there else ()
    return (*told, *filter(None, found))


def _copy(
    source: Path, folder: Folder, name: str, display_path: str
) -> Diagnostic | None:
    try:
        data = source.read_text(encoding="utf-8").encode()
        folder.replace(name, folder.stage(name, data), data)
    except OSError as error:
        return cannot_write(display_path, error)
    return None


def _there_already(folder: str, names: Sequence[str]) -> Diagnostic:
    """Return the finding that some files are there, which nobody may lose."""
    first = names[0]
    more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    message = f"left as it was, since it is there already: `{first}`{more}"
    hint = "copy to another folder, or remove what is there first"
    return finding(rules.CANNOT_WRITE, folder, None, message, hint=hint)


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    parser = flags.parser(
        "templates",
        "Copy the templates of a target to a folder of your own. A template there\n"
        "replaces the packaged one of the same name; delete those that you do not\n"
        "change. What a template may see is documented in typetable.targets.views.",
        [
            "typetable templates eject                 to ./templates",
            "typetable templates eject --target pydantic my/templates",
        ],
        places=" eject [FOLDER]",
    )
    parser.add_argument(
        "action", metavar="eject", choices=("eject",), help="copy the templates"
    )
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        default="templates",
        help="`templates` by default",
    )
    parser.add_argument(
        "--target",
        choices=tuple(TARGETS),
        default="dataclass",
        help="dataclass by default",
    )
    flags.add_verbosity(parser)
    return parser
