"""Settings that lead to one place: refused where one of them could harm the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.scratch import OWNER, STATION, Scratch

from typetable.cache.store import FOLDER

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """Return a repository with pages, samples, templates and links to some of them."""
    made = Scratch(tmp_path / "repository")
    made.write("docs/Station.md", STATION)
    made.write("more/Owner.md", OWNER.replace("Station ", "str "))
    made.write("samples/one.json", '{"dockIds": 1}')
    made.write("templates/_enum.py.jinja", "")
    for name in ("docs", "templates", "samples"):
        (made.root / f"to_{name}").symlink_to(name)
    return made


def _generated(scratch: Scratch) -> set[str]:
    found = scratch.root.rglob("*.py")
    return {path.relative_to(scratch.root).as_posix() for path in found}


ALONE = [
    (FOLDER, "`output` leads into what typetable keeps"),
    (f"{FOLDER}/x", "`output` leads into what typetable keeps"),
    (f"x/{FOLDER}", "`output` leads into what typetable keeps"),
    (FOLDER.upper(), "`output` leads into what typetable keeps"),
    ("docs", "`output` is the same place as `spec`"),
    ("./docs/../docs/", "`output` is the same place as `spec`"),
    ("to_docs", "`output` is the same place as `spec`"),
    ("more/Owner.md", "`output` is the same place as `spec`"),
    ("samples", "`output` is the same place as `samples`"),
    ("to_samples", "`output` is the same place as `samples`"),
    ("templates", "`output` leads into `templates`"),
    ("templates/x/y", "`output` leads into `templates`"),
    ("to_templates/x", "`output` leads into `templates`"),
]


@pytest.mark.parametrize(("output", "message"), ALONE)
def test_an_output_is_no_place_of_another_setting(
    scratch: Scratch, output: str, message: str
) -> None:
    """By whatever path or link; the finding stands at the setting, and nothing is written."""
    scratch.write(
        "typetable.toml",
        f'spec = ["docs", "more/Owner.md"]\noutput = "{output}"\n'
        'samples = "samples"\ntemplates = "templates"\n',
    )
    for command in ("generate", "check"):
        run = scratch.run(command, "--format", "concise")
        assert run.code == 2
        assert f"typetable.toml:2:1: error[TT503] {message}\n" in run.err
    assert not _generated(scratch)
    assert not (scratch.root / FOLDER).exists()


@pytest.mark.parametrize(
    ("first", "second", "line", "message"),
    [
        ("models", "models", 7, "two packages write to `models`"),
        ("models", "./x/../models", 7, "two packages write to `models`"),
        ("models", "Models", 7, "two packages write to `models`"),
        ("models", "models/inner", 7, "two packages write into `models`"),
        ("models/a/b", "models", 3, "two packages write into `models`"),
        (".", "models", 7, "two packages write into `.`"),
    ],
)
def test_no_package_writes_into_another(  # one for each column
    scratch: Scratch, first: str, second: str, line: int, message: str
) -> None:
    """The files of the inner one would be left over in the outer one; both places are shown."""
    scratch.write(
        "typetable.toml",
        f'[[package]]\nname = "a"\noutput = "{first}"\nspec = "docs"\n'
        f'[[package]]\nname = "b"\noutput = "{second}"\nspec = "more"\n',
    )
    for flags in ((), ("--package", "a"), ("--package", "b")):
        run = scratch.run("generate", "--format", "concise", *flags)
        assert run.code == 2
        assert f"typetable.toml:{line}:1: error[TT503] {message}\n" in run.err
        assert f"typetable.toml:{10 - line}:1: " in scratch.run("generate", *flags).err
    assert not _generated(scratch)


def test_packages_that_inherit_an_output_share_it(scratch: Scratch) -> None:
    """It stands outside of both."""
    packages = '[[package]]\nname = "a"\n[[package]]\nname = "b"\n'
    scratch.write("typetable.toml", f'spec = "docs"\noutput = "models"\n{packages}')
    run = scratch.run("generate", "--format", "concise")
    assert run.code == 2
    assert "typetable.toml:2:1: error[TT503] two packages write to `models`" in run.err


def test_a_flag_for_several_packages_is_one_place(scratch: Scratch) -> None:
    """Each would delete what the other wrote; for one of them it is the cure."""
    scratch.write(
        "typetable.toml",
        '[[package]]\nname = "a"\noutput = "a"\nspec = "docs"\n'
        '[[package]]\nname = "b"\noutput = "b"\nspec = "more"\n',
    )
    run = scratch.run("generate", "--output", "models")
    assert run.code == 2
    assert "two packages write to `models`" in run.err
    assert not _generated(scratch)
    assert scratch.run("generate", "--output", "b/x", "--package", "a").code == 2
    assert scratch.run("generate", "--output", "models", "--package", "a").code == 0


@pytest.mark.parametrize(
    ("spec", "output"),
    [(".", "models"), ("docs", "."), ("docs", "docs/models"), ("src/docs", "src")],
)
def test_docs_and_models_may_lie_in_each_other(
    scratch: Scratch, spec: str, output: str
) -> None:
    """Neither is taken for the other, and what typetable keeps stays apart from both."""
    scratch.write(
        "src/docs/Dock.md", OWNER.replace("Station ", "str ").replace("Owner", "Dock")
    )
    settings = f'spec = "{spec}"\noutput = "{output}"\nwire_case = "camel"\n'
    scratch.write("typetable.toml", settings)
    assert scratch.run("generate").code == 0
    assert (scratch.root / FOLDER / ".gitignore").exists()
    again = scratch.run("generate", "--no-cache")
    assert f"{output} is in step with {spec}" in again.err
    assert scratch.run("check").code == 0


def test_who_writes_no_models_is_not_asked_where(scratch: Scratch) -> None:
    """`schema --output` names a file."""
    scratch.write("typetable.toml", 'spec = "docs"\noutput = "docs"\n')
    assert scratch.run("schema").code == 0
    assert scratch.run("schema", "--output", "templates/schema.json").code == 0
