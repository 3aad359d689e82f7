"""Planted: files of a checkout by names that somebody could look up; they tell that they ran."""

from __future__ import annotations

import os
import py_compile
import sys
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MODULES = frozenset(
    {
        *sys.stdlib_module_names,
        *(name for name in packages_distributions() if name.isidentifier()),
        *("typetable", "sitecustomize", "usercustomize", "conftest", "setup"),
    }
)
"""All that a Python at hand can import, and what it or a tool looks for without being asked."""

DATA = {
    "pip.conf": "[global]\nno-index = yes\n[install]\ntarget = here\n",
    "pip.ini": "[global]\nno-index = yes\n[install]\ntarget = here\n",
    "constraints.txt": "black==0\n",
    "requirements.txt": "no-such-package==0\n",
    "setup.cfg": "[install]\nprefix = here\n[global]\ncommand_packages = setup\n",
    "pyvenv.cfg": "home = bin\ninclude-system-site-packages = true\n",
    "python311._pth": ".\nimport site\n",
}
"""Settings that would make a tool fail or write here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A checkout with planted files, and the file in which they leave their names."""

    root: Path
    log: Path

    @property
    def ran(self) -> set[str]:
        """The names of what ran."""
        return set(self.log.read_text("utf-8").split()) if self.log.exists() else set()

    @property
    def leading_here(self) -> dict[str, str]:
        """What a job may set and that would lead Python, pip and shells into the checkout."""
        here = str(self.root)
        programs = (".", "bin", "", here, f"{here}/bin", os.environ["PATH"])
        return {
            "PATH": os.pathsep.join(programs),
            "CDPATH": here,
            "PYTHONPATH": os.pathsep.join((".", "", here)),
            "PYTHONPYCACHEPREFIX": f"{here}/compiled",
            "PYTHONUSERBASE": here,
            "PYTHONWARNINGS": "ignore::conftest.Warning",
            "PIP_CONFIG_FILE": f"{here}/pip.conf",
            "PIP_CONSTRAINT": "constraints.txt",
            "PIP_REQUIREMENT": f"{here}/requirements.txt",
            "PIP_TARGET": here,
        }


def plant(root: Path, modules: Collection[str], log: Path) -> Planted:
    """Plant modules, programs and settings in a folder; what is there stays."""
    for name in modules:
        (root / name).mkdir(exist_ok=True)
        for path in (f"{name}.py", f"{name}/__init__.py", f"{name}/__main__.py"):
            _write(root / path, _telling(log, name))
    _write(root / "here.pth", f"import sys; {_telling(log, 'here.pth')}")
    for path, text in DATA.items():
        _write(root / path, text)
    _plant_compiled(root, modules)
    _plant_programs(root, log)
    return Planted(root=root, log=log)


def _plant_compiled(root: Path, modules: Collection[str]) -> None:
    """Plant what Python would take for its own library as it was compiled before."""
    specs = filter(None, map(find_spec, sys.stdlib_module_names & {*modules}))
    for spec in specs:
        if spec.origin and spec.origin.endswith(".py"):
            place = Path(f"{root}/compiled{spec.origin}")
            place = place.with_suffix(f".{sys.implementation.cache_tag}.pyc")
            unchecked = PycInvalidationMode.UNCHECKED_HASH
            telling = str(root / f"{spec.name}.py")
            py_compile.compile(telling, str(place), invalidation_mode=unchecked)


def _telling(log: Path, name: str) -> str:
    """Return a line that works before Python knows any encoding, whatever else is planted."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    place = f"posix.open({os.fsencode(log)!r}, {flags})"
    return f"import posix; posix.write({place}, {name.encode() + b' '!r})\n"


def _plant_programs(root: Path, log: Path) -> None:
    """Plant a program of each name that the path has, in the folder and in its `bin`."""
    (root / "bin").mkdir(exist_ok=True)
    program = root / "bin" / "typetable"
    _write(program, f'#!/bin/sh\necho "$0" >> "{log}"\n')
    program.chmod(0o755)
    for name in _programs():
        for folder in (root, root / "bin"):
            if not (folder / name).exists():
                (folder / name).hardlink_to(program)


def _programs() -> set[str]:
    folders = (Path(each) for each in os.get_exec_path() if Path(each).is_dir())
    return {place.name for folder in folders for place in folder.iterdir()}


def _write(place: Path, text: str) -> None:
    if not place.exists():
        place.write_text(text, "utf-8")
