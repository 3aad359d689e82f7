"""Views: what templates may see.

The one rule kept here: a field is finished text, a flag, or a tuple of views, so that a template
has nothing to decide and nothing to quote. Text that stands for code is Python already.
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
    """An attribute of a model.

    `attribute` is its Python name, `wire_name` the literal of its JSON name, `declaration` the
    annotated assignment in the class body, `docstring` the literal that may follow it, `decode`
    the statement that takes it out of JSON, `encode` the one that puts it back, `is_always_encoded`
    even as null; both are empty where the library of a target does that. Where it `is_tested`,
    `taken` are statements that take the value as it is, and `decode` stands below the clause
    `test`, which is one of others where the value `may_be_absent`.
    """

    attribute: str
    wire_name: str
    declaration: str
    has_docstring: bool
    docstring: str
    decode: str = ""
    encode: str = ""
    is_always_encoded: bool = False
    is_tested: bool = False
    taken: tuple[str, ...] = ()
    test: str = ""
    may_be_absent: bool = False


class MemberView(Struct, frozen=True, kw_only=True):
    """A member of an enum: an identifier, a literal, and the docstring that may follow."""

    name: str
    value: str
    has_docstring: bool
    docstring: str


class ClassView(Struct, frozen=True, kw_only=True):
    """An object with `fields`, or where `is_enum` an enum with `members`; `base` is its base.

    `finder` is the statement that names what finds members of an enum by text.
    `size` is how many fields there are, and `found` the expression that counts those that are as
    they should be, or absent where it `may_lack` some. Where it `is_large`, type checkers
    have to be told what the variables are that decoding assigns so often.
    `fitted` are those of the fields that `decode` makes of what a library has decoded. Where
    `is_functional`, the names of the fields could not stand in a class body; where `is_close`, it
    stands one line below imports.
    """

    name: str
    base: str
    docstring: str
    is_enum: bool
    has_fields: bool
    has_members: bool
    fields: tuple[FieldView, ...]
    members: tuple[MemberView, ...]
    is_functional: bool = False
    is_close: bool = False
    has_fitted: bool = False
    fitted: tuple[FieldView, ...] = ()
    has_finder: bool = False
    finder: str = ""
    size: str = ""
    found: str = ""
    may_lack: bool = False
    is_large: bool = False


class UnionView(Struct, frozen=True, kw_only=True):
    """A union, and the function that decodes it.

    `alias` is the type that stands for it, and `name` what that is called where the docs name it;
    `annotation` is whichever of them a signature says. `decoder` is the function, with its
    `parameters` and the `arguments` that it hands on; `shaper` is the function that returns, as
    `shaped`, the `shapes` which tell the members apart.
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
    parameters: str
    arguments: str
    shaper: str
    shaped: str
    shapes: tuple[str, ...]


class AliasView(Struct, frozen=True, kw_only=True):
    """A name for a type: `annotation` is what checkers see of it, `value` what the program sees.

    They are the same where it `is_plain`. Where `is_first`, it comes right after the imports.
    """

    name: str
    annotation: str
    value: str
    is_plain: bool
    has_docstring: bool
    docstring: str
    is_first: bool = False


class ModuleView(Struct, frozen=True, kw_only=True):
    """A module of the package; it imports from the standard library and from its siblings.

    `packages` are imports of what has to be installed, such as pydantic.
    `late` are siblings that import the module in turn, so that a program has to import them after
    the classes. A target has either `unions` or `aliases`.
    """

    docstring: str
    has_libraries: bool
    libraries: tuple[ImportView, ...]
    has_siblings: bool
    siblings: tuple[ImportView, ...]
    classes: tuple[ClassView, ...]
    unions: tuple[UnionView, ...] = ()
    has_late: bool = False
    late: tuple[ImportView, ...] = ()
    aliases: tuple[AliasView, ...] = ()
    has_packages: bool = False
    packages: tuple[ImportView, ...] = ()


class ExportView(Struct, frozen=True, kw_only=True):
    """A name that the package exports: literals of it and of the module that defines it."""

    name: str
    module: str


class PackageView(Struct, frozen=True, kw_only=True):
    """The package itself: what it exports, and from where.

    `strict` is whether its models decode strictly unless told otherwise, as a literal. `first` are
    modules from which so many others are reached that the package has to import them itself.
    """

    has_exports: bool
    imports: tuple[ImportView, ...]
    exports: tuple[ExportView, ...]
    strict: str = "False"
    has_first: bool = False
    first: tuple[ImportView, ...] = ()


View: TypeAlias = ModuleView | PackageView


class FileView(Struct, frozen=True, kw_only=True):
    """A file of the output: its path below the output folder, its template, and what that sees.

    `allowed` is what the gate lets pass; absent where the text holds nothing from the docs.
    `page` is the page that a module is made from; empty for files of the whole package. `wording`
    is what the text must say of it.
    """

    path: str
    template: str
    allowed: Allowed | None
    view: View
    wording: Readback | None = None
    page: str = ""


class Viewing(Struct, frozen=True, kw_only=True):
    """What makes the view of a file when somebody is ready for it.

    `path` and `page` are those of the view; `essence` returns what stands for all that it can
    depend on, in 32 bytes, so that two views of one essence are alike.
    """

    path: str
    page: str = ""
    view: Callable[[], FileView]
    essence: Callable[[], bytes]
