"""Where the keys of a TOML file stand, which `tomllib` does not tell.

The one rule kept here: positions are for diagnostics only; what a file says is for `tomllib`.
The text must be valid TOML with LF line ends. One pass over it, without recursion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Place = tuple[int, int]
"""The start and the end of a key, as offsets into the text."""

_ROOT = 0
_AFTER_BARE_KEY = frozenset(" \t\n.=]")
_AFTER_BARE_VALUE = frozenset(",]}#\n")


class Positions:
    """The place of each key's first mention; elements of arrays are keyed by their index."""

    def __init__(self) -> None:
        """Start with a root that has no keys."""
        self._nodes: dict[tuple[int, str | int], int] = {}
        self._places: list[Place] = [(0, 0)]
        self._newest: dict[int, tuple[int, int]] = {}

    def add(self, parent: int, key: str | int, place: Place) -> int:
        """Return the node of `key` below `parent`, made where this is its first mention."""
        node = self._nodes.setdefault((parent, key), len(self._places))
        if node == len(self._places):
            self._places.append(place)
        return node

    def append(self, array: int, place: Place) -> int:
        """Return the node of a new table in an array of tables."""
        index = self._newest[array][0] + 1 if array in self._newest else 0
        element = self.add(array, index, place)
        self._newest[array] = (index, element)
        return element

    def inside(self, node: int) -> int:
        """Return where the keys below `node` go: the newest table of an array of tables."""
        return self._newest[node][1] if node in self._newest else node

    def find(self, path: Iterable[str | int]) -> Place | None:
        """Return the place of the longest known beginning of `path`, if there is any."""
        node = _ROOT
        for key in path:
            known = self._nodes.get((node, key))
            if known is None:
                break
            node = known
        return self._places[node] if node else None


def locate(text: str) -> Positions:
    """Return the positions of all keys in a TOML text."""
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.positions


class _Scanner:
    """A cursor over the text; its methods move it past what they read."""

    def __init__(self, text: str) -> None:
        self.positions = Positions()
        self._text = text + "\n"
        self._at = 0

    def scan(self) -> None:
        """Read document = { header | pair }."""
        table = _ROOT
        while self._blank():
            if self._next() == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> int:
        """Read header = `[` key `]` | `[[` key `]]`."""
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        *outer, (last, place) = self._key()
        node = _ROOT
        for name, where in outer:
            node = self.positions.inside(self.positions.add(node, name, where))
        node = self.positions.add(node, last, place)
        self._at += 2 if is_array else 1
        return self.positions.append(node, place) if is_array else node

    def _pair(self, table: int) -> None:
        """Read pair = key `=` value; nested values are kept on a stack of their own."""
        nested: list[_Nested] = []
        self._value(self._assigned(table), nested)
        while nested:
            self._blank()
            self._element(nested)

    def _element(self, nested: list[_Nested]) -> None:
        """Read element = `,` | `]` | `}` | value | pair."""
        inner = nested[-1]
        match self._next():
            case "]" | "}":
                nested.pop()
                self._at += 1
            case ",":
                inner.index += 1
                self._at += 1
            case _ if inner.is_table:
                self._value(self._assigned(inner.node), nested)
            case _:
                place = (self._at, self._at + 1)
                node = self.positions.add(inner.node, inner.index, place)
                self._value(node, nested)

    def _assigned(self, table: int) -> int:
        """Return the node of `key =` below a table."""
        node = table
        for name, place in self._key():
            node = self.positions.add(node, name, place)
        self._at += 1
        self._blank()
        return node

    def _value(self, node: int, nested: list[_Nested]) -> None:
        """Read value = string | `[` elements | `{` elements | bare."""
        match self._next():
            case "[" | "{" as bracket:
                nested.append(_Nested(node, is_table=bracket == "{"))
                self._at += 1
            case '"' | "'":
                self._string()
            case _:
                self._until(_AFTER_BARE_VALUE)

    def _key(self) -> Sequence[tuple[str, Place]]:
        """Read key = name { `.` name }, with blanks around each name."""
        names = [self._name()]
        while self._next() == ".":
            self._at += 1
            names.append(self._name())
        return names

    def _name(self) -> tuple[str, Place]:
        """Read name = bare | string."""
        self._blank()
        start = self._at
        if self._next() in "\"'":
            self._string()
        else:
            self._until(_AFTER_BARE_KEY)
        place = (start, self._at)
        self._blank()
        return _plain(self._text[start : place[1]]), place

    def _string(self) -> None:
        """Read string = one or three quotes, anything, the same quotes."""
        quote = self._next()
        triple = quote * 3
        fence = triple if self._text.startswith(triple, self._at) else quote
        self._at += len(fence)
        while not self._text.startswith(fence, self._at):
            self._at += 2 if quote == '"' and self._next() == "\\" else 1
        self._at += len(fence)
        # The last three of up to five quotes close a text, so two may still be its own.
        while fence == triple and self._next() == quote:
            self._at += 1

    def _until(self, stops: frozenset[str]) -> None:
        while self._text[self._at] not in stops:
            self._at += 1

    def _blank(self) -> bool:
        """Skip blank = { space | newline | comment }; return whether anything follows."""
        while self._at < len(self._text):
            if self._next() == "#":
                self._at = self._text.index("\n", self._at)
            elif self._next() not in " \t\n":
                return True
            else:
                self._at += 1
        return False

    def _next(self) -> str:
        return self._text[self._at]


class _Nested:
    """An array or inline table that is still open."""

    __slots__ = ("index", "is_table", "node")

    def __init__(self, node: int, *, is_table: bool) -> None:
        self.node = node
        self.is_table = is_table
        self.index = 0


def _plain(name: str) -> str:
    """Return a key without its quotes and escapes."""
    if name[0] == "'":
        return name[1:-1]
    if name[0] == '"':
        return _unescaped(name) if "\\" in name else name[1:-1]
    return name


def _unescaped(name: str) -> str:
    import tomllib  # noqa: PLC0415  # most files hold no such key

    return str(tomllib.loads(f"name = {name}")["name"])
