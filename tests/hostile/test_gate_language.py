"""What the gate allows, as a language: forms of code, and nothing that they could be made into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.hostile import language

from typetable import gate
from typetable.cli import main
from typetable.output.banner import BANNER, BANNER_OF_OWN
from typetable.rendering import templates
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

ESCAPES = (
    'run = getattr(load, "__globals__")["__builtins__"]["exec"]',
    'list.sort(["import os"], key=exec)',
    'x = int.__class__("E", (), {})',
    'x = getattr(int, "__class__")',
    "required('import os', exec, {})",
    "array_of(exec)",
    "x = [each for each in ().__class__.__subclasses__()]",
)
"""Code that reached everything through names that were each allowed."""


@pytest.mark.parametrize("seed", range(4))
def test_no_program_reaches_more_than_models_do(seed: int) -> None:
    """What is not refused is harmless, by another judge and by running it."""
    refused, passed = language.run(300, seed)
    assert refused > passed > 0


@pytest.mark.parametrize("target", TARGETS)
def test_the_judges_let_pass_what_is_written(target: str) -> None:
    """Else what they say of other programs would mean nothing."""
    text = language.case(target).text
    assert not language.is_refused(text, target)
    assert [*language.reached(text, target)] == []
    language.use(text, target)


@pytest.mark.parametrize(
    "escape",
    [*ESCAPES, "exec('1')", "x = (lambda: 0)()", "class X(metaclass=type): pass"],
)
@pytest.mark.parametrize("target", TARGETS)
def test_the_judges_know_what_reaches_too_far(target: str, escape: str) -> None:
    """Programs that are known to reach it are refused, and seen by the other judge."""
    text = f"{language.case(target).text}\n\ndef to_dict():\n    {escape}\n"
    assert language.is_refused(text, target)
    assert [*language.reached(text, target)]


def test_running_a_program_tells_what_it_calls() -> None:
    """Text that is evaluated as a type is one of the ways."""
    text = "class X:\n    x: 'exec(1)'\n"
    with pytest.raises(language.Reached):
        language.use(text, "typeddict")


@pytest.fixture(params=TARGETS)
def project(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return a project of each target that has templates of its own."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "Page.md").write_text(language.PAGE, encoding="utf-8")
    (tmp_path / "templates" / "shared").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.typetable]\nspec = "docs"\noutput = "out"\ndialect = "liblab"\n'
        'wire_case = "as-documented"\ntemplates = "templates"\n'
        f'target = "{request.param}"\n'
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _replace(project: Path, template: str, old: str, new: str) -> None:
    target = (project / "pyproject.toml").read_text().rpartition('= "')[2].strip('"\n')
    packaged = templates.packaged(target)[template].read_text("utf-8")
    assert old in packaged
    shared = project / "templates" / "shared" / template
    shared.write_text(packaged.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("escape", ESCAPES)
def test_files_of_the_whole_package_are_as_packaged(project: Path, escape: str) -> None:
    """Templates of others change nothing in them but their prose, unless they are trusted."""
    _replace(
        project,
        "exports.py.jinja",
        "    return getattr",
        f"    {escape}\n    return getattr",
    )
    assert main(["generate", "-q"]) == 1
    assert not (project / "out").exists()
    with (project / "pyproject.toml").open("a") as file:
        file.write("trust_templates = true\n")
    assert main(["generate", "-q"]) == 0
    assert main(["audit", "out", "-q"]) == 1
    exports = project / "out" / "_exports.py"
    body = exports.read_text("utf-8").split("\n", 1)[1]
    exports.write_text(f"{BANNER}\n{body}", encoding="utf-8")
    assert main(["audit", "out", "-q"]) == 1


@pytest.mark.parametrize("template", ["exports.py.jinja", "package.py.jinja"])
def test_prose_of_the_package_may_be_another(project: Path, template: str) -> None:
    """Docstrings do nothing."""
    _replace(project, template, '"""', '"""Ours: ')
    assert main(["generate", "-q"]) == 0
    assert main(["check", "-q"]) == 0


def test_what_own_templates_made_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In its first line, in an audit, and until packaged templates make it again."""
    _replace(project, "package.py.jinja", '"""', '"""Ours: ')
    assert main(["generate", "-q"]) == 0
    for path in (project / "out").glob("*.py"):
        assert path.read_text("utf-8").startswith(f"{BANNER_OF_OWN}\n")
    capsys.readouterr()
    assert main(["audit", "out", "--format", "concise"]) == 0
    assert "TT412" in capsys.readouterr().err
    for path in (project / "out").glob("*.py"):
        path.write_text(f"# A licence.\n\n{path.read_text('utf-8')}", "utf-8")
    assert main(["audit", "out", "--format", "concise"]) == 0
    assert ":3:1: note[TT412]" in capsys.readouterr().err
    configuration = project / "pyproject.toml"
    text = configuration.read_text().replace('templates = "templates"\n', "")
    configuration.write_text(text)
    assert main(["check", "-q"]) == 1
    assert main(["generate", "-q"]) == 0
    for path in (project / "out").glob("*.py"):
        assert path.read_text("utf-8").startswith(f"# A licence.\n\n{BANNER}\n")
    capsys.readouterr()
    assert main(["audit", "out", "--format", "concise"]) == 0
    assert "TT412" not in capsys.readouterr().err


@pytest.mark.parametrize("target", TARGETS)
def test_a_text_is_no_type_by_a_name(target: str) -> None:
    """A name of a text that an annotation names would be evaluated with it."""
    case = language.case(target)
    for more in (
        "X = 'exec(1)'\n\n\nclass Y:\n    x: X\n",
        "class Y:\n    Last: str = 'exec(1)'\n    x: Last\n",
        "class Y:\n    str: int = 'exec(1)'\n    x: str\n",
        "class Y:\n    x = 'exec(1)'\n\n\nclass Z:\n    y: Y.x\n",
    ):
        assert gate.inspect(f"{case.text}\n\n{more}", case.allowed)
