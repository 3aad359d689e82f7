"""The typeddict target: types for JSON as `json` gives it; there is nothing at run time but them.

The one rule kept here: keys are the names that stand in JSON. Where one of them could not stand in
a class body, or would hide a type there, the whole type is made by a call of `TypedDict`.

Annotations are evaluated, because Python sees what is `NotRequired` in no other way; so a type
that may be defined later is quoted.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable.changes.observation import in_json
from typetable.gate import Allowed
from typetable.naming import Reserved
from typetable.naming.assignment import IN_ANNOTATIONS
from typetable.python import literals, trees
from typetable.python.trees import Atom
from typetable.schema import EnumModel, ObjectModel, Ref
from typetable.targets import modules, package
from typetable.targets.aliases import DeclarationSpeller
from typetable.targets.classes import optional
from typetable.targets.modules import ModuleViewer
from typetable.targets.target import Target
from typetable.targets.views import ClassView, FieldView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.python.trees import Labelled, Tree
    from typetable.schema import Field, Model, ScalarName, Value
    from typetable.targets.catalog import Catalog
    from typetable.targets.views import AliasView, LazyView, ModuleView

_IN_MODULES = frozenset(
    {"NotRequired", "TYPE_CHECKING", "TypedDict", "Union", "annotations"}
)

_ITEM = 8
"""The indent of an item of a functional type."""

_HIDING = IN_ANNOTATIONS | {"NotRequired", "TypedDict"}

RESERVED = Reserved(classes=_IN_MODULES, modules=package.MODULES)
"""Names that the modules of this target use for themselves."""

_ALLOWED = Allowed(
    imports={
        "typing": frozenset(
            {"Any", "Literal", "NotRequired", "TYPE_CHECKING", "TypeAlias", "TypedDict"}
            | {"Union"}
        )
    },
    types=package.TYPES,
    has_quoted_types=True,
    grammar={
        "STATEMENT": (
            "NEW = TypedDict(TEXT, {TEXT: TYPE})",
            "NEW = TypedDict(TEXT, {})",
        )
    },
)


def files(catalog: Catalog, *, strict: bool = False) -> Iterator[LazyView]:
    """Return every file of the package."""
    viewer = _StrictTypedDictViewer if strict else _TypedDictViewer
    return modules.files(catalog, viewer, allowed=_ALLOWED, strict=strict)


class _TypedDictSpeller(DeclarationSpeller):
    """Spells types as `json` gives them."""

    def scalar(self, scalar: ScalarName) -> Tree:
        """Return the annotation of a scalar; Base64 stays a text."""
        return super().scalar("string" if scalar == "bytes" else scalar)

    def is_known(self, union: Ref, *, is_for_checkers: bool) -> bool:
        """Return whether a name in a text is known: not to programs, as nothing decodes it."""
        is_known = super().is_known(union, is_for_checkers=is_for_checkers)
        return is_known and is_for_checkers

    def recursive(self, spelled: Tree) -> Tree:
        """Return the type of an alias in which there are names in texts."""
        return spelled

    def enum(self, model: EnumModel) -> Tree:
        """Return the type of the values of an enum, the listed ones as suggestions."""
        if model.scalar == "number":
            return self.scalar("number")
        self.typing.add("Literal")
        return trees.alternatives((self.listed(model), self.scalar(model.scalar)))

    def listed(self, model: EnumModel) -> Tree:
        """Return the type of the values that an enum lists."""
        values = (trees.value(member.value) for member in model.members)
        return trees.subscript("Literal", *values)

    def spelled_out(self, ref: Ref) -> Tree | None:
        """Return the meaning of an alias; none where `ref` is a class."""
        model = self.catalog.model(ref)
        if isinstance(model, EnumModel):
            return self.enum(model)
        return super().spelled_out(ref)


class _StrictTypedDictSpeller(_TypedDictSpeller):
    """Spells enums as the values that they list, and nothing else."""

    def enum(self, model: EnumModel) -> Tree:
        """Return the type of values that are listed, as far as `Literal` can hold them."""
        is_lenient = model.open or model.flags
        if is_lenient or model.scalar == "number" or not model.members:
            return super().enum(model)
        self.typing.add("Literal")
        return self.listed(model)


class _TypedDictViewer(ModuleViewer):
    """Views one module of typed dictionaries."""

    speller_type = _TypedDictSpeller
    speller: _TypedDictSpeller

    def view(self) -> ModuleView:
        """Return the view of the module; black wants one line below imports and above a call."""
        view = super().view()
        first = view.classes[:1]
        if not first or not first[0].is_functional or view.has_late:
            return view
        return replace(
            view, classes=(replace(*first, is_close=True), *view.classes[1:])
        )

    def is_class(self, model: Model) -> bool:
        """Return whether a model is a class; else it is an alias."""
        return isinstance(model, ObjectModel)

    def bases(self, _model: ObjectModel) -> list[Tree]:
        """Return the base of a typed dictionary."""
        self.speller.typing.add("TypedDict")
        return [Atom("TypedDict")]

    def object_view(self, model: ObjectModel) -> ClassView:
        """Return the view of an object, as a call where a key could not stand in a class."""
        if not self._is_functional(model):
            return super().object_view(model)
        self.speller.typing.add("TypedDict")
        name = self.catalog.names.classes[self.module.name, model.name]
        described = "\n\n".join(filter(None, map(_described, model.fields)))
        items = [*map(self._entry, model.fields)]
        table = trees.split(trees.dictionary(*items))
        call = trees.split(trees.call("TypedDict", trees.text(name), table))
        return ClassView(
            name=name,
            base=literals.string(name),
            docstring=self.docstring(model, indent=0, more=described),
            is_enum=False,
            is_functional=True,
            has_fields=True,
            has_members=False,
            fields=tuple(map(self._item, model.fields, items)),
            members=(),
            statement=self.printer.assigned(name, call, indent=0),
        )

    def _is_functional(self, model: ObjectModel) -> bool:
        """Return whether a key of an object could not stand in a class body."""
        classes = self.catalog.class_names
        return any(
            field.wire_name in classes or not _is_plain(field.wire_name)
            for field in model.fields
        )

    def values_of(self, model: EnumModel) -> Iterator[Value]:
        """Yield the values of an enum; no `Literal` holds a number that is not whole."""
        return iter(()) if model.scalar == "number" else super().values_of(model)

    def prose_of(self, model: Model) -> Iterator[str]:
        """Yield the descriptions of a model and of its parts, some of them with a name before."""
        if isinstance(model, ObjectModel) and self._is_functional(model):
            yield from (model.description, *map(_described, model.fields))
        elif isinstance(model, EnumModel):
            yield from (model.description, "\n".join(_meanings(model)))
        else:
            yield from super().prose_of(model)

    def _entry(self, field: Field) -> Labelled:
        """Return a field as an item of a functional type."""
        return trees.entry(field.wire_name, self._type(field))

    def _item(self, field: Field, entry: Labelled) -> FieldView:
        """Return the view of a field that is an item of a functional type."""
        wire_name = literals.string(field.wire_name)
        return FieldView(
            attribute=wire_name,
            wire_name=wire_name,
            declaration=self.printer.item(entry, indent=_ITEM),
            has_docstring=False,
            docstring="",
        )

    def declaration(self, _attribute: str, field: Field) -> str:
        """Return the line that declares a field."""
        return self.printer.declared(field.wire_name, self._type(field), indent=4)

    def _type(self, field: Field) -> Tree:
        if field.required:
            return self._annotation(field)
        self.speller.typing.add("NotRequired")
        return trees.subscript("NotRequired", self._annotation(field))

    def _annotation(self, field: Field) -> Tree:
        """Return the type of a member that is there, quoted where it may be defined later."""
        constant = self.catalog.constant(field)
        if constant is not None:
            return self.literal(constant)
        annotation = self.speller.annotation(field.type)
        if field.nullable:
            annotation = optional(annotation)
        return trees.text(annotation.line) if self._is_late(field) else annotation

    def _is_late(self, field: Field) -> bool:
        """Return whether a type mentions a model that may be defined after the class around it."""
        return any(
            self.speller.is_late(ref) for ref in self.catalog.spelled(field.type)
        )

    def aliases(self) -> Iterator[AliasView]:
        """Yield the enums, then the unions, which may mention them."""
        for model in self.module.models:
            if isinstance(model, EnumModel):
                name = self.catalog.names.classes[self.module.name, model.name]
                more = "\n".join(_meanings(model))
                docstring = self.docstring(model, indent=0, more=more)
                yield self.alias_view(
                    name, self.speller.enum(model), docstring=docstring
                )
        yield from super().aliases()


def _described(field: Field) -> str:
    return field.description and f"`{field.wire_name}`: {field.description}"


def _meanings(model: EnumModel) -> Iterator[str]:
    """Yield a line for each value of an enum that the docs describe."""
    for member in model.members:
        if member.description:
            yield f"`{in_json(member.value)}`: {member.description}"


def _is_plain(key: str) -> bool:
    """Return whether a key can stand in a class body and hides nothing there but classes."""
    is_name = key.isascii() and key.isidentifier() and not key.startswith("_")
    return is_name and not iskeyword(key) and key not in _HIDING


class _StrictTypedDictViewer(_TypedDictViewer):
    """Views one module of typed dictionaries whose enums are closed."""

    speller_type = _StrictTypedDictSpeller


TARGET = Target(name="typeddict", reserved=RESERVED, files=files)
