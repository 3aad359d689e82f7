"""Check what typetable makes of whole folders of docs: `python tests/benchmarks/corpora.py --help`.

For each folder and target the output is generated, imported module by module on every Python that
is named, and put through `black --check`, `ruff check`, `mypy --strict` and `pyright` strict.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "liblab"

_IMPORT_ALL = """
import importlib, pathlib, sys, typing
sys.path.insert(0, sys.argv[1])
package = pathlib.Path(sys.argv[1]) / "models"
assert (package / "__init__.py").exists(), "nothing was generated"
for path in sorted(package.glob("*.py")):
    module = importlib.import_module("models." + path.stem if path.stem != "__init__" else "models")
    for value in list(vars(module).values()):
        if isinstance(value, type) and value.__module__ == module.__name__:
            typing.get_type_hints(value)
"""


def main() -> int:
    """Print a line for each folder, target and check; return 1 where any failed."""
    arguments = _parser().parse_args()
    failed = False
    for docs in arguments.docs or sorted(
        path for path in CORPUS.iterdir() if path.is_dir()
    ):
        for target in arguments.target or ["dataclass"]:
            with tempfile.TemporaryDirectory() as folder:
                for name, problem, seconds in _checks(
                    docs, target, Path(folder), arguments
                ):
                    failed |= bool(problem)
                    verdict = "fails" if problem else "holds"
                    print(
                        f"{docs.name:22} {target:10} {name:20} {verdict} {seconds:6.1f} s"
                    )
                    print(problem, end="")
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "docs", type=Path, nargs="*", help=f"folders; by default those in {CORPUS}"
    )
    parser.add_argument("--target", action="append", help="may be repeated")
    parser.add_argument(
        "--python",
        action="append",
        default=[],
        help="an interpreter that imports the output",
    )
    return parser


def _checks(
    docs: Path, target: str, folder: Path, arguments: argparse.Namespace
) -> Iterator[tuple[str, str, float]]:
    """Yield the name of each check, what it complained of, and how long it took."""
    settings = {"include": ["models"], "typeCheckingMode": "strict"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    output = str(folder / "models")
    generate = [
        "typetable",
        "generate",
        "--spec",
        str(docs.resolve()),
        "--output",
        output,
    ]
    yield _check(
        "generate", [sys.executable, "-m", *generate, "--target", target, "-q"], folder
    )
    for python in arguments.python or [sys.executable]:
        command = [python, "-I", "-W", "error", "-c", _IMPORT_ALL, str(folder)]
        yield _check(f"import {Path(python).parts[-3]}", command, folder)
    for name, command in {
        "black": ["black", "--check", "--quiet", output],
        "ruff": ["ruff", "check", "--isolated", "--quiet", output],
        "mypy": [
            "mypy",
            "--strict",
            "--no-error-summary",
            "--cache-dir",
            "/dev/null",
            output,
        ],
        "pyright": ["pyright", "--pythonpath", sys.executable],
    }.items():
        yield _check(name, [sys.executable, "-m", *command], folder)


def _check(name: str, command: Sequence[str], folder: Path) -> tuple[str, str, float]:
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    said = "" if done.returncode == 0 else (done.stdout + done.stderr)[-2000:] + "\n"
    return name, said, time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
