"""Modules of declarations: classes that a library decodes, and aliases for enums or unions.

The one rule kept here: whichever module is imported first, an alias finds every class that it
mentions. Modules that import each other do so after their classes and before their aliases.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar, cast

from msgspec.structs import replace

from typetable.graph import components
from typetable.python import literals
from typetable.python.layout import imported, natural_key
from typetable.python.statements import enclosed, value_after
from typetable.schema import ObjectModel, Ref, UnionModel, UnionOf
from typetable.targets import package
from typetable.targets.fingerprints import essences
from typetable.targets.readback import Worded
from typetable.targets.spelling import Speller
from typetable.targets.views import (
    AliasView,
    ClassView,
    FieldView,
    FileView,
    ImportView,
    MemberView,
    ModuleView,
    Viewing,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from typetable.gate import Allowed
    from typetable.schema import EnumModel, Field, Member, Model, Module, Type
    from typetable.targets.catalog import Catalog

_ENUMS = {"string": "StringEnum", "integer": "IntegerEnum", "number": "NumberEnum"}
"""The bases of enums, by the kind of their values."""

_MOST_ASSIGNMENTS = 64
"""From how many assignments pyright infers the type of a variable, and not from more."""


def files(
    catalog: Catalog,
    viewer: type[ModuleViewer],
    *,
    allowed: Allowed,
    exported: Collection[str] = (),
    strict: bool = False,
) -> Iterator[Viewing]:
    """Yield every file of a package; `exported` are names of its support module."""
    own = dict.fromkeys(exported, package.SUPPORT)
    yield from package.files(catalog, own, strict=strict)
    far = catalog.far if viewer.looks_far else frozenset()
    known = cache(partial(essences, catalog, far))

    def essence(name: str) -> bytes:
        return known()[name]

    for module in catalog.schema.modules:
        yield Viewing(
            path=f"{catalog.names.modules[module.name]}.py",
            page=module.page,
            view=partial(_file, viewer, catalog, module, allowed),
            essence=partial(essence, module.name),
        )


def _file(
    viewer: type[ModuleViewer], catalog: Catalog, module: Module, allowed: Allowed
) -> FileView:
    """Return the view of the file that is made of a page."""
    viewing = viewer(catalog, module)
    return FileView(
        path=f"{catalog.names.modules[module.name]}.py",
        template="module.py.jinja",
        allowed=allowed,
        view=viewing.view(),
        wording=viewing.wording(),
        page=module.page,
    )


class DeclarationSpeller(Speller):
    """Spells types for classes, and inside `alias` for what is evaluated at once.

    `tag` is the discriminator of the union that is spelled next.
    """

    def __init__(self, catalog: Catalog, module: Module) -> None:
        """Start outside of aliases."""
        super().__init__(catalog, module)
        self.tag = ""
        self._open: list[Ref] = []

    def alias(self, ref: Ref, members: Sequence[Type], tag: str = "") -> str:
        """Return the type that `ref` stands for, which is a union of `members`."""
        self._open.append(ref)
        self.tag = tag
        spelled = self.either(members) if members else self.scalar("any")
        self._open.pop()
        self.tag = ""
        return spelled

    @property
    def is_in_alias(self) -> bool:
        """Whether what is spelled is evaluated as soon as the module is imported."""
        return bool(self._open)

    def named(self, ref: Ref) -> str:
        """Return the name of what `ref` refers to; of another alias in a cycle what it means."""
        if self._open and self.catalog.is_in_cycle(self.module, ref):
            if ref in self._open:
                return self.scalar("any")
            if spelled := self.spelled_out(ref):
                return spelled
        return super().named(ref)

    def spelled_out(self, ref: Ref) -> str:
        """Return what an alias stands for; empty where `ref` is a class."""
        model = self.catalog.model(ref)
        if isinstance(model, UnionModel):
            return self.alias(ref, known_members(model), model.discriminator)
        return ""


class ModuleViewer(Worded):
    """Views one module; a target says what a class and an alias look like.

    A view may ask for `Catalog.far` only where its target `looks_far`.
    """

    speller_type: ClassVar[type[DeclarationSpeller]] = DeclarationSpeller
    looks_far: ClassVar[bool] = False

    def __init__(self, catalog: Catalog, module: Module) -> None:
        """Start with nothing viewed; the speller notes what the module uses."""
        self.catalog = catalog
        self.module = module
        self.speller = self.speller_type(catalog, module)
        self._packages: dict[str, set[str]] = {}

    def view(self) -> ModuleView:
        """Return the view of the module."""
        classes = tuple(
            self.class_view(model)
            for model in self.ordered_models()
            if self.is_class(model)
        )
        aliases = [*self.aliases()]
        if aliases and not classes and not self.speller.whole:
            aliases[0] = replace(aliases[0], is_first=True)
        if aliases:
            self.speller.typing.add("TypeAlias")
        late = self.late()
        libraries = imports({"typing": self.speller.typing})
        packages, siblings = imports(self._packages), self.siblings()
        return ModuleView(
            docstring=literals.docstring(f"Models of `{self.module.page}`.", indent=0),
            has_libraries=bool(libraries),
            libraries=libraries,
            has_packages=bool(packages),
            packages=packages,
            has_siblings=bool(siblings),
            siblings=siblings,
            has_late=bool(late),
            late=late,
            classes=classes,
            aliases=tuple(aliases),
        )

    def ordered_models(self) -> Sequence[Model]:
        """Return the models in the order in which their classes are defined."""
        return self.module.models

    def is_class(self, model: Model) -> bool:
        """Return whether a model is a class; else it is an alias."""
        return not isinstance(model, UnionModel)

    def class_view(self, model: Model) -> ClassView:
        """Return the view of an object, or of an enum."""
        if isinstance(model, ObjectModel):
            return self.object_view(model)
        return self.enum_view(cast("EnumModel", model))

    def object_view(self, model: ObjectModel) -> ClassView:
        """Return the view of an object."""
        fields = self.fields(model)
        fitted = tuple(field for field in fields if field.decode)
        may_lack = any(field.may_be_absent for field in fields)
        name = self.catalog.names.classes[self.module.name, model.name]
        return ClassView(
            name=name,
            base=enclosed(f"class {name}", self.base(model).split(", "), ":"),
            docstring=self.docstring(model, indent=4),
            is_enum=False,
            has_fields=bool(fields),
            has_members=False,
            fields=fields,
            members=(),
            has_fitted=bool(fitted),
            fitted=fitted,
            size=str(len(fields)),
            found="len(data) + absent" if may_lack else "len(data)",
            may_lack=may_lack,
            is_large=sum(field.is_tested for field in fields) >= _MOST_ASSIGNMENTS,
        )

    def base(self, _model: ObjectModel) -> str:
        """Return what stands in the parentheses of a class."""
        return self.speller.uses("JsonModel")

    def enum_view(self, model: EnumModel) -> ClassView:
        """Return the view of an enum."""
        key = (self.module.name, model.name)
        name = self.catalog.names.classes[key]
        base = self.speller.uses(_ENUMS[model.scalar])
        members = tuple(map(_member, self.catalog.names.members[key], model.members))
        return ClassView(
            name=name,
            base=enclosed(f"class {name}", [base], ":"),
            docstring=self.docstring(model, indent=4),
            is_enum=True,
            has_fields=False,
            has_members=bool(members),
            fields=(),
            members=members,
        )

    def fields(self, model: ObjectModel) -> tuple[FieldView, ...]:
        """Return the views of the fields of an object."""
        attributes = self.catalog.names.attributes[self.module.name, model.name]
        return tuple(map(self.field_view, attributes, model.fields))

    def field_view(self, attribute: str, field: Field) -> FieldView:
        """Return the view of a field."""
        test = self.test(attribute, field)
        return FieldView(
            attribute=attribute,
            wire_name=literals.string(field.wire_name),
            declaration=self.declaration(attribute, field),
            has_docstring=bool(field.description),
            docstring=_described(field),
            decode=self.decode(attribute, field),
            encode=self.encode(attribute, field),
            is_always_encoded=field.required,
            is_tested=bool(test),
            taken=self.taken(attribute, field) if test else (),
            test=test,
            may_be_absent=test.startswith("el"),
        )

    def declaration(self, attribute: str, field: Field) -> str:
        """Return the line that declares a field."""
        raise NotImplementedError

    def decode(self, _attribute: str, _field: Field) -> str:
        """Return the statement that decodes a field further; empty where there is none."""
        return ""

    def taken(self, _attribute: str, _field: Field) -> tuple[str, ...]:
        """Return the statements that take what is tested out of JSON."""
        return ()

    def test(self, _attribute: str, _field: Field) -> str:
        """Return the clause below which a field is decoded further; empty where it always is."""
        return ""

    def encode(self, _attribute: str, _field: Field) -> str:
        """Return the item that puts a field back into JSON; empty where the library does that."""
        return ""

    def alias_view(self, ref: Ref, union: UnionModel) -> AliasView:
        """Return the view of a union that the docs name."""
        return self.alias(
            self.catalog.class_name(ref),
            self.speller.alias(ref, known_members(union), union.discriminator),
            docstring=self.docstring(union, indent=0),
            tag=union.discriminator,
        )

    def alias(
        self, name: str, spelled: str, *, docstring: str = "", tag: str = ""
    ) -> AliasView:
        """Return the view of an alias; `tag` is what its discriminator is called in JSON."""
        value = self.alias_value(spelled, tag)
        return AliasView(
            name=name,
            annotation=value_after(
                f"{name}: TypeAlias = ", spelled, indent=4 * (value != spelled)
            ),
            value=value_after(f"{name} = ", value, indent=4),
            is_plain=value == spelled,
            has_docstring=bool(docstring),
            docstring=docstring,
        )

    def alias_value(self, spelled: str, _tag: str) -> str:
        """Return what a program sees of an alias."""
        return spelled

    def aliases(self) -> Iterator[AliasView]:
        """Yield the unions that the docs name, each after those that it mentions."""
        for ref, union in self.named_unions():
            yield self.alias_view(ref, union)

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
        found = self.catalog.mentioned(UnionOf(known_members(union)))
        return [ref for ref in found if ref in unions]

    def docstring(self, model: Model, *, indent: int, more: str = "") -> str:
        """Return what the docs say of a model, where they say it, and more."""
        place = f"Documented in `{self.module.page}`."
        texts = (model.description, place, more)
        return literals.docstring("\n\n".join(filter(None, texts)), indent=indent)

    def uses(self, library: str, name: str) -> str:
        """Return a name of an installed package, noting that it is used."""
        self._packages.setdefault(library, set()).add(name)
        return name

    def late(self) -> tuple[ImportView, ...]:
        """Return the imports of modules themselves, which may import this one in turn."""
        modules = self.speller.whole
        if modules:
            self.speller.typing.add("TYPE_CHECKING")
        return tuple(
            ImportView(module=".", names=f"{name} as {modules[name]}")
            for name in sorted(modules, key=natural_key)
        )

    def siblings(self) -> tuple[ImportView, ...]:
        """Return the imports of other modules of the package."""
        found: dict[str, set[str]] = {f".{package.SUPPORT}": self.speller.support}
        for module, name in self.speller.imported():
            found.setdefault(f".{module}", set()).add(name)
        return imports(found)


def known_members(union: UnionModel) -> tuple[Type, ...]:
    """Return the members of a union; none where the docs do not list them."""
    return union.members if union.complete else ()


def imports(found: Mapping[str, Collection[str]]) -> tuple[ImportView, ...]:
    """Return the imports of names from modules."""
    return tuple(
        ImportView(module=module, names=imported(module, found[module]))
        for module in sorted(found, key=natural_key)
        if found[module]
    )


def _member(name: str, member: Member) -> MemberView:
    return MemberView(
        name=name,
        value=value_after(f"{name} = ", literals.value(member.value), indent=4),
        has_docstring=bool(member.description),
        docstring=_described(member),
    )


def _described(row: Field | Member) -> str:
    """Return the docstring of an attribute; nothing where there is none."""
    text = row.description
    return literals.docstring(text, indent=4) if text else ""


def is_open(annotation: str) -> bool:
    """Return whether an annotation allows None already."""
    return annotation in {"Any", "None"} or annotation.endswith("| None")
