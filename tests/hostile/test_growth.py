"""Time grows with the page and no faster, whatever the page holds."""

from __future__ import annotations

import gc
import os
import time
from typing import TYPE_CHECKING

import pytest
from tests.hostile.attacks import HEADER, table
from tests.hostile.fuzz import PACKAGE

from typetable import gate, naming, pipeline
from typetable.diagnostics import has_errors
from typetable.rendering import templates
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.meaning.understanding import Understanding

pytestmark = pytest.mark.skipif(
    "TYPETABLE_TIMES" not in os.environ,
    reason="times are no matter of a test run; set TYPETABLE_TIMES to measure them",
)


TRIES = 4
MOST = 3.0
"""How many times as long a page of twice the size may take; quadratic work takes four times."""


def _rows(count: int, row: str) -> str:
    return table(*(row.format(n=n, next=n + 1) for n in range(count)))


def _models(count: int, row: str) -> str:
    return "".join(
        table(row.format(n=n, next=(n + 1) % count), name=f"M{n}") for n in range(count)
    )


def _cell(count: int, text: str) -> str:
    return table(f"id | str | ✅ | {text * count}")


PAGES: dict[str, tuple[int, Callable[[int], str]]] = {
    "brackets": (60_000, lambda n: _cell(n, "[")),
    "images": (60_000, lambda n: _cell(n, "![](")),
    "backticks": (60_000, lambda n: _cell(n, "` ``")),
    "backtick-runs": (400, lambda n: _cell(1, " ".join("`" * k for k in range(n)))),
    "stars": (60_000, lambda n: _cell(n, "*_")),
    "tildes": (60_000, lambda n: _cell(n, "~~")),
    "entities": (60_000, lambda n: _cell(n, "&amp")),
    "angles": (60_000, lambda n: _cell(n, "<br <")),
    "backslashes": (60_000, lambda n: _cell(n, "\\")),
    "blanks": (300_000, lambda n: _cell(n, " ") + "x"),
    "quotes-in-a-description": (100_000, lambda n: _cell(n, "\"' ")),
    "one-word": (200_000, lambda n: _cell(n, "x")),
    "nested-quotes": (50_000, lambda n: "> " * n + "x\n\n" + table()),
    "nested-lists": (600, lambda n: "".join(f"{'  ' * k}- x\n" for k in range(n))),
    "open-comments": (20_000, lambda n: table() + "<!-- x\n" * n),
    "open-tags": (20_000, lambda n: table() + "<a b='\n" * n),
    "fences": (400, lambda n: table() + "\n".join("`" * (n - k) for k in range(n - 3))),
    "headings": (5_000, lambda n: "# #\n" * n),
    "underlines": (20_000, lambda n: "x\n" * n + "===\n"),
    "link-definitions": (8_000, lambda n: "[a]: x 'y\n" * n + table()),
    "pipes-below-a-table": (8_000, lambda n: table() + "a | b\n" * n),
    "wide-header": (
        8_000,
        lambda n: f"# A\n\n{'|a' * n}|\n{'|-' * n}|\n" + "|a|\n" * n,
    ),
    "known-columns": (
        6_000,
        lambda n: f"# A\n\n|{'Name|Type|' * n}\n|{'-|-|' * n}\n|a|str|\n",
    ),
    "rows": (3_000, lambda n: _rows(n, "f{n} | str | ✅ | x")),
    "equal-names": (3_000, lambda n: _rows(n, "same | str | ✅ | x")),
    "clashing-names": (
        800,
        lambda n: _rows(n, "a{n:b} | str | ✅ | x").replace("0", "-"),
    ),
    "unknown-types": (1_500, lambda n: _rows(n, "f{n} | Nope{n} | ✅ | x")),
    "near-names": (
        400,
        lambda n: "".join(
            table("a | str | ✅ | x", name=f"{'A' * 190}{k:06}") for k in range(n)
        )
        + table(*(f"f{k} | {'A' * 190}B{k:05} | ✅ | x" for k in range(20)), name="Z"),
    ),
    "tables-of-a-model": (
        1_000,
        lambda n: table() + "| Name | Type | Required |\n|-|-|-|\n|a|str|✅|\n\n" * n,
    ),
    "values": (3_000, lambda n: _rows(n, 'F{n} | str | ✅ | "v{n}"')),
    "equal-values": (3_000, lambda n: _rows(n, 'F{n} | str | ✅ | "v"')),
    "short-rows": (3_000, lambda n: _rows(n, "f{n} | str")),
    "models": (1_000, lambda n: _models(n, "f | str | ✅ | x")),
    "chain": (1_000, lambda n: _models(n, "f | M{next} | ❌ | x")),
    "endless-chain": (1_000, lambda n: _models(n, "f | M{next} | ✅ | x")),
    "equal-models": (1_200, lambda n: table() * n),
    "conflicting-models": (
        1_200,
        lambda n: "".join(table(f"f{k} | str | ✅ | x") for k in range(n)),
    ),
    "wide-union": (
        200,
        lambda n: _models(n, "f | str | ✅ | x")
        + table(f"u | Union[{', '.join(f'M{k}' for k in range(n))}] | ✅ | x"),
    ),
    "unions-of-one": (
        60,
        lambda n: table(*(f"f{k} | str | ✅ | x" for k in range(900)), name="A")
        + _models(n, "f | Union[A, M{next}] | ✅ | x"),
    ),
    "flat-type": (3_000, lambda n: table(f"u | Union[{'str, ' * n}str] | ✅ | x")),
    "suffixes": (8_000, lambda n: table(f"u | str{'[]' * n} | ✅ | x")),
    "json": (
        20_000,
        lambda n: table("a_b | str | ✅ | x") + f"```json\n{'[' * n}\n```\n",
    ),
    "members-of-json": (
        5_000,
        lambda n: table("a_b | str | ✅ | x")
        + "```json\n{"
        + ",".join(f'"k{k}": 1' for k in range(n))
        + "}\n```\n",
    ),
    "pipes-in-type": (
        3_000,
        lambda n: table(f"u | {'a' * 150 + ' '}{'[' * n} | ✅ | x"),
    ),
    "html-tables-left-open": (8_000, lambda n: table() + "<table><tr>\n" * n),
    "html-tables-on-a-line": (
        3_000,
        lambda n: "# A\n" + "<table><tr><td>a</table>" * n,
    ),
    "html-tables-in-tables": (
        4_000,
        lambda n: "# A\n" + "<table><tr><td>" * n + "</table>" * n,
    ),
    "html-rows": (
        4_000,
        lambda n: "# A\n<table><tr><th>Name<th>Type<th>Required"
        + "".join(f"<tr><td>f{k}<td>str<td>✅" for k in range(n))
        + "</table>\n",
    ),
    "html-comments": (
        20_000,
        lambda n: "# A\n<table><tr><td>" + "<!-- a " * n + "</table>\n",
    ),
    "html-marks": (
        20_000,
        lambda n: "# A\n<table><tr><td>" + "<b><a href=x>" * n + "</table>\n",
    ),
    "html-attributes": (
        20_000,
        lambda n: "# A\n<table><tr><td " + "a='b " * n + "></table>\n",
    ),
    "tables-in-items": (
        800,
        lambda n: "# A\n\n" + "- a\n\n  | b | c |\n  |---|---|\n\n" * n,
    ),
    "tables-in-quotes": (
        800,
        lambda n: "# A\n\n" + "> | b | c |\n> |---|---|\n\n" * n,
    ),
    "quotes-around-a-table": (
        20_000,
        lambda n: f"# A\n\n{'> ' * n}| b | c |\n{'> ' * n}|---|---|\n",
    ),
    "components": (10_000, lambda n: table() + "<Tab a={{\n<Tab>\n" * n),
    "mdx-comments": (20_000, lambda n: table() + "{/* x\n" * n),
    "imports": (10_000, lambda n: table() + "import {\n\n" * n),
    "front-matter": (20_000, lambda n: "---\na: b\n" + "x\n" * n),
    "empty-header": (8_000, lambda n: "# A\n\n" + HEADER + "|" * n + "\n"),
}


def _whole_way(page: bytes) -> Understanding:
    """Take a page from text to gate, without black, whose time is its own."""
    understood = pipeline.understand(PACKAGE, page)
    target = TARGETS["dataclass"]
    names, clashes = naming.assign(understood.schema, target.reserved)
    if not has_errors([*understood.diagnostics, *clashes]):
        for view in target.views(understood.schema, names):
            if view.allowed:
                text = templates.render(target.name, view)
                gate.inspect(text, view.allowed, view.readback)
    return understood


def _seconds(page: bytes) -> float:
    gc.collect()
    gc.disable()
    start = time.process_time()
    _whole_way(page)
    gc.enable()
    return time.process_time() - start


@pytest.mark.parametrize("name", PAGES)
def test_twice_the_page_takes_twice_the_time(name: str) -> None:
    """Or little more, in the best of a few tries; short times say nothing."""
    count, build = PAGES[name]
    once, twice = build(count).encode(), build(2 * count).encode()
    size = len(twice) / len(once)
    ratios = []
    for _ in range(TRIES):
        short, long = _seconds(once), _seconds(twice)
        ratios.append(long / max(short, 0.02) / (size / 2))
        if ratios[-1] < MOST:
            return
    pytest.fail(f"{min(ratios):.1f} times as long for {size:.1f} times the page")
