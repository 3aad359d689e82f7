"""Doubts: the statements of a module that black could change, found without black.

The one rule kept here: a statement is stable where all of its lines have known shapes, fit, and are
broken as black breaks them; every other one is in doubt. Where the statements cannot be separated,
or the blank lines between them are unknown, the module is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable.python import brackets, shapes
from typetable.python.blanks import Blanks, Statement
from typetable.python.characters import is_visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORDS = {"from": "imports", "import": "imports", "class": "klass", "def": "define"}
_CLAUSES = {"else:", "elif", "except", "except:", "finally:"}
_UNREADABLE = re.compile(r"[\"'#;\\\0]")
"""Signs in a shape that keep its brackets from being counted."""

_UPPER_CASE = re.compile(r"\\(?:x[0-9a-f]?[A-F]|[uU][0-9a-f]*[A-F]|N)")
"""Escapes that black writes in another way."""

_BLANKS_ALONE = re.compile(r"^[ \t]+$", re.MULTILINE)
"""A line that looks empty and is not."""


class UnknownError(Exception):
    """Text that black has to be asked about as a whole."""


class ModuleLines:
    """The lines of a module, in which each text in triple quotes is one character."""

    def __init__(self, text: str) -> None:
        """Raise UnknownError where the text cannot be taken apart into lines."""
        if not text.endswith("\n") or not is_visible(text):
            raise UnknownError
        bare, self.texts = shapes.without_texts(text)
        if '"""' in bare or _BLANKS_ALONE.search(bare):
            raise UnknownError
        self.lines = bare.split("\n")[:-1]
        self._edits: list[tuple[int, int, list[str]]] = []
        self._known = shapes.of_lines(self.lines)

    def in_doubt(self) -> list[Statement]:
        """Return the statements that black could change; raises UnknownError."""
        blanks, doubtful, texts = Blanks(), [], iter(self.texts)
        block = 0
        for statement, is_stable in self._statements(blanks):
            self._space(statement, blanks.kept(statement))
            if statement.kind == "docstring":
                is_first = statement.start == 0 or statement.indent > block
                if not _is_text_stable(
                    next(texts), statement.indent, is_docstring=is_first
                ):
                    raise UnknownError
            elif not is_stable:
                doubtful.append(statement)
            block = statement.last_indent
        return doubtful

    def source(self, statement: Statement) -> str:
        """Return the text of a statement."""
        return "\n".join(self.lines[statement.start : statement.end])

    def is_as_wanted(self) -> bool:
        """Return whether black would leave all statements so far that are not in doubt."""
        return not self._edits

    def edited(self, answers: Iterable[tuple[Statement, str]]) -> str:
        """Return the text as black would have it, with its answers for some statements."""
        edits = [(each.start, each.end, text.split("\n")) for each, text in answers]
        lines: list[str] = []
        kept = 0
        for start, end, new in sorted((*edits, *self._edits)):
            lines += self.lines[kept:start] + new
            kept = end
        lines += self.lines[kept:]
        texts = iter(self.texts)
        for number, line in enumerate(lines):
            if shapes.DOCSTRING in line:
                lines[number] = line.replace(shapes.DOCSTRING, next(texts))
        return "\n".join((*lines, ""))

    def _space(self, statement: Statement, wanted: int | None) -> None:
        """Note the wanted number of empty lines before a statement, where it has another."""
        if wanted is None:
            raise UnknownError
        if wanted != statement.blanks:
            place = statement.start - statement.blanks
            self._edits.append((place, statement.start, [""] * wanted))

    def _statements(self, blanks: Blanks) -> Iterator[tuple[Statement, bool]]:
        """Yield each statement with whether black would leave it alone.

        Each has to go to `blanks.kept` before the next is asked for.
        """
        number = empty = 0
        while number < len(self.lines):
            shape, indent, kind, is_short = self._known[number]
            if not shape:
                number, empty = number + 1, empty + 1
                continue
            last_indent = indent
            if kind and is_short:
                end, is_stable = number + 1, True
                if kind == "plain":
                    end, last_indent = self._plain(end, indent, blanks.around)
            else:
                end = number + 1 if kind else self._end(number)
                is_stable = self._is_stable(number, end)
                kind = kind or _kind(shape[indent:])
            yield Statement(kind, indent, last_indent, empty, number, end), is_stable
            number, empty = end, 0
        if empty:
            raise UnknownError

    def _plain(self, number: int, indent: int, around: int) -> tuple[int, int]:
        """Return the end of a row of lines that black leaves alone, and their last indent.

        They are plain statements with no empty line between them, which do not leave the definition
        that is indented by `around`: most lines of most modules.
        """
        for place in range(number, len(self._known)):
            _, now, kind, is_short = self._known[place]
            is_kept = around < now <= indent or now == indent + 4
            if kind != "plain" or not is_kept or not is_short:
                return place, indent
            indent = now
        return len(self._known), indent

    def _is_stable(self, start: int, end: int) -> bool:
        lines = self.lines[start:end]
        shaped = [known.shape for known in self._known[start:end]]
        return brackets.is_stable(lines, shaped)

    def _end(self, start: int) -> int:
        """Return the line after the last of a statement that may go on in brackets."""
        depth = 0
        for number in range(start, len(self.lines)):
            shape = self._known[number].shape
            if _UNREADABLE.search(shape):
                break
            depth += sum(map(shape.count, "([{")) - sum(map(shape.count, ")]}"))
            if depth <= 0:
                return number + 1
        raise UnknownError


def _kind(shape: str) -> str:
    """Return the kind of a statement of unknown shape, by its first word."""
    if shape.startswith("@"):
        return "decorator"
    word = shape.partition(" ")[0]
    return "clause" if word in _CLAUSES else _WORDS.get(word, "plain")


def _is_text_stable(text: str, indent: int, *, is_docstring: bool) -> bool:
    """Return whether black leaves a text in triple quotes that is a statement alone."""
    if "\\" in text and _UPPER_CASE.search(text.replace("\\\\", "")):
        return False
    return not is_docstring or _is_docstring_stable(text[3:-3], " " * indent)


def _is_docstring_stable(text: str, blanks: str) -> bool:
    """Return whether the text of a docstring stands as black lets it stand."""
    first, *rest = text.split("\n")
    if first[:1] in {" ", '"', ""} or text.endswith("\\"):
        return False
    if not rest:
        return first[-1] not in ' "'
    *between, last = rest
    inner = [line for line in between if line]
    return (
        last == blanks
        and not first.endswith(" ")
        and all(line.startswith(blanks) and line[-1] != " " for line in inner)
        and (not inner or any(line[len(blanks)] != " " for line in inner))
        and (between == [] or between[-1] != "")
    )
