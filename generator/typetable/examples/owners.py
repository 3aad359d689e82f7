"""Owners: the model that an example is an instance of.

The one rule kept here: a model is sure where a heading or a sentence says so and the example looks
like it; all else may prove a model, and never accuse one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import reduce
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.examples.blocks import plain, words_of
from typetable.examples.models import Shape
from typetable.schema import Array, ObjectModel, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.examples.blocks import Example
    from typetable.examples.models import Models
    from typetable.interchange.json_values import JsonValue
    from typetable.markdown.document import Heading
    from typetable.schema import Schema, Type

_CODE = re.compile(r"`([^`\n]+)`|\[([^\]\n]+)\]|\*\*([^*\n]+)\*\*")
"""What names something in a sentence: code, a link, bold."""

_SAYS_EXAMPLE = re.compile(r"\b(?:examples?|samples?|instances?)\b", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:invalid|wrong|incorrect|bad|not|never|\w+n't|error|fails?|deprecated|legacy|"
    r"requests?|responses?|returns?|update|patch|query|before|previous|old|earlier|future|"
    r"partial|minimal|abbreviated|truncated|shortened|snippet|excerpt|fragment|parts?|"
    r"draft|proposed|extended|extension|custom|additional)\b",
    re.IGNORECASE,
)
"""Words by which an example may be something else than the model that is spoken of."""


class Claim(Struct, frozen=True):
    """A model, what is an instance of it in an example, and whether that is sure."""

    ref: Ref
    values: tuple[JsonValue, ...]
    is_sure: bool


class Owners:
    """The models of some docs, by all that can name one."""

    def __init__(self, schema: Schema, models: Models) -> None:
        """Index the models."""
        self._models = models
        self._at: defaultdict[tuple[str, int], list[Ref]] = defaultdict(list)
        self._named: defaultdict[str, list[Ref]] = defaultdict(list)
        self._having: defaultdict[str, set[Ref]] = defaultdict(set)
        for module in schema.modules:
            for model in module.models:
                ref = Ref(model.name, module.name)
                self._at[module.source, model.span.line].append(ref)
                self._named[words_of(model.name)].append(ref)
                if isinstance(model, ObjectModel):
                    for field in model.fields:
                        self._having[field.wire_name].add(ref)

    def claims(self, example: Example) -> Iterator[Claim]:
        """Yield the models that an example may be an instance of, the likeliest first."""
        refs, is_sure = self._said(example)
        looks = [(ref, self._instances(ref, example.roots)) for ref in refs]
        found = [Claim(ref, values, is_sure) for ref, values in looks if values]
        is_one = len(found) == 1
        yield from (Claim(c.ref, c.values, c.is_sure and is_one) for c in found)

    def _said(self, example: Example) -> tuple[Sequence[Ref], bool]:
        """Return the models that the text around an example names, and whether it does for sure."""
        section, is_own = self._section(example)
        doubt = _DOUBT.search(example.before) is not None
        words = [next(filter(None, each)) for each in _CODE.findall(example.before)]
        spoken = {ref for word in words for ref in self._called(word, section)}
        if spoken and not spoken & {*section}:
            is_said = _SAYS_EXAMPLE.search(example.before) is not None
            return [*spoken], is_said and not doubt
        if not section and example.headings:
            outer, _ = self._section(example, example.headings[1:])
            return [*self._called(example.headings[0].text, outer)], False
        if not example.headings:
            stem = example.source.path.rsplit("/", 1)[-1].split(".")[0]
            return self._named.get(words_of(stem), []), True
        return section, is_own and not doubt

    def _section(
        self, example: Example, headings: Sequence[Heading] | None = None
    ) -> tuple[Sequence[Ref], bool]:
        """Return the models of the nearest heading that has any, and whether that is the first."""
        chain = example.headings if headings is None else headings
        for number, heading in enumerate(chain):
            refs = self._at.get((example.source.path, heading.span.line))
            if refs:
                return refs, number == 0
        return (), False

    def _called(self, word: str, section: Iterable[Ref]) -> Iterator[Ref]:
        """Yield the model that a word means: by its name, or as a member of those of a section."""
        named = self._named.get(words_of(word), ())
        if len(named) == 1:
            yield named[0]
            return
        for ref in section:
            shape = self._models.get(ref)
            for field in shape.model.fields if isinstance(shape, Shape) else ():
                inner = _items(field.type)
                if field.wire_name == plain(word) and isinstance(inner, Ref):
                    yield inner

    def _instances(self, ref: Ref, roots: Sequence[JsonValue]) -> tuple[JsonValue, ...]:
        """Return the values that look like a model: the outermost, or what one member holds."""
        shape = self._models.get(ref)
        if not isinstance(shape, Shape):
            return tuple(roots)
        levels = [_items_of(roots)]
        levels += [
            _items_of([member.value]) for each in levels[0] for member in each.members
        ]
        alike = [
            level
            for level in levels
            if level and all(_is_like(each, shape) for each in level)
        ]
        return tuple(alike[0]) if alike[:1] == levels[:1] or len(alike) == 1 else ()

    def alone(self, example: Example) -> Iterator[Claim]:
        """Yield the models whose members an example has, wherever they are described."""
        instances = _items_of(example.roots)
        names = [each.name for value in instances for each in value.members]
        if len({*names}) > 1:
            having = (self._having.get(name, set()) for name in names)
            for ref in reduce(set.intersection, having):
                yield Claim(ref, tuple(instances), is_sure=False)


def _items_of(values: Sequence[JsonValue]) -> list[JsonValue]:
    """Return the values, or the items where there is one array."""
    only = values[0] if len(values) == 1 else None
    return [*(only.items if only and only.kind == "array" else values)]


def _is_like(value: JsonValue, shape: Shape) -> bool:
    """Return whether an object looks like a model, with one member of it at least."""
    return shape.has_any_of(value) and shape.is_seen_in(value)


def _items(kind: Type) -> Type:
    return _items(kind.items) if isinstance(kind, Array) else kind
