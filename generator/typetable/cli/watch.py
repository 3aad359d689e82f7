"""`typetable watch`: regenerate the models whenever the docs change.

The one rule kept here: a run that finds errors writes nothing, so the last good output stays; and
nothing but the reader ends the watch.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from typetable.cache.files import FilesSeen
from typetable.cli import console, flags, results, selection
from typetable.cli.entry import DONE, FAILED
from typetable.cli.generate import generate
from typetable.diagnostics import counted
from typetable.settings import config

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from typetable.report import Report
    from typetable.settings.package import Package

_MISSING = "watching needs watchfiles; run: python -I -m pip install watchfiles"

_PAUSE = 20
"""Milliseconds in which more changes may come, such as those of an editor that saves."""

_PATIENCE = 400
"""Milliseconds after which a quiet watch looks whether there are other places to watch."""


def run(argv: Sequence[str]) -> int:
    """Regenerate until interrupted; return 2 where `watchfiles` is not installed."""
    arguments = command_line().parse_args(argv)
    try:
        import watchfiles  # noqa: F401, PLC0415  # an extra, which only this command needs
    except ModuleNotFoundError:
        console.tell([_MISSING])
        return FAILED
    try:
        for _ in _occasions(arguments):
            _regenerate(arguments)
    except KeyboardInterrupt:
        console.tell(["", "stopped watching"])
    return DONE


def _occasions(arguments: Namespace) -> Iterator[None]:
    """Yield at once, and then after each change; never ends.

    It yields, too, when another set of places is watched, since they may have changed before.
    """
    from watchfiles import watch  # noqa: PLC0415  # an extra, see above

    yield
    while True:
        places, is_first = _places(arguments), True
        if not places:
            time.sleep(_PATIENCE / 1000)
            continue
        for changes in watch(
            *places,
            debounce=_PAUSE * 5,
            step=_PAUSE,
            rust_timeout=_PATIENCE,
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            if changes or is_first:
                yield
            is_first = False
            # A file that another one replaced is watched no longer, so the watch starts anew.
            is_replaced = any(Path(path) in places for _, path in changes)
            if is_replaced or _places(arguments) != places:
                break


def _places(arguments: Namespace) -> list[Path]:
    """Return the places to watch: pages, templates, samples and the configuration."""
    chosen, _ = selection.chosen(arguments, "spec", "output")
    files = config.find(Path.cwd())
    named = Path(arguments.config) if arguments.config else files
    places = {place for package in chosen for place in _read_from(package)}
    return sorted(place for place in {*places, named} if place and place.exists())


def _read_from(package: Package) -> Iterator[Path]:
    """Yield the places that a package is made of."""
    yield from (place.path for place in package.spec)
    for place in (package.templates, package.samples, package.dialect):
        if not isinstance(place, str | None):
            yield place.path


def _regenerate(arguments: Namespace) -> None:
    """Run once; show the findings, and then one line on the outcome."""
    start = time.perf_counter()
    chosen, found = selection.chosen(arguments, "spec", "output")
    outcomes = results.outcomes(arguments, chosen, found, FilesSeen())
    report = generate(arguments, outcomes, found, command="watch")
    if report.count("error"):
        console.show(report, arguments)
        errors = counted(report.count("error"), "error")
        console.tell([f"{_clock()}  {errors}; the last good output stays, watching"])
    elif not arguments.quiet:
        console.tell([_status(report, time.perf_counter() - start)])


def _status(report: Report, seconds: float) -> str:
    """Return one line on the outcome of a run."""
    output = report.outputs[0] if len(report.outputs) == 1 else None
    written = sum(each.count("create", "update") for each in report.outputs)
    deleted = sum(each.count("delete") for each in report.outputs)
    name = output.output if output else counted(len(report.outputs), "package")
    parts = [f"{counted(written, 'file')} written"] if written else []
    parts += [f"{deleted:,} deleted"] if deleted else []
    did = ", ".join(parts) or "in step"
    return f"{_clock()}  {name}: {did} ({seconds:.2f} s), watching"


def _clock() -> str:
    return time.strftime("%H:%M:%S")


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    parser = flags.parser(
        "watch",
        "Regenerate the models whenever the docs change. Ctrl-C ends it.",
        [
            "typetable watch                           as the configuration says",
            "typetable watch --spec docs --output models",
        ],
        places=" [PATH...]",
    )
    parser.set_defaults(force=False, verify=False, diff=False)
    flags.add_package(parser)
    flags.add_settings(parser)
    flags.add_verbosity(parser)
    flags.add_cache(parser)
    return parser
