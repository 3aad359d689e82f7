"""The msgspec target: structs that msgspec decodes and encodes by itself, at its own speed.

The one rule kept here: all that msgspec can do alone is left to it. It refuses unions of several
structs, so `Any` is in their place, and `__post_init__` decodes them by best fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.gate import Allowed
from typetable.naming import Reserved
from typetable.python import trees
from typetable.python.trees import ANY, NONE, Atom
from typetable.schema import Array, EnumModel, Map, Ref, UnionModel, UnionOf
from typetable.targets import modules, package
from typetable.targets.aliases import DeclarationSpeller, known_members
from typetable.targets.classes import UNSET, optional
from typetable.targets.loops import Named
from typetable.targets.modules import ModuleViewer
from typetable.targets.msgspec_names import STYLES, style_of
from typetable.targets.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.python.trees import Tree
    from typetable.schema import Field, Module, ObjectModel, Type, Value
    from typetable.targets.catalog import Catalog
    from typetable.targets.views import AliasView, ClassView, FieldView, LazyView

_IN_MODULES = frozenset(
    {
        "Constant",
        "Converted",
        "DictOf",
        "ListOf",
        "UNSET",
        "UnsetType",
        "constant",
        "decoded_later",
        "field",
        "fitted",
        "union_of",
    }
)
_OF_SUPPORT = frozenset(
    {"Constant", "Converted", "DictOf", "IntegerEnum", "IntegerFlags"}
    | {"JsonModel", "ListOf", "NumberEnum", "StringEnum", "constant", "decoded_later"}
    | {"fitted", "union_of"}
)

RESERVED = Reserved(
    classes=_IN_MODULES
    | {
        "IntegerEnum",
        "IntegerFlags",
        "JsonModel",
        "Literal",
        "NumberEnum",
        "OpenEnum",
        "StringEnum",
    }
    | {"DecodeError", "DecodeProblem", "TYPE_CHECKING", "Union", "annotations"}
    | {"decode"},
    attributes=_IN_MODULES | {"from_json"},
    members=package.OF_ENUMS | {"UNSET"},
    modules=package.MODULES,
)
"""Names that the modules of this target use for themselves."""

_ALLOWED = Allowed(
    imports={
        "._exports": frozenset(),
        "._support": _OF_SUPPORT,
        "msgspec": frozenset({"UNSET", "UnsetType", "field"}),
        "typing": frozenset({"Any", "Literal", "TYPE_CHECKING", "TypeAlias", "Union"}),
    },
    types=package.TYPES,
    has_quoted_types=True,
    grammar={
        "STATEMENT": (
            "NEW = union_of(TYPE)",
            "NEW = union_of(TYPE, TEXT)",
            "NEW = union_of(TYPE, TEXT, {DATA: WORD})",
            "NEW = decoded_later(TYPE)",
        ),
        "VALUE": (
            "Converted.NONE",
            "Converted.UNSET",
            "UNSET",
            "field(**DATA)",
            "field(default=Converted.NONE, **DATA)",
            "field(default=Converted.UNSET, **DATA)",
            "field(default=UNSET, **DATA)",
            "constant(DATA)",
            "constant(DATA, TEXT)",
        ),
        "METHOD": (
            """
def __post_init__(self) -> None:
    self.ATTRIBUTE = fitted(self.ATTRIBUTE, TYPE, TEXT)
""",
        ),
    },
)


def files(catalog: Catalog, *, strict: bool = False) -> Iterator[LazyView]:
    """Return every file of the package."""
    exported = (
        "DecodeError",
        "DecodeProblem",
        "JsonModel",
        package.OPEN_ENUM,
        "decode",
    )
    viewer, shown = (
        (_StrictViewer, catalog.opened()) if strict else (_MsgspecViewer, catalog)
    )
    return modules.files(
        shown, viewer, allowed=_ALLOWED, exported=exported, strict=strict
    )


class _MsgspecSpeller(DeclarationSpeller):
    """Spells types as msgspec has to read them; `later` are models by the aliases for them."""

    def __init__(self, catalog: Catalog, module: Module) -> None:
        """Start with nothing used."""
        super().__init__(catalog, module)
        self.later: dict[str, Tree] = {}

    def named(self, ref: Ref) -> Tree:
        """Return the name of a model; msgspec knows no enums of numbers."""
        model = self.catalog.model(ref)
        if isinstance(model, EnumModel) and model.scalar == "number":
            return self.scalar("number")
        name = super().named(ref)
        if ref not in self.catalog.too_deep or self.is_in_alias:
            return name
        words = "_".join(self.place_of(ref)).strip("_")
        alias = self.private_name(f"_Later{words}", name)
        self.later[alias] = name
        return Atom(alias)

    def either(self, members: Sequence[Type]) -> Tree:
        """Return the annotation of a union; outside of aliases the name of one."""
        members, whole_modules = tuple(members), {**self.whole_modules}
        parts = self.parts(members)
        if self.is_in_alias or len(parts) == 1:
            return self.joined(members, parts)
        self.whole_modules = (
            whole_modules  # the alias is spelled with modules of its own
        )
        return Atom(self.inline_name(UnionOf(members)))

    def recursive(self, spelled: Tree) -> Tree:
        """Return the type of an alias, in which the call around it finds names."""
        return spelled

    def is_fitted(self, part: Type) -> bool:
        """Return whether a type has parts that are `Any` for msgspec."""
        match part:
            case Array(items=inner) | Map(values=inner):
                return self.is_fitted(inner)
            case Ref() if isinstance(model := self.catalog.model(part), UnionModel):
                return self.is_fitted(UnionOf(known_members(model)))
            case Ref():
                return part in self.catalog.too_deep
            case UnionOf(members=members):
                flat = self.catalog.flattened(members)
                return len(flat) > 1 or any(map(self.is_fitted, flat))
        return isinstance(part, Named)


class _MsgspecViewer(ModuleViewer):
    """Views one module of structs."""

    speller_type = _MsgspecSpeller
    needs_depth = True
    speller: _MsgspecSpeller

    _style = ""

    def object_view(self, model: ObjectModel) -> ClassView:
        """Return the view of a struct, whose style of names saves most of saying them."""
        self._style = style_of(self._pairs(model))
        view = super().object_view(model)
        fitted = tuple(field for field in view.fields if field.decode)
        return replace(view, has_fitted=bool(fitted), fitted=fitted)

    def names_of(self, model: ObjectModel) -> Iterator[str]:
        """Yield the JSON names in full, or the attributes that msgspec makes them of."""
        pairs = self._pairs(model)
        style = STYLES[style_of(pairs)]
        for attribute, wire_name in pairs:
            yield attribute if style(attribute) == wire_name else wire_name

    def _pairs(self, model: ObjectModel) -> list[tuple[str, str]]:
        """Return attributes with their JSON names."""
        attributes = self.catalog.names.attributes[self.module.name, model.name]
        names = (field.wire_name for field in model.fields)
        return [*zip(attributes, names, strict=True)]

    def bases(self, model: ObjectModel) -> list[Tree]:
        """Return the base and the settings of a struct."""
        bases = [*super().bases(model), trees.keyword("kw_only", Atom("True"))]
        if self._style:
            bases.append(trees.keyword("rename", trees.text(self._style)))
        return bases

    def declaration(self, attribute: str, field: Field) -> str:
        """Return the line that declares a field."""
        constant = self.catalog.constant(field)
        if constant is not None:
            return self._constant(attribute, field, constant)
        annotation, default = self.converted(field, *self._default(field))
        if default == UNSET:
            self.uses("msgspec", UNSET.line)
        if STYLES[self._style](attribute) == field.wire_name:
            return self.printer.declared(attribute, annotation, default, indent=4)
        arguments = [trees.keyword("name", trees.text(field.wire_name))]
        if default:
            arguments.insert(0, trees.keyword("default", default))
        value = trees.call(self.uses("msgspec", "field"), *arguments)
        return self.printer.declared(attribute, annotation, value, indent=4)

    def is_enum(self, model: EnumModel) -> bool:
        """Return whether an enum of the docs is one for msgspec."""
        return model.scalar != "number"

    def _constant(self, attribute: str, field: Field, value: Value) -> str:
        """Return the line that declares a field of a single value, of which others are kept."""
        arguments = [trees.value(value)]
        if STYLES[self._style](attribute) != field.wire_name:
            arguments.append(trees.text(field.wire_name))
        default = trees.call(self.speller.uses("constant"), *arguments)
        kind = trees.subscript(self.speller.uses("Constant"), self.literal(value))
        return self.printer.declared(attribute, kind, default, indent=4)

    def _default(self, field: Field) -> tuple[Tree, Tree | None]:
        """Return the annotation and the default: where null means something, it is not absence."""
        annotation = self.speller.annotation(field.type)
        is_nullable = field.nullable or self.speller.may_be_null(field.type)
        if field.required and not is_nullable:
            return annotation, None
        annotation = optional(annotation)
        if field.required or not is_nullable:
            return annotation, None if field.required else NONE
        if annotation != ANY:
            unset = Atom(self.uses("msgspec", "UnsetType"))
            annotation = trees.alternatives((annotation, unset))
        return annotation, UNSET

    def field_view(self, attribute: str, field: Field) -> FieldView:
        """Return the view of a field, with the statement that decodes the unions in it."""
        view = super().field_view(attribute, field)
        if not self.speller.is_fitted(field.type):
            return view
        value, wire_name = trees.attribute("self", attribute), trees.text(
            field.wire_name
        )
        annotation = self.speller.annotation(field.type)
        call = trees.call(self.speller.uses("fitted"), value, annotation, wire_name)
        decode = self.printer.assigned(value.line, call, indent=8)
        return replace(view, decode=decode)

    def aliases(self) -> Iterator[AliasView]:
        """Yield the unions that the docs name, those in type cells, and models decoded later."""
        yield from super().aliases()
        inline = self.speller.inline
        for name, union in inline.items():
            ref = Ref(name, self.module.name)
            seen, meant = self.speller.twice(ref, union.members)
            tag = self.speller.tag_of(union.members)
            self.uses_guard()
            yield self.alias_view(name, seen, self.union_value(meant, tag))
        for name, model in self.speller.later.items():
            self.speller.typing.add("TYPE_CHECKING")
            value = trees.call(self.speller.uses("decoded_later"), model)
            yield self.alias_view(name, model, value)

    def union_value(self, meant: Tree, tag: Sequence[Tree]) -> Tree:
        """Return what a program sees of a union: a call that hides its members from msgspec."""
        if not (self.speller.has_names or trees.has_alternatives(meant)):
            return meant
        return trees.call(self.speller.uses("union_of"), meant, *tag)


class _StrictViewer(_MsgspecViewer):
    """Views one module of structs that forbid what the docs do not say."""

    is_closed = True

    def bases(self, model: ObjectModel) -> list[Tree]:
        """Return the bases of a struct, and that it has other members where the docs say so."""
        bases = super().bases(model)
        if model.extra:
            bases.append(trees.keyword("forbid_unknown_fields", Atom("False")))
        return bases


_UNSAYABLE = '"\\' + "".join(map(chr, range(ord(" "))))
"""The characters that JSON escapes, which msgspec does in no name."""

TARGET = Target(
    name="msgspec",
    reserved=RESERVED,
    files=files,
    unsayable=_UNSAYABLE,
    keeps_others=False,
)
