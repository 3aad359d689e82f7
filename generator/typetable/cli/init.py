"""`typetable init`: look at the docs at hand and write the configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.cli import console, flags, proposal, results
from typetable.cli.dry_run import dry_run
from typetable.cli.look import look_at
from typetable.diagnostics import counted, finding, has_errors
from typetable.disk import folders
from typetable.language.dialect import NONE
from typetable.output.obstacles import cannot_write, changed_meanwhile
from typetable.settings import config, toml
from typetable.settings.package import Package, dialect_named, location

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from typetable.cli.dry_run import DryRun
    from typetable.cli.look import Look
    from typetable.cli.proposal import Proposal
    from typetable.diagnostics import Diagnostic
    from typetable.disk.folders import Folder

_PROJECT, _OWN = "pyproject.toml", "typetable.toml"
_HEADER = "tool.typetable"
_LEARNT = ("dialect.toml", "typetable-dialect.toml")
"""Names for the file of a dialect that was learnt; the first that is free is taken."""


class _Written(Struct, frozen=True):
    """Names of files, each with its text."""

    name: str
    text: str


def run(argv: Sequence[str]) -> int:
    """Propose a configuration and write it where there is none; never change one that is there."""
    arguments = command_line().parse_args(argv)
    here = Path.cwd()
    refused = () if arguments.print else _refusals(here)
    look = None if refused else _look(arguments, here)
    found = refused or _obstacles(look, arguments.docs or ".")
    if look and not found:
        found = _proposed(look, here, arguments)
    read = (look.understood,) if look else ()
    console.show(results.report("init", read, found), arguments)
    return results.exit_code(found)


def _proposed(look: Look, here: Path, arguments: Namespace) -> tuple[Diagnostic, ...]:
    """Propose settings: print or write them, and tell what they read; return the obstacles."""
    target = here / (_PROJECT if (here / _PROJECT).is_file() else _OWN)
    dialect = _file_of_dialect(look, here)
    stated = look.understood.package.dialect
    name = dialect.name if dialect else look.understood.dialect.name
    if not (isinstance(stated, str) or dialect):
        name = stated.display_path
    trial = dry_run(look.understood)
    proposed = proposal.propose(look, here, name, trial)
    header = _HEADER if target.name == _PROJECT else ""
    section = proposal.toml(proposed, header=header)
    found: tuple[Diagnostic, ...] = ()
    if arguments.print:
        texts = [section, *([dialect.text] if dialect else [])]
        console.say(["\n\n".join(text.rstrip("\n") for text in texts)])
    else:
        found = _create(here, dialect) if dialect else ()
        found = found or _write(target, section)
    if not found and not arguments.quiet:
        names = [target.name, *([dialect.name] if dialect else [])]
        told = _told(look, proposed, trial, [] if arguments.print else names)
        console.tell(told)
    return found


def _file_of_dialect(look: Look, here: Path) -> _Written | None:
    """Return the file of the dialect that was learnt; none where docs are written as most are."""
    if look.learnt is None or not look.learnt.text:
        return None
    free = (name for name in _LEARNT if not (here / name).exists())
    return _Written(next(free, _LEARNT[-1]), look.learnt.text)


def _look(arguments: Namespace, here: Path) -> Look | None:
    """Return what docs mean: those of the named folder, or all with property tables."""
    path, docs = location(_PROJECT, here).display_path, arguments.docs
    dialect = dialect_named(arguments.dialect, here) if arguments.dialect else "auto"
    package = Package(path=path, spec=(location(docs or ".", here),), dialect=dialect)
    look = look_at(package, _LEARNT[0], learns=arguments.learn)
    if docs:
        return look
    if places := proposal.folders(look.understood.drafts, here):
        package = replace(package, spec=places)
        return look_at(package, _LEARNT[0], learns=arguments.learn)
    is_unknown = look.understood.dialect is NONE and look.understood.account.rows
    return look if is_unknown or dialect != "auto" else None


def _obstacles(look: Look | None, display_path: str) -> tuple[Diagnostic, ...]:
    """Return the findings by which nothing can be proposed; mistakes on single pages are none."""
    if look and look.understood.schema.modules:
        return ()
    if look and has_errors(look.understood.diagnostics):
        return look.understood.diagnostics
    message = "no property tables were found here"
    hint = "name the folder: typetable init path/to/docs"
    return (finding(rules.NO_MODELS, display_path, None, message, hint=hint),)


def _refusals(here: Path) -> tuple[Diagnostic, ...]:
    """Return the finding that there is a configuration already, or none that can be read."""
    for name in (_OWN, _PROJECT):
        if config.is_configuration(here / name):
            message = "this file configures typetable already"
            hint = "edit it, or see: typetable init --print"
            return (finding(rules.BAD_VALUE, name, None, message, hint=hint),)
    return ()


def _create(here: Path, file: _Written) -> tuple[Diagnostic, ...]:
    """Make a file that is not there (TT410)."""
    try:
        with folders.opened(here) as folder:
            if folder.data(file.name) is not None:
                return (changed_meanwhile(file.name),)
            return _replaced(folder, file.name, None, file.text.encode())
    except OSError as error:
        return (cannot_write(file.name, error),)


def _write(target: Path, section: str) -> tuple[Diagnostic, ...]:
    """Append a section to a project file, or make a file of it (TT410, TT501).

    A link is not followed: whoever made the checkout may have led it anywhere.
    """
    name = target.name
    try:
        with folders.opened(target.parent) as here:
            old = here.data(name)
            new = proposal.appended((old or b"").decode(), section)
            _, problems = toml.load(new, name)
            return problems or _replaced(here, name, old, new.encode())
    except OSError as error:
        return (cannot_write(name, error),)
    except UnicodeDecodeError:
        message = "this file is not UTF-8 text"
        return (finding(rules.BAD_CONFIGURATION, name, None, message),)


def _replaced(
    here: Folder, name: str, old: bytes | None, new: bytes
) -> tuple[Diagnostic, ...]:
    """Replace a file by new data, unless it is not the old one any more; raises OSError."""
    here.sweep()
    staged = here.stage(name, new, durable=True)
    if here.data(name) != old:
        here.remove(staged)
        return (changed_meanwhile(name),)
    here.replace(name, staged, new)
    return ()


def _told(
    look: Look, proposed: Proposal, trial: DryRun, written: Sequence[str]
) -> Iterator[str]:
    """Yield what was found, what is read of it, and what to do next."""
    yield f"found    {', '.join(proposed.spec)}: {proposed.counts}"
    yield f"dialect  {proposed.dialect} ({_how(look, proposed)})"
    yield f"read     {trial.read}"
    yield from (f"refused  {each}" for each in trial.refused)
    yield from (f"open     {each}" for each in trial.open)
    if trial.examples:
        yield f"examples {trial.examples}"
    yield from (f"misfit   {each}" for each in trial.misfits)
    yield f"names    {proposed.evidence}"
    yield from (f"wrote    {name}" for name in written)
    if written:
        yield f"next     {trial.cure}typetable generate"
        yield "ci       typetable check"
        yield "hook     add `id: typetable`, or `typetable-check`, to .pre-commit-config.yaml"
        lines = f"/{proposed.output}/** linguist-generated merge=ours"
        yield f"git      add `{lines}` to .gitattributes"
        yield "merge    run `git config merge.ours.driver true` once in each clone"
        yield from (f"exclude  add {each}" for each in proposed.exclusions)


def _how(look: Look, proposed: Proposal) -> str:
    """Return how the docs are written, in words."""
    if not (look.learnt and look.learnt.text):
        return proposed.title
    sure = sum(each.is_sure for each in look.learnt.lessons)
    open_ones = len(look.learnt.lessons) - sure
    more = f", {open_ones:,} left to decide" if open_ones else ""
    return f"learnt here: {counted(sure, 'spelling')}{more}"


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    made = flags.parser(
        "init",
        "Look at the docs at hand and write the configuration; never over another one.",
        [
            "typetable init                            find the docs below this folder",
            "typetable init docs/models",
            "typetable init --dialect plain docs          name how they are written",
            "typetable init --print                    show it, write nothing",
        ],
        places=" [DOCS]",
    )
    made.add_argument("docs", metavar="DOCS", nargs="?", default="", help="a folder")
    made.add_argument(
        "--dialect", metavar="NAME|FILE", default="", help="how the docs are written"
    )
    made.add_argument(
        "--learn",
        action="store_true",
        help="learn how the docs are written, also where a known family wrote them",
    )
    made.add_argument(
        "--print", action="store_true", help="print the configuration, write nothing"
    )
    flags.add_verbosity(made)
    return made
