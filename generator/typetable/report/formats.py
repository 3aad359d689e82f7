"""Formats: the ways to show a report.

The one rule kept here: a format is a function from a `Report` to lines and knows no other format's
reader. The formats are named here and loaded when one of them is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, cast

from msgspec import Struct

from typetable.report.escape import guard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from typetable.report.report import Report, Screen


class Format(Struct, frozen=True, kw_only=True):
    """One way to show a report."""

    module: str
    """The file beside this one that has its `lines(report, screen)`."""
    summary: str
    """What it shows, for the help."""
    stream: Literal["stdout", "stderr"] = "stdout"
    """Where it goes: text for people to `stderr`, that for machines to `stdout`."""
    guarded: bool = False
    """Whether people read it in logs that obey commands found there, so that it holds none."""
    filed: bool = False
    """Whether it goes to a file that a server shows elsewhere, so that the log has text as well."""


FORMATS: dict[str, Format] = {
    "text": Format(
        module="text",
        summary="findings with the lines that they are about",
        stream="stderr",
        guarded=True,
    ),
    "concise": Format(
        module="concise",
        summary="one line for each finding",
        stream="stderr",
        guarded=True,
    ),
    "json": Format(module="jsondocument", summary="one JSON document"),
    "jsonl": Format(module="jsonlines", summary="one JSON object on each line"),
    "github": Format(module="github", summary="annotations of GitHub Actions"),
    "gitlab": Format(
        module="gitlab", summary="a code quality report of GitLab", filed=True
    ),
    "sarif": Format(
        module="sarif", summary="SARIF 2.1.0, for code scanning", filed=True
    ),
    "junit": Format(module="junit", summary="JUnit XML, for test reports", filed=True),
    "markdown": Format(
        module="markdown",
        summary="a step summary or a comment on a pull request",
        guarded=True,
    ),
}
"""Every format by the name that `--format` takes."""


def report_lines(report: Report, name: str, screen: Screen) -> Iterator[str]:
    """Return the lines of `report` in the format `name`, without line ends.

    Raises `KeyError` for a name that is not in `FORMATS`.
    """
    chosen = FORMATS[name]
    module = import_module(f"typetable.report.{chosen.module}")
    lines = cast("Callable[[Report, Screen], Iterable[str]]", module.lines)
    unguarded = lines(report, screen)
    return map(guard, unguarded) if chosen.guarded else iter(unguarded)
