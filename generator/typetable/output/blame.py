"""Blame: which rows of the docs a generated file, and a change of it, comes from.

The one rule kept here: a row is named only where what its file declares shows that it changed;
where that shows nothing, the page is named and no row. Texts are parsed, never run.
"""

from __future__ import annotations

import ast
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


class Row(Struct, frozen=True, kw_only=True):
    """What stands in a row or heading of the docs, by its documented name."""

    name: str
    span: Span


class Origin(Struct, frozen=True, kw_only=True):
    """The page of a generated file: its path as people know it, its first heading, its rows."""

    path: str
    start: Span
    rows: Mapping[Declared, Row]


class Change(Struct, frozen=True, kw_only=True):
    """One row of the docs and what became of it; of a row that is gone, the heading above."""

    name: str
    verb: Verb
    span: Span


def origins(
    pages: Mapping[str, str], schema: Schema, names: Names
) -> Mapping[str, Origin]:
    """Return the origin of each generated file; `pages` maps files to the paths of their pages."""
    modules = {module.source: module for module in schema.modules}
    return {
        path: _origin(modules[page], names)
        for path, page in pages.items()
        if page in modules
    }


def _origin(module: Module, names: Names) -> Origin:
    rows = {
        declared: row
        for model in module.models
        for declared, row in _rows(module, model, names)
    }
    start = min((model.span for model in module.models), default=Span(1, 1, 1))
    return Origin(path=module.source, start=start, rows=rows)


def _rows(module: Module, model: Model, names: Names) -> Iterator[tuple[Declared, Row]]:
    key = (module.name, model.name)
    owner = names.classes[key]
    yield (owner, ""), Row(name=model.name, span=model.span)
    attributes, parts = _parts(model, key, names)
    for attribute, (name, span) in zip(attributes, parts, strict=True):
        yield (owner, attribute), Row(name=f"{model.name}.{name}", span=span)


def _parts(
    model: Model, key: tuple[str, str], names: Names
) -> tuple[Sequence[str], list[tuple[str, Span]]]:
    """Return the Python names of the rows of a model, and their own names and places."""
    if isinstance(model, ObjectModel):
        return names.attributes[key], [(row.name, row.span) for row in model.fields]
    if isinstance(model, EnumModel):
        return names.members[key], [(row.name, row.span) for row in model.members]
    return (), []


def changes(origin: Origin, old: str, new: str) -> tuple[Change, ...]:
    """Return which rows made the text of a module another one, in the order of the page.

    None where that does not show, because the texts differ elsewhere or `old` is no Python.
    """
    try:
        was, is_now = dict(_declared(old)), dict(_declared(new))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found = [
        _change(origin, declared, "changed" if declared in was else "is new")
        for declared, text in is_now.items()
        if was.get(declared) != text and declared in origin.rows
    ]
    found += [
        _change(origin, declared, "is gone")
        for declared in was
        if declared not in is_now
    ]
    return tuple(sorted(found, key=lambda change: change.span))


def _change(origin: Origin, declared: Declared, verb: Verb) -> Change:
    owner, attribute = declared
    if row := origin.rows.get(declared):
        return Change(name=row.name, verb=verb, span=row.span)
    if row := origin.rows.get((owner, "")):
        return Change(name=f"{row.name}.{attribute}", verb=verb, span=row.span)
    return Change(name=owner, verb=verb, span=origin.start)


def _declared(text: str) -> Iterator[tuple[Declared, str]]:
    """Yield what a module declares, each with its annotation, its value and its docstring."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            bases = " ".join(map(ast.unparse, node.bases))
            yield (node.name, ""), f"{bases}: {ast.get_docstring(node, clean=False)}"
            for name, said in _assigned(node.body):
                yield (node.name, name), said
        else:
            yield from (((name, ""), said) for name, said in _assigned([node]))


def _assigned(body: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yield the names that a body gives values or types, each with all that is said of it."""
    for node, following in pairwise([*body, ast.Pass()]):
        target = (
            node.target
            if isinstance(node, ast.AnnAssign)
            else node.targets[0] if isinstance(node, ast.Assign) else None
        )
        if isinstance(target, ast.Name):
            docs = following if isinstance(following, ast.Expr) else ast.Pass()
            yield target.id, ast.unparse(node) + ast.unparse(docs)
