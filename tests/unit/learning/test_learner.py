from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.language import dialects
from typetable.learning.learner import Learnt, learn
from typetable.reading.recognise import recognise
from typetable.settings.package import Location
from typetable.source import SourceFile


def source(text: str, name: str = "a.md") -> SourceFile:
    """Return a page."""
    return SourceFile(path=f"docs/{name}", name=name, text=text)


def table(header: str, *rows: str) -> str:
    """Return a table in Markdown."""
    dashes = "|".join("---" for _ in header.split("|"))
    return "\n".join(f"| {each} |" for each in (header, dashes, *rows)) + "\n"


def learnt(*texts: str) -> Learnt:
    """Return what pages teach."""
    return learn([source(text, f"{n}.md") for n, text in enumerate(texts)], "ours.toml")


def sure(found: Learnt) -> set[tuple[str, str]]:
    """Return the keys that are sure, and their values."""
    return {(each.key, each.value) for each in found.lessons if each.is_sure}


def left(found: Learnt) -> set[tuple[str, str]]:
    """Return the keys that are left to decide, and their values."""
    return {(each.key, each.value) for each in found.lessons if not each.is_sure}


GERMAN = "# Entity: Order\n\n" + table(
    "Bezeichner | Wertart | Muss da sein | Was es heißt",
    "id | string | required | The identifier of it.",
    "item | Item | optional | What was ordered then.",
    "buyer | Person | optional | Who has ordered it.",
)
MORE = "# Entity: Item\n\n" + table(
    "Bezeichner | Wertart", "sku | string", "count | integer"
)
PERSON = "# Entity: Person\n\n" + table("Bezeichner | Wertart", "name | string")


def test_tables_in_unknown_words_are_learnt() -> None:
    """Their cells tell types, presence and prose, and these tell names; types tell headings."""
    found = learnt(GERMAN, MORE, PERSON)
    assert sure(found) == {
        ("columns.name", "Bezeichner"),
        ("columns.type", "Wertart"),
        ("columns.required", "Muss da sein"),
        ("columns.description", "Was es heißt"),
        ("models.headings", "Entity: {}"),
    }
    assert not left(found)
    assert "# Below `Wertart` all 6 cells are types, such as `string`." in found.text
    assert 'headings = ["+", "Entity: {}"]' in found.text


def test_what_is_written_as_usual_teaches_nothing() -> None:
    """Then there is no file, and the dialect is `plain`."""
    page = "# Order\n\n" + table("Field | Type | Required", "id | string | yes")
    found = learnt(page, page.replace("Order", "Item"))
    assert (found.text, found.lessons) == ("", ())
    assert found.dialect is dialects.named("plain")


def test_what_yes_and_no_are_about_is_not_guessed() -> None:
    """A column of them may say whether a member is indexed; people decide."""
    rows = [f"a{n} | string | {'yes' if n % 2 else 'no'}" for n in range(6)]
    found = learnt("# Order\n\n" + table("Field | Type | Indexed", *rows))
    assert not sure(found)
    assert ("columns.required", "Indexed") in left(found)
    assert '# required = ["+", "Indexed"]' in found.text


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Field | Wertart", ["a | string", "b | string"]),  # fewer than three
        ("Field | Wertart", ["a | true", "b | false", "c | null"]),  # values
        ("Field | Wertart", ["a | one", "b | two", "c | three"]),  # no known type
        ("Event | Wertart", ["a | string", "b | string", "c | string"]),  # no members
        ("Flag | Wertart", ["--a | string", "--b | string", "--c | string"]),
    ],
)
def test_thin_evidence_teaches_nothing(header: str, rows: list[str]) -> None:
    """Few cells, values, and tables of something else."""
    assert not sure(learnt("# Order\n\n" + table(header, *rows)))


def test_words_are_left_to_people() -> None:
    """Unknown words of presence and types are counted, and shown where they stand first."""
    page = "# Order\n\n" + table(
        "Field | Type | Required | Seit",
        "a | string | yes | 1.0",
        "b | Zahlwort | vielleicht | 1.0",
        "c | Zahlwort | no | 1.1",
        "d | Zahlwort[] | no | 1.1",
    )
    found = learnt(page)
    assert not sure(found)
    assert left(found) == {
        ("columns.ignored", "Seit"),
        ("facts.column", "vielleicht"),
        ("types.words", "Zahlwort"),
    }
    assert (
        "# `Zahlwort` is in 3 cells, first at docs/0.md:6: which type is it?"
        in found.text
    )
    assert '# words."Zahlwort" = "string"' in found.text


def test_words_that_are_no_type_are_left_to_people() -> None:
    """Also several of them, which no model could be called."""
    rows = [
        "a | string",
        "b | country code",
        "c | country code",
        "d | a: b",
        "e | Item",
    ]
    page = "# Order\n\n" + table("Field | Type", *rows)
    found = learnt(page, "# Item\n\n" + table("Field | Type", "a | string"))
    assert left(found) == {("types.words", "country code")}


def test_words_around_names_need_types_that_name_these() -> None:
    """Without those a word that all headings have may well be of the name."""
    pages = [
        f"# Create {each}\n\n" + table("Field | Type", "a | string")
        for each in ("order", "item", "person")
    ]
    assert not sure(learnt(*pages))
    pages.append("# Create shop\n\n" + table("Field | Type", "a | Order", "b | Item"))
    assert ("models.headings", "Create {}") in sure(learnt(*pages))


def test_most_headings_may_have_words_around_names() -> None:
    """One in three is enough where types name them without, unless two words tell them apart."""
    some = [
        f"# {each} Shape\n\n" + table("Field | Type", "a | string", "b | Item")
        for each in ("Order", "Item", "Person")
    ]
    others = [f"# {each}\n\n" + table("Field | Type", "a | Order") for each in "AB"]
    assert ("models.headings", "{} Shape") in sure(learnt(*some, *others))
    both = [each.replace(" Shape", " Answer") for each in some]
    assert not sure(learnt(*some, *both, *others))


def test_a_colon_ends_what_headings_share() -> None:
    """`2.1 - Object: Order` is the object `Order`, whether a type names it or not."""
    pages = [
        f"# 2.{n} - Object: {each}\n\n" + table("Field | Type", "a | string")
        for n, each in enumerate(("Order", "Item", "Person"))
    ]
    assert sure(learnt(*pages)) == {("models.headings", "{number} - Object: {}")}


def inside(heading: str, *more: str) -> list[str]:
    """Return three pages, each with a heading below its title that has the table."""
    rows = table("Field | Type", "a | string")
    below = "".join(f"\n## {each}\n\n{rows}" for each in (heading, *more))
    return [f"# {each}\n{below}" for each in ("Order", "Item", "Person")]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (inside("Certain Facts"), {("models.parts", "Certain Facts")}),
        (inside("Certain Facts")[:2], set()),  # fewer than three
        (inside("Certain Facts", "Other Facts"), set()),  # each is one of several
        (inside("JSON Params"), set()),  # what is sent is not the page
    ],
)
def test_a_heading_inside_of_models_is_learnt(
    pages: list[str], expected: set[tuple[str, str]]
) -> None:
    """It has the only table of what is around it, which several pages call the same."""
    assert sure(learnt(*pages)) == expected


def test_names_below_an_empty_header_are_learnt() -> None:
    """Where types stand beside them; elsewhere a column without a header says nothing."""
    rows = ["a | string", "b | string", "c | integer"]
    assert sure(learnt("# A\n\n" + table(" | Type", *rows))) == {("columns.name", "")}
    assert not sure(learnt("# A\n\n" + table(" | Sort", *rows)))


@pytest.mark.parametrize(
    "rows",
    [
        ["string | a | x", "integer | b | x", "boolean | c | x"],  # types
        ["a.txt | a | x", "b.json | b | x", "c.csv | b | x"],  # files
    ],
)
def test_what_is_called_otherwise_is_no_member(rows: list[str]) -> None:
    """A first column of types, or of files, lists no members."""
    page = "# A\n\n" + table("Sort | Required", *[f"{r[:-4]}| yes" for r in rows])
    assert not sure(learnt(page))


def test_what_stands_behind_types_is_learnt() -> None:
    """A mark ends types where most cells have one before it; words mean what they do elsewhere."""
    page = "# A\n\n" + table(
        "Field | Type",
        "a | string; required",
        "b | integer; default 3",
        "c | string; wanted<br/>deprecated",
        "d | integer; required if `a` is",
    )
    found = learnt(page)
    assert sure(found) == {
        ("types.separators", ";"),
        ("types.separators", "<br>"),
        ("facts.type", "required"),
        ("facts.type", "default {default}"),
        ("facts.type", "deprecated"),
        ("facts.type", "required if {_}"),
    }
    assert ("facts.type", "wanted") in left(found)
    assert '# type."wanted" = "ignored"' in found.text


def test_remarks_behind_names_are_kept_as_text() -> None:
    """Those that begin alike are notes; one and the same word may say anything."""
    rows = [f"a{n} (since {n}) | string" for n in range(3)]
    rows += [f"b{n} (beta) | string" for n in range(3)]
    rows += [f"c{n} (if {n} is) | string" for n in range(3)]
    rows += [f"d{n} | string" for n in range(30)]
    found = learnt("# A\n\n" + table("Field | Type", *rows))
    assert sure(found) == {
        ("facts.name", "{} (since {note})"),
        ("facts.name", "{} (if {note})"),
    }
    assert 'name."{} (if {note})" = "conditional"' in found.text
    assert ("facts.name", "{} (beta)") in left(found)


def test_members_without_a_mark_are_the_opposite_of_marked_ones() -> None:
    """Where most tables mark optional ones and none marks others; else people decide."""
    marked = "# A\n\n" + table("Field | Type", "a? | string", "b | string")
    bare = "# B\n\n" + table("Field | Type", "a | string", "b | string")
    required = "# C\n\n" + table("Field | Type", "a (required) | string")
    most = [marked.replace("# A", f"# A{n}") for n in range(3)]
    assert sure(learnt(*most, bare)) == {("facts.silent", "required")}
    assert 'silent = "required"' in learnt(*most).text.split("\n")
    assert left(learnt(marked, bare)) == {("facts.silent", "required")}
    assert not learnt(*most, required).lessons


def test_a_mark_that_others_contradict_is_a_note() -> None:
    """`a?*` is optional, and its star leads to a note; so do all others."""
    rows = [f"a{n}?\\* | string" for n in range(3)]
    page = "# A\n\n" + table("Field | Type", *rows, "b\\* | string")
    assert ("facts.name", "{}*") in sure(learnt(page))


VALUES = table(
    "Kennung | Bedeutung", "`NEW` | It is new.", "`SENT` | It is on its way."
)


@pytest.mark.parametrize(
    ("heading", "rows", "expected"),
    [
        ("State", VALUES + VALUES[VALUES.rindex("\n|") + 1 :], True),
        ("Others", VALUES + VALUES[VALUES.rindex("\n|") + 1 :], False),  # no type is
        ("State", VALUES, False),  # fewer than three
        ("State", VALUES + "| a b c | So. |\n", False),  # no values
    ],
)
def test_tables_of_values_are_learnt(
    heading: str,
    rows: str,
    expected: bool,  # noqa: FBT001  # from pytest
) -> None:
    """A type is called like their heading, and that is what they are of."""
    page = "# Order\n\n" + table(
        "Field | Type", "a | string", "b | State", "c | string"
    )
    found = learnt(page, f"# {heading}\n\n{rows}")
    assert (("enums.columns", "Kennung") in sure(found)) is expected
    assert (("types.words", "State") in left(found)) is not expected


def test_marks_of_members_of_the_row_above_are_learnt() -> None:
    """Three names have one, and the first name of the table has none."""
    rows = ["- b | string", "- c | object", "-- d | string"]
    page = "# Order\n\n" + table("Field | Type", "a | object", *rows, "e | string")
    assert sure(learnt(page)) == {("nesting.marks", "-")}
    assert not sure(learnt("# Order\n\n" + table("Field | Type", *rows, "e | string")))
    assert not sure(learnt(page.replace("| -- d", "| d")))


def test_a_family_is_no_teacher() -> None:
    """What is learnt is never recognised by itself."""
    assert recognise([source(GERMAN)]).name == "none"


_TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n\r|"), max_size=12
)
_ROWS = st.lists(
    st.tuples(_TEXTS, st.sampled_from(["string", "yes", "A", "a b c", "{}"]), _TEXTS)
)


@pytest.mark.slow
@settings(deadline=None)  # each may make another dialect ready
@given(header=st.tuples(_TEXTS, _TEXTS, _TEXTS), rows=_ROWS, known=st.booleans())
def test_what_was_learnt_can_be_read(
    tmp_path_factory: pytest.TempPathFactory,
    header: tuple[str, str, str],
    rows: list[tuple[str, str, str]],
    known: bool,  # noqa: FBT001  # from hypothesis
) -> None:
    """Whatever docs hold, the file is a dialect, and the same one each time."""
    titles = ("Field", "Type", header[2]) if known else header
    page = "# A\n\n" + table(" | ".join(titles), *(" | ".join(row) for row in rows))
    found = learnt(page)
    again = learnt(page)
    assert (again.text, again.lessons) == (found.text, found.lessons)
    if found.text:
        file = tmp_path_factory.mktemp("dialect") / "ours.toml"
        file.write_text(found.text, "utf-8")
        read, diagnostics = dialects.read(
            Location(path=Path(file), display_path=str(file))
        )
        assert not diagnostics
        assert read is not None
        assert read.columns == found.dialect.columns
