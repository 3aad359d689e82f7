"""Classes of a module: the views of objects and enums, of their fields and members.

The one rule kept here: a class that is the same for all targets is viewed here; a target extends
these views by the fields that only its templates print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from typetable.python import literals, trees
from typetable.python.trees import ANY, NONE, Atom
from typetable.schema import (
    Array,
    EnumModel,
    Map,
    ObjectModel,
    Ref,
    UnionModel,
    UnionOf,
)
from typetable.targets.aliases import DeclarationSpeller, known_members
from typetable.targets.readback import ReadbackViewer
from typetable.targets.views import ClassView, FieldView, MemberView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typetable.python.trees import Tree
    from typetable.schema import Field, Member, Model, Module, Type, Value
    from typetable.targets.catalog import Catalog

_ENUMS = {"string": "StringEnum", "integer": "IntegerEnum", "number": "NumberEnum"}
"""The bases of enums, by the kind of their values."""

_PLAIN = {"string": "str", "integer": "int", "number": "float"}
"""The types of their values."""

UNSET = Atom("UNSET")
"""The name that msgspec has for what is absent."""

_DEFAULTS: dict[Tree, str] = {NONE: "NONE", UNSET: "UNSET"}
"""The names that `Converted` has for defaults, which are of its type for checkers."""


class ClassViewer(ReadbackViewer):
    """Views the classes of one module; the speller notes the names that they use."""

    speller_type: ClassVar[type[DeclarationSpeller]] = DeclarationSpeller

    has_usual_names: ClassVar[bool] = False
    """Whether the style of the package says the JSON names of attributes that have it."""

    is_closed: ClassVar[bool] = False
    """Whether enums have no values but those that the docs list."""

    def __init__(self, catalog: Catalog, module: Module) -> None:
        """Start with nothing viewed."""
        self.catalog = catalog
        self.printer = catalog.printer
        self.module = module
        self.speller = self.speller_type(catalog, module)

    def class_view(self, model: Model) -> ClassView:
        """Return the view of an object, or of an enum."""
        if isinstance(model, ObjectModel):
            return self.object_view(model)
        return self.enum_view(cast("EnumModel", model))

    def object_view(self, model: ObjectModel) -> ClassView:
        """Return the view of an object."""
        fields = self.fields(model)
        name = self.catalog.names.classes[self.module.name, model.name]
        return ClassView(
            name=name,
            base=self.printer.bases(name, self.bases(model)),
            docstring=self.docstring(model, indent=4),
            is_enum=False,
            has_fields=bool(fields),
            has_members=False,
            fields=fields,
            members=(),
        )

    def bases(self, _model: ObjectModel) -> list[Tree]:
        """Return the arguments in the head of a class."""
        return [Atom(self.speller.uses("JsonModel"))]

    def enum_view(self, model: EnumModel) -> ClassView:
        """Return the view of an enum."""
        key = (self.module.name, model.name)
        name = self.catalog.names.classes[key]
        names = self.catalog.names.members[key]
        members = tuple(map(self.member_view, names, model.members))
        return ClassView(
            name=name,
            base=self.printer.bases(name, self.bases_of_enum(model)),
            docstring=self.docstring(model, indent=4),
            is_enum=True,
            has_fields=False,
            has_members=bool(members),
            fields=(),
            members=members,
        )

    def bases_of_enum(self, model: EnumModel) -> list[Tree]:
        """Return the arguments in the head of an enum."""
        is_sum = model.flags and model.scalar == "integer"
        base = "IntegerFlags" if is_sum else _ENUMS[model.scalar]
        return [Atom(self.speller.uses(base))]

    def member_view(self, name: str, member: Member) -> MemberView:
        """Return the view of a member of an enum."""
        value = trees.value(member.value)
        return MemberView(
            name=name,
            value=self.printer.value_after(f"{name} = ", value, indent=4),
            has_docstring=bool(member.description),
            docstring=self._described(member.description),
        )

    def fields(self, model: ObjectModel) -> tuple[FieldView, ...]:
        """Return the views of the fields of an object."""
        attributes = self.catalog.names.attributes[self.module.name, model.name]
        return tuple(map(self.field_view, attributes, model.fields))

    def field_view(self, attribute: str, field: Field) -> FieldView:
        """Return the view of a field that is declared, and that its library does the rest for."""
        description = self.description(field)
        return FieldView(
            attribute=attribute,
            wire_name=literals.string(field.wire_name),
            declaration=self.declaration(attribute, field),
            has_docstring=bool(description),
            docstring=self._described(description),
        )

    def declaration(self, attribute: str, field: Field) -> str:
        """Return the line that declares a field."""
        raise NotImplementedError

    def converted(
        self, field: Field, annotation: Tree, default: Tree | None
    ) -> tuple[Tree, Tree | None]:
        """Return annotation and default of a field, which takes plain values if it is of an enum.

        What such a field takes is not what it holds, so type checkers see a descriptor.
        """
        plain = self._plain(field.type)
        if plain is None:
            return annotation, default
        name = self.speller.uses("Converted")
        taken = trees.subscript(name, annotation, plain)
        return taken, default and trees.attribute(name, _DEFAULTS[default])

    def _plain(self, part: Type) -> Tree | None:
        """Return the type of plain values that become members of enums; nothing for others."""
        match part:
            case Array(items=inner):
                return self._plain_inside(inner, "list", "ListOf")
            case Map(values=inner):
                return self._plain_inside(inner, "dict", "DictOf")
            case UnionOf(members=members):
                return self._plain_of_any(members)
            case Ref():
                return self._plain_of_model(self.catalog.model(part))
        return None

    def _plain_inside(self, part: Type, name: str, protocol: str) -> Tree | None:
        """Return the type of arrays or maps of plain values, beside others that may be in them.

        Of open enums alone these are lists of what members are as well. For all others checkers
        need a protocol, which lists of any of these have, and texts have not.
        """
        plain = self._plain(part)
        if plain is None:
            return None
        if self._is_open_enum(part):
            keys = [Atom("str")] if name == "dict" else []
            return trees.subscript(name, *keys, plain)
        if not isinstance(part, Array | Map):
            plain = trees.alternatives((self.speller.annotation(part), plain))
        return trees.subscript(self.speller.uses(protocol), plain)

    def _plain_of_any(self, members: Iterable[Type]) -> Tree | None:
        flat = self.catalog.flattened(members)
        parts = dict.fromkeys(filter(None, map(self._plain, flat)))
        return trees.alternatives(parts) if parts else None

    def _plain_of_model(self, model: Model) -> Tree | None:
        if isinstance(model, UnionModel):
            return self._plain_of_any(known_members(model))
        if not isinstance(model, EnumModel) or not self.is_enum(model):
            return None
        if not self.is_closed:
            return Atom(_PLAIN[model.scalar])
        if model.scalar == "number":  # of which there is no `Literal`
            return None
        return self._literal(*(member.value for member in model.members))

    def _is_open_enum(self, part: Type) -> bool:
        model = self.catalog.model(part) if isinstance(part, Ref) else None
        return isinstance(model, EnumModel) and not self.is_closed

    def is_enum(self, _model: EnumModel) -> bool:
        """Return whether an enum of the docs is one in Python."""
        return True

    def literal(self, value: Value) -> Tree:
        """Return the type of a single value."""
        return self._literal(value)

    def _literal(self, *values: Value) -> Tree:
        self.speller.typing.add("Literal")
        return trees.subscript("Literal", *map(trees.value, values))

    def docstring(self, model: Model, *, indent: int, more: str = "") -> str:
        """Return the docstring of a model: its prose, its page, and more."""
        page = f"Documented in `{self.module.page}`."
        texts = (model.description, page, more)
        text = "\n\n".join(filter(None, texts))
        return self.printer.docstring(text, indent=indent)

    def _described(self, text: str) -> str:
        """Return the docstring of an attribute; nothing where there is none."""
        return self.printer.docstring(text, indent=4) if text else ""


def optional(annotation: Tree) -> Tree:
    """Return an annotation that allows None."""
    is_open = annotation == ANY or trees.members_of(annotation)[-1] == NONE
    return annotation if is_open else trees.either(annotation, NONE)
