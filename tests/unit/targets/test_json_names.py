"""JSON names that nobody has to state: those that the style of a package makes of attributes."""

import re
import sys
from pathlib import Path

import pytest
from tests.golden.everything import STRING, field, module, schema, thing
from tests.golden.packages import imported, texts

from typetable.schema import Schema
from typetable.targets.json_names import STYLES, json_name, usual_style

NAMES = {
    "snake": ["id", "created_at", "class", "a_1b"],
    "camel": ["id", "createdAt", "class", "a1b", "s3Key"],
    "pascal": ["Id", "CreatedAt", "Class"],
    "kebab": ["id", "created-at", "class"],
}


def docs(style: str, *more: str) -> Schema:
    """Return the schema of a page whose members have names of a style."""
    names = (*NAMES[style], *more)
    return schema(module("page", thing("A", *(field(name, STRING) for name in names))))


@pytest.mark.parametrize("style", STYLES)
def test_templates_have_the_same_styles(style: str, tmp_path: Path) -> None:
    """A package makes of each attribute what was made when it was generated."""
    package = imported(docs(style), "dataclass", tmp_path / f"names_in_{style}")
    support = sys.modules[package.JsonModel.__module__]
    for attribute in ("id_", "created_at", "s3_key", "a_1b", "x__y", "url2_go"):
        assert support.json_name(attribute) == json_name(attribute, style)


@pytest.mark.parametrize("target", ["dataclass", "pydantic"])
@pytest.mark.parametrize("style", STYLES)
def test_only_exceptions_are_stated(style: str, target: str) -> None:
    """What a package mostly does is said once, and the rest where it is so."""
    text = texts(docs(style, "@odd"), target)["page.py"]
    assert re.findall(r".*Annotated\[.*", text) == re.findall(".*@odd.*", text)


@pytest.mark.parametrize(
    ("pairs", "style"),
    [
        ([], "snake"),
        ([("id_", "id")], "snake"),
        ([("a_b", "aB"), ("c_d", "cD"), ("e_f", "e_f")], "camel"),
        ([("a_b", "AB"), ("c", "C"), ("d", "odd")], "pascal"),
        ([("a_b", "a-b"), ("c", "c")], "kebab"),
    ],
)
def test_the_usual_style(pairs: list[tuple[str, str]], style: str) -> None:
    """It is the one that makes most names, and as attributes are where two make as many."""
    assert usual_style(pairs) == style
