"""The dataclass target: models of the standard library alone.

The one rule kept here: a field is one short line where it is declared, one where it is decoded and
one where it is encoded, because reading generated code is what costs its users and us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.python import literals
from typetable.python.characters import columns
from typetable.python.layout import WIDTH, call
from typetable.python.statements import assigned, declared
from typetable.schema import Array, EnumModel, ObjectModel, Ref, Scalar, UnionModel
from typetable.targets import modules
from typetable.targets.aliases import known_members
from typetable.targets.classes import is_open
from typetable.targets.dataclass_forms import ALLOWED, EXPORTED, RESERVED, TESTS
from typetable.targets.modules import ModuleViewer
from typetable.targets.target import Target
from typetable.targets.unions import inline_unions, union_view
from typetable.targets.views import ModuleView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.schema import Field, Type
    from typetable.targets.catalog import Catalog
    from typetable.targets.views import ClassView, FieldView, LazyView, UnionView

_MOST_ASSIGNMENTS = 64
"""The most assignments from which pyright infers the type of a variable."""


def files(catalog: Catalog, *, strict: bool = False) -> Iterator[LazyView]:
    """Return every file of the package."""
    return modules.files(
        catalog, _DataclassViewer, allowed=ALLOWED, exported=EXPORTED, strict=strict
    )


class _DataclassViewer(ModuleViewer):
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

    def object_view(self, model: ObjectModel) -> ClassView:
        """Return the view of an object, and how its members are counted."""
        view = super().object_view(model)
        may_lack = any(field.may_be_absent for field in view.fields)
        tested = sum(field.is_tested for field in view.fields)
        return replace(
            view,
            found="len(data) + absent" if may_lack else "len(data)",
            may_lack=may_lack,
            is_large=tested >= _MOST_ASSIGNMENTS,
        )

    def enum_view(self, model: EnumModel) -> ClassView:
        """Return the view of an enum, for one of texts with the finder of its members."""
        view = super().enum_view(model)
        if model.scalar != "string":
            return view
        name = self.speller.decoder_name(Ref(model.name, self.module.name))
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

    def field_view(self, attribute: str, field: Field) -> FieldView:
        """Return the view of a field, with the statements that decode and encode it.

        A field that may be absent, or has a simple type, is taken as it is; only below the clause
        `test` it is decoded by a function.
        """
        lookup = self._lookup(attribute, field)
        test = _condition(attribute, field, lookup)
        is_tested = bool(test) or not _is_needed(field)
        return replace(
            super().field_view(attribute, field),
            decode=self._decode(attribute, field, lookup, is_tested=is_tested),
            encode=self._encode(attribute, field),
            is_tested=is_tested,
            taken=self._taken(attribute, field, lookup) if is_tested else (),
            test=_clause(field, test) if is_tested else "",
            may_be_absent=not _is_needed(field),
        )

    def _taken(self, attribute: str, field: Field, lookup: str) -> tuple[str, ...]:
        """Return the statements that take a field as it is; a text as the member that lists it."""
        target, member = f"self.{attribute} = value", literals.string(field.wire_name)
        if _is_needed(field):
            value = f"{lookup}(data[{member}])" if lookup else f"data[{member}]"
            return (assigned(target, value, indent=8),)
        absent = (self.speller.uses("ABSENT"),) if field.required else ()
        if lookup:
            taken = call("data.get", (member, *absent), target="value", indent=8)
            return taken, f"self.{attribute} = {lookup}(value)"
        return (call("data.get", (member, *absent), target=target, indent=8),)

    def _lookup(self, attribute: str, field: Field) -> str:
        """Return the function that finds a text in an enum; nothing where its line is too long."""
        if not isinstance(field.type, Ref) or not self._is_text_enum(field.type):
            return ""
        name = self.catalog.decoder_name(field.type)
        if self.speller.is_qualified(field.type, name):
            name = f"_{self.catalog.module_name(field.type)}.{name}"
        line = f"        self.{attribute} = {name}.get(value)"
        if _is_needed(field):
            member = literals.string(field.wire_name)
            line = f"        self.{attribute} = value = {name}.get(data[{member}])"
        if columns(line) > WIDTH:
            return ""
        return f"{self.speller.decoder_name(field.type)}.get"

    def _decode(
        self, attribute: str, field: Field, lookup: str, *, is_tested: bool
    ) -> str:
        """Return the statement that decodes a field by a function."""
        taker, decoder = self._taker(field)
        value = "value"
        if _is_needed(field) and (lookup or not is_tested):
            value = f"data[{literals.string(field.wire_name)}]"
        return call(
            self.speller.uses(taker),
            (value, decoder, "strict"),
            target=f"self.{attribute}",
            indent=12 if is_tested else 8,
        )

    def _taker(self, field: Field) -> tuple[str, str]:
        """Return the support function that takes a field, and the decoder that it calls."""
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

    def _encode(self, attribute: str, field: Field) -> str:
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
                decoder=self.speller.decoder_name(ref) if members else "",
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
        if any(class_.is_lenient for class_ in classes):
            speller.typing |= {"Any", "Self"}
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


def _condition(attribute: str, field: Field, lookup: str) -> str:
    """Return the condition on which a function decodes a value; nothing where it always does."""
    if lookup:
        member = "value" if _is_needed(field) else f"self.{attribute}"
        return f"{member} is None"
    return TESTS.get(getattr(field.type, "scalar", ""), "")


def _clause(field: Field, condition: str) -> str:
    """Return the head of the block that decodes a field."""
    if _is_needed(field):
        return f"if {condition}:"
    return f"elif {condition}:" if condition else "else:"


TARGET = Target(name="dataclass", reserved=RESERVED, files=files)
