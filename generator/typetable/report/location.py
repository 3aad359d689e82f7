"""The place of a finding, for the platforms that show it beside the code.

The one rule kept here: paths are those of the repository, and a fingerprint outlives a line that
was inserted above.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from posixpath import join, normpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.report.report import Report


def on_a_file(report: Report, item: Diagnostic) -> Diagnostic:
    """Return a finding as platforms show it, which mark files: on one, whatever it is about."""
    if item.path not in report.files:
        return item
    return replace(item, path=report.files[item.path], span=None)


def repository_path(report: Report, path: str) -> str:
    """Return `path` from the root of the repository, without the revision that it is in."""
    if path.startswith("git:"):  # `git:REV:PATH`
        path = path.split(":", 2)[-1]
    return normpath(join(report.base, path))


def uri(path: str) -> str:
    """Return `path` as a URI reference, percent-encoded; a `file` URI where it is absolute.

    A byte of a file name that is not UTF-8 is encoded as itself.
    """
    data = path.encode("utf-8", "surrogateescape" if _is_name(path) else "replace")
    return ("file://" if path.startswith("/") else "") + quote(data)


def _is_name(path: str) -> bool:
    """Return whether every surrogate in `path` stands for a byte, as in names from the disk."""
    return all(not 0xD800 <= ord(c) < 0xE000 or 0xDC80 <= ord(c) < 0xDD00 for c in path)


def fingerprints(report: Report) -> Iterator[str]:
    """Return a digest for each finding: of its path, rule and message, and of its repetition."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for item in report.diagnostics:
        key = (repository_path(report, item.path), item.code, item.message)
        counts[key] += 1
        text = "\0".join((*key, str(counts[key])))
        yield sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
