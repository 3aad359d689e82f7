"""Inheritance: the members that a model has of those that it is derived from.

The one rule kept here: members come first in the order of their models, and one that a model states
itself is its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Diagnostic, clipped
from typetable.language.draft import DraftObject
from typetable.meaning.definitions import Definitions
from typetable.meaning.references import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.language.draft import Draft, DraftField, DraftModel
    from typetable.notation.types import NamedType
    from typetable.wording.links import By


class Whole(NamedTuple):
    """Pages whose models have all of their members, and what is wrong with where these are."""

    drafts: Sequence[Draft]
    diagnostics: Sequence[Diagnostic] = ()


def whole(drafts: Sequence[Draft], by: Sequence[By]) -> Whole:
    """Return pages whose models have the members of those that they are derived from (TT217)."""
    if not any(_bases(model) for draft in drafts for model in draft.models):
        return Whole(drafts)
    heirs = _Heirs(Definitions(drafts, by))
    found = [
        replace(draft, models=tuple(heirs.whole(draft, m) for m in draft.models))
        for draft in drafts
    ]
    return Whole(found, heirs.diagnostics)


def _bases(model: DraftModel) -> tuple[NamedType, ...]:
    return model.bases if isinstance(model, DraftObject) else ()


_MOST = 32
"""The most models above one: each member would be written once for each model below its own."""


class _Above(NamedTuple):
    """A model that another one is derived from, and its page."""

    model: DraftObject
    draft: Draft


class _Heirs:
    """Looks up what models are derived from."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self.diagnostics: list[Diagnostic] = []

    def whole(self, draft: Draft, model: DraftModel) -> DraftModel:
        """Return a model with the members of those that it is derived from."""
        if not isinstance(model, DraftObject) or not model.bases:
            return model
        fields: dict[str, DraftField] = {}
        for base, page in self._above(draft, model):
            for field in base.fields:
                fields[field.name] = _inherited(field, page, draft)
        own = {field.name: field for field in model.fields}
        above = (field for name, field in fields.items() if name not in own)
        return replace(model, fields=(*above, *model.fields))

    def _above(self, draft: Draft, model: DraftObject) -> Iterable[_Above]:
        """Return the models above one, each once, those of which others are derived first."""
        reached: dict[int, _Above] = {}
        waiting = [*self._stated(draft, model)]
        while waiting:
            base, page = waiting.pop(0)
            if base is model:
                told = f"`{clipped(model.name)}` is derived from itself"
                self._report(draft, model, told)
            elif len(reached) == _MOST:
                told = (
                    f"`{clipped(model.name)}` is derived from more than {_MOST} models"
                )
                self._report(draft, model, told)
                break
            elif id(base) not in reached:
                reached[id(base)] = _Above(base, page)
                waiting += self._stated(page, base)
        return reversed(reached.values())

    def _stated(self, draft: Draft, model: DraftObject) -> Iterator[_Above]:
        """Yield the models that one says it is derived from."""
        for named in model.bases:
            found = self._definitions.lookup(draft.page, named)
            base = found[0].model if len(found) == 1 else None
            if isinstance(base, DraftObject):
                yield _Above(base, found[0].draft)
            else:
                heir, name = clipped(model.name, 24), clipped(named.name, 24)
                told = f"`{heir}` is derived from `{name}`, which is no model"
                self._report(draft, model, told)

    def _report(self, draft: Draft, model: DraftObject, message: str) -> None:
        place = Place(draft.page, draft.path, model.span)
        told = place.finding(rules.BROKEN_POINTER, message)
        if told not in self.diagnostics:
            self.diagnostics.append(told)


def _inherited(field: DraftField, of: Draft, by: Draft) -> DraftField:
    """Return a member of a model on a page as that of a model on another one, or the same."""
    home = field.home or ("" if of is by else of.page)
    return replace(field, made=True, parts=0, home=home)
