"""The printer: trees and statements of trees as text, broken into lines where black breaks them.

The one rule kept here: in brackets, what does not fit is broken at its commas, at its `|` or in its
last brackets. Around the value and the annotation of a statement black puts brackets of its own
where that helps; where a declaration is too long even so, it is black that is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.python import black, literals
from typetable.python.characters import columns
from typetable.python.layout import WIDTH, import_order
from typetable.python.trees import (
    Alternatives,
    Atom,
    Bracketed,
    Labelled,
    labelled_alternatives,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from typetable.python.trees import Tree

_STEP = " " * 4


class Printer(Struct, frozen=True):
    """Prints statements that stand `indent` blanks from the left, but for these blanks."""

    width: int = WIDTH
    """The columns of a line."""

    def assigned(self, target: str, value: Tree, *, indent: int) -> str:
        """Return `target = value`."""
        return self._simple(f"{target} = ", value, indent)

    def value_after(self, head: str, value: Tree, *, indent: int) -> str:
        """Return a value that stands behind `head`, which is `name = `."""
        return self._simple(head, value, indent)[len(head) :]

    def declared(
        self, target: str, annotation: Tree, value: Tree | None = None, *, indent: int
    ) -> str:
        """Return `target: annotation = value`, or without the value where there is none."""
        head = f"{target}: "
        if value is None:
            return self._simple(head, annotation, indent)
        line = f"{head}{annotation.line} = {value.line}"
        if self._fits(line, indent):
            return line
        lines = self._both(head, annotation, value, indent)
        return _joined(lines, indent) if lines else self._asked(line, indent)

    def bases(self, name: str, arguments: Sequence[Tree]) -> str:
        """Return the text in the brackets of `class name(arguments):`, with blanks around it."""
        line = ", ".join([each.line for each in arguments])
        if self._fits(f"class {name}({line}):", 0):
            return line
        lines = self._items(arguments, 0)
        return _joined(["", *(f"{_STEP}{each}" for each in lines), ""], 0)

    def item(self, item: Tree, *, indent: int) -> str:
        """Return an item of brackets, for a place before a comma."""
        return _joined([*self._lines(item, indent, ",")], indent)[:-1]

    def imported(self, module: str, names: Collection[str], *, indent: int = 0) -> str:
        """Return the text after `import`: names in isort's order, a line each if there are many."""
        ordered = sorted(names, key=import_order) if len(names) > 1 else names
        line = ", ".join(ordered)
        if self._fits(f"from {module} import {line}", indent):
            return line
        return _joined(["(", *(f"{_STEP}{name}," for name in ordered), ")"], indent)

    def docstring(self, text: str, *, indent: int) -> str:
        """Return a docstring, whose lines are no longer than those of black by default."""
        width = min(self.width, WIDTH)
        return literals.docstring(text, indent=indent, width=width)

    def _fits(self, line: str, indent: int) -> bool:
        if line.isascii():
            return indent + len(line) <= self.width
        return indent + columns(line) <= self.width

    def _simple(self, head: str, tree: Tree, indent: int) -> str:
        """Return a statement of a head and a tree; one that cannot be broken is left too long."""
        line = f"{head}{tree.line}"
        if self._fits(line, indent) and not _is_split(tree):
            return line
        return _joined(self._hung_or_own(head, tree, indent) or [line], indent)

    def _hung_or_own(self, head: str, tree: Tree, indent: int) -> list[str]:
        """Return the lines of a tree behind a head, in its own brackets or in more, or none."""
        if not isinstance(tree, Bracketed) or not tree.items:
            is_stuck = isinstance(tree, Atom) and self._is_stuck(tree, indent)
            return [] if is_stuck else self._hung(head, tree, indent)
        own = self._own(head, tree, "", indent)
        if not self._fits(own[0], indent):
            hung = self._hung(head, tree, indent)
            if all(self._fits(line, indent) for line in hung):
                return hung
        return own

    def _both(self, head: str, annotation: Tree, value: Tree, indent: int) -> list[str]:
        """Return the lines of a declaration with a value; none where black has to be asked."""
        before = f"{head}{annotation.line} = "
        match value:
            case Bracketed(items=(_, *_), opening=opening):
                if self._fits(f"{before}{opening}", indent):
                    return self._own(before, value, "", indent)
        if self._fits(f"{before}(", indent):
            return self._hung(before, value, indent)
        tail = f" = {value.line}"
        if isinstance(value, Alternatives) or not self._fits(f"){tail}", indent):
            return []
        return self._annotated(head, annotation, tail, indent)

    def _annotated(
        self, head: str, annotation: Tree, tail: str, indent: int
    ) -> list[str]:
        """Return the lines of an annotation with a value behind it; none where it is stuck."""
        is_stuck = isinstance(annotation, Atom) and self._is_stuck(annotation, indent)
        if isinstance(annotation, Bracketed):
            lines = self._own(head, annotation, tail, indent)
        else:
            lines = self._hung(head, annotation, indent, tail)
        return lines if self._fits(lines[0], indent) and not is_stuck else []

    def _is_stuck(self, atom: Atom, indent: int) -> bool:
        """Return whether brackets do not help a name or literal that is too long."""
        return atom.is_one and not self._fits(atom.line, indent + 4)

    def _asked(self, line: str, indent: int) -> str:
        """Return a statement as black breaks it."""
        text = black.formatted_alone(f"{' ' * indent}{line}", indent, self.width)
        return text.lstrip(" ")

    def _hung(self, head: str, tree: Tree, indent: int, tail: str = "") -> list[str]:
        """Return the lines of a tree in brackets that it does not need."""
        lines = self._lines(tree, indent + 4)
        return [f"{head}(", *(f"{_STEP}{line}" for line in lines), f"){tail}"]

    def _own(self, head: str, tree: Bracketed, tail: str, indent: int) -> list[str]:
        """Return the lines of brackets that are broken."""
        lines = (f"{_STEP}{line}" for line in self._inner(tree, indent))
        return [f"{head}{tree.opening}", *lines, f"{tree.closing}{tail}"]

    def _inner(self, tree: Bracketed, indent: int) -> Iterator[str]:
        """Yield the lines in brackets that are broken."""
        if tree.is_split or (tree.is_display and len(tree.items) > 1):
            return self._each(tree.items, indent + 4)
        return self._items(tree.items, indent)

    def _items(self, items: Sequence[Tree], indent: int) -> Iterator[str]:
        """Yield the lines of items, which stand on one line where they fit."""
        if len(items) == 1:
            return self._lines(items[0], indent + 4)
        line = ", ".join([item.line for item in items])
        is_line = self._fits(line, indent + 4)
        return iter([line]) if is_line else self._each(items, indent + 4)

    def _each(self, items: Sequence[Tree], indent: int) -> Iterator[str]:
        """Yield the lines of items, each with a comma."""
        for item in items:
            yield from self._lines(item, indent, ",")

    def _lines(self, tree: Tree, indent: int, after: str = "") -> Iterator[str]:
        """Yield the lines of a tree in brackets, and the text after it."""
        if self._fits(f"{tree.line}{after}", indent) and not _is_split(tree):
            yield f"{tree.line}{after}"
            return
        match tree:
            case Alternatives(members=members):
                yield from self._alternatives(members, indent, after)
            case Labelled(value=Alternatives()):
                members = labelled_alternatives(tree)
                yield from self._alternatives(members, indent, after)
            case Labelled(label=label, value=Bracketed(items=(_, *_)) as inner):
                yield from self._own(label, inner, after, indent)
            case Bracketed(items=(_, *_)):
                yield from self._own("", tree, after, indent)
            case _:
                yield f"{tree.line}{after}"

    def _alternatives(
        self, members: Sequence[Tree], indent: int, after: str
    ) -> Iterator[str]:
        """Yield the lines of a union, each member on its own."""
        first, *others = members
        yield from self._lines(first, indent)
        for place, other in enumerate(others, 1):
            is_last = place == len(others)
            marked = Labelled(f"| {other.line}", "| ", other)
            yield from self._lines(marked, indent, after if is_last else "")


def _is_split(tree: Tree) -> bool:
    """Return whether a tree needs several lines in any case."""
    inner = tree.value if isinstance(tree, Labelled) else tree
    return isinstance(inner, Bracketed) and inner.is_split


def _joined(lines: Sequence[str], indent: int) -> str:
    """Return lines as text, each but the first behind some blanks."""
    return f"\n{' ' * indent}".join(lines)
