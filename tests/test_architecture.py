"""What holds for the source as a whole; a rule that can be a test is one."""

import ast
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator" / "typetable"

LAYERS = """
    __main__
    cli
    comparison  pipeline
    report
    rendering
    meaning
    examples
    learning
    reading
    language
    notation
    wording
    output
    targets
    interchange
    naming
    sources
    markdown
    settings
    changes
    gate
    python
    schema  diagnostics  rules  source
    suggestions  graph  progress  workers
    cache
    disk
    typetable
"""
"""Rooms and flat modules, from the top down; each imports what stands below it, or behind."""

ORDER = LAYERS.split()


def modules() -> dict[str, Path]:
    """Return the files of the package by their full names."""
    names = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        names[".".join(parts).removesuffix(".__init__")] = path
    return names


MODULES = modules()


@cache
def tree_of(module: str) -> ast.Module:
    """Return what stands in a module, parsed once, and not while tests are collected."""
    return ast.parse(MODULES[module].read_text("utf-8"))


Walk = Callable[[ast.AST], Iterator[ast.AST]]


def runtime_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes below one, but for those that only type checkers look at."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)):
            yield child
            yield from runtime_nodes(child)


def imported(module: str, walk: Walk = runtime_nodes) -> set[str]:
    """Return the modules of the package that one imports when it runs."""
    found = set()
    for node in walk(tree_of(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in full}
    return found & MODULES.keys()


Node = TypeVar("Node", ast.Name, ast.Attribute, ast.ExceptHandler, ast.ClassDef)


def nodes(kind: type[Node]) -> Iterator[tuple[str, str, Node]]:
    """Yield each node of a kind in the package, after its module and `module:line`."""
    for module, tree in ((name, tree_of(name)) for name in MODULES):
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield module, f"{module}:{node.lineno}", node


def unit(module: str) -> str:
    """Return the part of the package that a module belongs to."""
    return [*module.split("."), "typetable"][1] if "." in module else module


def test_every_unit_has_a_layer() -> None:
    """Each module stands in the list of layers, once."""
    assert sorted(ORDER) == sorted({unit(module) for module in MODULES})


def rooms_table() -> list[str]:
    """Return the table of rooms, as their docstrings have it."""
    return [
        "| room | holds | takes | gives |",
        "| :-- | :-- | :-- | :-- |",
        *(row(name) for name in ORDER if name not in {"__main__", "typetable"}),
    ]


def row(name: str) -> str:
    """Return a line of the table: of a room, or of a flat module, which takes and gives nothing."""
    path = MODULES[f"typetable.{name}"]
    text = ast.get_docstring(tree_of(f"typetable.{name}")) or ""
    holds, _, rest = text.partition("\n")
    if path.name != "__init__.py":
        return f"| `{name}` | {holds.rstrip('.')} | | |"
    said = re.match(r"\nTakes (.+?); gives (.+?)\.\n", rest + "\n", re.DOTALL)
    assert said, f"{name} does not say what it takes and gives"
    takes, gives = (" ".join(part.split()) for part in said.groups())
    return f"| `{name}/` | {holds.rstrip('.')} | {takes} | {gives} |"


def test_the_map_is_printed_from_docstrings(request: pytest.FixtureRequest) -> None:
    """The page on architecture has every room, in order, in the room's own words."""
    path = PACKAGE.parent / "ARCHITECTURE.md"
    page = path.read_text("utf-8")
    before, heading, section = page.partition("## Rooms, from the top down\n")
    table = re.findall(r"^\|.*$", section.partition("\n## ")[0], re.MULTILINE)
    if request.config.getoption("--update"):
        section = section.replace("\n".join(table), "\n".join(rooms_table()), 1)
        path.write_text(before + heading + section, "utf-8")
    else:
        assert table == rooms_table()


ROOMS = sorted(path.parent for path in PACKAGE.rglob("*/__init__.py"))


def test_there_are_few_flat_modules() -> None:
    """Two flows, what all stages speak, and no more: a thirteenth belongs into a room."""
    assert len(list(PACKAGE.glob("*.py"))) <= 12
    assert {room.parent for room in ROOMS} == {PACKAGE}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_has_a_face_and_no_code(room: Path) -> None:
    """An `__init__` holds a docstring, imports from its own room, and `__all__`."""
    _, *body = ast.parse((room / "__init__.py").read_text("utf-8")).body
    for node in body:
        match node:
            case ast.ImportFrom(module="__future__"):
                pass
            case ast.ImportFrom(module=str(module)):
                assert module.startswith(f"typetable.{room.name}."), node.lineno
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                pass
            case _:
                pytest.fail(f"code at line {node.lineno}")


UNIT = ROOT / "tests" / "unit"


def test_unit_tests_mirror_the_rooms() -> None:
    """A file is `<room>/test_<module>.py`; what is about several modules stands elsewhere."""
    for path in UNIT.rglob("*.py"):
        tested = path.relative_to(UNIT).with_name(path.name.removeprefix("test_"))
        assert path.name.startswith("test_"), path
        assert (PACKAGE / tested).is_file(), path


def test_imports_go_downwards() -> None:
    """A module imports only what stands below its unit, and so do its type annotations."""
    for module in MODULES:
        below = ORDER[ORDER.index(unit(module)) :]
        needed = imported(module, ast.walk)
        assert {unit(each) for each in needed} <= set(below), module


def test_no_import_cycles() -> None:
    """Modules of one unit do not import each other in a circle, either."""
    waiting = {name: imported(name) - {name} for name in MODULES}
    while free := {name for name, needed in waiting.items() if not needed}:
        waiting = {
            name: needed - free for name, needed in waiting.items() if name not in free
        }
    assert waiting == {}


def test_only_the_command_line_speaks() -> None:
    """Nothing prints, and nothing outside of the command line knows the standard streams."""
    streams = {"sys.stdin", "sys.stdout", "sys.stderr"}
    for _, place, node in nodes(ast.Name):
        assert node.id != "print", place
    for module, place, attribute in nodes(ast.Attribute):
        assert unit(module) == "cli" or ast.unparse(attribute) not in streams, place


def test_errors_are_caught_by_name() -> None:
    """No handler keeps everything; one that cleans up raises again."""
    for _, place, node in nodes(ast.ExceptHandler):
        assert node.type is not None, place
        caught = ast.unparse(node.type)
        assert caught != "Exception", place
        assert caught != "BaseException" or isinstance(node.body[-1], ast.Raise), place


def test_long_records_document_each_field() -> None:
    """A record of more than four fields says below each of them what it holds."""
    for _, place, node in nodes(ast.ClassDef):
        pairs = zip(node.body, [*node.body[1:], None], strict=True)
        after = [each for field, each in pairs if is_field(field)]
        if len(after) > 4:
            assert all(isinstance(each, ast.Expr) for each in after), place


def is_field(node: ast.stmt) -> bool:
    """Return whether a statement of a record is a field."""
    is_annotated = isinstance(node, ast.AnnAssign)
    return is_annotated and "ClassVar" not in ast.unparse(node)


def test_files_can_be_read_at_a_sitting() -> None:
    """A module has at most 400 lines and says at its top what it is."""
    for module, path in MODULES.items():
        assert len(path.read_text("utf-8").splitlines()) <= 400, module
        said = ast.get_docstring(tree_of(module))
        assert said or module == "typetable.__main__", module


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
    for name in tracked():
        text = (ROOT / name).read_bytes()
        assert [word for word in FOREIGN if word in text] == [], name


FAMILIES = sorted(
    path.stem.lstrip("_")
    for path in (PACKAGE / "dialects").glob("*.toml")
    if path.stem != "plain"
)


@pytest.mark.parametrize("family", FAMILIES)
def test_code_knows_concepts_and_no_family(family: str) -> None:
    """How a family writes its docs stands in its dialect, a page of data, and nowhere else."""
    word = re.compile(rf"\b{re.escape(family)}\b", re.IGNORECASE)
    for module, path in MODULES.items():
        assert not word.search(path.read_text("utf-8")), module
