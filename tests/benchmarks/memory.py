"""Memory: what a program and the workers that it starts hold together, while it runs.

The one rule kept here: pages that processes share count once. Looking costs time, so nobody looks
while time is taken. Where there is no Linux there is nothing to see.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

_PROCESSES = Path("/proc")


def peak(process: int) -> float:
    """Watch a process until it ends; return the most megabytes that it and its children held."""
    most = 0.0
    while os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        most = max(most, sum(map(held, family(process))))
        time.sleep(0.01)
    return most


def family(process: int) -> list[int]:
    """Return a process and all that it started."""
    found = [process]
    for each in found:  # which grows meanwhile
        children = _read(each, f"task/{each}/children").split()
        found += map(int, children)
    return found


def held(process: int) -> float:
    """Return what a process holds in megabytes; what it shares with others counts by its part."""
    for line in _read(process, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def _read(process: int, name: str) -> str:
    """Return a file about a process; nothing where that has ended."""
    try:
        return (_PROCESSES / f"{process}" / name).read_text("utf-8")
    except OSError:
        return ""
