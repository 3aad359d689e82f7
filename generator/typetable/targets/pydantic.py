"""The pydantic target: models that pydantic decodes, encodes and describes by itself.

The one rule kept here: a module holds declarations only; what pydantic has to be told about enums,
unions and Base64 stands in the support module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.gate import Allowed
from typetable.naming import Reserved
from typetable.python import literals
from typetable.python.statements import declared
from typetable.targets import modules, package
from typetable.targets.aliases import DeclarationSpeller
from typetable.targets.classes import is_open
from typetable.targets.modules import ModuleViewer
from typetable.targets.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.schema import Field, Model, Ref, ScalarName, Type
    from typetable.targets.catalog import Catalog
    from typetable.targets.views import Viewing

_OF_MODELS = frozenset(
    {"construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj"}
    | {"parse_raw", "schema", "schema_json", "update_forward_refs", "validate"}
    | {"model_computed_fields", "model_config", "model_construct", "model_copy"}
    | {"model_dump", "model_dump_json", "model_extra", "model_fields"}
    | {"model_fields_set", "model_json_schema", "model_parametrized_name"}
    | {"model_post_init", "model_rebuild", "model_validate", "model_validate_json"}
    | {"model_validate_strings", "mro", "register"}
)
"""What `pydantic.BaseModel` calls its own."""

_IN_CLASSES = frozenset({"Annotated", "Base64", "BestFit", "DecodedLater", "Field"})
_OF_SUPPORT = frozenset(
    {"Base64", "BestFit", "DecodedLater", "IntegerEnum", "JsonModel", "NumberEnum"}
    | {"StringEnum"}
)

RESERVED = Reserved(
    classes=_IN_CLASSES
    | {"IntegerEnum", "JsonModel", "NumberEnum", "OpenEnum", "StringEnum"}
    | {"TYPE_CHECKING", "annotations"},
    attributes=_OF_MODELS | _IN_CLASSES,
    members=package.OF_ENUMS,
    modules=package.MODULES,
)
"""What the modules of this target call their own."""

_ALLOWED = Allowed(
    imports={
        "._exports": frozenset(),
        "._support": _OF_SUPPORT,
        "pydantic": frozenset({"Field"}),
        "typing": frozenset({"Annotated", "Any", "TYPE_CHECKING", "TypeAlias"}),
    },
    types=package.TYPES,
    grammar={
        "VALUE": ("Field(**DATA)", "BestFit()", "BestFit(TEXT)", "DecodedLater()")
    },
)


def files(catalog: Catalog, *, strict: bool = False) -> Iterator[Viewing]:
    """Return every file of the package."""
    exported = ("JsonModel", "OpenEnum")
    return modules.files(
        catalog, _Viewer, allowed=_ALLOWED, exported=exported, strict=strict
    )


class _Speller(DeclarationSpeller):
    """Spells types as pydantic has to read them."""

    _is_in_union = False

    def scalar(self, scalar: ScalarName) -> str:
        """Return the annotation of a scalar; in a union Base64 stays the text that it is."""
        if scalar != "bytes":
            return super().scalar(scalar)
        return "str" if self._is_in_union else self.uses("Base64")

    def named(self, ref: Ref) -> str:
        """Return the name of what `ref` refers to, saying so where pydantic may not follow it."""
        name = super().named(ref)
        if ref not in self.catalog.too_deep:
            return name
        self.typing.add("Annotated")
        return f"Annotated[{name}, {self.uses('DecodedLater')}()]"

    def either(self, members: Iterable[Type]) -> str:
        """Return the annotation of a union, which says that the best fit is wanted."""
        outer, self._is_in_union = self._is_in_union, True
        tag, self.tag = self.tag, ""
        spelled = super().either(members)
        self._is_in_union = outer
        if " | " not in spelled:
            return spelled
        self.typing.add("Annotated")
        items = [spelled, f"{self.uses('BestFit')}({tag and literals.string(tag)})"]
        return f"Annotated[{', '.join(items)}]"


class _Viewer(ModuleViewer):
    """Views one module of pydantic models."""

    speller_type = _Speller
    needs_depth = True

    def ordered_models(self) -> Sequence[Model]:
        """Return what others need first: pydantic completes what comes later by recursion."""
        return self.catalog.needed_first(self.module)

    def declaration(self, attribute: str, field: Field) -> str:
        """Return the line that declares a field; an alias inside `Annotated` is no parameter."""
        annotation = self.speller.annotation(field.type)
        if (field.nullable or not field.required) and not is_open(annotation):
            annotation += " | None"
        if attribute != field.wire_name:
            self.speller.typing.add("Annotated")
            call = f"{self.uses('pydantic', 'Field')}(alias={literals.string(field.wire_name)})"
            annotation = f"Annotated[{annotation}, {call}]"
        value = "" if field.required else "None"
        return declared(attribute, annotation, value, indent=4)


TARGET = Target(name="pydantic", reserved=RESERVED, files=files)
