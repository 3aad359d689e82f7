"""Dialect files: those that ship with typetable, those of users, and which extends which.

The one rule kept here: a file that extends another merges with it table by table and key by key; a
list replaces the other's, or with `"+"` as its first item is appended to it, and an empty string
takes a key away. A title or word that it states has no other meaning below it any more.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typetable import rules
from typetable.diagnostics import Findings
from typetable.language.contradictions import contradictions, without_restated
from typetable.language.dialect import Dialect, Sections
from typetable.settings import records, toml
from typetable.settings.toml import Table, TomlFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.diagnostics import Diagnostic
    from typetable.settings.package import Location

_FOLDER = Path(__file__).parents[1] / "dialects"


def packaged() -> Mapping[str, Dialect]:
    """Return the dialects that ship with typetable, by name."""
    return {name: named(name) for name in names()}


@cache
def signs() -> Mapping[str, tuple[str, ...]]:
    """Return the signs of each dialect that docs can be recognised by, which it states itself.

    Those of the dialect that it extends stand where `"+"` does. The dialects are not read: that
    takes longer than all else where docs are few.
    """
    return {name: _signs(name) for name in names() if not _head(name).get("by_name")}


def refined(name: str) -> str:
    """Return the dialect whose signs a packaged one goes on with, or nothing."""
    head = _head(name)
    return str(head["extends"]) if "+" in head.get("signs", ())[:1] else ""


def _signs(name: str) -> tuple[str, ...]:
    own = tuple(_head(name).get("signs", ()))
    base = refined(name)
    return (*_signs(base), *own[1:]) if base else own


@cache
def named(name: str) -> Dialect:
    """Return the packaged dialect of a name."""
    dialect, diagnostics = _of(_file(name))
    if dialect is None:
        raise AssertionError(diagnostics)
    return dialect


def read(place: Location) -> tuple[Dialect | None, tuple[Diagnostic, ...]]:
    """Return the dialect in a file of the user's (TT501 to TT504 where it states none)."""
    file, refused = toml.read(place.display_path)
    if file is None:
        return None, refused
    dialect, refused = _of(file)
    if dialect is None:
        return None, refused
    findings = Findings(file.source.path)
    for path, message, hint in contradictions(dialect):
        findings.add(rules.BAD_VALUE, file.span(path), message, hint=hint)
    return (None if findings.diagnostics else dialect), findings.diagnostics


def of_text(text: str, name: str) -> Dialect:
    """Return the dialect that a text of ours states, as the file of a name would."""
    dialect, diagnostics = _of(_loaded(name, text))
    if dialect is None:
        raise AssertionError(diagnostics)
    return dialect


def _of(file: TomlFile) -> tuple[Dialect | None, tuple[Diagnostic, ...]]:
    findings = Findings(file.source.path)
    merged = _merged(file, findings)
    stated = records.read(Sections, Table(file, findings, data=merged))
    if stated is None or findings.diagnostics:
        return None, findings.diagnostics
    name = _stem(file.source.path)
    sections = {key: getattr(stated, key) for key in stated.__struct_fields__}
    title = stated.title or name
    dialect = Dialect(name=name, **sections | {"title": title})
    for role in dialect.needed:
        if not getattr(dialect.columns, role):
            message = f"the dialect does not say which column holds the {role}"
            place = file.span(("columns",))
            findings.add(
                rules.MISSING_SETTING, place, message, hint=f"add `{role} = ...`"
            )
    return (None if findings.diagnostics else dialect), findings.diagnostics


@cache
def names() -> tuple[str, ...]:
    """Return the names of the packaged dialects, the shortest of a family first."""
    return tuple(name for name in _bases() if not name.startswith("_"))


@cache
def _bases() -> tuple[str, ...]:
    """Return the names that can be extended; one that begins with `_` is no dialect by itself."""
    names = [path.name.removesuffix(".toml") for path in _FOLDER.iterdir()]
    return tuple(sorted(names, key=lambda name: (name.count("-"), name)))


@cache
def _file(name: str) -> TomlFile:
    """Return the file of a packaged dialect."""
    return _loaded(name, _text(name))


@cache
def _head(name: str) -> Mapping[str, Any]:
    """Return the keys of a packaged dialect that stand above its first section."""
    return _loaded(name, _text(name).partition("\n[")[0]).data


def _loaded(name: str, text: str) -> TomlFile:
    file, diagnostics = toml.load(text, f"{name}.toml")
    if file is None:
        raise AssertionError(diagnostics)
    return file


def _text(name: str) -> str:
    return (_FOLDER / f"{name}.toml").read_text("utf-8")


def _stem(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].removesuffix(".toml")


def _merged(file: TomlFile, findings: Findings) -> dict[str, Any]:
    """Return the data of a file on top of the data of the file that it extends."""
    base = Table(file, findings).choice("extends", _bases())
    own = {key: value for key, value in file.data.items() if key != "extends"}
    if base is None:
        return own
    below = _merged(_file(base), findings)
    return _on_top(without_restated(below, own), own)


def _on_top(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return one table on top of another."""
    merged = {**below, **{key: _over(below.get(key), above[key]) for key in above}}
    return {key: value for key, value in merged.items() if value != ""}


def _over(below: object, above: object) -> object:
    match below, above:
        case dict(), dict():
            return _on_top(below, above)
        case list(), ["+", *more]:
            return [*below, *more]
        case None, ["+", *more]:
            return more
    return above
