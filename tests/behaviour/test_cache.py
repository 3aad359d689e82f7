"""What is remembered between runs: it costs nothing to ask, and never changes an answer."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.scratch import CONFIGURATION, OWNER, SOURCE, STATION, Run, Scratch, in_step

from typetable.cache import answers
from typetable.cache.files import FilesSeen
from typetable.rendering import templates as rendering
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.targets.views import FileView

CACHE = ".typetable_cache"

SHORT = """\
import sys
from typetable.cli import main
code = main(sys.argv[1:])
sys.exit(code + 10 * ("typetable.pipeline" in sys.modules))
"""
"""Runs typetable; the exit code says whether it had to look for itself."""


@pytest.fixture
def settled(tmp_path: Path) -> Scratch:
    """Return a repository in step, in which both commands would say so at once."""
    scratch = in_step(tmp_path / "repository")
    assert scratch.run("check").code == 0
    for command in ("check", "generate"):
        assert looked(scratch, command) == 0
    return scratch


def looked(scratch: Scratch, *arguments: str) -> int:
    """Return the exit code of a run, and ten more where it read the docs."""
    done = subprocess.run(
        [sys.executable, "-c", SHORT, *arguments],
        cwd=scratch.root,
        env=os.environ | {"PYTHONPATH": SOURCE},
        capture_output=True,
        check=False,
    )
    return done.returncode


def both(scratch: Scratch, command: str = "check") -> Run:
    """Run a command with and without the cache; return what both come to."""
    remembered = scratch.run(command)
    assert remembered == scratch.run(command, "--no-cache")
    return remembered


def test_the_same_is_said_again(settled: Scratch) -> None:
    """Who asks twice gets the same words and the same code, for each format."""
    for arguments in (
        ["check"],
        ["generate"],
        ["check", "--format", "json"],
        ["check", "-v"],
    ):
        first, second = settled.run(*arguments), settled.run(*arguments)
        assert first == second
        assert first.code == 0
        assert first.out + first.err


@pytest.mark.parametrize(
    "flags", [[], ["--force"], ["-v"], ["--format", "json"], ["--target", "typeddict"]]
)
def test_who_wrote_everything_knows_how_it_stands(
    tmp_path: Path, flags: list[str]
) -> None:
    """After a run that wrote nothing is read again, and what is said is no different."""
    scratch = in_step(tmp_path / "repository")
    scratch.edit("spec/Station.md", "Colour     | ❌", "Color      | ❌")
    (scratch.root / "models/owner.py").unlink()
    scratch.write("spec/More.md", OWNER.replace("Owner", "More"))
    assert "warning" in scratch.run("generate", *flags).err or "json" in flags
    shared = [flag for flag in flags if flag != "--force"]
    for command in ("check", "generate"):
        assert looked(scratch, command, *shared) == 0
        warm = scratch.run(command, *shared)
        assert warm == scratch.run(command, *shared, "--no-cache")


def test_who_wrote_the_first_time_knows_how_it_stands(tmp_path: Path) -> None:
    """So does one that made the folder of the output, and one that deleted most of it."""
    scratch = in_step(tmp_path / "repository")
    assert looked(scratch, "check", "-q") == 0
    (scratch.root / "spec/Owner.md").unlink()
    assert "deleted" in scratch.run("generate").err
    assert looked(scratch, "check") == 0
    both(scratch)


def test_a_run_that_was_stopped_knows_nothing(settled: Scratch) -> None:
    """A hand edit that is in the way keeps the output out of step, and that is not remembered."""
    settled.edit("models/owner.py", "What it has.", "What it had.")
    settled.edit("spec/Station.md", "Its name. ", "Its title.")
    assert settled.run("generate").code == 1
    assert looked(settled, "check") == 11
    assert looked(settled, "generate") == 11


CHANGES: dict[str, Callable[[Scratch], object]] = {
    "a page": lambda s: s.edit("spec/Station.md", "Its name. ", "Its title."),
    "a new page": lambda s: s.write("spec/More.md", OWNER.replace("Owner", "More")),
    "a page in a new folder": lambda s: s.write("spec/a/More.md", OWNER),
    "a page that is gone": lambda s: (s.root / "spec/Owner.md").unlink(),
    "a hand edit": lambda s: s.edit("models/station.py", "class", "# mine\nclass", 1),
    "a file left over": lambda s: s.write(
        "models/old.py", (s.root / "models/owner.py").read_text("utf-8")
    ),
    "a file that is gone": lambda s: (s.root / "models/owner.py").unlink(),
    "an output that is gone": lambda s: (s.root / "models").rename(s.root / "other"),
    "a setting": lambda s: s.edit("pyproject.toml", "camel", "kebab"),
    "a nearer configuration": lambda s: s.write(
        "typetable.toml", 'spec = "spec"\noutput = "elsewhere"\n'
    ),
    "a broken configuration": lambda s: s.edit("pyproject.toml", "spec =", "spce ="),
    "a link among the pages": lambda s: (s.root / "spec/Link.md").symlink_to(
        "/etc/hosts"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen(settled: Scratch, change: str) -> None:
    """Whatever a run depends on is looked at, so it says what it says without the cache."""
    CHANGES[change](settled)
    assert looked(settled, "check") >= 10
    both(settled)


def test_an_import_is_no_change(settled: Scratch) -> None:
    """What Python compiles beside the modules concerns nobody."""
    subprocess.run(
        [sys.executable, "-c", "import models.station"], cwd=settled.root, check=True
    )
    settled.write("spec/__pycache__/Page.md", OWNER)
    assert looked(settled, "check") == looked(settled, "generate") == 0
    both(settled)


def test_templates_samples_and_dialects_count(tmp_path: Path) -> None:
    """So do the files that the settings name."""
    scratch = in_step(tmp_path / "repository")
    assert scratch.run("templates", "eject", "own").code == 0
    scratch.write("samples/one.json", '{"dock_ids": []}')
    places = 'templates = "own"\nsamples = "samples"\n'
    scratch.write(
        "pyproject.toml", CONFIGURATION.replace("wire_case", places + "wire_case")
    )
    scratch.run("generate")
    assert scratch.run("check").code == looked(scratch, "check") == 0
    scratch.write("samples/two.json", "{}")
    assert looked(scratch, "check") == 10
    (template,) = (scratch.root / "own").rglob("module.py.jinja")
    template.write_text(f"\n{template.read_text('utf-8')}", "utf-8")
    assert looked(scratch, "check") >= 10
    both(scratch)


def test_another_folder_and_terminal_are_asked_apart(settled: Scratch) -> None:
    """What is said depends on where one stands and on what one can see."""
    assert settled.run("check", folder="spec").err != settled.run("check").err
    plain = settled.spawn("check", NO_COLOR="1")
    assert (
        settled.spawn("check", FORCE_COLOR="1") == plain
    )  # nothing in it has a colour
    assert "\x1b" not in plain.err


@pytest.mark.parametrize("seed", range(4))
def test_a_spoiled_cache_costs_time_only(settled: Scratch, seed: int) -> None:
    """Bytes that anybody changed, cut off, added or swapped are as good as none."""
    random = Random(seed)  # noqa: S311  # nobody has to be kept from guessing it
    files = sorted(
        each for each in (settled.root / CACHE).iterdir() if each.name[0] != "."
    )
    for file in files:
        data = bytearray(file.read_bytes())
        position = random.randrange(len(data))
        match seed:
            case 0:
                data[position] ^= 1 << random.randrange(8)
            case 1:
                del data[position:]
            case 2:
                data[position:position] = b"\0" * random.randrange(1, 9)
            case 3:
                data = bytearray(random.choice(files).read_bytes()[:-1])
        file.write_bytes(data)
    assert looked(settled, "check") == 10
    settled.edit("spec/Station.md", "str        | ❌", "int        | ❌", 1)
    assert both(settled).code == 1
    assert settled.run("generate").code == 0
    assert both(settled).code == 0


def test_what_others_remember_is_not_believed(
    settled: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that comes with a checkout was written with another key."""
    assert looked(settled, "check") == 0
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert looked(settled, "check") == 10
    assert looked(settled, "check") == 0


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter there")
def test_a_key_that_others_can_read_is_made_anew(
    settled: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So nobody can write what would be believed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    settled.run("check")
    key = tmp_path / "caches/typetable/key"
    before = key.read_bytes()
    assert key.stat().st_mode & 0o077 == 0
    key.chmod(0o644)
    assert looked(settled, "check") == 10
    assert key.read_bytes() != before
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("obstacle", ["file", "link"])
def test_something_in_the_way_is_left_alone(tmp_path: Path, obstacle: str) -> None:
    """Then nothing is remembered, and nothing is written through a link."""
    scratch, place = in_step(tmp_path / "repository"), tmp_path / "repository" / CACHE
    for file in place.iterdir():
        file.unlink()
    place.rmdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if obstacle == "file":
        place.write_text("mine")
    else:
        place.symlink_to(elsewhere)
    assert both(scratch).code == 0
    assert looked(scratch, "check") == 10
    assert not [*elsewhere.iterdir()]


def test_nothing_is_remembered_unasked(tmp_path: Path) -> None:
    """`--no-cache` and `--verify` look at everything and write nothing down."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("pyproject.toml", CONFIGURATION)
    scratch.write("spec/Station.md", STATION)
    for arguments in (["generate", "--no-cache"], ["check", "--no-cache"]):
        assert scratch.run(*arguments).code == 0
    assert scratch.run("check", "--verify").code == 0
    assert not (scratch.root / CACHE).exists()


def test_git_does_not_see_it(settled: Scratch) -> None:
    """The folder ignores itself."""
    root = settled.root
    (root / ".git").rmdir()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    seen = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    assert "models/station.py" in seen.stdout
    assert CACHE not in seen.stdout


def test_stamps_do_not_pile_up(settled: Scratch) -> None:
    """The oldest are forgotten."""
    for width in range(40):
        os.environ["COLUMNS"] = str(80 + width)
        settled.run("check")
    del os.environ["COLUMNS"]
    assert len([*(settled.root / CACHE).glob("stamp-*")]) <= 32


EDITS = (
    ("spec/Station.md", STATION),
    ("spec/Station.md", STATION.replace("List[str]", "List[Owner]")),
    (
        "spec/Station.md",
        STATION.replace("| RED ", "| REDDISH ").replace('"red" ', '"re" '),
    ),
    ("spec/Station.md", STATION.replace("dock_ids ", "docks   ")),
    ("spec/Owner.md", OWNER),
    ("spec/Owner.md", OWNER.replace("Station ", "string  ")),
    ("spec/Owner.md", OWNER.replace("| station", "| a | b | station")),
    ("spec/More.md", OWNER.replace("# Owner", "# Station")),
    ("spec/More.md", OWNER.replace("# Owner", "# Owner2")),
    ("spec/More.md", "# Nothing\n"),
)
"""Pages that mean something else to each other, some with findings, one with an error."""


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=6),
    target=st.sampled_from(sorted(TARGETS)),
)
def test_warm_is_as_cold(
    edits: list[tuple[str, str]], target: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After any edits, each followed by a run, words and output are those of a fresh start."""
    scratch = Scratch(tmp_path_factory.mktemp("warm") / "repository")
    configuration = (
        CONFIGURATION.replace('"liblab"', '"auto"') + f'target = "{target}"\n'
    )
    scratch.write("pyproject.toml", configuration)
    for path, text in [("spec/Station.md", STATION), *edits]:
        scratch.write(path, text)
        planned = scratch.run("check", "--diff")
        assert planned == scratch.run("check", "--diff", "--no-cache")
        made = scratch.run("generate", "--force")
        with chdir(scratch.root):
            known = [
                answers.recall(command, (), FilesSeen()) for command in answers.COMMANDS
            ]
        assert all(known) == (made.code == 0)
        for command in answers.COMMANDS:
            assert both(scratch, command).code == made.code


@pytest.mark.parametrize("target", TARGETS)
def test_what_stands_as_it_was_made_is_not_made_again(
    tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But what the changed page is made into, and what refers to that; and what was edited."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("pyproject.toml", CONFIGURATION + f'target = "{target}"\n')
    scratch.write("spec/Station.md", STATION)
    scratch.write("spec/Owner.md", OWNER)
    scratch.write("spec/Other.md", OWNER.replace("Owner", "Other"))
    apart = OWNER.replace("Owner", "Apart").replace("Station", "str    ")
    scratch.write("spec/Apart.md", apart)
    made: list[str] = []

    def render(target: str, view: FileView, templates: Path | None = None) -> str:
        made.append(view.path)
        return packaged(target, view, templates)

    packaged = rendering.render
    monkeypatch.setattr(rendering, "render", render)
    assert scratch.run("generate").code == 0
    assert {"station.py", "owner.py", "apart.py", "__init__.py"} <= {*made}
    for path, old, new, expected in (
        ("spec/Apart.md", "What it", "Which it", {"apart.py"}),
        ("spec/Owner.md", "What it", "All it", {"owner.py"}),
        ("spec/Station.md", "Its name.", "Name.", {"station.py"}),
        (
            "spec/Station.md",
            "List[str] ",
            "List[bool]",
            {"station.py", "owner.py", "other.py"},
        ),
        ("models/apart.py", "Which it", "That it", {"apart.py"}),
    ):
        scratch.edit(path, old, new)
        made.clear()
        assert scratch.run("check").code == 1
        assert {*made} == expected
        made.clear()
        assert scratch.run("generate", "--force").code == 0
        assert made == [f"{Path(path).stem.lower()}.py"]
        assert scratch.run("check", "--no-cache").code == 0
