"""`typetable diff`: the changes between two states of the docs, and whom they break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import comparison, rules
from typetable.cache.files import FilesSeen
from typetable.changes import summary
from typetable.changes.policy import judge
from typetable.cli import console, flags, results, selection
from typetable.cli.entry import FAILED, FOUND
from typetable.diagnostics import finding, has_errors
from typetable.report import DocsChanges
from typetable.settings.diff import FAIL_ON
from typetable.sources import places
from typetable.sources.revisions import PREFIX

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from typetable.changes.policy import Judgement
    from typetable.comparison import Comparison
    from typetable.diagnostics import Diagnostic
    from typetable.report import Report
    from typetable.settings.package import Package
    from typetable.sources.places import Places


def run(argv: Sequence[str]) -> int:
    """Compare two states of the docs and report the changes by whom they break."""
    arguments = _arguments(argv)
    named = map(_is_one_place, (arguments.old, arguments.new))
    chosen, found = selection.chosen(arguments, *([] if all(named) else ["spec"]))
    found = (*found, *_ambiguous(arguments, chosen))
    if has_errors(found):
        return _stop(arguments, found)
    stdin = console.standard_input() if "-" in (arguments.old, arguments.new) else b""
    sides = [_sides(arguments, package) for package in chosen]
    memory = results.memory(arguments, chosen, FilesSeen())
    with results.undisturbed():
        compared = [
            comparison.compare(package, *side, stdin, memory)
            for package, side in zip(chosen, sides, strict=True)
        ]
    memory.keep()
    problems = (*found, *(each for one in compared for each in one.diagnostics))
    code = results.exit_code(problems)
    if code == FAILED:
        return _stop(arguments, problems)
    judgement = _judge(arguments, chosen[0], compared)
    changes = DocsChanges(
        old=", ".join(places.display_paths(old) for old, _ in sides),
        new=", ".join(places.display_paths(new) for _, new in sides),
        judgement=judgement,
    )
    _show(arguments, _report(compared, problems, changes), changes)
    return FOUND if judgement.fails else code


def _stop(arguments: Namespace, found: Sequence[Diagnostic]) -> int:
    console.show(results.report("diff", (), found), arguments)
    return results.exit_code(found)


def _sides(arguments: Namespace, package: Package) -> tuple[Places, Places]:
    """Return the places of the old and the new state; NEW, if it is on the disk, is the spec."""
    new: Places = package.spec
    if arguments.new.startswith(PREFIX):
        new = places.places_of(arguments.new, package.spec)
    return places.places_of(arguments.old, package.spec), new


def _ambiguous(
    arguments: Namespace, chosen: Sequence[Package]
) -> tuple[Diagnostic, ...]:
    """Return the finding (TT503) that two places could be of several packages."""
    named = (arguments.old, arguments.new)
    if len(chosen) < 2 or not any(map(_is_one_place, named)):
        return ()
    names = ", ".join(package.name for package in chosen)
    message = "these pages could be of several packages"
    hint = f"name one of them with `--package`: {names}"
    return (finding(rules.BAD_VALUE, chosen[0].path, None, message, hint=hint),)


def _is_one_place(text: str) -> bool:
    """Return whether a text is a place of its own, and not the configured docs at some time."""
    revision = text.removeprefix(PREFIX)
    return bool(text) and (revision == text or ":" in revision)


def _judge(
    arguments: Namespace, package: Package, compared: Sequence[Comparison]
) -> Judgement:
    """Return one verdict on all packages, which share a policy."""
    policy = replace(
        package.policy, fail_on=arguments.fail_on or package.policy.fail_on
    )
    changes = (change for each in compared for change in each.changes)
    return judge(changes, policy, today=results.today())


def _report(
    compared: Sequence[Comparison],
    problems: Sequence[Diagnostic],
    changes: DocsChanges,
) -> Report:
    states = [state for each in compared for state in (each.old, each.new)]
    understood = [state.understood for state in states if state.understood]
    report = results.report("diff", understood, problems)
    # Changes keep their order, in which what is gone stands where it stood.
    found = (*report.diagnostics, *summary.diagnostics(changes.judgement))
    return replace(report, diagnostics=found, changes=changes)


def _show(arguments: Namespace, report: Report, changes: DocsChanges) -> None:
    """Show a report; for `--stat` one line, and the findings that are no changes."""
    if not arguments.stat:
        console.show(report, arguments)
        return
    console.say([summary.stat_line(changes.judgement)])
    others = tuple(each for each in report.diagnostics if not each.fingerprint)
    if others:
        console.show(replace(report, diagnostics=others, changes=None), arguments)


def _arguments(argv: Sequence[str]) -> Namespace:
    """Return the arguments, in which `--against` is an old state like others."""
    parser = command_line()
    arguments = parser.parse_args(argv)
    if arguments.against and arguments.new:
        parser.error("`--against` takes the place of OLD, so only NEW can be named")
    if arguments.against:
        old, new = f"{PREFIX}{arguments.against}", arguments.old
        arguments.old, arguments.new = old, new
    if not arguments.old:
        parser.error("name the old state: a folder, `git:REV`, or `--against REV`")
    arguments.new = arguments.new or ""
    on_disk = arguments.new and not arguments.new.startswith(PREFIX)
    arguments.spec = [arguments.new] if on_disk else []
    return arguments


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    parser = flags.parser(
        "diff",
        "Say what changed between two states of the docs, and whom it breaks.\n\n"
        "A state is a folder, a page, a schema in JSON, `git:REV` (the docs of the\n"
        "configuration in a revision) or `git:REV:PATH`. No checkout is touched.",
        [
            "typetable diff --against main            this working tree and main",
            "typetable diff git:v1.0 git:v2.0         two releases",
            "typetable diff old/docs docs --format markdown",
            "typetable diff schema.json --stat        since the schema was printed",
        ],
        places=" [OLD] [NEW]",
    )
    parser.add_argument("old", metavar="OLD", nargs="?", help="the docs as they were")
    parser.add_argument(
        "new", metavar="NEW", nargs="?", help="the docs as they are; by default `spec`"
    )
    parser.add_argument(
        "--against", metavar="REV", help="compare with the docs in this revision"
    )
    parser.add_argument(
        "--fail-on", choices=FAIL_ON, help="from which level on changes fail"
    )
    parser.add_argument(
        "--stat", action="store_true", help="say it in one line, on standard output"
    )
    flags.add_package_names(parser)
    flags.add_settings(parser)
    flags.add_report(parser)
    flags.add_cache(parser)
    return parser
