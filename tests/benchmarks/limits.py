"""What is asked of the costs: how much of another work's, or how much at all.

The one rule kept here: a limit is a line of a table, and is judged wherever its works were run
under the subject that it is about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.benchmarks.costs import middle, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.benchmarks.costs import Cost, Measure


@dataclass(frozen=True, slots=True)
class Limit:
    """That a work takes at most so much of what another does, or in all where there is no other.

    `measure` is `wall`, `cpu` or `memory`: seconds, or megabytes.
    """

    subject: str
    work: str
    most: float
    of: str = ""
    measure: Measure = "wall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was reached of what was asked, at most; `cpu` is the same of the processors' time."""

    said: str
    where: str
    reached: float
    most: float
    cpu: float | None = None

    @property
    def holds(self) -> bool:
        """Return whether it is enough."""
        return self.reached <= self.most


LIMITS = (
    Limit("large", "generate", 1 / 8, "DCG"),
    Limit("large", "generate", 1, "DCG, unformatted"),
    Limit("large", "generate", 1 / 3, "OPC, ruff"),
    Limit("large", "generate", 2, "floor", "cpu"),
    Limit("large", "generate", 1 / 3, "DCG", "memory"),
    Limit("large", "check", 1 / 100, "DCG --check"),
    Limit("large", "check, no cache", 1.1, "generate"),
    Limit("large", "generate, one page changed", 1 / 4, "generate"),
    Limit("large", "diff", 1),
    Limit("folder", "generate", 1 / 4, "DCG"),
    Limit("folder", "generate", 1, "DCG, unformatted"),
    Limit("pydantic", "generate", 1 / 8, "DCG"),
    Limit("one page", "generate", 1 / 3, "DCG"),
    Limit("start", "check", 4, "python -c pass"),
    Limit("start", "--version", 2, "python -c pass"),
    Limit("start", "--help", 4, "python -c pass"),
    Limit("scaling", "7,280 pages", 11, "728 pages"),
    Limit("scaling", "7,280 pages", 300, measure="memory"),
)
"""All that is asked of times and memory, by what is measured."""


def judged(
    subject: str, where: str, costs: Mapping[str, Sequence[Cost]]
) -> Iterator[Verdict]:
    """Yield a verdict on each limit about a subject whose works were run."""
    for limit in LIMITS:
        if limit.subject == subject and {limit.work, limit.of or limit.work} <= set(
            costs
        ):
            yield _verdict(limit, where, costs)


def _verdict(limit: Limit, where: str, costs: Mapping[str, Sequence[Cost]]) -> Verdict:
    alike = replace(limit, measure="cpu")
    return Verdict(
        said=" / ".join(filter(None, (limit.work, limit.of))) + _KINDS[limit.measure],
        where=where,
        reached=_reached(limit, costs),
        most=limit.most,
        cpu=_reached(alike, costs) if limit.measure == "wall" else None,
    )


def _reached(limit: Limit, costs: Mapping[str, Sequence[Cost]]) -> float:
    ours = costs[limit.work]
    if limit.of:
        return ratio(ours, costs[limit.of], limit.measure)
    return middle(ours, limit.measure)


_KINDS = {"wall": "", "cpu": ", CPU", "memory": ", memory"}
