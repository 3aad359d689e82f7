"""Import a package of the current folder: `python tests/benchmarks/imports.py PACKAGE [--all]`."""

from __future__ import annotations

import os
import sys
from importlib import import_module


def main(package: str, *flags: str) -> None:
    """Import a package, or all modules that it has."""
    sys.path.insert(0, "")
    import_module(package)
    with os.scandir(package) as entries:  # pathlib would cost more than a package
        names = [entry.name for entry in entries if flags]
    for name in names:
        stem, dot, _ = name.partition(".py")
        if dot and stem not in {"", "__init__"}:
            import_module(f"{package}.{stem}")


if __name__ == "__main__":
    main(*sys.argv[1:])
