from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from typetable.reading.dialect import Dialect, packaged, read
from typetable.settings.package import location

WHOLE = """
[columns]
name = ["Field", "Key"]
type = ["Type"]
required = ["Needed"]
[required]
yes = ["yes", ""]
no = ["no"]
[types]
words = { text = "string" }
"""


if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic


def _read(text: str, folder: Path) -> tuple[Dialect | None, tuple[Diagnostic, ...]]:
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    return read(location("ours.toml", folder))


def _dialect(text: str, folder: Path) -> Dialect:
    found, diagnostics = _read(text, folder)
    assert found, diagnostics
    return found


def test_a_dialect_stands_for_itself(tmp_path: Path) -> None:
    """What a file does not say is off, and it is named by its file."""
    found = _dialect(WHOLE, tmp_path)
    assert (found.name, found.title, found.heading_level) == ("ours", "ours", 1)
    assert dict(found.columns) == {
        "field": "name",
        "key": "name",
        "type": "type",
        "needed": "required",
    }
    assert dict(found.required) == {"yes": True, "": True, "no": False}
    assert not (found.union_without_table)
    assert not (found.join_numbers)
    assert not (found.indented_rows)


def test_an_extension_replaces_single_keys(tmp_path: Path) -> None:
    """Other keys of the same section are inherited."""
    base = packaged()["liblab"]
    text = 'extends = "liblab"\n[columns]\nname = ["Field"]\n'
    found = _dialect(text, tmp_path)
    assert found.columns == {"field": "name"} | {
        title: role for title, role in base.columns.items() if role != "name"
    }
    assert found.required == base.required
    assert found.notation.words == base.notation.words
    assert found.notation.generics == base.notation.generics


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[columns", "TT501"),
        (WHOLE + "[unoins]\n", "TT502"),
        (WHOLE.replace("yes =", "yess ="), "TT502"),
        (WHOLE.replace('"string"', '"strnig"'), "TT503"),
        (WHOLE + 'forms = ["suffix-arrray"]', "TT503"),
        (WHOLE.replace('type = ["Type"]\n', ""), "TT504"),
        ('extends = "liblap"\n', "TT503"),
        (f'extends = "liblab"\nunions.sentence = "{"*" * 1001}"\n', "TT503"),
    ],
)
def test_what_is_wrong_with_a_file(text: str, code: str, tmp_path: Path) -> None:
    """It is found in that file, and no dialect comes out."""
    found, diagnostics = _read(text, tmp_path)
    assert found is None
    assert code in {each.code for each in diagnostics}
    assert {Path(each.path).name for each in diagnostics} == {"ours.toml"}


def test_the_first_packaged_dialect_is_the_one_that_others_extend() -> None:
    """It is what pages without any evidence are read as."""
    assert next(iter(packaged())) == "liblab"
