"""Memory: what was made before, each by a key that stands for all it was made from.

The one rule kept here: what one run learned is there for the next one, and what nobody asked for
in a long time is forgotten.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import DecodeError, msgpack

if TYPE_CHECKING:
    from typetable.cache.store import Vault

_LARGEST = 16 * 1024 * 1024
"""So many bytes are kept at most."""

_ROOM = 4 * 1024 * 1024
"""So many are kept in any case; more only if half of them were asked for in the last run."""


class Memory:
    """Bytes by their keys, in a file of the vault; without one nothing lasts.

    `version` stands for the program that made them. What another one made is forgotten.
    """

    def __init__(
        self, name: str = "", vault: Vault | None = None, version: str = ""
    ) -> None:
        """Recall what the last run knew."""
        self._name, self._vault, self._version = name, vault, version
        self._old = self._recalled()
        self._new: dict[str, bytes] = {}

    @property
    def lasts(self) -> bool:
        """Whether anything is there for the next run."""
        return self._vault is not None

    def get(self, key: str) -> bytes | None:
        """Return what has a key, if it is known."""
        return self._old.get(key)

    def learn(self, key: str, data: bytes) -> None:
        """Take note of what was made or asked for in this run."""
        self._new[key] = data

    def keep(self) -> None:
        """Keep what is known for the next run, where anything is new."""
        if self._vault is None or self._new.keys() <= self._old.keys():
            return
        # What was asked for goes first, the small things before the large ones, and then what was
        # asked for before that.
        new = sorted(self._new, key=lambda key: len(self._new[key]))
        known = {**{key: self._new[key] for key in new}, **self._old}
        sizes = [*accumulate(len(key) + len(data) for key, data in known.items())]
        most = min(_LARGEST, max(_ROOM, 2 * sizes[len(new) - 1]))
        kept = {
            key: data
            for (key, data), size in zip(known.items(), sizes, strict=True)
            if size <= most
        }
        self._vault.write(self._name, msgpack.encode((self._version, kept)))

    def _recalled(self) -> dict[str, bytes]:
        data = self._vault.read(self._name) if self._vault else None
        if not data:
            return {}
        try:
            version, known = msgpack.decode(data, type=tuple[str, dict[str, bytes]])
        except DecodeError:  # of another version, which kept it in another form
            return {}
        return known if version == self._version else {}


NOTHING = Memory()
"""The memory of those who start anew."""
