import os
import sys
from collections.abc import Iterable

import pytest

from typetable import workers


def _square(numbers: Iterable[int]) -> list[tuple[int, int]]:
    return [(number * number, os.getpid()) for number in numbers]


def test_results_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the work is done elsewhere, and nobody can tell from the results."""
    monkeypatch.setattr(workers, "_pays", lambda *_: sys.platform == "linux")
    tracked: list[int] = []

    def note(items: object) -> list[int]:
        tracked.extend(items)  # type: ignore[arg-type]
        return tracked

    made = workers.shared(_square, range(19), worth=2, tracked=note)
    assert [square for square, _ in made] == [number**2 for number in range(19)]
    if sys.platform == "linux":
        assert len({process for _, process in made}) == 2
        assert tracked == [*range(8), *range(16, 19)]


def test_what_the_copy_cannot_do_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error is raised where it can be seen, and a copy that dies costs time only."""
    monkeypatch.setattr(workers, "_pays", lambda *_: sys.platform == "linux")
    here = os.getpid()

    def work(numbers: Iterable[int]) -> list[int]:
        if os.getpid() != here:
            os._exit(3)
        return [*numbers]

    assert workers.shared(work, range(9), worth=2, tracked=list) == [*range(9)]

    def fail(numbers: Iterable[int]) -> list[int]:
        return [1 // number for number in numbers]

    with pytest.raises(ZeroDivisionError):
        workers.shared(fail, [*[1] * 8, 0], worth=2, tracked=list)


def test_little_work_is_not_shared() -> None:
    """To copy a process for a few items would take longer than they do."""
    made = workers.shared(_square, [1, 2, 3], worth=99, tracked=list)
    assert {process for _, process in made} == {os.getpid()}


def test_a_machine_may_allow_no_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be added, this one does all."""

    def fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(workers, "_pays", lambda *_: sys.platform == "linux")
    monkeypatch.setattr(os, "fork", fork)
    made = workers.shared(_square, range(5), worth=2, tracked=list)
    assert made == [(number * number, os.getpid()) for number in range(5)]
