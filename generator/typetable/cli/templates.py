"""`typetable templates`: the templates of a target, as a start for one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from typetable import render, rules
from typetable.cli import console, flags, results
from typetable.diagnostics import finding
from typetable.output import cannot_write
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic


def run(argv: Sequence[str]) -> int:
    """Copy the packaged templates of a target to a folder; files that are there are kept."""
    arguments = command_line().parse_args(argv)
    templates = render.packaged(arguments.target)
    folder = Path(arguments.folder) / arguments.target
    diagnostics = [
        found
        for name, source in templates.items()
        if (found := _copy(source, folder / name)) is not None
    ]
    if not diagnostics:
        hint = f'`templates = "{arguments.folder}"` in the configuration uses them'
        console.say(
            [f"{len(templates)} templates copied to {folder.as_posix()}; {hint}"]
        )
    console.show(results.report("templates", (), diagnostics), arguments)
    return results.exit_code(diagnostics)


def _copy(source: Path, target: Path) -> Diagnostic | None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(source.read_text(encoding="utf-8"))
    except FileExistsError:
        message = "this file is there already, and was left as it is"
        hint = "copy to another folder, or remove it first"
        return finding(rules.CANNOT_WRITE, target.as_posix(), None, message, hint=hint)
    except OSError as error:
        return cannot_write(target.as_posix(), error)
    return None


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
