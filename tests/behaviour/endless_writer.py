"""A program that writes two states of a package in turn until it is killed."""

import sys
from pathlib import Path

from typetable.output.apply import apply
from typetable.output.plan import plan
from typetable.output.records import RenderedFile
from typetable.output.seal import Provenance, seal

MADE = Provenance(docs="d", settings="s", typetable="1", black="1")
BODIES = {"old": "a = 1\n" * 50, "new": "b = 2\n" * 80}


def files(state: str) -> list[RenderedFile]:
    """Return a package in one of two states; the old one has three modules more."""
    numbers = range(43 if state == "old" else 40)
    names = [*(f"m{number}.py" for number in numbers), "sub/x.py", "__init__.py"]
    text = seal(BODIES[state], MADE)
    return [RenderedFile(path=name, text=text) for name in names]


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        for state in BODIES:
            apply(plan(Path(sys.argv[1]), files(state)))
