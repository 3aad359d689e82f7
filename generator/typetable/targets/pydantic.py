"""The pydantic target: models that pydantic decodes, encodes and describes by itself.

The one rule kept here: a module holds declarations only; the hints that pydantic needs for enums,
unions and Base64 are in the support module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.gate import Allowed
from typetable.naming import Reserved
from typetable.python import trees
from typetable.python.trees import NONE, Atom
from typetable.targets import modules, package
from typetable.targets.aliases import DeclarationSpeller
from typetable.targets.classes import optional
from typetable.targets.modules import ModuleViewer
from typetable.targets.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.python.trees import Tree
    from typetable.schema import (
        Field,
        Model,
        ObjectModel,
        Ref,
        ScalarName,
        Type,
        Value,
    )
    from typetable.targets.catalog import Catalog
    from typetable.targets.views import LazyView

_OF_MODELS = frozenset(
    {"construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj"}
    | {"parse_raw", "schema", "schema_json", "update_forward_refs", "validate"}
    | {"model_computed_fields", "model_config", "model_construct", "model_copy"}
    | {"model_dump", "model_dump_json", "model_extra", "model_fields"}
    | {"model_fields_set", "model_json_schema", "model_parametrized_name"}
    | {"model_post_init", "model_rebuild", "model_validate", "model_validate_json"}
    | {"model_validate_strings", "mro", "register"}
)
"""The attributes of `pydantic.BaseModel`."""

_IN_CLASSES = frozenset(
    {"Annotated", "Base64", "BestFit", "Constant", "Converted", "DecodedLater"}
    | {"DictOf", "Field", "ListOf"}
)
_OF_SUPPORT = frozenset(
    {"Base64", "BestFit", "Constant", "Converted", "DecodedLater", "DictOf"}
    | {"IntegerEnum", "IntegerFlags", "JsonModel", "ListOf", "NumberEnum", "Recursive"}
    | {"StringEnum", "TaggedModel"}
)

RESERVED = Reserved(
    classes=_IN_CLASSES
    | {
        "IntegerEnum",
        "IntegerFlags",
        "JsonModel",
        "Literal",
        "NumberEnum",
        "OpenEnum",
        "Recursive",
        "StringEnum",
    }
    | {"TYPE_CHECKING", "TaggedModel", "Union", "annotations"},
    attributes=_OF_MODELS | _IN_CLASSES,
    members=package.OF_ENUMS,
    modules=package.MODULES,
)
"""Names that the modules of this target use for themselves."""

_ALLOWED = Allowed(
    imports={
        "._exports": frozenset(),
        "._support": _OF_SUPPORT,
        "pydantic": frozenset({"Field"}),
        "typing": frozenset(
            {"Annotated", "Any", "Literal", "TYPE_CHECKING", "TypeAlias", "Union"}
        ),
    },
    types=package.TYPES,
    has_quoted_types=True,
    grammar={
        "VALUE": (
            "Field(**DATA)",
            "BestFit()",
            "BestFit(TEXT)",
            "BestFit(TEXT, {DATA: WORD})",
            "DecodedLater()",
            "Converted.NONE",
        )
    },
)


def files(catalog: Catalog, *, strict: bool = False) -> Iterator[LazyView]:
    """Return every file of the package."""
    exported = ("JsonModel", package.OPEN_ENUM)
    viewer, shown = (
        (_StrictViewer, catalog.opened()) if strict else (_PydanticViewer, catalog)
    )
    return modules.files(
        shown, viewer, allowed=_ALLOWED, exported=exported, strict=strict
    )


class _PydanticSpeller(DeclarationSpeller):
    """Spells types as pydantic has to read them."""

    _is_in_union = False

    def scalar(self, scalar: ScalarName) -> Tree:
        """Return the annotation of a scalar; in a union Base64 stays a text."""
        if scalar != "bytes":
            return super().scalar(scalar)
        return Atom("str" if self._is_in_union else self.uses("Base64"))

    def named(self, ref: Ref) -> Tree:
        """Return the name of a model, with a mark where pydantic may not follow the reference."""
        name = super().named(ref)
        if ref not in self.catalog.too_deep:
            return name
        self.typing.add("Annotated")
        later = trees.call(self.uses("DecodedLater"))
        return trees.subscript("Annotated", name, later)

    def either(self, members: Sequence[Type]) -> Tree:
        """Return the annotation of a union, with the mark for its best fit."""
        outer, self._is_in_union = self._is_in_union, True
        tag = self.tag_of_next(members)
        parts = self.parts(members)
        self._is_in_union = outer
        if len(parts) == 1:
            return parts[0]
        self.typing.add("Annotated")
        best_fit = trees.call(self.uses("BestFit"), *tag)
        return trees.subscript("Annotated", self.joined(members, parts), best_fit)


class _PydanticViewer(ModuleViewer):
    """Views one module of pydantic models."""

    speller_type = _PydanticSpeller
    needs_depth = True
    has_usual_names = True

    def ordered_models(self) -> Sequence[Model]:
        """Return models after those that they mention, as pydantic recurses into later ones."""
        return self.catalog.needed_first(self.module)

    def declaration(self, attribute: str, field: Field) -> str:
        """Return the line that declares a field; an alias inside `Annotated` is no parameter."""
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
            alias = trees.keyword("alias", trees.text(field.wire_name))
            call = trees.call(self.uses("pydantic", "Field"), alias)
            annotation = trees.subscript("Annotated", annotation, call)
        return self.printer.declared(attribute, annotation, value, indent=4)

    def _annotation(self, field: Field) -> Tree:
        """Return the type of an attribute."""
        annotation = self.speller.annotation(field.type)
        is_open_ended = field.nullable or not field.required
        return optional(annotation) if is_open_ended else annotation

    def bases(self, model: ObjectModel) -> list[Tree]:
        """Return the base of a model; one with constants encodes these always."""
        if all(self.catalog.constant(field) is None for field in model.fields):
            return super().bases(model)
        return [Atom(self.speller.uses("TaggedModel"))]

    def literal(self, value: Value) -> Tree:
        """Return the type of a single value, of which others are kept."""
        return trees.subscript(self.speller.uses("Constant"), super().literal(value))


class _StrictViewer(_PydanticViewer):
    """Views one module of models that forbid what the docs do not say."""

    is_closed = True

    def bases(self, model: ObjectModel) -> list[Tree]:
        """Return the base of a model, and that it has other members where the docs say so."""
        bases = super().bases(model)
        if model.extra:
            bases.append(trees.keyword("extra", trees.text("allow")))
        return bases


TARGET = Target(name="pydantic", reserved=RESERVED, files=files, has_style=True)
