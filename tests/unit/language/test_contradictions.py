from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from typetable.language import dialects
from typetable.language.contradictions import contradictions
from typetable.settings.package import location

if TYPE_CHECKING:
    from pathlib import Path


def told(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a dialect file, with the line of each."""
    (folder / "ours.toml").write_text(f'extends = "plain"\n{text}', "utf-8")
    dialect, found = dialects.read(location("ours.toml", folder))
    assert (dialect is None) is bool(found)
    assert all(each.code == "TT503" for each in found)
    return [f"{each.span.line if each.span else 0} {each.message}" for each in found]


def test_a_title_has_one_role(tmp_path: Path) -> None:
    """Also one that differs by case and blanks."""
    text = '[columns]\nname = ["Name"]\ntype = ["Kind", " name"]\n'
    assert told(tmp_path, text) == ["4 ` name` is a title of both `name` and `type`"]


def test_a_file_gives_what_it_extends_another_meaning(tmp_path: Path) -> None:
    """A title moves to the role that the file states, and a mark to its meaning there."""
    text = '[columns]\nname = ["Type"]\ntype = ["+", "Name"]\n'
    text += '[facts.column]\nYes = "optional"\n'
    assert told(tmp_path, text) == []
    dialect, _ = dialects.read(location("ours.toml", tmp_path))
    assert dialect
    assert dialect.columns.by_title["type"] == "name"
    assert dialect.columns.by_title["name"] == "type"
    found = dialect.facts.spelled["column"].find("yes")
    assert found
    assert found.fact == "optional"


@pytest.mark.parametrize(
    ("one", "other"), [("yep", "Yep"), ("✔✔", "✔✔\ufe0f"), ("{}!", "{}! ")]
)
def test_a_mark_has_one_meaning(one: str, other: str, tmp_path: Path) -> None:
    """Whatever its case where that does not count, and whatever does not show."""
    place = "name" if "{" in one else "column"
    text = f'[facts.{place}]\n"{one}" = "required"\n"{other}" = "optional"\n'
    (found,) = told(tmp_path, text)
    assert found.startswith("4 `")
    assert found.endswith("are one, and mean `required` and `optional`")
    assert found.isprintable()
    assert told(tmp_path, text.replace('"optional"', '"required"')) == []


def test_a_word_is_one_type(tmp_path: Path) -> None:
    """In a dialect in which case does not count."""
    text = '[types.words]\nthingy = "string"\nThingy = "integer"\n'
    (found,) = told(tmp_path, text)
    assert "`thingy` and `Thingy` are one" in found


@pytest.mark.parametrize("name", dialects.names())
def test_packaged_dialects_contradict_themselves_nowhere(name: str) -> None:
    """Theirs need not be looked at each time."""
    assert [*contradictions(dialects.named(name))] == []
