"""Spelling: types of the schema as the annotations, decoders and shapes of one module.

The one rule kept here: each name in a spelling is noted as used, so that the module imports those
names and no others.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from typetable.naming.casing import snake
from typetable.python import literals
from typetable.python.layout import WIDTH, bracketed
from typetable.schema import (
    Array,
    EnumModel,
    Map,
    ObjectModel,
    Ref,
    Scalar,
    UnionModel,
    UnionOf,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typetable.schema import Module, ScalarName, Type
    from typetable.targets.catalog import Catalog

_ANNOTATIONS = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "bytes": "bytes",
    "date": "str",
    "date-time": "str",
    "object": "dict[str, Any]",
    "any": "Any",
    "null": "None",
}
"""Annotations of scalars; dates stay the texts that JSON holds, so that nothing of them is lost."""

_KINDS = {"bytes": "string", "date": "string", "date-time": "string"}
"""Kinds of JSON values, where they differ from the scalar."""

_LONGEST_FUNCTION = 40
"""The most characters of the words in a function's name; more are replaced by a digest."""


class Speller:
    """Spells the types of one module, and notes the names that they use."""

    def __init__(self, catalog: Catalog, module: Module) -> None:
        """Start with nothing used."""
        self.catalog = catalog
        self.module = module
        self.support: set[str] = set()
        """The names that are used of the support module."""
        self.typing: set[str] = set()
        """The names that are used of `typing`."""
        self.whole_modules: dict[str, str] = {}
        """The modules that are imported themselves, with their names here.

        They import this one in turn, or another module has a name of theirs.
        """
        self.inline: dict[str, UnionOf] = {}
        """The unions in type cells by the functions that decode them."""
        self.opaque: frozenset[Ref] = frozenset()
        """The unions that are `Any` in the next spelling."""
        self._module_of = dict.fromkeys(catalog.names_in(module), module.name)
        self._private_names: dict[tuple[str, object], str] = {}
        self._numbers: dict[str, int] = {}

    def annotation(self, part: Type) -> str:
        """Return the annotation of a type."""
        match part:
            case Array(items=inner):
                return f"list[{self.annotation(inner)}]"
            case Map(values=inner):
                return f"dict[str, {self.annotation(inner)}]"
            case Ref():
                return self._any() if part in self.opaque else self.named(part)
            case UnionOf(members=members):
                return self.either(members)
            case Scalar(scalar=scalar):
                return self.scalar(scalar)

    def scalar(self, scalar: ScalarName) -> str:
        """Return the annotation of a scalar."""
        if scalar in {"any", "object"}:
            self._any()
        return _ANNOTATIONS[scalar]

    def either(self, members: Iterable[Type]) -> str:
        """Return the annotation of a union of `members`."""
        flat = self.catalog.flattened(members)
        parts = [*dict.fromkeys(self.annotation(member) for member in flat)]
        return " | ".join(sorted(parts, key="None".__eq__))

    def named(self, ref: Ref) -> str:
        """Return the name of the model that `ref` refers to."""
        return self._reference(ref, self.catalog.class_name(ref))

    def _reference(self, ref: Ref, name: str) -> str:
        if ref.module == self.module.name:
            return name
        if self.is_qualified(ref, name):
            module = self.catalog.module_name(ref)
            self.whole_modules[module] = self.private_name(f"_{module}", module)
            return f"{self.whole_modules[module]}.{name}"
        self._module_of[name] = ref.module
        return name

    def is_qualified(self, ref: Ref, name: str) -> bool:
        """Return whether a name of another module can only be reached through that module."""
        is_taken = self._module_of.get(name, ref.module) != ref.module
        return is_taken or self.catalog.is_in_cycle(self.module, ref)

    def imported(self) -> Iterator[tuple[str, str]]:
        """Yield the names that are imported from other modules, each behind its module."""
        for name, home in self._module_of.items():
            if home != self.module.name:
                yield self.catalog.names.modules[home], name

    def is_late(self, ref: Ref) -> bool:
        """Return whether a model may be defined after a class that mentions it."""
        if ref.module == self.module.name:
            return True
        return self.is_qualified(ref, self.catalog.class_name(ref))

    def private_name(self, name: str, meaning: object) -> str:
        """Return a name that is private to the module; a number tells two meanings apart."""
        if (name, meaning) not in self._private_names:
            chosen = name
            while chosen in self._numbers:
                self._numbers[name] += 1
                chosen = f"{name}_{self._numbers[name]}"
            self._numbers[chosen] = 1
            self._private_names[name, meaning] = chosen
        return self._private_names[name, meaning]

    def _any(self) -> str:
        self.typing.add("Any")
        return "Any"

    def uses(self, name: str) -> str:
        """Return a name of the support module, noting that it is used."""
        self.support.add(name)
        return name

    def decoder(self, part: Type) -> str:
        """Return the expression of the function that decodes a type."""
        match part:
            case Array(items=inner):
                return f"{self.uses('array_of')}({self.decoder(inner)})"
            case Map(values=inner):
                return f"{self.uses('map_of')}({self.decoder(inner)})"
            case Ref():
                return self._model_decoder(part)
            case UnionOf():
                return self._inline_decoder(part)
            case Scalar(scalar=scalar):
                kind = "bytes" if scalar == "bytes" else _KINDS.get(scalar, scalar)
                return self.uses(f"decode_{kind}")

    def _model_decoder(self, ref: Ref) -> str:
        model = self.catalog.model(ref)
        if not isinstance(model, UnionModel):
            return f"{self.named(ref)}.decode"
        if self.is_any(model):
            return self.uses("decode_any")
        return self.decoder_name(ref)

    def decoder_name(self, ref: Ref) -> str:
        """Return the name of the decoder of a union, or of the finder of members of a text enum."""
        return self._reference(ref, self.catalog.decoder_name(ref))

    def is_any(self, union: UnionModel) -> bool:
        """Return whether the members of a union are unknown."""
        return not union.complete or not union.members

    def _inline_decoder(self, part: UnionOf) -> str:
        words = "_or_".join(map(_word, part.members))
        if len(words) > _LONGEST_FUNCTION:
            words = sha256(words.encode()).hexdigest()[:8]
        name = self.private_name(f"_decode_{words}", _known_part(part))
        self.inline.setdefault(name, part)
        return name

    def kind(self, part: Type) -> str:
        """Return the kind of JSON value that a type has."""
        match part:
            case Array():
                return "array"
            case Map():
                return "object"
            case UnionOf():
                return "any"
            case Scalar(scalar=scalar):
                return _KINDS.get(scalar, scalar)
            case Ref():
                return self._model_kind(part)

    def _model_kind(self, ref: Ref) -> str:
        model = self.catalog.model(ref)
        if isinstance(model, EnumModel):
            return model.scalar
        return "object" if isinstance(model, ObjectModel) else "any"

    def shape(self, part: Type, *, indent: int = 8) -> str:
        """Return the expression of the shape that tells a type from others in a union."""
        arguments = [self.decoder(part), literals.string(self.kind(part))]
        match part:
            case Ref():
                arguments += self._model_shape(part, indent + 4)
            case Array(items=inner) | Map(values=inner):
                if self.kind(inner) != "any":
                    shape = self.shape(inner, indent=indent + 8)
                    arguments.append(_tuple("inner", [shape], indent + 4))
        return bracketed(f"{self.uses('Shape')}(", arguments, ")", indent=indent)

    def _model_shape(self, ref: Ref, indent: int) -> list[str]:
        match self.catalog.model(ref):
            case EnumModel(members=members):
                values = [literals.value(member.value) for member in members]
                return [_tuple("values", values, indent)]
            case ObjectModel(fields=fields):
                kinds = [
                    f'{literals.string(field.wire_name)}: "{self.kind(field.type)}"'
                    for field in fields
                ]
                needed = [literals.string(f.wire_name) for f in fields if f.required]
                enums = [
                    f"{literals.string(field.wire_name)}: {self.named(field.type)}"
                    for field in fields
                    if isinstance(field.type, Ref) and self.is_enum(field.type)
                ]
                return [
                    bracketed("{", kinds, "}", indent=indent),
                    *([_tuple("required", needed, indent)] if needed else []),
                    *([_dictionary("enums", enums, indent)] if enums else []),
                ]
        return []

    def is_enum(self, ref: Ref) -> bool:
        """Return whether a model is an enum."""
        return isinstance(self.catalog.model(ref), EnumModel)


def _tuple(name: str, items: list[str], indent: int) -> str:
    """Return a keyword argument that is a tuple."""
    line = f"{name}=({items[0]},)"
    if len(items) == 1 and indent + len(line) < WIDTH and "\n" not in line:
        return line
    return bracketed(f"{name}=(", items, ")", indent=indent, is_split=len(items) == 1)


def _dictionary(name: str, items: list[str], indent: int) -> str:
    """Return a keyword argument that is a dictionary."""
    return bracketed(f"{name}={{", items, "}", indent=indent)


def _known_part(part: Type) -> object:
    """Return a type without the names of unknown models in it, as a key."""
    match part:
        case Array(items=inner) | Map(values=inner):
            return type(part), _known_part(inner)
        case UnionOf(members=members):
            return tuple(map(_known_part, members))
        case Scalar(scalar=scalar):
            return scalar
    return part


def _word(part: Type) -> str:
    """Return the words for a type in the name of a function."""
    match part:
        case Array(items=inner):
            return f"array_of_{_word(inner)}"
        case Map(values=inner):
            return f"map_of_{_word(inner)}"
        case Ref(model=model, module=module):
            return f"{snake(model)}_of_{module}" if not model.isidentifier() else model
        case UnionOf(members=members):
            return "_or_".join(map(_word, members))
        case Scalar(scalar=scalar):
            return scalar.replace("-", "_")
