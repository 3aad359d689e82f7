"""`typetable explain`: the explanation of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.cli import console, flags
from typetable.cli.entry import DONE, FAILED
from typetable.report.explain import explain, find_rule, rule_lines

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Print the explanation of a rule, or the list of all rules."""
    arguments = command_line().parse_args(argv)
    console.say([explain(arguments.code)] if arguments.code else rule_lines())
    return FAILED if arguments.code and not find_rule(arguments.code) else DONE


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    parser = flags.parser(
        "explain",
        "Say what a rule means, with a wrong and a right page.",
        ["typetable explain TT201", "typetable explain        list all rules"],
        places=" [CODE]",
    )
    parser.add_argument(
        "code", nargs="?", help="a code such as TT201, or the name of a rule"
    )
    return parser
