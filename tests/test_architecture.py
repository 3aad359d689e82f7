"""What holds for the source as a whole; a rule that can be a test is one."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator" / "typetable"

LAYERS = """
    __main__
    cli
    comparison
    pipeline
    reading  making
    config  report  writing
    drift  proposal  schema_reader  exports  account  recognise  tolerance  revisions
    repositories  git
    schema_json  output  originals  origins  interpret  resolve  provenance
    seal  render  sandbox  format  wirecase  soundness
    tables  hazards  unions  definitions  references  overrides  targets
    dialect  entries  naming  gate  markdown  pages
    settings  draft  literals  inline  blocks  graph
    changes  toml_reader  typeexpr  characters  limits
    toml_positions  json_positions  schema
    diagnostics  rules  source  suggestions  progress  workers  cache  disk
    typetable
"""
"""Units of the package, a layer a line; each imports what stands below it, or beside and before."""

ORDER = LAYERS.split()


def modules() -> dict[str, Path]:
    """Return the files of the package by their full names."""
    names = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        names[".".join(parts).removesuffix(".__init__")] = path
    return names


MODULES = modules()


def runtime_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes below one, but for those that only type checkers look at."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)):
            yield child
            yield from runtime_nodes(child)


def imported(path: Path) -> set[str]:
    """Return the modules of the package that a file imports when it runs."""
    found = set()
    for node in runtime_nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in full}
    return found & MODULES.keys()


def unit(module: str) -> str:
    """Return the part of the package that a module belongs to."""
    return [*module.split("."), "typetable"][1] if "." in module else module


def test_every_unit_has_a_layer() -> None:
    """Each module stands in the list of layers, once."""
    assert sorted(ORDER) == sorted({unit(module) for module in MODULES})


def test_the_map_is_complete() -> None:
    """The page on architecture has every unit in its table of modules."""
    page = (PACKAGE.parent / "ARCHITECTURE.md").read_text("utf-8")
    table = page.partition("## Modules")[2].partition("\n## ")[0]
    named = re.findall(r"`([a-z_]+)/?`", table)
    assert set(ORDER) - set(named) <= {"typetable"}
    assert set(named) - set(ORDER) <= {"explanations"}


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_downwards(module: str) -> None:
    """A module imports only what stands below its unit."""
    below = ORDER[ORDER.index(unit(module)) :]
    assert {unit(each) for each in imported(MODULES[module])} <= set(below)


def test_no_import_cycles() -> None:
    """Modules of one unit do not import each other in a circle, either."""
    waiting = {name: imported(path) - {name} for name, path in MODULES.items()}
    while free := {name for name, needed in waiting.items() if not needed}:
        waiting = {
            name: needed - free for name, needed in waiting.items() if name not in free
        }
    assert waiting == {}


@pytest.mark.parametrize("module", MODULES)
def test_only_the_command_line_speaks(module: str) -> None:
    """Nothing prints, and nothing outside of the command line knows the standard streams."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        assert not (isinstance(node, ast.Name) and node.id == "print")
        if unit(module) != "cli" and isinstance(node, ast.Attribute):
            streams = {"sys.stdin", "sys.stdout", "sys.stderr"}
            assert ast.unparse(node) not in streams, node.lineno


@pytest.mark.parametrize("module", MODULES)
def test_errors_are_caught_by_name(module: str) -> None:
    """No handler keeps everything; one that cleans up raises again."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            caught = ast.unparse(node.type)
            assert caught != "Exception", node.lineno
            assert caught != "BaseException" or isinstance(node.body[-1], ast.Raise)


@pytest.mark.parametrize("module", MODULES)
def test_files_can_be_read_at_a_sitting(module: str) -> None:
    """A module has at most 400 lines and says at its top what it is."""
    text = MODULES[module].read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text)) or module == "typetable.__main__"


def tracked() -> list[str]:
    """Return the files that git knows, or would after `git add`."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    names = run.stdout.decode().split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


def test_the_top_level_is_fixed() -> None:
    """Beside dotfiles there are six folders and three files."""
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} <= {
        "LICENSE",
        "README.md",
        "generated",
        "generator",
        "pyproject.toml",
        "spec",
        "templates",
        "tests",
    }


FOREIGN = [
    text.encode()
    for text in (
        "/" + "work/",
        "/" + "root/",
        "/" + "home/",
        "files." + "pythonhosted",
        "extra-" + "index-url",
        "find-" + "links",
    )
]
"""What says on which machine a file was made; written so that this file does not hold it."""


def test_nothing_names_a_machine() -> None:
    """No file holds a path of somebody's machine or the address of a package index."""
    found = [
        (name, word)
        for name in tracked()
        for word in FOREIGN
        if word in (ROOT / name).read_bytes()
    ]
    assert found == []
