import pytest

from typetable.settings.toml_positions import locate

CASES = [
    ("a = 1", ("a",), "a"),
    ("# a = 0\n a . b = 1", ("a", "b"), "b"),
    ("[x]\na = 1\n[y]\na = 2", ("y", "a"), "a = 2"),
    ("[x.'y z']\na = 1", ("x", "y z"), "'y z'"),
    ('"k\\u0041" = 1', ("kA",), '"k\\u0041"'),
    ('s = "a = 1 # no"\na = 2', ("a",), "a = 2"),
    ('s = "\\"" # "\na = 2', ("a",), "a = 2"),
    ('s = """\na = 1\n""\\"" """\na = 2', ("a",), "a = 2"),
    ("s = '''\n[x]\n'''''\na = 2", ("a",), "a = 2"),
    ("t = { a = 1, b = { c = [1, 2] } }", ("t", "b", "c", 1), "2]"),
    ("l = [\n  [],\n  { q = 1 }, # ]\n]\n", ("l", 1, "q"), "q = 1"),
    ("[[p]]\na = 1\n[[p]]\na = 2", ("p", 1, "a"), "a = 2"),
    ("[[p]]\n[p.q]\na = 1\n[[p]]\n[p.q]\na = 2", ("p", 1, "q", "a"), "a = 2"),
    ("[[p]]\n[[p.q]]\n[[p.q]]\na = 1", ("p", 0, "q", 1, "a"), "a = 1"),
    ("d = 1979-05-27 07:32:00 # x\na = 2", ("a",), "a = 2"),
]


@pytest.mark.parametrize(("text", "path", "there"), CASES)
def test_a_key_is_found_where_it_stands(
    text: str, path: tuple[str | int, ...], there: str
) -> None:
    """The place of a key is that of its first mention in its own table."""
    place = locate(text).find(path)
    assert place is not None
    assert text[place[0] :].startswith(there)


def test_an_unknown_key_is_placed_at_the_last_known_one() -> None:
    """A key that is not there has the place of the table that it is missed in."""
    assert locate("[x.y]\na = 1").find(("x", "y", "b", "c")) == (3, 4)


def test_nothing_known_has_no_place() -> None:
    """A path of which nothing is there has no place."""
    assert locate("a = 1").find(("b",)) is None


def test_nesting_costs_no_stack() -> None:
    """Ten thousand brackets are no deeper than two."""
    text = "a = " + "[" * 10_000 + "]" * 10_000 + "\nb = 1"
    place = locate(text).find(("b",))
    assert place == (text.index("b"), text.index("b") + 1)
