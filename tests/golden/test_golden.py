"""Whole packages, compared byte for byte with what is kept beside this file.

`pytest tests/golden --update` writes them anew; it is refused in CI.
"""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from tests.checkers import complaints, each_checker
from tests.golden.everything import (
    EVERYTHING,
    INTEGER,
    SAID,
    STRING,
    enum,
    field,
    module,
    schema,
    thing,
)
from tests.golden.packages import supports, texts, write

from typetable.naming import assign
from typetable.python.layout import WIDTH
from typetable.python.shapes import without_texts
from typetable.rendering import templates
from typetable.schema import Model, Scalar, Schema, Type, UnionOf
from typetable.targets import TARGETS

CASES = Path(__file__).parent
TOOLS = Path(sys.executable).parent


SCHEMAS = {"everything": EVERYTHING, "said": SAID}
"""What is written; of the second the modules alone, as the other files are those of the first."""


def small(kind: Type, *others: Model) -> Schema:
    """Return a schema of one field, of which little is needed."""
    return schema(module("station", thing("Small", field("x", kind)), *others))


SMALL = {
    "plain": small(STRING),
    "union": small(UnionOf((STRING, INTEGER))),
    "enum": small(STRING, enum("Status", "string", OPEN="open")),
    "bytes": small(Scalar("bytes")),
}
"""Packages that need little of their support modules, each something else."""

cases = pytest.mark.parametrize("case", SCHEMAS)


def kept(case: str, target: str) -> Path:
    """Return the folder of the package that is kept for a target."""
    return CASES / f"{case}_{target}"


def written(case: str, target: str) -> dict[str, str]:
    """Return the files that are kept of a case."""
    files = texts(SCHEMAS[case], target)
    return files if case == "everything" else {"order.py": files["order.py"]}


@cases
@pytest.mark.parametrize("target", TARGETS)
def test_everything(case: str, target: str, request: pytest.FixtureRequest) -> None:
    """Each target writes the package that was looked at when it was kept."""
    folder = kept(case, target)
    if request.config.getoption("--update"):
        assert "CI" not in os.environ, "snapshots are not updated in CI"
        folder.mkdir(exist_ok=True)
        for path, text in written(case, target).items():
            (folder / path).write_text(text, encoding="utf-8")
    found = {path.name: path.read_text("utf-8") for path in folder.glob("*.*")}
    assert found == written(case, target)


def test_black_leaves_it_alone() -> None:
    """The kept packages are in black's style."""
    folders = [str(kept(*each)) for each in product(SCHEMAS, TARGETS)]
    run = [str(TOOLS / "black"), "--check", "--quiet", *folders]
    assert subprocess.run(run, check=False).returncode == 0


@pytest.mark.parametrize("target", TARGETS)
def test_no_formatter_is_needed(target: str) -> None:
    """Templates print what is in every package within the width, so that black is not asked."""
    names, _ = assign(EVERYTHING, TARGETS[target].reserved)
    for view in TARGETS[target].views(EVERYTHING, names):
        code, _ = without_texts(templates.render(target, view))
        assert max(map(len, code.split("\n"))) <= WIDTH, view.path


@pytest.mark.parametrize("target", ["dataclass", "pydantic", "msgspec"])
def test_support_modules_hold_what_they_use(target: str, tmp_path: Path) -> None:
    """Whatever a package needs: nothing is imported in vain, or missing, and all is in style."""
    assert supports(target, tmp_path) >= 16
    for command in (("check", "--extend-select", "F"), ("format", "--check")):
        run = subprocess.run(
            [TOOLS / "ruff", *command, "--isolated", "--quiet", tmp_path],
            check=False,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("target", ["dataclass", "pydantic", "msgspec"])
def test_support_holds_what_is_needed(target: str) -> None:
    """Code for unions, enums and Base64 is where there are some, and nowhere else."""
    words = {"union": "misfits", "enum": "OpenEnum", "bytes": "base64"}
    for case, docs in SMALL.items():
        names, _ = assign(docs, TARGETS[target].reserved)
        views = {each.path: each for each in TARGETS[target].views(docs, names)}
        support = templates.render(target, views["_support.py"])
        is_plain = target == "msgspec"  # which knows Base64 by itself
        held = {each for each, word in words.items() if word in support}
        assert held == {case} - {"plain", *(["bytes"] if is_plain else [])}, case
        assert "DecodedLater" not in support


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the package of each case and target, strict and not."""
    folder = tmp_path_factory.mktemp("packages")
    for case, target, strict in product(SCHEMAS, TARGETS, (False, True)):
        name = f"{case}_{target}_strict" if strict else f"{case}_{target}"
        write(SCHEMAS[case], target, folder / name, strict=strict)
    for case, target in product(SMALL, TARGETS):
        write(SMALL[case], target, folder / f"{case}_{target}")
    return folder


@pytest.mark.slow
@each_checker
def test_checkers(checker: str, packages: Path) -> None:
    """The strictest settings of the type checkers find nothing to say."""
    assert complaints(checker, packages) == ""


@pytest.mark.slow
def test_ruff(packages: Path) -> None:
    """Nor do ruff's own."""
    command = [str(TOOLS / "ruff"), "check", "--isolated", str(packages)]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
