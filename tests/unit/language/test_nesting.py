"""Members of members in one table, by paths."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.plain_pages import Page, read, table

from typetable.language.dialects import packaged
from typetable.language.nesting import Nesting
from typetable.notation.types import ANY, ArrayType, NamedType, ScalarType

HEADER = "Name | Type | Required"


def _models(*lines: str) -> dict[str, list[str]]:
    return read("# T", table(HEADER, *lines)).names


@pytest.mark.parametrize("kind", ["object", "map", ""])
def test_a_parent_that_is_an_object_holds_its_members(kind: str) -> None:
    """They are a model of the parent's name."""
    found = read("# T", table(HEADER, f"a | {kind} | no", "a.b | string | yes"))
    assert found.names == {"T": ["a"], "T a": ["b"]}
    assert found.models["T"]["a"].type == NamedType("T a", 0, 0)
    assert not found.models["T"]["a"].required


@pytest.mark.parametrize("kind", ["array", "object[]", "array of objects"])
@pytest.mark.parametrize("path", ["a.b", "a[].b"])
def test_a_parent_that_is_an_array_holds_objects(kind: str, path: str) -> None:
    """The type of the parent decides, not the spelling of the path."""
    found = read("# T", table(HEADER, f"a | {kind} | no", f"{path} | string | yes"))
    assert found.models["T"]["a"].type == ArrayType(NamedType("T a", 0, 0))
    assert found.names["T a"] == ["b"]


@pytest.mark.parametrize("required", [True, False])
def test_a_parent_without_a_row_is_made(*, required: bool) -> None:
    """It is required if a member of it is."""
    word = "yes" if required else "no"
    found = read("# T", table(HEADER, f"a.b | string | {word}", "a.c | string | no"))
    assert found.models["T"]["a"].required is required
    assert found.names == {"T": ["a"], "T a": ["b", "c"]}


def test_a_made_parent_is_an_array_where_a_path_says_so() -> None:
    """`[]` behind its name."""
    found = read("# T", table(HEADER, "a[].b | string | yes"))
    assert found.models["T"]["a"].type == ArrayType(NamedType("T a", 0, 0))


def test_paths_go_as_deep_as_they_go() -> None:
    """Each level is a model."""
    assert _models("a.b.c | string | no", "a.d[].e | string | no") == {
        "T": ["a"],
        "T a": ["b", "d"],
        "T a b": ["c"],
        "T a d": ["e"],
    }


@pytest.mark.parametrize("kind", ["string", "integer", "string[]", "Other"])
def test_a_parent_of_another_kind_keeps_its_type(kind: str) -> None:
    """Rows below it are not lost, and it is not made an object."""
    found = read("# T", table(HEADER, f"a | {kind} | no", "a.b | string | no"))
    assert [*found.names] == ["T"]
    assert "a" in found.names["T"]
    assert len(found.names["T"]) == 2
    alone = read("# T", table(HEADER, f"a | {kind} | no"))
    assert found.models["T"]["a"].type == alone.models["T"]["a"].type


@pytest.mark.parametrize(
    "name", ["@odata.type", "a@odata.type", "1.2", "a..b", ".a", "image@2x.url"]
)
def test_what_is_no_path_is_a_name(name: str) -> None:
    """Its dot is one of the name."""
    assert _models(f"{name} | string | no", "b.c | string | no") == {
        "T": [name, "b"],
        "T b": ["c"],
    }


def test_the_order_of_rows_means_nothing() -> None:
    """A parent may stand below its members."""
    found = read("# T", table(HEADER, "a.b | string | yes", "a | array | no"))
    assert found.models["T"]["a"].type == ArrayType(NamedType("T a", 0, 0))
    assert not found.models["T"]["a"].required


def test_a_member_of_a_member_is_stated_once() -> None:
    """As a member of the model itself."""
    found = read("# T", table(HEADER, "a.b | string | no", "a.b | integer | no"))
    assert found.codes == ["TT206"]
    assert found.models["T a"]["b"].type == ScalarType("string")


def test_a_table_without_paths_is_one_model() -> None:
    """An object without members below it stays an object of anything."""
    found = read("# T", table(HEADER, "a | object | no", "b | array | no"))
    assert found.names == {"T": ["a", "b"]}
    assert found.models["T"]["b"].type == ArrayType(ANY)


@pytest.mark.parametrize("kind", ["string", "string[]", "array of strings"])
@pytest.mark.parametrize("others", [(), ("b.c | string | no",)])
def test_a_name_that_is_written_like_an_array_is_one(
    kind: str, others: tuple[str, ...]
) -> None:
    """Its brackets are no part of the name, and its cell may state the type of its items."""
    found = read("# T", table(HEADER, f"a[] | {kind} | yes", *others))
    assert found.models["T"]["a"].type == ArrayType(ScalarType("string"))
    assert found.models["T"]["a"].required


@pytest.mark.parametrize("kind", ["object", "string", "array", "Other"])
def test_two_paths_to_one_member_are_told(kind: str) -> None:
    """Whatever the parent is; the second row is not lost in silence."""
    rows = (f"a | {kind} | no", "a.b | string | no", "a[].b | string | yes")
    found = read("# T", table(HEADER, *rows))
    assert {*found.codes} - {"TT133", "TT134"} == {"TT206"}
    assert found.draft.ledger.told == 1
    members = [member for model in found.draft.models for member in model.fields]  # type: ignore[union-attr]
    assert len(members) == 2


def test_parents_may_have_to_be_stated() -> None:
    """A path without a row of what would hold it is a name then, and told."""
    plain = packaged()["plain"]
    stated = replace(plain, nesting=replace(plain.nesting, parents="stated"))
    lines = ("a | object | no", "a.b | string | no", "b.c | string | no")
    found = read("# T", table(HEADER, *lines), dialect=stated)
    assert found.names == {"T": ["a", "b.c"], "T a": ["b"]}
    assert found.codes == ["TT134"]


def test_brackets_alone_are_no_name() -> None:
    """Nothing is left of them."""
    found = read("# T", table(HEADER, "[] | string | no", "b | string | no"))
    assert found.names == {"T": ["b"]}


@pytest.mark.parametrize("kind", ["string", "integer", "Other", "string[]"])
def test_a_member_of_one_that_can_have_none_is_told(kind: str) -> None:
    """It keeps its row, and its path for a name."""
    found = read("# T", table(HEADER, f"a | {kind} | no", "a.b | string | no"))
    assert found.codes == ["TT134"]
    assert found.names == {"T": ["a", "a.b"]}
    fine = read("# T", table(HEADER, "a | object | no", "a.b | string | no"))
    assert fine.codes == []


@pytest.mark.parametrize("kind", ["object", "object or null", "map"])
def test_an_object_that_paths_take_for_an_array_is_told(kind: str) -> None:
    """Its type counts, and its rows are kept."""
    rows = (f"a | {kind} | no", "a[].b | string | no", "a[].c[].d | string | no")
    found = read("# T", table(HEADER, *rows))
    assert found.codes == ["TT133"]
    assert found.names == {"T": ["a"], "T a": ["b", "c"], "T a c": ["d"]}
    assert not isinstance(found.models["T"]["a"].type, ArrayType)


def test_a_parent_without_a_type_is_what_paths_say() -> None:
    """An array where one has brackets."""
    found = read("# T", table(HEADER, "a | any | no", "a[].b | string | no"))
    assert found.models["T"]["a"].type == ArrayType(NamedType("T a", 0, 0))
    assert found.codes == []


def _marked(*lines: str, path: tuple[str, ...] = ()) -> Page:
    """Return what a table says in which members stand below others behind a `-`."""
    spoken = replace(packaged()["plain"], nesting=Nesting(path=path, marks=("-", "»")))
    return read("# T", table(HEADER, *lines), dialect=spoken)


@pytest.mark.parametrize("name", ["@id", "b.c", "eo:cloud", "b"])
def test_a_name_behind_a_mark_is_a_member_whatever_it_is(name: str) -> None:
    """Also one that could not stand in a path, or looks like one."""
    found = _marked("a | object | no", f"- {name} | string | yes")
    assert found.names == {"T": ["a"], "T a": [name]}
    assert found.codes == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("- ", "&emsp;- "),
        (r"\- ", "&nbsp;&nbsp;\\-&nbsp;"),
        ("» ", "» » "),
        ("-", "--"),
        ("&nbsp;- ", "&emsp;-&nbsp;"),
    ],
)
def test_a_row_is_in_the_nearest_one_that_is_less_deep(first: str, second: str) -> None:
    """By marks, and by the blanks before them, whatever these are."""
    rows = ("a | object | no", f"{first}b | array | no", f"{second}`c` | string | yes")
    found = _marked(*rows, f"{first}d | string | no", "e | string | no")
    assert found.names == {"T": ["a", "e"], "T a": ["b", "d"], "T a b": ["c"]}
    assert found.models["T a"]["b"].type == ArrayType(NamedType("T a b", 0, 0))


def test_the_first_rows_may_have_marks() -> None:
    """They are members of the model then."""
    found = _marked("- a | object | no", "&emsp;- b | string | no", "- c | string | no")
    assert found.names == {"T": ["a", "c"], "T a": ["b"]}


def test_what_is_in_a_row_that_is_wrong_is_told_with_it() -> None:
    """Its members are not given to the row above it, and no parent is made up."""
    rows = ("a | object | no", "b | stri<ng | no", "- c | string | no")
    found = _marked(*rows, "&emsp;- d | string | no", "e | string | no")
    assert found.codes == ["TT202"]
    assert found.names == {"T": ["a", "e"]}
    assert found.draft.ledger.told == 3


def test_rows_that_are_in_too_many_others_are_told() -> None:
    """However deep the docs go."""
    count = 200
    rows = [f"{'-' * at}a | object | no" for at in range(count)]
    found = _marked(*rows)
    assert found.codes == ["TT203"]
    assert len(found.names) == 32
    assert found.draft.ledger.told == count - 32


def test_members_behind_marks_of_a_value_are_told_by_their_paths() -> None:
    """As those with paths are."""
    found = _marked("a | string | no", "- b | string | no", "&emsp;- c | string | no")
    assert found.codes == ["TT134", "TT134"]
    assert found.names == {"T": ["a", "a.b", "a.b.c"]}


def test_paths_may_stand_behind_marks() -> None:
    """They go on below the row."""
    rows = ("a | object | no", "- b[].c | string | no", "- b | array | no")
    assert _marked(*rows, path=(".",)).names == {
        "T": ["a"],
        "T a": ["b"],
        "T a b": ["c"],
    }


def test_a_second_member_behind_marks_is_told_by_its_path() -> None:
    """One of the same name in another row is none."""
    rows = ("a | object | no", "- b | string | no", "c | object | no")
    found = _marked(*rows, "- b | string | no", "- b | integer | no")
    assert [each.message for each in found.found] == [
        "`T` has a second field `c.b`",
    ]
    assert found.names == {"T": ["a", "c"], "T a": ["b"], "T c": ["b"]}


@pytest.mark.parametrize("path", ["[].b", "[*].b", "$.b", "$[*].b"])
def test_the_root_of_a_path_is_the_model_itself(path: str) -> None:
    """Or each of several, as in an answer that is an array."""
    assert _models(f"{path} | string | yes") == {"T": ["b"]}


def test_a_name_in_quotes_is_one_name_of_a_path() -> None:
    """Whatever would stand between names elsewhere."""
    models = _models(
        'a."x.io/y-z" | string | no', 'a."x.io/q" | string | no', "a.b | string | no"
    )
    assert models == {"T": ["a"], "T a": ["x.io/y-z", "x.io/q", "b"]}


def test_half_of_a_quoted_name_is_no_name() -> None:
    """It is told."""
    found = read("# T", table(HEADER, 'a."b.c | string | no', 'a."b"c | string | no'))
    assert (found.names, found.codes) == ({"T": []}, ["TT129", "TT129"])


def test_the_number_of_an_element_may_be_any_mark() -> None:
    """As in `a[#].b`."""
    models = _models("a | array | no", "a[#].b | string | no")
    assert models == {"T": ["a"], "T a": ["b"]}
