"""Reference tables, printed from the records that `settings.records` reads.

The manual of a key is the docstring below its field; one of a record says what the table is for.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from typetable.settings.package import Override
from typetable.settings.records import is_record
from typetable.settings.scalars import core, notes, scalars
from typetable.settings.toml import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from msgspec.structs import FieldInfo


class Key(NamedTuple):
    """A key of a table: what it takes and what holds where it is not set, both in Markdown."""

    name: str
    takes: str
    default: str
    manual: str


TITLES = Key("key", "takes", "default", "")


def keys(kind: type[Struct], defaults: Struct | None = None) -> Iterator[Key]:
    """Yield the keys of a record, those of tables in it behind their own.

    `defaults` has what holds in the end where a field of the same name is not set.
    """
    manuals = docstrings(kind)
    for field in fields(kind):
        name, default = field.encode_name, _default(field)
        if default is None:
            default = getattr(defaults, field.name, None)
        shown = "needed" if field.required else _shown(default)
        yield Key(name, takes(field.type), shown, manuals.get(field.name, ""))
        for inner in filter(is_record, _parts(field.type)):
            for key in keys(inner):
                yield key._replace(name=f"{name}.{key.name}")


def _parts(annotation: object) -> tuple[object, ...]:
    """Return what an annotation is about: itself, its parts and its notes."""
    kind = core(annotation)
    return (kind, *map(core, get_args(kind)), *notes(annotation))


def docstrings(kind: type[Struct]) -> dict[str, str]:
    """Return the docstring below each field of a record, those of its bases included."""
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        if issubclass(each, Struct) and each is not Struct:
            found |= _below_fields(each)
    return found


def _below_fields(kind: type) -> dict[str, str]:
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for field, text in zip(tree.body, tree.body[1:], strict=False):
        match field, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(said))),
            ):
                found[name] = " ".join(said.split())
    return found


def takes(annotation: object) -> str:
    """Return in words what a field of some annotation takes."""
    kind = core(annotation)
    parts = get_args(kind)
    if kind is Table and notes(annotation):
        return takes(notes(annotation)[0])
    if kind is Table or is_record(kind):
        return "a table"
    if get_origin(kind) is Literal:
        return f"one of {_listed(parts)}"
    if get_origin(kind) is Mapping:
        names = get_args(core(parts[0]))
        by_name = f", by {_listed(names)}" if names else ""
        return f"a table: {takes(parts[1])} each{by_name}"
    if get_origin(kind) is tuple:
        return _array(annotation, core(parts[0]))
    return scalars(annotation).item


def _array(annotation: object, item: object) -> str:
    if item is Table or is_record(item):
        return "an array of tables"
    if get_origin(item) is Override:  # in the file a table, whose keys are names
        return f"a table: {takes(*get_args(item))} each"
    allowed = scalars(annotation)
    return f"any of {_listed(allowed.words)}" if allowed.words else allowed.one


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _default(field: FieldInfo) -> object:
    if field.default_factory is not NODEFAULT:
        return field.default_factory()
    return None if field.default is NODEFAULT else field.default


def _shown(default: object) -> str:
    """Return a default as TOML has it; nothing where it says nothing, or is said key by key."""
    match default:
        case None | "" | () | Struct() | Mapping():
            return ""
        case _:
            # What is made of a string has that as its `text`.
            spelled = json.dumps(
                default, ensure_ascii=False, default=attrgetter("text")
            )
            return f"`{spelled}`"


def table(kind: type[Struct], defaults: Struct | None = None) -> str:
    """Return the keys of a record as a table in Markdown, without columns that say nothing."""
    rows = [
        key._replace(name=f"`{key.name}`", manual=key.manual.replace("|", "\\|"))
        for key in keys(kind, defaults)
    ]
    columns = [
        [title, ":--", *cells]
        for title, *cells in zip(TITLES, *rows, strict=True)
        if any(cells)
    ]
    lines = (f"| {' | '.join(cells)} |" for cells in zip(*columns, strict=True))
    return "\n".join([*lines, ""])


def reference(sections: Sequence[tuple[str, type[Struct]]]) -> str:
    """Return a page about records: for each its name as a heading, its docstring and its keys."""
    return "\n".join(
        f"## `[{name}]`\n\n{_prose(kind)}\n\n{table(kind)}" for name, kind in sections
    )


def _prose(kind: type[Struct]) -> str:
    """Return the docstring of a record as one paragraph."""
    return textwrap.fill(" ".join((inspect.getdoc(kind) or "").split()), 80)


def check(path: Path, name: str, printed: str, *, update: bool) -> None:
    """Hold a page to what is `printed` between `<!-- NAME -->` and its end, or write that."""
    first, last = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    before, found, rest = path.read_text("utf-8").partition(first)
    shown, _, after = rest.partition(last)
    assert found, f"{path.name} has no {first}"
    if update:
        path.write_text(before + first + printed + last + after, "utf-8")
    else:
        assert shown == printed
