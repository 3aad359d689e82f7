"""Views: the records that templates print.

The one rule kept here: a field is finished text, a flag, or a tuple of views, so that a template
has nothing to decide and nothing to quote. Text that is code is Python already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.gate import Allowed, Readback


class ImportView(Struct, frozen=True, kw_only=True):
    """`from {module} import {names}`; `names` has its own parentheses where it needs them."""

    module: str
    names: str


class FieldView(Struct, frozen=True, kw_only=True):
    """An attribute of a model."""

    attribute: str
    """Its Python name."""
    wire_name: str
    """The literal of its JSON name."""
    declaration: str
    """The annotated assignment in the class body."""
    has_docstring: bool
    """Whether the docs describe it."""
    docstring: str
    """The literal that may follow the declaration."""
    decode: str = ""
    """The statement that decodes the unions in it; empty where a library does that."""


class MemberView(Struct, frozen=True, kw_only=True):
    """A member of an enum: an identifier, a literal, and the docstring that may follow."""

    name: str
    value: str
    has_docstring: bool
    docstring: str


class ClassView(Struct, frozen=True, kw_only=True):
    """An object, or an enum."""

    name: str
    """Its Python name."""
    base: str
    """Its bases and settings, with their own line breaks."""
    docstring: str
    """The literal of its prose."""
    is_enum: bool
    """Whether it is an enum, with `members`; else it is an object, with `fields`."""
    has_fields: bool
    """Whether there are fields."""
    has_members: bool
    """Whether there are members."""
    fields: tuple[FieldView, ...]
    """The fields of an object in documented order."""
    members: tuple[MemberView, ...]
    """The members of an enum in documented order."""
    is_functional: bool = False
    """Whether the names of the fields could not stand in a class body."""
    statement: str = ""
    """The statement that makes it, where it is functional."""
    is_close: bool = False
    """Whether it stands one line below imports."""
    has_fitted: bool = False
    """Whether there are fitted fields."""
    fitted: tuple[FieldView, ...] = ()
    """The fields that `decode` makes of values that a library has decoded."""


class AliasView(Struct, frozen=True, kw_only=True):
    """A name for a type."""

    name: str
    """The name."""
    annotation: str
    """The type for type checkers, on one line."""
    value: str
    """The value for the program, on one line."""
    declaration: str
    """The statement that declares it for type checkers."""
    assignment: str
    """The statement that assigns it for the program; empty where that is the declaration."""
    is_plain: bool
    """Whether the program has it from the declaration."""
    has_docstring: bool
    """Whether there is a docstring."""
    docstring: str
    """The literal of its prose."""
    is_first: bool = False
    """Whether it comes right after the imports."""


class ModuleView(Struct, frozen=True, kw_only=True):
    """A module of the package."""

    has_libraries: bool
    """Whether it imports from the standard library."""
    libraries: tuple[ImportView, ...]
    """The imports from the standard library."""
    has_siblings: bool
    """Whether it imports from its siblings."""
    siblings: tuple[ImportView, ...]
    """The imports from its siblings."""
    classes: tuple[ClassView, ...]
    """The classes, in the order of their definition."""
    has_objects: bool = False
    """Whether any of them is no enum."""
    has_late: bool = False
    """Whether there are late imports."""
    late: tuple[ImportView, ...] = ()
    """The siblings that import the module in turn, to be imported after the classes."""
    aliases: tuple[AliasView, ...] = ()
    """The aliases, each after those that it mentions."""
    has_packages: bool = False
    """Whether it imports from installed packages."""
    packages: tuple[ImportView, ...] = ()
    """The imports from installed packages, such as pydantic."""


class ExportView(Struct, frozen=True, kw_only=True):
    """A name that the package exports: literals of it and of the module that defines it."""

    name: str
    module: str


class EntryView(Struct, frozen=True, kw_only=True):
    """The import of a name of a module that the package itself imports."""

    module: str
    """The module."""
    names: str
    """The name."""
    imported: str
    """The name after `import`."""
    value: str
    """The name after `_entered = `."""


class PackageView(Struct, frozen=True, kw_only=True):
    """The package itself: its exports, and the modules that define them."""

    has_exports: bool
    """Whether there are exports."""
    imports: tuple[ImportView, ...]
    """The exports as imports, for type checkers."""
    exports: tuple[ExportView, ...]
    """The exports as literals."""
    strict: str = "False"
    """The literal of whether its models decode strictly by default."""
    has_unions: bool = False
    """Whether there are unions of several types."""
    has_enums: bool = False
    """Whether there are enums."""
    has_bytes: bool = False
    """Whether there is Base64."""
    has_deep: bool = False
    """Whether there are models that a library has to build separately."""
    has_loops: bool = False
    """Whether there are unions that hold themselves."""
    has_aliases: bool = False
    """Whether there are enums, or unions that hold themselves."""
    has_choices: bool = False
    """Whether there are unions or enums."""
    has_fitted: bool = False
    """Whether there is what a library leaves as it is at first: unions, or such models."""
    has_hints: bool = False
    """Whether there are unions, enums or such models."""
    has_marks: bool = False
    """Whether there are unions, enums or Base64."""
    is_snake: bool = False
    """Whether most JSON names are written like attributes; else one of the next holds."""
    is_camel: bool = False
    """Whether most JSON names are written `likeThis`."""
    is_pascal: bool = False
    """Whether most JSON names are written `LikeThis`."""
    is_kebab: bool = False
    """Whether most JSON names are written `like-this`."""
    has_first: bool = False
    """Whether modules have to be imported first."""
    first: tuple[EntryView, ...] = ()
    """The modules that are imported by the package itself, as they reach too many others."""


View: TypeAlias = ModuleView | PackageView


class FileView(Struct, frozen=True, kw_only=True):
    """A file of the output, ready to be printed."""

    path: str
    """Its path below the output folder."""
    template: str
    """The name of its template."""
    allowed: Allowed | None
    """The forms that the gate lets pass; absent where the text holds nothing from the docs."""
    view: View
    """The view that the template prints."""
    readback: Readback | None = None
    """The text of the docs that must read back from it."""
    page: str = ""
    """The page that a module is made from; empty for files of the whole package."""
    has_width: bool = False
    """Whether all that may be long in it is printed for the width of the package."""


class LazyView(Struct, frozen=True, kw_only=True):
    """The view of a file, made on demand.

    `path` and `page` are those of the view. `fingerprint` returns the digest of its inputs, of 32
    bytes: two views of one fingerprint are alike.
    """

    path: str
    page: str = ""
    view: Callable[[], FileView]
    fingerprint: Callable[[], bytes]
