"""What is remembered of a run in whose middle somebody else writes."""

from __future__ import annotations

from contextlib import chdir
from typing import TYPE_CHECKING

import pytest
from tests.scratch import Scratch, in_step

from typetable.cache import answers
from typetable.cache.files import FilesSeen
from typetable.cli import last_answer, results, selection
from typetable.cli.generate import command_line
from typetable.output import apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    """Stand in a repository of which a page has changed."""
    found = in_step(tmp_path / "repository")
    found.edit("spec/Station.md", "Its name. ", "Its title.")
    with chdir(found.root):
        yield found


def _run(written: Callable[[], object], looked_at: Callable[[], object]) -> None:
    """Generate; call one function when all is written, and another one when that was seen."""
    arguments = command_line().parse_args([])
    chosen, found = selection.chosen(arguments, "spec", "output")
    files_seen = FilesSeen()
    answer = last_answer.watched("generate", (), chosen, files_seen)
    assert answer
    outcomes = results.outcomes(arguments, chosen, found, files_seen)
    for outcome in outcomes:
        assert outcome.plan
        assert apply.apply(outcome.plan) == ()
    written()
    outcomes = [*answer.written(outcomes)]
    looked_at()
    answer.keep(arguments, outcomes, found)


def _nothing() -> None:
    """Leave everything as it is."""


WRITERS: dict[str, Callable[[Scratch], object]] = {
    "an edit": lambda s: s.edit("models/owner.py", "What it has.", "What it had."),
    "an old module": lambda s: s.write(
        "models/old.py", (s.root / "models/owner.py").read_text("utf-8")
    ),
    "a module that goes": lambda s: (s.root / "models/station.py").unlink(),
    "a page": lambda s: s.edit("spec/Station.md", "A place", "The place"),
    "a page that comes": lambda s: s.write("spec/More.md", "# More"),
    "a setting": lambda s: s.edit("pyproject.toml", "camel", "kebab"),
}


def test_what_nobody_disturbs_is_remembered(scratch: Scratch) -> None:
    """Both commands know what to say."""
    _run(_nothing, _nothing)
    assert all(answers.recall(command, (), FilesSeen()) for command in answers.COMMANDS)
    assert scratch.run("check") == scratch.run("check", "--no-cache")


@pytest.mark.parametrize("writer", WRITERS)
def test_what_came_after_writing_is_seen(scratch: Scratch, writer: str) -> None:
    """The output is compared with what was meant to be written, so nothing is believed of it."""
    _run(lambda: WRITERS[writer](scratch), _nothing)
    assert not any(
        answers.recall(command, (), FilesSeen()) for command in answers.COMMANDS
    )


@pytest.mark.parametrize("writer", WRITERS)
def test_what_came_after_looking_is_seen(scratch: Scratch, writer: str) -> None:
    """What is remembered is what was compared, not what is there a moment later."""
    _run(_nothing, lambda: WRITERS[writer](scratch))
    assert not any(
        answers.recall(command, (), FilesSeen()) for command in answers.COMMANDS
    )


def test_whoever_undoes_it_is_forgiven(scratch: Scratch) -> None:
    """Where all is as it was seen and written, it does not matter who was there in between."""
    _run(
        lambda: scratch.edit("models/owner.py", "What it has.", "What it had."),
        lambda: scratch.edit("models/owner.py", "What it had.", "What it has."),
    )
    assert answers.recall("check", (), FilesSeen())
    assert scratch.run("check") == scratch.run("check", "--no-cache")
