import os
from pathlib import Path

import pytest

from typetable.diagnostics import Diagnostic, Findings
from typetable.settings.toml import Table, load, nearest, read


def place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    """Return code, line and column."""
    assert diagnostic.span is not None
    return diagnostic.code, diagnostic.span.line, diagnostic.span.column


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a = 1\nb == 2", 2, 4), ("a = 1\na = 2\n", 2, 6), ("a = [1,", 1, 8)],
)
def test_what_is_not_toml_is_found_where_it_stops(
    text: str, line: int, column: int
) -> None:
    """TT501 stands where the reader of TOML gave up."""
    file, (problem,) = load(text, "x.toml")
    assert file is None
    assert place(problem) == ("TT501", line, column)


def test_a_conflict_is_told_as_one() -> None:
    """Where git began it; in a text of several lines it is none."""
    conflict = "<<<<<<< ours\na = 1\n=======\na = 2\n>>>>>>> theirs\n"
    _, (problem,) = load(f"b = 1\n{conflict}", "x.toml")
    assert place(problem) == ("TT501", 2, 1)
    assert problem.message == "git left a conflict here"
    file, found = load(f"b = '''\n{conflict}'''\n", "x.toml")
    assert file
    assert not found


@pytest.mark.parametrize("text", ["a = " + "9" * 5000, "a = " + "[" * 5000])
def test_hostile_toml_is_a_finding(text: str) -> None:
    """Integers too long and arrays too deep are refused like any other mistake."""
    file, (problem,) = load(text, "x.toml")
    assert file is None
    assert problem.code == "TT501"


@pytest.mark.parametrize(
    "key", [".a" * 100_000, ' . "\\"."' * 60, " . 'b'" * 60, ".a" * 30 + ' . "."' * 30]
)
def test_keys_of_very_many_parts_are_refused(key: str) -> None:
    """To read a hundred thousand would take tens of gigabytes."""
    for before in ("", 'c = """x\n\'"""\n', "c = 1 # '\n"):
        file, (problem,) = load(f"{before}a{key}", "x.toml")
        assert file is None
        assert problem.message == "a key has over 50 parts"
        assert place(problem)[1:] == (before.count("\n") + 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        f"a = [{'1.5, ' * 100}]",
        f'a = "{"x." * 100}"',
        f"# {'x.' * 100}",
        f"a = 1 # it's {'x.' * 100}",
        f"a = '''\n{'x.' * 100}'''",
        f"a{'.a' * 49} = 1",
    ],
)
def test_dots_elsewhere_are_no_parts_of_a_key(text: str) -> None:
    """In numbers, texts and comments there may be any number."""
    file, problems = load(text, "x.toml")
    assert file is not None
    assert problems == ()


def test_bytes_that_are_not_utf8_are_found_at_their_place(tmp_path: Path) -> None:
    """TT501 stands at the first byte that is not UTF-8."""
    path = tmp_path / "x.toml"
    path.write_bytes("ä = 1\nbö = '\xff'".encode("latin-1").replace(b"\xe4", b"a"))
    _, (problem,) = read(str(path))
    assert place(problem) == ("TT501", 2, 2)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    """What editors of other systems add changes neither content nor places."""
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    file, problems = read(str(path))
    assert file is not None
    assert file.data == {"a": 1, "b": 2}
    assert str(file.span(("b",))) == "Span(line=2, column=1, end=2)"
    assert problems == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Only regular files are read."""
    path = tmp_path / "x.toml"
    os.mkfifo(path)
    _, (problem,) = read(str(path))
    assert problem.message == "this file cannot be read: not a regular file"


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    """A megabyte of configuration is no configuration."""
    path = tmp_path / "x.toml"
    path.write_bytes(b"#" * (1024 * 1024 + 1))
    _, (problem,) = read(str(path))
    assert problem.message == "this file cannot be read: larger than a megabyte"


def test_readers_of_a_table_find_what_is_wrong() -> None:
    """Each reader returns nothing for a wrong value and says so at the key."""
    file, _ = load('v = 1\nc = "reed"\nd = 1\nt = 1\nq = [1]\n', "x.toml")
    assert file is not None
    findings = Findings("x.toml")
    table = Table(file, findings)
    assert table.value("v", "even", lambda value: value % 2 == 0) is None
    assert table.choice("c", ("red", "blue")) is None
    assert table.choice("d", ("red", "blue")) is None
    assert table.table("t").data == {}
    assert table.tables("q") == ()
    found = findings.diagnostics
    assert [place(each) for each in found] == [("TT503", n, 1) for n in range(1, 6)]
    assert found[0].message == "`v` must be even"
    assert found[1].hint == "did you mean `red`?"


def test_the_nearest_word_is_suggested() -> None:
    """A suggestion is made only where one is near."""
    assert nearest("ouput", ("spec", "output")) == "did you mean `output`?"
    assert nearest("zzz", ("spec", "output")) == ""


@pytest.mark.parametrize(
    "text",
    [
        'Station = "X"\nStation.status = "y"',
        'Station.status = "y"\nStation = "X"',
        '[t]\nunions = { Station = "X", Station.status = "y" }',
    ],
)
def test_a_name_with_a_dot_beside_its_begin_needs_quotes(text: str) -> None:
    """TOML takes it for a table, and what we name by it are two things."""
    file, (found,) = load(text, "p.toml")
    assert file is None
    assert found.hint == 'quote the key with a dot, as a name: `"Station.status"`'


def test_another_mistake_has_no_such_hint() -> None:
    """A key that stands twice, or a dot that has nothing to do with it."""
    for text in ("a = 1\na = 2", "a.b = 1\nc = ", 'a = 1\nb = "a.c = 2'):
        _, (found,) = load(text, "p.toml")
        assert found.hint == ""
