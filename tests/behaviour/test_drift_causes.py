"""Every cause of drift, alone and together, as `typetable check` tells it."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.scratch import OWNER, STATION, Scratch, in_step
from tests.scratch_repository import git

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
    """Its module is left over, and what the package exports follows from that."""
    left_over(repository)
    assert places(repository) == [("TT406", "models/owner.py", None)]
    err = repository.run("check").err
    assert "1 file left over: models/owner.py" in err
    assert "out of step with spec. Run: typetable generate" in err


def test_a_page_that_came(repository: Scratch) -> None:
    """Its module is missing; what the package exports follows, and other changes are told."""
    repository.write("spec/Car.md", OWNER.replace("Owner", "Car"))
    changed_docs(repository)
    assert places(repository) == [("TT405", "spec/Car.md", 1), STATION_ROW]


def test_a_model_with_another_name(repository: Scratch) -> None:
    """The page is told with its rows, and what the package exports follows."""
    repository.edit("spec/Station.md", "# Colour", "# Paint")
    repository.edit("spec/Station.md", " Colour ", " Paint  ")
    assert {(code, path) for code, path, _ in places(repository)} == {
        ("TT401", "spec/Station.md")
    }


@pytest.mark.parametrize("name", ["Keeper", "OWNER"])
def test_a_page_with_another_name(repository: Scratch, name: str) -> None:
    """It is one finding, whether the name differs in case only, and nothing is deleted in vain."""
    (repository.root / "spec/Owner.md").unlink()
    repository.write(f"spec/{name}.md", OWNER)
    assert places(repository) == [("TT416", f"spec/{name}.md", 1)]
    assert "1 page renamed: models/" in repository.run("check").err
    assert repository.run("generate").code == 0
    assert places(repository) == []
    names = {path.name for path in (repository.root / "models").glob("*.py")}
    assert (f"{name.lower()}.py" in names, "owner.py" in names) == (
        True,
        name == "OWNER",
    )


@pytest.mark.parametrize(
    ("page", "old", "new", "row"),
    [
        ("Owner", "What it has.", "What it holds.", "`Owner.station` changed"),
        ("Station", "| str  ", "| int  ", "`Station.name` changed"),
        ("Station", "# Colour", "# Paint", "`Colour` is gone"),
        ("Station", "# Station", "# Stop", "`Stop` is new"),
    ],
)
def test_a_page_with_another_name_that_changed(
    repository: Scratch, page: str, old: str, new: str, row: str
) -> None:
    """Name and rows are one finding, and what follows from it is none."""
    (repository.root / f"spec/{page}.md").rename(repository.root / "spec/Zoo.md")
    repository.edit("spec/Zoo.md", old, new)
    if new.startswith("# "):
        word = f" {old[2:]} "
        where = "spec/Owner.md" if page == old[2:] else "spec/Zoo.md"
        repository.edit(where, word, f" {new[2:]} ")
    told = {code for code, path, _ in places(repository) if path == "spec/Zoo.md"}
    assert told == {"TT416"}
    assert not {"TT405", "TT406"} & {code for code, _, _ in places(repository)}
    err = repository.run("check").err
    assert "this page was renamed and changed, and is `zoo.py` now" in err
    assert row in err
    assert "1 page renamed: models/zoo.py\n" in err
    assert repository.run("generate").code == 0
    assert places(repository) == []


def test_many_pages_with_other_names_are_no_mass_deletion(tmp_path: Path) -> None:
    """Their modules go and come under other names, which needs no force."""
    scratch = in_step(tmp_path / "repository")
    for number in range(9):
        page = OWNER.replace("Owner", f"Owner{number}").replace(
            "What it", f"{number} it"
        )
        scratch.write(f"spec/a{number}.md", page)
    assert scratch.run("generate").code == 0
    for number in range(9):
        (scratch.root / f"spec/a{number}.md").rename(
            scratch.root / f"spec/b{number}.md"
        )
    assert {code for code, _, _ in places(scratch)} == {"TT416"}
    assert scratch.run("generate").code == 0
    assert places(scratch) == []


def test_a_package_that_is_gone(repository: Scratch) -> None:
    """It is one finding, not one for each of its files."""
    shutil.rmtree(repository.root / "models")
    assert places(repository) == [("TT405", "models", None)]


def test_what_is_set_otherwise_is_named(repository: Scratch) -> None:
    """Where git has the configuration that the output was committed with."""
    git(repository.root, "init", "-q")
    git(repository.root, "add", "-A")
    git(repository.root, "commit", "-qm", "Both")
    repository.edit("pyproject.toml", '"camel"', '"camel"\ntarget = "pydantic"')
    (told,) = found(repository)
    assert told["code"] == "TT403"
    assert told["message"].startswith(
        '`target` was "dataclass" and is "pydantic", but not for this file and '
    )
    repository.write("pyproject.toml", repository_settings(repository) + OVERRIDE)
    (told,) = found(repository)
    assert "`target` was" in told["message"]
    assert "`overrides` changed" in told["message"]


OVERRIDE = '[tool.typetable.overrides.nullable]\n"Owner.station" = true\n'


def repository_settings(scratch: Scratch) -> str:
    """Return the configuration."""
    return (scratch.root / "pyproject.toml").read_text("utf-8")


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
    assert {code for code, path, _ in shown if "owner" in path} == {"TT402"}
    assert sorted(code for code, _, _ in shown) == ["TT401", "TT402", "TT403"]


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


COLOUR = STATION.partition("# Colour")[2]


def without_colour(scratch: Scratch) -> str:
    """Take a model from its page, and return it."""
    scratch.edit("spec/Station.md", f"# Colour{COLOUR}", "")
    return f"# Colour{COLOUR}"


@pytest.mark.parametrize("page", ["spec/Owner.md", "spec/Colour.md"])
def test_a_model_on_another_page(repository: Scratch, page: str) -> None:
    """It is one finding where it stands now, on a page that was there or a new one."""
    place = repository.root / page
    text = place.read_text("utf-8") + "\n" if place.exists() else ""
    repository.write(page, text + without_colour(repository))
    (told,) = found(repository)
    assert (told["code"], told["path"]) == ("TT418", page)
    assert told["message"] == "`Colour` moved here; `station.py` still has it"
    assert told["line"] == (text + "# Colour").count("\n") + 1
    assert repository.run("generate").code == 0
    assert places(repository) == []


def test_what_else_changed_is_told_beside_a_move(repository: Scratch) -> None:
    """Rows of models that moved are not told again."""
    repository.write("spec/Colour.md", without_colour(repository))
    changed_docs(repository)
    assert places(repository) == [("TT418", "spec/Colour.md", 1), STATION_ROW]
    (row,) = [each for each in found(repository) if each["code"] == "TT401"]
    assert row["message"] == "`Station.name` changed; `station.py` is older"


def test_a_model_that_changed_on_its_way_is_gone_and_new(repository: Scratch) -> None:
    """It is not the one that was there."""
    moved = without_colour(repository).replace("blue", "green")
    repository.write("spec/Colour.md", moved)
    assert {code for code, _, _ in places(repository)} == {"TT401", "TT405"}


def test_pages_that_became_one_are_no_mass_deletion(tmp_path: Path) -> None:
    """One finding for each page that went into it, and a plain `generate` does it."""
    scratch = in_step(tmp_path / "repository")
    pages = [OWNER.replace("Owner", f"Owner{number}") for number in range(9)]
    for number, page in enumerate(pages):
        scratch.write(f"spec/a{number}.md", page)
    assert scratch.run("generate").code == 0
    for number in range(9):
        (scratch.root / f"spec/a{number}.md").unlink()
    scratch.write("spec/all.md", "\n".join(pages))
    assert [code for code, _, _ in places(scratch)] == ["TT418"] * 9
    assert scratch.run("generate").code == 0
    assert places(scratch) == []


def test_a_page_whose_module_follows_another_did_not_change(
    repository: Scratch,
) -> None:
    """By a new reference two modules need each other, which the other one imports otherwise."""
    repository.edit("spec/Station.md", "| Colour     |", "| Owner      |")
    shown = repository.run("check", "--diff").err
    assert "+++ b/models/owner.py" in shown
    assert "1 page changed: spec/Station.md\n" in shown
    assert {path for _, path, _ in places(repository)} == {"spec/Station.md"}


def test_who_imports_a_page_with_another_name_follows(repository: Scratch) -> None:
    """Its own page did not change, and is not said to have."""
    (repository.root / "spec/Station.md").rename(repository.root / "spec/Stop.md")
    assert places(repository) == [("TT416", "spec/Stop.md", 1)]
    assert "page changed" not in repository.run("check").err
    assert repository.run("generate").code == 0
    assert places(repository) == []
