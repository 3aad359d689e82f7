"""Obstacles: findings about files that cannot be written (TT410).

The one rule kept here: an error of the system is told in the user's words, with a way out of it.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import finding

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic

_REASONS = {
    errno.ENOSPC: ("no space is left on the disk", "free some space and run it again"),
    errno.EACCES: ("permission is denied", "make the folder writable"),
    errno.EPERM: ("permission is denied", "make the folder writable"),
    errno.EROFS: ("the file system is read-only", "choose another `output`"),
    errno.ELOOP: ("a symbolic link is in the way", "remove the link"),
    errno.ENOTDIR: ("a file is in the place of a folder", "remove the file"),
}
"""The message and the hint of each error of the system; others have its own words."""


_FORBIDDEN = {errno.EACCES, errno.EPERM}


def cannot_write(path: str, error: OSError) -> Diagnostic:
    """Return the finding that an error of the system keeps a path from being written."""
    reason = (error.strerror or str(error)).lower()
    message, hint = _REASONS.get(error.errno or 0, (reason, ""))
    return finding(
        rules.CANNOT_WRITE, path, None, f"this cannot be written: {message}", hint=hint
    )


def cannot_read(path: str, error: OSError) -> Diagnostic:
    """Return the finding that an error of the system keeps a path from being compared."""
    if error.errno not in _FORBIDDEN:
        return cannot_write(path, error)
    message, hint = "this cannot be read: permission is denied", "make it readable"
    return finding(rules.CANNOT_WRITE, path, None, message, hint=hint)


def changed_meanwhile(path: str, kind: str = "file") -> Diagnostic:
    """Return the finding that a file or folder changed between the plan and its writing."""
    message = f"this {kind} changed while typetable was running"
    return finding(rules.CANNOT_WRITE, path, None, message, hint="run it again")
