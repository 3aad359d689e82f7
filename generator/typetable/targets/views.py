"""Views: what templates may see.

The one rule kept here: a field is finished text, a flag, or a tuple of views, so that a template
has nothing to decide and nothing to quote. Text that stands for code is Python already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from typetable.gate import Allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """`from {module} import {names}`; `names` has its own parentheses where it needs them."""

    module: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """An attribute of a model.

    `attribute` is its Python name, `wire_name` the literal of its JSON name, `declaration` the
    annotated assignment in the class body, `docstring` the literal that may follow it, `decode`
    the statement that takes it out of JSON, `encode` the item that puts it back.
    """

    attribute: str
    wire_name: str
    declaration: str
    has_docstring: bool
    docstring: str
    decode: str
    encode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """A member of an enum: an identifier, a literal, and the docstring that may follow."""

    name: str
    value: str
    has_docstring: bool
    docstring: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """An object with `fields`, or where `is_enum` an enum with `members`; `base` is its base."""

    name: str
    base: str
    docstring: str
    is_enum: bool
    has_fields: bool
    has_members: bool
    fields: tuple[FieldView, ...]
    members: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionView:
    """A union, and the function that decodes it.

    `alias` is the type that stands for it, and `name` what that is called where the docs name it;
    `annotation` is whichever of them a signature says. `decoder` is the function, `arguments` what
    it hands on, `shaper` the function that returns the `shapes` which tell the members apart.
    Where `is_deferred`, the alias names modules that may not be complete when it is made; where
    `is_first`, it comes right after the imports.
    """

    is_named: bool
    is_first: bool
    is_deferred: bool
    is_decoded: bool
    name: str
    alias: str
    annotation: str
    docstring: str
    decoder: str
    arguments: str
    shaper: str
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """A module of the package; it imports from libraries and from its siblings."""

    docstring: str
    has_libraries: bool
    libraries: tuple[ImportView, ...]
    has_siblings: bool
    siblings: tuple[ImportView, ...]
    classes: tuple[ClassView, ...]
    unions: tuple[UnionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportView:
    """A name that the package exports: literals of it and of the module that defines it."""

    name: str
    module: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageView:
    """The package itself: what it exports, and from where."""

    imports: tuple[ImportView, ...]
    exports: tuple[ExportView, ...]


View: TypeAlias = ModuleView | PackageView


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file of the output: its path below the output folder, its template, and what that sees.

    `allowed` is what the gate lets pass; absent where the text holds nothing from the docs.
    `page` is the page that a module is made from; empty for files of the whole package.
    """

    path: str
    template: str
    allowed: Allowed | None
    view: View
    page: str = ""
