"""`typetable init`: look at the docs at hand and write the configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import pipeline, rules
from typetable.cli import console, flags, proposal, results
from typetable.diagnostics import finding, has_errors
from typetable.disk import folders
from typetable.language.dialect import NONE
from typetable.output.obstacles import cannot_write, changed_meanwhile
from typetable.settings import config, toml
from typetable.settings.package import Package, location

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Sequence

    from typetable.cli.proposal import Proposal
    from typetable.diagnostics import Diagnostic
    from typetable.disk.folders import Folder
    from typetable.pipeline import Understanding

_PROJECT, _OWN = "pyproject.toml", "typetable.toml"
_HEADER = "tool.typetable"
_BY_HAND = "plain"
"""The dialect of docs of no family, which reads what most people write."""


def run(argv: Sequence[str]) -> int:
    """Propose a configuration and write it where there is none; never change one that is there."""
    arguments = command_line().parse_args(argv)
    here = Path.cwd()
    target = here / (_PROJECT if (here / _PROJECT).is_file() else _OWN)
    refused = () if arguments.print else _refusals(here)
    understood = None if refused else _look(arguments.docs, here)
    found = refused or _obstacles(understood, arguments.docs or ".")
    if understood and not found:
        proposed = proposal.propose(understood, here)
        header = _HEADER if target.name == _PROJECT else ""
        section = proposal.toml(proposed, header=header)
        if arguments.print:
            console.say([section.rstrip("\n")])
        else:
            found = _write(target, section)
        if not found and not arguments.quiet:
            console.tell(_told(proposed, "" if arguments.print else target.name))
    read = (understood,) if understood else ()
    console.show(results.report("init", read, found), arguments)
    return results.exit_code(found)


def _look(docs: str, here: Path) -> Understanding | None:
    """Return the understanding of docs: of the named folder, or of all with property tables."""
    path = location(_PROJECT, here).display_path
    understood = _understand(Package(path=path, spec=(location(docs or ".", here),)))
    if docs:
        return understood
    if places := proposal.folders(understood.drafts, here):
        return _understand(Package(path=path, spec=places))
    is_unknown = understood.dialect is NONE and understood.account.rows
    return understood if is_unknown else None


def _understand(package: Package) -> Understanding:
    """Return the understanding of docs of a known family, or else of tables that people write."""
    understood = pipeline.understand(package)
    if understood.dialect is not NONE:
        return understood
    by_hand = pipeline.understand(replace(package, dialect=_BY_HAND))
    return by_hand if by_hand.schema.modules else understood


def _obstacles(
    understood: Understanding | None, display_path: str
) -> tuple[Diagnostic, ...]:
    """Return the findings by which nothing can be proposed; mistakes on single pages are none."""
    if understood and understood.account.rows and understood.dialect is not NONE:
        return ()
    if understood and has_errors(understood.diagnostics):
        return understood.diagnostics
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


def _told(proposed: Proposal, written: str) -> Iterator[str]:
    spec = ", ".join(proposed.spec)
    yield f"found    {spec}: {proposed.counts}"
    yield f"dialect  {proposed.dialect} ({proposed.title})"
    yield f"names    {proposed.evidence}"
    if written:
        yield f"wrote    {written}"
        yield "next     typetable generate"


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    made = flags.parser(
        "init",
        "Look at the docs at hand and write the configuration; never over another one.",
        [
            "typetable init                            find the docs below this folder",
            "typetable init docs/models",
            "typetable init --print                    show it, write nothing",
        ],
        places=" [DOCS]",
    )
    made.add_argument("docs", metavar="DOCS", nargs="?", default="", help="a folder")
    made.add_argument(
        "--print", action="store_true", help="print the configuration, write nothing"
    )
    flags.add_verbosity(made)
    return made
