"""Workers: work shared with a second process, where this one can be copied at next to no cost.

The one rule kept here: results and errors are those of one process, in the order of the items.
The share of a copy that fails is done here.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import ExitStack
from functools import partial
from itertools import compress
from typing import TYPE_CHECKING, BinaryIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

A = TypeVar("A")
B = TypeVar("B")

_THREADS = "/proc/self/task"

_STRETCH = 8
"""Items in a row that one process takes."""


def shared(
    work: Callable[[Iterable[A]], Iterable[B]],
    items: Sequence[A],
    *,
    worth: int,
    tracked: Callable[[Sequence[A]], Iterable[A]],
) -> list[B]:
    """Return the results of `work`, one for each item; `tracked` passes on those done here.

    From `worth` items on a second process pays: it takes 3 to 5 ms. It is given every other
    stretch of items, because those that are alike in size tend to stand together; and stretches,
    because memory beside an item is copied with it.
    """
    if not _pays(len(items), worth):
        return [*work(tracked(items))]
    is_own = [index // _STRETCH % 2 == 0 for index in range(len(items))]
    others = [item for item, own in zip(items, is_own, strict=True) if not own]
    fetch = _started(partial(work, others))
    own = [*work(tracked([*compress(items, is_own)]))]
    rest = fetch() or [*work(others)]
    ours, theirs = iter(own), iter(rest)
    return [next(ours if each else theirs) for each in is_own]


def _pays(count: int, worth: int) -> bool:
    """Return whether there is much to do and a free processor; threads must not be copied."""
    return (
        count >= worth
        and sys.platform == "linux"
        and hasattr(os, "memfd_create")
        and len(os.sched_getaffinity(0)) > 1
        and len(os.listdir(_THREADS)) == 1  # noqa: PTH208 - a path of the system
    )


def _started(work: Callable[[], Iterable[B]]) -> Callable[[], list[B] | None]:
    """Begin with work in a copy of this process; return a function that waits for its results."""
    with ExitStack() as opened:
        try:
            memory = os.memfd_create("results")
            channel = opened.enter_context(os.fdopen(memory, "w+b"))
            child = os.fork()
        except OSError:  # of a machine that allows no more of either
            return lambda: None
        opened.pop_all()
    if child == 0:
        _deliver(work, channel)

    def fetch() -> list[B] | None:
        _, status = os.waitpid(child, 0)
        with channel:
            return [*_delivered(channel)] if status == 0 else None

    return fetch


def _deliver(work: Callable[[], Iterable[B]], channel: BinaryIO) -> None:
    """Write the results of work, one by one, and end this process, whatever happens."""
    status = 1
    try:
        for result in work():
            pickle.dump(result, channel, pickle.HIGHEST_PROTOCOL)
        channel.flush()
        status = 0
    finally:
        os._exit(status)


def _delivered(channel: BinaryIO) -> Iterator[B]:
    """Yield the results that our own copy wrote, and nobody else."""
    end = channel.seek(0, os.SEEK_END)
    channel.seek(0)
    while channel.tell() < end:
        result: B = pickle.load(channel)  # noqa: S301
        yield result
