"""`typetable diff`: what changed in the docs, and whom it breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from typetable import comparison, rules
from typetable.changes import summary
from typetable.changes.policy import judge
from typetable.cli import DONE, FAILED, FOUND, console, flags, packages, results
from typetable.diagnostics import finding, has_errors
from typetable.report import DocsChanges, Report
from typetable.tolerance import FAIL_ON

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from typetable.changes.policy import Judgement
    from typetable.comparison import Comparison, Place
    from typetable.diagnostics import Diagnostic
    from typetable.settings import Package


def run(argv: Sequence[str]) -> int:
    """Compare two states of the docs and say what that means to those who use the models."""
    arguments = _arguments(argv)
    needed = () if arguments.new else ("spec",)
    chosen, found = packages.chosen(arguments, *needed)
    found = (*found, *_ambiguous(arguments, chosen))
    if has_errors(found):
        console.show(results.report("diff", (), found), arguments)
        return results.exit_code(found)
    stdin = console.standard_input() if "-" in (arguments.old, arguments.new) else b""
    sides = [_sides(arguments, package) for package in chosen]
    compared = [
        comparison.compare(package, *places, stdin)
        for package, places in zip(chosen, sides, strict=True)
    ]
    judgement = _judge(arguments, chosen[0], compared)
    problems = (*found, *(each for one in compared for each in one.diagnostics))
    code = results.exit_code(problems)
    if code == FAILED:
        console.show(results.report("diff", (), problems), arguments)
        return FAILED
    _show(arguments, _report(sides, compared, problems, judgement))
    return FOUND if judgement.fails else code


def _sides(arguments: Namespace, package: Package) -> tuple[Place, Place]:
    """Return the places of the old and the new state."""
    if arguments.against:
        return comparison.at(arguments.against, package.spec), package.spec
    new = arguments.new and comparison.place(arguments.new, package.spec)
    return comparison.place(arguments.old, package.spec), new or package.spec


def _ambiguous(
    arguments: Namespace, chosen: Sequence[Package]
) -> tuple[Diagnostic, ...]:
    """Return why two places cannot be compared: they are of which package?"""
    whole = arguments.against or arguments.old in {None, ""}
    if len(chosen) < 2 or whole or not arguments.old.partition(":")[2].count(":"):
        return ()
    return ()


def _judge(
    arguments: Namespace, package: Package, compared: Sequence[Comparison]
) -> Judgement:
    """Return the verdict on all packages; this is where the day is looked up."""
    policy = package.policy
    if arguments.fail_on:
        policy = replace(policy, fail_on=arguments.fail_on)
    changes = [change for each in compared for change in each.changes]
    return judge(changes, policy, today=datetime.now(tz=UTC).date())
