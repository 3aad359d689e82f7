"""Models of JSON schemas that generators describe, and of data contracts.

The pages are ours and small, in the manner of each generator; what is valid by the schemas that
they describe comes back as it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.behaviour.kits import KITS
from tests.checkers import complaints, each_checker
from tests.golden.packages import imported, write

from typetable.pipeline import understand
from typetable.settings.package import Package, location

if TYPE_CHECKING:
    from types import ModuleType

    from tests.behaviour.kits import Kit

    from typetable.schema import Schema

PUBLISHED = Path(__file__).parents[3] / "shared" / "corpus" / "families"

PARCEL = """\
# Parcel

### Type: `object`

| Property | Type | Required | Possible values | Conditional | Default | Description |
| -------- | ---- | -------- | --------------- | ----------- | ------- | ----------- |
| id | `string` | ✅ | string |  |  | Its number. |
| class_ | `string` |  | `air mail` `sea` |  | `"sea"` |  |
| kind | `const` | ✅ | `parcel` |  |  |  |
| weight | `number` or `null` |  | `0.0 < x ` |  | `null` |  |
| sent | `string` |  | Format: [`date-time`](https://a.example) |  |  |  |
| tags | `array` |  | [Tags](#tags) |  |  |  |
| lines | `array` | ✅ | [Line](#line) and/or string |  |  |  |
| state | `string` |  | [State](#state) |  |  |  |
| code | `string` |  | string |  |  |  |
| code | `string` | ✅ | string | **If** kind = parcel |  |  |
| home | `object` |  | object |  |  |  |
| home.first name | `string` | ✅ | string |  |  |  |
| stops | `array` |  | object |  |  |  |
| stops[].at | `string` | ✅ | string |  |  |  |
| editor.size | `integer` |  | integer |  |  |  |

---

# Definitions

## Tags

#### Type: `array`

## Line

#### Type: `object`

| Property | Type | Required | Possible values | Description |
| -------- | ---- | -------- | --------------- | ----------- |
| from_ | `string` | ✅ | string |  |
| of | `object` or `null` |  | [Line](#line) |  |

## State

#### Type: `string`

**Possible Values:** `new` or `in transit`
"""

SENT: dict[str, Any] = {
    "id": "p1",
    "class_": "air mail",
    "kind": "parcel",
    "weight": None,
    "sent": "2024-05-06T07:08:09Z",
    "tags": ["a", 1],
    "lines": [{"from_": "here", "of": {"from_": "there", "of": None}}, "text"],
    "state": "in transit",
    "home": {"first name": "Ann"},
    "stops": [{"at": "one"}, {"at": "two"}],
    "editor.size": 3,
}

PET = """\
# Pet Schema

# Pet Properties

| Property                  | Type      | Required | Nullable       | Defined by |
| :------------------------ | :-------- | :------- | :------------- | :--------- |
| [kind](#kind)             | `string`  | Required | cannot be null | [Pet](a.md) |
| [\\_\\_age\\_\\_](#__age__) | `integer` | Optional | can be null    | [Pet](b.md) |
| [first name](#first-name) | `array`   | Optional | cannot be null | [Pet](c.md) |
| [home](#home)             | Merged    | Required | cannot be null | [Pet](d.md) |
| `^x-.*`                   | `string`  | Optional | cannot be null | [Pet](e.md) |

### kind Constraints

**enum**: the value of this property must be equal to one of the following values:

| Value   | Explanation |
| :------ | :---------- |
| `"cat"` |             |
| `"dog"` |             |
"""

CAT: dict[str, Any] = {
    "kind": "cat",
    "__age__": None,
    "first name": ["Tom", 1],
    "home": {"street": "Main"},
}

CONTRACT = """\
# Team (TM)

## Definitions

| Key                       | Type   | UX label | Required | Description     |
|---------------------------|--------|----------|----------|-----------------|
| team                      | object | Team     | No       | The team.       |
| team.members              | array  | Members  | Yes      | List of members |
| team.members.**username** | string | Username | Yes      | Its name.       |
| team.members.dateIn       | string | Since    | No       | When.           |
| ~~lead~~ (Deprecated)     | string | Lead     | No       | Who leads it.   |

## Logical Type Options

| Logical Data Type | Key    | Type    | UX Label | Required | Description    |
|-------------------|--------|---------|----------|----------|----------------|
| date              | format | string  | Format   | No       | Of the date.   |
| integer           | format | integer | Format   | No       | How many bits. |
"""

TEAM: dict[str, Any] = {
    "team": {"members": [{"username": "ann", "dateIn": "2022-08-02"}]},
    "lead": "ann",
}

PAGES = {"jsonschema-markdown": PARCEL, "jsonschema2md": PET, "odcs": CONTRACT}
PAYLOADS = [
    ("jsonschema-markdown", "Parcel", SENT),
    ("jsonschema-markdown", "Parcel", {"id": "", "kind": "parcel", "lines": []}),
    ("jsonschema2md", "Pet", CAT),
    ("odcs", "Team", TEAM),
    ("odcs", "LogicalTypeOptions", {"format": "yyyy"}),
    ("odcs", "LogicalTypeOptions", {"format": 32}),
]
REFUSED = [
    ("jsonschema-markdown", "Parcel", {**SENT, "lines": "x"}, "/lines"),
    ("jsonschema-markdown", "Parcel", {**SENT, "home": {}}, "/home"),
    ("jsonschema2md", "Pet", {**CAT, "__age__": "old"}, "/__age__"),
    ("odcs", "Team", {"team": {"members": [{}]}}, "/team/members/0"),
]


def _schema(dialect: str, page: Path) -> Schema:
    package = Package(path="x", spec=(location(str(page), Path()),), dialect=dialect)
    return understand(package).schema


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Schema]:
    """Return what the small pages say."""
    folder = tmp_path_factory.mktemp("schemas")
    for dialect, text in PAGES.items():
        (folder / f"{dialect}.md").write_text(text, "utf-8")
    return {each: _schema(each, folder / f"{each}.md") for each in PAGES}


@pytest.fixture(scope="module")
def models(
    kit: Kit, schemas: dict[str, Schema], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, ModuleType]:
    """Return the models of all pages, by dialects."""
    folder = tmp_path_factory.mktemp(kit.target)
    names = {each: f"{each.replace('-', '_')}_of_{kit.target}" for each in schemas}
    return {
        each: imported(schemas[each], kit.target, folder / name)
        for each, name in names.items()
    }


@pytest.mark.parametrize(("dialect", "name", "payload"), PAYLOADS)
def test_what_is_valid_comes_back_as_it_was(
    kit: Kit, models: dict[str, ModuleType], dialect: str, name: str, payload: Any
) -> None:
    """Names to the last underscore, and values of any of several types."""
    model = kit.decode(getattr(models[dialect], name), payload)
    assert kit.encode(model) == payload


@pytest.mark.parametrize(("dialect", "name", "payload", "place"), REFUSED)
def test_what_is_not_valid_is_refused_at_its_place(  # noqa: PLR0917
    kit: Kit,
    models: dict[str, ModuleType],
    dialect: str,
    name: str,
    payload: Any,
    place: str,
) -> None:
    """Where models check at all, which types for checkers do not."""
    if kit.target == "typeddict":
        pytest.skip("types for checkers check nothing themselves")
    with pytest.raises(kit.error) as refused:
        kit.decode(getattr(models[dialect], name), payload)
    found = kit.places(refused.value)
    assert any(each.startswith(place) for each in found), found


@pytest.mark.slow
@each_checker
def test_checkers_have_nothing_to_say_about_models(
    checker: str, schemas: dict[str, Schema], tmp_path: Path
) -> None:
    """On any target, those of the published pages too where they stand beside the checkout."""
    every = dict(schemas)
    for dialect, name in (
        ("jsonschema-markdown", "jsonschema-markdown-odcs-generated"),
        ("jsonschema2md", "jsonschema2md-adobe-examples"),
        ("odcs", "odcs-3.1"),
    ):
        if (PUBLISHED / name).exists():
            every[name.replace(".", "_")] = _schema(dialect, PUBLISHED / name)
    for target in KITS:
        for name, schema in every.items():
            write(schema, target, tmp_path / f"{name.replace('-', '_')}_{target}")
    assert complaints(checker, tmp_path) == ""
