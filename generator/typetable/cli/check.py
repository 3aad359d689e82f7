"""`typetable check`: fail where the models and the docs disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import rules
from typetable.cli import console, flags, last_answer, results, selection
from typetable.output.diff import diff
from typetable.output.moves import followers
from typetable.report import DocsChanges

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from typetable.cache.files import FilesSeen
    from typetable.diagnostics import Diagnostic
    from typetable.pipeline import Outcome
    from typetable.report import OutputReport


def run(argv: Sequence[str], files_seen: FilesSeen) -> int:
    """Report the drift between the output and the docs, with its causes; change nothing."""
    arguments = command_line().parse_args(argv)
    chosen, found = selection.chosen(arguments, "spec", "output")
    answer = last_answer.watched("check", argv, chosen, files_seen)
    read = results.outcomes(arguments, chosen, found, files_seen, keeps_drafts=True)
    outcomes = [*map(_told, read)]
    plans = [outcome.plan for outcome in outcomes if outcome.plan]
    report = results.report(
        "check",
        [outcome.understanding for outcome in outcomes],
        [
            *map(_raised, results.diagnostics(outcomes, found)),
            *(each for outcome in outcomes for each in results.drift_of(outcome)),
        ],
        outputs=_outputs(outcomes),
        diff=(line for plan in plans for line in diff(plan) if arguments.diff),
    )
    console.show(report, arguments)
    if answer:
        answer.keep(arguments, outcomes, found)
    return results.exit_code(report.diagnostics)


def _raised(found: Diagnostic) -> Diagnostic:
    """Return a finding, as an error where an example is not what the tables say."""
    is_raised = found.rule in rules.ABOUT_EXAMPLES
    return replace(found, severity="error") if is_raised else found


def _outputs(outcomes: Sequence[Outcome]) -> tuple[OutputReport, ...]:
    """Return the changes of each plan, and those of the docs since its output was committed."""
    return tuple(
        replace(output, changes=_changes(outcome))
        for outcome in outcomes
        for output in results.outputs([outcome])
    )


def _told(outcome: Outcome) -> Outcome:
    """Return an outcome that tells code which came without its docs from code that is older.

    A page is not said to have changed where its module follows others.
    """
    if outcome.plan is None or outcome.plan.is_empty:
        return outcome
    others = followers(outcome.plan.actions)
    pages = {path: page for path, page in outcome.pages.items() if path not in others}
    # git is asked only where something is out of step, so that nothing else waits for it.
    from typetable import comparison  # noqa: PLC0415

    return comparison.with_absent_docs(replace(outcome, pages=pages))


def _changes(outcome: Outcome) -> DocsChanges | None:
    if outcome.plan is None or outcome.plan.is_empty:
        return None
    from typetable import comparison  # noqa: PLC0415

    change = comparison.since_output(outcome, results.today())
    if change is None:
        return None
    name, judgement = change
    new = results.display_spec(outcome.package)
    return DocsChanges(old=name, new=new, judgement=judgement)


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    parser = flags.parser(
        "check",
        "Fail where the models and the docs disagree, and say why. Nothing is changed.",
        [
            "typetable check                           0: in step, 1: drift or errors",
            "typetable check --diff                    show what would change",
            "typetable check --format github           annotate a pull request",
        ],
        places=" [PATH...]",
    )
    parser.add_argument(
        "--diff", action="store_true", help="show what `generate` would change"
    )
    flags.add_package(parser)
    flags.add_settings(parser)
    flags.add_report(parser)
    flags.add_work(parser)
    return parser
