from typetable.progress import listening, tracked


def test_a_listener_is_told_of_each_step() -> None:
    """Before each item, with the number of those that are done."""
    heard: list[tuple[str, int, int]] = []
    with listening(lambda work, done, total: heard.append((work, done, total))):
        assert list(tracked("ab", "reading", 2)) == ["a", "b"]
    assert heard == [("reading", 0, 2), ("reading", 1, 2)]


def test_no_more_is_done_than_there_is() -> None:
    """A total may be an estimate."""
    heard: list[tuple[str, int, int]] = []
    with listening(lambda work, done, total: heard.append((work, done, total))):
        assert list(tracked("abc", "making", 1)) == ["a", "b", "c"]
    assert heard[-1] == ("making", 1, 1)


def test_nobody_has_to_listen() -> None:
    """Outside of the context nothing is told."""
    heard: list[str] = []
    with listening(lambda work, _done, _total: heard.append(work)):
        pass
    assert list(tracked("ab", "reading", 2)) == ["a", "b"]
    assert heard == []
