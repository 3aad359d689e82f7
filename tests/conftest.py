"""Options of this test suite."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Literal

import pytest

from typetable.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from tests.behaviour.kits import Kit

SLOW = ("tests/hostile/", "tests/property/", "test_cache.py")
"""What belongs to no quick run, by parts of the paths, beside the tests that are marked."""


def pytest_ignore_collect(
    collection_path: Path, config: pytest.Config
) -> Literal[True] | None:
    """Do not even load what is slow as a whole, where a run leaves that out."""
    leaves_out = config.getoption("markexpr") == "not slow"
    return True if leaves_out and _is_slow(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow as a whole."""
    for item in items:
        if _is_slow(item.path):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Keep all tests out of the search for garbage, which each of them would make longer."""
    gc.freeze()


def _is_slow(path: Path) -> bool:
    return any(part in f"{path.as_posix()}/" for part in SLOW)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one flag that writes snapshots anew."""
    parser.addoption("--update", action="store_true", help="write the snapshots anew")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse the flag in CI: there, a snapshot that differs is a failure."""
    if config.getoption("--update") and "CI" in os.environ:
        msg = "snapshots are not updated in CI"
        raise pytest.UsageError(msg)


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the key of the user out of this, and what is compiled for all that is started."""
    folder = tmp_path_factory.mktemp("caches")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session", params=[*TARGETS])
def kit(request: pytest.FixtureRequest) -> Kit:
    """Return how one target after the other is used."""
    # It imports the libraries of all targets, which few tests need.
    from tests.behaviour.kits import KITS  # noqa: PLC0415

    return KITS[request.param]


@pytest.fixture(scope="session")
def models(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package with everything, of one target after the other."""
    from tests.golden.everything import EVERYTHING  # noqa: PLC0415  # as above
    from tests.golden.packages import imported  # noqa: PLC0415

    folder = tmp_path_factory.mktemp(kit.target) / f"everything_of_{kit.target}"
    return imported(EVERYTHING, kit.target, folder)
