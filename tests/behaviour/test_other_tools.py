"""Generated files among the tools that teams run over their trees: formatters, licences, merges."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.scratch import OWNER, Scratch, in_step
from tests.scratch_repository import git

from typetable.output.seal import open_seal, seal

pytestmark = pytest.mark.slow  # other tools are started again and again

LICENCE = "# Copyright of us all\n# SPDX-License-Identifier: MIT\n\n"


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository in step."""
    return in_step(tmp_path / "repository")


def modules(scratch: Scratch) -> list[Path]:
    """Return the modules of the package."""
    return sorted((scratch.root / "models").glob("*.py"))


def codes(scratch: Scratch) -> list[str]:
    """Return the codes of the findings of a check."""
    run = scratch.run("check", "--format", "json")
    return [each["code"] for each in json.loads(run.out)["findings"]]


def tool(*arguments: str) -> Callable[[Scratch], None]:
    """Return a run of a formatter over the package."""

    def run(scratch: Scratch) -> None:
        command = [sys.executable, "-m", *arguments, "models"]
        subprocess.run(command, cwd=scratch.root, check=True, capture_output=True)

    return run


def sorted_imports(scratch: Scratch) -> None:
    """Put imports in another order, one name a line, as isort may."""
    for path in modules(scratch):
        text = path.read_text("utf-8")
        path.write_text(IMPORTED.sub(singly, text), "utf-8")


IMPORTED = re.compile(r"^from \._support import (.+)\n", re.MULTILINE)


def singly(found: re.Match[str]) -> str:
    """Return the import of several names as one of each, in another order."""
    names = sorted(found[1].split(", "), key=str.lower, reverse=True)
    return "".join(f"from ._support import {name}\n" for name in names)


def loosened(scratch: Scratch) -> None:
    """Add blank lines, trailing blanks and ends of lines as other systems have them."""
    for path in modules(scratch):
        text = path.read_text("utf-8").replace("\n\n", "\n \n\n")
        path.write_bytes(text.replace("\n", " \r\n").encode())


FORMATTERS = [
    tool("black", "--line-length", "120"),
    tool("black", "--line-length", "60"),
    tool("ruff", "format", "--isolated", "--config", "format.quote-style='single'"),
    tool("ruff", "format", "--isolated", "--line-length", "140"),
    sorted_imports,
    loosened,
    tool("ruff", "format", "--isolated", "--config", "format.indent-style='tab'"),
]


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_another_formatter_is_no_hand_edit(
    repository: Scratch, formatter: Callable[[Scratch], None]
) -> None:
    """It is one finding for all files, and a plain `generate` writes them again."""
    formatter(repository)
    assert codes(repository) == ["TT414"]
    shown = repository.run("check")
    assert "--force" not in shown.err
    assert "line_length" in shown.err
    assert repository.run("generate").code == 0
    assert codes(repository) == []


def test_what_an_older_version_wrote_is_reformatted_and_no_more(
    repository: Scratch,
) -> None:
    """Its code is that of this version, so that nothing but the formatter has to be told."""
    for path in modules(repository):
        made = open_seal(path.read_text("utf-8"))
        assert made
        assert made.provenance
        older = replace(made.provenance, typetable="0.0.1", settings="0ther")
        path.write_text(seal(made.body, older), "utf-8")
    assert codes(repository) == []
    tool("black", "--line-length", "60")(repository)
    assert codes(repository) == ["TT414"]


def other_docs(scratch: Scratch) -> None:
    """Change a row."""
    scratch.edit("spec/Owner.md", "What it has.", "What it holds, says the page.")


def other_settings(scratch: Scratch) -> None:
    """Change a setting by which most lines are others."""
    scratch.edit("pyproject.toml", "camel", "snake")


def other_width(scratch: Scratch) -> None:
    """Set what the formatter has, if it is black of 120."""
    scratch.edit("pyproject.toml", '"camel"', '"camel"\nline_length = 120')


def another_page_name(scratch: Scratch) -> None:
    """Rename a page."""
    (scratch.root / "spec/Owner.md").rename(scratch.root / "spec/Keeper.md")


def no_page(scratch: Scratch) -> None:
    """Delete a page."""
    (scratch.root / "spec/Owner.md").unlink()


CHANGES: dict[Callable[[Scratch], None], set[str]] = {
    other_docs: {"TT401"},
    other_settings: {"TT403"},
    other_width: {"TT403", "TT414"},
    another_page_name: {"TT416"},
    no_page: {"TT406"},
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("formatter", [FORMATTERS[0], FORMATTERS[2], FORMATTERS[-2]])
def test_another_formatter_hides_no_other_cause(
    repository: Scratch,
    formatter: Callable[[Scratch], None],
    change: Callable[[Scratch], None],
) -> None:
    """Its files say what typetable wrote, so that nothing asks for `--force`."""
    formatter(repository)
    change(repository)
    told = {*codes(repository)}
    # Black of 120 may write what typetable does at that width.
    assert told & CHANGES[change] or change is other_width
    assert told <= CHANGES[change] | {"TT414"}
    assert "--force" not in repository.run("check").err
    assert repository.run("generate").code == 0
    assert codes(repository) == []


def test_what_another_formatter_changed_is_no_row(repository: Scratch) -> None:
    """The row that changed is told, and none that is laid out otherwise."""
    tool("ruff", "format", "--isolated", "--config", "format.quote-style='single'")(
        repository
    )
    other_docs(repository)
    shown = repository.run("check", "--format", "concise").err
    assert "spec/Owner.md:7:" in shown
    assert "`Owner.station` changed; " in shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("class Owner", "# mine\nclass Owner"),
        ("station: Station", "station: Station  # noqa: mine"),
        ("station: Station", "station: Station | None"),
        ("What it has.", "What it had."),
    ],
)
def test_an_edit_in_a_reformatted_file_is_one(
    repository: Scratch, old: str, new: str
) -> None:
    """Comments and words are of people, in whatever layout."""
    tool("black", "--line-length", "120")(repository)
    repository.edit("models/owner.py", old, new)
    assert "TT402" in codes(repository)
    assert repository.run("generate").code == 1
    assert new in (repository.root / "models/owner.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "command"),
    [
        (
            '[tool.black]\nline-length = 60\nforce-exclude = "^/models/"\n',
            ("black", "models/owner.py", "."),
        ),
        (
            '[tool.ruff]\nline-length = 60\nextend-exclude = ["models"]\n',
            ("ruff", "format", "--force-exclude", "models/owner.py", "."),
        ),
    ],
)
def test_a_formatter_that_is_kept_away_changes_nothing(
    repository: Scratch, settings: str, command: tuple[str, ...]
) -> None:
    """By what `init` and the explanation say, also where a hook names the files."""
    text = (repository.root / "pyproject.toml").read_text("utf-8")
    repository.write("pyproject.toml", text + settings)
    run = (sys.executable, "-m", *command)
    subprocess.run(run, cwd=repository.root, check=True, capture_output=True)
    assert codes(repository) == []


@pytest.mark.parametrize("width", [60, 100, 140])
@pytest.mark.parametrize("target", ["dataclass", "pydantic", "msgspec", "typeddict"])
def test_lines_are_as_long_as_the_formatter_has_them(
    tmp_path: Path, target: str, width: int
) -> None:
    """With `line_length` black of that width leaves the package alone."""
    settings = f'line_length = {width}\ntarget = "{target}"'
    repository = in_step(tmp_path / "repository", settings)
    before = [path.read_bytes() for path in modules(repository)]
    tool("black", "--line-length", str(width))(repository)
    assert [path.read_bytes() for path in modules(repository)] == before
    assert codes(repository) == []


@pytest.mark.parametrize("target", ["dataclass", "pydantic", "msgspec", "typeddict"])
def test_docstrings_are_filled_to_shorter_lines(tmp_path: Path, target: str) -> None:
    """Those of the docs and of the support module, to no more than black's own width."""
    settings = f'line_length = 72\ntarget = "{target}"'
    repository = in_step(tmp_path / "repository", settings)
    words = " ".join(["What its name is, as it was written down."] * 9)
    repository.edit("spec/Station.md", "Its name.", words)
    repository.edit("spec/Station.md", "A place with docks.", words)
    repository.edit("spec/Owner.md", "# Owner", f"# Owner\n\n{words}")
    for width in (72, 120):
        repository.edit("pyproject.toml", "line_length = 72", f"line_length = {width}")
        assert repository.run("generate").code == 0
        assert codes(repository) == []
        found = [*texts_of(repository)]
        assert " ".join(" ".join(found).split()).count("as it was written") == 27
        assert max(map(len, "\n".join(found).split("\n"))) <= width
        repository.edit("pyproject.toml", f"line_length = {width}", "line_length = 72")


def texts_of(scratch: Scratch) -> Iterator[str]:
    """Yield the lines of modules that docstrings stand on."""
    for path in modules(scratch):
        source = path.read_text("utf-8")
        lines = source.split("\n")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                yield "\n".join(lines[node.lineno - 1 : node.end_lineno])


@pytest.mark.parametrize("above", [LICENCE, "\ufeff", "# ruff: noqa\n", "\n\n"])
def test_comments_above_a_module_stay(repository: Scratch, above: str) -> None:
    """A hook that puts a licence there does not make the file somebody else's."""
    for path in modules(repository):
        path.write_text(above + path.read_text("utf-8"), "utf-8")
    assert codes(repository) == []
    repository.edit("spec/Owner.md", "What it has.", "What it holds.")
    assert codes(repository) == ["TT401"]
    assert repository.run("generate").code == 0
    assert codes(repository) == []
    text = (repository.root / "models/owner.py").read_text("utf-8")
    assert text.startswith(f"{above}# Generated by typetable")
    assert "What it holds." in text


@pytest.mark.parametrize("line", [1, 2])
@pytest.mark.parametrize("said", [LICENCE, "# pyright: basic\n", "beside"])
def test_comments_around_the_seal_stay(
    repository: Scratch, line: int, said: str
) -> None:
    """A hook that puts them behind a line that it knows does not do so for ever."""
    for path in modules(repository):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        if said == "beside":
            lines[line - 1] = lines[line - 1].replace("\n", "  # noqa: E501\n")
        else:
            lines.insert(line, said)
        path.write_text("".join(lines), "utf-8")
    assert codes(repository) == []
    text = (repository.root / "models/owner.py").read_text("utf-8")
    repository.edit("spec/Owner.md", "What it has.", "What it holds.")
    assert codes(repository) == ["TT401"]
    assert repository.run("generate").code == 0
    assert codes(repository) == []
    now = (repository.root / "models/owner.py").read_text("utf-8")
    added = {*text.split("\n")[:6]} - {*now.split("\n")}
    assert len(added) <= 1  # the line of the seal
    assert (said if said != "beside" else "  # noqa: E501\n") in now
    repository.edit("models/owner.py", "class Owner", "# mine\nclass Owner")
    assert codes(repository) == ["TT402"]
    assert repository.run("generate", "--force").code == 0
    assert (repository.root / "models/owner.py").read_text("utf-8") == now


def test_a_module_of_a_page_that_is_gone_goes_with_its_comments(
    repository: Scratch,
) -> None:
    """A licence of others above a module does not keep it."""
    path = repository.root / "models/owner.py"
    path.write_text(LICENCE + path.read_text("utf-8"), "utf-8")
    (repository.root / "spec/Owner.md").unlink()
    assert repository.run("generate").code == 0
    assert not path.exists()


def test_a_header_is_written(repository: Scratch) -> None:
    """Each module begins with `header`; a new one takes its place, an edit of it is told."""
    repository.edit(
        "pyproject.toml", 'spec = "spec"', 'spec = "spec"\nheader = "# Ours, 2026."'
    )
    assert codes(repository) == ["TT403"]
    assert repository.run("generate").code == 0
    starts = {path.read_text("utf-8").split("\n")[0] for path in modules(repository)}
    assert starts == {"# Ours, 2026."}
    assert codes(repository) == []
    repository.edit("models/owner.py", "# Ours, 2026.", "# Mine.")
    assert codes(repository) == ["TT402"]
    repository.edit("models/owner.py", "# Mine.", "# Ours, 2026.")
    repository.edit("pyproject.toml", "2026", "2027")
    assert repository.run("generate").code == 0
    for path in modules(repository):
        first, second, _ = path.read_text("utf-8").split("\n", 2)
        assert (first, second[:11]) == ("# Ours, 2027.", "# Generated")


@pytest.mark.parametrize(
    "header",
    [
        "import this",
        "# a\\nimport this",
        "",
        "#\\n#\\n" * 12,
        "# coding: utf-7",
        "# \\u2028 a",
    ],
)
def test_a_header_is_nothing_but_comments(repository: Scratch, header: str) -> None:
    """What would be code, or another text for Python, is an error of the settings."""
    repository.edit(
        "pyproject.toml", 'spec = "spec"', f'spec = "spec"\nheader = "{header}"'
    )
    run = repository.run("check")
    assert run.code == 2
    assert "TT503" in run.err


def branched(
    scratch: Scratch,
    ours: Callable[[], None],
    theirs: Callable[[], None],
    *,
    stops: bool = True,
) -> None:
    """Change docs and code on two branches, and merge the second into the first."""
    git(scratch.root, "init", "-q", "-b", "main")
    git(scratch.root, "add", "-A")
    git(scratch.root, "commit", "-qm", "Both")
    git(scratch.root, "checkout", "-qb", "other")
    for change, branch in ((theirs, "main"), (ours, "")):
        change()
        assert scratch.run("generate", "-q").code == 0
        git(scratch.root, "add", "-A")
        git(scratch.root, "commit", "-qm", "One")
        if branch:
            git(scratch.root, "checkout", "-q", branch)
    stopped = pytest.raises(subprocess.CalledProcessError) if stops else nullcontext()
    with stopped:
        git(scratch.root, "merge", "other")


def two_pages(scratch: Scratch) -> tuple[Callable[[], None], Callable[[], None]]:
    """Return the changes of two branches, of which each adds a page and changes another one."""

    def change(name: str, old: str, new: str) -> None:
        scratch.write(f"spec/{name}.md", OWNER.replace("Owner", name))
        scratch.edit("spec/Station.md", old, new)

    return (
        lambda: change("Car", "All its docks.", "Its docks."),
        lambda: change("Zoo", "# Colour", "# Colour\n\nOf paint."),
    )


def test_modules_that_both_branches_changed_are_healed(repository: Scratch) -> None:
    """Where git stops at seals alone, one finding names the cure, and the docs say the rest."""
    branched(repository, *two_pages(repository))
    shown = repository.run("check", "--format", "concise").err
    assert shown.startswith(
        "models/__init__.py: error[TT415] a merge left its marks in this file and 2 more"
    )
    assert "Run: typetable generate\n" in shown
    assert "--force" not in shown
    assert repository.run("generate").code == 0
    assert codes(repository) == []


@pytest.mark.parametrize(
    ("driver", "told"), [("ours", {"TT401"}), ("union", {"TT415"})]
)
def test_a_merge_driver_keeps_git_from_stopping(
    repository: Scratch, driver: str, told: set[str]
) -> None:
    """A side that stays whole, or seals of both sides, need a plain `generate`."""
    repository.write(".gitattributes", f"/models/** merge={driver}\n")
    git(repository.root, "init", "-q", "-b", "main")
    git(repository.root, "config", "merge.ours.driver", "true")
    branched(repository, *two_pages(repository), stops=False)
    assert {*codes(repository)} == told
    assert "--force" not in repository.run("check").err
    assert repository.run("generate").code == 0
    assert codes(repository) == []
    text = (repository.root / "models/station.py").read_text("utf-8")
    assert text.count("# typetable: ") == 1
    assert "Of paint." in text
    assert '"""Its docks."""' in text


def test_a_driver_that_nobody_set_up_changes_nothing(repository: Scratch) -> None:
    """Git merges as ever in a clone without it."""
    repository.write(".gitattributes", "/models/** merge=ours\n")
    branched(repository, *two_pages(repository))
    assert codes(repository) == ["TT415"]


def test_a_merge_of_docs_heals_code(repository: Scratch) -> None:
    """Where the docs merge, code in which only seals conflict needs a plain `generate`."""
    branched(
        repository,
        lambda: repository.edit("spec/Station.md", "All its docks.", "Its docks."),
        lambda: repository.edit("spec/Station.md", "# Colour", "# Colour\n\nOf paint."),
    )
    text = (repository.root / "models/station.py").read_text("utf-8")
    assert text.count("<<<<<<<") == 1
    assert "<<<<<<<" not in (repository.root / "spec/Station.md").read_text("utf-8")
    assert codes(repository) == ["TT415"]
    assert repository.run("generate").code == 0
    assert codes(repository) == []


def test_a_conflict_of_docs_is_for_people(repository: Scratch) -> None:
    """It is an error until somebody decides; then the code follows, whatever its marks."""
    branched(
        repository,
        lambda: repository.edit("spec/Station.md", "Its name.", "The name."),
        lambda: repository.edit("spec/Station.md", "Its name.", "A name."),
    )
    assert "TT104" in codes(repository)
    assert repository.run("generate").code == 1
    git(repository.root, "checkout", "-q", "--theirs", "spec/Station.md")
    assert codes(repository) == ["TT415"]
    assert repository.run("generate").code == 0
    assert codes(repository) == []
    assert "A name." in (repository.root / "models/station.py").read_text("utf-8")


def test_a_conflict_with_what_is_not_ours_is_told(repository: Scratch) -> None:
    """One side is a file of somebody's, which nothing may replace."""
    text = (repository.root / "models/owner.py").read_text("utf-8")
    both = f"<<<<<<< ours\nmine = 1\n=======\n{text}>>>>>>> theirs\n"
    repository.write("models/owner.py", both)
    assert codes(repository) == ["TT407"]
    assert repository.run("generate", "--force").code == 1
