"""The dataclass target: the names that it owns, and what its settings do."""

import ast
import sys
from pathlib import Path

import pytest
from tests.golden.everything import EVERYTHING
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
