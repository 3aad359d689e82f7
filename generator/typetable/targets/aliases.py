"""Aliases: the spelling of types in statements that Python evaluates at once.

The one rule kept here: in a cycle of modules an alias mentions no alias of another one, which may
not be there yet, but spells out its meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.schema import UnionModel
from typetable.targets.spelling import Speller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.schema import Module, Ref, Type
    from typetable.targets.catalog import Catalog


class DeclarationSpeller(Speller):
    """Spells types for classes, which are evaluated late, and inside `alias` for aliases.

    `tag` is the discriminator of the union that is spelled next.
    """

    def __init__(self, catalog: Catalog, module: Module) -> None:
        """Start outside of aliases."""
        super().__init__(catalog, module)
        self.tag = ""
        self._open: list[Ref] = []

    def alias(self, ref: Ref, members: Sequence[Type], tag: str = "") -> str:
        """Return the type of the alias `ref`, which is a union of `members`."""
        self._open.append(ref)
        self.tag = tag
        spelled = self.either(members) if members else self.scalar("any")
        self._open.pop()
        self.tag = ""
        return spelled

    @property
    def is_in_alias(self) -> bool:
        """Whether the spelled type is evaluated as soon as the module is imported."""
        return bool(self._open)

    def named(self, ref: Ref) -> str:
        """Return the name of a model; of an alias in a cycle of modules its meaning."""
        if self._open and self.catalog.is_in_cycle(self.module, ref):
            if ref in self._open:
                return self.scalar("any")
            if spelled := self.spelled_out(ref):
                return spelled
        return super().named(ref)

    def spelled_out(self, ref: Ref) -> str:
        """Return the meaning of an alias; empty where `ref` is a class."""
        model = self.catalog.model(ref)
        if isinstance(model, UnionModel):
            return self.alias(ref, known_members(model), model.discriminator)
        return ""


def known_members(union: UnionModel) -> tuple[Type, ...]:
    """Return the members of a union; none where the docs do not list them."""
    return union.members if union.complete else ()
