"""What the source and the CI of this repository may not do, and what CI files must."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "generator" / "typetable").rglob("*.py"))
WORKFLOWS = sorted(
    path for path in (ROOT / ".github").rglob("*") if path.suffix in {".yml", ".yaml"}
)

FORBIDDEN = {
    *("pickle", "marshal", "shelve", "dill"),  # data that runs when it is read
    *("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio"),
    *("ctypes", "code", "codeop", "runpy", "os.system", "os.popen", "pty"),
}
OWN = {("workers.py", "pickle")}
"""What comes from a copy of the process itself, through a pipe that nobody else has."""

RUNNERS = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}


def _outer(name: str) -> list[str]:
    """Return a dotted name and those of all that it is in."""
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _nodes() -> Iterator[tuple[str, ast.AST]]:
    """Yield all that stands in a module, with the name of its file, module by module."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield path.name, node


def test_no_module_runs_data_or_reaches_the_network() -> None:
    """No import that could, no `eval`, no shell."""
    for file, node in _nodes():
        match node:
            case ast.Import(names=names):
                used = {each for name in names for each in _outer(name.name)}
                assert {(file, name) for name in used & FORBIDDEN} <= OWN
            case ast.ImportFrom(module=str(module), names=names):
                whole = {f"{module}.{name.name}" for name in names}
                used = {each for name in whole for each in _outer(name)}
                assert {(file, name) for name in used & FORBIDDEN} <= OWN
            case ast.Call(func=ast.Name(id=name)):
                assert name not in RUNNERS, file
            case ast.Call(func=ast.Attribute(attr=name)):
                assert name not in {"system", "popen"}, file
            case ast.keyword(arg="shell"):
                pytest.fail(f"{file} uses a shell")


def test_lines_end_where_everybody_sees_it() -> None:
    """No `splitlines`: to it a line of git, or of a report, ends at nine other characters too."""
    for file, node in _nodes():
        is_used = isinstance(node, ast.Attribute) and node.attr == "splitlines"
        assert not is_used, file


def test_git_is_all_that_is_started() -> None:
    """And it is started in one place, which says what it may do."""
    for file, node in _nodes():
        if isinstance(node, ast.Import):
            imported = {name.name for name in node.names}
            assert "subprocess" not in imported or file == "git.py"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_of_others_are_pinned(path: Path) -> None:
    """By a full commit, because tags move."""
    for used in re.findall(r"uses:\s*(\S+)", path.read_text("utf-8")):
        is_example = used.startswith(("./", "OWNER/"))
        assert is_example or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_input_is_pasted_into_a_script(path: Path) -> None:
    """Inputs, branch names and titles reach scripts as environment variables."""
    text = path.read_text("utf-8")
    assert "pull_request_target" not in text
    for script in re.findall(
        r"^( *)(?:- )?run: *(.*(?:\n\1 +.*)*)", text, re.MULTILINE
    ):
        assert not re.search(
            r"\$\{\{\s*(inputs|github\.(event|head_ref|ref))", script[1]
        )


def test_hooks_take_no_file_names() -> None:
    """So no file can be named like an option."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert text.count("- id:") == text.count("pass_filenames: false") > 0
