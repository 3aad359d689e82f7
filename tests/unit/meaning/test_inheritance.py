"""Members of the models that others are derived from."""

from __future__ import annotations

from typetable.language.draft import Draft, DraftField, DraftObject
from typetable.language.ledger import Ledger
from typetable.meaning.inheritance import whole
from typetable.meaning.records import Meaning
from typetable.meaning.resolve import resolve
from typetable.naming import JsonNames
from typetable.notation.records import Types
from typetable.notation.types import NamedType, ScalarType, TypeExpr
from typetable.settings.package import Overrides
from typetable.source import Span

HERE = Span(1, 1, 2)
TEXT = ScalarType("string")


def _field(name: str, kind: TypeExpr = TEXT) -> DraftField:
    return DraftField(
        name=name,
        type=kind,
        required=True,
        description="",
        span=HERE,
        type_span=HERE,
    )


def _model(name: str, bases: str, *fields: DraftField) -> DraftObject:
    named = tuple(map(NamedType, bases.split()))
    return DraftObject(name=name, description="", fields=fields, span=HERE, bases=named)


def _page(path: str, *models: DraftObject) -> Draft:
    return Draft(
        path=path, page=path, models=models, pointers=(), samples=(), ledger=Ledger()
    )


def _fields(*drafts: Draft) -> tuple[dict[str, list[str]], list[str]]:
    """Return the members of each model, and what is wrong."""
    found = whole(drafts, ("name",))
    objects = (m for d in found.drafts for m in d.models if isinstance(m, DraftObject))
    names = {m.name: [field.name for field in m.fields] for m in objects}
    return names, [each.message for each in found.diagnostics]


def test_members_come_from_above_first() -> None:
    """Those of the uppermost model lead; a member that is stated again has its own type."""
    page = _page(
        "a.md",
        _model("C", "B", _field("c"), _field("a", ScalarType("integer"))),
        _model("B", "A", _field("b")),
        _model("A", "", _field("a"), _field("z")),
    )
    names, told = _fields(page)
    assert names == {"C": ["z", "b", "c", "a"], "B": ["a", "z", "b"], "A": ["a", "z"]}
    assert told == []


def test_the_nearest_model_says_the_type() -> None:
    """As a class does that overrides a member of its base."""
    above = _model("A", "", _field("a"))
    near = _model("B", "A", _field("a", ScalarType("integer")))
    found = whole([_page("a.md", _model("C", "B"), near, above)], ("name",)).drafts
    model, *_ = found[0].models
    assert isinstance(model, DraftObject)
    assert [field.type for field in model.fields] == [ScalarType("integer")]


def test_what_is_no_model_or_itself_is_told() -> None:
    """Each once, and what is known is there."""
    page = _page("a.md", _model("A", "X B", _field("a")), _model("B", "A", _field("b")))
    names, told = _fields(page)
    assert names == {"A": ["b", "a"], "B": ["a", "b"]}
    assert told == [
        "`A` is derived from `X`, which is no model",
        "`A` is derived from itself",
        "`B` is derived from itself",
    ]


def test_models_above_are_limited() -> None:
    """Each would add its members to all below: the output would grow with the square."""
    models = [_model(f"M{at}", f"M{at + 1}", _field(f"f{at}")) for at in range(60)]
    names, told = _fields(_page("a.md", *models))
    assert max(map(len, names.values())) == 33
    assert "`M0` is derived from more than 32 models" in told


def test_names_of_another_page_mean_what_they_mean_there() -> None:
    """A model of the same name beside the heir is another one."""
    base = _page(
        "base.md",
        _model("Base", "", _field("t", NamedType("T"))),
        _model("T", "", _field("right")),
    )
    heir = _page("heir.md", _model("Heir", "Base"), _model("T", "", _field("wrong")))
    meaning = Meaning(
        json_names=JsonNames(case="as-documented"),
        overrides=Overrides(),
        types=Types(),
    )
    schema = resolve([base, heir], meaning).schema
    models = {(m.name, model.name): model for m in schema.modules for model in m.models}
    kind = models["heir", "Heir"].fields[0].type  # type: ignore[union-attr]
    assert (kind.model, kind.module) == ("T", "base")  # type: ignore[union-attr]
