"""Modules of declarations: classes that a library decodes, and aliases for enums or unions.

The one rule kept here: whichever module is imported first, an alias finds every class that it
mentions. Modules that import each other do so after their classes and before their aliases.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from typetable.graph import components
from typetable.python.layout import natural_key
from typetable.python.trees import Atom
from typetable.schema import Ref, UnionModel, UnionOf
from typetable.targets import package
from typetable.targets.aliases import known_members
from typetable.targets.classes import ClassViewer
from typetable.targets.fingerprints import fingerprints
from typetable.targets.views import (
    AliasView,
    FileView,
    ImportView,
    LazyView,
    ModuleView,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from typetable.gate import Allowed
    from typetable.python.trees import Tree
    from typetable.schema import Model, Module
    from typetable.targets.catalog import Catalog


_ALIAS = Atom("TypeAlias")


def files(
    catalog: Catalog,
    viewer: type[ModuleViewer],
    *,
    allowed: Allowed,
    exported: Collection[str] = (),
    strict: bool = False,
) -> Iterator[LazyView]:
    """Yield every file of a package; `exported` are names of its support module."""
    own = dict.fromkeys(exported, package.SUPPORT)
    too_deep = catalog.too_deep if viewer.needs_depth else frozenset()
    yield from package.files(catalog, own, strict=strict, too_deep=too_deep)
    # computed for all modules at once, when the first is asked for
    known = cache(partial(fingerprints, catalog, too_deep))

    def fingerprint(name: str) -> bytes:
        return known()[name]

    for module in catalog.schema.modules:
        yield LazyView(
            path=f"{catalog.names.modules[module.name]}.py",
            page=module.page,
            view=partial(_file, viewer, catalog, module, allowed),
            fingerprint=partial(fingerprint, module.name),
        )


def _file(
    viewer: type[ModuleViewer], catalog: Catalog, module: Module, allowed: Allowed
) -> FileView:
    """Return the view of the file that is made of a page."""
    module_viewer = viewer(catalog, module)
    return FileView(
        path=f"{catalog.names.modules[module.name]}.py",
        template="module.py.jinja",
        allowed=allowed,
        view=module_viewer.view(),
        readback=module_viewer.readback(),
        page=module.page,
        has_width=True,
    )


class ModuleViewer(ClassViewer):
    """Views one module: its classes, its aliases, and the imports that they need.

    A view may ask for `Catalog.too_deep` only where its target `needs_depth`.
    """

    needs_depth: ClassVar[bool] = False

    def __init__(self, catalog: Catalog, module: Module) -> None:
        """Start with nothing viewed and nothing imported."""
        super().__init__(catalog, module)
        self._packages: dict[str, set[str]] = {}

    def view(self) -> ModuleView:
        """Return the view of the module."""
        classes = tuple(
            self.class_view(model)
            for model in self.ordered_models()
            if self.is_class(model)
        )
        aliases = [*self.aliases()]
        if aliases and not classes and not self.speller.whole_modules:
            aliases[0] = replace(aliases[0], is_first=True)
        if aliases:
            self.speller.typing.add("TypeAlias")
        late = self.late()  # may need a name of `typing`, which is imported next
        libraries = self.imports({"typing": self.speller.typing})
        packages, siblings = self.imports(self._packages), self.siblings()
        return ModuleView(
            has_libraries=bool(libraries),
            libraries=libraries,
            has_packages=bool(packages),
            packages=packages,
            has_siblings=bool(siblings),
            siblings=siblings,
            has_late=bool(late),
            late=late,
            classes=classes,
            has_objects=not all(each.is_enum for each in classes),
            aliases=tuple(aliases),
        )

    def ordered_models(self) -> Sequence[Model]:
        """Return the models in the order in which their classes are defined."""
        return self.module.models

    def is_class(self, model: Model) -> bool:
        """Return whether a model is a class; else it is an alias."""
        return not isinstance(model, UnionModel)

    def aliases(self) -> Iterator[AliasView]:
        """Yield the unions that the docs name, each after those that it mentions."""
        for ref, union in self.named_unions():
            yield self.union_alias(ref, union)

    def union_alias(self, ref: Ref, union: UnionModel) -> AliasView:
        """Return the view of a union that the docs name."""
        members = known_members(union)
        seen, meant = self.speller.twice(ref, members, union)
        value = self.union_value(meant, self.speller.tag_of(members, union))
        if value == seen:
            value = None
        if value:
            self.uses_guard()
        docstring = self.docstring(union, indent=0)
        name = self.catalog.class_name(ref)
        return self.alias_view(name, seen, value, docstring=docstring)

    def union_value(self, meant: Tree, _tag: Sequence[Tree]) -> Tree | None:
        """Return what a program sees of a union that has a type and a tag."""
        return meant

    def alias_view(
        self,
        name: str,
        spelled: Tree,
        value: Tree | None = None,
        *,
        docstring: str = "",
    ) -> AliasView:
        """Return the view of an alias; a program sees `value` of it, or else the spelled type."""
        indent = 4 if value else 0
        return AliasView(
            name=name,
            annotation=spelled.line,
            value=(value or spelled).line,
            declaration=self.printer.declared(name, _ALIAS, spelled, indent=indent),
            assignment=self.printer.assigned(name, value, indent=4) if value else "",
            is_plain=not value,
            has_docstring=bool(docstring),
            docstring=docstring,
        )

    def named_unions(self) -> Iterator[tuple[Ref, UnionModel]]:
        """Yield the unions that the docs name; those in a cycle are opaque to each other."""
        unions = {
            Ref(model.name, self.module.name): model
            for model in self.module.models
            if isinstance(model, UnionModel)
        }
        edges = {ref: self._mentioned(union, unions) for ref, union in unions.items()}
        for component in components(edges):
            is_cycle = len(component) > 1 or component[0] in edges[component[0]]
            self.speller.opaque = frozenset(component if is_cycle else ())
            for ref in component:
                yield ref, unions[ref]
        self.speller.opaque = frozenset()

    def _mentioned(
        self, union: UnionModel, unions: Mapping[Ref, UnionModel]
    ) -> Sequence[Ref]:
        """Return the unions of the module in the type of one, and in what that spells out."""
        found: dict[Ref, None] = {}
        waiting = [union]
        while waiting:
            members = known_members(waiting.pop())
            for ref in self.catalog.mentioned(UnionOf(members)):
                model = self.catalog.model(ref)
                is_spelled_out = self.catalog.is_in_cycle(self.module, ref)
                if (
                    is_spelled_out
                    and ref not in found
                    and isinstance(model, UnionModel)
                ):
                    waiting.append(model)
                found[ref] = None
        return [ref for ref in found if ref in unions]

    def uses(self, library: str, name: str) -> str:
        """Return a name of an installed package, noting that it is used."""
        self._packages.setdefault(library, set()).add(name)
        return name

    def uses_guard(self) -> None:
        """Note that the module asks whether a type checker reads it."""
        self.speller.typing.add("TYPE_CHECKING")

    def late(self) -> tuple[ImportView, ...]:
        """Return the imports of modules themselves, which may import this one in turn."""
        modules = self.speller.whole_modules
        if modules:
            self.uses_guard()
        return tuple(
            ImportView(
                module=".",
                names=self.printer.imported(
                    ".", [f"{name} as {modules[name]}"], indent=4
                ),
            )
            for name in sorted(modules, key=natural_key)
        )

    def siblings(self) -> tuple[ImportView, ...]:
        """Return the imports of names from other modules of the package."""
        names: dict[str, set[str]] = {f".{package.SUPPORT}": self.speller.support}
        for module, name in self.speller.imported():
            names.setdefault(f".{module}", set()).add(name)
        return self.imports(names)

    def imports(self, names: Mapping[str, Collection[str]]) -> tuple[ImportView, ...]:
        """Return the imports of names from modules."""
        return tuple(
            ImportView(
                module=module, names=self.printer.imported(module, names[module])
            )
            for module in sorted(names, key=natural_key)
            if names[module]
        )
