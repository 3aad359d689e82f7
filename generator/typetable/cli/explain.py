"""`typetable explain`: the explanation of a rule, or how to write a dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.cli import console, flags
from typetable.cli.entry import DONE, FAILED
from typetable.report.explain import TOPICS, contents, explain, is_explained

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Print the explanation of a rule or a topic, or the list of all."""
    word = command_line().parse_args(argv).code
    console.say([explain(word)] if word else contents())
    return FAILED if word and not is_explained(word) else DONE


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    parser = flags.parser(
        "explain",
        "Say what a rule means, with a wrong and a right page, or how to write a dialect.",
        [
            "typetable explain TT201",
            "typetable explain dialect",
            "typetable explain            list all rules",
        ],
        places=" [CODE]",
    )
    parser.add_argument(
        "code",
        nargs="?",
        help=f"a code such as TT201, the name of a rule, or {', '.join(TOPICS)}",
    )
    return parser
