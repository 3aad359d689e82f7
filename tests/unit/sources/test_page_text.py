"""Bytes that are the text of a page, and those that are not."""

from __future__ import annotations

import pytest

from typetable.settings.limits import Limits
from typetable.source import Span
from typetable.sources.page_text import read_page

PAGE = b"# Dock\n"


def _text_of(data: bytes) -> str:
    source, findings = read_page(data, "a.md", "a.md", Limits())
    assert source is not None
    assert findings == ()
    return source.text


def test_line_ends_and_byte_order_mark_do_not_reach_the_text() -> None:
    """CRLF and lone CR are line ends; a mark inside of the text stays."""
    assert _text_of(b"\xef\xbb\xbfa\r\nb\rc\n\r\nd") == "a\nb\nc\n\nd"
    assert _text_of("a\ufeff\n".encode()) == "a\ufeff\n"
    assert _text_of(b"") == ""


@pytest.mark.parametrize(
    ("data", "span", "byte"),
    [
        (b"a\n\xc3\xa9\xff", Span(2, 2, 3), "0xff at offset 4"),
        (b"\xef\xbb\xbfab\xe9\n", Span(1, 3, 4), "0xe9 at offset 5"),
        (b"a\r\nb\r\xed\xa0\x80", Span(3, 1, 2), "0xed at offset 5"),
        (b"\xc0\xaf", Span(1, 1, 2), "0xc0 at offset 0"),
        (b"ab\xe2\x9c", Span(1, 3, 4), "0xe2 at offset 2"),
    ],
)
def test_bytes_that_are_no_utf8_are_located(data: bytes, span: Span, byte: str) -> None:
    """Overlong forms, lone surrogates and cut characters are no UTF-8 either."""
    source, (found,) = read_page(data, "a.md", "a.md", Limits())
    assert source is None
    assert (found.code, found.span) == ("TT102", span)
    assert found.message == f"byte {byte} is not UTF-8"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_pages_of_wide_characters_are_located(encoding: str) -> None:
    """Of ASCII in UTF-16 all bytes are ASCII, half of them zero."""
    data = "# Pet\n\nA text.\n".encode(encoding)
    source, (found,) = read_page(data, "a.md", "a.md", Limits())
    assert source is None
    assert found.code == "TT102"
    assert found.span


@pytest.mark.parametrize("row", ["| a |\n", "<td>a\n<td>b\n", "<TH>a<TH>b\n"])
def test_cells_of_either_kind_are_limited(row: str) -> None:
    """By what each of them begins with, before the page is taken apart."""
    limits = Limits(cells=20)
    source, findings = read_page((row * 10).encode(), "a.md", "a.md", limits)
    assert source is not None
    assert findings == ()
    source, (found,) = read_page((row * 11).encode(), "a.md", "a.md", limits)
    assert source is None
    assert found.code == "TT130"
    assert "limits.cells" in found.message


CONFLICT = b"<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n"


def test_every_conflict_refuses_the_page() -> None:
    """Also one in the style that shows the common ancestor."""
    ancestor = CONFLICT.replace(b"=======", b"||||||| 1234567\nc\n=======")
    source, findings = read_page(
        b"# A\n" + CONFLICT + ancestor, "a.md", "a.md", Limits()
    )
    assert source is None
    assert [(found.code, found.span) for found in findings] == [
        ("TT104", Span(2, 1, 8)),
        ("TT104", Span(7, 1, 8)),
    ]
    assert findings[0].message == "git left a conflict in the lines 2 to 6"


@pytest.mark.parametrize(
    "text",
    [
        b"Title\n=======\n",
        b"<<<<<<< HEAD\na\n",
        b"<<<<<<< HEAD\n>>>>>>> x\n",
        b" " + CONFLICT,
        CONFLICT.replace(b"<<<<<<<", b"<<<<<<<<"),
        b"Title\n=======\n>>>>>>> quoted\n",
    ],
)
def test_what_only_resembles_a_conflict_is_text(text: bytes) -> None:
    """All three marker lines must stand at the start of a line, in their order."""
    assert _text_of(text) == text.decode()


@pytest.mark.parametrize(
    ("path", "name"),
    [("git:v1:docs/\udcff.md", "a.md"), ("a.md", "\udcff.md"), ("a.md", "\ud800/a.md")],
)
def test_no_page_has_half_of_a_character_in_its_name(path: str, name: str) -> None:
    """Wherever it is from, and whichever of its names that is."""
    source, (found,) = read_page(PAGE, path, name, Limits())
    assert (source, found.code, found.path) == (None, "TT101", path)
