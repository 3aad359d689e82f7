from pathlib import Path

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from typetable import interpret, markdown, recognise
from typetable.dialect import packaged
from typetable.draft_json import Reading, recalled, remembered
from typetable.limits import Limits
from typetable.source import SourceFile

PAGE = """\
# Owner

What an *owner* is.

**Properties**

| Name    | Type                    | Required | Description      |
| :------ | :---------------------- | :------- | :--------------- |
| a       | List[Union[str, Other]] | ✅       | One &amp; two.   |
| b       | Dict[str, Any]          | ❌       | `x` \\| y        |
| c       | Optional[Other]         | ❌       | naïve, 日本 😀    |
| d       | wrong[                  | ❌       | is found         |

loose text

# Colour

**Properties**

| Name | Type | Required | Description |
| :--- | :--- | :------- | :---------- |
| RED  | str  | ✅       | "red"       |
| ONE  | int  | ✅       | 1           |

# Either

```json
{"a": []}
```
"""

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "liblab"


def _reading(source: SourceFile, dialect: str = "liblab") -> Reading:
    document = markdown.parse(source)
    spoken = packaged()[dialect]
    draft, found = interpret.interpret(source, document, spoken, Limits())
    shown = recognise.evidence(document)
    return Reading(evidence=shown, dialect="x", draft=draft, diagnostics=found)


def test_a_reading_comes_back_whole() -> None:
    """Every word and every place, findings too."""
    source = SourceFile(path="docs/a.md", name="a.md", text=PAGE)
    reading = _reading(source)
    assert reading.diagnostics
    line = remembered(reading)
    assert line.isascii()
    assert "\n" not in line
    assert to_builtins(recalled(line, source)) == to_builtins(reading)


def test_a_page_may_move() -> None:
    """What is recalled is told of the place where the page is now."""
    source = SourceFile(path="docs/a.md", name="a.md", text=PAGE)
    moved = replace(source, path="pages/b.md", name="b.md")
    assert to_builtins(recalled(remembered(_reading(source)), moved)) == to_builtins(
        _reading(moved)
    )


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize(
    ("folder", "dialect"),
    [("voyado-python", "liblab"), ("torbox-typescript", "liblab-typescript")],
)
def test_real_pages_come_back_whole(folder: str, dialect: str) -> None:
    """As above, for pages that others wrote."""
    pages = sorted((CORPUS / folder).rglob("*.md"))
    assert pages
    for page in pages:
        source = SourceFile(
            path=str(page), name=page.name, text=page.read_text("utf-8")
        )
        reading = _reading(source, dialect)
        assert to_builtins(recalled(remembered(reading), source)) == to_builtins(
            reading
        )
