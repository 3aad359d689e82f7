"""What stands on the disk is hostile too: links, pipes, other people's files, configurations."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from tests.hostile import rights, sandbox
from tests.hostile.attacks import PAYLOAD, table

from typetable.output.banner import BANNER
from typetable.rendering import templates

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


@pytest.mark.parametrize("command", ["generate", "check"])
@pytest.mark.parametrize("name", [b"\xff.md", b"\xe9/a.md"])
def test_names_that_are_no_utf8_are_refused(
    box: Sandbox, command: str, name: bytes
) -> None:
    """Nothing is written, because Python would not import it."""
    page = box.root / "docs" / os.fsdecode(name)
    try:
        page.parent.mkdir(exist_ok=True)
        page.write_bytes(table(name="B").encode())
    except OSError:
        pytest.skip("the file system refuses this name")
    job = sandbox.plain().run(box, "command", command, *FLAGS)
    assert job.code == 2
    assert "error[TT101] the name of the " in job.stderr
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
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ lipsum.__globals__.os.popen('id').read() }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ view.__reduce_ex__(2) }}",
        "{{ view['__class__'] }}",
        "{{ (view|attr('__class__')).__mro__ }}",
        "{{ '%c%c'|format(95, 95) }}{{ ''['_' ~ '_class__'] }}",
        "{{ '{0.__class__.__mro__}'.format('') }}",
        "{{ [view]|map(attribute='__class__')|list }}",
        "{{ ''|attr('for' ~ 'mat_map') }}",
        "{% set a = view.classes.__class__ %}{{ a }}",
        "{% extends '/etc/passwd' %}",
        "{% import '../../outside/precious.txt' as x %}",
        "{% include ['/etc/passwd', '../../../outside/precious.txt'] %}",
        "{% include 'dataclass' %}",
        "{% include '\\0' %}",
        "{% include 'dataclass/huge.jinja' %}",
        "{% include 'dataclass/pipe.jinja' %}",
        "{% for i in 'x' %}" * 30 + "{% endfor %}" * 30,
        "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",
        "",
        "{{ 'nan'|float|round }}",
        "{{ '\\ud800' }}",
    ],
)
def test_a_template_of_the_configuration_can_do_no_harm(
    box: Sandbox, line: str
) -> None:
    """It runs in a sandbox, and what it prints passes the gate or is not written."""
    folder = box.root / "templates" / "dataclass"
    folder.mkdir(parents=True)
    (folder / "link.jinja").symlink_to("../../outside/precious.txt")
    os.mkfifo(folder / "pipe.jinja")
    if "huge" in line:
        with (folder / "huge.jinja").open("wb") as huge:
            huge.truncate(100_000_000)
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


DOUBLED = "{% set y = x %}" + "{% set y = [y, y] %}" * 60
LONG = "{% set z = 'yy' %}" + "{% set z = z ~ z %}" * 18
"""Templates that begin with a list which holds itself ever more often, and with a long text."""

ENDLESS = [
    "{% for a in x recursive %}{{ loop(x) }}{{ loop(x) }}{% endfor %}",
    "{% macro f(n) %}{% if n %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}{% endmacro %}{{ f(99) }}",
    "{% for a in x %}" * 12 + "{% endfor %}" * 12,
    "{{ 2 ** 10 ** 10 }}",
    "{{ 'x' * 10 ** 10 }}",
    "{{ 'x' * 999999999999 }}",
    "{{ x * 99999999999 }}",
    "{{ '%999999999999d' % 1 }}",
    "{{ '%999999999999d'|format(1) }}",
    "{{ '{:>999999999999}'.format('x') }}",
    "{{ 'x'.ljust(999999999999) }}",
    "{{ 'x'|center(999999999999) }}",
    "{{ 'x'|indent(999999999999, true) }}",
    "{{ lipsum(n=999999999) }}",
    "{{ range(99999)|list }}",
    "{{ ('x' * 999).replace('x', 'y' * 1001) }}",
    "{% set y = 'xx' %}" + "{% set y = y ~ y %}" * 60 + "{{ y }}",
    "{% set y = 'xx' %}" + "{% set y = y + y %}" * 60 + "{{ y }}",
    "{% set y = x %}" + "{% set y = y + y %}" * 60,
    "{% set y = 'xx' %}" + "{% set y = [y, y]|join %}" * 60 + "{{ y }}",
    "{% set y = 'xx' %}" + "{% set y = y|replace('x', 'xx') %}" * 60 + "{{ y }}",
    "{% set y = 'xx' %}" + "{% set y = '{0}{0}'.format(y) %}" * 60 + "{{ y }}",
    "{% for a in x %}{% for b in x %}{% for c in x %}{% for d in x %}"
    + "y" * 900
    + "{% endfor %}" * 4,
    "{% set y %}"
    + "{% for a in x %}" * 4
    + "y" * 900
    + "{% endfor %}" * 4
    + "{% endset %}",
    DOUBLED + "{{ y|string }}",
    DOUBLED + "{{ y ~ '' }}",
    DOUBLED + "{% if y == [y[0], y[0]] %}{% endif %}",
    "{% set y = {1: x} %}" + "{% set y = {1: y, 2: y} %}" * 60 + "{{ y|pprint }}",
    "{% set y = x %}" + "{% set y = y + y %}" * 15 + "{{ y|join('x'~y|join) }}",
    LONG + "{{ z.join(z|list) }}",
    LONG + "{{ z|replace('y', z[:999]) }}",
    LONG + "{{ [view, view]|string }}{{ view|pprint }}",
    LONG
    + "{% for a in x %}" * 4
    + "{% if z[1:] == z[:-1] %}{% endif %}"
    + "{% endfor %}" * 4,
]
"""Templates that would take all the time or memory there is."""


@pytest.mark.parametrize("line", ENDLESS)
def test_a_template_ends(box: Sandbox, line: str) -> None:
    """What would take for ever, or all memory, is an error soon."""
    folder = box.root / "templates" / "dataclass"
    folder.mkdir(parents=True)
    head = "{% set x = 'abcdefghijklmnopqrstuvwxyz'|list %}"
    (folder / "module.py.jinja").write_text(f"{head}{line}\n", encoding="utf-8")
    job = generate(box, *FLAGS, "--templates", "templates")
    assert job.code == 2, job.printed
    assert "TT411" in job.stderr
    assert job.seconds < 10
    assert job.megabytes < 500
    assert not box.out.exists()


TRUSTED = f'{CONFIGURATION}templates = "templates"\ntrust_templates = true\n'


def _configured(box: Sandbox, template: str, text: str, configuration: str) -> Job:
    """Run with a template that is prepended to the packaged one."""
    folder = box.root / "templates" / "dataclass"
    folder.mkdir(parents=True)
    packaged = templates.packaged("dataclass")[template].read_text("utf-8")
    (folder / template).write_text(text.format(packaged=packaged), encoding="utf-8")
    (box.root / "pyproject.toml").write_text(configuration)
    return sandbox.plain().run(box, "command", "generate", "--format", "concise")


@pytest.mark.parametrize(
    "template", ["module.py.jinja", "package.py.jinja", "support.py.jinja"]
)
def test_trusted_templates_may_print_any_python(box: Sandbox, template: str) -> None:
    """Nothing else lets them, for no file of the package."""
    plain = TRUSTED.replace("true", "false")
    text = "{packaged}\n\ndef shout(text: str) -> str:\n    return text.upper()\n"
    job = _configured(box, template, text, plain)
    assert job.code == 1
    assert "TT408" in job.stderr
    assert not box.out.exists()
    (box.root / "pyproject.toml").write_text(TRUSTED)
    job = sandbox.plain().run(box, "command", "generate", "--format", "concise")
    assert job.code == 0, job.printed
    assert any(b"def shout" in data for data in box.generated().values())


@pytest.mark.parametrize(
    "text",
    [
        '"""Models."""\n',
        "{packaged}\n# \N{RIGHT-TO-LEFT OVERRIDE}\n",
        "# -*- coding: latin-1 -*-\n{packaged}",
        "{packaged}\n(\n",
        "{packaged}\nx = '\\d'\n",
        "{{% filter indent('x') %}}{packaged}{{% endfilter %}}",
        "{{% filter upper %}}{packaged}{{% endfilter %}}",
    ],
)
def test_trusted_templates_are_held_to_the_docs(box: Sandbox, text: str) -> None:
    """Encoding, characters, syntax, and what the docs say are looked at all the same."""
    job = _configured(box, "module.py.jinja", text, TRUSTED)
    assert job.code == 1, job.printed
    assert "TT408" in job.stderr
    assert not box.out.exists()


@pytest.mark.parametrize("option", ["--config=evil.toml", "-o", "--output=../outside"])
def test_a_page_named_like_an_option_is_a_page(box: Sandbox, option: str) -> None:
    """As long as its folder is named, no name in it is an option."""
    (box.root / "docs" / f"{option.replace('/', '_')}.md").write_text(table(name="B"))
    assert generate(box).code == 0
    assert is_precious(box)


@pytest.mark.parametrize("name", ["pyproject.toml", "typetable.toml"])
@pytest.mark.parametrize("goal", ["outside/tool.toml", "outside/new.toml"])
def test_a_proposal_is_not_written_through_a_link(
    box: Sandbox, name: str, goal: str
) -> None:
    """A checkout may have one where its configuration goes, to a file or to nothing."""
    (box.root / "outside" / "tool.toml").write_text("mine = 1\n")
    (box.root / name).symlink_to(goal)
    before = {p: kind for p, kind in box.snapshot().items() if "outside" in p}
    job = sandbox.plain().run(box, "command", "init", "docs")
    assert job.code in {0, 2}, job.printed
    assert {p: kind for p, kind in box.snapshot().items() if "outside" in p} == before


@pytest.mark.parametrize("place", ["dataclass", "dataclass/module.py.jinja"])
def test_templates_are_not_copied_through_a_link(box: Sandbox, place: str) -> None:
    """Whoever names a folder means what it leads to; below it a checkout may have links."""
    (box.root / "real" / place).parent.mkdir(parents=True)
    (box.root / "real" / place).symlink_to(box.root / "outside" / "new")
    (box.root / "templates").symlink_to("real")
    (box.root / "outside" / "new").mkdir()
    job = sandbox.plain().run(box, "command", "templates", "eject")
    assert job.code == 2, job.printed
    assert "TT410" in job.stderr
    assert [*(box.root / "outside" / "new").iterdir()] == []
    (box.root / "real" / place).unlink()
    assert sandbox.plain().run(box, "command", "templates", "eject").code in {0, 2}
    assert (box.root / "real" / "dataclass" / "module.py.jinja").is_file()


@pytest.mark.parametrize("name", ["pyproject.toml", "typetable.toml", "docs/Huge.md"])
@pytest.mark.parametrize("command", ["generate", "init"])
def test_files_without_end_are_not_read_to_it(
    box: Sandbox, name: str, command: str
) -> None:
    """A file can say that it holds terabytes, and take no room on the disk."""
    with (box.root / name).open("wb") as huge:
        huge.truncate(1 << 42)
    flags = {"generate": FLAGS, "init": ("docs",)}
    job = sandbox.plain().run(box, "command", command, *flags[command])
    assert job.code in {0, 1, 2}, job.printed
    assert "Traceback" not in job.stderr
    assert job.megabytes < 200


@pytest.mark.parametrize("output", ["a" * 5_000, "a/" * 3_000])
def test_an_output_with_too_long_a_name_is_a_finding(box: Sandbox, output: str) -> None:
    """The system has no such file, which is no reason for a traceback."""
    job = generate(box, *FLAGS, "--output", output)
    assert job.code == 2
    assert "TT410" in job.stderr
    assert "Traceback" not in job.stderr


FORBIDDEN = [
    ("docs/Page.md", 0, "docs/Page.md: error[TT101]"),
    ("docs", 0, "docs/: error[TT101]"),
    ("docs", 0o400, "docs/Page.md: error[TT101]"),
    ("docs", 0o100, "docs/: error[TT101]"),
    ("out", 0, "out: error[TT410]"),
    ("out", 0o500, "out: error[TT410]"),
    ("out", 0o600, "out: error[TT410]"),
    ("out/page.py", 0, "out/page.py: error[TT410]"),
    ("out/other.py", 0, "out/other.py: error[TT410]"),
    ("pyproject.toml", 0, "pyproject.toml: error[TT501]"),
    ("templates", 0, "dataclass/module.py.jinja: error[TT411]"),
    ("templates/dataclass", 0, "dataclass/module.py.jinja: error[TT411]"),
    ("templates/dataclass/module.py.jinja", 0, "module.py.jinja: error[TT411]"),
]
"""What must not be read, searched or written, and what is said of it."""


@pytest.mark.skipif(not rights.IS_POSSIBLE, reason="the superuser may do everything")
@pytest.mark.parametrize(("name", "mode", "headline"), FORBIDDEN)
def test_what_is_forbidden_is_a_finding(
    box: Sandbox, name: str, mode: int, headline: str
) -> None:
    """It is said where that is, nothing is changed, and afterwards all goes on."""
    text = f'{CONFIGURATION}templates = "templates"\ndialect = "liblab"\n'
    (box.root / "pyproject.toml").write_text(text)
    shutil.copytree(templates.packaged_templates(), box.root / "templates")
    command = ("command", "generate", "--format", "concise")
    assert sandbox.plain().run(box, *command).code == 0
    (box.out / "other.py").write_text("mine = 1\n")
    (box.root / "docs" / "Page.md").write_text(table("new | str | ✅ | x"))
    before, was = box.snapshot(), (box.root / name).stat().st_mode
    (box.root / name).chmod(mode)
    job = sandbox.plain().run(box, *command, ordinary=True)
    (box.root / name).chmod(was)
    assert job.code == 2, job.printed
    assert headline in job.stderr
    assert "Traceback" not in job.stderr
    assert box.snapshot() == before
    assert sandbox.plain().run(box, *command, ordinary=True).code == 0


@pytest.mark.skipif(not rights.IS_POSSIBLE, reason="the superuser may do everything")
@pytest.mark.parametrize("place", ["out", "out/page.py"])
@pytest.mark.parametrize("mode", [0, 0o600])
def test_code_that_cannot_be_seen_is_not_passed(
    box: Sandbox, place: str, mode: int
) -> None:
    """The audit of a folder that cannot be entered finds fault with it."""
    assert generate(box).code == 0
    box.out.chmod(mode)
    job = sandbox.plain().run(box, "command", "audit", place, ordinary=True)
    box.out.chmod(0o700)
    assert job.code in {1, 2}, job.printed
    assert "Traceback" not in job.stderr


@pytest.mark.skipif(not rights.IS_POSSIBLE, reason="the superuser may do everything")
def test_a_read_only_cache_costs_time_alone(box: Sandbox) -> None:
    """What cannot be remembered is done again."""
    (box.root / ".typetable_cache").mkdir(mode=0o500)
    for _ in range(2):
        job = sandbox.plain().run(box, "command", "generate", *FLAGS, ordinary=True)
        assert job.code == 0, job.printed
