"""Spelling: types of the schema as the annotations, decoders and shapes of one module.

The one rule kept here: each name in a spelling is noted as used, so that the module imports those
names and no others.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from typetable.naming.casing import snake
from typetable.python import trees
from typetable.python.trees import ANY, NONE, Atom, Tree
from typetable.schema import (
    Array,
    Map,
    Ref,
    Scalar,
    UnionModel,
    UnionOf,
)
from typetable.targets.loops import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.schema import Module, ScalarName, Type
    from typetable.targets.catalog import Catalog

_STR = Atom("str")

_ANNOTATIONS: dict[str, Tree] = {
    "string": _STR,
    "integer": Atom("int"),
    "number": Atom("float"),
    "boolean": Atom("bool"),
    "bytes": Atom("bytes"),
    "date": _STR,
    "date-time": _STR,
    "object": trees.subscript("dict", _STR, ANY),
    "any": ANY,
    "null": NONE,
}
"""Annotations of scalars; dates stay the texts that JSON holds, so that nothing of them is lost."""

_LONGEST_NAME = 40
"""The most characters of the words in the name of an alias; others are counted."""


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
        """The unions in type cells by the aliases for them."""
        self.opaque: frozenset[Ref] = frozenset()
        """The unions that are `Any` in the next spelling."""
        self._module_of = dict.fromkeys(catalog.names_in(module), module.name)
        self._private_names: dict[tuple[str, object], str] = {}
        self._numbers: dict[str, int] = {}

    def annotation(self, part: Type) -> Tree:
        """Return the annotation of a type."""
        match part:
            case Array(items=inner):
                return trees.subscript("list", self.annotation(inner))
            case Map(values=inner):
                return trees.subscript("dict", _STR, self.annotation(inner))
            case Ref():
                return self._any() if part in self.opaque else self.named(part)
            case UnionOf(members=members):
                return self.either(members)
            case Named():
                return self.by_name(part)
            case Scalar(scalar=scalar):
                return self.scalar(scalar)

    def by_name(self, _part: Named) -> Tree:
        """Return the annotation of a union that may not be there yet, as far as it can be said."""
        return self._any()

    def scalar(self, scalar: ScalarName) -> Tree:
        """Return the annotation of a scalar."""
        if scalar in {"any", "object"}:
            self._any()
        return _ANNOTATIONS[scalar]

    def either(self, members: Sequence[Type]) -> Tree:
        """Return the annotation of a union of `members`."""
        return trees.alternatives(self.parts(members))

    def parts(self, members: Iterable[Type]) -> list[Tree]:
        """Return the annotations of the members of a union, once each, and None as the last."""
        flat = self.catalog.flattened(members)
        parts = dict.fromkeys(self.annotation(member) for member in flat)
        return sorted(parts, key=lambda part: part == NONE)

    def named(self, ref: Ref) -> Tree:
        """Return the name of the model that `ref` refers to."""
        module, name = self.place_of(ref)
        return trees.attribute(module, name) if module else Atom(name)

    def place_of(self, ref: Ref) -> tuple[str, str]:
        """Return the name of a model, behind that of its module where that is needed."""
        name = self.catalog.class_name(ref)
        if ref.module == self.module.name:
            return "", name
        if self.is_qualified(ref, name):
            module = self.catalog.module_name(ref)
            self.whole_modules[module] = self.private_name(f"_{module}", module)
            return self.whole_modules[module], name
        self._module_of[name] = ref.module
        return "", name

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

    def _any(self) -> Tree:
        self.typing.add("Any")
        return ANY

    def uses(self, name: str) -> str:
        """Return a name of the support module, noting that it is used."""
        self.support.add(name)
        return name

    def is_any(self, union: UnionModel) -> bool:
        """Return whether the members of a union are unknown."""
        return not union.complete or not union.members

    def may_be_null(self, part: Type) -> bool:
        """Return whether null is a value of a type itself."""
        match part:
            case Scalar(scalar=scalar):
                return scalar in {"any", "null"}
            case UnionOf(members=members):
                return any(map(self.may_be_null, self.catalog.flattened(members)))
            case Ref():
                model = self.catalog.model(part)
                if isinstance(model, UnionModel):
                    return self.is_any(model) or self.may_be_null(
                        UnionOf(model.members)
                    )
        return False

    def inline_name(self, part: UnionOf) -> str:
        """Return the name of the alias of a union in a type cell, noting that there is one."""
        words = _capitalized(_either([*map(_word, part.members)]))
        name = self.private_name(f"_{words}", _known_part(part))
        self.inline.setdefault(name, part)
        return name


def _either(members: Sequence[str]) -> str:
    """Return words for a union; of one with many members those of the first, and how many more."""
    words = "_or_".join(members)
    if len(words) <= _LONGEST_NAME:
        return words
    lengths = accumulate(len(member) + len("_or_") for member in members)
    count = sum(length <= _LONGEST_NAME for length in lengths) or 1
    more = len(members) - count
    return "_or_".join((*members[:count], f"{more}_more"))


def _capitalized(words: str) -> str:
    """Return words as the name of a class: `AOrB` for `A_or_B`."""
    return "".join(word[:1].upper() + word[1:] for word in words.split("_"))


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
