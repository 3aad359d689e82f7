"""Definitions: the pages that define a name, equal repeats, and the meaning of a name on a page.

The one rule kept here: a name means the model of the same page first, then the one of the page of
that name, then the only one of the same folder, then the one model of that name anywhere; anything
else is a finding, never a guess.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Label, clipped, finding
from typetable.language.draft import DraftEnum, names_in
from typetable.language.evidence import plain
from typetable.meaning.alike import Alike
from typetable.meaning.places import Places
from typetable.notation.types import ANY, KINDS, ScalarType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.draft import Draft, DraftModel
    from typetable.notation.types import NamedType
    from typetable.wording.links import By, Mentioned


class Definition(Struct, frozen=True, eq=False):
    """A model and the page that it stands on; compared by identity."""

    draft: Draft
    model: DraftModel

    @property
    def label(self) -> Label:
        """The place of the definition."""
        return Label(path=self.draft.path, span=self.model.span, text="defined here")


class Definitions:
    """All definitions of all pages, with equal repeats made one."""

    def __init__(self, drafts: Sequence[Draft], by: Sequence[By] = ("name",)) -> None:
        """Index the drafts; `diagnostics` are about repeats and conflicts."""
        self._by = by
        self.diagnostics: list[Diagnostic] = []
        self._local: dict[tuple[str, str], Definition] = {}
        self._named: dict[str, list[Definition]] = defaultdict(list)
        self._drafts = drafts
        for draft in drafts:
            for model in draft.models:
                self._add(Definition(draft, model))
        self._kept = self._merge()

    @cached_property
    def _pages(self) -> dict[str, list[str]]:
        """The pages by their names, for names that are defined more than once."""
        pages: dict[str, list[str]] = defaultdict(list)
        for draft in self._drafts:
            pages[plain(_stem(draft.page))].append(draft.page)
        return pages

    def names(self) -> Iterable[str]:
        """Return every defined name."""
        return self._named.keys()

    def kept(self, draft: Draft) -> Iterator[DraftModel]:
        """Yield the models that a page keeps, in documented order."""
        for model in draft.models:
            definition = self._local[draft.page, model.name]
            if definition.model is model and self._kept[definition] is definition:
                yield model

    def lookup(self, page: str, named: NamedType) -> tuple[Definition, ...]:
        """Return the definitions that a name may mean on `page`: none, one, or candidates."""
        kept = map(self._kept.__getitem__, self._meant(page, named))
        return tuple(dict.fromkeys(kept))

    def _meant(self, page: str, named: NamedType) -> Sequence[Definition]:
        """Return what a name may mean by the first of what tells it that knows one."""
        if named.ways:
            return self._mentioned(page, named)
        for by in self._by:
            match by:
                case "link":
                    linked = self._linked(page, named.target) if named.target else None
                    found = [linked] if linked else []
                case "name":
                    found = self._scope(page, named.name)
                case "alike":
                    is_other = named.otherwise is not None
                    found = [] if is_other else self._alike(page, named.name)
            if found:
                return found
        return ()

    def _mentioned(self, page: str, named: NamedType) -> Sequence[Definition]:
        """Return the one model of such values that the first of some ways names."""
        for way in named.ways:
            found = (d for each in way for d in self._named_by(page, each))
            fitting = dict.fromkeys(d for d in found if _fits(d.model, named.otherwise))
            if len(fitting) == 1:
                return [*fitting]
        return ()

    def _named_by(self, page: str, one: Mentioned) -> Sequence[Definition]:
        linked = self._linked(page, one.target) if one.target else None
        if linked:
            return [linked]
        found = self._scope(page, one.name)
        return self._alike(page, one.name) if one.alike and not found else found

    def _linked(self, page: str, target: str) -> Definition | None:
        """Return the model that a link on a page leads to."""
        places = self._places.of(page, target)
        models = (self._local.get(place) for place in places)
        found = [*dict.fromkeys(model for model in models if model)]
        return found[0] if len(found) == 1 else None

    def _alike(self, page: str, name: str) -> list[Definition]:
        """Return the models of the only name that differs in spelling."""
        other = self._names.like(name)
        return self._scope(page, other) if other else []

    @cached_property
    def _names(self) -> Alike:
        return Alike(self._named)

    @cached_property
    def _places(self) -> Places:
        return Places(self._drafts)

    def _add(self, definition: Definition) -> None:
        """Add a definition; a second one of the same page is a repeat or a conflict."""
        model = definition.model
        first = self._local.setdefault((definition.draft.page, model.name), definition)
        if first is definition:
            self._named[model.name].append(definition)
        elif _content(first.model) == _content(model):
            self._note_repeat(definition, first)
        else:
            message = (
                f"`{clipped(model.name)}` is defined twice, with different content"
            )
            self.diagnostics.append(
                finding(
                    rules.CONFLICTING_MODEL,
                    definition.draft.path,
                    model.span,
                    message,
                    labels=(replace(first.label, text="first defined here"),),
                )
            )

    def _note_repeat(self, repeat: Definition, kept: Definition) -> None:
        message = (
            f"`{clipped(repeat.model.name)}` is written down again; it is one model"
        )
        place = (repeat.draft.path, repeat.model.span)
        self.diagnostics.append(
            finding(rules.REPEATED_MODEL, *place, message, labels=(kept.label,))
        )

    def _scope(self, page: str, name: str) -> list[Definition]:
        everywhere = self._named.get(name, [])
        if len(everywhere) <= 1:  # nearly every name means the same on every page
            return everywhere
        if local := self._local.get((page, name)):
            return [local]
        pages = self._pages.get(plain(name), [])
        own = [
            self._local[other, name] for other in pages if (other, name) in self._local
        ]
        if len(own) == 1:
            return own
        folder = page.rpartition("/")[0]
        near = [d for d in everywhere if d.draft.page.rpartition("/")[0] == folder]
        return near if len(near) == 1 else everywhere

    def _merge(self) -> dict[Definition, Definition]:
        """Map each definition to the representative of its equals."""
        kept = {namesakes[0]: namesakes[0] for namesakes in self._named.values()}
        classes = self._classes(
            [d for same in self._named.values() if len(same) > 1 for d in same]
        )
        groups: dict[int, list[Definition]] = defaultdict(list)
        for definition, number in classes.items():
            groups[number].append(definition)
        for group in groups.values():
            chosen = next((d for d in group if _is_own_page(d)), group[0])
            for definition in group:
                kept[definition] = chosen
                if definition is not chosen:
                    self._note_repeat(definition, chosen)
        return kept

    def _classes(self, repeated: list[Definition]) -> dict[Definition, int]:
        """Return the class of each definition: equal tables whose names mean equal models.

        Starts from equal content and splits classes until the names in them agree; a split
        is looked at by the users of the name only, so that chains of models cost no more.
        """
        repeats = {d.model.name for d in repeated}
        numbers = count()
        contents = {d: (d.model.name, _content(d.model)) for d in repeated}
        classes = _numbered(contents, numbers)
        users: dict[str, set[str]] = defaultdict(set)
        for definition in repeated:
            for named in names_in(definition.model):
                for meant in self._meant(definition.draft.page, named):
                    users[meant.model.name].add(definition.model.name)
        pending = dict.fromkeys(d.model.name for d in repeated)
        while pending:
            name, _ = pending.popitem()
            keys = {d: tuple(self._meanings(d, classes)) for d in self._named[name]}
            split = _numbered({d: (classes[d], *keys[d]) for d in keys}, numbers)
            if len(set(split.values())) > len({classes[d] for d in split}):
                classes.update(split)
                pending.update(dict.fromkeys(users[name] & repeats))
        return classes

    def _meanings(
        self, definition: Definition, classes: dict[Definition, int]
    ) -> Iterator[frozenset[int | Definition]]:
        for named in names_in(definition.model):
            scope = self._meant(definition.draft.page, named)
            yield frozenset(classes.get(meaning, meaning) for meaning in scope)


def _numbered(
    keys: Mapping[Definition, tuple[object, ...]], numbers: Iterator[int]
) -> dict[Definition, int]:
    """Give each key a fresh number, and each definition the number of its key."""
    given: dict[tuple[object, ...], int] = {}
    return {d: given.setdefault(key, next(numbers)) for d, key in keys.items()}


def _content(model: DraftModel) -> tuple[object, ...]:
    """Return a model without its description, which may differ between repeats.

    For Python true is equal to 1, for JSON it is not.
    """
    values = [m.value for m in model.members] if isinstance(model, DraftEnum) else []
    return replace(model, description=""), *map(bool.__instancecheck__, values)


def _fits(model: DraftModel, word: ScalarType | None) -> bool:
    """Return whether a model may be what a word says: an object, values of a kind, anything."""
    if word == ANY:
        return True
    if not isinstance(model, DraftEnum):
        return word == ScalarType("object")
    kinds = {
        KINDS[type(each.value)] for each in model.members if each.value is not None
    }
    return word is not None and kinds == {word.scalar}


def _is_own_page(definition: Definition) -> bool:
    return plain(_stem(definition.draft.page)) == plain(definition.model.name)


def _stem(page: str) -> str:
    return page.rpartition("/")[2].rpartition(".")[0]
