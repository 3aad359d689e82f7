"""From pages to models of every kind, in one run and without the libraries of any."""

import os
from pathlib import Path

import pytest
from tests.behaviour.kits import KITS
from tests.golden.packages import found
from tests.scratch import OWNER, SOURCE, STATION, Scratch

from typetable.targets import TARGETS

PACKAGE = """
[[tool.typetable.package]]
name = "{target}"
spec = "spec"
output = "{folder}"
target = "{target}"
"""
DATA = {"station": {"dockIds": ["1"], "colour": "red"}}


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository that asks for a package of each target."""
    scratch = Scratch(tmp_path / "repository")
    packages = (
        PACKAGE.format(target=target, folder=f"{tmp_path.name}_{target}")
        for target in TARGETS
    )
    shared = '[tool.typetable]\ndialect = "liblab"\nwire_case = "camel"\n'
    scratch.write("pyproject.toml", shared + "".join(packages))
    scratch.write("spec/Station.md", STATION)
    scratch.write("spec/Owner.md", OWNER)
    return scratch


def test_one_configuration(repository: Scratch, tmp_path: Path) -> None:
    """One run writes models for every library, and what they hold is the same."""
    assert repository.run("generate").code == 0
    assert repository.run("check").code == 0
    for target, kit in KITS.items():
        models = found(repository.root / f"{tmp_path.name}_{target}")
        owner = kit.decode(models.Owner, DATA)
        assert kit.encode(owner) == DATA
        if target != "typeddict":
            assert type(owner.station.colour) is models.Colour
            assert owner.station.dock_ids == ["1"]


def test_null_in_responses_and_plain_names(repository: Scratch, tmp_path: Path) -> None:
    """Two settings for all targets: what the API sends may be null, and `id_` is `id`."""
    settings = "nullable_responses = true\nplain_names = true\n"
    repository.edit("pyproject.toml", "wire_case", f"{settings}wire_case")
    repository.edit("spec/Station.md", "| name      ", "| id_       ")
    assert repository.run("generate").code == 0
    data = {"station": {"dockIds": None, "id": "x"}}
    for target, kit in KITS.items():
        models = found(repository.root / f"{tmp_path.name}_{target}")
        owner = kit.decode(models.Owner, data)
        assert kit.encode(owner) == data
        if target != "typeddict":
            assert (owner.station.dock_ids, owner.station.id) == (None, "x")


@pytest.mark.parametrize("target", TARGETS)
def test_flag(repository: Scratch, target: str) -> None:
    """A flag chooses the target of one package; the same files come of it."""
    flags = ("--spec", "spec", "--output", "models", "--target", target)
    assert repository.run("generate", "--package", "dataclass", *flags).code == 0
    assert repository.run("check", "--package", "dataclass", *flags).code == 0
    assert (repository.root / "models" / "station.py").is_file()


def test_without_libraries(repository: Scratch, tmp_path: Path) -> None:
    """Models for a library are generated where it is not installed."""
    (tmp_path / "pydantic.py").write_text("raise ImportError\n", "utf-8")
    path = os.pathsep.join((SOURCE, str(tmp_path)))
    done = repository.spawn("generate", PYTHONPATH=path)
    assert (done.code, done.out) == (0, "")
    assert repository.run("check").code == 0
