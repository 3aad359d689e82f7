"""The dataclass target: models of the standard library alone.

The one rule kept here: a field is one short line where it is declared, one where it is decoded and
one where it is encoded, because reading generated code is what costs its users and us.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typetable import literals
from typetable.gate import Allowed
from typetable.naming import Reserved
from typetable.schema import Array, EnumModel, Ref, Scalar, UnionModel
from typetable.targets import modules, package
from typetable.targets.fitting import inline_unions, union_view
from typetable.targets.layout import call
from typetable.targets.modules import ModuleViewer, is_open, known_members
from typetable.targets.statements import assigned, declared
from typetable.targets.target import Target
from typetable.targets.views import ModuleView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.naming import Names
    from typetable.schema import Field, Schema, Type
    from typetable.targets.views import ClassView, FileView, ImportView, UnionView

_TAKEN_BY_NAME = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "string",
    "date-time": "string",
}
"""Scalars that functions of their own take out of JSON."""

SUPPORT = frozenset(
    {"ABSENT", "JsonModel", "StringEnum", "IntegerEnum", "NumberEnum"}
    | {"Shape", "Shapes", "array_of", "best_fit", "encode", "encode_enum"}
    | {"left_over", "map_of", "new", "nullable_value"}
    | {"required_nullable"}
    | {f"decode_{kind}" for kind in ("any", "boolean", "bytes", "integer", "null")}
    | {f"decode_{kind}" for kind in ("number", "object", "string")}
    | {
        f"{need}_{kind}"
        for need in ("optional", "required")
        for kind in (*_TAKEN_BY_NAME.values(), "array", "enum", "value")
    }
)
"""Names of the support module that modules import."""

EXPORTED = ("DecodeError", "DecodeProblem", "JsonModel")
"""What the package exports of the support module."""

RESERVED = Reserved(
    classes=SUPPORT.union(EXPORTED)
    | {"TYPE_CHECKING", "annotations", "cache", "dataclass", "len"}
    | {"absent", "data", "members", "strict"},
    attributes=frozenset(
        {"classmethod", "decode", "extra_members", "from_dict", "to_dict"}
    ),
    members=package.OF_ENUMS,
    modules=package.MODULES,
)
"""What the modules of this target call their own."""

_ALLOWED = Allowed(
    imports={
        "dataclasses": frozenset({"dataclass"}),
        "functools": frozenset({"cache"}),
        "typing": frozenset({"Any", "Self", "TYPE_CHECKING", "TypeAlias"}),
    },
    decorators=frozenset({"cache", "classmethod", "dataclass"}),
    functions=frozenset({"decode", "to_dict"}),
    builtins=package.TYPES | {"len"},
    methods=frozenset({"get"}),
)


def files(schema: Schema, names: Names, *, strict: bool = False) -> Iterator[FileView]:
    """Return every file of the package."""
    return modules.files(
        schema, names, _Viewer, allowed=_ALLOWED, exported=EXPORTED, strict=strict
    )


class _Viewer(ModuleViewer):
    """Views one module of dataclasses, and of functions that decode unions."""

    def view(self) -> ModuleView:
        """Return the view of the module."""
        classes = tuple(
            self.class_view(model)
            for model in self.module.models
            if not isinstance(model, UnionModel)
        )
        unions = [*self._unions()]
        if unions and not classes:
            unions[0] = replace(unions[0], is_first=True)
        self._note_uses(classes, unions)
        libraries, siblings = self._libraries(unions), (*self.late(), *self.siblings())
        return ModuleView(
            docstring=literals.docstring(f"Models of `{self.module.page}`.", indent=0),
            has_libraries=bool(libraries),
            libraries=libraries,
            has_siblings=bool(siblings),
            siblings=siblings,
            classes=classes,
            unions=tuple(unions),
        )

    def declaration(self, attribute: str, field: Field) -> str:
        """Return the line that declares a field."""
        annotation = self.speller.annotation(field.type)
        if (field.nullable or not field.required) and not is_open(annotation):
            annotation += " | None"
        value = "" if field.required else "None"
        return declared(attribute, annotation, value, indent=4)

    def decode(self, attribute: str, field: Field) -> str:
        """Return the statement that decodes a field."""
        taker, more = self._taker(field)
        arguments = [f"data.get({literals.string(field.wire_name)})"]
        if taker == "required_nullable":
            arguments = [f"{arguments[0][:-1]}, {self.speller.uses('ABSENT')})"]
        if not field.required or field.nullable:
            arguments.append("absent")
        head = f"self.{attribute} = {self.speller.uses(taker)}"
        return call(head, [*arguments, *more], indent=8)

    def _taker(self, field: Field) -> tuple[str, tuple[str, ...]]:
        """Return the support function that takes a field, and what it needs to know besides."""
        speller = self.speller
        if field.nullable:
            taker = "required_nullable" if field.required else "nullable_value"
            return taker, (speller.decoder(field.type), "strict")
        need = "required" if field.required else "optional"
        match field.type:
            case Scalar(scalar=scalar) if scalar in _TAKEN_BY_NAME:
                return f"{need}_{_TAKEN_BY_NAME[scalar]}", ()
            case Array(items=inner):
                return f"{need}_array", (speller.decoder(inner), "strict")
            case Ref() if self._is_enum(field.type):
                return f"{need}_enum", (speller.named(field.type), "strict")
        return f"{need}_value", (speller.decoder(field.type), "strict")

    def _is_enum(self, part: Type) -> bool:
        return isinstance(part, Ref) and isinstance(self.catalog.model(part), EnumModel)

    def encode(self, attribute: str, field: Field) -> str:
        """Return the statement that puts a field back into JSON."""
        member = f"members[{literals.string(field.wire_name)}] ="
        value = f"self.{attribute}"
        indent = 8 if field.required else 12
        match field.type:
            case Scalar(scalar=scalar) if scalar != "bytes":
                return assigned(member.removesuffix(" ="), value, indent=indent)
            case Ref() if self._is_enum(field.type):
                encoder = "encode_enum"
            case _:
                encoder = "encode"
        return call(f"{member} {self.speller.uses(encoder)}", (value,), indent=indent)

    def _unions(self) -> Iterator[UnionView]:
        """Yield the unions that the docs name, then those that they do not."""
        for ref, union in self.named_unions():
            docstring = self.docstring(union, indent=0)
            members = known_members(union)
            yield union_view(
                self.speller,
                members,
                name=self.catalog.class_name(ref),
                decoder=self.speller.named(ref, "decode_") if members else "",
                docstring=docstring,
                tag=union.discriminator,
            )
        yield from inline_unions(self.speller)

    def _libraries(self, unions: Sequence[UnionView]) -> tuple[ImportView, ...]:
        speller = self.speller
        found = {
            "dataclasses": ("dataclass",) if "JsonModel" in speller.support else (),
            "functools": ("cache",) * any(union.is_decoded for union in unions),
            "typing": tuple(speller.typing),
        }
        return modules.imports(found)

    def _note_uses(
        self, classes: Sequence[ClassView], unions: Sequence[UnionView]
    ) -> None:
        """Note the names that the template itself writes."""
        speller = self.speller
        if any(class_.has_fields for class_ in classes):
            speller.typing |= {"Any", "Self"}
            speller.support |= {"left_over", "new"}
        if any(union.is_decoded for union in unions):
            speller.typing.add("Any")
            speller.support |= {"Shapes", "best_fit"}
        if any(union.is_deferred for union in unions):
            speller.typing |= {"TYPE_CHECKING", "Any"}


TARGET = Target(name="dataclass", reserved=RESERVED, files=files)
