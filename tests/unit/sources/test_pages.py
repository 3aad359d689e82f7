from __future__ import annotations

import os
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.hostile import rights

from typetable.settings.limits import Limits
from typetable.settings.package import Location
from typetable.sources.pages import read

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic
    from typetable.source import SourceFile

PAGE = b"# Dock\n"


def _read_folder(
    folder: Path, limits: Limits | None = None
) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    return read([Location(path=folder, display_path="docs")], limits or Limits())


def _write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE)


def _codes(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(found.code, found.path) for found in diagnostics]


def test_a_folder_gives_its_pages_sorted_by_path(tmp_path: Path) -> None:
    """Each suffix counts, in any case, at any depth; other files do not."""
    _write(tmp_path, "b.MD", "a/z.markdown", "a/b/c.md", "a.md", "notes.txt", "md")
    _write(tmp_path, "c.mdx", "d.MDX", "mdx", "e.mdxx", "f.mkd")
    sources, findings = _read_folder(tmp_path)
    assert [source.name for source in sources] == [
        "a.md",
        "a/b/c.md",
        "a/z.markdown",
        "b.MD",
        "c.mdx",
        "d.MDX",
    ]
    assert [source.path for source in sources][:2] == ["docs/a.md", "docs/a/b/c.md"]
    assert findings == ()


@pytest.mark.parametrize("other", ["a.markdown", "a.mdx", "a.MD"])
def test_pages_that_differ_only_by_their_ending_are_told(
    tmp_path: Path, other: str
) -> None:
    """Nobody can tell which of them is the page; in two folders they are two pages."""
    _write(tmp_path, "a.md", other, "b/a.mdx", "a.md.md")
    sources, findings = _read_folder(tmp_path)
    assert len(sources) == 4
    second = max("a.md", other)
    assert _codes(findings) == [("TT109", f"docs/{second}")]


@pytest.mark.parametrize("shown", [".", "docs", "docs/", "/"])
def test_a_page_is_shown_as_the_user_named_its_folder(
    tmp_path: Path, shown: str
) -> None:
    """The current folder adds nothing to the path."""
    _write(tmp_path, "a.md")
    (source,), _ = read([Location(path=tmp_path, display_path=shown)], Limits())
    assert source.path == {".": "a.md", "/": "/a.md"}.get(shown, "docs/a.md")
    assert source.name == "a.md"


def test_a_file_may_have_any_suffix(tmp_path: Path) -> None:
    """What the user names is a page."""
    _write(tmp_path, "notes.txt")
    place = Location(path=tmp_path / "notes.txt", display_path="x/notes.txt")
    (source,), findings = read([place], Limits())
    assert (source.path, source.name, findings) == ("x/notes.txt", "notes.txt", ())


def test_standard_input_is_a_page() -> None:
    """Its path says where it came from, its name can become a module."""
    place = Location(path=Path("/-"), display_path="-")
    (source,), findings = read([place], Limits(), stdin=PAGE)
    assert (source.path, source.name, source.text) == (
        "<stdin>",
        "stdin.md",
        "# Dock\n",
    )
    assert findings == ()


def test_a_page_in_two_places_is_read_once(tmp_path: Path) -> None:
    """Neither its models nor its findings come twice."""
    _write(tmp_path, "a.md")
    (tmp_path / "bad.md").write_bytes(b"\xff")
    place = Location(path=tmp_path, display_path="docs")
    page = Location(path=tmp_path / "a.md", display_path="docs/a.md")
    sources, findings = read([place, page, place], Limits())
    assert [source.path for source in sources] == ["docs/a.md"]
    assert _codes(findings) == [("TT102", "docs/bad.md")]


def test_hidden_and_installed_folders_are_skipped(tmp_path: Path) -> None:
    """A virtual environment is known by its `pyvenv.cfg`, whatever its name."""
    _write(
        tmp_path, ".git/a.md", "node_modules/x/b.md", "env/c.md", ".hidden.md", "d.md"
    )
    (tmp_path / "env/pyvenv.cfg").touch()
    sources, findings = _read_folder(tmp_path)
    assert [source.name for source in sources] == ["d.md"]
    assert findings == ()


def test_a_missing_place_is_a_finding(tmp_path: Path) -> None:
    """Another place is read all the same."""
    _write(tmp_path, "a.md")
    places = [
        Location(path=tmp_path / "nowhere", display_path="nowhere"),
        Location(path=tmp_path / "a.md" / "b", display_path="a.md/b"),
        Location(path=tmp_path, display_path="docs"),
    ]
    sources, findings = read(places, Limits())
    assert _codes(findings) == [("TT101", "nowhere"), ("TT101", "a.md/b")]
    assert all(found.hint and found.is_error for found in findings)
    assert len(sources) == 1


def test_a_folder_named_like_a_page_is_a_finding(tmp_path: Path) -> None:
    """It is not entered."""
    _write(tmp_path, "x.md/y.md")
    sources, (found,) = _read_folder(tmp_path)
    assert (sources, found.path) == ((), "docs/x.md")
    assert found.message == "a folder has the name of a page"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Only regular files are read."""
    os.mkfifo(tmp_path / "pipe.md")
    sources, findings = _read_folder(tmp_path)
    assert (sources, _codes(findings)) == ((), [("TT101", "docs/pipe.md")])


@pytest.mark.skipif(
    not Path("/dev/zero").exists(), reason="the system has no /dev/zero"
)
def test_a_device_is_not_read() -> None:
    """Its bytes would never end."""
    place = Location(path=Path("/dev/zero"), display_path="/dev/zero")
    _, (found,) = read([place], Limits())
    assert found.message == "this is no regular file"


@pytest.mark.skipif(not rights.IS_POSSIBLE, reason="the superuser may read everything")
def test_forbidden_pages_and_folders_are_findings(tmp_path: Path) -> None:
    """Each is named."""
    _write(tmp_path, "a.md", "b/c.md")
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "b").chmod(0)
    with rights.ordinary():
        _, findings = _read_folder(tmp_path)
    (tmp_path / "b").chmod(0o700)
    assert _codes(findings) == [("TT101", "docs/a.md"), ("TT101", "docs/b/")]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """What it leads to is neither read nor shown."""
    (tmp_path / "secret.txt").write_text("# Secret\n")
    docs = tmp_path / "docs"
    _write(docs, "a.md")
    (docs / "b.md").symlink_to(tmp_path / "secret.txt")
    sources, (found,) = _read_folder(docs)
    assert [source.name for source in sources] == ["a.md"]
    assert (found.code, found.path, found.is_error) == ("TT101", "docs/b.md", True)
    assert "ecret" not in found.message + found.hint


def test_a_link_to_a_folder_elsewhere_is_not_followed(tmp_path: Path) -> None:
    """It is a warning: there may be no pages behind it."""
    _write(tmp_path, "docs/a.md", "other/b.md")
    (tmp_path / "docs/other").symlink_to(tmp_path / "other")
    sources, (found,) = _read_folder(tmp_path / "docs")
    assert [source.name for source in sources] == ["a.md"]
    assert (found.path, found.severity) == ("docs/other", "warning")


def test_links_within_the_folder_change_nothing(tmp_path: Path) -> None:
    """A folder is not entered again through a link, and a page not read again."""
    _write(tmp_path, "a/b.md")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "again.md").symlink_to(tmp_path / "a/b.md")
    sources, findings = _read_folder(tmp_path)
    assert [source.name for source in sources] == ["a/b.md"]
    assert findings == ()


def test_broken_links_are_findings(tmp_path: Path) -> None:
    """A link to nothing and a link to itself."""
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing")
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    sources, findings = _read_folder(tmp_path)
    assert sources == ()
    assert [found.message for found in findings] == [
        "nothing is here",
        "the links here lead in a circle",
    ]


def _named(folder: Path, name: bytes) -> Path:
    """Return a page whose name is these bytes; skip the test where no file can have it."""
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PAGE)
    except OSError:
        pytest.skip("the file system refuses this name")
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (b"\xff\xfe.md", "file"),
        (b"a\xed\xa0\x80.md", "file"),
        (b"\xe9/a.md", "folder"),
        (b"\xe9/\xe9.md", "file"),
    ],
)
def test_names_that_are_no_utf8_are_found(
    tmp_path: Path, name: bytes, kind: str
) -> None:
    """Docstrings name pages, and Python imports no module that says such a name."""
    page = _named(tmp_path, name)
    for place in (tmp_path, page) if kind == "file" else (tmp_path,):
        where = Location(path=place, display_path="docs")
        sources, (found,) = read([where], Limits())
        assert sources == ()
        assert (found.code, found.hint) == ("TT101", f"rename the {kind}")
        assert f"the name of the {kind} `" in found.message


@pytest.mark.parametrize("name", ["\xe9.md", "a\nb\x1b[31m.md", "-o.md"])
def test_odd_names_are_read(tmp_path: Path, name: str) -> None:
    """Line ends and escapes are for the report to show."""
    _named(tmp_path, name.encode())
    (source,), findings = _read_folder(tmp_path)
    assert source.name == name
    assert findings == ()


def test_a_page_above_the_limit_is_refused(tmp_path: Path) -> None:
    """The limit itself is allowed."""
    (tmp_path / "a.md").write_bytes(b"x" * 10)
    (tmp_path / "b.md").write_bytes(b"x" * 11)
    sources, findings = _read_folder(tmp_path, Limits(page_bytes=10))
    assert [source.name for source in sources] == ["a.md"]
    assert _codes(findings) == [("TT103", "docs/b.md")]
    assert findings[0].message == "the page is larger than 10 bytes"


def _excess(tmp_path: Path, limits: Limits) -> str:
    """Return why the docs are not read: never some of them, with or without a finding."""
    sources, (found,) = _read_folder(tmp_path, limits)
    assert (sources, found.code, found.path) == ((), "TT101", "docs")
    return found.message


def test_there_are_limits_for_all_pages(tmp_path: Path) -> None:
    """What is at the limit is read; other files and hidden ones do not count."""
    _write(tmp_path, "a.md", "b/c.md", "b/d.md", "e.txt", ".git/f.md")
    size = 3 * len(PAGE) + len("a.md" "b/c.md" "b/d.md")
    sources, findings = _read_folder(tmp_path, Limits(pages=3, bytes=size))
    assert (len(sources), findings) == (3, ())
    assert _excess(tmp_path, Limits(pages=2)) == (
        "the docs hold more than `limits.pages` allows"
    )
    assert _excess(tmp_path, Limits(bytes=size - 1)) == (
        "the docs hold more than `limits.bytes` allows"
    )


def test_the_limits_are_for_all_places_together(tmp_path: Path) -> None:
    """Many places are no way around them; a page that two share counts once."""
    _write(tmp_path, "a/a.md", "b/b.md")
    places = [
        Location(path=tmp_path / name, display_path=name) for name in ("a", "b", "a")
    ]
    assert len(read(places, Limits(pages=2))[0]) == 2
    for limits in (Limits(pages=1), Limits(bytes=20)):
        sources, (found,) = read(places, limits)
        assert (sources, found.code, found.path) == ((), "TT101", "b")


def test_hard_links_and_links_are_no_way_around_limits(tmp_path: Path) -> None:
    """What is stored once counts each time that it is read."""
    _write(tmp_path, "a.md")
    for number in range(9):
        os.link(tmp_path / "a.md", tmp_path / f"b{number}.md")
    (tmp_path / "c.md").symlink_to("a.md")
    assert len(_read_folder(tmp_path, Limits(pages=10))[0]) == 10
    assert "limits.pages" in _excess(tmp_path, Limits(pages=9))
    assert "limits.bytes" in _excess(tmp_path, Limits(bytes=9 * len(PAGE)))


def test_files_with_holes_count_for_what_is_read_of_them(tmp_path: Path) -> None:
    """A terabyte that takes no room on the disk is read to the limit of a page, and no further."""
    for number in range(50):
        with (tmp_path / f"a{number}.md").open("wb") as file:
            try:
                file.truncate(1 << 40)
            except OSError:
                pytest.skip("the file system has no such files")
    assert "limits.bytes" in _excess(
        tmp_path, Limits(page_bytes=1 << 20, bytes=3 << 20)
    )
    sources, findings = _read_folder(tmp_path, Limits(page_bytes=1 << 20))
    assert (sources, {found.code for found in findings}) == ((), {"TT103"})


def test_a_folder_of_too_many_pages_is_not_listed_to_its_end(tmp_path: Path) -> None:
    """Nor is anything in it read."""
    for number in range(5_000):
        (tmp_path / f"{number}.md").touch()
    tracemalloc.start()
    assert "limits.pages" in _excess(tmp_path, Limits(pages=100))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 300_000
