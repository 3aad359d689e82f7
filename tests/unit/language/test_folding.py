"""Rows below rows: every one of them is in a model or told, however deep they stand."""

from __future__ import annotations

import time

import pytest

from typetable.pipeline import understand_pages
from typetable.settings.package import Package
from typetable.source import SourceFile

HEAD = "|Name|Type|Required|Restrictions|Description|\n|---|---|---|---|---|\n"
TOP = '# Schemas\n\n<h2 id="tocS_A">A</h2>\n\n'


def _codes(*parts: str) -> list[str]:
    """Return what is found in a model of some labels and rows, which are all accounted for."""
    text = TOP
    for part in parts:
        is_rows = part.startswith("|")
        text += f"{HEAD}{part}\n" if is_rows else f"{part}\n\n"
    page = SourceFile(path="a.md", name="a.md", text=text)
    package = Package(path="pyproject.toml", dialect="widdershins")
    understood = understand_pages(package, [page])
    assert understood.account.balances, understood.account
    return [each.code for each in understood.diagnostics if each.code != "TT222"]


def _row(name: str, kind: str = "object", required: str = "true") -> str:
    return f"|{name}|{kind}|{required}|none|none|\n"


NAMELESS = "*anonymous*"
MORE = "**additionalProperties**"


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        ((_row("a") + _row("» b", "string"),), []),
        ((_row("a") + _row("» b") + _row("» b"),), ["TT206"]),
        ((_row("a", "odd(") + _row("» b"),), ["TT202"]),
        ((_row("» a", "string") + _row("» b", "string"),), []),
        ((_row("a", "A", "false") + _row("» b"),), ["TT137"]),
        ((_row("a") + _row(f"» {MORE}") + _row("»» c", "string"),), []),
        ((_row("a") + _row(f"» {MORE}", "string") + _row("» c", "string"),), []),
        ((_row(MORE, "string"),), []),
        ((_row(NAMELESS, "[object]") + _row("» a", "string"),), []),
        (("oneOf", _row(NAMELESS, "string"), "xor", _row(NAMELESS, "integer")), []),
        (
            ("allOf", _row(NAMELESS, "string"), "and", _row(NAMELESS, "integer")),
            ["TT137"],
        ),
        (("allOf", _row(NAMELESS), "and", _row(NAMELESS, "A")), ["TT213"]),
        (("not", _row(NAMELESS, "string")), ["TT137"]),
        ((_row("a"), "oneOf", _row(f"» {NAMELESS}"), "and", _row("» b")), []),
        ((_row("a", "string"), "oneOf", _row(f"» {NAMELESS}")), ["TT137"]),
        (
            (_row("a"), "allOf", _row(f"» {NAMELESS}") + _row("»» b") + _row("»» b")),
            ["TT206"],
        ),
        (
            (
                _row("a"),
                "allOf",
                _row(f"» {NAMELESS}") + _row("»» b"),
                "and",
                _row(f"» {NAMELESS}") + _row("»» b"),
            ),
            ["TT137"],
        ),
    ],
)
def test_each_row_is_in_a_model_or_told(
    parts: tuple[str, ...], codes: list[str]
) -> None:
    """Rows in equal rows out, whatever stands below what."""
    assert _codes(*parts) == codes


def test_rows_that_stand_too_deep_are_told() -> None:
    """No model is nested deeper than a type may be, and nothing is walked deeper."""
    start = time.process_time()
    found = _codes("".join(_row("»" * depth + " a") for depth in range(400)))
    assert set(found) == {"TT203"}
    assert time.process_time() - start < 3
