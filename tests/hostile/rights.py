"""Rights: the superuser as an ordinary user, whom the modes of files keep out.

Containers mostly run tests as the superuser, who may read and write whatever the modes say.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = struct.pack("Ii", 0x20080522, 0)
"""Version 3 of the format, and this thread; see capabilities(7) and `linux/capability.h`."""

_SETS = "IIIIII"
"""What is effective, permitted and inheritable, in 32 bits each; then the same for 32 more."""

IS_POSSIBLE = sys.platform == "linux" or getattr(os, "geteuid", int)() != 0
"""Whether `ordinary` can do what it says; only the superuser of Linux can give up rights."""


@contextmanager
def ordinary() -> Iterator[None]:
    """Let modes of files mean something meanwhile, in this thread."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    before = ctypes.create_string_buffer(struct.calcsize(_SETS))
    _check(libc.capget(HEADER, before))
    held = struct.unpack(_SETS, before.raw)
    _check(libc.capset(HEADER, struct.pack(_SETS, 0, *held[1:3], 0, *held[4:])))
    try:
        yield
    finally:
        _check(libc.capset(HEADER, before.raw))


def _check(failed: int) -> None:
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
