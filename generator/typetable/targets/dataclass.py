"""The dataclass target: models of the standard library alone.

The one rule kept here: a field is one short line where it is declared, one where it is decoded and
one where it is encoded, because reading generated code is what costs its users and us.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typetable import literals
from typetable.gate import Allowed
from typetable.graph import components
from typetable.naming import Reserved
from typetable.schema import (
    Array,
    EnumModel,
    ObjectModel,
    Ref,
    Scalar,
    UnionModel,
    UnionOf,
)
from typetable.targets import package
from typetable.targets.catalog import Catalog
from typetable.targets.layout import (
    aliased,
    assigned,
    call,
    declared,
    enclosed,
    imported,
    natural,
    returned,
)
from typetable.targets.spelling import Speller
from typetable.targets.target import Target
from typetable.targets.views import (
    ClassView,
    FieldView,
    FileView,
    ImportView,
    MemberView,
    ModuleView,
    UnionView,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from typetable.naming import Names
    from typetable.schema import Field, Member, Model, Module, Schema, Type

_SUPPORT = "_support"
_ENUMS = {"string": "StringEnum", "integer": "IntegerEnum", "number": "NumberEnum"}
_TAKEN_BY_NAME = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "string",
    "date-time": "string",
}
"""Scalars that functions of their own take out of JSON."""

_KEPT = ("any", "bytes", "null", "object")
"""Kinds that other functions decode."""

RESERVED = Reserved(
    classes=frozenset(
        {"At", "Decode", "DecodeError", "DecodeProblem", "Decoding", "Shape", "Shapes"}
        | {"JsonModel", "OpenEnum", "StringEnum", "IntegerEnum", "NumberEnum"}
        | {"TYPE_CHECKING", "annotations", "cache", "dataclass", "tuple"}
        | {"at", "data", "decode", "members"}
        | {"array_of", "best_fit", "encode", "encode_enum", "left_over", "map_of"}
        | {"nullable_value", "put_members", "required_nullable", "take_members"}
        | {f"decode_{kind}" for kind in {*_TAKEN_BY_NAME.values(), *_KEPT}}
        | {
            f"{need}_{kind}"
            for need in ("optional", "required")
            for kind in (*_TAKEN_BY_NAME.values(), "array", "enum", "value")
        }
    ),
    attributes=frozenset(
        {"classmethod", "decode", "extra_members", "from_dict", "to_dict"}
    ),
    members=frozenset({"decode", "is_known", "mro", "name", "unlisted", "value"})
    | {name for kind in (str, int, float) for name in dir(kind) if name[0] != "_"},
    modules=frozenset({"_exports", "_support"}),
)
"""What the modules of this target call their own; enums have the methods of their values too."""

_ALLOWED = Allowed(
    imports={
        "dataclasses": frozenset({"dataclass"}),
        "functools": frozenset({"cache"}),
        "typing": frozenset({"Any", "Self", "TYPE_CHECKING", "TypeAlias"}),
    },
    decorators=frozenset({"cache", "classmethod", "dataclass"}),
    functions=frozenset({"decode", "to_dict"}),
    builtins=frozenset(
        {"bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple"}
    ),
    methods=frozenset({"__new__"}),
)
_ALLOWED_IN_PACKAGE = Allowed(
    imports={
        "importlib": frozenset({"import_module"}),
        "typing": frozenset({"Any", "TYPE_CHECKING"}),
    },
    functions=frozenset({"load", "names"}),
    builtins=frozenset(
        {"AttributeError", "__package__", "getattr", "list", "repr", "str"}
    ),
    special=frozenset({"__all__", "__dir__", "__getattr__"}),
)

_PACKAGE_FILES = (
    ("__init__.py", "package.py.jinja", _ALLOWED_IN_PACKAGE),
    ("_exports.py", "exports.py.jinja", _ALLOWED_IN_PACKAGE),
    ("_support.py", "support.py.jinja", None),
    ("py.typed", "py.typed.jinja", None),
)
"""Files that are no page's: path, template, and what the gate lets pass."""

EXPORTED = ("DecodeError", "DecodeProblem", "JsonModel")
"""What the package exports of the support module."""


def files(schema: Schema, names: Names) -> Iterator[FileView]:
    """Yield every file of the package."""
    catalog = Catalog(schema, names)
    package_view = package.view(names, dict.fromkeys(EXPORTED, _SUPPORT))
    for path, template, allowed in _PACKAGE_FILES:
        yield FileView(path=path, template=template, allowed=allowed, view=package_view)
    for module in schema.modules:
        view = _ModuleViewer(catalog, module).view()
        yield FileView(
            path=f"{names.modules[module.name]}.py",
            template="module.py.jinja",
            allowed=_allowed(view),
            view=view,
            page=module.page,
        )


def _allowed(view: ModuleView) -> Allowed:
    """Return what a module may do: it may define the functions of its unions."""
    functions = {
        name for union in view.unions for name in (union.decoder, union.shaper)
    }
    return replace(_ALLOWED, functions=_ALLOWED.functions | functions)


class _ModuleViewer:
    """Views one module; what it has spelled is what the module imports."""

    def __init__(self, catalog: Catalog, module: Module) -> None:
        self._catalog = catalog
        self._module = module
        self._speller = Speller(catalog, module)

    def view(self) -> ModuleView:
        """Return the view of the module."""
        classes = tuple(
            self._class(model)
            for model in self._module.models
            if not isinstance(model, UnionModel)
        )
        unions = [*self._named_unions(), *self._inline_unions()]
        if unions and not classes:
            unions[0] = replace(unions[0], is_first=True)
        self._note_uses(classes, unions)
        libraries, siblings = self._libraries(unions), self._siblings()
        return ModuleView(
            docstring=literals.docstring(f"Models of `{self._module.page}`.", indent=0),
            has_libraries=bool(libraries),
            libraries=libraries,
            has_siblings=bool(siblings),
            siblings=siblings,
            classes=classes,
            unions=tuple(unions),
        )

    def _class(self, model: ObjectModel | EnumModel) -> ClassView:
        key = (self._module.name, model.name)
        fields: tuple[FieldView, ...] = ()
        members: tuple[MemberView, ...] = ()
        if isinstance(model, ObjectModel):
            base = "JsonModel"
            attributes = self._catalog.names.attributes[key]
            fields = tuple(map(self._field, attributes, model.fields))
        else:
            base = _ENUMS[model.scalar]
            members = tuple(
                map(_member, self._catalog.names.members[key], model.members)
            )
        name = self._catalog.names.classes[key]
        return ClassView(
            name=name,
            base=enclosed(f"class {name}", [self._speller.uses(base)], ":"),
            docstring=self._docstring(model, indent=4),
            is_enum=isinstance(model, EnumModel),
            has_fields=bool(fields),
            has_members=bool(members),
            fields=fields,
            members=members,
        )

    def _docstring(self, model: Model, *, indent: int) -> str:
        place = f"Documented in `{self._module.page}`."
        text = f"{model.description}\n\n{place}" if model.description else place
        return literals.docstring(text, indent=indent)

    def _field(self, attribute: str, field: Field) -> FieldView:
        wire_name = literals.string(field.wire_name)
        return FieldView(
            attribute=attribute,
            wire_name=wire_name,
            declaration=self._declaration(attribute, field),
            has_docstring=bool(field.description),
            docstring=literals.docstring(field.description, indent=4),
            decode=self._decode(attribute, wire_name, field),
            encode=self._encode(attribute, wire_name, field.type),
        )

    def _declaration(self, attribute: str, field: Field) -> str:
        annotation = self._speller.annotation(field.type)
        is_open = annotation in {"Any", "None"} or annotation.endswith("| None")
        if (field.nullable or not field.required) and not is_open:
            annotation += " | None"
        value = "" if field.required else "None"
        return declared(attribute, annotation, value, indent=4)

    def _decode(self, attribute: str, wire_name: str, field: Field) -> str:
        name, more = self._taker(field)
        taker = self._speller.uses(name)
        arguments = ("members", wire_name, "at", *more)
        return call(f"self.{attribute} = {taker}", arguments, indent=8)

    def _taker(self, field: Field) -> tuple[str, tuple[str, ...]]:
        """Return the support function that takes a field, and what it needs to know besides."""
        speller = self._speller
        if field.nullable:
            taker = "required_nullable" if field.required else "nullable_value"
            return taker, (speller.decoder(field.type),)
        need = "required" if field.required else "optional"
        match field.type:
            case Scalar(scalar=scalar) if scalar in _TAKEN_BY_NAME:
                return f"{need}_{_TAKEN_BY_NAME[scalar]}", ()
            case Array(items=inner):
                return f"{need}_array", (speller.decoder(inner),)
            case Ref() if self._is_enum(field.type):
                return f"{need}_enum", (speller.named(field.type),)
        return f"{need}_value", (speller.decoder(field.type),)

    def _is_enum(self, part: Type) -> bool:
        return isinstance(part, Ref) and isinstance(
            self._catalog.model(part), EnumModel
        )

    def _encode(self, attribute: str, wire_name: str, part: Type) -> str:
        if isinstance(part, Scalar) and part.scalar != "bytes":
            return f"{wire_name}: self.{attribute}"
        encoder = self._speller.uses("encode_enum" if self._is_enum(part) else "encode")
        return call(
            f"{wire_name}: {encoder}", (f"self.{attribute}",), indent=12, after=1
        )

    def _named_unions(self) -> Iterator[UnionView]:
        """Yield the unions that the docs name, each after those that its alias mentions."""
        unions = {
            Ref(model.name, self._module.name): model
            for model in self._module.models
            if isinstance(model, UnionModel)
        }
        edges = {ref: self._mentioned(union, unions) for ref, union in unions.items()}
        for component in components(edges):
            is_cycle = len(component) > 1 or component[0] in edges[component[0]]
            self._speller.opaque = frozenset(component if is_cycle else ())
            for ref in component:
                yield self._named_union(ref, unions[ref])
        self._speller.opaque = frozenset()

    def _mentioned(
        self, union: UnionModel, unions: dict[Ref, UnionModel]
    ) -> Sequence[Ref]:
        if self._speller.is_any(union):
            return ()
        found = self._catalog.mentioned(UnionOf(union.members))
        return [ref for ref in found if ref in unions]

    def _named_union(self, ref: Ref, union: UnionModel) -> UnionView:
        speller = self._speller
        is_any = speller.is_any(union)
        members = () if is_any else union.members
        alias = speller.either(members) if members else "Any"
        speller.typing |= {"Any", "TypeAlias"} if is_any else {"TypeAlias"}
        name = self._catalog.class_name(ref)
        return self._union(
            members,
            name=name,
            alias=alias,
            docstring=self._docstring(union, indent=0),
            decoder="" if is_any else speller.named(ref, "decode_"),
            tag=union.discriminator,
        )

    def _inline_unions(self) -> Iterator[UnionView]:
        waiting = [*self._speller.inline]
        done: set[str] = set()
        while waiting:
            name = waiting.pop(0)
            done.add(name)
            members = self._speller.inline[name].members
            alias = self._speller.either(members)
            yield self._union(members, alias=alias, decoder=name)
            waiting = [name for name in self._speller.inline if name not in done]

    def _union(
        self,
        members: Sequence[Type],
        *,
        alias: str,
        decoder: str,
        name: str = "",
        docstring: str = "",
        tag: str = "",
    ) -> UnionView:
        shapes = tuple(
            self._speller.shape(member, tag)
            for member in self._catalog.flattened(members)
        )
        shaper = f"_shapes_of_{decoder.removeprefix('_').removeprefix('decode_')}"
        arguments = ["data", "at", f"{shaper}()", *([literals.string(tag)] if tag else [])]
        annotation = name or "Any"
        is_deferred = any(
            self._catalog.is_in_cycle(self._module, ref)
            for ref in self._catalog.mentioned(UnionOf(tuple(members)))
        )
        return UnionView(
            is_named=bool(name),
            is_first=False,
            is_deferred=is_deferred,
            is_decoded=bool(shapes),
            name=name,
            alias=aliased(name, "TypeAlias", alias, indent=4 * is_deferred),
            annotation=annotation,
            docstring=docstring,
            decoder=decoder,
            parameters=enclosed(
                f"def {decoder}", ["data: Any", "at: At"], f" -> {annotation}:"
            ),
            arguments=enclosed("    return best_fit", arguments, ""),
            shaper=shaper,
            shaped=returned(f"def {shaper}()", f"Shapes[{annotation}]"),
            shapes=shapes,
        )

    def _libraries(self, unions: Sequence[UnionView]) -> tuple[ImportView, ...]:
        found = {
            "dataclasses": (
                ("dataclass",) if "JsonModel" in self._speller.support else ()
            ),
            "functools": (
                ("cache",) if any(union.is_decoded for union in unions) else ()
            ),
            "typing": self._speller.typing,
        }
        return tuple(_import(module, names) for module, names in found.items() if names)

    def _siblings(self) -> tuple[ImportView, ...]:
        found: dict[str, set[str]] = {f".{_SUPPORT}": self._speller.support}
        for module, name in self._speller.imported:
            found.setdefault(f".{module}", set()).add(name)
        cyclic = sorted(self._speller.cyclic, key=natural)
        return (
            *(ImportView(module=".", names=f"{name} as _{name}") for name in cyclic),
            *(
                _import(name, found[name])
                for name in sorted(found, key=natural)
                if found[name]
            ),
        )

    def _note_uses(
        self, classes: Sequence[ClassView], unions: Sequence[UnionView]
    ) -> None:
        """Note the names that the template itself writes."""
        speller = self._speller
        if any(class_.has_fields for class_ in classes):
            speller.typing |= {"Any", "Self"}
            speller.support |= {"At", "left_over", "put_members", "take_members"}
        if any(union.is_decoded for union in unions):
            speller.typing.add("Any")
            speller.support |= {"At", "Shapes", "best_fit"}
        if any(union.is_deferred for union in unions):
            speller.typing |= {"TYPE_CHECKING", "Any"}


def _import(module: str, names: Collection[str]) -> ImportView:
    return ImportView(module=module, names=imported(module, names))


def _member(name: str, member: Member) -> MemberView:
    value = assigned(name, literals.value(member.value), indent=4)
    return MemberView(
        name=name,
        value=value.removeprefix(f"{name} = "),
        has_docstring=bool(member.description),
        docstring=literals.docstring(member.description, indent=4),
    )


TARGET = Target(name="dataclass", reserved=RESERVED, files=files)
