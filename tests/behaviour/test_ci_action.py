"""The action for GitHub: its scripts, run as the platform runs them."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.scratch import SOURCE, Scratch, in_step
from tests.scratch_repository import git

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "check"
PINNED = re.compile(r"uses: (\./|[\w-]+/[\w./-]+@[0-9a-f]{40} # v)")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs bash")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of a step: exit code, log, outputs and summary."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


def step(script: str, folder: Path, files: Path, **inputs: str) -> Step:
    """Run a script with the files and variables that a runner gives it."""
    files.mkdir(exist_ok=True)
    (files / "typetable").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m typetable "$@"\n', "utf-8"
    )
    (files / "typetable").chmod(0o755)
    output, summary = files / "output", files / "summary"
    output.write_text("")
    summary.write_text("")
    runner = {
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        "RUNNER_TEMP": str(files),
        "TYPETABLE": str(files / "typetable"),
        "PYTHONPATH": SOURCE,
    }
    done = subprocess.run(
        ["bash", ACTION / script],
        cwd=folder,
        env=os.environ | runner | inputs,
        check=False,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    pairs = (line.partition("=") for line in output.read_text("utf-8").splitlines())
    outputs = {name: value for name, _, value in pairs}
    text = summary.read_text("utf-8")
    return Step(code=done.returncode, log=done.stdout, outputs=outputs, summary=text)


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository in step."""
    return in_step(tmp_path / "repository")


def test_in_step(repository: Scratch, tmp_path: Path) -> None:
    """The step passes, says so, and leaves an empty SARIF report."""
    made = step("check.sh", repository.root, tmp_path / "runner")
    assert made.code == 0, made.log
    assert made.outputs["in-step"] == "true"
    assert "models is in step with spec" in made.summary
    report = json.loads(Path(made.outputs["sarif-file"]).read_text("utf-8"))
    assert report["runs"][0]["results"] == []


def test_drift(repository: Scratch, tmp_path: Path) -> None:
    """The step fails, marks the row, and tells it in the summary once."""
    repository.edit("spec/Station.md", "name      | str", "name      | int")
    made = step("check.sh", repository.root, tmp_path / "runner")
    assert made.code == 1
    assert "::error file=spec/Station.md,line=10," in made.log
    assert made.outputs["in-step"] == "false"
    assert made.summary.count("### typetable check") == 1
    report = json.loads(Path(made.outputs["sarif-file"]).read_text("utf-8"))
    (result,) = report["runs"][0]["results"]
    assert result["ruleId"] == "TT401"


def test_another_folder(tmp_path: Path) -> None:
    """Paths are those of the repository, whichever folder of it the step runs in."""
    outer = Scratch(tmp_path / "outer")
    inner = in_step(outer.root / "apps" / "api")
    (inner.root / ".git").rmdir()
    inner.edit("spec/Station.md", "name      | str", "name      | int")
    made = step(
        "check.sh",
        outer.root,
        tmp_path / "runner",
        TYPETABLE_FOLDER="apps/api",
        TYPETABLE_SARIF="report.sarif",
        TYPETABLE_ARGS="  --package\n",
    )
    assert made.code == 2  # the words reached typetable, which misses the name
    made = step(
        "check.sh", outer.root, tmp_path / "runner", TYPETABLE_FOLDER="apps/api"
    )
    assert "::error file=apps/api/spec/Station.md,line=10," in made.log


@pytest.mark.parametrize(
    "inputs",
    [
        {"TYPETABLE_ARGS": "; touch pwned"},
        {"TYPETABLE_ARGS": "$(touch pwned)"},
        {"TYPETABLE_ARGS": "`touch pwned`"},
        {"TYPETABLE_ARGS": "--diff\ntouch pwned"},
        {"TYPETABLE_ARGS": "&& touch pwned #"},
        {"TYPETABLE_ARGS": "*"},
        {"TYPETABLE_FOLDER": "$(touch pwned)"},
        {"TYPETABLE_FOLDER": "-P"},
        {"TYPETABLE_SARIF": "x\nin-step=true"},
        {"TYPETABLE_SARIF": "$(touch pwned)/x"},
        {"TYPETABLE_AGAINST": "$(touch pwned)", "TYPETABLE_ARGS": "--nonsense"},
    ],
)
def test_inputs_are_never_code(
    repository: Scratch, tmp_path: Path, inputs: dict[str, str]
) -> None:
    """Whatever an input holds, it is a word; nothing is run and no output is forged."""
    made = step("check.sh", repository.root, tmp_path / "runner", **inputs)
    assert made.code != 0
    assert "in-step" not in made.outputs or made.outputs["in-step"] == "false"
    assert not list(tmp_path.rglob("pwned"))


GH = """\
#!/bin/sh
echo "$*" >> "$GH_LOG"
case "$*" in *--jq*) printf '%s' "$GH_COMMENTS";; *) exit "${GH_CODE:-0}";; esac
"""
"""What stands in for GitHub's own program: it remembers what it was asked."""


def comment(files: Path, text: str, **inputs: str) -> tuple[Step, list[str]]:
    """Run the step that comments; return it and what it asked of GitHub."""
    (files / "bin").mkdir(parents=True)
    (files / "bin" / "gh").write_text(GH, "utf-8")
    (files / "bin" / "gh").chmod(0o755)
    (files / "report.md").write_text(text, "utf-8")
    log = files / "log"
    log.touch()
    given = {
        "PATH": f"{files / 'bin'}:{os.environ['PATH']}",
        "GH_LOG": str(log),
        "GH_COMMENTS": "",
        "GITHUB_REPOSITORY": "some/one",
        "TYPETABLE_PULL": "7",
        "TYPETABLE_REPORT": str(files / "report.md"),
    }
    made = step("comment.sh", files, files, **(given | inputs))
    return made, log.read_text("utf-8").splitlines()


def test_a_comment_is_written(tmp_path: Path) -> None:
    """With the report, after the mark by which a later run finds it."""
    made, asked = comment(tmp_path / "runner", "report\n")
    body = tmp_path / "runner" / "typetable-comment.md"
    assert made.code == 0, made.log
    assert asked[1].startswith("api --silent --method POST repos/some/one/issues/7/")
    assert asked[1].endswith(f"body=@{body}")
    assert body.read_text("utf-8") == "<!-- typetable check -->\nreport\n"


def test_a_comment_is_renewed(tmp_path: Path) -> None:
    """One pull request has one comment, even where there is nothing to say any more."""
    quiet = {"TYPETABLE_QUIET": "true"}
    _, asked = comment(tmp_path / "runner", "x", GH_COMMENTS="12\n13\n", **quiet)
    assert "--method PATCH repos/some/one/issues/comments/12 " in asked[1]
    _, asked = comment(tmp_path / "other", "x", **quiet)
    assert len(asked) == 1


def test_a_comment_that_is_refused_fails_nothing(tmp_path: Path) -> None:
    """Pull requests from forks have no right to one."""
    made, _ = comment(tmp_path / "runner", "x", GH_CODE="1")
    assert made.code == 0
    assert made.log.startswith("::warning title=typetable::no comment was written")


def test_a_comment_is_as_long_as_the_platform_takes(tmp_path: Path) -> None:
    """It is cut between characters."""
    comment(tmp_path / "runner", "x" + "\N{EURO SIGN}" * 40_000)
    body = (tmp_path / "runner" / "typetable-comment.md").read_bytes()
    assert len(body.decode()) < 65_536


@pytest.mark.parametrize("pull", ["", "1; touch pwned", "../../x"])
def test_a_pull_request_is_a_number(tmp_path: Path, pull: str) -> None:
    """Without one, GitHub is asked for nothing."""
    made, asked = comment(tmp_path / "runner", "x", TYPETABLE_PULL=pull)
    assert (made.code, asked) == (0, [])


def test_model_changes_are_told(repository: Scratch, tmp_path: Path) -> None:
    """Against a revision, the report lists what changed in the docs, in step or not."""
    (repository.root / ".git").rmdir()
    git(repository.root, "init", "--quiet")
    git(repository.root, "add", ".")
    git(repository.root, "commit", "--quiet", "--message=one")
    repository.edit("spec/Station.md", "name      | str", "name      | int")
    made = step(
        "check.sh", repository.root, tmp_path / "runner", TYPETABLE_AGAINST="HEAD"
    )
    report = Path(made.outputs["report-file"]).read_text("utf-8")
    assert made.code == 1
    assert "## Changes in the docs" in report
    assert "`Station.name` changed from `string` to `integer`" in report
    assert report == made.summary


@pytest.mark.parametrize(
    "version",
    ["1.0; touch pwned", "1.0 --index-url=x", "git+https://x", "-r x", "1\n2"],
)
def test_versions_are_versions(tmp_path: Path, version: str) -> None:
    """Nothing else reaches the installer."""
    made = step("install.sh", tmp_path, tmp_path / "runner", TYPETABLE_VERSION=version)
    assert made.code == 2
    assert "no version" in made.log
    assert made.outputs == {}
    assert not (tmp_path / "runner" / "typetable-environment").exists()


@pytest.mark.slow
def test_this_repository_is_installed(repository: Scratch, tmp_path: Path) -> None:
    """Without a version, the action runs the typetable that it stands beside."""
    made = step("install.sh", tmp_path, tmp_path / "runner", PYTHON=sys.executable)
    assert made.code == 0, made.log
    command = made.outputs["command"]
    done = step(
        "check.sh",
        repository.root,
        tmp_path / "runner",
        TYPETABLE=command,
        PYTHONPATH="",
    )
    assert done.code == 0, done.log


def test_no_input_stands_in_a_script() -> None:
    """Expressions reach scripts through `env` alone, and never as text of the script."""
    for path in (ROOT / ".github").rglob("*.yml"):
        scripts = re.findall(
            r"^( *)run: *(.*(?:\n\1 +.*)*)", path.read_text("utf-8"), re.MULTILINE
        )
        assert all("${{" not in script for _, script in scripts), path


def test_every_input_reaches_a_script() -> None:
    """The files are YAML, and an action declares nothing that it does not use."""
    yaml = pytest.importorskip("yaml")
    for path in (ROOT / ".github").rglob("*.yml"):
        text = path.read_text("utf-8")
        read = yaml.safe_load(text)
        called = read.get(True, {}).get("workflow_call", {})  # YAML 1.1 reads `on` so
        for name in {**read.get("inputs", {}), **called.get("inputs", {})}:
            assert f"inputs.{name}" in text, f"{path.name}: {name}"


def test_foreign_actions_are_pinned() -> None:
    """Each is named by a commit, with its version beside it."""
    for path in (ROOT / ".github").rglob("*.yml"):
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#") and "uses:" in line:
                assert PINNED.search(line), f"{path.name}: {line}"


def test_workflows_have_few_rights() -> None:
    """Each says what it may do; nothing may write."""
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        text = path.read_text("utf-8")
        assert "\npermissions:" in text, path.name
        assert ": write" not in text, path.name
