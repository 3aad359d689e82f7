"""The last answer: that all is in step, kept for the next time that somebody asks.

The one rule kept here: where a link may lead elsewhere next time, nothing is remembered.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from typetable import pipeline, rules
from typetable.cache import answers
from typetable.cli import console, dependencies, results
from typetable.cli.entry import DONE

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from typetable.cache.files import FilesSeen
    from typetable.diagnostics import Diagnostic
    from typetable.pipeline import Outcome
    from typetable.settings.package import Package

_OWN_FLAGS = ("--force", "--diff")
"""The flags of one command alone, which change no answer where all is in step."""


def watched(
    command: str,
    argv: Sequence[str],
    packages: Sequence[Package],
    files_seen: FilesSeen,
) -> LastAnswer | None:
    """Take the states of all places that a run depends on; `None` if those cannot be known.

    Where there is no output nothing can be in step.
    """
    outputs = [package.output for package in packages if package.output]
    if not outputs or not answers.may_be_kept(command, argv):
        return None
    read = [place for package in packages for place, _ in dependencies.named(package)]
    # A link on the way to a place may lead elsewhere next time, and its state would stay.
    if any(
        Path(place.display_path).absolute() != place.path for place in (*read, *outputs)
    ):
        return None
    return LastAnswer(command, argv, packages, files_seen)


class LastAnswer:
    """The answers of commands about packages in step, kept with the states of all places."""

    def __init__(
        self,
        command: str,
        argv: Sequence[str],
        packages: Sequence[Package],
        files_seen: FilesSeen,
    ) -> None:
        """Take the states of all places, before a command with some arguments reads them."""
        shared = tuple(word for word in argv if word not in _OWN_FLAGS)
        self._commands = {
            (command, tuple(argv)),
            *((name, shared) for name in answers.COMMANDS),
        }
        self._packages = packages
        inputs = [
            *dependencies.of_configuration(packages[0].path),
            *(
                each
                for package in packages
                for each in dependencies.of_package(package)
            ),
            *dependencies.of_tool(),
        ]
        self._files_seen = files_seen
        home, outputs = dependencies.home(packages[0]), self._outputs()
        self._watched = answers.Watched(home, files_seen, inputs, outputs)

    def written(self, outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
        """Return outcomes that were carried out, with plans for the output as it is by now."""
        if _are_in_step(outcomes):
            return outcomes
        for plan in (outcome.plan for outcome in outcomes if outcome.plan):
            for action in plan.of("create", "update", "delete"):
                data = None if action.new is None else action.new.encode()
                self._files_seen.update(str(plan.folder / action.path), data)
        self._watched.update_outputs(self._outputs())
        return [pipeline.replanned(outcome) for outcome in outcomes]

    def keep(
        self,
        arguments: Namespace,
        outcomes: Sequence[Outcome],
        found: Sequence[Diagnostic],
    ) -> None:
        """Keep the answer of each command, if it is that all is in step."""
        diagnostics = results.diagnostics(outcomes, found)
        if results.exit_code(diagnostics) != DONE or not _are_in_step(outcomes):
            return
        if any(each.rule in rules.ABOUT_EXAMPLES for each in diagnostics):
            return  # `check` fails for them, and `generate` does not
        read = [outcome.understanding for outcome in outcomes]
        outputs = results.outputs(outcomes)
        texts = {}
        for command, argv in self._commands:
            report = results.report(command, read, diagnostics, outputs=outputs)
            texts[command, argv] = console.texts(report, arguments)
        self._watched.keep(texts)

    def _outputs(self) -> list[str]:
        return [
            each
            for package in self._packages
            for each in dependencies.of_output(package)
        ]


def _are_in_step(outcomes: Sequence[Outcome]) -> bool:
    plans = [outcome.plan for outcome in outcomes]
    return bool(plans) and all(plan is not None and plan.is_empty for plan in plans)
