"""Versions of specifications: what is new, what else changed, and mistakes of their authors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent / "specifications"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

CONFIGURATION = """\
[tool.typetable]
spec = "spec"
output = "models"
dialect = "{}"
wire_case = "as-documented"
accept = [
{}]
"""


def _scratch(folder: Path, dialect: str) -> Scratch:
    scratch = Scratch(folder / "repository")
    scratch.write("pyproject.toml", CONFIGURATION.format(dialect, ""))
    return scratch


def _changed(page: str, lines: Mapping[str, str]) -> str:
    """Return a page in which the one line that begins so has another text."""
    for beginning, new in lines.items():
        (old,) = (line for line in page.splitlines() if line.startswith(beginning))
        page = page.replace(f"{old}\n", new.replace("…", old))
    return page


def _told(scratch: Scratch, old: Path | str, new: Path | str) -> list[str]:
    """Return what a diff says of two states, but for descriptions."""
    run = scratch.run("diff", str(old), str(new), "--format", "json")
    changes = json.loads(run.out)["changes"]["changes"]
    return [each["message"] for each in changes if each["code"] != "TT651"]


def test_a_new_version_is_told_by_its_members(tmp_path: Path) -> None:
    """What is new, and what else holds of other members; other words are counted."""
    page = (HERE / "openapi.md").read_text("utf-8")
    lines = {
        '| <a name="oas-version"></a>openapi': "…\n| $self | `string` | Where it is. |\n",
        "| jsonSchemaDialect": "| jsonSchemaDialect | `string` | In other words. |\n",
        "| put |": "…\n| query | [Operation Object](#operation-object) | QUERY. |\n",
        "| deprecated |": "| deprecated | `boolean` | **Deprecated**. As `summary`. |\n",
        "| headers |": "| headers | Map[`string`, [Header Object](#header-object)] | H. |\n",
        "| implicit |": "…\n| device | [OAuth Flow Object](#oauth-flow-object) | New. |\n",
        "| authorizationUrl |": "| authorizationUrl | `string` | `oauth2` (`any`) | W. |\n",
        "### Security Requirement Object": (
            "### Mutual Object\n\n"
            "| Field Name | Type | Description |\n| --- | --- | --- |\n"
            "| certificate | `string` | **REQUIRED**. Its certificate. |\n\n…\n"
        ),
    }
    scratch = _scratch(tmp_path, "oas")
    scratch.write("old/page.md", page)
    scratch.write("new/page.md", _changed(page, lines))
    assert _told(scratch, "old", "new") == [
        "optional field `OpenAPI.$self` is new",
        "optional field `Path Item.query` is new",
        "`Operation.deprecated` now has no default",
        "field `Operation.deprecated` is now deprecated",
        "`Response.headers` no longer holds `Reference`",
        "optional field `OAuth Flows.device` is new",
        "the condition of `OAuth Flow.authorizationUrl` changed",
        "model `Mutual` is new",
    ]
    shown = (
        scratch.run("diff", "old", "new").out + scratch.run("diff", "old", "new").err
    )
    assert 'before: `oauth2 ("implicit")`' in shown


OLD_ITEM = """\
# STAC Item Specification

This page has the shape of an older specification, in words of its own.

## Item fields

| Element | Type | Description |
| ------- | ---- | ----------- |
| type | string | **REQUIRED.** Always `Feature`. |
| stac_version | string | **REQUIRED.** The version of this page. |
| id | string | **REQUIRED.** Its identifier. |
| geometry | [GeoJSON Geometry Object](geo.json) \\| [null](null.json) | **REQUIRED.** Where. |
| bbox | [number] | **REQUIRED if** `geometry` is not `null`. A box around it. |
| properties | Properties Object | **REQUIRED.** What it is. |
| links | [Link Object] | **REQUIRED.** What belongs to it. |
| assets | Map<string, [Asset Object](#asset-object)> | **REQUIRED.** What it holds. |

### Properties Object

| Field Name | Type | Description |
| ---------- | ---- | ----------- |
| datetime | string | **REQUIRED.** When it was. |

### Link Object

| Field Name | Type | Description |
| ---------- | ---- | ----------- |
| href | string | **REQUIRED.** Where it is. |
| rel | string | **REQUIRED.** What it is to the item. |
| title | string | What it is called. |

### Asset Object

| Field Name | Type | Description |
| ---------- | ---- | ----------- |
| href | string | **REQUIRED.** Where it is. |
| roles | [string] | What it is for. |
"""


def test_how_a_version_is_written_is_no_change(tmp_path: Path) -> None:
    """Older pages have other headers, and name objects without links."""
    scratch = _scratch(tmp_path, "stac")
    scratch.write("old/item.md", OLD_ITEM)
    scratch.write("new/item.md", (HERE / "stac.md").read_text("utf-8"))
    assert _told(scratch, "old", "new") == [
        "optional field `Item.stac_extensions` is new",
        "optional field `Item.collection` is new",
        "field `Properties.datetime` may now be null",
        "optional field `Properties.providers` is new",
        "optional field `Properties.gsd` is new",
        "optional field `Link.title` is gone",
        "optional field `Link.headers` is new",
        "optional field `Link.body` is new",
        "optional field `Asset.bands` is new",
        "model `Band` is new",
        "model `Statistics` is new",
        "model `Provider` is new",
    ]


BROKEN = """\
## Server Object

Field Name | Type | Description
---|:---:|---
<a name="url"></a>url | `string` | **REQUIRED**. Where it is.
variables | Map[`string`, [Variable](#variable-object) \\| [Reference](#reference-object)]] | In.

## Variable Object

Field Name | Type | Description
---|:---:|---
default | `string` | **REQUIRED**. What it is.

## Reference Object

Field Name | Type | Description
---|:---:|---
$ref | `string` | **REQUIRED**. Where it is.
"""


def test_a_mistake_of_the_authors_is_told_accepted_and_outlived(tmp_path: Path) -> None:
    """At its line, by the entry that is proposed there, and until it is mended."""
    scratch = _scratch(tmp_path, "oas")
    scratch.write("spec/spec.md", BROKEN)
    run = scratch.run("generate")
    assert run.code == 1
    assert "spec.md:6:89: error[TT202] `]` is not expected here" in run.err
    entry = re.search(r"= accept: (\{.*\})", run.err)
    assert entry
    accepting = CONFIGURATION.format("oas", f"    {entry[1]},\n")
    scratch.write("pyproject.toml", accepting)
    assert scratch.run("generate").code == 0
    assert "variables: Any = None" in (scratch.root / "models/spec.py").read_text()
    named = accepting.replace('as = "any"', 'as = "Map[string, Variable | Reference]"')
    scratch.write("pyproject.toml", named)
    assert scratch.run("generate").code == 0
    told = (scratch.root / "models/spec.py").read_text()
    assert "variables: dict[str, Variable | Reference] | None = None" in told
    scratch.edit("spec/spec.md", ")]]", ")]")
    mended = scratch.run("check")
    assert mended.code == 0  # the models are those that somebody meant
    assert "warning[TT225] no such error is in `spec.md` any more" in mended.err


@pytest.mark.slow
@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the published pages are not beside this checkout"
)
def test_published_versions_are_told_by_their_members(tmp_path: Path) -> None:
    """Of OpenAPI 3.2, those that its own schema has beyond that of 3.1, and no others."""
    scratch = _scratch(tmp_path, "oas")
    pages = [CORPUS / "families" / f"oas-{each}" for each in ("3.1.1", "3.2.0")]
    for page, name in zip(pages, ("old", "new"), strict=True):
        text = next(page.glob("3*.md")).read_text("utf-8")
        scratch.write(f"{name}/openapi.md", text)
    told = _told(scratch, "old", "new")
    added = [re.sub(r".*`(.*)` is new", r"\1", each) for each in told if "new" in each]
    old, new = (_members(page.name) for page in pages)
    assert {each.replace(" ", "") for each in added} == new - old
    assert not [each for each in told if "gone" in each]


def _members(name: str) -> set[str]:
    """Return the members of the models of a specification, by an independent source."""
    models = json.loads((CORPUS / "facts" / f"{name}.json").read_text())["models"]
    return {
        f"{model.replace(' ', '')}.{member}"
        for model, facts in models.items()
        for member in facts.get("fields", ())
    }
