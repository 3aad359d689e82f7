"""The console: the standard streams, and the screen of the reader.

The one rule kept here: this and `entry` are the only places that write to the standard streams.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from typetable.output.obstacles import cannot_write
from typetable.progress import listening
from typetable.report import FORMATS, Screen, report_lines
from typetable.report.escape import guard, visible
from typetable.report.palette import choose

_PATIENCE, _PACE = 0.4, 0.1
"""Seconds until progress is shown, and between two times that it is."""

_SUMMARISED = ("check", "diff", "generate")
"""The commands that a step summary has."""

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.report import Report


def show(report: Report, arguments: Namespace) -> None:
    """Write a report in the format that the flags ask for."""
    out, err = texts(report, arguments)
    sys.stdout.write(out)
    sys.stderr.write(err)
    _summarise(report)


def texts(report: Report, arguments: Namespace) -> tuple[str, str]:
    """Return the texts of a report on standard output and on standard error."""
    text = _text(report, arguments.format, arguments)
    if is_for_people(arguments):
        return "", text
    is_filed = FORMATS[arguments.format].filed
    return text, _text(report, "text", arguments) if is_filed else ""


def _text(report: Report, name: str, arguments: Namespace) -> str:
    lines = report_lines(report, name, screen(arguments))
    return "".join(f"{line}\n" for line in lines)


def is_for_people(arguments: Namespace) -> bool:
    """Return whether a report is for people, who read standard error."""
    return FORMATS[arguments.format].stream == "stderr"


def _summarise(report: Report) -> None:
    """Append a report to the summary that GitHub Actions shows of a step, where there is one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path or report.command not in _SUMMARISED:
        return
    lines = report_lines(report, "markdown", Screen())
    try:
        with Path(path).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        sys.stderr.write(f"typetable: no step summary was written: {error.strerror}\n")


@contextmanager
def progress(arguments: Namespace) -> Iterator[None]:
    """Show the progress of the work in this context, on a terminal and nowhere else."""
    if arguments.quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    line = _ProgressLine()
    try:
        with listening(line):
            yield
    finally:
        line.clear()


class _ProgressLine:
    """One line of a terminal that is written over; work that is soon done does not show."""

    def __init__(self) -> None:
        self._due = time.monotonic() + _PATIENCE
        self._is_shown = False

    def __call__(self, work: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._due:
            return
        self._due, self._is_shown = now + _PACE, True
        self._write(f"{work} {done:,} of {total:,}")

    def clear(self) -> None:
        """Leave the terminal as it was."""
        if self._is_shown:
            self._write("")

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def screen(arguments: Namespace) -> Screen:
    """Return the screen of the reader, by flags, terminal and environment."""
    palette = choose(arguments.color, os.environ, terminal=sys.stderr.isatty())
    return Screen(
        palette=palette,
        width=shutil.get_terminal_size().columns,
        verbosity=arguments.verbose - arguments.quiet,
    )


def say(lines: Iterable[str]) -> None:
    """Write lines for a machine, or text that was asked for, to standard output."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def tell(lines: Iterable[str]) -> None:
    """Write lines for people, which may hold text from the docs, to standard error."""
    sys.stderr.writelines(f"{guard(visible(line))}\n" for line in lines)


def write(text: str, path: str) -> tuple[Diagnostic, ...]:
    """Write a document to a file, or to standard output where `path` is `-` (TT410).

    It is UTF-8 in every locale, because somebody's program reads it.
    """
    if path == "-":
        if reconfigure := getattr(sys.stdout, "reconfigure", None):
            reconfigure(encoding="utf-8")
        sys.stdout.write(text)
        return ()
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        return (cannot_write(path, error),)
    return ()


def standard_input() -> bytes:
    """Return the bytes of standard input."""
    return sys.stdin.buffer.read()
