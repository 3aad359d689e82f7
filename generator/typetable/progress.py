"""Progress: how far long work has come, for a listener.

The one rule kept here: work never knows who listens, and nothing depends on it.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")


class Listener(Protocol):
    """Takes note that `done` of `total` steps of some work, such as `reading`, are done."""

    def __call__(self, work: str, done: int, total: int, /) -> None:
        """Take note."""


_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have a listener take note of all work in this context."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def tracked(items: Iterable[Item], work: str, total: int) -> Iterator[Item]:
    """Yield items, of which there are about `total`, and report before each how many are done."""
    listener = _listener.get()
    for done, item in enumerate(items):
        if listener:
            listener(work, min(done, total), total)
        yield item
