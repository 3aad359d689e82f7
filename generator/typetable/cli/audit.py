"""`typetable audit`: put generated code that is on disk through the gate.

The one rule kept here: nothing is believed of a file, neither its banner nor its seal.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.machinery import SOURCE_SUFFIXES, all_suffixes
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import gate, naming, rules
from typetable.cli import console, flags, results
from typetable.diagnostics import counted, finding
from typetable.disk.files import kind_of, text_at
from typetable.output.banner import BANNER_OF_OWN, taken_apart
from typetable.rendering import templates
from typetable.schema import Module, Schema
from typetable.source import Span
from typetable.sources.pages import is_folder
from typetable.targets import TARGETS
from typetable.targets.package import variants

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.disk.files import Kind
    from typetable.gate import Problem
    from typetable.targets.views import FileView

_SPECIMEN = Schema(modules=(Module(name="a", source="", page="a.md", models=()),))
"""A schema whose files have the policy of the modules of a target."""

_MODULES = tuple(all_suffixes())


def run(argv: Sequence[str]) -> int:
    """Report the code in some folders that the gate would not let pass (TT408); change nothing."""
    arguments = command_line().parse_args(argv)
    targets = [arguments.target] if arguments.target else list(TARGETS)
    audited = [_audit(place, targets) for place in arguments.places]
    found = [each for audit in audited for each in audit.found]
    console.show(results.report("audit", (), found), arguments)
    if console.is_for_people(arguments) and not arguments.quiet:
        console.tell(_passed(audit) for audit in audited if not audit.found)
    return results.exit_code(found)


class _Audit(Struct, frozen=True):
    """A place, the number of modules there, the target that they fit best, and the findings."""

    place: str
    modules: int
    target: str
    found: list[Diagnostic]


def _audit(place: str, targets: Sequence[str]) -> _Audit:
    """Return the audit of a place, by the target that it fits best."""
    root = Path(place)
    if _kind_of(root) not in {"file", "folder"}:
        message = "neither a file nor a folder that could be read is here"
        return _Audit(
            place, 0, "", [finding(rules.UNREADABLE_FILE, place, None, message)]
        )
    files = sorted(_importable(root)) if is_folder(root) else [root]
    refused: dict[str, list[Diagnostic]] = {}
    for target in targets:
        refused[target] = [*_refused(files, target)]
        if not refused[target]:
            break  # no other can fit better
    target = min(refused, key=lambda each: len(refused[each]))
    return _Audit(place, len(files), target, [*refused[target], *_own(files)])


def _passed(audit: _Audit) -> str:
    """Return a line on a place without findings: the number of its modules, and their target."""
    if not audit.modules:
        return f"{audit.place} holds nothing that Python could import"
    modules = counted(audit.modules, "module")
    return f"{audit.place} passes as {audit.target} models: {modules}, no finding"


def _importable(root: Path) -> Iterator[Path]:
    """Yield the files that Python could import below a folder, and folders it cannot enter.

    Links to folders are not followed.
    """
    closed: list[OSError] = []
    for folder, inner, names in os.walk(root, onerror=closed.append):
        inner[:] = [name for name in inner if name != "__pycache__"]
        paths = [Path(folder, name) for name in (*inner, *names)]
        yield from (path for path in paths if path.name.endswith(_MODULES))
        yield from (path for path in paths if _is_link(path) and is_folder(path))
    yield from (Path(error.filename) for error in closed)


def _is_link(path: Path) -> bool:
    """Return whether a link can be seen; `Path.is_symlink` would raise where nothing can."""
    return os.path.islink(path)  # noqa: PTH114


def _kind_of(path: Path) -> Kind | None:
    """Return the kind of a path; `None` where that cannot be seen."""
    try:
        return kind_of(path)
    except OSError:
        return None


def _refused(files: Sequence[Path], target: str) -> Iterator[Diagnostic]:
    for file in files:
        for problem in _problems(file, target):
            span = Span(problem.line, problem.column, problem.column)
            yield finding(rules.UNSAFE_OUTPUT, file.as_posix(), span, problem.message)


def _own(files: Sequence[Path]) -> Iterator[Diagnostic]:
    """Yield a finding for each file that was made with templates of a project."""
    for file in files:
        try:
            text = text_at(file) or ""
        except OSError:
            continue  # which is a finding already
        sealed = taken_apart(text)
        if sealed and sealed.banner == BANNER_OF_OWN:
            message = "made with templates of the project, so it is code of that"
            line = 1 + sealed.head.count("\n")
            span = Span(line, 1, 1)
            yield finding(rules.OWN_TEMPLATES, file.as_posix(), span, message)


def _problems(file: Path, target: str) -> Sequence[Problem]:
    """Return the problems by which a file is not one that a target could have written."""
    if _kind_of(file) != "file" or file.suffix not in SOURCE_SUFFIXES:
        message = "this is no source file, so nothing is known of it"
        return (gate.Problem(1, 1, message),)
    try:
        data = (text_at(file) or "").encode("utf-8", "surrogateescape")
    except OSError as error:
        return (gate.Problem(1, 1, f"this cannot be read: {error.strerror or error}"),)
    if problems := gate.inspect(data, None):
        return problems
    if allowed := _view(target, file.name).allowed:
        return gate.inspect(data, allowed)
    if gate.is_same(data, _nearest(target, file.name, data.decode())):
        return ()
    return (gate.Problem(1, 1, "this is not the file that this typetable writes"),)


@cache
def _view(target: str, name: str) -> FileView:
    """Return the file of that name in a package, or that of a page."""
    made = TARGETS[target]
    names, _ = naming.assign(_SPECIMEN, made.reserved)
    views = {view.path: view for view in made.views(_SPECIMEN, names)}
    return views.get(name) or next(view for view in views.values() if view.page)


def _nearest(target: str, name: str, text: str) -> str:
    """Return the most similar of the texts of a file that is made from no page."""
    lines = {*text.split("\n")}
    return min(_texts(target, name), key=lambda each: len(lines ^ {*each.split("\n")}))


@cache
def _texts(target: str, name: str) -> frozenset[str]:
    """Return the texts of a file that is made from no page, whatever a package needs of it."""
    file = _view(target, name)
    views = (replace(file, view=view) for view in variants(file.view))
    return frozenset(templates.render(target, view) for view in views)


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    parser = flags.parser(
        "audit",
        "Say what in generated code could not have been written by typetable: syntax\n"
        "that no template prints, encodings and characters that hide something.\n"
        "Nothing is run.",
        [
            "typetable audit generated",
            "typetable audit --format sarif src/models > audit.sarif",
        ],
        places=" PATH...",
    )
    parser.add_argument(
        "places", metavar="PATH", nargs="+", help="folders of generated code, or files"
    )
    parser.add_argument(
        "--target",
        choices=tuple(TARGETS),
        help="the kind of models; by default, what fits",
    )
    flags.add_report(parser)
    return parser
