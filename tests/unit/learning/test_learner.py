from pathlib import Path

import pytest
from hypothesis import given
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
        "# `Zahlwort` is in 2 cells, first at docs/0.md:7: which type is it?"
        in found.text
    )
    assert '# words."Zahlwort" = "string"' in found.text


def test_words_around_names_need_types_that_name_these() -> None:
    """Without those a word that all headings have may well be of the name."""
    pages = [
        f"# Create {each}\n\n" + table("Field | Type", "a | string")
        for each in ("order", "item", "person")
    ]
    assert not sure(learnt(*pages))
    pages.append("# Create shop\n\n" + table("Field | Type", "a | Order", "b | Item"))
    assert ("models.headings", "Create {}") in sure(learnt(*pages))


def test_a_family_is_no_teacher() -> None:
    """What is learnt is never recognised by itself."""
    assert recognise([source(GERMAN)]).name == "none"


_TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n\r|"), max_size=12
)
_ROWS = st.lists(
    st.tuples(_TEXTS, st.sampled_from(["string", "yes", "A", "a b c", "{}"]), _TEXTS)
)


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
