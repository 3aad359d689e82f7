"""What users read about settings is printed from the records that hold them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

import pytest
from msgspec import Meta, Struct, field
from msgspec.structs import fields
from tests import reference

from typetable.language import dialect, dialects
from typetable.settings import records
from typetable.settings.diff import DiffSettings
from typetable.settings.keys import FileSettings
from typetable.settings.limits import Limits
from typetable.settings.package import Overrides, Package, location
from typetable.settings.records import Hint, Text, Texts
from typetable.settings.scalars import core


class Inner(Struct, frozen=True, kw_only=True):
    """A table in a table."""

    why: Annotated[str, Hint("say why")]
    """The reason."""


class Shout(Struct, frozen=True):
    """A value that is made of a string."""

    text: str

    @classmethod
    def of(cls, text: str) -> Shout:
        """Return what a file states."""
        return cls(text)


class Base(Struct, frozen=True, kw_only=True):
    """What several records share."""

    flag: bool = False
    """Whether it is so."""


class Section(Base, frozen=True, kw_only=True):
    """What a section is for.

    At some length.
    """

    texts: Texts = ("a", "b")
    """Some texts,
    on two lines."""
    sizes: tuple[int, ...] = ()
    """Numbers, or | what."""
    source: Literal["column", "name"] = "column"
    """Where to look."""
    words: Mapping[Text, Literal["yes", "no"]] = {}
    """What is written there."""
    roles: Mapping[Literal["x", "y"], tuple[Literal["yes", "no"], ...]] = {}
    shouts: tuple[Shout, ...] = (Shout("{}!"),)
    """Cries."""
    most: Annotated[int, Meta(le=64)] | None = None
    """No more than that."""
    renamed: str = field(default="é", name="class")
    """Another name."""
    inner: Inner | None = None
    """More."""
    entries: tuple[Inner, ...] = ()
    """Many more."""


PAGE = """\
## `[section]`

What a section is for. At some length.

| key | takes | default |  |
| :-- | :-- | :-- | :-- |
| `flag` | true or false | `false` | Whether it is so. |
| `texts` | a string or an array of strings | `["a", "b"]` | Some texts, on two lines. |
| `sizes` | a positive integer or an array of positive integers |  | Numbers, or \\| what. |
| `source` | one of `column`, `name` | `"column"` | Where to look. |
| `words` | a table: one of `yes`, `no` each |  | What is written there. |
| `roles` | a table: any of `yes`, `no` each, by `x`, `y` |  |  |
| `shouts` | a string or an array of strings | `["{}!"]` | Cries. |
| `most` | a positive integer up to 64 | `7` | No more than that. |
| `class` | a string | `"é"` | Another name. |
| `inner` | a table |  | More. |
| `inner.why` | a string | needed | The reason. |
| `entries` | an array of tables |  | Many more. |
| `entries.why` | a string | needed | The reason. |
"""


class Defaults(Struct, frozen=True):
    """What holds in the end."""

    most: int = 7


def test_a_reference_is_printed_from_records() -> None:
    """Each key with what it takes, its default, and the docstring below its field."""
    printed = reference.reference([("section", Section)])
    assert printed == PAGE.replace("| `7` |", "|  |")
    assert PAGE.endswith(reference.table(Section, Defaults()))


ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGE_OF_DIALECTS = ROOT / "generator" / "DIALECTS.md"
MANUAL = Path(dialect.__file__).parents[1] / "explanations" / "dialect.md"

TABLES: dict[str, tuple[type[Struct], Struct | None]] = {
    "settings": (FileSettings, Package(path="")),
    "overrides": (Overrides, None),
    "limits": (Limits, None),
    "changes": (DiffSettings, None),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_readme_has_every_key(name: str, request: pytest.FixtureRequest) -> None:
    """Its tables are those of the records; `--update` writes them."""
    update = request.config.getoption("--update")
    reference.check(README, name, reference.table(*TABLES[name]), update=update)


SECTIONS = {
    field.encode_name: kind
    for field in fields(dialect.Sections)
    if records.is_record(kind := core(field.type))
}


def test_the_manual_of_dialects_has_every_key(request: pytest.FixtureRequest) -> None:
    """Its sections are the records; `--update` writes them, and prose names what is in none."""
    printed = reference.reference([*SECTIONS.items()])
    update = request.config.getoption("--update")
    reference.check(MANUAL, "sections", printed, update=update)
    names = {field.encode_name for field in fields(dialect.Sections)}
    prose = MANUAL.read_text("utf-8").partition("<!-- sections -->")[0]
    said = {name for name in names if re.search(rf"`{name}[` ]", prose)}
    assert said == names - SECTIONS.keys()


def test_the_manual_stands_beside_the_other_pages(
    request: pytest.FixtureRequest,
) -> None:
    """It is the same page, with links from where it stands; `--update` writes it."""
    text = re.sub(r"(?<=\]\()\.\.[^()\s]*(?=\))", _moved, MANUAL.read_text("utf-8"))
    if request.config.getoption("--update"):
        PAGE_OF_DIALECTS.write_text(text, "utf-8")
    assert PAGE_OF_DIALECTS.read_text("utf-8") == text


def _moved(link: re.Match[str]) -> str:
    """Return a link of the manual as the page of dialects has it."""
    target = MANUAL.parent / link[0]
    assert target.exists(), link[0]
    moved = Path(os.path.relpath(target.resolve(), PAGE_OF_DIALECTS.parent)).as_posix()
    return f"{moved}/" if target.is_dir() else moved


_EXAMPLE = re.compile(r"`(?P<key>[^`=]+?) = [^`]+`")


def _examples() -> Iterator[tuple[str, str, str]]:
    """Yield the keys of dialects, the tables that their examples stand in, and these."""
    prose = MANUAL.read_text("utf-8").partition("<!-- sections -->")[0]
    for example in _EXAMPLE.finditer(prose):
        if example["key"] in {"title", "by_name", "signs"}:
            yield example["key"], "", example[0].strip("`")
    for section, kind in SECTIONS.items():
        for key in reference.keys(kind):
            *above, last = f"{section}.{key.name}".split(".")
            found = _EXAMPLE.search(key.manual)
            own = found is not None and found["key"] == last
            table = ".".join(above if own else [*above, last])
            yield f"{section}.{key.name}", table, found[0].strip("`") if found else ""


@pytest.mark.parametrize(
    ("table", "example"), [pytest.param(*each[1:], id=each[0]) for each in _examples()]
)
def test_the_manual_of_a_key_has_an_example(
    table: str, example: str, tmp_path: Path
) -> None:
    """It is a line of its table, or of the table that the key is, and it is read."""
    header = f"[{table}]\n" if table else ""
    text = f'extends = "plain"\n{header}{example}\n'
    (tmp_path / "ours.toml").write_text(text, "utf-8")
    _, findings = dialects.read(location("ours.toml", tmp_path))
    assert example
    assert not findings


def test_every_section_of_a_dialect_has_a_case() -> None:
    """The manual says so; `test_cases` runs them."""
    cases = (ROOT / "tests" / "cases" / "dialect_language.md").read_text("utf-8")
    headings = re.findall(r"(?m)^## (\w+)$", cases)
    tables = re.findall(r"(?m)^\[(\w+)", cases)
    assert headings == [*SECTIONS]
    assert SECTIONS.keys() == {*tables}


def test_explanations_name_tables_of_dialects_that_exist() -> None:
    """What they say to write into a file is no unknown key there."""
    known = {
        f"{section}.{key.name}"
        for section, kind in SECTIONS.items()
        for key in reference.keys(kind)
    }
    for page in MANUAL.parent.glob("*.md"):
        prose = page.read_text("utf-8").partition("\n````")[0]
        named = set(re.findall(r"`\[([a-z_.]+)\]", prose))
        own = {name for name in named if not name.startswith("tool.")}
        assert own <= known | SECTIONS.keys(), page.name
