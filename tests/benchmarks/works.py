"""What is measured: each work is a command, and what has to be done before it.

The one rule kept here: a work is a line of a table. Words in braces are filled in for a scene.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import scenes
from tests.benchmarks.costs import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.benchmarks.scenes import Scene

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A command, and what brings about the state that it starts from."""

    command: str
    before: Callable[[Scene], object] = scenes.settle


_DCG = (
    "{dcg} --input schema.json --input-file-type jsonschema --disable-timestamp"
    " --output-model-type {dcg_model} --output "
)
_OPC = "{opc} generate --path openapi.json --meta none --overwrite --output-path client"

WORKS = {
    "python -c pass": Work(command="{python} -c pass", before=scenes.leave),
    "--version": Work(command="{typetable} --version", before=scenes.leave),
    "--help": Work(command="{typetable} --help", before=scenes.leave),
    "generate": Work(
        command="{typetable} generate --no-cache -q", before=scenes.forget
    ),
    "generate, fill the cache": Work(
        command="{typetable} generate -q", before=scenes.forget
    ),
    "generate, one page changed": Work(
        command="{typetable} generate -q", before=scenes.change
    ),
    "generate, nothing changed": Work(command="{typetable} generate -q"),
    "check": Work(command="{typetable} check -q"),
    "check, first after generate": Work(
        command="{typetable} check -q", before=scenes.renew
    ),
    "check, no cache": Work(command="{typetable} check --no-cache -q"),
    "diff": Work(
        command="{typetable} diff old docs --fail-on none -q", before=scenes.revise
    ),
    "floor": Work(command="{python} {floor} docs models"),
    "import package": Work(command="{python} {imports} models"),
    "import all modules": Work(command="{python} {imports} models --all"),
    "DCG": Work(command=_DCG + "dcg.py", before=scenes.export),
    "DCG --check": Work(command=_DCG + "dcg.py --check", before=scenes.export),
    "DCG, unformatted": Work(
        command=_DCG + "plain.py --no-formatters", before=scenes.export
    ),
    "OPC, ruff": Work(command=_OPC, before=scenes.export),
}
"""All works, by the names that tables have; DCG's check finds what DCG wrote before it."""

PEERS = {"DCG": "datamodel-codegen", "OPC": "openapi-python-client"}
"""The programs beside which typetable is measured, by the first words of their works."""

_DCG_MODELS = {
    "dataclass": "dataclasses.dataclass",
    "pydantic": "pydantic_v2.BaseModel",
    "msgspec": "msgspec.Struct",
    "typeddict": "typing.TypedDict",
}


def found(named: Mapping[str, str | None]) -> dict[str, str]:
    """Return the paths of the peers: as named, beside this Python, or on the path."""
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    paths = {
        peer: named.get(peer) or shutil.which(program, path=beside)
        for peer, program in PEERS.items()
    }
    return {peer: str(Path(path).absolute()) for peer, path in paths.items() if path}


def runs(
    scene: Scene, names: Iterable[str], peers: Mapping[str, str]
) -> dict[str, Run]:
    """Return the works of some names as they run in a scene, without those of absent peers."""
    words = {
        "python": [sys.executable],
        "typetable": scenes.TYPETABLE,
        "floor": [str(HERE / "floor.py")],
        "imports": [str(HERE / "imports.py")],
        "dcg": [peers.get("DCG", "")],
        "opc": [peers.get("OPC", "")],
        "dcg_model": [_DCG_MODELS[scene.target]],
    }
    return {
        name: Run(
            command=_filled(WORKS[name].command, words),
            folder=scene.folder,
            environment=_environment(peers),
            before=partial(WORKS[name].before, scene),
        )
        for name in names
        if peer(name) is None or peer(name) in peers
    }


def peer(work: str) -> str | None:
    """Return the peer that does a work, if one does."""
    first = work.replace(",", " ").split()[0]
    return first if first in PEERS else None


def _filled(command: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    parts = [words.get(part.strip("{}"), [part]) for part in command.split()]
    return [word for part in parts for word in part]


def _environment(peers: Mapping[str, str]) -> dict[str, str]:
    """Return the environment, in which the peers find the programs beside them."""
    beside = [str(Path(path).parent) for path in peers.values()]
    path = os.pathsep.join([*reversed(beside), os.environ["PATH"]])
    return scenes.ENVIRONMENT | {"PATH": path}
