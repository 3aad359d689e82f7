"""Blame: the rows of the docs that a generated file, and a change of it, comes from.

The one rule kept here: a row is named only where the declarations of its file show that it changed;
where they show nothing, the page is named and no row. Texts are parsed, never run.
"""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from typetable.schema import EnumModel, ObjectModel
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.naming import Names
    from typetable.schema import Model, Module, Schema

Declared: TypeAlias = tuple[str, str]
"""A class and an attribute of it, or the empty string for the class itself."""

Verb: TypeAlias = Literal["changed", "is new", "is gone"]


class DocsRow(Struct, frozen=True, kw_only=True):
    """A row or heading of the docs, by its documented name."""

    name: str
    span: Span


class Blame(Struct, frozen=True, kw_only=True):
    """The page that a generated file is made from: its displayed path, first heading and rows."""

    path: str
    start: Span
    rows: Mapping[Declared, DocsRow]


class RowChange(Struct, frozen=True, kw_only=True):
    """A change of one row of the docs; of a row that is gone, the place is the heading above."""

    declared: Declared
    name: str
    verb: Verb
    span: Span


def blames(
    pages: Mapping[str, str], schema: Schema, names: Names
) -> Mapping[str, Blame]:
    """Return the blame of each generated file; `pages` maps files to the paths of their pages."""
    modules = {module.source: module for module in schema.modules}
    return {
        path: _blame_of(modules[page], names)
        for path, page in pages.items()
        if page in modules
    }


def _blame_of(module: Module, names: Names) -> Blame:
    rows = {
        declared: row
        for model in module.models
        for declared, row in _rows(module, model, names)
    }
    start = min((model.span for model in module.models), default=Span(1, 1, 1))
    return Blame(path=module.source, start=start, rows=rows)


def _rows(
    module: Module, model: Model, names: Names
) -> Iterator[tuple[Declared, DocsRow]]:
    key = (module.name, model.name)
    owner = names.classes[key]
    yield (owner, ""), DocsRow(name=model.name, span=model.span)
    attributes, parts = _parts(model, key, names)
    for attribute, (name, span) in zip(attributes, parts, strict=True):
        yield (owner, attribute), DocsRow(name=f"{model.name}.{name}", span=span)


def _parts(
    model: Model, key: tuple[str, str], names: Names
) -> tuple[Sequence[str], list[tuple[str, Span]]]:
    """Return the Python names of the rows of a model, and their own names and places."""
    if isinstance(model, ObjectModel):
        return names.attributes[key], [(row.name, row.span) for row in model.fields]
    if isinstance(model, EnumModel):
        return names.members[key], [(row.name, row.span) for row in model.members]
    return (), []


def row_changes(blame: Blame, old: str, new: str) -> tuple[RowChange, ...]:
    """Return the rows that made a module of another text, in the order of the page.

    None where that does not show, because the texts differ elsewhere or `old` is no Python.
    """
    was, is_now = declarations(old), declarations(new)
    if not was:
        return ()
    changes = [
        _row_change(blame, declared, "changed" if declared in was else "is new")
        for declared, text in is_now.items()
        if was.get(declared) != text and declared in blame.rows
    ]
    changes += [
        _row_change(blame, declared, "is gone")
        for declared in was
        if declared not in is_now
    ]
    return tuple(sorted(changes, key=lambda change: change.span))


_MODULE = re.compile(r"\b_\w+\.(?=[A-Z])")
"""A module before the name of a model, which depends on where other models stand."""


_BETWEEN = re.compile(r"\n[ \t]*\n")
"""The break between paragraphs of a text."""


def declarations(text: str) -> Mapping[Declared, str]:
    """Return what a module declares, each with its annotation, value and docstring.

    Nothing where it is no Python.
    """
    try:
        return dict(_declared(_MODULE.sub("", text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}


def _row_change(blame: Blame, declared: Declared, verb: Verb) -> RowChange:
    owner, attribute = declared
    name, span = owner, blame.start
    if row := blame.rows.get(declared):
        name, span = row.name, row.span
    elif row := blame.rows.get((owner, "")):
        name, span = f"{row.name}.{attribute}", row.span
    return RowChange(declared=declared, name=name, verb=verb, span=span)


def _declared(text: str) -> Iterator[tuple[Declared, str]]:
    """Yield the declarations of a module, each with its annotation, value and docstring."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            bases = " ".join(map(ast.unparse, node.bases))
            yield (
                node.name,
                "",
            ), f"{bases}: {_paragraphs(ast.get_docstring(node) or '')}"
            for name, assigned in _assigned(node.body):
                yield (node.name, name), assigned
        else:
            yield from (((name, ""), each) for name, each in _assigned([node]))


def _assigned(body: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yield the names that a body gives values or types, each with its statement and docstring."""
    # A docstring of an attribute is the statement that follows it.
    for node, following in pairwise([*body, ast.Pass()]):
        target = (
            node.target
            if isinstance(node, ast.AnnAssign)
            else node.targets[0] if isinstance(node, ast.Assign) else None
        )
        if isinstance(target, ast.Name):
            yield target.id, f"{ast.unparse(node)} {_docstring(following)}"


def _docstring(node: ast.stmt) -> str:
    """Return the text of a statement that is one."""
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return _paragraphs(text)
    return ""


def _paragraphs(text: str) -> str:
    """Return a text in lines of any length, as formatters fill them anew."""
    paragraphs = _BETWEEN.split(text.strip())
    return "\n\n".join(" ".join(each.split()) for each in paragraphs)
