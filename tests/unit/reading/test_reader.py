import pickle
from pathlib import Path

import pytest
from msgspec import to_builtins

from typetable.language.dialects import packaged
from typetable.language.draft import DraftEnum
from typetable.markdown import document as markdown
from typetable.reading import page as one_page
from typetable.reading.reader import Reading, recalled, remembered
from typetable.settings.limits import Limits
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

NUMBERS = """\
# Number

**Properties**

| Name | Type | Required | Description |
| :--- | :--- | :------- | :---------- |
| ONE  | int  | ✅       | {}          |
"""

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "liblab"


def _reading(source: SourceFile, dialect: str = "liblab") -> Reading:
    document = markdown.parse(source)
    draft, found = one_page.interpret(source, document, packaged()[dialect], Limits())
    return Reading(docs="d", draft=draft, diagnostics=found)


def _reading_of(text: str) -> Reading:
    return _reading(SourceFile(path="docs/a.md", name="a.md", text=text))


def same(one: Reading, other: Reading) -> bool:
    """Return whether two readings are alike, places included, which equality leaves out."""
    return bool(to_builtins(one) == to_builtins(other))


def test_a_reading_comes_back_whole() -> None:
    """Every word and every place, findings too; and so it goes to another process."""
    reading = _reading_of(PAGE)
    assert reading.diagnostics
    data = remembered(reading)
    assert data
    assert same(recalled(data), reading)
    assert same(pickle.loads(pickle.dumps(reading)), reading)  # noqa: S301


def test_a_page_of_an_odd_name_is_read_again() -> None:
    """What is no UTF-8 is not remembered; other processes get it all the same."""
    name = "\udcff.md"
    reading = _reading(SourceFile(path=f"docs/{name}", name=name, text=PAGE))
    assert remembered(reading) is None
    assert same(pickle.loads(pickle.dumps(reading)), reading)  # noqa: S301


@pytest.mark.parametrize("value", ["9" * 18, "-" + "9" * 18, "1.0", '"\\u0000 é"'])
def test_the_values_of_enums_come_back(value: str) -> None:
    """The largest integers that the docs may hold, and numbers that only look whole."""
    reading = _reading_of(NUMBERS.format(value))
    (model,) = reading.draft.models
    assert isinstance(model, DraftEnum)
    data = remembered(reading)
    assert data
    assert same(recalled(data), reading)


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
        data = remembered(reading)
        assert data
        assert same(recalled(data), reading)
