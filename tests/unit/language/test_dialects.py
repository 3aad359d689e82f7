from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import asdict

from typetable.language.dialects import packaged, read, signs
from typetable.settings.package import location

WHOLE = """
[columns]
name = ["Field", "Key"]
type = ["Type"]
required = ["Needed"]
[facts.column]
yes = "required"
"" = "required"
no = "optional"
[types.words]
text = "string"
"""


if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic
    from typetable.language.dialect import Dialect


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
    assert (found.name, found.title) == ("ours", "ours")
    assert [each.text for each in found.models.headings] == ["# {}"]
    assert dict(found.columns.by_title) == {
        "field": "name",
        "key": "name",
        "type": "type",
        "needed": "required",
    }
    assert {word.word: fact for word, fact in found.facts.column.items()} == {
        "yes": "required",
        "": "required",
        "no": "optional",
    }
    assert found.models.without_table == "error"
    assert not (found.models.join_numbers)
    assert not (found.tables.indented)


def test_an_extension_merges_key_by_key(tmp_path: Path) -> None:
    """Other keys of the same section are inherited, and those of tables in it."""
    base = packaged()["liblab"]
    text = """
extends = "liblab"
[columns]
name = ["Field"]
[types.words]
text = "string"
[types.spelled]
array = ["+", "{} list"]
nullable = []
"""
    found = _dialect(text, tmp_path)
    assert found.columns.name == ("Field",)
    assert found.columns.type == base.columns.type
    assert asdict(found.facts) == asdict(base.facts)
    assert found.types.words == {**base.types.words, "text": "string"}
    assert [each.text for each in found.types.spelled.array] == [
        *(each.text for each in base.types.spelled.array),
        "{} list",
    ]
    assert found.types.spelled.nullable == ()


def test_an_empty_string_takes_a_key_away(tmp_path: Path) -> None:
    """Words that the base knows can be names of models in another dialect."""
    text = 'extends = "liblab"\n[types.words]\nany = ""\n'
    words = packaged()["liblab"].types.words
    assert set(_dialect(text, tmp_path).types.words) == set(words) - {"any"}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[columns", "TT501", 1),
        (WHOLE + "[unoins]\n", "TT502", 12),
        (WHOLE.replace("name =", "nmae ="), "TT502", 3),
        (WHOLE.replace('"string"', '"strnig"'), "TT503", 11),
        (WHOLE.replace('"optional"', '"optionl"'), "TT503", 9),
        (WHOLE + '[types.spelled]\narray = ["[{}"', "TT501", 13),
        (WHOLE + '[types.spelled]\narray = ["{name}"]', "TT503", 13),
        (WHOLE + '[types.spelled]\narray = ["{}"]', "TT503", 13),
        (WHOLE + '[types.spelled]\nplain = ["{_}.{}"]', "TT503", 13),
        (WHOLE + '[types.spelled]\narray = ["{} of {}"]', "TT503", 13),
        (WHOLE + '[models]\nheadings = ["# {} {"]', "TT503", 13),
        (WHOLE + '[unions]\nsentences = ["{}{_}"]', "TT503", 13),
        (WHOLE.replace('type = ["Type"]\n', ""), "TT504", 2),
        ('extends = "liblap"\n', "TT503", 1),
        (f'extends = "liblab"\nunions.sentences = ["{"*" * 1001}"]\n', "TT503", 2),
    ],
)
def test_what_is_wrong_with_a_file(
    text: str, code: str, line: int, tmp_path: Path
) -> None:
    """It is found in that file at its line, and no dialect comes out."""
    found, diagnostics = _read(text, tmp_path)
    assert found is None
    told = {(each.code, each.span.line) for each in diagnostics if each.span}
    assert (code, line) in told
    assert {Path(each.path).name for each in diagnostics} == {"ours.toml"}


def test_what_only_others_extend_is_no_dialect() -> None:
    """Nobody writes docs in what languages have in common; the shortest of a family is first."""
    names = [*packaged()]
    assert not [name for name in names if name.startswith("_")]
    assert next(name for name in names if "liblab" in name) == "liblab"


def test_the_head_of_a_file_tells_its_signs() -> None:
    """The signs are read without the rest of a file, and by nothing else than the whole of it."""
    stated = {n: each.signs for n, each in packaged().items() if not each.by_name}
    assert stated
    assert signs() == stated


def test_no_dialect_is_read_for_its_signs() -> None:
    """Those that docs show no sign of are not read, which takes its time."""
    program = (
        "from typetable.language import dialects;"
        "dialects.signs(); print(dialects.named.cache_info().currsize)"
    )
    done = run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "0\n"


def test_signs_go_on_with_those_of_the_dialect_that_is_extended() -> None:
    """Others have nothing to do with it: what extends a dialect may show none of its signs."""
    found = signs()
    assert found["binance"][:-1] == found["okx"] == packaged()["okx"].signs
    assert found["binance"] == packaged()["binance"].signs
    assert not found["liblab-go"]
