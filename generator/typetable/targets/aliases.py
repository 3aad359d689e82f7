"""Aliases: the spelling of types in statements that Python evaluates at once.

The one rule kept here: in a cycle of modules an alias mentions no alias of another one, which may
not be there yet, but spells out its meaning. What leads back to an alias is a text with its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.python import trees
from typetable.schema import UnionModel
from typetable.targets.loops import Named
from typetable.targets.spelling import Speller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.python.trees import Tree
    from typetable.schema import Module, Ref, Type
    from typetable.targets.catalog import Catalog


class DeclarationSpeller(Speller):
    """Spells types for classes, which are evaluated late, and inside `alias` for aliases."""

    def __init__(self, catalog: Catalog, module: Module) -> None:
        """Start outside of aliases."""
        super().__init__(catalog, module)
        self._union: UnionModel | None = None
        self._open: list[Ref] = []
        self.has_names = False
        """Whether the latest alias has names in texts."""
        self._has_loops = False
        self._is_for_checkers = True

    def alias(
        self, ref: Ref, members: Sequence[Type], union: UnionModel | None = None
    ) -> Tree:
        """Return the type of the alias `ref`, which is a union of `members`, perhaps a model."""
        if not self.is_in_alias:
            self.has_names = self._has_loops = False
        self._open.append(ref)
        self._union = union
        spelled = self.either(members) if members else self.scalar("any")
        self._open.pop()
        self._union = None
        if self.is_in_alias or not self.has_names:
            return spelled
        return self.recursive(spelled)

    def twice(
        self, ref: Ref, members: Sequence[Type], union: UnionModel | None = None
    ) -> tuple[Tree, Tree]:
        """Return the type of an alias as type checkers see it, and as programs do."""
        seen = self.alias(ref, members, union)
        if not self._has_loops:
            return seen, seen
        self._is_for_checkers = False
        meant = self.alias(ref, members, union)
        self._is_for_checkers = True
        return seen, meant

    def recursive(self, spelled: Tree) -> Tree:
        """Return the type of an alias in which there are names in texts."""
        return trees.subscript(self.uses("Recursive"), spelled)

    def by_name(self, part: Named) -> Tree:
        """Return the name of a union, in an alias as a text, if who reads it knows that."""
        if not self.is_in_alias:
            return super().named(part.union)
        self._has_loops = True
        if not self.is_known(part.union, is_for_checkers=self._is_for_checkers):
            return self.scalar("any")
        self.has_names = True
        return trees.text(super().named(part.union).line)

    def is_known(self, union: Ref, *, is_for_checkers: bool) -> bool:
        """Return whether a name in a text is known; pyright follows none around modules."""
        return not (is_for_checkers and self.catalog.is_in_cycle(self.module, union))

    def joined(self, members: Sequence[Type], parts: Sequence[Tree]) -> Tree:
        """Return the union of `parts`, which are `members`; Python joins no texts by `|`."""
        flat = self.catalog.flattened(members) if self.is_in_alias else ()
        if len(parts) == 1 or not any(isinstance(each, Named) for each in flat):
            return trees.alternatives(parts)
        self.typing.add("Union")
        return trees.subscript("Union", *parts)

    def either(self, members: Sequence[Type]) -> Tree:
        """Return the annotation of a union of `members`."""
        return self.joined(members, self.parts(members))

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
