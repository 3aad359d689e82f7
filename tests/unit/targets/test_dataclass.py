"""The dataclass target: the names that it owns, and what its settings do."""

import ast
import sys
from pathlib import Path

import pytest
from tests.golden.everything import (
    EVERYTHING,
    STRING,
    field,
    module,
    ref,
    schema,
    thing,
)
from tests.golden.packages import imported, texts

from typetable import naming
from typetable.rendering import templates
from typetable.targets import dataclass, package

FILES = texts(EVERYTHING, "dataclass")


def test_support_has_what_modules_import(tmp_path: Path) -> None:
    """Each name that modules import from the support module is reserved, and is there."""
    models = imported(EVERYTHING, "dataclass", tmp_path / "models_with_support")
    support = vars(sys.modules[models.JsonModel.__module__])
    assert support.keys() >= dataclass.SUPPORT.union(dataclass.EXPORTED)
    used = {
        alias.name
        for text in FILES.values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module == "_support"
        for alias in node.names
    }
    assert used <= dataclass.RESERVED.classes


@pytest.mark.parametrize("kind", [str, int, float])
def test_enums_keep_what_values_can_do(kind: type) -> None:
    """No member of an enum hides what strings and numbers have, in this Python either."""
    assert {name for name in dir(kind) if name[0] != "_"} <= package.OF_ENUMS


def test_strict_models() -> None:
    """Models are strict by default where that is set, and no module but one differs."""
    names, _ = naming.assign(EVERYTHING, dataclass.RESERVED)
    views = dataclass.TARGET.views(EVERYTHING, names, strict=True)
    strict = {view.path: templates.render("dataclass", view) for view in views}
    assert "strict: bool = True" in strict["_support.py"]
    assert "strict: bool = False" in FILES["_support.py"]
    assert strict["place.py"].split() == FILES["place.py"].split()


def test_modules_declare_and_describe() -> None:
    """A module has classes, fields and aliases, and no function."""
    for name in ("owner.py", "place.py", "station.py"):
        nodes = [*ast.walk(ast.parse(FILES[name]))]
        assert not [each for each in nodes if isinstance(each, ast.FunctionDef)]


@pytest.mark.parametrize("target", ["dataclass", "pydantic", "msgspec"])
def test_support_says_that_it_need_not_be_read(target: str) -> None:
    """In its first line."""
    first = texts(EVERYTHING, target)["_support.py"].splitlines()[0]
    assert first.endswith("nobody needs to read on.")


def test_a_docstring_says_what_the_type_does_not() -> None:
    """The words of a type stand at the type, and not at each field that has it."""
    part = thing("Part", field("x", STRING), description="One part.")
    whole = thing(
        "Whole",
        field("a", ref("Part", "page"), "One part."),
        field("b", ref("Part", "page"), "Another part."),
    )
    text = texts(schema(module("page", part, whole)), "dataclass")["page.py"]
    assert text.count("One part.") == 1
    assert '    """Another part."""' in text
