"""The dataclass target: models of the standard library alone.

The one rule kept here: a module declares and describes. What decodes and encodes its models is
compiled when it is first needed, from these declarations, by the support module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.gate import Allowed
from typetable.naming import Reserved
from typetable.python import trees
from typetable.python.trees import ANY, NONE, Atom
from typetable.targets import modules, package
from typetable.targets.aliases import DeclarationSpeller
from typetable.targets.classes import optional
from typetable.targets.modules import ModuleViewer
from typetable.targets.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.python.trees import Tree
    from typetable.schema import EnumModel, Field, ObjectModel, Type
    from typetable.targets.catalog import Catalog
    from typetable.targets.views import LazyView

SUPPORT = frozenset(
    {
        "Converted",
        "DictOf",
        "IntegerEnum",
        "IntegerFlags",
        "JsonModel",
        "JsonName",
        "ListOf",
        "Nullable",
        "NumberEnum",
        "Recursive",
        "StringEnum",
        "TOOLS",
        "TYPE_CHECKING",
    }
    | {"TaggedBy", "dataclass"}
)
"""Names of the support module that modules import."""

EXPORTED = ("DecodeError", "DecodeProblem", "JsonModel", "JsonName", "NULL", "decode")
"""Names of the support module that the package exports."""

RESERVED = Reserved(
    classes=SUPPORT.union(EXPORTED)
    | {"Annotated", "Literal", "OpenEnum", "Union", "annotations"},
    attributes=frozenset({"dataclass", "extra_members", "from_dict", "to_dict"}),
    members=package.OF_ENUMS,
    modules=package.MODULES,
)
"""Names that the modules of this target use for themselves."""

ALLOWED = Allowed(
    imports={
        "._exports": frozenset(),
        "._support": SUPPORT,
        "dataclasses": frozenset({"dataclass"}),
        "typing": frozenset({"Annotated", "Any", "Literal", "TypeAlias", "Union"}),
    },
    types=package.TYPES,
    guards=frozenset({"TOOLS", "TYPE_CHECKING"}),
    has_quoted_types=True,
    grammar={
        "DECORATOR": ("dataclass(slots=True, kw_only=True)",),
        "VALUE": (
            "JsonName(TEXT)",
            "Converted.NONE",
            "TaggedBy(TEXT)",
            "TaggedBy(TEXT, {DATA: WORD})",
        ),
    },
)


def files(catalog: Catalog, *, strict: bool = False) -> Iterator[LazyView]:
    """Return every file of the package."""
    return modules.files(
        catalog, _DataclassViewer, allowed=ALLOWED, exported=EXPORTED, strict=strict
    )


_LENIENT = trees.keyword("lenient", Atom("True"))
"""What says of a class that the docs do not list all that there is."""


class _DataclassSpeller(DeclarationSpeller):
    """Spells types as the support module reads them."""

    def either(self, members: Sequence[Type]) -> Tree:
        """Return the annotation of a union, with the member that names the type of an object."""
        tag = self.tag_of_next(members)
        parts = self.parts(members)
        spelled = self.joined(members, parts)
        if not tag or len(parts) == 1:
            return spelled
        self.typing.add("Annotated")
        tagged_by = trees.call(self.uses("TaggedBy"), *tag)
        return trees.subscript("Annotated", spelled, tagged_by)


class _DataclassViewer(ModuleViewer):
    """Views one module of dataclasses."""

    speller_type = _DataclassSpeller
    has_usual_names = True

    def uses_guard(self) -> None:
        """Note that the module asks whether a type checker reads it; that takes no line."""
        self.speller.uses("TYPE_CHECKING")

    def bases(self, model: ObjectModel) -> list[Tree]:
        """Return the base of an object, and whether the docs say that there are other members."""
        self.uses_guard()
        self.speller.uses("TOOLS")
        self.speller.uses("dataclass")
        bases = super().bases(model)
        if model.extra:
            bases.append(_LENIENT)
        return bases

    def bases_of_enum(self, model: EnumModel) -> list[Tree]:
        """Return the base of an enum, and whether the docs say that there are other values."""
        bases = super().bases_of_enum(model)
        if model.open or model.flags:
            bases.append(_LENIENT)
        return bases

    def declaration(self, attribute: str, field: Field) -> str:
        """Return the line that declares a field."""
        constant = self.catalog.constant(field)
        annotation: Tree
        value: Tree | None
        if constant is None:
            default = None if field.required else NONE
            annotation, value = self.converted(field, self._annotation(field), default)
        else:
            annotation, value = self.literal(constant), trees.value(constant)
        if not self.is_usual(attribute, field):
            self.speller.typing.add("Annotated")
            wire_name = trees.text(field.wire_name)
            name = trees.call(self.speller.uses("JsonName"), wire_name)
            annotation = trees.subscript("Annotated", annotation, name)
        return self.printer.declared(attribute, annotation, value, indent=4)

    def _annotation(self, field: Field) -> Tree:
        """Return the type of an attribute; one that is `Nullable` may be absent, too."""
        annotation = self.speller.annotation(field.type)
        is_nullable = field.nullable or self.speller.may_be_null(field.type)
        if annotation in (ANY, NONE) or (field.required and not is_nullable):
            return annotation
        if is_nullable and not field.required:
            return trees.subscript(self.speller.uses("Nullable"), annotation)
        return optional(annotation)


TARGET = Target(name="dataclass", reserved=RESERVED, files=files, has_style=True)
