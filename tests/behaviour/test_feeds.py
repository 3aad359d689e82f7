"""Models of feeds: what the pages of their specifications show comes back as it was.

The small pages are written in the manner of the specifications; the real ones are read where they
stand beside this checkout.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.behaviour.kits import KITS, Kit
from tests.checkers import complaints, each_checker
from tests.golden.packages import imported, write

from typetable.cli import main
from typetable.pipeline import understand
from typetable.schema import Schema
from typetable.settings.package import Package, location

FAMILIES = Path(__file__).parents[3] / "shared" / "corpus" / "families"

BOATS = """\
* <a name="localized-string"></a> Localized String - A text in one language:

  Field Name | REQUIRED | Type | Defines
  ---|---|---|---
  `text` | REQUIRED | String | The text.
  `language` | REQUIRED | Language | Its language.

### piers.json

Field Name | REQUIRED | Type | Defines
---|---|---|---
`piers` | REQUIRED | Array&lt;Object&gt; | One object a pier.
`piers[].pier_id` | REQUIRED | ID | Who it is.
`piers[].name` <br/>*(as of v3.0)* | REQUIRED | Array&lt;Localized String&gt; | Its name.
`piers[].kind` | OPTIONAL | Enum | Its kind: <ul><li>`fixed`</li><li>`floating`</li></ul>
`piers[].offers`*(added in v3.1)* | OPTIONAL | Array&lt;Enum&gt; | <ul><li>`fuel`</li></ul>
`piers[].lat` | REQUIRED | Latitude | Where.
`piers[].seen` | OPTIONAL | Timestamp | When.
`piers[].area` | OPTIONAL | GeoJSON MultiPolygon | Where it is.
`piers[].uris` | OPTIONAL | Object | Where to go.
`piers[].uris.web` | Conditionally REQUIRED | URL | On the web.
"""

PIERS: dict[str, Any] = {
    "piers": [
        {
            "pier_id": "p1",
            "name": [
                {"text": "Old Pier", "language": "en"},
                {"text": "Alter Anleger", "language": "de"},
            ],
            "kind": "floating",
            "offers": ["fuel", "tea"],
            "lat": 45.516445,
            "seen": "2023-07-17T13:34:13+02:00",
            "area": {"type": "MultiPolygon", "coordinates": [[[[1.5, 2]]]]},
            "uris": {"web": "https://example.org/?a=1&b=2"},
            "_odd": None,
        },
        {"pier_id": "p2", "name": [], "kind": "new", "lat": -1},
    ]
}

FERRIES = """\
## _message_ FeedMessage

| _**Field Name**_ | _**Type**_ | _**Required**_ | _**Cardinality**_ | _**Description**_ |
|------------------|------------|----------------|-------------------|-------------------|
|**header** | [FeedHeader](#message-feedheader) | Required | One | About it. |
|**ferry** | [Ferry](#message-ferry) | Conditionally required | Many | The ferries. |

## _message_ FeedHeader

| _**Field Name**_ | _**Type**_ | _**Required**_ | _**Cardinality**_ | _**Description**_ |
|------------------|------------|----------------|-------------------|-------------------|
| **version** | [string](https://protobuf.dev/#scalar) | Required | One | Its version. |
| **timestamp** | [uint64](https://protobuf.dev/#scalar) | Optional | One | When. |
| **state** | [State](#enum-state) | Optional | One |

## _enum_ State

| _**Value**_ |
|-------------|
| **FULL** |

## _message_ Ferry

| _**Field Name**_ | _**Type**_ | _**Required**_ | _**Cardinality**_ | _**Description**_ |
|------------------|------------|----------------|-------------------|-------------------|
| **speed** | [float](https://protobuf.dev/#scalar) | Optional | One | In knots. |
| **state** | [State](#enum-state-1) | Optional | Many | How it is. |
| **late** | [bool](https://protobuf.dev/#scalar) | Optional | One | Whether it is. |

## _enum_ State

| _**Value**_ | _**Comment**_ |
|-------------|---------------|
| **MOORED** | At a pier. |
"""

FEED: dict[str, Any] = {
    "header": {"version": "2.0", "timestamp": 1284457468, "state": "FULL"},
    "ferry": [
        {"speed": 12.5, "state": ["MOORED", "ADRIFT"], "late": False},
        {"speed": 3},
        {},
    ],
}

LINES = """\
### lines.txt

| Field Name | Type | Presence | Description |
| ------ | ------ | ------ | ------ |
| `line_id` | Unique ID | **Required** | Who it is. |
| `pier_id` | Foreign ID referencing `piers.pier_id` | **Conditionally Required** | Where. |
| `kind` | Enum | Optional | `0` or empty - Slow.<br>`1` - Fast. |
| `table` | Enum | Recommended | - `piers`<br>- `lines` |
| `fare` | Currency amount | Optional | What it costs. |

### areas.geojson

| Field Name | Type | Presence | Description |
| ------ | ------ | ------ | ------ |
| -&nbsp;`type` | String | **Required** | What it is. |
| -&nbsp;`features` | Array | **Required** | The areas. |
| &nbsp;&nbsp;\\-&nbsp;`id` | String | **Required** | Who it is. |
| &nbsp;&nbsp;\\-&nbsp;`properties` | Object | **Required** | More of it. |
| &nbsp;&nbsp;&nbsp;&nbsp;\\-&nbsp;`name` | String | Optional | Its name. |
"""

LINE = {"line_id": "l", "pier_id": "p1", "kind": 1, "table": "piers", "fare": 2.5}
AREAS: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {"id": "a", "properties": {"name": "Bay"}},
        {"id": "b", "properties": {}},
    ],
}

PAGES = {"gbfs": BOATS, "gtfs-rt": FERRIES, "gtfs": LINES}
PAYLOADS = [
    ("gbfs", "PiersJson", PIERS),
    ("gtfs-rt", "FeedMessage", FEED),
    ("gtfs", "LinesTxt", LINE),
    ("gtfs", "AreasGeojson", AREAS),
]

SEEN = """\
from {package} import FeedMessage, FerryState


def moored(feed: FeedMessage) -> list[FerryState]:
    return [state for ferry in feed.ferry or [] for state in ferry.state or []]


VERSION = {{FerryState.MOORED: "at a pier"}}


def version(feed: FeedMessage) -> str:
    return feed.header.version
"""
"""A program that checkers have nothing to say about."""


def _schema(dialect: str, page: Path) -> Schema:
    spec = (location(str(page), Path()),)
    package = Package(
        path="pyproject.toml", spec=spec, dialect=dialect, wire_case="as-documented"
    )
    return understand(package).schema


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Schema]:
    """Return what the small pages say."""
    folder = tmp_path_factory.mktemp("feeds")
    for dialect, text in PAGES.items():
        (folder / f"{dialect}.md").write_text(text, "utf-8")
    return {each: _schema(each, folder / f"{each}.md") for each in PAGES}


@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
def test_feeds_come_back_as_they_were(
    kit: Kit, schemas: dict[str, Schema], tmp_path: Path
) -> None:
    """Members and values that no page lists, too."""
    for dialect, name, payload in PAYLOADS:
        package = f"{dialect.replace('-', '_')}_for_{kit.target}"
        models = sys.modules.get(package) or imported(
            schemas[dialect], kit.target, tmp_path / package
        )
        assert isinstance(models, ModuleType)
        model = kit.decode(getattr(models, name), payload)
        assert kit.encode(model) == _kept(payload, kit)


def _kept(payload: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Return what a target keeps; msgspec has no members that no page lists."""
    if kit.target != "msgspec":
        return payload
    text = json.dumps(payload).replace(', "_odd": null', "")
    kept: dict[str, Any] = json.loads(text)
    return kept


@pytest.mark.slow
@each_checker
def test_checkers_have_nothing_to_say_about_models_of_feeds(
    checker: str, schemas: dict[str, Schema], tmp_path: Path
) -> None:
    """On any target, nor about programs that use them."""
    for target in KITS:
        for dialect, schema in schemas.items():
            package = f"{dialect.replace('-', '_')}_{target}"
            write(schema, target, tmp_path / package)
        if target != "typeddict":
            program = SEEN.format(package=f"gtfs_rt_{target}")
            (tmp_path / f"{target}_program.py").write_text(program, "utf-8")
    assert complaints(checker, tmp_path) == ""


OLD = """\
* Timestamp - Timestamp fields MUST be represented as integers in POSIX time.

### piers.json

Field Name | REQUIRED | Type | Defines
---|---|---|---
`piers` | Yes | Array | One object a pier.
\\-&nbsp;`name` | Yes | String | Its name.
\\-&nbsp;`kind` | OPTIONAL | Enum | Its kind:<ul><li>`fixed`</li></ul>
\\-&nbsp;`size` | OPTIONAL | Non-negative Integer | In metres.
\\-&nbsp;`seen` | OPTIONAL | Timestamp | When.
\\-&nbsp;`uris` | OPTIONAL | Object | Where to go.
&emsp;\\-&nbsp;`web` | Conditionally REQUIRED | URL | On the web.
"""

NEW = """\
* Localized String - A text in one language:

  Field Name | REQUIRED | Type | Defines
  ---|---|---|---
  `text` | REQUIRED | String | The text.

### piers.json

Field Name | REQUIRED | Type | Defines
---|---|---|---
`piers` | REQUIRED | Array&lt;Object&gt; | One object a pier.
`piers[].name` | REQUIRED | Array&lt;Localized String&gt; | Its name.
`piers[].kind` | OPTIONAL | Enum | Its kind:<ul><li>`fixed`</li></ul>
`piers[].size` | REQUIRED | Non-negative Integer | In metres.
`piers[].depth` <br/>*(added in v3.0)* | OPTIONAL | Float | In metres.
`piers[].seen` | OPTIONAL | Timestamp | When.
`piers[].uris` | OPTIONAL | Object | Where to go.
`piers[].uris.web` | Conditionally REQUIRED | URL | On the web.
"""

CHANGES = [
    "note[TT601] model `Localized String` is new",
    "error[TT623] `piers.json piers.name` changed from `string` to `array of Loca… String`",
    "error[TT624] field `piers.json piers.size` is now required",
    "note[TT612] optional field `piers.json piers.depth` is new",
    "error[TT623] `piers.json piers.seen` changed from `integer` to `date-time`",
]


def test_a_new_version_of_a_specification_reads_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Members are the same behind marks and in paths; what else they are is told, each once."""
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "boats.md").write_text(text, "utf-8")
    (tmp_path / "none.toml").write_text("")
    options = ("--dialect", "gbfs", "--wire-case", "as-documented", "--config")
    states = (str(tmp_path / "old"), str(tmp_path / "new"))
    assert main(["diff", *states, *options, str(tmp_path / "none.toml")]) == 1
    printed = "".join(capsys.readouterr())
    assert re.findall(r"(?m)^\S+:\d+:\d+: (.*)$", printed) == CHANGES


def _samples(page: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the files of a page and what they hold in its samples."""
    for part in re.split(r"(?m)^(?=### )", page):
        heading = re.match(r"### (?P<name>\w+)\.json", part)
        sample = re.search(r"```json\n(?P<json>.*?)```", part, re.DOTALL)
        if heading and sample:
            try:
                yield heading["name"], json.loads(sample["json"])["data"]
            except ValueError:  # comments in it
                continue


@pytest.mark.slow
@pytest.mark.skipif(
    not FAMILIES.is_dir(), reason="the real pages are not beside this checkout"
)
@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
def test_the_samples_of_a_real_page_come_back_as_they_were(
    kit: Kit, tmp_path: Path
) -> None:
    """Each by the model of its heading."""
    page = next((FAMILIES / "gbfs-3.1").glob("*.md"))
    schema = _schema("gbfs", page)
    models = imported(schema, kit.target, tmp_path / f"real_gbfs_for_{kit.target}")
    samples = dict(_samples(page.read_text("utf-8")))
    assert len(samples) > 8
    for name, data in samples.items():
        model = getattr(models, name.title().replace("_", "") + "Json")
        assert kit.encode(kit.decode(model, data)) == data
