"""Module names: the names of the files that are made of pages.

The one rule kept here: a name is ASCII, in small letters, safe on every file system, and hides no
module that Python or a test runner looks for.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

from typetable.naming.casing import snake
from typetable.naming.clashes import suffixed, unique_names
from typetable.naming.romanised import romanised
from typetable.naming.told import with_case, with_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST = 100
"""The most characters of a module name; file systems take 255 bytes."""

_STANDARD_LIBRARY = """
abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop
base64 bdb binascii bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop
collections colorsys compileall compression concurrent configparser contextlib contextvars copy
copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest
email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions
ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac
html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword
lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder
msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator
optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib
posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue
quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors
shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3
sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess
sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap
this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle
turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref
webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
"""
"""Top-level modules of Python 3.11 to 3.14, written down because a name must not depend on the
Python that runs."""

_LOOKED_FOR = (
    "conftest setup sitecustomize usercustomize pydantic msgspec typing_extensions"
)
"""Modules that tools import by name, and those that generated code imports."""

_DEVICES = "con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 "
_MORE_DEVICES = "lpt4 lpt5 lpt6 lpt7 lpt8 lpt9"
"""Names of devices on Windows, with any suffix."""

_RESERVED = frozenset(
    f"{_STANDARD_LIBRARY} {_LOOKED_FOR} {_DEVICES} {_MORE_DEVICES}".split()
)


def module_name(page: str) -> str:
    """Return the module name of a page, given by its path below the spec folder.

    Folders, words and numbers are parted by underscores. A name that is not free gets `models`
    added. Letters of other scripts are in ASCII, and signs in words where there is nothing else.
    """
    stem = _stem(page)
    in_words = snake(romanised(stem)) or snake(romanised(with_signs(stem)))
    return _safe(in_words or "page", page)


def _safe(name: str, page: str) -> str:
    """Return a name that is free on every system, cut to the most characters that it may have."""
    if name.startswith("test_") or not name.isidentifier():
        name = f"models_{name}"
    if name in _RESERVED or iskeyword(name) or name.endswith("_test"):
        name = f"{name}_models"
    return name if len(name) <= _LONGEST else next(suffixed(name, page, _LONGEST))


def module_names(pages: Iterable[str]) -> dict[str, str]:
    """Return the module name of each page, no two alike.

    Of pages that want one name, the one spelled exactly so has it, and the others tell their
    signs or their capitals.
    """
    names = {page: module_name(page) for page in sorted(pages)}
    if len({*names.values()}) == len(names):
        return names
    owners = {page for page, name in names.items() if _stem(page) == name}
    candidates = {page: _candidates(page, name) for page, name in names.items()}
    return unique_names(candidates, owners=owners)


def _candidates(page: str, name: str) -> Iterator[str]:
    yield name
    stem = _stem(page)
    for told in (with_signs(stem, "_ "), with_signs(stem), with_case(stem)):
        yield _safe(snake(romanised(told)), page)
    yield from suffixed(name, page, _LONGEST)


def _stem(page: str) -> str:
    folder, slash, file = page.rpartition("/")
    stem, dot, _ = file.rpartition(".")
    return folder + slash + (stem if dot else file)
