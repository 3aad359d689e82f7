"""`typetable check`: fail where the models and the docs disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import drift
from typetable.cli import console, flags, packages, results

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Say what is not in step with the docs, and why; change nothing."""
    arguments = _parser().parse_args(argv)
    chosen, found = packages.chosen(arguments, "spec", "output")
    outcomes = results.outcomes(arguments, chosen, found)
    plans = [outcome.plan for outcome in outcomes if outcome.plan]
    report = results.report(
        "check",
        [outcome.understanding for outcome in outcomes],
        [
            *found,
            *(each for outcome in outcomes for each in outcome.diagnostics),
            *(each for outcome in outcomes for each in results.drift_of(outcome)),
        ],
        outputs=results.outputs(outcomes),
        diff=(line for plan in plans for line in drift.diff(plan) if arguments.diff),
    )
    console.show(report, arguments)
    return results.exit_code(report.diagnostics)


def _parser() -> ArgumentParser:
    parser = flags.parser(
        "check",
        "Fail where the models and the docs disagree, and say why. Nothing is changed.",
        [
            "typetable check                           0: in step, 1: drift or errors",
            "typetable check --diff                    show what would change",
            "typetable check --format github           annotate a pull request",
        ],
    )
    parser.add_argument(
        "--diff", action="store_true", help="show what `generate` would change"
    )
    flags.add_package(parser)
    flags.add_settings(parser)
    flags.add_report(parser)
    return parser
