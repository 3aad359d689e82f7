"""Discriminators: the member that an override names, and what its values mean.

The one rule kept here: a value means one object of its union, or it is told that nothing says so.
What speaks for a value is asked in this order: the override, types, samples, descriptions, names.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from typetable import rules
from typetable.changes import tags
from typetable.diagnostics import clipped, finding
from typetable.meaning.tag_values import Row, described, named, sampled, single, typed
from typetable.schema import Meaning, Ref, UnionModel
from typetable.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.changes.tags import ModelOf, Tag
    from typetable.diagnostics import Diagnostic
    from typetable.meaning.tag_values import Values
    from typetable.rules import Rule
    from typetable.schema import Model, Schema, Value
    from typetable.settings.package import Discriminator, Override


class Settled(NamedTuple):
    """A schema whose discriminators say what their values mean, and what is wrong with others."""

    schema: Schema
    diagnostics: tuple[Diagnostic, ...]


def settle(
    found: Schema,
    said: Mapping[str, Override[Discriminator]],
    samples: Sequence[Any] = (),
) -> Settled:
    """Return a schema with the discriminators that overrides name (TT221, TT231, TT232).

    `samples` are values of JSON.
    """
    if not said:
        return Settled(found, ())
    models = {
        Ref(model.name, module.name): model
        for module in found.modules
        for model in module.models
    }
    told: list[Diagnostic] = []

    def settled(model: Model) -> Model:
        override = said.get(model.name)
        if override is None or not isinstance(model, UnionModel):
            return model
        settling = _Settling(model, override, models.__getitem__)
        union = settling.union(samples)
        told.extend(settling.diagnostics)
        return union

    modules = (
        replace(module, models=tuple(map(settled, module.models)))
        for module in found.modules
    )
    return Settled(replace(found, modules=tuple(modules)), tuple(told))


class _Settling:
    """A union on its way to a discriminator; `diagnostics` are about the override."""

    def __init__(
        self, union: UnionModel, override: Override[Discriminator], model_of: ModelOf
    ) -> None:
        self._union = union
        self._override = override
        self._model_of = model_of
        self._members = tags.flattened(union.members, model_of)
        self._objects = dict(tags.objects_of(self._members, model_of))
        self._name = self._json_name(override.value.name)
        self._rows = [
            Row(ref, model, field, tags.listed(field, model_of))
            for ref, model in self._objects.items()
            for field in model.fields
            if field.wire_name == self._name
        ]
        self.diagnostics: list[Diagnostic] = []

    def _json_name(self, name: str) -> str:
        """Return the JSON name of the field that an override calls by that or as the docs do."""
        fields = [field for each in self._objects.values() for field in each.fields]
        documented = {field.name: field.wire_name for field in fields}
        is_json_name = name in {field.wire_name for field in fields}
        return name if is_json_name else documented.get(name, name)

    def union(self, samples: Sequence[Any]) -> UnionModel:
        """Return the union, with a discriminator where that tells its objects apart."""
        if not self._rows:
            self._refuse_name()
            return self._union
        values = self._values(samples)
        silent = [row for row in self._rows if row.ref not in values]
        if silent or len(self._objects) == 1:
            self._refuse_field(silent)
        if any(each.is_error for each in self.diagnostics):
            return self._union
        meanings = tuple(
            Meaning(value, ref)
            for ref in self._objects
            for value in values.get(ref, ())
        )
        self._note_needless(meanings)
        by_types = _is_same(self._told_by_types(), meanings)
        return replace(
            self._union, discriminator=self._name, meanings=() if by_types else meanings
        )

    def _values(self, samples: Sequence[Any]) -> Values:
        """Return the values of each object, by the first evidence that there is for it."""
        listed: dict[Ref, tuple[Value, ...]] = defaultdict(tuple)
        for value, ref in self._told_by_types().meanings:
            listed[ref] += (value,)
        plain = [row for row in self._rows if not row.listed]
        found = sampled(plain, self._objects, samples), described(plain)
        values = single([self._stated(), listed, *map(single, zip(found))])
        silent = [row for row in self._rows if row.ref not in values]
        if not silent:
            return values
        values = single([values, named(silent)])
        self._note_guessed([row for row in silent if row.ref in values], values)
        return values

    def _told_by_types(self) -> Tag:
        return tags.told_by(self._name, self._members, self._model_of)

    def _stated(self) -> Values:
        """Return what the override states (TT231 for what is no object of the union)."""
        by_name = {ref.model: ref for ref in self._objects}
        fields = {row.ref: row.field for row in self._rows}
        stated: dict[Ref, tuple[Value, ...]] = defaultdict(tuple)
        for text, name in self._override.value.values.items():
            if ref := by_name.get(name):
                stated[ref] += (typed(text, fields.get(ref)),)
            else:
                of = clipped(self._union.name)
                message = f"`{clipped(name)}` is no object in `{of}`"
                self._add(rules.USELESS_DISCRIMINATOR, message, _meant(name, by_name))
        return stated

    # What is told

    def _refuse_name(self) -> None:
        if self._override.pattern:
            return  # it is about other unions
        fields = (field for model in self._objects.values() for field in model.fields)
        name, union = self._override.value.name, clipped(self._union.name)
        message = f"no object in `{union}` has a field `{clipped(name)}`"
        hint = _meant(name, {field.name for field in fields})
        self._add(rules.USELESS_DISCRIMINATOR, message, hint)

    def _refuse_field(self, silent: Sequence[Row]) -> None:
        model = silent[0].ref.model if silent else next(iter(self._objects)).model
        message = f"nothing says which values of `{clipped(self._name)}` mean `{clipped(model)}`"
        hint = f"state it: {self._entry('...', model)}"
        self._add(rules.USELESS_DISCRIMINATOR, message, hint)

    def _note_guessed(self, rows: Sequence[Row], values: Values) -> None:
        """Note that values follow from names alone (TT232)."""
        for row in rows[:1]:
            value = str(values[row.ref][-1])
            of, shown, name = map(clipped, (row.ref.model, value, self._name))
            message = f"`{shown}` of `{name}` means `{of}`, by names alone"
            hint = f"state it if it is not so: {self._entry(value, row.ref.model)}"
            self._add(rules.GUESSED_DISCRIMINATOR, message, hint)

    def _entry(self, value: str, model: str) -> str:
        """Return an override that states what a value means."""
        key = clipped(self._union.name)
        values = f'{{ "{clipped(value)}" = "{clipped(model)}" }}'
        return f'`{key} = {{ field = "{clipped(self._name)}", values = {values} }}`'

    def _note_needless(self, meanings: Sequence[Meaning]) -> None:
        """Note an override that says what types say (TT221)."""
        tag = tags.tag_of(self._members, self._model_of)
        is_same = tag and tag.name == self._name and _is_same(tag, meanings)
        if is_same and not self._override.pattern:
            message = f"the docs say the same of `{clipped(self._union.name)}` now"
            self._add(rules.NEEDLESS_OVERRIDE, message, "remove this override")

    def _add(self, rule: Rule, message: str, hint: str) -> None:
        place = (self._override.path, self._override.span)
        self.diagnostics.append(finding(rule, *place, message, hint=hint))


def _is_same(tag: Tag, meanings: Iterable[Meaning]) -> bool:
    return {*tag.meanings} == {(each.value, each.model) for each in meanings}


def _meant(name: str, known: Iterable[str]) -> str:
    near = Suggestions(sorted(known)).nearest(name)
    return f"did you mean `{near}`?" if near else "remove this override"
