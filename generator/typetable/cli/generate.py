"""`typetable generate`: write the models that the docs describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.cli import console, flags, last_answer, results, selection
from typetable.cli.entry import DONE
from typetable.diagnostics import has_errors
from typetable.output import apply
from typetable.output.diff import diff

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from typetable.cache.files import FilesSeen
    from typetable.diagnostics import Diagnostic
    from typetable.pipeline import Outcome
    from typetable.report import Report


def run(argv: Sequence[str], files_seen: FilesSeen) -> int:
    """Write the files that are not in step with the docs; none where any package has an error."""
    arguments = command_line().parse_args(argv)
    chosen, found = selection.chosen(arguments, "spec", "output")
    answer = last_answer.watched("generate", argv, chosen, files_seen)
    outcomes = results.outcomes(arguments, chosen, found, files_seen)
    report = generate(arguments, outcomes, found)
    console.show(report, arguments)
    code = results.exit_code(report.diagnostics)
    if answer and code == DONE:
        answer.keep(arguments, answer.written(outcomes), found)
    return code


def generate(
    arguments: Namespace,
    outcomes: Sequence[Outcome],
    found: Sequence[Diagnostic],
    command: str = "generate",
) -> Report:
    """Write the models of packages, unless a finding is an error; return the report."""
    diagnostics = results.diagnostics(outcomes, found)
    written: list[Outcome] = []
    for outcome in () if has_errors(diagnostics) else outcomes:
        if outcome.plan:
            done, stops = apply.carry_out(outcome.plan, force=arguments.force)
            diagnostics.extend(stops)
            written.append(replace(outcome, plan=done))
    plans = [each.plan for each in written if each.plan and arguments.diff]
    return results.report(
        command,
        [each.understanding for each in outcomes],
        diagnostics,
        outputs=results.outputs(written),
        diff=(line for plan in plans for line in diff(plan)),
    )


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    parser = flags.parser(
        "generate",
        "Write the models that the docs describe. Files that are in step are left alone.",
        [
            "typetable generate                        as the configuration says",
            "typetable generate --diff                 show what changes, too",
            "typetable generate --spec docs --output models",
            "typetable generate --target pydantic",
        ],
        places=" [PATH...]",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="discard hand edits, and delete most of the files where no page asks for them",
    )
    parser.add_argument("--diff", action="store_true", help="show what it changes")
    flags.add_package(parser)
    flags.add_settings(parser)
    flags.add_report(parser)
    flags.add_work(parser)
    return parser
