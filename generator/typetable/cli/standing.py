"""Standing: whether all is in step, remembered for the next time that somebody asks.

The one rule kept here: where a link may lead elsewhere next time, nothing is remembered.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from typetable.cache import stamp
from typetable.cli import DONE, places, results
from typetable.pages import is_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.report import Report
    from typetable.settings import Package


def watch(
    command: str, argv: Sequence[str], packages: Sequence[Package]
) -> stamp.Watch | None:
    """Look at all that a run of a command depends on, before it does; `None` if that is too much.

    Where there is no output nothing can be in step.
    """
    outputs = [package.output for package in packages if package.output]
    if not outputs or not all(is_folder(output.path) for output in outputs):
        return None
    named = [place for package in packages for place, _ in places.named(package)]
    if any(Path(place.shown).absolute() != place.path for place in named):
        return None
    looked_at = [
        *places.of_configuration(packages[0].path),
        *(each for package in packages for each in places.of_package(package)),
        *places.of_tool(),
    ]
    return stamp.Watch(command, argv, places.home(packages[0]), looked_at)


def keep(watched: stamp.Watch | None, report: Report, said: tuple[str, str]) -> None:
    """Remember what was said, if that is that all is in step."""
    if watched and report.outputs and _is_in_step(report):
        watched.keep(*said)


def _is_in_step(report: Report) -> bool:
    changes = (each.count("create", "update", "delete") for each in report.outputs)
    return results.exit_code(report.diagnostics) == DONE and not any(changes)
