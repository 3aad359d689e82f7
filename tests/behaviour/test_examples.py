"""Examples in the docs: `examples = true` holds them against the models."""

from pathlib import Path

import pytest
from tests.scratch import CONFIGURATION, STATION, Scratch

EXAMPLE = """
```json
{
  "dockIds": ["1"],
  "name": 4
}
```
"""


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository in step, whose docs have an example that is wrong."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("typetable.toml", "")
    scratch.write("pyproject.toml", CONFIGURATION + "examples = true\n")
    (scratch.root / "typetable.toml").unlink()
    page = STATION.replace("\n# Colour", f"{EXAMPLE}\n# Colour")
    scratch.write("spec/Station.md", page)
    return scratch


def test_check_fails_for_a_wrong_example_and_generate_warns(
    repository: Scratch,
) -> None:
    """At the line of the example, with its row; models are written all the same, also again."""
    for _ in range(2):
        run = repository.run("generate")
        assert run.code == 0
        assert (
            "spec/Station.md:16:11: warning[TT235] `name` is an integer here" in run.err
        )
    for _ in range(2):
        run = repository.run("check")
        assert run.code == 1
        assert (
            "spec/Station.md:16:11: error[TT235] `name` is an integer here" in run.err
        )
        assert "documented here" in run.err
    repository.edit("spec/Station.md", '"name": 4', '"name": "4"')
    assert repository.run("check").code == 0
    assert repository.run("check").code == 0


def test_nothing_is_said_of_examples_unless_it_is_set(repository: Scratch) -> None:
    """Examples are nobody's business without the setting."""
    repository.edit("pyproject.toml", "examples = true\n", "")
    run = repository.run("generate")
    assert (run.code, "TT235" in run.err) == (0, False)
    assert repository.run("check").code == 0


def test_samples_are_examples(repository: Scratch) -> None:
    """A file that comes or changes is seen, though nothing else did."""
    repository.edit("spec/Station.md", '"name": 4', '"name": "4"')
    repository.edit(
        "pyproject.toml", "examples = true", 'examples = true\nsamples = "in"'
    )
    repository.write("in/colour.json", '"red"\n')
    repository.write("in/colour.jsonl", '"red"\n"blue"\n')
    assert repository.run("generate").code == 0
    assert [repository.run("check").code for _ in range(2)] == [0, 0]
    repository.write("in/colour.jsonl", '"red"\n"green"\n')
    run = repository.run("check")
    assert run.code == 1
    assert (
        "in/colour.jsonl:2:1: error[TT236] `green` is no value of `Colour`" in run.err
    )


def test_an_error_of_the_docs_is_told_alone(repository: Scratch) -> None:
    """Examples would lack, or miss, what the error keeps out of the models."""
    repository.edit("spec/Station.md", "| str        | ❌", "| str of it  | maybe", 1)
    run = repository.run("check")
    assert run.code == 1
    assert "TT23" not in run.err


def test_rows_that_are_left_out_are_not_missed(repository: Scratch) -> None:
    """A member whose row the configuration omits is in examples all the same."""
    repository.edit("spec/Station.md", '"name": 4', '"name": "4"')
    repository.edit(
        "spec/Station.md", "| name      | str        | ❌", "| name | str | maybe"
    )
    name = 'page = "Station.md", model = "Station", field = "name", expect = "maybe"'
    entry = f'{{ {name}, as = "omit" }}'
    repository.edit("pyproject.toml", "examples", f"accept = [{entry}]\nexamples", 1)
    run = repository.run("generate")
    assert (run.code, "TT233" in run.err) == (0, False)


def test_init_proves_what_it_reads(repository: Scratch) -> None:
    """The numbers, and the first examples that differ with their places."""
    (repository.root / "pyproject.toml").unlink()
    run = repository.run("init", "spec")
    assert run.code == 0
    assert "examples 0 of 1 example decodes, 1 with misfits\n" in run.err
    assert "misfit   spec/Station.md:16 `name` is an integer here" in run.err
    (repository.root / "typetable.toml").unlink()
    repository.edit("spec/Station.md", '"name": 4', '"name": "4"')
    assert "examples 1 of 1 example decodes\n" in repository.run("init", "spec").err
