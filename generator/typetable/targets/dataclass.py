"""The dataclass target: models of the standard library alone.

The one rule kept here: a field is one short line where it is declared, one where it is decoded and
one where it is encoded, because reading generated code is what costs its users and us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.gate import Allowed
from typetable.naming import Reserved
from typetable.python import literals
from typetable.python.characters import columns
from typetable.python.layout import WIDTH, call
from typetable.python.statements import assigned, declared
from typetable.schema import Array, EnumModel, ObjectModel, Ref, Scalar, UnionModel
from typetable.targets import modules, package
from typetable.targets.modules import ModuleViewer, is_open, known_members
from typetable.targets.target import Target
from typetable.targets.unions import inline_unions, union_view
from typetable.targets.views import ModuleView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.schema import Field, Type
    from typetable.targets.catalog import Catalog
    from typetable.targets.views import ClassView, UnionView, Viewing

_TESTS = {
    "string": "value.__class__ is not str",
    "integer": "value.__class__ is not int",
    "number": "value.__class__ is not float and value.__class__ is not int",
    "boolean": "value.__class__ is not bool",
    "date": "value.__class__ is not str",
    "date-time": "value.__class__ is not str",
}
"""What is true of values that are not simply of a scalar type."""

SUPPORT = frozenset(
    {
        "ABSENT",
        "JsonModel",
        "LISTED",
        "PLAIN",
        "StringEnum",
        "IntegerEnum",
        "NumberEnum",
    }
    | {"Shape", "Shapes", "array_of", "best_fit", "left_over", "map_of", "new"}
    | {"encode", "encode_array", "encode_enum", "lazy_dataclass", "made_once"}
    | {f"decode_{kind}" for kind in ("any", "boolean", "bytes", "integer", "null")}
    | {f"decode_{kind}" for kind in ("number", "object", "string")}
    | {"nullable", "optional", "optional_array", "optional_enum"}
    | {"required", "required_array", "required_enum", "required_nullable"}
)
"""Names of the support module that modules import."""

EXPORTED = ("DecodeError", "DecodeProblem", "JsonModel")
"""What the package exports of the support module."""

RESERVED = Reserved(
    classes=SUPPORT.union(EXPORTED)
    | {"TYPE_CHECKING", "annotations", "classmethod", "len"}
    | {"absent", "data", "members", "strict", "value"},
    attributes=frozenset(
        {"classmethod", "decode", "extra_members", "from_dict", "lazy_dataclass"}
        | {"made_once", "to_dict"}
    ),
    members=package.OF_ENUMS,
    modules=package.MODULES,
)
"""What the modules of this target call their own."""

_ALLOWED = Allowed(
    imports={
        "._exports": frozenset(),
        "._support": SUPPORT,
        "typing": frozenset({"Any", "Self", "TYPE_CHECKING", "TypeAlias"}),
    },
    types=package.TYPES,
    decorators=frozenset({"lazy_dataclass"}),
    grammar={
        "STATEMENT": ("NEW = LISTED[CLASS]",),
        "METHOD": (
            """
@classmethod
def decode(cls, data: Any, strict: bool) -> Self:
    self = new(cls)
    value: Any
    absent: int
    absent = 0
    absent += 1
    value = GIVEN
    self.ATTRIBUTE = GIVEN
    self.ATTRIBUTE = value = GIVEN
    self.ATTRIBUTE = TAKER(TAKEN, DECODER, strict)
    if TEST: ...
    self._extra_members = None
    self._extra_members = left_over(cls, data, strict)
    return self
""",
            """
def to_dict(self) -> dict[str, Any]:
    members: dict[str, Any] = {}
    members[TEXT] = self.ATTRIBUTE
    members[TEXT] = PLAIN + self.ATTRIBUTE
    members[TEXT] = ENCODER(self.ATTRIBUTE)
    if self.ATTRIBUTE is not None: ...
    if self._extra_members: ...
    return {**self._extra_members, **members}
    return members
""",
        ),
        "FUNCTION": (
            """
@made_once
def NEW() -> TYPE:
    return (SHAPE, ...)
""",
            """
def NEW(data: Any, strict: bool) -> TYPE:
    return best_fit(data, strict, NAME())
    return best_fit(data, strict, NAME(), TEXT)
""",
        ),
        "TAKEN": ("value", "data[TEXT]"),
        "GIVEN": (
            *("data[TEXT]", "data.get(TEXT)", "data.get(TEXT, ABSENT)"),
            *("CLASS.get(value)", "CLASS.get(data[TEXT])"),
        ),
        "TEST": (
            *("value is None", "self.ATTRIBUTE is None"),
            *(test for test in _TESTS.values()),
            *("len(data) != NUMBER", "len(data) + absent != NUMBER"),
        ),
        "TAKER": (
            *("nullable", "optional", "optional_array", "optional_enum"),
            *("required", "required_array", "required_enum", "required_nullable"),
        ),
        "ENCODER": ("encode", "encode_array", "encode_enum"),
        "DECODER": ("CLASS", "CLASS.decode", "array_of(DECODER)", "map_of(DECODER)"),
        "SHAPE": (
            "Shape(DECODER, TEXT, inner=(SHAPE, ...), values=(VALUE_OF_ENUM, ...))",
            "Shape(DECODER, TEXT, {}, required=(TEXT, ...), enums={TEXT: CLASS})",
            "Shape(DECODER, TEXT, {TEXT: TEXT}, required=(TEXT, ...), enums={TEXT: CLASS})",
        ),
        "VALUE_OF_ENUM": ("DATA",),
    },
)


def files(catalog: Catalog, *, strict: bool = False) -> Iterator[Viewing]:
    """Return every file of the package."""
    return modules.files(
        catalog, _Viewer, allowed=_ALLOWED, exported=EXPORTED, strict=strict
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
        libraries = modules.imports({"typing": self.speller.typing})
        siblings = (*self.late(), *self.siblings())
        return ModuleView(
            docstring=literals.docstring(f"Models of `{self.module.page}`.", indent=0),
            has_libraries=bool(libraries),
            libraries=libraries,
            has_siblings=bool(siblings),
            siblings=siblings,
            classes=classes,
            unions=tuple(unions),
        )

    def enum_view(self, model: EnumModel) -> ClassView:
        """Return the view of an enum, and for one of texts what finds its members."""
        view = super().enum_view(model)
        if model.scalar != "string":
            return view
        name = self.speller.companion(Ref(model.name, self.module.name))
        value = f"{self.speller.uses('LISTED')}[{view.name}]"
        finder = assigned(name, value, indent=0)
        return replace(view, has_finder=True, finder=finder)

    def declaration(self, attribute: str, field: Field) -> str:
        """Return the line that declares a field."""
        annotation = self.speller.annotation(field.type)
        if (field.nullable or not field.required) and not is_open(annotation):
            annotation += " | None"
        value = "" if field.required else "None"
        return declared(attribute, annotation, value, indent=4)

    def taken(self, attribute: str, field: Field) -> tuple[str, ...]:
        """Return the statements that take a field as it is; a text as the member that lists it."""
        target, member = f"self.{attribute} = value", literals.string(field.wire_name)
        listed = self._listed(attribute, field)
        if _is_needed(field):
            value = f"{listed}(data[{member}])" if listed else f"data[{member}]"
            return (assigned(target, value, indent=8),)
        absent = (self.speller.uses("ABSENT"),) if field.required else ()
        if listed:
            taken = call("data.get", (member, *absent), target="value", indent=8)
            return taken, f"self.{attribute} = {listed}(value)"
        return (call("data.get", (member, *absent), target=target, indent=8),)

    def test(self, attribute: str, field: Field) -> str:
        """Return the clause below which a field is decoded by a function."""
        if self._listed(attribute, field):
            found = "value" if _is_needed(field) else f"self.{attribute}"
            test = f"{found} is None"
        else:
            test = _TESTS.get(getattr(field.type, "scalar", ""), "")
        if _is_needed(field):
            return test and f"if {test}:"
        return f"elif {test}:" if test else "else:"

    def _listed(self, attribute: str, field: Field) -> str:
        """Return what finds a text in an enum; nothing where a line with it would be too long."""
        if not isinstance(field.type, Ref) or not self._is_text_enum(field.type):
            return ""
        name = self.catalog.companion(field.type)
        if self.speller.is_apart(field.type, name):
            name = f"_{self.catalog.module_name(field.type)}.{name}"
        line = f"        self.{attribute} = {name}.get(value)"
        if _is_needed(field):
            member = literals.string(field.wire_name)
            line = f"        self.{attribute} = value = {name}.get(data[{member}])"
        if columns(line) > WIDTH:
            return ""
        return f"{self.speller.companion(field.type)}.get"

    def decode(self, attribute: str, field: Field) -> str:
        """Return the statement that decodes a field."""
        taker, decoder = self._taker(field)
        is_tested = bool(self.test(attribute, field))
        value = "value"
        if _is_needed(field) and (not is_tested or self._listed(attribute, field)):
            value = f"data[{literals.string(field.wire_name)}]"
        return call(
            self.speller.uses(taker),
            (value, decoder, "strict"),
            target=f"self.{attribute}",
            indent=12 if is_tested else 8,
        )

    def _taker(self, field: Field) -> tuple[str, str]:
        """Return the support function that takes a field, and what it decodes that with."""
        speller = self.speller
        if field.nullable:
            taker = "required_nullable" if field.required else "nullable"
            return taker, speller.decoder(field.type)
        need = "required" if field.required else "optional"
        match field.type:
            case Array(items=inner):
                return f"{need}_array", speller.decoder(inner)
            case Ref() if self._is_enum(field.type):
                return f"{need}_enum", speller.named(field.type)
        return need, speller.decoder(field.type)

    def _is_enum(self, part: Type) -> bool:
        return isinstance(part, Ref) and isinstance(self.catalog.model(part), EnumModel)

    def _is_text_enum(self, part: Type) -> bool:
        return self._is_enum(part) and self.speller.kind(part) == "string"

    def _is_object(self, part: Ref) -> bool:
        return isinstance(self.catalog.model(part), ObjectModel)

    def encode(self, attribute: str, field: Field) -> str:
        """Return the statement that puts a field back into JSON."""
        member = f"members[{literals.string(field.wire_name)}]"
        value = f"self.{attribute}"
        indent = 8 if field.required else 12
        match field.type:
            case Scalar(scalar=scalar) if scalar != "bytes":
                return assigned(member, value, indent=indent)
            case Ref() if self._is_enum(field.type):
                if not field.required and self._is_text_enum(field.type):
                    value = f"{self.speller.uses('PLAIN')} + {value}"
                    return assigned(member, value, indent=indent)
                encoder = "encode_enum"
            case Array(items=Ref() as inner) if self._is_object(inner):
                encoder = "encode_array"
            case _:
                encoder = "encode"
        encode = self.speller.uses(encoder)
        return call(encode, (value,), target=member, indent=indent)

    def _unions(self) -> Iterator[UnionView]:
        """Yield the unions that the docs name, then those that they do not."""
        for ref, union in self.named_unions():
            docstring = self.docstring(union, indent=0)
            members = known_members(union)
            yield union_view(
                self.speller,
                members,
                name=self.catalog.class_name(ref),
                decoder=self.speller.companion(ref) if members else "",
                docstring=docstring,
                tag=union.discriminator,
            )
        yield from inline_unions(self.speller)

    def _note_uses(
        self, classes: Sequence[ClassView], unions: Sequence[UnionView]
    ) -> None:
        """Note the names that the template itself writes."""
        speller = self.speller
        if "JsonModel" in speller.support:
            speller.support.add("lazy_dataclass")
        if any(class_.has_fields for class_ in classes):
            speller.typing |= {"Any", "Self"}
            speller.support |= {"left_over", "new"}
        if any(union.is_decoded for union in unions):
            speller.typing.add("Any")
            speller.support |= {"Shapes", "best_fit", "made_once"}
        if any(union.is_deferred for union in unions):
            speller.typing |= {"TYPE_CHECKING", "Any"}


def _is_needed(field: Field) -> bool:
    """Return whether a field is always there and never null."""
    return field.required and not field.nullable


TARGET = Target(name="dataclass", reserved=RESERVED, files=files)
