"""Modules as they are written, edited by somebody with bad intentions."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.hostile.attacks import table
from tests.hostile.fuzz import PACKAGE

from typetable import naming, pipeline
from typetable.rendering import templates
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from typetable.gate import Allowed, Readback

PAGE = (
    table(
        *(f"f{n} | str | {'✅❌'[n % 2]} | {'Told. ' * n * 9}" for n in range(9)),
        "either | Union[Shade, List[Other], Last] | ❌ | x",
        text="Line.<br>    class X:<br>    x: str\n\n    y = 1\n" * 9,
    )
    + table(
        "me | Victim | ❌ | x",
        *(f"h{n} | float | ✅ | x" for n in range(9)),
        name="Other",
    )
    + table(*(f'V{n} | str | ✅ | "v{n}"' for n in range(9)), name="Shade")
    + table("a b | List[Shade] | ✅ | x", name="Last")
)
LINES = (
    *("x: str", "x = 1", "pass", '"""', '"""', "(", ")", "x = [", "]", "\\", "# x"),
    *("else:", "elif x:", "if data:", "for x in data:", "class X:", "class X: pass"),
    *("def decode(cls):", "def f(): pass", "def to_dict(self):", "@classmethod"),
    *("return self", "return eval(data)", "import os", "x = unknown", "value = str"),
    *("self.x = later", "later = data", "x = '''", "'''", "async def f():", "try:"),
    *("self.if = data", "if: str", "x: str = data['y']", "self.x = data", "self.x()"),
    *("dataclass: str", "field: int = 1", "Field: str", 'x = "a" "b"', 'x: str = "a"'),
    *('x = f"{data}"', 'x = b"y"', 'x = """y"""', '"""y""" """z"""', '""""', '"x"'),
    *('x: "Last"', 'x: list["Last"]', 'x: "list["', 'x: list["Last] | list[Last"]'),
    *('x: " Last"', 'x: "not Last"', 'x: list["a.b", "Last"]', 'x: "unknown"', 'x: ""'),
    *("self.gi_code", "data.self.gi_code", "data.gi_code", "self.__class__", "Victim"),
    *("Victim = data", "Victim(data)", "self.Victim(data)", "Victim: str", "Other.x"),
    *("    )", "def decode(cls, data):", "@staticmethod", 'return "x"', "ﬁeld: str"),
    *("x = 1; y = 2", "x = 1 \\", "class X:\\", "def decode(\\", "    x", ""),
)
SIGNS = (
    "",
    "",
    '"',
    '"""',
    "'",
    "#",
    "\\",
    "\n",
    "\n    ",
    " ",
    ":",
    ".",
    "(",
    ")",
    "b",
    "é",
)


@cache
def module(target: str) -> tuple[str, Allowed, Readback]:
    """Return a module with a bit of everything, and what is asked of it."""
    understood = pipeline.understand(PACKAGE, PAGE.encode())
    names, _ = naming.assign(understood.schema, TARGETS[target].reserved)
    for view in TARGETS[target].views(understood.schema, names):
        if view.page and view.allowed and view.readback:
            return templates.render(target, view), view.allowed, view.readback
    raise AssertionError


def drawn(data: st.DataObject) -> tuple[str, Allowed, Readback]:
    """Return a module with some lines, and some characters, that are not its own."""
    text, allowed, readback = module(data.draw(st.sampled_from(sorted(TARGETS))))
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        column = data.draw(st.sampled_from((0, 1, 4, 8, 12)))
        end = at + data.draw(st.sampled_from((0, 0, 1, 9)))
        lines[at:end] = [" " * column + data.draw(st.sampled_from(LINES))]
    text = "\n".join(lines)
    for _ in range(data.draw(st.sampled_from((0, 0, 0, 1, 2)))):
        at = data.draw(st.integers(0, len(text) - 1))
        text = text[:at] + data.draw(st.sampled_from(SIGNS)) + text[at + 1 :]
    return text, allowed, readback
