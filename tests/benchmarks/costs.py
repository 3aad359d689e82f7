"""What processes cost: wall clock, processor time and memory of each, run after run.

The one rule kept here: those that are compared take turns, so that a busy machine slows them alike,
and a ratio is the median of the ratios of each turn.
"""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Literal, TypeAlias

from tests.benchmarks.memory import peak

if TYPE_CHECKING:
    import resource
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Measure: TypeAlias = Literal["wall", "cpu", "memory"]
"""Seconds on the clock, seconds of processors, megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a program took, with all that it started: seconds and megabytes.

    `memory` is the peak of all its processes together, as seen now and then in a run that warms
    up, and no less than that of the largest. A process starts with the size of the one that it
    was forked from; so nothing large is imported here.
    """

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A program to run, in which folder, and what has to be done before."""

    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    before: Callable[[], object]


class FailedError(Exception):
    """A program that was to be measured did not do its work; says what it said at last."""

    def __init__(self, command: Sequence[str], said: str) -> None:
        super().__init__(f"{' '.join(command)}\n{said[-1000:]}")


def race(runs: Mapping[str, Run], turns: int) -> dict[str, list[Cost]]:
    """Return what each run cost in each turn; a turn before them, for memory, warms up."""
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    memory = {name: seen(run) for name, run in runs.items()}
    for _ in range(turns):
        for name, run in runs.items():
            run.before()
            found = cost(run)
            most = max(found.memory, memory[name])
            costs[name].append(replace(found, memory=most))
    return costs


def seen(run: Run) -> float:
    """Return how much memory a program and its workers hold at most, as far as can be seen."""
    run.before()
    process = started(run)
    most = peak(process.pid)
    ended(run, process)
    return most


def cost(run: Run) -> Cost:
    """Return what a program costs, started anew; raise FailedError where it fails."""
    start = time.perf_counter()
    process = started(run)
    usage = ended(run, process)
    wall = time.perf_counter() - start
    spent = usage.ru_utime + usage.ru_stime
    return Cost(wall=wall, cpu=spent, memory=usage.ru_maxrss * 1024 / 1e6)


def started(run: Run) -> subprocess.Popen[bytes]:
    """Start a program that says what it says to a file."""
    with said(run).open("wb") as file:
        return subprocess.Popen(
            run.command,
            cwd=run.folder,
            env=run.environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )


def ended(run: Run, process: subprocess.Popen[bytes]) -> resource.struct_rusage:
    """Wait for a program and return what it used; raise FailedError where it failed."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise FailedError(run.command, said(run).read_text("utf-8", "replace"))
    return usage


def said(run: Run) -> Path:
    """Return the file with what a program said."""
    return run.folder / "said.txt"


def middle(costs: Sequence[Cost], measure: Measure) -> float:
    """Return the median of a measure."""
    return median(taken(costs, measure))


def spread(costs: Sequence[Cost], measure: Measure) -> float:
    """Return how far the largest is from the least, as a part of the median."""
    found = taken(costs, measure)
    return (max(found) - min(found)) / median(found)


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost], measure: Measure) -> float:
    """Return the median of the ratios of each turn."""
    pairs = zip(taken(ours, measure), taken(theirs, measure), strict=True)
    return median(a / b for a, b in pairs)


def taken(costs: Sequence[Cost], measure: Measure) -> list[float]:
    """Return what the runs took, of one measure."""
    return [getattr(each, measure) for each in costs]
