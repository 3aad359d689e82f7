"""Several packages in one repository, and several configurations below one another."""

import json
from pathlib import Path

import pytest
from tests.scratch import CONFIGURATION, OWNER, STATION, Scratch, in_step

SEVERAL = """\
[tool.typetable]
dialect = "liblab"
wire_case = "camel"

[[tool.typetable.package]]
name = "stations"
spec = "docs/stations"
output = "stations"

[[tool.typetable.package]]
name = "owners"
spec = "docs/owners"
output = "owners"
wire_case = "snake"
"""

OVERRIDES = """
[tool.typetable.overrides.types]
"Station.name" = "int"
"""


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository with two packages that nobody has generated."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("pyproject.toml", SEVERAL)
    scratch.write("docs/stations/Station.md", STATION)
    scratch.write("docs/owners/Owner.md", OWNER.replace("Station ", "str "))
    return scratch


def test_all_packages_are_made(repository: Scratch) -> None:
    """Each has its own settings, and its own line."""
    assert repository.run("generate").code == 0
    run = repository.run("check")
    assert run.err == (
        "stations is in step with docs/stations: 5 files\n"
        "owners is in step with docs/owners: 5 files\n"
    )
    rules = [
        (repository.root / name / "_support.py").read_text("utf-8").count("capitalize")
        for name in ("stations", "owners")
    ]
    assert rules == [1, 0]


def test_what_was_written_is_told_where_another_package_is_not(
    repository: Scratch,
) -> None:
    """A file that is in the way of one package does not hide what became of the other."""
    repository.write("owners/owner.py", "mine = 1\n")
    run = repository.run("generate")
    assert run.code == 1
    assert "created stations/station.py" in run.err
    assert run.err.endswith("1 error\n5 files written\n")
    told = "1 error\nstations is in step with docs/stations: 5 files\n"
    assert repository.run("generate").err.endswith(told)


def test_one_package_is_chosen(repository: Scratch) -> None:
    """`--package` leaves the others alone; a name that nobody has gets a hint."""
    assert repository.run("generate", "--package", "owners").code == 0
    assert not (repository.root / "stations").exists()
    assert repository.run("check", "--package", "owners").code == 0
    assert repository.run("check").code == 1
    run = repository.run("check", "--package", "ownerz")
    assert run.code == 2
    assert "did you mean `owners`?" in run.err


def test_an_error_in_one_package_keeps_all_from_being_written(
    repository: Scratch,
) -> None:
    """All packages of a run are written, or none."""
    repository.edit("docs/owners/Owner.md", "# Owner", "<<<<<<< a\n=======\n>>>>>>> b")
    assert repository.run("generate").code == 1
    assert not (repository.root / "stations").exists()


def twins(scratch: Scratch) -> None:
    """Let both packages read all pages, as two kinds of models."""
    for name in ("stations", "owners"):
        scratch.edit("pyproject.toml", f'"docs/{name}"', '"docs"')
    scratch.edit("pyproject.toml", 'wire_case = "snake"', 'target = "pydantic"')
    scratch.edit("docs/owners/Owner.md", "str ", "Station ")
    assert scratch.run("generate").code == 0


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("| Colur      |", "TT201"),
        ("| list[      |", "TT202"),
        ("| int        |", "TT401"),
    ],
)
@pytest.mark.parametrize("command", ["check", "schema", "generate"])
def test_a_fault_of_a_page_is_told_once(
    repository: Scratch, command: str, new: str, code: str
) -> None:
    """However many packages read the page; each says by itself that it is out of step."""
    twins(repository)
    repository.edit("docs/stations/Station.md", "| Colour     |", new)
    document = json.loads(repository.run("check", "--format", "json").out)
    assert [each["code"] for each in document["findings"]].count(code) == 1
    err = repository.run(command).err
    assert err.count(f"[{code}]") == (code != "TT401" or command == "check")
    if command == "check" and code == "TT401":
        assert err.count("1 page changed: docs/stations/Station.md\n") == 1
        assert "stations is out of step with docs. Run" in err
        assert "owners is out of step with docs. Run" in err


def test_the_fault_of_one_package_is_told_beside_that_of_another(
    repository: Scratch,
) -> None:
    """Another file, and another hint, are another finding."""
    twins(repository)
    for name in ("stations", "owners"):
        [module] = (repository.root / name).glob("*owner.py")
        repository.edit(f"{name}/{module.name}", "What it has.", "What it had.")
    assert repository.run("check").err.count("TT402") == 2


def test_an_override_may_be_for_one_of_the_packages(repository: Scratch) -> None:
    """What stands around all packages is used if one of them uses it."""
    repository.edit("pyproject.toml", "\n[[tool", f"{OVERRIDES}\n[[tool", count=1)
    assert repository.run("generate").code == 0
    assert repository.run("check").code == 0
    assert repository.run("check", "--package", "owners").code == 0
    assert repository.run("check", "--package", "stations").code == 0


def test_an_override_that_no_package_uses_is_found_once(repository: Scratch) -> None:
    """It is an error where all packages are read; one of them alone cannot tell."""
    unused = OVERRIDES.replace("Station.name", "Station.gone")
    repository.edit("pyproject.toml", "\n[[tool", f"{unused}\n[[tool", count=1)
    run = repository.run("check", "--format", "concise")
    assert run.code == 1
    assert run.err.count("TT220") == 1
    assert "TT220" not in repository.run("check", "--package", "owners").err


def test_an_override_of_one_package_is_judged_by_it(repository: Scratch) -> None:
    """What stands in a package is for that package alone."""
    own = '[tool.typetable.package.overrides.types]\n"Station.name" = "int"\n'
    repository.edit(
        "pyproject.toml", 'wire_case = "snake"\n', f'wire_case = "snake"\n{own}'
    )
    run = repository.run("check", "--package", "owners", "--format", "concise")
    assert run.code == 1
    assert "TT220" in run.err


def test_a_package_that_is_not_there(repository: Scratch, tmp_path: Path) -> None:
    """The names that there are, or that there are none."""
    several = repository.run("check", "--package", "owner")
    assert several.code == 2
    assert (
        "no package is named `owner`\n  = hint: did you mean `owners`?" in several.err
    )
    single = in_step(tmp_path / "single").run("check", "--package", "owner")
    assert single.code == 2
    assert "hint: there is but one: leave `--package` out" in single.err


def test_a_monorepo_has_a_configuration_in_each_folder(tmp_path: Path) -> None:
    """The nearest configuration upwards counts, from whichever folder below it."""
    scratch = Scratch(tmp_path / "repository")
    for name, page in (("a", STATION), ("b", OWNER.replace("Station ", "str "))):
        scratch.write(f"apps/{name}/pyproject.toml", CONFIGURATION)
        scratch.write(f"apps/{name}/spec/Page.md", page)
    for name in ("a", "b"):
        assert scratch.run("generate", folder=f"apps/{name}/spec").code == 0
        assert (scratch.root / "apps" / name / "models/page.py").exists()
        run = scratch.run("check", folder=f"apps/{name}")
        assert run.err == "models is in step with spec: 5 files\n"
    chosen = scratch.run("check", "--config", "apps/a/pyproject.toml")
    assert chosen.err == "apps/a/models is in step with apps/a/spec: 5 files\n"
    nowhere = scratch.run("check")
    assert nowhere.code == 2
    assert "no configuration sets `spec` and `output`" in nowhere.err
