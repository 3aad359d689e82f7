"""Options of this test suite."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one flag that writes snapshots anew."""
    parser.addoption("--update", action="store_true", help="write the snapshots anew")
