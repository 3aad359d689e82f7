"""Memory: texts that were made before, each by a key that stands for all it was made from.

The one rule kept here: what one run learned is there for the next one, and what nobody asked for
in a long time is forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typetable.cache.vault import Vault

_LARGEST = 16 * 1024 * 1024
"""So many characters are kept."""


class Memory:
    """Lines of ASCII by their keys, in a file of the vault; without one nothing lasts.

    `version` stands for the program that made them. What another one made is forgotten.
    """

    def __init__(
        self, name: str = "", vault: Vault | None = None, version: str = ""
    ) -> None:
        """Recall what the last run knew."""
        self._name, self._vault, self._version = name, vault, version
        self._old = self._recalled()
        self._new: dict[str, str] = {}

    @property
    def lasts(self) -> bool:
        """Whether anything is there for the next run."""
        return self._vault is not None

    def get(self, key: str) -> str | None:
        """Return the text of a key, if it is known."""
        return self._old.get(key)

    def learn(self, key: str, text: str) -> None:
        """Take note of a text that was made or asked for in this run."""
        self._new[key] = text

    def keep(self) -> None:
        """Keep what is known for the next run, where anything is new."""
        if self._vault is None or self._new.keys() <= self._old.keys():
            return
        lines, size = [self._version], 0
        for key, text in {**self._new, **self._old}.items():
            line = f"{key} {text}"
            size += len(line)
            if size > _LARGEST:
                break
            lines.append(line)
        self._vault.write(self._name, "\n".join(lines).encode("ascii"))

    def _recalled(self) -> dict[str, str]:
        data = self._vault.read(self._name) if self._vault else None
        version, *lines = data.decode("ascii").split("\n") if data else [""]
        if version != self._version:
            return {}
        keyed = (line.partition(" ") for line in lines)
        return {key: text for key, _, text in keyed}


NOTHING = Memory()
"""The memory of those who start anew."""
