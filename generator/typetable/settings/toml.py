"""TOML files that people write: configurations and dialects.

The one rule kept here: strict. A key that nobody knows and a value of a wrong kind are findings at
the key, and a file that cannot be read is a finding where reading stopped.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import clipped, finding
from typetable.settings.toml_positions import locate
from typetable.source import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic, Findings
    from typetable.settings.toml_positions import Positions

_LARGEST = 1024 * 1024
"""The size in bytes of the largest file that is read; the reader of TOML is no match for more."""

_PARTS = 50
"""How many parts a dotted key may have; `tomllib` takes memory with the square of their number."""

_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5})?+'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?+"
    r'|"(?:[^"\\\n]|\\.)*+"?+'
    r"|'[^'\n]*+'?+"
    r"|#[^\n]*+",
    re.DOTALL,
)
_CONFLICT = re.compile(r"^<{7} .*$", re.MULTILINE)
"""The line by which git begins a conflict."""

_LONG_KEY = re.compile(
    rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{_PARTS}}}", re.ASCII
)


class TomlFile(Struct, frozen=True, kw_only=True, dict=True):
    """A TOML file: its text, its content, and where in it the keys stand."""

    source: SourceFile
    data: dict[str, Any]

    @cached_property
    def _positions(self) -> Positions:
        return locate(self.source.text)

    def span(self, path: Iterable[str | int]) -> Span | None:
        """Return where the last known key of a key path stands, if any of it is there."""
        place = self._positions.find(path)
        return self.source.span(*place) if place else None


def read(path: str) -> tuple[TomlFile | None, tuple[Diagnostic, ...]]:
    """Read a file, which may be any path that can be opened; TT501 where it is not TOML."""
    try:
        data = content(Path(path))
        return load(data.decode("utf-8-sig"), path)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "make it readable" if isinstance(error, PermissionError) else ""
        return _refused(path, None, f"this file cannot be read: {reason.lower()}", hint)
    except UnicodeDecodeError as error:
        place = _byte_place(data, error.start)
        return _refused(path, place, "this file is not UTF-8 text", "save it as UTF-8")


def content(path: Path) -> bytes:
    """Return the bytes of a regular file of a sane size; raises OSError."""
    # A pipe or a device must not make anybody wait.
    if not path.is_file() and path.exists():
        raise OSError(0, "not a regular file")
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise OSError(0, "larger than a megabyte")
    return data


def load(text: str, path: str) -> tuple[TomlFile | None, tuple[Diagnostic, ...]]:
    """Return the TOML file that a text is; TT501 where it is not TOML."""
    import tomllib  # noqa: PLC0415  # off the path of `--version` and `check` without changes

    source = SourceFile(path=path, name=path, text=text.replace("\r\n", "\n"))
    if key := _long_key(source.text):
        return _refused(path, source.span(*key), f"a key has over {_PARTS} parts")
    try:
        return TomlFile(source=source, data=tomllib.loads(source.text)), ()
    except RecursionError:
        return _refused(path, None, "this file is nested too deeply")
    except (
        ValueError
    ) as error:  # not only TOMLDecodeError: also integers that are too long
        if conflict := _CONFLICT.search(source.text):
            message, hint = "git left a conflict here", "take one of its sides"
            return _refused(path, source.span(*conflict.span()), message, hint)
        reason, _, place = str(error).partition(" (at ")
        message, hint = f"not TOML: {clipped(reason, 60)}", _hint(source.text)
        return _refused(path, _error_place(source, place), message, hint)


def _hint(text: str) -> str:
    """Return what helps where a key is a value and, with a dot behind it, a table at once."""
    values = {*_KEY.findall(text)}
    both = (key for key in _DOTTED_KEY.findall(text) if key.partition(".")[0] in values)
    dotted = next(both, "")
    return (
        f'quote the key with a dot, as a name: `"{clipped(dotted)}"`' if dotted else ""
    )


_KEY = re.compile(r"(?:^|[{,])[ \t]*([\w-]+)[ \t]*=", re.MULTILINE)
_DOTTED_KEY = re.compile(r"(?:^|[{,])[ \t]*([\w-]+\.[\w-]+)[ \t]*=", re.MULTILINE)
"""`Station = "X"` beside `Station.status = "y"`, which are two names for us and one for TOML."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the hint that names the known word nearest to `word`, or nothing."""
    import difflib  # noqa: PLC0415  # only where somebody made a mistake

    matches = difflib.get_close_matches(word[:100], known, n=1)
    return f"did you mean `{matches[0]}`?" if matches else ""


class Table:
    """A table of a file, read key by key; what is wrong with it goes to `findings`.

    Each reader returns `None` (or nothing) for a key that is absent or holds a wrong value.
    """

    def __init__(
        self,
        file: TomlFile,
        findings: Findings,
        path: tuple[str | int, ...] = (),
        data: dict[str, Any] | None = None,
    ) -> None:
        """Take the table that stands at a key path; the whole file by default."""
        self.file = file
        self.findings = findings
        self.path = path
        self.data = file.data if data is None else data

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def span(self, *keys: str | int) -> Span | None:
        """Return where a key below this table stands; without keys the table itself."""
        return self.file.span((*self.path, *keys))

    def refuse_unknown(self, known: Sequence[str]) -> None:
        """Find each key that is not known (TT502)."""
        for key in (key for key in self.data if key not in known):
            message = f"no setting is named `{clipped(key)}`"
            self.findings.add(
                rules.UNKNOWN_KEY, self.span(key), message, hint=nearest(key, known)
            )

    def refuse(self, key: str, message: str, hint: str = "") -> None:
        """Find a value that the key cannot have (TT503)."""
        self.findings.add(rules.BAD_VALUE, self.span(key), message, hint=hint)

    def value(
        self, key: str, expected: str, accepts: Callable[[Any], bool]
    ) -> Any:  # noqa: ANN401
        """Return the value of a key where it is accepted; `expected` says what would be."""
        value = self.data.get(key)
        if value is None or accepts(value):
            return value
        self.refuse(key, f"`{clipped(key)}` must be {expected}")
        return None

    def choice(self, key: str, choices: Sequence[str]) -> str | None:
        """Return one of some words."""
        word: str | None = self.value(key, "a non-empty string", _is_text)
        if word is None or word in choices:
            return word
        hint = nearest(word, choices) or f"write one of {', '.join(choices)}"
        self.refuse(key, f"`{clipped(word)}` is no `{key}`", hint)
        return None

    def table(self, key: str) -> Table:
        """Return the table below a key; an empty one where there is none."""
        data = self.value(key, "a table", is_table)
        return Table(self.file, self.findings, (*self.path, key), data or {})

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the tables of an array of tables."""
        array = self.value(key, "an array of tables", _are_tables) or []
        path = (*self.path, key)
        return tuple(
            Table(self.file, self.findings, (*path, index), data)
            for index, data in enumerate(array)
        )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def is_table(value: object) -> bool:
    """Return whether a value is a table."""
    return isinstance(value, dict)


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and all(map(is_table, value))


def _long_key(text: str) -> tuple[int, int] | None:
    """Return where a dotted key of too many parts stands; a part may stand in quotes."""
    if max(line.count(".") for line in text.split("\n")) < _PARTS:
        return None
    bare = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), text)
    key = _LONG_KEY.search(bare)
    return key.span() if key else None


def _refused(
    path: str, span: Span | None, message: str, hint: str = ""
) -> tuple[None, tuple[Diagnostic, ...]]:
    return None, (finding(rules.BAD_CONFIGURATION, path, span, message, hint=hint),)


def _byte_place(data: bytes, at: int) -> Span:
    start = data.rfind(b"\n", 0, at) + 1
    column = len(data[start:at].decode("utf-8-sig")) + 1
    return Span(data.count(b"\n", 0, at) + 1, column, column + 1)


def _error_place(source: SourceFile, place: str) -> Span | None:
    """Return the span that `line 3, column 5)` or `end of document)` means."""
    numbers = [
        int(word)
        for word in place.rstrip(")").replace(",", "").split()
        if word.isdigit()
    ]
    match numbers:
        case [line, column]:
            return Span(line, column, column + 1)
        case _ if place.startswith("end of"):
            end = len(source.text.rstrip("\n"))
            return source.span(end, end)
    return None
