"""Results: the outcomes of a run of the pipeline, as reports and exit codes.

The one rule kept here: the exit code follows from the findings and from nothing else.
"""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import pipeline, rules
from typetable.cache.memory import Memory
from typetable.cache.store import Store
from typetable.cli import console, dependencies
from typetable.cli.entry import DONE, FAILED, FOUND
from typetable.diagnostics import has_errors, report_order
from typetable.output import drift
from typetable.output.blame import blames
from typetable.python import style as formatting
from typetable.rendering.files import Tools
from typetable.report import FileChange, OutputReport, PackageAccount, Report
from typetable.settings import config

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from typetable.cache.files import FilesSeen
    from typetable.diagnostics import Diagnostic
    from typetable.meaning.understanding import Understanding
    from typetable.output.records import WritePlan
    from typetable.pipeline import Outcome
    from typetable.reading.reasons import PageReasons
    from typetable.report.report import FileAction
    from typetable.settings.package import Package

_COULD_NOT_RUN = {
    rules.UNREADABLE_FILE.code,
    rules.UNREADABLE_REVISION.code,
    rules.BAD_SCHEMA.code,
    rules.CANNOT_WRITE.code,
    rules.TEMPLATE_ERROR.code,
    *(code for code in rules.RULES if code.startswith("TT5")),
}
"""The codes of rules about settings, files and templates rather than about the docs."""

_ACTIONS: dict[str, FileAction] = {
    "create": "create",
    "update": "update",
    "delete": "delete",
    "unchanged": "keep",
}


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """Return 2 where an error kept the command from running, 1 for other errors, else 0."""
    codes = {diagnostic.code for diagnostic in diagnostics if diagnostic.is_error}
    if codes & _COULD_NOT_RUN:
        return FAILED
    return FOUND if codes else DONE


def today() -> date:
    """Return the day; nothing but the command line looks at a clock."""
    return datetime.now(tz=UTC).date()


def outcomes(
    arguments: Namespace,
    chosen: Sequence[Package],
    found: Iterable[Diagnostic],
    files_seen: FilesSeen,
    *,
    keeps_drafts: bool = False,
) -> list[Outcome]:
    """Return the outcomes of the chosen packages; none where a finding is an error already.

    What `files_seen` holds is not read again.
    """
    if has_errors(found):
        return []
    tools = _tools(arguments, chosen, files_seen)
    with undisturbed(), console.progress(arguments):
        planned = pipeline.plan_all(
            chosen,
            tools,
            complete=not arguments.package,
            keeps_drafts=keeps_drafts,
        )
    tools.memory.keep()
    return planned


@contextmanager
def undisturbed() -> Iterator[None]:
    """Look for no garbage: there is none here, and looking takes a tenth of the time.

    The objects that were made are not looked at later, either: they go when nobody holds them.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _tools(
    arguments: Namespace, chosen: Sequence[Package], files_seen: FilesSeen
) -> Tools:
    """Return the tools by which files are made; with `--verify`, black and no memory."""
    if arguments.verify:
        return Tools(style=formatting.formatted)
    return Tools(memory=memory(arguments, chosen, files_seen), files_seen=files_seen)


def memory(
    arguments: Namespace, chosen: Sequence[Package], files_seen: FilesSeen
) -> Memory:
    """Return the memory of earlier runs of this very typetable; an empty one with `--no-cache`."""
    version = "" if arguments.no_cache else files_seen.state(dependencies.of_tool())
    if not version or not chosen:
        return Memory()
    return Memory("memory", Store(dependencies.home(chosen[0])), version)


def diagnostics(
    outcomes: Iterable[Outcome], found: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """Return the findings about settings and docs."""
    return [*found, *(each for outcome in outcomes for each in outcome.diagnostics)]


def drift_of(outcome: Outcome) -> tuple[Diagnostic, ...]:
    """Return the findings of drift, on the pages and rows that caused it."""
    if outcome.plan is None or outcome.plan.is_empty or outcome.names is None:
        return ()
    schema = outcome.understanding.schema
    known = blames(outcome.pages, schema, outcome.names)
    return drift.findings(outcome.plan, known, _settings_since(outcome))


def _settings_since(outcome: Outcome) -> str:
    """Return what is set otherwise since the output was committed, where that made a difference."""
    actions = outcome.plan.actions if outcome.plan else ()
    if not any(rules.SETTINGS_CHANGED in each.causes for each in actions):
        return ""
    # git is asked only where something is out of step, so that nothing else waits for it.
    from typetable import comparison  # noqa: PLC0415

    return comparison.settings_since(outcome)


def report(
    command: str,
    understandings: Iterable[Understanding],
    diagnostics: Iterable[Diagnostic],
    *,
    outputs: tuple[OutputReport, ...] = (),
    diff: Iterable[str] = (),
    reasons: Iterable[PageReasons] = (),
) -> Report:
    """Return the report of a command on its packages."""
    read = tuple(understandings)
    told = tuple(sorted(_each_once(diagnostics), key=report_order))
    return Report(
        command=command,
        diagnostics=told,
        sources={path: page for each in read for path, page in each.sources.items()},
        outputs=outputs,
        diff=tuple(diff),
        reasons=tuple(reasons),
        accounts=tuple(map(_account, read)),
        base=config.base(Path.cwd()),
        files=_files(read, told),
    )


def _each_once(diagnostics: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Return findings without those that several packages have of one page.

    Each package calls a place otherwise in its configuration; the first name is told.
    """
    once: dict[Diagnostic, Diagnostic] = {}
    for each in diagnostics:
        once.setdefault(replace(each, subject=None), each)
    return once.values()


def _files(
    read: Iterable[Understanding], diagnostics: Iterable[Diagnostic]
) -> Mapping[str, str]:
    """Return the file on which a finding about a folder, or about nothing at all, is shown."""
    paths = {each.path for each in diagnostics if not _has_file(each)}
    return dict.fromkeys(paths, _nearest_file(read)) if paths else {}


def _has_file(found: Diagnostic) -> bool:
    is_read = found.span is not None and found.path != "-"
    # Unlike that of a `Path` it answers whatever the name is, and whoever may read it.
    return is_read or os.path.isfile(found.path)  # noqa: PTH113 - see above


def _nearest_file(read: Iterable[Understanding]) -> str:
    """Return the configuration, else the first page; where neither is, what should be there."""
    known = tuple(read)
    pages = (path for each in known for path in each.sources)
    near = (*(each.package.path for each in known), config.name(Path.cwd()), *pages)
    return next((each for each in near if Path(each).is_file()), near[0])


def _account(read: Understanding) -> PackageAccount:
    return PackageAccount(
        spec=display_spec(read.package),
        dialect=read.dialect.name,
        recognised=read.package.dialect == "auto",
        numbers=read.account,
    )


def display_spec(package: Package) -> str:
    """Return the places of the docs of a package, as the user named them."""
    return ", ".join(place.display_path for place in package.spec)


def outputs(outcomes: Iterable[Outcome]) -> tuple[OutputReport, ...]:
    """Return the changes of the output of packages by their plans.

    Nothing is said of an output of which a file cannot be compared, and no other one differs.
    """
    planned = ((each, each.plan) for each in outcomes if each.plan)
    return tuple(
        _output(outcome, plan)
        for outcome, plan in planned
        if plan.is_empty or plan.of("create", "update", "delete")
    )


def _output(outcome: Outcome, plan: WritePlan) -> OutputReport:
    return OutputReport(
        spec=display_spec(outcome.package),
        output=plan.display_path,
        files=tuple(
            FileChange(
                path=plan.display_path_of(action.path),
                action=_ACTIONS[action.kind],
                causes=tuple(cause.code for cause in action.causes),
                page=outcome.pages.get(action.path, ""),
            )
            for action in plan.actions
        ),
    )
