"""The text of a page: bytes that are UTF-8, within the limits, and without conflicts that git left.

The one rule kept here: a page is read as a whole or not at all, and then a finding has the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import clipped, finding
from typetable.python.characters import is_whole
from typetable.source import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.settings.limits import Limits

_WIDE = 4
"""The bytes of which more than one is zero in UTF-16 and UTF-32, and next to none in UTF-8."""


def read_page(
    data: bytes, path: str, name: str, limits: Limits
) -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
    """Return the page of the data of a file, or its findings: TT101 to TT104, TT130."""
    if not is_whole(path + name):
        return None, (_unsayable(path, name),)
    if len(data) > limits.page_bytes:
        return None, (too_large(path, limits),)
    try:
        text = _with_plain_ends(data.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        return None, (_not_utf8(error, path),)
    if data.count(0) * _WIDE > len(data):
        return None, (_not_narrow(text, path),)
    found = (*_excesses(text, path, limits), *_conflicts(text, path))
    source = None if found else SourceFile(path=path, name=name, text=text)
    return source, found


def too_large(path: str, limits: Limits) -> Diagnostic:
    """Return the finding that a page holds more bytes than it may."""
    message = f"the page is larger than {limits.page_bytes:,} bytes"
    hint = "split the page, or raise `limits.page_bytes`"
    return finding(rules.PAGE_TOO_LARGE, path, None, message, hint=hint)


def _unsayable(path: str, name: str) -> Diagnostic:
    """Return the finding that bytes in the name of a page or folder are no UTF-8."""
    *folders, file = (path if is_whole(name) else name).split("/")
    kind, word = ("folder", folders) if is_whole(file) else ("file", [file])
    odd = next(part for part in word if not is_whole(part))
    message = f"the name of the {kind} `{clipped(odd, 28)}` is not UTF-8"
    hint = f"rename the {kind}"
    return finding(rules.UNREADABLE_FILE, path, None, message, hint=hint)


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(error: UnicodeDecodeError, path: str) -> Diagnostic:
    before = error.object[: error.start].decode().removeprefix("\ufeff")
    lines = _with_plain_ends(before).split("\n")
    column = len(lines[-1]) + 1
    message = (
        f"byte 0x{error.object[error.start]:02x} at offset {error.start} is not UTF-8"
    )
    return finding(
        rules.NOT_UTF8,
        path,
        Span(len(lines), column, column + 1),
        message,
        hint="save the page as UTF-8",
    )


def _not_narrow(text: str, path: str) -> Diagnostic:
    """Return the finding that a page is UTF-16 or UTF-32 without a mark that says so."""
    before = text.partition("\0")[0].split("\n")
    column = len(before[-1]) + 1
    return finding(
        rules.NOT_UTF8,
        path,
        Span(len(before), column, column + 1),
        "a quarter of the bytes are zero, so this is not UTF-8",
        hint="save the page as UTF-8",
    )


def _excesses(text: str, path: str, limits: Limits) -> Iterator[Diagnostic]:
    """Yield a finding for each limit that a page exceeds before it is taken apart."""
    # Each cell has a pipe, or the tag that it begins with.
    signs = (
        ("lines", "\n", limits.lines),
        ("cells", "|", limits.cells),
        ("cells", "<", limits.cells),
    )
    for limit, sign, most in signs:
        if text.count(sign) > most:
            place = len(text) - len(text.split(sign, most)[-1])
            line = text.count("\n", 0, place) + 1
            column = place - text.rfind("\n", 0, place)
            message = f"the page holds more than `limits.{limit}` allows"
            hint = f"split the page, or raise `limits.{limit}`"
            span = Span(line, column, column + 1)
            yield finding(rules.LIMIT_EXCEEDED, path, span, message, hint=hint)


def _conflicts(text: str, path: str) -> Iterator[Diagnostic]:
    """Yield a finding for each conflict that git left: three marker lines in their order."""
    if "<<<<<<<" not in text:
        return
    start, divided = 0, False
    for number, line in enumerate(text.split("\n"), 1):
        match line[:8].rstrip():
            case "<<<<<<<":
                start, divided = number, False
            case "=======" if start and len(line.rstrip()) == len("======="):
                divided = True
            case ">>>>>>>" if divided:
                message = f"git left a conflict in the lines {start} to {number}"
                span = Span(start, 1, len("<<<<<<<") + 1)
                hint = "settle it, then run this again"
                yield finding(rules.CONFLICT_MARKER, path, span, message, hint=hint)
                start, divided = 0, False
