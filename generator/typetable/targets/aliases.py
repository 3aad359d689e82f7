"""Aliases: the spelling of types in statements that Python evaluates at once.

The one rule kept here: in a cycle of modules an alias mentions no alias of another one, which may
not be there yet, but spells out its meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.python import trees
from typetable.python.trees import Atom
from typetable.schema import UnionModel
from typetable.targets.spelling import Speller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.python.trees import Tree
    from typetable.schema import Module, Ref, Type
    from typetable.targets.catalog import Catalog
    from typetable.targets.loops import Itself


class DeclarationSpeller(Speller):
    """Spells types for classes, which are evaluated late, and inside `alias` for aliases."""

    def __init__(self, catalog: Catalog, module: Module) -> None:
        """Start outside of aliases."""
        super().__init__(catalog, module)
        self._union: UnionModel | None = None
        self._open: list[Ref] = []
        self._whole: Ref | None = None

    def alias(
        self, ref: Ref, members: Sequence[Type], union: UnionModel | None = None
    ) -> Tree:
        """Return the type of the alias `ref`, which is a union of `members`, perhaps a model."""
        is_union = len(self.catalog.flattened(members)) > 1
        outer, self._whole = self._whole, ref if is_union and not self._open else None
        self._open.append(ref)
        self._union = union
        spelled = self.either(members) if members else self.scalar("any")
        self._open.pop()
        self._union, self._whole = None, outer
        return spelled

    def itself(self, part: Itself) -> Tree:
        """Return the name for the union that is spelled, if that is what holds a part."""
        is_whole = part.union == self._whole
        return Atom(self.uses("Itself")) if is_whole else super().itself(part)

    def tag_of_next(self, members: Sequence[Type]) -> list[Tree]:
        """Return the arguments that state the tag of the union that is spelled next."""
        union, self._union = self._union, None  # inner unions have tags of their own
        return self.tag_of(members, union)

    def tag_of(
        self, members: Sequence[Type], union: UnionModel | None = None
    ) -> list[Tree]:
        """Return the arguments that state the tag of a union, none where it has none.

        That is its name, and the meanings of its values where types do not say them.
        """
        tag = self.catalog.tag(members, union)
        if tag is None or not tag.meanings:
            return []
        name = trees.text(tag.name)
        if tag == self.catalog.tag(members):
            return [name]
        meanings = (
            trees.entry(value, trees.text(self.catalog.class_name(ref)))
            for value, ref in tag.meanings
        )
        return [name, trees.dictionary(*meanings)]

    @property
    def is_in_alias(self) -> bool:
        """Whether the spelled type is evaluated as soon as the module is imported."""
        return bool(self._open)

    def named(self, ref: Ref) -> Tree:
        """Return the name of a model; of an alias in a cycle of modules its meaning."""
        if self._open and self.catalog.is_in_cycle(self.module, ref):
            if ref in self._open:
                return self.scalar("any")
            if spelled := self.spelled_out(ref):
                return spelled
        return super().named(ref)

    def spelled_out(self, ref: Ref) -> Tree | None:
        """Return the meaning of an alias; none where `ref` is a class."""
        model = self.catalog.model(ref)
        if isinstance(model, UnionModel):
            return self.alias(ref, known_members(model), model)
        return None


def known_members(union: UnionModel) -> tuple[Type, ...]:
    """Return the members of a union; none where the docs do not list them."""
    return union.members if union.complete else ()
