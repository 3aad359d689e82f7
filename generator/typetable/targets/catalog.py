"""The catalog: the knowledge of all modules at once that views need.

The one rule kept here: each question is one look-up; an answer that needs a walk over the whole
schema is computed once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from typetable.changes import tags
from typetable.graph import components
from typetable.python.printer import Printer
from typetable.schema import (
    Array,
    Map,
    ObjectModel,
    Ref,
    Scalar,
    UnionModel,
    UnionOf,
)
from typetable.targets import import_depth
from typetable.targets.json_names import usual_style
from typetable.targets.loops import Named, cut
from typetable.targets.prose import in_prose, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.changes.tags import ModelOf, Tag
    from typetable.naming import Names
    from typetable.schema import Field, Model, Module, Schema, Type, Value


class Catalog:
    """A schema, in prose but for its types, and its names.

    `module_edges` are the modules that each module refers to, and `module_groups` those that refer
    to each other, each behind the groups that it refers to.
    """

    def __init__(
        self,
        schema: Schema,
        names: Names,
        stated: Schema | None = None,
        printer: Printer = Printer(),  # noqa: B008  # frozen
    ) -> None:
        """Index the models of `schema`; constants are told by the schema as the docs state it.

        `printer` has the width of the lines of modules.
        """
        self.printer = printer
        self._stated = stated or schema
        self.schema = schema = cut(in_prose(schema))
        self.names = names
        self.class_names = frozenset(names.classes.values())
        self._models = {
            (module.name, model.name): model
            for module in schema.modules
            for model in module.models
        }
        self.module_edges = self._module_edges()
        self.module_groups = components(self.module_edges)
        self._component = {
            name: number
            for number, group in enumerate(self.module_groups)
            for name in group
        }

    def opened(self) -> Catalog:
        """Return the catalog in which enums with other values are other names for scalars."""
        schema = opened(self.schema)
        if schema == self.schema:
            return self
        return Catalog(schema, self.names, self._stated, self.printer)

    def model(self, ref: Ref) -> Model:
        """Return the model that `ref` refers to."""
        return self._models[ref.module, ref.model]

    def constant(self, field: Field) -> Value | None:
        """Return the only value of a field that must be there, if the docs list one."""
        return tags.constant(field, self._documented)

    @cached_property
    def _documented(self) -> ModelOf:
        """Returns a model with all that the docs say of it."""
        return {
            Ref(model.name, module.name): model
            for module in self._stated.modules
            for model in module.models
        }.__getitem__

    def tag(
        self, members: Iterable[Type], union: UnionModel | None = None
    ) -> Tag | None:
        """Return what tells members apart: what is said of a `union`, or else what types say."""
        flat = self.flattened(members)
        if union is None:
            return tags.tag_of(flat, self._documented)
        return tags.tag_of_union(union, flat, self._documented)

    def class_name(self, ref: Ref) -> str:
        """Return the Python name of the model that `ref` refers to."""
        return self.names.classes[ref.module, ref.model]

    def module_name(self, ref: Ref) -> str:
        """Return the Python name of the module that `ref` points to."""
        return self.names.modules[ref.module]

    def names_in(self, module: Module) -> Iterator[str]:
        """Yield the Python names that a module defines for others."""
        for model in module.models:
            yield self.names.classes[module.name, model.name]

    def flattened(self, members: Iterable[Type]) -> tuple[Type, ...]:
        """Return the members of a union, complete unions among them replaced, once each."""
        return tags.flattened(members, self.model)

    @cached_property
    def style(self) -> str:
        """The style that makes most JSON names of the package of their attributes."""
        return usual_style(
            (attribute, field.wire_name)
            for module in self.schema.modules
            for model in module.models
            if isinstance(model, ObjectModel)
            for attribute, field in zip(
                self.names.attributes[module.name, model.name],
                model.fields,
                strict=True,
            )
        )

    def is_repeated(self, field: Field) -> bool:
        """Return whether the type of a field has the same description."""
        if not field.description or not isinstance(field.type, Ref):
            return False
        return self.model(field.type).description == field.description

    def is_in_cycle(self, module: Module, ref: Ref) -> bool:
        """Return whether `ref` points to another module that imports `module` in turn."""
        if ref.module == module.name:
            return False
        return self._component[module.name] == self._component[ref.module]

    def _module_edges(self) -> dict[str, list[str]]:
        return {
            module.name: [*dict.fromkeys(ref.module for ref in self.references(module))]
            for module in self.schema.modules
        }

    @cached_property
    def too_deep(self) -> frozenset[Ref]:
        """The objects that a library has to build separately, as references nest too deep.

        A union is never built separately; its objects are.
        """
        edges: dict[Ref, list[Ref]] = {}
        weights: dict[Ref, int] = {}
        for module in self.schema.modules:
            for model in module.models:
                ref = Ref(model.name, module.name)
                refs = (r for part in _types(model) for r in self.mentioned(part))
                edges[ref] = [*dict.fromkeys(refs)]
                weights[ref] = max(map(_weight, _types(model)), default=1)
        return frozenset(self._objects(import_depth.too_deep(edges, weights)))

    def _objects(self, refs: Iterable[Ref]) -> Iterator[Ref]:
        """Yield the references to objects among `refs`, and in unions among them."""
        waiting = [*refs]
        known = {*waiting}
        while waiting:
            ref = waiting.pop()
            model = self.model(ref)
            if isinstance(model, ObjectModel):
                yield ref
            elif isinstance(model, UnionModel):
                new = {*self.mentioned(UnionOf(model.members))} - known
                known |= new
                waiting += new

    def references(self, module: Module) -> Iterator[Ref]:
        """Yield every reference of a module, and those in its unions."""
        for model in module.models:
            for part in _types(model):
                yield from self.spelled(part)

    def needed_first(self, module: Module) -> tuple[Model, ...]:
        """Return the models of a module, those that others mention before these."""
        models = {model.name: model for model in module.models}
        edges = {
            name: [
                ref.model
                for part in _types(model)
                for ref in self.mentioned(part)
                if ref.module == module.name
            ]
            for name, model in models.items()
        }
        return tuple(models[name] for group in components(edges) for name in group)

    def mentioned(self, part: Type) -> Sequence[Ref]:
        """Return the references in a type; in place of a union those of its members."""
        return [each for each in self._leaves(part) if isinstance(each, Ref)]

    def spelled(self, part: Type) -> Sequence[Ref]:
        """Return the references in a type, and to what is but named in it."""
        leaves = self._leaves(part)
        return [each if isinstance(each, Ref) else each.union for each in leaves]

    def _leaves(self, part: Type) -> Sequence[Ref | Named]:
        match part:
            case Ref() | Named():
                return (part,)
            case Array(items=inner) | Map(values=inner):
                return self._leaves(inner)
            case UnionOf(members=members):
                flat = self.flattened(members)
                return [each for member in flat for each in self._leaves(member)]
        return ()


def _weight(part: Type) -> int:
    """Return the stack that a type takes, as a multiple of that of a list."""
    match part:
        case Array(items=inner) | Map(values=inner):
            return 1 + _weight(inner)
        case UnionOf(members=members):
            return 3 + max(map(_weight, members), default=0)
        case Ref():
            return 2
    return 1


def _types(model: Model) -> Sequence[Type]:
    """Return the types of a model, but for scalars, which refer to nothing."""
    if isinstance(model, ObjectModel):
        types = (field.type for field in model.fields)
        return [part for part in types if not isinstance(part, Scalar)]
    return (UnionOf(model.members),) if isinstance(model, UnionModel) else ()
