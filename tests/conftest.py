"""Options of this test suite."""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one flag that writes snapshots anew."""
    parser.addoption("--update", action="store_true", help="write the snapshots anew")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse the flag in CI: there, a snapshot that differs is a failure."""
    if config.getoption("--update") and "CI" in os.environ:
        msg = "snapshots are not updated in CI"
        raise pytest.UsageError(msg)
