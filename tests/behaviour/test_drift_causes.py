"""Every cause of drift, alone and together, as `typetable check` tells it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.scratch import OWNER, Scratch, in_step

from typetable.output.seal import Provenance, open_seal, seal


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository in step."""
    return in_step(tmp_path / "repository")


def found(scratch: Scratch) -> list[dict[str, Any]]:
    """Return the findings of a check."""
    run = scratch.run("check", "--format", "json")
    findings: list[dict[str, Any]] = json.loads(run.out)["findings"]
    assert run.code == (1 if findings else 0)
    return findings


def places(scratch: Scratch) -> list[tuple[str, str, int | None]]:
    """Return code, path and line of the findings of a check."""
    return [(each["code"], each["path"], each["line"]) for each in found(scratch)]


def changed_docs(scratch: Scratch) -> None:
    """Change a type."""
    scratch.edit("spec/Station.md", "name      | str", "name      | int")


def edited(scratch: Scratch) -> None:
    """Edit a module by hand."""
    scratch.edit("models/owner.py", "What it has.", "What it had.")


def other_settings(scratch: Scratch) -> None:
    """Let the API spell its names differently."""
    scratch.edit("pyproject.toml", "camel", "snake")


def other_version(scratch: Scratch) -> None:
    """Let another black have written a module in another way."""
    path = scratch.root / "models/owner.py"
    made = open_seal(path.read_text("utf-8"))
    assert made
    assert made.provenance
    words = made.provenance
    older = Provenance(
        docs=words.docs,
        settings=words.settings,
        typetable=words.typetable,
        black="20.0.0",
    )
    path.write_text(seal(made.body.replace("\n\n\n", "\n\n"), older), "utf-8")


def missing(scratch: Scratch) -> None:
    """Delete a module."""
    (scratch.root / "models/owner.py").unlink()


def left_over(scratch: Scratch) -> None:
    """Delete a page, but not its module."""
    (scratch.root / "spec/Owner.md").unlink()


def foreign(scratch: Scratch) -> None:
    """Put a file of somebody else where a module belongs."""
    scratch.write("models/owner.py", "mine = 1\n")


STATION_ROW = ("TT401", "spec/Station.md", 10)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (changed_docs, {STATION_ROW}),
        (edited, {("TT402", "models/owner.py", 30)}),
        (other_version, {("TT404", "models/owner.py", None)}),
        (missing, {("TT405", "spec/Owner.md", 1)}),
        (foreign, {("TT407", "models/owner.py", None)}),
    ],
)
def test_each_cause_alone(
    repository: Scratch,
    change: Callable[[Scratch], None],
    expected: set[tuple[str, str, int | None]],
) -> None:
    """One cause is one finding: of docs at the row, of edits at the line."""
    change(repository)
    shown = places(repository)
    if change is edited:
        ((code, path, line),) = shown
        text = (repository.root / path).read_text("utf-8").split("\n")
        assert (code, path) == ("TT402", "models/owner.py")
        assert line is not None
        assert "What it had." in text[line - 1]
    else:
        assert set(shown) == expected


def test_settings_alone(repository: Scratch) -> None:
    """Every file that they shape is named, and no page."""
    other_settings(repository)
    assert places(repository) == [("TT403", "models/_support.py", None)]


def test_a_page_that_is_gone(repository: Scratch) -> None:
    """Its module is left over, and the list of exports differs because the docs do."""
    left_over(repository)
    codes = {(code, path) for code, path, _ in places(repository)}
    assert ("TT406", "models/owner.py") in codes
    assert {code for code, _ in codes} == {"TT401", "TT406"}


def test_files_of_all_pages_name_the_page_that_came(repository: Scratch) -> None:
    """What the package exports is older than the new page, and nothing is said of the others."""
    repository.write("spec/Car.md", OWNER.replace("Owner", "Car"))
    changed_docs(repository)
    told = [each for each in found(repository) if each["code"] == "TT401"]
    exported, row = told
    assert (exported["path"], exported["line"]) == ("spec/Car.md", 1)
    assert exported["message"] == (
        "this page changed, and `__init__.py` and `_exports.py` did not"
    )
    assert exported["labels"] == []
    assert row["path"] == "spec/Station.md"


def test_files_of_all_pages_name_the_page_whose_models_changed(
    repository: Scratch,
) -> None:
    """A model that was renamed on a page changes what the package exports."""
    repository.edit("spec/Station.md", "# Colour", "# Paint")
    repository.edit("spec/Station.md", " Colour ", " Paint  ")
    told = [each for each in found(repository) if "__init__" in each["message"]]
    assert [each["path"] for each in told] == ["spec/Station.md"]


def test_files_of_all_pages_name_what_is_gone(repository: Scratch) -> None:
    """There is no page left to point at, so the file says what it still has."""
    left_over(repository)
    told = [each for each in found(repository) if each["code"] == "TT401"]
    paths = ["models/__init__.py", "models/_exports.py"]
    assert [each["path"] for each in told] == paths
    fact = "this file still has `owner.py`, which no page asks for any more"
    assert {each["message"] for each in told} == {fact}
    err = repository.run("check").err
    assert "page changed" not in err
    assert "1 file left over: models/owner.py" in err
    assert "out of step with spec. Run: typetable generate" in err


def test_rows_are_not_believed_where_templates_changed_most(
    repository: Scratch,
) -> None:
    """What other settings did to every row is no change of the docs; the page is named."""
    changed_docs(repository)
    repository.edit("pyproject.toml", '"camel"', '"camel"\ntarget = "typeddict"')
    assert ("TT401", "spec/Station.md", 1) in places(repository)


def test_a_dialect_is_a_setting(repository: Scratch) -> None:
    """Pages that are read differently did not change."""
    repository.edit("pyproject.toml", 'dialect = "liblab"', 'dialect = "own.toml"')
    repository.write("own.toml", 'extends = "liblab"\n[types.words]\nstr = "integer"\n')
    codes = {code for code, _, _ in places(repository)}
    assert codes == {"TT403"}


def test_causes_are_told_together(repository: Scratch) -> None:
    """A file may be out of step for several reasons at once, each with its place."""
    changed_docs(repository)
    other_settings(repository)
    edited(repository)
    shown = places(repository)
    assert STATION_ROW in shown
    assert ("TT403", "models/station.py", None) in shown
    assert {code for code, path, _ in shown if "owner" in path} == {"TT402", "TT403"}


@pytest.mark.parametrize("target", ["dataclass", "pydantic", "msgspec", "typeddict"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Its name.", "Her name."),  # of the very row
        ("All its docks.", "All docks."),
        ("class Station", "# mine\nclass Station"),
        ("A place with docks.", "A place.\n\n    With docks."),
    ],
)
def test_an_edit_and_a_row_are_told_apart(
    tmp_path: Path, target: str, old: str, new: str
) -> None:
    """The checksum proves which lines typetable wrote, so that both are found where they are."""
    repository = in_step(tmp_path / "repository", f'target = "{target}"')
    repository.edit("models/station.py", old, new)
    changed_docs(repository)
    rows, edits = sorted(found(repository), key=lambda each: str(each["code"]))
    assert (rows["code"], rows["path"], rows["line"]) == STATION_ROW
    assert rows["message"] == "`Station.name` changed; `station.py` is older"
    text = (repository.root / "models/station.py").read_text("utf-8").splitlines()
    assert (edits["code"], edits["path"]) == ("TT402", "models/station.py")
    cure = "run `typetable generate --force` once the edit is elsewhere"
    assert rows["hint"] == cure
    assert new.splitlines()[0] in text[edits["line"] - 1]


def test_several_edits_and_rows_are_told_apart(repository: Scratch) -> None:
    """One row that changed, one that is gone and one that is new, beside three edits."""
    for old, new in (
        ("A place with docks.", "A place."),
        ("All its docks.", "All docks."),
        ("import ", "import  "),
    ):
        repository.edit("models/station.py", old, new, 1)
    changed_docs(repository)
    repository.edit("spec/Station.md", "| BLUE | str ", "| GREEN | str")
    (rows,) = [each for each in found(repository) if each["code"] == "TT401"]
    assert "`Station.name` changed, and 2 more" in rows["message"]


def test_an_edit_of_the_lines_that_changed_hides_them(repository: Scratch) -> None:
    """Rows are not guessed from a text that somebody edited; the page is named."""
    repository.edit("models/station.py", "name: str", "name: bytes")
    changed_docs(repository)
    assert ("TT401", "spec/Station.md", 1) in places(repository)


def test_rows_that_came_and_went_have_labels(repository: Scratch) -> None:
    """The first is the place of the finding, others are labels; what is gone has its heading."""
    changed_docs(repository)
    repository.edit(
        "spec/Station.md",
        '| BLUE | str  | ✅       | "blue"',
        '| GREEN | str | ✅ | "green"',
    )
    (item,) = found(repository)
    assert "`Station.name` changed, and 2 more" in item["message"]
    labels = [(each["line"], each["text"]) for each in item["labels"]]
    assert labels == [(13, "`Colour.BLUE` is gone"), (20, "`Colour.GREEN` is new")]


def test_a_description_is_a_change_of_its_row(repository: Scratch) -> None:
    """The docstring below an attribute belongs to it."""
    repository.edit("spec/Station.md", "Its name.", "The name.")
    assert places(repository) == [STATION_ROW]


def test_what_another_page_changed_is_no_other_version(repository: Scratch) -> None:
    """A name that is defined at last changes the module that uses it, too."""
    repository.edit("spec/Owner.md", "Station ", "Mayor ")
    assert repository.run("generate", "-q").code == 0
    repository.write("spec/Mayor.md", OWNER.replace("Owner", "Mayor"))
    shown = places(repository)
    assert ("TT405", "spec/Mayor.md", 1) in shown
    assert "TT404" not in {code for code, _, _ in shown}
    assert ("TT401", "spec/Owner.md", 7) in shown


def test_annotations_stand_on_the_row(repository: Scratch) -> None:
    """In a pull request the page is marked; paths start at the root of the repository."""
    changed_docs(repository)
    (repository.root / "inner").mkdir()
    run = repository.run("check", "--format", "github", folder="inner")
    assert re.match(r"::error file=spec/Station.md,line=10,", run.out)


def test_a_hand_edit_stops_generate_and_force_drops_it(repository: Scratch) -> None:
    """The edit is where it was until somebody says that it may go."""
    edited(repository)
    stopped = repository.run("generate")
    assert stopped.code == 1
    assert "TT402" in stopped.err
    assert "had" in (repository.root / "models/owner.py").read_text("utf-8")
    assert repository.run("generate", "--force").code == 0
    assert repository.run("check").code == 0


def test_no_force_touches_what_is_not_ours(repository: Scratch) -> None:
    """A foreign file is neither overwritten nor deleted, and nothing else is written."""
    foreign(repository)
    changed_docs(repository)
    for flags in ((), ("--force",)):
        run = repository.run("generate", *flags)
        assert run.code == 1
        assert "TT407" in run.err
        assert "--force" not in run.err
    assert (repository.root / "models/owner.py").read_text("utf-8") == "mine = 1\n"
    left_over(repository)
    assert repository.run("generate").code == 0
    assert (repository.root / "models/owner.py").read_text("utf-8") == "mine = 1\n"


@pytest.mark.parametrize("text", ["", "\n"])
def test_an_empty_package_of_ones_own_is_said_to_be_in_the_way(
    tmp_path: Path, text: str
) -> None:
    """It stays, with `--force` too, nothing is written beside it, and deleting it is enough."""
    scratch = in_step(tmp_path / "repository")
    own = scratch.write("fresh/__init__.py", text)
    scratch.edit("pyproject.toml", '"models"', '"fresh"')
    for command in (("generate",), ("generate", "--force"), ("check",)):
        run = scratch.run(*command, "--format", "concise", "-v")
        assert run.code == 1
        assert "fresh/__init__.py: error[TT407]" in run.err
        assert scratch.run(*command).err.count("delete this empty file") == 1
        assert [path.name for path in own.parent.iterdir()] == ["__init__.py"]
    assert own.read_bytes().decode() == text
    own.unlink()
    assert scratch.run("generate").code == 0


def test_a_mass_deletion_names_the_pages_that_fell_silent(tmp_path: Path) -> None:
    """Pages whose headings are gone are shown; their modules stay until forced."""
    scratch = in_step(tmp_path / "repository")
    for number in range(8):
        page = OWNER.replace("# Owner", f"# Owner{number}")
        scratch.write(f"spec/Owner{number}.md", page)
    assert scratch.run("generate", "-q").code == 0
    for number in range(8):
        scratch.write(f"spec/Owner{number}.md", "See the wiki.\n")
    run = scratch.run("generate")
    assert run.code == 1
    assert "TT409" in run.err
    assert "spec/Owner0.md:1:1: no model is found on this page" in run.err
    assert (scratch.root / "models/owner0.py").exists()
    assert scratch.run("generate", "--force").code == 0
    assert not (scratch.root / "models/owner0.py").exists()
