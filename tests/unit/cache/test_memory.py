"""What a run learns, as far as later ones may want to know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from typetable.cache import memory
from typetable.cache.memory import Memory
from typetable.cache.store import FOLDER, Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return an empty one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return Store(str(tmp_path))


def run(store: Store, **learned: bytes) -> Memory:
    """Recall what is known, learn more, and keep it."""
    recalled = Memory("memory", store, "1")
    for key, data in learned.items():
        recalled.learn(key, data)
    recalled.keep()
    return recalled


def test_what_was_learned_is_known(store: Store) -> None:
    """Any bytes, to the same version; and nothing is known that was not learned."""
    run(store, a=b"\0\n\xff", b=b"")
    recalled = Memory("memory", store, "1")
    assert (recalled.get("a"), recalled.get("b")) == (b"\0\n\xff", b"")
    assert recalled.get("c") is None
    assert Memory("memory", store, "2").get("a") is None
    assert Memory("other", store, "1").get("a") is None


def test_what_another_form_holds_is_forgotten(store: Store) -> None:
    """Even if this user's typetable wrote it, such as an earlier one."""
    for data in (b"1\na {}", b"\xc1", b"", b"\x92\xa11\x01"):
        store.write("memory", data)
        assert Memory("memory", store, "1").get("a") is None


def test_without_a_store_nothing_lasts() -> None:
    """Nor with a folder that cannot be made."""
    assert not Memory().lasts
    assert run(Store("/dev/null/x"), a=b"a").lasts
    assert Memory("memory", Store("/dev/null/x"), "1").get("a") is None


def test_nothing_new_is_not_written(store: Store, tmp_path: Path) -> None:
    """So that who only looks leaves the file alone."""
    run(store, a=b"a", b=b"b")
    before = (tmp_path / FOLDER / "memory").stat()
    run(store, b=b"b")
    assert (tmp_path / FOLDER / "memory").stat() == before


def test_what_nobody_asks_for_is_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest ago first; there is as much room for it as for what is asked for now."""
    monkeypatch.setattr(memory, "_ROOM", 10)
    for key in "abcdef":
        run(store, **{key: b"x"})
    recalled = Memory("memory", store, "1")
    assert [key for key in "abcdef" if recalled.get(key)] == ["b", "c", "d", "e", "f"]
    run(store, large=b"x" * 3, more=b"x" * 10)
    recalled = Memory("memory", store, "1")
    assert [key for key in "abcdef" if recalled.get(key)] == [*"bcdef"]
    run(store, other=b"x" * 20)
    recalled = Memory("memory", store, "1")
    kept = [key for key in ("large", "more", *"bcdef") if recalled.get(key)]
    assert kept == ["large", "more", "f"]


def test_much_is_not_all_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where even what is asked for is too much, the many small things are worth most."""
    monkeypatch.setattr(memory, "_LARGEST", 10)
    run(store, a=b"x" * 20, b=b"x" * 3, c=b"x" * 4)
    recalled = Memory("memory", store, "1")
    assert [key for key in "abc" if recalled.get(key)] == ["b", "c"]
