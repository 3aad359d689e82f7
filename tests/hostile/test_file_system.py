"""What stands on the disk is hostile too: links, pipes, other people's files, configurations."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from tests.hostile import sandbox
from tests.hostile.attacks import PAYLOAD, table

from typetable.seal import BANNER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile.sandbox import Job, Sandbox

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links")

FLAGS = ("--spec", "docs", "--output", "out", "--format", "concise", "-v")
CONFIGURATION = '[tool.typetable]\nspec = "docs"\noutput = "out"\n'


@pytest.fixture
def box(tmp_path: Path) -> Sandbox:
    """Return a sandbox with a good page."""
    return sandbox.make(tmp_path, {"Page.md": table().encode()})


def generate(box: Sandbox, *flags: str) -> Job:
    """Run `generate`."""
    return sandbox.plain().run(box, "command", "generate", *(flags or FLAGS))


def is_precious(box: Sandbox) -> bool:
    """Return whether the bystander is untouched."""
    return (box.root / "outside" / "precious.txt").read_text() == "PRECIOUS\n"


@pytest.mark.parametrize("goal", ["/etc/passwd", "../outside/precious.txt", "loop.md"])
def test_pages_that_are_links_out_are_refused(box: Sandbox, goal: str) -> None:
    """What they lead to is never shown."""
    (box.root / "docs" / "loop.md").symlink_to(goal)
    job = generate(box)
    assert job.code == 2
    assert "docs/loop.md: error[TT101]" in job.stderr
    assert "PRECIOUS" not in job.printed
    assert "root:" not in job.printed
    assert not box.out.exists()


def test_special_files_are_not_waited_for(box: Sandbox) -> None:
    """A pipe, a folder and a link to a device."""
    os.mkfifo(box.root / "docs" / "fifo.md")
    (box.root / "docs" / "dir.md").mkdir()
    (box.root / "docs" / "zero.md").symlink_to("/dev/zero")
    job = generate(box)
    assert job.code == 2
    assert job.stderr.count("error[TT101]") == 3


def test_links_to_folders_are_not_followed(box: Sandbox) -> None:
    """Neither out of the docs nor in a circle."""
    (box.root / "outside" / "Other.md").write_text(table(name="Other"))
    (box.root / "docs" / "out").symlink_to(box.root / "outside")
    (box.root / "docs" / "circle").symlink_to(box.root / "docs")
    assert generate(box).code == 0
    assert "other.py" not in box.generated()


def test_installed_and_hidden_folders_are_skipped(box: Sandbox) -> None:
    """Pages of other people's packages are not the docs."""
    for folder in (".git", "node_modules", "x/site-packages", ".venv"):
        page = box.root / "docs" / folder / "Bad.md"
        page.parent.mkdir(parents=True)
        page.write_text("# Bad\n\n| Name | Type |\n| a |\n")
    assert generate(box).code == 0


def test_a_link_in_the_output_is_not_written_through(box: Sandbox) -> None:
    """It is refused, and what it leads to stays."""
    box.out.mkdir()
    (box.out / "page.py").symlink_to("../outside/precious.txt")
    before = box.snapshot()
    job = generate(box, *FLAGS, "--force")
    assert job.code == 2
    assert "TT410" in job.stderr
    assert is_precious(box)
    assert box.snapshot() == before


@pytest.mark.parametrize("flags", [(), ("--force",)])
def test_a_foreign_file_stays(box: Sandbox, flags: tuple[str, ...]) -> None:
    """One in the way is an error, whatever is forced; others are left alone."""
    box.out.mkdir()
    (box.out / "page.py").write_text("mine = 1\n")
    (box.out / "other.py").write_text("mine = 2\n")
    before = box.snapshot()
    job = generate(box, *FLAGS, *flags)
    assert job.code == 1
    assert "TT407" in job.stderr
    assert box.snapshot() == before
    (box.out / "page.py").unlink()
    assert generate(box).code == 0
    assert (box.out / "other.py").read_text() == "mine = 2\n"


@pytest.mark.parametrize("seal", ["", f"# typetable: {'0' * 32} a b 1 1\n"])
def test_a_forged_banner_proves_nothing(box: Sandbox, seal: str) -> None:
    """A file that claims to be generated is neither overwritten nor deleted."""
    box.out.mkdir()
    for name in ("page.py", "left_over.py"):
        (box.out / name).write_text(f"{BANNER}\n{seal}mine = 1\n")
    before = box.snapshot()
    assert generate(box).code == 1
    assert box.snapshot() == before


def test_a_named_output_may_be_a_link(box: Sandbox) -> None:
    """Whoever names a folder on the command line means what it leads to."""
    (box.root / "real").mkdir()
    box.out.symlink_to("real")
    assert generate(box).code == 0
    assert (box.root / "real" / "page.py").exists()


@pytest.mark.parametrize(
    "setting",
    [
        'output = "../outside"',
        'output = "/tmp"',
        'output = "link"',
        'templates = "../outside"',
        'templates = "link"',
    ],
)
def test_a_configuration_cannot_lead_out(box: Sandbox, setting: str) -> None:
    """TT505, for links too; only a flag can name another place."""
    project = box.root / "docs"
    (project / "link").symlink_to(box.root / "outside")
    text = CONFIGURATION.replace('output = "out"\n', "") + setting + "\n"
    (project / "pyproject.toml").write_text(text)
    before = box.snapshot()
    job = sandbox.plain().run(box, "command", "generate", folder=project)
    assert job.code == 2
    assert "TT505" in job.stderr
    assert box.snapshot() == before


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ view.__init__.__globals__ }}",
        "{% include '../../../../../../etc/passwd' %}",
        "{% include 'dataclass/link.jinja' %}",
        "{{ cycler.__init__.__globals__.os.system('touch pwned') }}",
        "{% for x in range(10 ** 9) %}{% endfor %}",
        "import os",
        PAYLOAD,
        "def f(:",
        "# -*- coding: utf-7 -*-",
        "\u202e",
        "x = eval('1')",
        "{{ nothing }}",
        "{{ 1 // 0 }}",
        "{{ [][1] }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% include 'dataclass/module.py.jinja' %}",
    ],
)
def test_a_template_of_the_configuration_can_do_no_harm(
    box: Sandbox, line: str
) -> None:
    """It runs in a sandbox, and what it prints passes the gate or is not written."""
    folder = box.root / "templates" / "dataclass"
    folder.mkdir(parents=True)
    (folder / "link.jinja").symlink_to("../../outside/precious.txt")
    (folder / "module.py.jinja").write_text(f"{line}\n", encoding="utf-8")
    text = f'{CONFIGURATION}templates = "templates"\ndialect = "liblab"\n'
    (box.root / "pyproject.toml").write_text(text)
    before = box.snapshot()
    job = sandbox.plain().run(box, "command", "generate", "--format", "concise")
    assert job.code in {1, 2}, job.printed
    assert "TT411" in job.stderr or "TT408" in job.stderr
    assert "Traceback" not in job.stderr
    assert "PRECIOUS" not in job.printed
    assert box.snapshot() == before


@pytest.mark.parametrize("option", ["--config=evil.toml", "-o", "--output=../outside"])
def test_a_page_named_like_an_option_is_a_page(box: Sandbox, option: str) -> None:
    """As long as its folder is named, no name in it is an option."""
    (box.root / "docs" / f"{option.replace('/', '_')}.md").write_text(table(name="B"))
    assert generate(box).code == 0
    assert is_precious(box)
