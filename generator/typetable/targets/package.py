"""The package: its exports, the same for every target.

The one rule kept here: a name is exported from one module, and importing the package imports none,
unless references nest so deep that they could not be imported otherwise.
"""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.gate import Allowed
from typetable.python import literals
from typetable.python.layout import export_order, natural_key
from typetable.python.trees import Atom
from typetable.targets import import_depth
from typetable.targets.features import Features, features_of, flags
from typetable.targets.fingerprints import fingerprint
from typetable.targets.json_names import STYLES
from typetable.targets.views import (
    EntryView,
    ExportView,
    FileView,
    ImportView,
    LazyView,
    PackageView,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from typetable.schema import Ref
    from typetable.targets.catalog import Catalog
    from typetable.targets.views import View

SUPPORT = "_support"
"""The module that the others import, where a target has one."""

MODULES = frozenset({"_exports", SUPPORT})
"""Modules of the package that are made from no page."""

OF_ENUMS = frozenset(
    {"as_integer_ratio", "bit_count", "bit_length", "capitalize", "casefold"}
    | {"center", "conjugate", "count", "decode", "denominator", "encode", "endswith"}
    | {"expandtabs", "find", "format", "format_map", "from_bytes", "from_number"}
    | {"fromhex", "hex", "imag", "index", "is_integer", "is_known", "isalnum"}
    | {"isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower"}
    | {"isnumeric", "isprintable", "isspace", "istitle", "isupper", "join", "ljust"}
    | {"lower", "lstrip", "maketrans", "mro", "name", "numerator", "partition"}
    | {"real", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust"}
    | {"rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip"}
    | {"swapcase", "title", "to_bytes", "translate", "upper", "value", "zfill"}
)
"""Names of enums: attributes of strings and numbers in any Python from 3.11, and our own."""

OPEN_ENUM = "OpenEnum"
"""What a package exports of its support module only where it has enums."""

TYPES = frozenset({"bool", "bytes", "dict", "float", "int", "list", "str"})
"""Builtins that annotations name."""

_OF_EXPORTS = Allowed(
    imports={"importlib": frozenset({"import_module"}), "typing": frozenset({"Any"})},
    types=frozenset({"dict", "str"}),
    grammar={
        "STATEMENT": (
            "TYPE_CHECKING = False",
            "MODULES: dict[str, str] = {WORD: WORD}",
            "MODULES: dict[str, str] = {}",
        ),
        "FUNCTION": (
            """
def load(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError("module " + repr(__package__) + " has no " + repr(name))
    return getattr(import_module("." + MODULES[name], __package__), name)
""",
            """
def names() -> list[str]:
    return [*MODULES]
""",
        ),
    },
)
"""The forms of `_exports.py`, the module that finds the exports."""


def files(
    catalog: Catalog,
    own: Mapping[str, str],
    *,
    strict: bool = False,
    too_deep: Collection[Ref] = (),
) -> Iterator[LazyView]:
    """Yield the files that are made from no page; a support module where it has exports."""
    package = view(catalog, own, strict=strict, too_deep=too_deep)
    allowed = _of_package(own)
    yield _lazy_view(
        "__init__.py", "package.py.jinja", package, allowed, has_width=True
    )
    yield _lazy_view("_exports.py", "exports.py.jinja", package, _OF_EXPORTS)
    if SUPPORT in own.values():
        yield _lazy_view("_support.py", "support.py.jinja", package)
    yield _lazy_view("py.typed", "py.typed.jinja", package)


def _of_package(own: Iterable[str]) -> Allowed:
    """Return the forms of the package itself; a class that it exports may have any other name."""
    return Allowed(
        imports={
            ".": frozenset({"_exports"}),
            "._exports": frozenset(),
            f".{SUPPORT}": frozenset(own),
        },
        grammar={
            "STATEMENT": (
                "TYPE_CHECKING = False",
                "__getattr__ = _exports.load",
                "__dir__ = _exports.names",
                "_entered = NAME",
                "__all__ = [WORD, ...]",
                "__all__ = ()",
            )
        },
    )


def _lazy_view(
    path: str,
    template: str,
    package: PackageView,
    allowed: Allowed | None = None,
    *,
    has_width: bool = False,
) -> LazyView:
    view = FileView(
        path=path,
        template=template,
        allowed=allowed,
        view=package,
        has_width=has_width,
    )
    return LazyView(
        path=path,
        view=lambda: view,
        fingerprint=partial(fingerprint, (path, package)),
    )


def view(
    catalog: Catalog,
    own: Mapping[str, str],
    *,
    strict: bool = False,
    too_deep: Collection[Ref] = (),
) -> PackageView:
    """Return the view of a package that exports models, and its `own` names from modules."""
    names = catalog.names
    modules = {name: names.modules[module] for name, module in names.exports.items()}
    features = features_of(catalog, too_deep)
    is_left_out = {OPEN_ENUM} if not features.has_enums else set()
    modules |= {name: own[name] for name in own.keys() - is_left_out}
    ordered = sorted(modules, key=export_order)
    exported: dict[str, list[str]] = {}
    for name in ordered:
        exported.setdefault(f".{modules[name]}", []).append(name)
    first = tuple(_first(catalog, exported))
    return PackageView(
        has_exports=bool(ordered),
        has_first=bool(first),
        first=first,
        imports=tuple(
            ImportView(
                module=module,
                names=catalog.printer.imported(module, exported[module], indent=4),
            )
            for module in sorted(exported, key=natural_key)
        ),
        exports=tuple(
            ExportView(
                name=literals.string(name), module=literals.string(modules[name])
            )
            for name in ordered
        ),
        strict=repr(strict),
        is_snake=catalog.style == "snake",
        is_camel=catalog.style == "camel",
        is_pascal=catalog.style == "pascal",
        is_kebab=catalog.style == "kebab",
        **flags(features),
    )


def variants(package: View) -> Iterator[View]:
    """Yield the views of packages that need other things of their support module."""
    every = product(*[(False, True)] * len(Features.__struct_fields__))
    for strict, features in product(("False", "True"), every):
        for style in STYLES:
            styles = {f"is_{each}": each == style for each in STYLES}
            named = flags(Features(*features))
            yield replace(package, strict=strict, **named, **styles)


def _first(
    catalog: Catalog, exported: Mapping[str, Sequence[str]]
) -> Iterator[EntryView]:
    """Yield imports, of one name each, of modules that the package has to import itself."""
    edges, modules = catalog.module_edges, catalog.names.modules
    for name in import_depth.entered_first(catalog.module_groups, edges):
        module = f".{modules[name]}"
        for export in exported.get(module, ())[:1]:
            yield EntryView(
                module=module,
                names=export,
                imported=catalog.printer.imported(module, [export], indent=4),
                value=catalog.printer.value_after(
                    "_entered = ", Atom(export), indent=4
                ),
            )
