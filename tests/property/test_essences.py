"""Fingerprints: whatever changed elsewhere, views of one fingerprint are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple, replace
from tests.property.schemas import schemas
from tests.small_schemas import obj

from typetable import naming
from typetable.schema import (
    Array,
    Map,
    Module,
    ObjectModel,
    Ref,
    Schema,
    UnionModel,
    UnionOf,
)
from typetable.source import Span
from typetable.targets import TARGETS, Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.schema import Model, Type
    from typetable.targets.views import FileView, LazyView


few = settings(max_examples=40, deadline=None)
"""Schemas are large, and each law is asked of four targets."""


def refs(kind: Type | None) -> Iterator[Ref]:
    """Yield the references in a type, if there is one."""
    match kind:
        case Array(items=inner) | Map(values=inner):
            yield from refs(inner)
        case UnionOf(members=members):
            for member in members:
                yield from refs(member)
        case Ref():
            yield kind


def without(model: Model, known: set[Ref]) -> Model:
    """Return a model without what refers to models that are not there."""
    if isinstance(model, ObjectModel):
        fields = (field for field in model.fields if {*refs(field.type)} <= known)
        extra = model.extra if {*refs(model.extra)} <= known else None
        return replace(model, fields=tuple(fields), extra=extra)
    if isinstance(model, UnionModel):
        members = tuple(each for each in model.members if {*refs(each)} <= known)
        is_whole = len(members) > 1
        return replace(model, members=members if is_whole else (), complete=is_whole)
    return model


@st.composite
def states(draw: st.DrawFn) -> tuple[Schema, Schema]:
    """Draw two states of a package; modules are the same, others, or in one of them only."""
    one, other = draw(schemas()), draw(schemas())
    found = {module.name: module for module in other.modules}
    found |= {m.name: m for m in one.modules if draw(st.integers(0, 3))}
    known = {
        Ref(model.name, module.name)
        for module in found.values()
        for model in module.models
    }
    modules = (
        replace(module, models=tuple(without(model, known) for model in module.models))
        for _, module in sorted(found.items())
    )
    return one, Schema(modules=tuple(modules))


def lazy_views(schema: Schema, target: str) -> dict[str, LazyView]:
    """Return what makes the views of a package, by the paths of their files."""
    names, _ = naming.assign(schema, TARGETS[target].reserved)
    return {each.path: each for each in TARGETS[target].files(Catalog(schema, names))}


def facts(view: FileView) -> tuple[object, ...]:
    """Return all that is in a view, of which what is allowed has no equality of its own."""
    allowed = astuple(view.allowed) if view.allowed else ()
    return (*astuple(replace(view, allowed=None)), allowed)


@pytest.mark.parametrize("target", TARGETS)
@few
@given(states=states())
def test_views_of_one_fingerprint_are_alike(
    target: str, states: tuple[Schema, Schema]
) -> None:
    """So that what was made of it once need not be made again."""
    before, after = (lazy_views(state, target) for state in states)
    for path in before.keys() & after.keys():
        one, other = before[path], after[path]
        if one.fingerprint() == other.fingerprint():
            assert one.page == other.page
            assert facts(one.view()) == facts(other.view())


def changed(target: str, before: Schema, after: Schema) -> set[str]:
    """Return the pages whose modules have another fingerprint."""
    old, new = lazy_views(before, target), lazy_views(after, target)
    return {
        old[path].page
        for path in old.keys() & new.keys()
        if old[path].page and old[path].fingerprint() != new[path].fingerprint()
    }


def with_module(schema: Schema, module: Module) -> Schema:
    """Return a schema with a module in the place of another of that name."""
    return Schema(
        modules=tuple(module if m.name == module.name else m for m in schema.modules)
    )


@st.composite
def pages(draw: st.DrawFn) -> tuple[Schema, Module]:
    """Draw a package, and a module of it."""
    schema = draw(schemas().filter(lambda each: each.modules))
    return schema, draw(st.sampled_from(schema.modules))


@pytest.mark.parametrize("target", TARGETS)
@few
@given(page=pages())
def test_prose_concerns_nobody_else(target: str, page: tuple[Schema, Module]) -> None:
    """What is told anew, or elsewhere on a page, leaves all other modules as they are."""
    schema, module = page
    first, *rest = module.models
    told = replace(first, description=f"{first.description} More.", span=Span(99, 1, 2))
    after = with_module(schema, replace(module, models=(told, *rest)))
    assert changed(target, schema, after) == {module.page}


@pytest.mark.parametrize("target", TARGETS)
@few
@given(page=pages())
def test_a_new_model_concerns_whoever_reaches_its_page(
    target: str, page: tuple[Schema, Module]
) -> None:
    """And nobody else."""
    schema, module = page
    models = (*module.models, obj("Brand new"))
    after = with_module(schema, replace(module, models=models))
    names, _ = naming.assign(schema, TARGETS[target].reserved)
    edges = Catalog(schema, names).module_edges
    reaching = {module.name}
    for _ in edges:
        reaching |= {name for name in edges if reaching.intersection(edges[name])}
    assert changed(target, schema, after) == {
        each.page for each in schema.modules if each.name in reaching
    }
