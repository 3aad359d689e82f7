"""Memory: results of earlier runs, by the digests of their inputs.

The one rule kept here: a result of one run is there for the next one, and those that nobody asked
for in a long time are forgotten.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import DecodeError, msgpack

if TYPE_CHECKING:
    from typetable.cache.store import Store

_LARGEST = 16 * 1024 * 1024
"""The bytes that are kept at most; 728 pages take 0.9 MB."""

_ROOM = 4 * 1024 * 1024
"""The bytes that are kept in any case; more only if half of them were asked for in the last run."""


class Memory:
    """Bytes by their keys, in a file of the store; without one nothing lasts.

    `version` is the digest of the program that made them. Those of another one are forgotten.
    """

    def __init__(
        self, name: str = "", store: Store | None = None, version: str = ""
    ) -> None:
        """Recall the bytes that the last run kept."""
        self._name, self._store, self._version = name, store, version
        self._old = self._recalled()
        self._new: dict[str, bytes] = {}

    @property
    def lasts(self) -> bool:
        """Whether bytes are kept for the next run."""
        return self._store is not None

    def get(self, key: str) -> bytes | None:
        """Return the bytes of a key; `None` where it is not known."""
        return self._old.get(key)

    def learn(self, key: str, data: bytes) -> None:
        """Take the bytes of a key that were made or asked for in this run."""
        self._new[key] = data

    def keep(self) -> None:
        """Write the known bytes for the next run, where any are new."""
        if self._store is None or self._new.keys() <= self._old.keys():
            return
        # What this run asked for goes first, small before large; then what earlier runs did.
        new = sorted(self._new, key=lambda key: len(self._new[key]))
        known = {**{key: self._new[key] for key in new}, **self._old}
        sizes = [*accumulate(len(key) + len(data) for key, data in known.items())]
        most = min(_LARGEST, max(_ROOM, 2 * sizes[len(new) - 1]))
        kept = {
            key: data
            for (key, data), size in zip(known.items(), sizes, strict=True)
            if size <= most
        }
        self._store.write(self._name, msgpack.encode((self._version, kept)))

    def _recalled(self) -> dict[str, bytes]:
        data = self._store.read(self._name) if self._store else None
        if not data:
            return {}
        try:
            version, known = msgpack.decode(data, type=tuple[str, dict[str, bytes]])
        except DecodeError:  # another version kept it in another form
            return {}
        return known if version == self._version else {}


NOTHING = Memory()
"""The memory of those who start anew."""
