"""Parsing: the syntax tree of a module, which two stages ask for one after the other.

The one rule kept here: who asks changes nothing of a tree.
"""

from __future__ import annotations

import ast
import warnings

_OLDEST = (3, 11)
"""The Python whose syntax is allowed; later ones have more, such as type parameters."""

_LONGEST = 1 << 18
"""The characters of a text whose tree is kept, which takes a hundred times as many bytes."""

_kept: dict[str, ast.Module] = {}
"""The text that was parsed last, with its tree."""


def tree_of(text: str) -> ast.Module:
    """Return the syntax tree of a module; raises the errors of `ast.parse`."""
    if text in _kept:
        return _kept[text]
    _kept.clear()  # before the next one is made
    tree = _parsed(text)
    if len(text) <= _LONGEST:
        _kept[text] = tree
    return tree


def _parsed(text: str) -> ast.Module:
    with warnings.catch_warnings():
        # An escape that is none is a warning today, and an error of later Pythons.
        warnings.simplefilter("error")
        return ast.parse(text, feature_version=_OLDEST)
