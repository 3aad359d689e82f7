"""Sameness: what a module says, whatever its layout, as a digest.

The one rule kept here: what a formatter may change is layout, and nothing else is. That is quotes,
brackets, breaks and blanks, the width of docstrings, and the order of imports. Comments are said.

A tree is told level by level, all nodes of a kind at once: in a third of the time of `ast.dump`,
and in the same words by each Python.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import defaultdict
from functools import cache
from hashlib import sha256
from itertools import chain, filterfalse
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from typetable.python.parsing import tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_MOST_CHARACTERS = 1 << 20
"""The characters of a module whose tree is made as a whole, which takes a second."""

_LAYOUT = {"ctx", "kind", "type_comment"}
"""The fields of nodes that say nothing, or nothing that other fields do not say."""

_BLOCKS = {"body", "orelse", "finalbody"}
"""The fields that hold statements, in most nodes."""

_IMPORTS = {ast.Import, ast.ImportFrom}

_NAME = attrgetter("__name__")

_FORMATTED = re.compile(r"""[fF][rR]?["']|[rR][fF]["']""")
"""The begin of a text that may hold code, with comments of its own."""

_TEXT_OR_COMMENT = re.compile(
    r"""\"{3}(?:[^"\\]++|\\.|"(?!""))*+"{3}|'{3}(?:[^'\\]++|\\.|'(?!''))*+'{3}"""
    r"""|"(?:[^"\\\n]++|\\.)*+"|'(?:[^'\\\n]++|\\.)*+'|#[^\r\n]*+""",
    re.DOTALL,
)
"""A text, which may hold what looks like a comment, or a comment."""


def is_same_code(one: str, other: str) -> bool:
    """Return whether two modules say the same; False for what is none."""
    digest = digest_of_code(one)
    return bool(digest) and digest == digest_of_code(other)


def digest_of_code(text: str) -> str:
    """Return the digest of what a module says; none for what is no Python, or too long."""
    if len(text) > _MOST_CHARACTERS:
        return ""
    try:
        tree = tree_of(text)  # first: of what is no Python, no text need have an end
        said = (*_comments(text), *_statements(tree))
        return sha256("\n".join(said).encode()).hexdigest()
    except (
        SyntaxError,
        SyntaxWarning,
        ValueError,
        RecursionError,
        MemoryError,
        tokenize.TokenError,
    ):
        return ""


def unwrapped(node: ast.AST) -> object:
    """Return a text without its layout, and other nodes as they are."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return " ".join(node.value.split())
    return node


def _comments(text: str) -> list[str]:
    """Return the comments of a module, sorted; raises the errors of `tokenize`."""
    if "#" not in text:
        return []
    texts = _tokenized(text) if _FORMATTED.search(text) else _scanned(text)
    return sorted(ascii(each.lstrip("#").strip()) for each in texts)


def _scanned(text: str) -> Iterator[str]:
    """Yield the comments of a module, at a thirtieth of what its tokens take."""
    matches = _TEXT_OR_COMMENT.finditer(text)
    return (match[0] for match in matches if match[0][0] == "#")


def _tokenized(text: str) -> Iterator[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return (each.string for each in tokens if each.type == tokenize.COMMENT)


def _statements(tree: ast.Module) -> Iterator[str]:
    """Yield what a tree says, level by level, with the imports that stand equally deep."""
    level: list[Any] = [tree]
    while level:
        kinds = [*map(type, level)]
        yield " ".join(map(_NAME, kinds))
        alike: defaultdict[Any, list[Any]] = defaultdict(list)
        for kind, node in zip(kinds, level, strict=True):
            alike[kind].append(node)
        level = []
        said: list[str] = []
        for kind, nodes in alike.items():
            fields = _fields(kind)
            if fields is None:
                said.append(ascii(nodes))
                continue
            for name, get in fields:
                values = [*map(get, nodes)]
                is_many = values[0].__class__ is list
                level += _told(name, values, said) if is_many else values
        yield from said


def _told(name: str, values: list[list[Any]], said: list[str]) -> list[Any]:
    """Return the parts of some nodes by their lists in a field; add how many each has."""
    parts = [*chain.from_iterable(values)]
    if name in _BLOCKS and not _IMPORTS.isdisjoint(map(type, parts)):
        said += sorted({*_imported(parts)})
        values = [[*filterfalse(_is_import, body)] for body in values]
        parts = [*chain.from_iterable(values)]
    if parts:
        said.append(f"{name} {[*map(len, values)]}")
    return parts


@cache
def _fields(kind: type[Any]) -> list[tuple[str, Callable[[Any], Any]]] | None:
    """Return the fields of a kind of node that say something, each with the way to its value.

    What is no node has none.
    """
    if not issubclass(kind, ast.AST):
        return None
    if kind is ast.Expr:
        return [("value", lambda node: unwrapped(node.value))]
    names = (name for name in kind._fields if name not in _LAYOUT)
    return [(name, attrgetter(name)) for name in names]


def _is_import(node: ast.stmt) -> bool:
    return node.__class__ in _IMPORTS


def _imported(nodes: Iterable[ast.stmt]) -> Iterator[str]:
    """Yield module, name and alias of each import of statements, but for those of features."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
        elif isinstance(node, ast.Import):
            module = ""
        else:
            continue
        if module != "__future__":
            yield from (f"{module} {e.name} {e.asname}" for e in node.names)
