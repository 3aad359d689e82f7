from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from typetable.output.absence import suspects, told
from typetable.output.plan import plan
from typetable.output.records import RenderedFile, WritePlan
from typetable.output.seal import Provenance, seal

HERE = Provenance(docs="here", settings="s", typetable="1", black="1")
FILES = {"pet.py": "docs/Pet.md"}


def planned(folder: Path, old: str, path: str = "pet.py") -> WritePlan:
    """Return the plan for a folder with one file."""
    (folder / path).write_text(old)
    text = seal("a = 1\n", HERE)
    return plan(folder, [RenderedFile(path="pet.py", text=text)])


def codes(made: WritePlan) -> list[str]:
    """Return the codes of the causes of a plan, without those of files that are missing."""
    rules = [rule for action in made.actions for rule in action.causes]
    return [rule.code for rule in rules if rule.code != "TT405"]


@pytest.mark.parametrize("path", ["pet.py", "cat.py"])
def test_a_file_of_no_known_docs_is_made_from_absent_ones(
    tmp_path: Path, path: str
) -> None:
    """A module that would be updated, and one that no page asks for; else its cause stays."""
    made = planned(tmp_path, seal("b = 1\n", replace(HERE, docs="there")), path)
    files = suspects(made, FILES)
    assert files == {path: "there"}
    assert codes(told(made, files, [{"here"}, {"here", "older"}])) == ["TT417"]
    assert told(made, files, [{"here"}, {"there"}]) == made


def test_another_cause_stays_beside_it(tmp_path: Path) -> None:
    """Of other settings, too."""
    old = seal("b = 1\n", replace(HERE, docs="there", settings="t"))
    made = planned(tmp_path, old)
    assert codes(told(made, suspects(made, FILES), [{"here"}])) == ["TT417", "TT403"]


@pytest.mark.parametrize(
    "old",
    [
        seal("b = 1\n", replace(HERE, docs="there")) + "# mine\n",
        seal("b = 1\n", replace(HERE, docs="there", typetable="0")),
        seal("b = 1\n", replace(HERE, settings="t")),
        "mine\n",
    ],
)
def test_what_a_seal_does_not_prove_is_no_suspect(tmp_path: Path, old: str) -> None:
    """An edited one, one of another version, one of these docs, and none."""
    assert suspects(planned(tmp_path, old), FILES) == {}


def test_a_file_of_all_pages_is_no_suspect(tmp_path: Path) -> None:
    """Its seal has no words of a page."""
    made = planned(tmp_path, seal("b = 1\n", replace(HERE, docs="there")))
    assert suspects(made, {}) == {}


def test_history_is_read_as_far_as_it_matters(tmp_path: Path) -> None:
    """Each state of the docs takes time."""
    made = planned(tmp_path, seal("b = 1\n", replace(HERE, docs="there")))

    def states() -> Iterator[set[str]]:
        yield {"there"}
        pytest.fail("the file has its docs already")

    assert told(made, suspects(made, FILES), states()) == made
