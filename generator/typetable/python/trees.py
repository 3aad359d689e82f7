"""Trees: expressions that may be too long for a line, and know where they can be broken.

The one rule kept here: a tree has the text that it is on one line, made once, of the texts of its
parts. Who asks what an expression is looks at the tree, never at that text.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable.python import literals

if TYPE_CHECKING:
    from collections.abc import Iterable


class Tree(Struct, frozen=True):
    """An expression."""

    line: str
    """Its text on one line."""


class Atom(Tree, frozen=True):
    """A name or a literal, which has no place for a line break."""

    is_one: bool = True
    """Whether it is one token, which black leaves too long where it puts others in brackets."""


class Bracketed(Tree, frozen=True):
    """Items in brackets: a subscript, a call or a display."""

    opening: str
    """The text up to the opening bracket."""
    items: tuple[Tree, ...]
    """The items, between commas."""
    closing: str
    """The closing bracket."""
    is_display: bool = False
    """Whether nothing is before the brackets; items have a line each where they leave that one."""
    is_split: bool = False
    """Whether each item has a line and a comma of its own, even where all would fit on one."""


class Alternatives(Tree, frozen=True):
    """A union of at least two members, none of which is a union."""

    members: tuple[Tree, ...]


class Labelled(Tree, frozen=True):
    """A value with text before it, such as `name=` or `"key": `."""

    label: str
    value: Tree


NONE, ANY = Atom("None"), Atom("Any")


def text(content: str) -> Atom:
    """Return a literal for a text."""
    return Atom(literals.string(content))


def value(constant: str | float) -> Atom:
    """Return a literal for a value of an enum member; a sign is a token of its own."""
    is_one = isinstance(constant, str) or constant >= 0
    return Atom(literals.value(constant), is_one=is_one)


def attribute(owner: str, name: str) -> Atom:
    """Return the name of what a module or an object holds."""
    return Atom(f"{owner}.{name}", is_one=False)


def subscript(name: str, *items: Tree) -> Bracketed:
    """Return `name[items]`."""
    return _bracketed(f"{name}[", items, "]")


def call(function: str, *arguments: Tree) -> Bracketed:
    """Return `function(arguments)`."""
    return _bracketed(f"{function}(", arguments, ")")


def keyword(name: str, argument: Tree) -> Labelled:
    """Return `name=argument`."""
    return _labelled(f"{name}=", argument)


def entry(key: str | float, content: Tree) -> Labelled:
    """Return `"key": content`."""
    return _labelled(f"{literals.value(key)}: ", content)


def dictionary(*entries: Labelled) -> Bracketed:
    """Return a dictionary."""
    return _bracketed("{", entries, "}", is_display=True)


def split(whole: Bracketed) -> Bracketed:
    """Return brackets whose items have a line each, even where all would fit on one."""
    return replace(whole, is_split=True)


def alternatives(members: Iterable[Tree]) -> Tree:
    """Return the union of some members, of which unions give theirs; or the only one."""
    return reduce(either, members)


def either(one: Tree, other: Tree) -> Tree:
    """Return the union of two trees, of which unions give their members."""
    members = (*members_of(one), *members_of(other))
    return Alternatives(f"{one.line} | {other.line}", members)


def has_alternatives(tree: Tree) -> bool:
    """Return whether a union is in a tree."""
    match tree:
        case Bracketed(items=items):
            return any(map(has_alternatives, items))
        case Labelled(value=inner):
            return has_alternatives(inner)
    return isinstance(tree, Alternatives)


def members_of(tree: Tree) -> tuple[Tree, ...]:
    """Return the members of a union, or what is none."""
    return tree.members if isinstance(tree, Alternatives) else (tree,)


def labelled_alternatives(tree: Labelled) -> tuple[Tree, ...]:
    """Return the members of a labelled union, of which the first has the label."""
    first, *others = members_of(tree.value)
    return (_labelled(tree.label, first), *others)


def _bracketed(
    opening: str,
    items: tuple[Tree, ...],
    closing: str,
    *,
    is_display: bool = False,
) -> Bracketed:
    line = ", ".join([item.line for item in items])
    return Bracketed(f"{opening}{line}{closing}", opening, items, closing, is_display)


def _labelled(label: str, labelled: Tree) -> Labelled:
    return Labelled(f"{label}{labelled.line}", label, labelled)
