"""This repository keeps what it promises: `generated/` is in step, and the README is true.

There is no flag to update `generated/`: `typetable generate` does.
"""

import doctest
import importlib
import json
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from typetable.cli import COMMANDS, main
from typetable.language.dialects import packaged
from typetable.output.seal import open_seal
from typetable.report import FORMATS
from typetable.settings.values import WIRE_CASES
from typetable.targets import TARGETS

ROOT = Path(__file__).parents[1]
GENERATED = ROOT / "generated"
TOOLS = Path(sys.executable).parent
README = (ROOT / "README.md").read_text("utf-8")
REFERENCE = README.partition("\n## Commands\n")[2]

PAYLOADS: dict[str, dict[str, Any]] = {
    "Details1": {
        "id": "66ae9950-0869-4e65-96b0-1e0e47e771af",
        "meta": {"url": "/collections/123", "model": "collection", "action": "update"},
        "status": "completed",
        "details": {"resources": [{"id": "1", "url": "/collections/1"}]},
        "createdAt": "2024-02-12T19:34:49.000Z",
        "updatedAt": "2024-02-12T19:35:10.000Z",
    },
    "Details2": {
        "id": "7",
        "status": "failed",
        "details": {"error": {"message": "No such collection."}},
    },
    "NoneType": {"id": "8", "status": "cancelled", "details": None, "progress": 0.5},
}
"""Answers of the API that `spec/` is about, by the type that their details become."""


def texts(folder: Path) -> dict[str, bytes]:
    """Return the files of a package by their names."""
    return {path.name: path.read_bytes() for path in folder.glob("*.*")}


def unsealed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files without the line that names the versions which wrote them."""
    return {name: b"\n".join(text.split(b"\n")[2:]) for name, text in files.items()}


def made_from(files: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    """Return what files say that they were made from, without the versions of tools."""
    seals = {name: open_seal(text.decode()) for name, text in files.items()}
    return {
        name: (seal.provenance.docs, seal.provenance.settings)
        for name, seal in seals.items()
        if seal and seal.provenance
    }


def imported(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return a package of a folder."""
    monkeypatch.syspath_prepend(str(folder))
    for loaded in [each for each in sys.modules if each.split(".")[0] == name]:
        monkeypatch.delitem(sys.modules, loaded)
    return importlib.import_module(name)


def test_generated_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With this repository's settings, `generate` changes no byte of `generated/`."""
    monkeypatch.chdir(ROOT)
    copy = shutil.copytree(GENERATED, tmp_path / "generated")
    assert main(["generate", "--output", str(copy), "--quiet"]) == 0
    assert texts(copy) == texts(GENERATED)
    assert main(["check", "--quiet"]) == 0


def test_generated_comes_from_spec(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made from nothing, the package is `generated/`, whatever versions made that."""
    monkeypatch.chdir(ROOT)
    assert main(["generate", "--output", str(tmp_path / "new"), "--quiet"]) == 0
    made, kept = texts(tmp_path / "new"), texts(GENERATED)
    assert unsealed(made) == unsealed(kept)
    # else the next change of the docs would be put down to templates or settings, too
    assert made_from(made) == made_from(kept)


@pytest.mark.parametrize("details", PAYLOADS)
def test_answers_come_back(details: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the API sends is what the models send back, and the union is what it should be."""
    package = imported(ROOT, "generated", monkeypatch)
    model = package.GetStatusOfAnAsyncTaskOkResponse.from_dict(PAYLOADS[details])
    assert type(model.details).__name__ == details
    assert model.to_dict() == PAYLOADS[details]
    assert json.loads(json.dumps(model.to_dict())) == PAYLOADS[details]


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("mypy", "--strict", "--config-file=", "generated"),
        ("pyright",),
        ("ruff", "check", "--isolated", "generated"),
        ("black", "--check", "--quiet", "generated"),
    ],
    ids=lambda command: command[0],
)
def test_checkers(command: tuple[str, ...], tmp_path: Path) -> None:
    """The checkers that projects use find nothing in `generated/`."""
    shutil.copytree(GENERATED, tmp_path / "generated")
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    name, *options = command
    run = subprocess.run(
        [TOOLS / name, *options],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of the README in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def rows(heading: str) -> dict[str, str]:
    """Return the second cells of a table of the README by the words in code of the first."""
    after = README.partition(f"\n{heading}\n")[2]
    section = re.split(r"^#+ ", after, maxsplit=1, flags=re.MULTILINE)[0]
    found = re.findall(r"^\| `([^`]+)` \| *(.*?) *\|", section, re.MULTILINE)
    return dict(found)


def test_the_dialect_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The README's dialect reads what it says."""
    _, dialect = blocks("toml")
    page = (
        "# Order\n\n| Wire name | Type | Required |\n|---|---|---|\n"
        "| id | Timestamp | M |\n| parts | sequence of strings | O |\n"
    )
    monkeypatch.chdir(tmp_path)
    Path("docs.toml").write_text(dialect, encoding="utf-8")
    Path("Order.md").write_text(page, encoding="utf-8")
    assert main(["schema", "--dialect", "docs.toml", "Order.md"]) == 0
    (module,) = json.loads(capsys.readouterr().out)["modules"]
    one, several = module["models"][0]["fields"]
    assert (one["type"]["scalar"], one["required"]) == ("date-time", True)
    assert several["type"]["items"]["scalar"] == "string"
    assert not several["required"]


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module that comes from the README's page by the README's configuration."""
    (page,), (configuration, _) = blocks("markdown"), blocks("toml")
    (tmp_path / "docs/models").mkdir(parents=True)
    (tmp_path / "docs/models/Station.md").write_text(page, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(configuration, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["generate", "--quiet"]) == 0
    imported(tmp_path / "src", "shop", monkeypatch)
    return importlib.import_module("shop.models.station")


def test_the_picture_is_real(example: ModuleType) -> None:
    """The classes that the README shows are what becomes of its page."""
    assert example.__file__
    module = Path(example.__file__).read_text("utf-8")
    shown = blocks("python")
    assert len(shown) == 2
    for text in shown:
        assert f"\n\n{text}\n" in module


def test_the_session_is_real(example: ModuleType) -> None:
    """The README's session in Python says what Python says."""
    (session,) = blocks("pycon")
    test = doctest.DocTestParser().get_doctest(
        session, vars(example).copy(), "README", "README.md", 0
    )
    assert doctest.DocTestRunner().run(test).failed == 0


def test_two_commands_do_everything() -> None:
    """The main job and the tests are a line each, which needs nothing but Python."""
    generate, test = (text.strip() for text in blocks("sh")[:2])
    jobs = (generate, "typetable generate --diff"), (test, "pytest -n auto")
    for command, last in jobs:
        assert "\n" not in command
        venv, install, work = command.split(" && ")
        assert venv == "python3 -m venv .venv"
        assert install.startswith(".venv/bin/pip install --quiet ")
        assert work == f".venv/bin/{last}"


def test_the_first_command_shows_a_change(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of a word of `spec/`, line by line, and writes it."""
    monkeypatch.chdir(tmp_path)
    for name in ("spec", "generated"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (page,) = (tmp_path / "spec").iterdir()
    text = page.read_text("utf-8").replace("The task's ID.", "Its name.")
    page.write_text(text, "utf-8")
    _, arguments = blocks("sh")[0].strip().split(" && ")[-1].split("/typetable ")
    assert main(arguments.split()) == 0
    shown = "".join(capsys.readouterr())
    assert '\n-    """The task\'s ID."""\n+    """Its name."""\n' in shown
    assert main(["check"]) == 0


def test_each_command_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    """The README's table has every command and no other, and names flags that exist."""
    assert list(rows("## Commands")) == [f"typetable {name}" for name in COMMANDS]
    for name in COMMANDS:
        with pytest.raises(SystemExit, match="0"):
            main([name, "--help"])
    helped = capsys.readouterr().out
    commands = REFERENCE.partition("\n## ")[0]
    for flag in ("--force", *re.findall(r"(?<=[ `])--[a-z-]+", commands)):
        assert flag in helped, flag


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_fits_a_terminal(
    command: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is no wider than 80 columns, in a pipe too."""
    monkeypatch.setenv("COLUMNS", "80")
    with suppress(SystemExit):
        main([*command, "--help"])
    helped = capsys.readouterr().out.splitlines()
    assert len(helped) > 5
    assert max(map(len, helped)) <= 80


def test_each_name_is_mentioned() -> None:
    """The README names every target, dialect, wire case and format."""
    named = set(re.findall(r"`([a-z0-9-]+)`", REFERENCE))
    assert {*TARGETS, *packaged(), *WIRE_CASES, *FORMATS} - named == set()


def test_each_dependency_has_a_reason() -> None:
    """The README's table of dependencies is the one of the project."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (needed,) = re.findall(r"^dependencies = \[(.*)\]$", project, re.MULTILINE)
    named = re.findall(r"^\| \[([a-z0-9]+)\]\(", README, re.MULTILINE)
    assert named == re.findall(r'"([a-z0-9]+)', needed)


def test_actions_are_pinned() -> None:
    """The workflows use each action at a commit."""
    used = []
    for workflow in (ROOT / ".github").rglob("*.yml"):
        text = workflow.read_text("utf-8")
        used += re.findall(r"^[ -]*uses: *([^\s#]+)", text, flags=re.MULTILINE)
    assert used
    for action in (action for action in used if not action.startswith("./")):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action


def test_nobody_is_sent_to_an_index_for_it() -> None:
    """Whatever is on PyPI under our name is not ours: only a clone or the repository is."""
    assert "it is not on PyPI" in README
    told = [ROOT / "README.md", *(ROOT / ".github").rglob("*.*")]
    told += (ROOT / "generator").rglob("*.py")
    for path in told:
        text = path.read_text("utf-8")
        assert not re.search(
            r"pip install (?:--?[a-z-]+ )*[\"']?typetable\b", text
        ), path


def test_links_lead_somewhere() -> None:
    """Each link of the README to a file of the repository has one."""
    for path in re.findall(r"\]\((?!https:)([^)#]+)\)", README):
        assert (ROOT / path).exists(), path
