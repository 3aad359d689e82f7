from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from tests.scratch_repository import git

from typetable.cli import main
from typetable.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

HEAD = """
**Properties**

| Name | Type | Required | Description |
| :--- | :--- | :------- | :---------- |
"""

STATION = (
    "# StationResponse\n"
    + HEAD
    + """\
| id | str | ✅ | Its ID. |
| name | str | ❌ | |
| docks | int | ❌ | |
| state | State | ❌ | |

# State
"""
    + HEAD
    + """\
| OPEN | str | ✅ | "open" |
| SHUT | str | ✅ | "shut" |
"""
)

TRIP = f"# TripRequest\n{HEAD}| bike | str | ✅ | |\n| minutes | int | ❌ | |\n"

DOCKS, STATE = "| docks | int | ❌ | |\n", "| state | State | ❌ | |\n"

NEW_STATION = (
    STATION.replace(DOCKS, "")
    .replace("| id | str | ✅ | Its ID. |", "| id | str | ✅ | The ID. |")
    .replace("| name | str |", "| full_name | str |")
    .replace('"shut" |\n', '"shut" |\n| MOVED | str | ✅ | "moved" |\n')
)

NEW_TRIP = TRIP.replace("| minutes | int | ❌ |", "| minutes | int | ✅ |")

GOLDEN = Path(__file__).parent.parent / "golden" / "diff.txt"


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Return the command line in a folder with `old`, `new` and a configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    write("old", Station=STATION, Trip=TRIP)
    write("new", Station=NEW_STATION, Trip=NEW_TRIP)
    configure()

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["diff", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def write(folder: str, **pages: str) -> None:
    """Write pages into a folder, below the current one."""
    Path(folder).mkdir(exist_ok=True)
    for name, text in pages.items():
        Path(folder, f"{name}.md").write_text(text, encoding="utf-8")


def configure(more: str = "") -> None:
    """Write a configuration."""
    settings = 'spec = "new"\noutput = "models"\nwire_case = "as-documented"\n'
    Path("typetable.toml").write_text(settings + more, encoding="utf-8")


def commit(message: str) -> None:
    """Commit all that stands in the current folder."""
    if not Path(".git").exists():
        git(Path(), "init", "-q", "-b", "main", ".")
    git(Path(), "add", ".")
    git(Path(), "commit", "-qm", message)


def codes(out: str) -> list[str]:
    """Return the codes of the changes in a report."""
    changes: dict[str, Any] = json.loads(out)["changes"]
    return [change["code"] for change in changes["changes"]]


CODES = ["TT651", "TT615", "TT614", "TT631", "TT624"]


def test_the_text_is_as_it_was(run: Run, request: pytest.FixtureRequest) -> None:
    """What broke, where, whom, and which version follows."""
    code, out, text = run("old", "new")
    if request.config.getoption("--update"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert (code, out) == (1, "")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_new_is_the_configured_docs(run: Run) -> None:
    """Where nothing else is named."""
    assert codes(run("old", "--format", "json")[1]) == CODES


def test_two_files_are_one_page(run: Run) -> None:
    """Whatever they are called, nothing moved."""
    Path("Elsewhere.md").write_text(STATION, encoding="utf-8")
    assert codes(run("Elsewhere.md", "new/Station.md", "--format=json")[1]) == CODES[:4]


def test_a_schema_is_a_state(run: Run) -> None:
    """As it was printed, on either side; places stand behind the name of the file."""
    assert main(["schema", "old", "--output", "old.json"]) == 0
    _, out, _ = run("old.json", "new", "--format", "json")
    assert codes(out) == CODES
    change = json.loads(out)["changes"]["changes"][2]
    assert (change["old"]["path"], change["old"]["line"]) == (
        "old.json:old/Station.md",
        9,
    )
    assert run("old.json", "old.json")[0] == 0
    assert codes(run("new", "old.json", "--format", "json")[1])


def test_a_schema_may_come_through_a_pipe(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It starts with a brace, which no page does; a page is read as one."""
    assert main(["schema", "old", "--output", "old.json"]) == 0
    for piped in ("old.json", "old/Trip.md"):
        data = io.BytesIO(Path(piped).read_bytes())
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data, "utf-8"))
        _, out, _ = run("-", piped, "--stat")
        assert out == "no changes\n"


def test_a_schema_that_is_none_is_refused(run: Run) -> None:
    """With the place of what is wrong."""
    Path("old.json").write_text('{\n "typetable_schema": 7}', encoding="utf-8")
    code, _, err = run("old.json", "new")
    assert code == 2
    assert err.startswith("old.json:2:22: error[TT132] `typetable_schema` must be 1")


@pytest.mark.parametrize("data", [b"\xff{}", b"\0"])
def test_a_schema_that_cannot_be_read_is_no_empty_one(run: Run, data: bytes) -> None:
    """Else all models would be new, and nothing would be breaking."""
    Path("old.json").write_bytes(data)
    code, _, err = run("old.json", "new")
    assert code == 2
    assert "error[TT132]" in err


def test_revisions_are_states(run: Run) -> None:
    """With and without a path, and against the working tree."""
    Path("new").rename("fresh")
    Path("old").rename("new")
    commit("first")
    git(Path(), "tag", "v1")
    write("new", Station=NEW_STATION, Trip=NEW_TRIP)
    assert codes(run("--against", "v1", "--format", "json")[1]) == CODES
    commit("second")
    assert codes(run("git:v1", "--format", "json")[1]) == CODES
    assert codes(run("git:v1", "git:HEAD", "--format", "json")[1]) == CODES
    assert codes(run("git:v1:new", "fresh", "--format", "json")[1]) == CODES
    assert codes(run("git:v1:new/Trip.md", "new/Trip.md", "--format=json")[1]) == [
        "TT624"
    ]
    assert run("--against", "HEAD")[0] == 0


def test_revisions_work_in_a_folder_below(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The docs are those of the configuration, wherever somebody stands."""
    commit("first")
    write("new", Trip=TRIP)
    monkeypatch.chdir("old")
    assert codes(run("--against", "HEAD", "--format", "json")[1]) == ["TT625"]
    assert codes(run("git:HEAD:./", "git:HEAD", "--format", "json")[1]) == CODES
    assert codes(run("git:HEAD:old", "git:HEAD:new", "--format=json")[1]) == CODES


def test_the_docs_may_be_the_whole_repository(run: Run) -> None:
    """Or may have been in a folder that is gone."""
    commit("first")
    Path("typetable.toml").write_text('spec = "."\nwire_case = "as-documented"\n')
    Path("Fresh.md").write_text(TRIP.replace("Trip", "Fresh"), encoding="utf-8")
    assert codes(run("--against", "HEAD", "--format", "json")[1]) == ["TT601"]
    Path("typetable.toml").write_text('spec = "gone/deep"\n')
    code, _, err = run("--against", "HEAD")
    assert (code, "nothing is here" in err) == (2, True)


def test_a_schema_in_a_revision_is_a_state(run: Run) -> None:
    """Some commit it beside their docs."""
    assert main(["schema", "old", "--output", "schema.json"]) == 0
    commit("first")
    assert codes(run("git:HEAD:schema.json", "--format", "json")[1]) == CODES


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["git:v9"], "git knows no revision `v9`"),
        (["git:HEAD:dosc"], "nothing is at `dosc` in `HEAD`"),
        (["git:-x"], "`-x` is no revision"),
        (["git:"], "`` is no revision"),
        (["dosc"], "nothing is here"),
        (["old", "dosc"], "nothing is here"),
    ],
)
def test_a_state_that_is_not_there_stops(
    run: Run, arguments: list[str], message: str
) -> None:
    """It could not run, and says why."""
    commit("first")
    code, _, err = run(*arguments)
    assert code == 2
    assert message in err


def test_docs_that_are_new_are_all_new(run: Run) -> None:
    """A revision without them is a state too; that they are not there is said."""
    Path("new").rename("later")
    commit("first")
    Path("later").rename("new")
    code, out, _ = run("--against", "HEAD", "--format", "json")
    assert code == 0
    assert set(codes(out)) == {"TT601"}
    missing = json.loads(out)["findings"][0]
    assert (missing["code"], missing["severity"]) == ("TT107", "warning")
    assert missing["path"] == "git:HEAD:new"
    assert "`git:REV:PATH`" in missing["hint"]


def test_two_revisions_are_not_compared_without_docs_to_look_for(run: Run) -> None:
    """Where nothing is configured, `git:REV` names no docs; with a path, it does."""
    commit("first")
    Path("typetable.toml").unlink(missing_ok=True)
    Path("pyproject.toml").unlink(missing_ok=True)
    code, _, err = run("git:HEAD", "git:HEAD")
    assert code == 2
    assert "no `spec` is set" in err
    assert run("git:HEAD:old", "git:HEAD:old", "--stat")[1] == "no changes\n"


@pytest.mark.parametrize(
    "arguments", [[], ["--against", "a", "b", "c"], ["a", "b", "c"]]
)
def test_what_cannot_be_meant_is_refused(run: Run, arguments: list[str]) -> None:
    """Like every other misuse of the command line."""
    with pytest.raises(SystemExit) as stop:
        run(*arguments)
    assert stop.value.code == 2


def test_a_revision_that_looks_like_an_option_is_refused(run: Run) -> None:
    """By us, before git sees it."""
    commit("first")
    code, _, err = run("--against=--output=stolen")
    assert (code, Path("stolen").exists()) == (2, False)
    assert "is no revision" in err


@pytest.mark.parametrize("name", ["HEAD\r", "HEAD\n", "HEAD\r\n", "HEAD\x85", "HE\vAD"])
def test_a_revision_with_another_end_of_line_is_refused(run: Run, name: str) -> None:
    """With a finding, and by no traceback."""
    commit("first")
    for arguments in (["--against", name], [f"git:{name}:old", "new"]):
        code, _, err = run(*arguments)
        assert (code, "error[TT131]" in err) == (2, True)


def plant(place: str) -> None:
    """Put a bare repository there that has the docs of today as those of `main`."""
    with TemporaryDirectory() as folder:
        there = Path(folder)
        git(there, "init", "-q", "-b", "main", "made")
        for below in ("", "new", "docs/new"):
            shutil.copytree("new", there / "made" / below, dirs_exist_ok=True)
        git(there / "made", "add", ".")
        git(there / "made", "commit", "-qm", "first")
        git(there, "clone", "-q", "--bare", "made", "bare")
        shutil.copytree(there / "bare", place, dirs_exist_ok=True)


@pytest.mark.parametrize("place", ["new", "."])
def test_no_repository_among_the_docs_answers_for_them(run: Run, place: str) -> None:
    """A change that breaks code must not become none because the docs bring their own past."""
    commit("first")
    write("new", Station=STATION)
    plant(place)
    code, _, err = run("--against", "main")
    assert code == (2 if place == "new" else 1)
    assert ("is a bare repository" in err) == (place == "new")
    shutil.rmtree(".git")
    code, _, err = run("--against", "main")
    assert (code, "is a bare repository" in err) == (2, True)


@pytest.mark.parametrize("limit", ["pages = 1", "bytes = 100"])
def test_a_revision_that_is_too_large_is_no_empty_one(run: Run, limit: str) -> None:
    """Nor is a folder, on either side: not all of it was read, so nothing is told."""
    commit("first")
    configure(f"[limits]\n{limit}\n")
    for arguments in (["--against", "HEAD"], ["old"], ["old/Trip.md"]):
        code, out, err = run(*arguments, "--format", "json")
        assert code == 2
        assert f"limits.{limit.partition(' ')[0]}" in out + err


@pytest.mark.parametrize(
    ("old", "new", "fail_on", "code"),
    [
        (STATION, NEW_STATION, "breaking", 1),
        (STATION, NEW_STATION, "none", 0),
        (STATION, STATION, "any", 0),
        (STATION, STATION + f"\n# More\n{HEAD}| a | str | ❌ | |\n", "warning", 0),
        (STATION, STATION + f"\n# More\n{HEAD}| a | str | ❌ | |\n", "any", 1),
        (STATION, STATION.replace(DOCKS, "").replace(STATE, STATE + DOCKS), "any", 0),
        (STATION, STATION + '| A | str | ✅ | "a" |\n', "breaking", 0),
        (STATION, STATION + '| A | str | ✅ | "a" |\n', "warning", 1),
    ],
)
def test_the_exit_code_follows_the_level(
    run: Run, old: str, new: str, fail_on: str, code: int
) -> None:
    """By the flag; `breaking` if nothing is said."""
    write("old", Station=old)
    write("new", Station=new, Trip=TRIP)
    assert run("old", "--fail-on", fail_on)[0] == code
    configure(f'[diff]\nfail_on = "{fail_on}"\n')
    assert run("old")[0] == code


def test_errors_in_the_docs_are_reported(run: Run) -> None:
    """They fail on the new side; the old one nobody can mend any more."""
    broken = TRIP.replace("| bike | str |", "| bike | Lsit[str |")
    write("new", Station=STATION, Trip=broken)
    code, _, err = run("old", "--fail-on", "none")
    assert code == 1
    assert "new/Trip.md:7:" in err
    assert "error[TT202]" in err
    code, _, err = run("new", "old", "--fail-on", "none")
    assert code == 0
    assert "warning[TT202]" in err


def test_a_new_hint_at_the_spelling_changes_no_field(run: Run) -> None:
    """What the new docs show of the API holds for the old ones."""
    old = TRIP.replace("minutes", "ride_minutes")
    Path("typetable.toml").unlink()
    write("old", Station=STATION, Trip=old)
    shown = old.replace("| bike | str | ✅ | |", "| bike | str | ✅ | `rideMinutes` |")
    write("new", Station=STATION, Trip=shown)
    assert codes(run("old", "new", "--format", "json")[1]) == ["TT651"]


def test_an_override_for_new_docs_is_no_mistake_in_old_ones(run: Run) -> None:
    """What it names was not there yet."""
    configure('[overrides.types]\n"StationResponse.full_name" = "int"\n')
    code, out, _ = run("old", "--format", "json", "--fail-on", "none")
    assert code == 0
    assert not any(f["code"].startswith("TT2") for f in json.loads(out)["findings"])


def entry(fingerprint: str, until: str = "") -> str:
    """Return an entry that accepts a change."""
    date = f"until = {until}\n" if until else ""
    return f'[[diff.accept]]\nfingerprint = "{fingerprint}"\nreason = "agreed"\n{date}'


def test_changes_are_accepted_by_fingerprint(run: Run) -> None:
    """All of them, and the run is fine; an entry too many is reported."""
    _, out, _ = run("old", "--format", "json")
    prints = [each["fingerprint"] for each in json.loads(out)["changes"]["changes"]]
    configure("".join(entry(each) for each in [*prints, "0" * 16]))
    code, out, _ = run("old", "--format", "json")
    document = json.loads(out)
    assert code == 0
    assert document["changes"]["changes"][0]["accepted"] == {
        "reason": "agreed",
        "until": None,
    }
    stale = [f for f in document["findings"] if f["code"] == "TT661"]
    assert [(item["path"], item["severity"]) for item in stale] == [
        ("typetable.toml", "warning")
    ]


def test_an_end_date_ends_an_acceptance(run: Run) -> None:
    """The change fails again."""
    write("new", Station=STATION)
    _, out, _ = run("old", "--format", "json")
    (change,) = json.loads(out)["changes"]["changes"]
    configure(entry(change["fingerprint"], "2999-12-31"))
    assert run("old")[0] == 0
    configure(entry(change["fingerprint"], "2000-01-01"))
    code, _, err = run("old")
    assert code == 1
    assert "warning[TT662]" in err


def test_the_stat_is_one_line(run: Run) -> None:
    """On standard output, for a script."""
    code, out, err = run("old", "--stat")
    assert (code, err) == (1, "")
    assert out == (
        "5 changes: 3 breaking, 1 worth a look, 1 harmless; suggests a major version\n"
    )


def test_markdown_is_a_changelog(run: Run) -> None:
    """Ready for release notes."""
    code, out, _ = run("old", "--format", "markdown")
    assert code == 1
    assert out.startswith("## Changes in the docs\n\n5 changes: 3 breaking")
    assert "\n- optional field `StationResponse.docks` is gone: breaks code;" in out


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_of_every_change(run: Run, name: str) -> None:
    """By its code."""
    _, out, err = run("old", "--format", name)
    assert all(code in out + err for code in CODES)


def test_json_holds_both_axes(run: Run) -> None:
    """And directions, places, fingerprints and counts."""
    _, out, _ = run("old", "--format", "json")
    changes = json.loads(out)["changes"]
    assert (changes["old"], changes["new"]) == ("old", "new")
    assert (changes["suggests"], changes["fails"]) == ("major", True)
    required = changes["changes"][-1]
    assert (required["source"], required["wire"], required["directions"]) == (
        "breaking",
        {"read": "none", "write": "breaking"},
        ["write"],
    )
    assert (required["old"]["path"], required["new"]["path"]) == (
        "old/Trip.md",
        "new/Trip.md",
    )
    lines = run("old", "--format", "jsonl")[1].splitlines()
    told = [json.loads(line) for line in lines]
    assert [each["code"] for each in told if each["kind"] == "change"] == CODES


def test_several_packages_are_compared_together(run: Run) -> None:
    """Each with its docs; a place that could be of any needs a name."""
    packages = "".join(
        f'[[package]]\nname = "{name}"\nspec = "{spec}"\noutput = "m/{name}"\n'
        for name, spec in (("one", "old"), ("two", "new"))
    )
    configure(packages)
    commit("first")
    write("old", Trip=NEW_TRIP)
    write("new", Trip=TRIP)
    assert codes(run("--against", "HEAD", "--format", "json")[1]) == ["TT624", "TT625"]
    assert codes(
        run("--against", "HEAD", "--package", "two", "--format", "json")[1]
    ) == ["TT625"]
    code, _, err = run("old")
    assert code == 2
    assert "name one of them with `--package`: one, two" in err
