"""The outcome of a plan, carried out or not, in sentences.

The one rule kept here: one line for each cause, and the last line has the command to type.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from typetable import rules
from typetable.changes.summary import stat_line
from typetable.diagnostics import counted
from typetable.report.changes import since_lines
from typetable.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.report.report import FileAction, OutputReport, Report, Screen

_WRITERS = ("generate", "watch")
"""The commands that apply their plan."""

_CHANGED: tuple[FileAction, ...] = ("create", "update", "delete")
"""The changes of a file that is not left as it is."""

_DONE = {"create": "created", "update": "updated", "delete": "deleted", "keep": "left"}

_CAUSES: dict[str, tuple[str, str]] = {
    "TT401": ("{} page changed", "{} pages changed"),
    "TT402": ("{} file edited by hand", "{} files edited by hand"),
    "TT415": ("{} file with marks of a merge", "{} files with marks of a merge"),
    "TT414": ("{} file reformatted", "{} files reformatted"),
    "TT403": ("templates or settings changed", "templates or settings changed"),
    "TT413": (
        "{} file with other JSON names than the docs show",
        "{} files with other JSON names than the docs show",
    ),
    "TT404": (
        "another typetable or black wrote {} file",
        "another typetable or black wrote {} files",
    ),
    "TT416": ("{} page renamed", "{} pages renamed"),
    "TT418": (
        "{} file has or uses models that moved",
        "{} files have or use models that moved",
    ),
    "TT417": (
        "{} file made from docs that are not here",
        "{} files made from docs that are not here",
    ),
    "TT405": ("{} file missing", "{} files missing"),
    "TT406": ("{} file left over", "{} files left over"),
    "TT407": ("{} foreign file in the way", "{} foreign files in the way"),
}
"""The causes of drift in the order in which they are told, for one subject and for several."""

_RENAMED = "TT416"

_CAME_OR_WENT = {"TT405", "TT406", _RENAMED, "TT417", "TT418"}
"""The causes of files whose pages are new, gone or elsewhere."""

_CURES = {
    "TT407": "Move what is not typetable's away, then run: typetable generate",
    "TT402": "Run: typetable generate --force, which drops the edits",
    "TT417": "Commit those docs, or run: typetable generate",
}
"""The commands to type where a plain `typetable generate` would refuse; the first that applies."""

_NAMED = 3
"""The pages or files that the line of a cause names."""


def file_lines(report: Report, screen: Screen) -> Iterator[str]:
    """Return a line for each file that was written, or for each cause of drift.

    What is true of the docs of several packages is said once.
    """
    if screen.verbosity < 0:
        return iter(())
    if report.command in _WRITERS:
        written = (_written(output, screen) for output in report.outputs)
        return chain.from_iterable(written)
    causes = dict.fromkeys(tuple(_caused(output)) for output in report.outputs)
    changes = dict.fromkeys(
        tuple(since_lines(output, screen)) for output in report.outputs
    )
    return chain(*causes, *changes)


def _written(output: OutputReport, screen: Screen) -> Iterator[str]:
    everything = screen.verbosity > 0
    files = [file for file in output.files if everything or file.action != "keep"]
    limit = len(files) if everything else screen.limit
    for file in files[:limit]:
        yield f"{_DONE[file.action]} {visible(file.path)}"
    if len(files) > limit:
        yield f"… and {counted(len(files) - limit, 'more file')}"


def _caused(output: OutputReport) -> Iterator[str]:
    for code, subjects in _drift(output).items():
        yield f"{_cause(code, subjects)}: {_listed(subjects)}"


def _drift(output: OutputReport) -> dict[str, list[str]]:
    """Return the pages or files that each cause speaks of, in the order of `_CAUSES`."""
    drift = {code: _subjects(output, code) for code in _CAUSES}
    return {code: subjects for code, subjects in drift.items() if subjects}


def _subjects(output: OutputReport, code: str) -> list[str]:
    """Return the subjects of a cause: of changed docs the pages, else the files themselves.

    Where files of all pages alone are older than the docs, pages came or went, which other causes
    tell, or all docs are meant.
    """
    caused = [
        file
        for file in output.files
        if code in file.causes and not (code == _RENAMED and file.action == "delete")
    ]
    if code != "TT401" or not caused:
        return [file.path for file in caused]
    if pages := list(dict.fromkeys(file.page for file in caused if file.page)):
        return pages
    is_told = any(_CAME_OR_WENT & {*file.causes} for file in output.files)
    return [] if is_told else [output.spec]


def _cause(code: str, subjects: Sequence[str]) -> str:
    return _CAUSES[code][len(subjects) != 1].format(f"{len(subjects):,}")


def _listed(subjects: Sequence[str]) -> str:
    more = len(subjects) - _NAMED
    named = ", ".join(map(visible, subjects[:_NAMED]))
    return f"{named} and {more:,} more" if more > 0 else named


def folded_lines(report: Report, screen: Screen) -> Iterator[str]:
    """Return a line for each rule whose notes are not all shown."""
    for rule, count in screen.folded(report).items():
        more = "" if rule in rules.COSMETIC else "more "
        yield f"… and {count:,} {more}{rule.code} {rule.name} (-v shows all)"


def closing_lines(
    report: Report, screen: Screen, *, told: bool = False
) -> Iterator[str]:
    """Return the sentences that close a report: its findings, then each output folder.

    Nothing with a verbosity of -1, except that drift that stays is always told. Where its causes
    are `told` line by line above, they are not said again.
    """
    writes = report.command in _WRITERS
    findings = _findings(report)
    if findings and screen.verbosity >= 0:
        yield findings
    if report.changes and screen.verbosity >= 0:
        yield stat_line(report.changes.judgement)
    for output in report.outputs:
        sentence = _outcome(output, report.command, told=told)
        if writes and len(report.outputs) > 1 and output.count(*_CHANGED):
            sentence = f"{visible(output.output)}: {sentence}"
        is_told = not writes and _drift(output)
        if screen.verbosity >= 0 or is_told:
            yield sentence


def _findings(report: Report) -> str:
    """Return `2 errors, 1 accepted error`; drift and changes are counted by other sentences."""
    writes = report.command in _WRITERS
    outputs = () if writes else report.outputs
    told = {code for each in outputs for file in each.files for code in file.causes}
    rest = [
        "accepted error" if item.accepted else item.severity
        for item in report.diagnostics
        if item.code not in told and not item.fingerprint
    ]
    kinds = ("error", "warning", "note", "accepted error")
    counts = [(rest.count(kind), kind) for kind in kinds]
    sentence = ", ".join(counted(count, kind) for count, kind in counts if count)
    if "error" in rest and writes and not report.outputs:
        sentence += "; nothing was written"
    return sentence


def _outcome(output: OutputReport, command: str, *, told: bool) -> str:
    spec, folder = visible(output.spec), visible(output.output)
    if command in _WRITERS and output.count(*_CHANGED):
        return _totals(output)
    drift = _drift(output)
    if command in _WRITERS or not drift:
        return f"{folder} is in step with {spec}: {counted(len(output.files), 'file')}"
    causes = ", ".join(_cause(code, subjects) for code, subjects in drift.items())
    why = "" if told else f": {causes}"
    return f"{folder} is out of step with {spec}{why}. {_cure(drift)}"


def _totals(output: OutputReport) -> str:
    """Return `3 files written, 1 deleted, 12 unchanged`, without the numbers that are 0."""
    parts = (
        (output.count("create", "update"), "written"),
        (output.count("delete"), "deleted"),
        (output.count("keep"), "unchanged"),
    )
    (first, done), *others = [part for part in parts if part[0]]
    totals = [f"{counted(first, 'file')} {done}"]
    return ", ".join(totals + [f"{count:,} {done}" for count, done in others])


def _cure(drift: dict[str, list[str]]) -> str:
    cures = (cure for code, cure in _CURES.items() if code in drift)
    return next(cures, "Run: typetable generate")
