"""Clashes: the names of things that prefer the same one.

The one rule kept here: the outcome does not depend on the order of the things.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Mapping

K = TypeVar("K", bound="Hashable")


def unique_names(
    candidates: Mapping[K, Iterator[str]],
    *,
    owners: Collection[K] = (),
    taken: Collection[str] = (),
) -> dict[K, str]:
    """Return a name for each key, no two alike and none of `taken`.

    `candidates` are the names of each key, the best first. All keys ask for their first, then
    those without a name for their second, and so on. A name goes to the only key that asks for
    it, or to the only owner among several. A key without candidates left is absent.
    """
    names: dict[K, str] = {}
    gone = set(taken)
    waiting = dict(candidates)
    while waiting:
        asking: defaultdict[str, list[K]] = defaultdict(list)
        for key, untried in waiting.items():
            for name in islice(untried, 1):
                asking[name].append(key)
        for name, keys in asking.items():
            winners = keys if len(keys) == 1 else [key for key in keys if key in owners]
            # where several ask, none is served, so that their order does not matter
            if len(winners) == 1 and name not in gone:
                names[winners[0]] = name
        gone.update(names.values())
        asked = [key for keys in asking.values() for key in keys]
        waiting = {key: waiting[key] for key in asked if key not in names}
    return names


def suffixed(name: str, spelling: str, longest: int) -> Iterator[str]:
    """Yield `name` with a short and then a long suffix made of the documented spelling.

    The short one can be made to clash by somebody who means it, the long one can not.
    """
    digest = sha256(spelling.encode("utf-8", "surrogatepass")).hexdigest()
    for suffix in (digest[:6], digest):
        yield f"{name[: longest - len(suffix) - 1].rstrip('_')}_{suffix}"
