"""A program that puts a link in the place of a folder and takes it away again, without end."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

if __name__ == "__main__":
    place, goal = map(Path, sys.argv[1:])
    aside = place.with_name("aside")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        with suppress(OSError):  # where a run has made the folder anew
            place.rename(aside)
        with suppress(OSError):
            place.symlink_to(goal)
        with suppress(OSError):
            place.unlink()
        with suppress(OSError):
            aside.rename(place)
