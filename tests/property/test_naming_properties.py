"""Whatever the docs call things, their Python names work, differ, and do not hang on order."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.naming import Names, Reserved, assign, module_names
from typetable.python.characters import is_name_character
from typetable.schema import (
    EnumModel,
    Field,
    Member,
    Model,
    Module,
    ObjectModel,
    Scalar,
    Schema,
)
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FRAGMENTS = (
    "a",
    "b",
    "A",
    "B",
    "_",
    "__",
    "-",
    " ",
    ".",
    "1",
    "é",
    "e\u0301",
    "\ufb01",
    "\u0430",
)
ODD = (
    "class",
    "None",
    "list",
    "decode",
    "🚀",
    "\u3164",
    "\u202e",
    "\u0301",
    "\u017f",
    "\u00b5",
    "$",
)
NAMES = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=5).map("".join),
    st.lists(st.sampled_from(FRAGMENTS + ODD), min_size=1, max_size=3).map("".join),
    st.text(min_size=1, max_size=6),
)
SEVERAL = st.lists(NAMES, min_size=1, max_size=8, unique=True)
VALUES = st.one_of(st.text(max_size=3), st.integers(-2, 2))
RESERVED = Reserved(attributes=frozenset({"decode", "a_b"}), members=frozenset({"A_B"}))
PLACE = Span(1, 1, 2)


def schema(
    fields: Iterable[str],
    members: Iterable[tuple[str, str | int]],
    models: Iterable[str],
) -> Schema:
    """Return one page with an object, an enum and empty models."""
    rows = tuple(
        Field(name=name, wire_name=name, type=Scalar("any"), required=False, span=PLACE)
        for name in fields
    )
    values = tuple(
        Member(name=name, value=value, span=PLACE) for name, value in members
    )
    described: tuple[Model, ...] = (
        ObjectModel(name="The Object", description="", fields=rows, span=PLACE),
        EnumModel(
            name="The Enum", description="", scalar="string", members=values, span=PLACE
        ),
        *(ObjectModel(name=n, description="", fields=(), span=PLACE) for n in models),
    )
    return Schema(
        modules=(
            Module(name="page", source="page.md", page="page.md", models=described),
        )
    )


def named(found: Schema) -> Names:
    """Return the names that a target with names of its own gives."""
    return assign(found, RESERVED)[0]


def assert_usable(names: Sequence[str]) -> None:
    """Check that the names differ for Python and may stand in a class body."""
    assert len({normalize("NFKC", name) for name in names}) == len(names)
    for name in names:
        assert name.isidentifier()
        assert not iskeyword(name)
        assert not name.startswith("_")
        assert normalize("NFKC", name) == name
        assert all(map(is_name_character, name))


@given(SEVERAL)
@settings(deadline=None, max_examples=200)
def test_fields(documented: list[str]) -> None:
    """Attributes are usable and differ, whatever their order."""
    names = named(schema(documented, (), ())).attributes["page", "The Object"]
    assert_usable(names)
    assert not {"decode", "a_b", "list"}.intersection(names)
    turned = named(schema(reversed(documented), (), ())).attributes[
        "page", "The Object"
    ]
    assert turned == names[::-1]


@given(SEVERAL, NAMES)
@settings(deadline=None, max_examples=200)
def test_an_exact_field_keeps_its_name(documented: list[str], other: str) -> None:
    """A field whose documented name works as it is keeps it beside any other field."""
    key = ("page", "The Object")
    alone = [
        n for n in documented if named(schema([n], (), ())).attributes[key] == (n,)
    ]
    kept = [name for name in alone if name != other]
    names = named(schema([other, *kept], (), ())).attributes[key]
    assert names[1:] == tuple(kept)


@given(st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=8, unique=True))
@settings(deadline=None, max_examples=200)
def test_members(rows: list[tuple[str, str | int]]) -> None:
    """Members are usable and differ, also those that the docs give one name."""
    names = named(schema((), rows, ())).members["page", "The Enum"]
    assert_usable(names)
    assert named(schema((), rows[::-1], ())).members["page", "The Enum"] == names[::-1]


@given(SEVERAL)
@settings(deadline=None, max_examples=200)
def test_models(documented: list[str]) -> None:
    """Class names are usable and differ, and each is exported unless a module has the name."""
    names = named(schema((), (), documented))
    assert_usable(tuple(names.classes.values()))
    assert names.exports.keys() == set(names.classes.values()) - {"page"}


@given(st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), unique=True))
@settings(deadline=None, max_examples=200)
def test_modules(paths: list[str]) -> None:
    """Module names are ASCII in small letters, differ, and do not depend on order."""
    pages = [f"{path}.md" for path in paths]
    names = module_names(pages)
    assert names.keys() == set(pages)
    assert len(set(names.values())) == len(pages)
    for name in names.values():
        assert name.isascii()
        assert name.isidentifier()
        assert name == name.lower()
        assert len(name) <= 100
    assert module_names(pages[::-1]) == names
