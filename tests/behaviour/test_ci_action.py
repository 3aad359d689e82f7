"""The action for GitHub: its scripts, run as the platform runs them."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.action_steps import ACTION, Step, step
from tests.scratch import Scratch, in_step
from tests.scratch_repository import git

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"uses: (\./|[\w-]+/[\w./-]+@[0-9a-f]{40} # v)")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs bash")


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
        {"TYPETABLE_FOLDER": "-"},
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
    (files.parent / "checkout").mkdir(exist_ok=True)
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
    made = step("comment.sh", files.parent / "checkout", files, **(given | inputs))
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


def test_a_runner_without_gh_is_told_what_is_missing(tmp_path: Path) -> None:
    """It has the other programs, and rights are not what keeps it from writing."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("cat", "head", "iconv"):
        (programs / name).symlink_to(shutil.which(name) or "")
    made, _ = comment(tmp_path / "runner", "x", PATH=str(programs))
    assert made.code == 0
    assert "there is no `gh` here" in made.log
    assert "may this job" not in made.log


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


@pytest.mark.slow
def test_this_repository_is_installed(repository: Scratch, tmp_path: Path) -> None:
    """The action runs the typetable that it stands beside, of which no line was copied."""
    files = tmp_path / "runner"
    made = step("install.sh", repository.root, files, str(files / "tool"))
    assert made.code == 0, made.log
    python = made.outputs["python"]
    done = step("check.sh", repository.root, files, TYPETABLE_PYTHON=python)
    assert done.code == 0, done.log
    where = (python, "-I", "-c", "import typetable; print(typetable.__file__)")
    found = subprocess.run(where, check=True, capture_output=True, text=True).stdout
    assert Path(found.strip()).parents[2] == ROOT


def pins() -> dict[str, Requirement]:
    """Return what the action installs, by its names."""
    text = (ACTION / "requirements.txt").read_text("utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    named = [Requirement(line.partition(" --hash=")[0]) for line in lines]
    return {canonicalize_name(each.name): each for each in named}


def test_pins_are_exact() -> None:
    """Each names one version and the digests of its files, and no place that they come from."""
    text = (ACTION / "requirements.txt").read_text("utf-8").replace("\\\n", "")
    form = re.compile(r"[\w.-]+==[\w.]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    for line in text.splitlines():
        assert line.startswith("# ") or form.fullmatch(line.strip()), line
    assert "//" not in text


def test_pins_are_those_of_the_project() -> None:
    """They are in the ranges that the project asks for, and so is all that is needed for that."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned, known = pins(), set[str]()
    wanted = [Requirement(each) for each in project["dependencies"]]
    while wanted:
        asked = wanted.pop()
        name = canonicalize_name(asked.name)
        assert name in pinned, name
        (pin,) = pinned[name].specifier
        assert asked.specifier.contains(pin.version), asked
        if name not in known:
            known.add(name)
            wanted += filter(is_needed, map(Requirement, requires(name) or ()))
    assert known == {*pinned}


SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}


def is_needed(wanted: Requirement) -> bool:
    """Return whether something is needed on any system and Python that the action may run on."""
    around = [
        {
            **{name: str(text) for name, text in default_environment().items()},
            "sys_platform": system,
            "platform_system": SYSTEMS[system],
            "os_name": "nt" if system == "win32" else "posix",
            "python_version": python,
            "python_full_version": f"{python}.0",
            "extra": "",
        }
        for system in SYSTEMS
        for python in ("3.11", "3.12", "3.13")
    ]
    return wanted.marker is None or any(map(wanted.marker.evaluate, around))


PLATFORMS = {
    "linux": ("manylinux2014_x86_64", "manylinux_2_28_x86_64"),
    "linux on arm": ("manylinux2014_aarch64", "manylinux_2_28_aarch64"),
    "macos": ("macosx_11_0_arm64",),
    "macos on intel": ("macosx_10_13_x86_64",),
    "windows": ("win_amd64",),
}


@pytest.mark.slow
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_pins_are_for_each_system(tmp_path: Path, platform: str, python: str) -> None:
    """On each there is a wheel of everything, and its digest is known."""
    command = (
        *(sys.executable, "-I", "-m", "pip", "install", "--dry-run", "--quiet"),
        *("--target", str(tmp_path), "--only-binary=:all:", "--require-hashes"),
        *(f"--platform={each}" for each in PLATFORMS[platform]),
        *(f"--python-version={python}", "-r", str(ACTION / "requirements.txt")),
    )
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_what_was_downloaded_is_kept(tmp_path: Path) -> None:
    """A second run asks no index; a file that is not the one that is pinned is not used."""
    wheels, files = tmp_path / "wheels", tmp_path / "files"
    job = {"TYPETABLE_WHEELS": str(wheels)}
    assert step("install.sh", tmp_path, files, str(tmp_path / "a"), **job).code == 0
    closed = job | {"PIP_INDEX_URL": "http://127.0.0.1:9/"}
    assert step("install.sh", tmp_path, files, str(tmp_path / "b"), **closed).code == 0
    wheel = next(wheels.glob("jinja2-*.whl"))
    kept = wheel.read_bytes()
    wheel.write_bytes(kept + b"mine")
    assert step("install.sh", tmp_path, files, str(tmp_path / "c"), **job).code == 0
    assert wheel.read_bytes() == kept


def test_a_merge_request_is_checked_once() -> None:
    """And not for its branch as well; the history is there, and what was downloaded is kept."""
    yaml = pytest.importorskip("yaml")
    example = ROOT / ".github" / "examples" / "gitlab-ci.yml"
    job = yaml.safe_load(example.read_text("utf-8"))["typetable"]
    merge_request, branch_of_one, rest = job["rules"]
    assert merge_request == {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}
    assert branch_of_one == {"if": "$CI_OPEN_MERGE_REQUESTS", "when": "never"}
    assert rest == {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}
    assert job["variables"]["GIT_DEPTH"] == 0
    assert job["cache"]["paths"] == [f"{job['variables']['TYPETABLE_WHEELS']}/"]
    assert "COMMIT" in job["cache"]["key"]
    assert "\n".join(job["script"]).count("typetable check") == 1


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
