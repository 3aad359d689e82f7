"""Flags: those that several commands have.

The one rule kept here: a flag replaces the setting of the same name, and means the same everywhere.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from typetable.report import FORMATS
from typetable.settings.values import WIRE_CASES
from typetable.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Parser(argparse.ArgumentParser):
    """A parser that knows what an unknown flag was probably meant to be."""

    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: None = None
    ) -> argparse.Namespace:
        """Return the arguments; an unknown one ends the run, with the nearest flag as a hint."""
        known, unknown = self.parse_known_args(args, namespace)
        if unknown:
            flags = [each for action in self._actions for each in action.option_strings]
            # What all flags begin with makes none of them nearer.
            bare = {each.lstrip("-"): each for each in flags}
            near = Suggestions(bare).nearest(unknown[0].partition("=")[0].lstrip("-"))
            is_other = near and bare[near] != unknown[0]
            hint = f"; did you mean `{bare[near]}`?" if is_other else ""
            self.error(f"unrecognized arguments: {' '.join(unknown)}{hint}")
        if "paths" in known:
            known.spec = [*known.spec, *known.paths]
        return known


def parser(
    command: str, description: str, examples: Sequence[str], places: str = ""
) -> argparse.ArgumentParser:
    """Return the parser of a command; its help ends in examples. `places` are no flags."""
    return _Parser(
        prog=f"typetable {command}",
        # that of argparse lists all flags, and breaks long choices in the middle of a word
        usage=f"typetable {command} [OPTIONS]{places}",
        description=description,
        epilog="examples:\n" + "\n".join(f"  {example}" for example in examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add the flags about the meaning of the docs."""
    group = parser.add_argument_group("settings")
    group.add_argument("--config", metavar="FILE", help="use this configuration file")
    group.add_argument(
        "--dialect", metavar="NAME|FILE", help="how the docs are written"
    )
    group.add_argument(
        "--wire-case", choices=WIRE_CASES, help="how the API spells JSON names"
    )
    group.add_argument(
        "--samples", metavar="DIR", help="JSON payloads that show the wire case"
    )
    group.add_argument(
        "--strict",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="treat undefined types as errors",
    )


def add_package(parser: argparse.ArgumentParser) -> None:
    """Add the flags about the inputs and the output of a package."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="the docs, as with --spec"
    )
    group = parser.add_argument_group("package")
    group.add_argument(
        "--spec",
        metavar="PATH",
        action="append",
        default=[],
        help="the docs; may be repeated",
    )
    group.add_argument("--output", metavar="DIR", help="where the models are")
    group.add_argument("--target", metavar="NAME", help="which kind of models to write")
    group.add_argument(
        "--templates", metavar="DIR", help="templates that replace the packaged ones"
    )
    group.add_argument(
        "--strict-models",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="let models refuse JSON that the docs do not describe",
    )
    add_package_names(group)


def add_package_names(parser: argparse._ActionsContainer) -> None:
    """Add the flag that names packages of the configuration."""
    parser.add_argument(
        "--package",
        metavar="NAME",
        action="append",
        default=[],
        help="one of several packages",
    )


def add_work(parser: argparse.ArgumentParser) -> None:
    """Add the flags about work that is done anew."""
    add_cache(parser).add_argument(
        "--verify",
        action="store_true",
        help="let black look at every line, and remember nothing",
    )


def add_cache(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add the flag that turns the cache off; return its group."""
    group = parser.add_argument_group("work")
    group.add_argument(
        "--no-cache",
        action="store_true",
        help="neither read nor write `.typetable_cache/`",
    )
    return group


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add the flags about the report and its format."""
    add_verbosity(parser).add_argument(
        "--format", choices=tuple(FORMATS), default="text", help="text by default"
    )


def add_verbosity(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add the flags about the length and the colour of reports, which are text."""
    parser.set_defaults(format="text")
    group = parser.add_argument_group("report")
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto by default",
    )
    group.add_argument(
        "-v", "--verbose", action="store_true", help="say more: all notes, an account"
    )
    group.add_argument(
        "-q", "--quiet", action="store_true", help="say nothing but errors"
    )
    return group
