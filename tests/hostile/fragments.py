"""Pages built from hostile fragments: every cell, heading and line may hold one.

The builder asks a `choose` function for each decision, so that random numbers, hypothesis and a
coverage-guided fuzzer can all drive it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from tests.hostile.attacks import PAYLOAD

if TYPE_CHECKING:
    from collections.abc import Sequence


class Choose(Protocol):
    """Chooses one of some options."""

    def __call__(self, options: Sequence[Any], /) -> Any:
        """Return one of the options."""


TEXTS = (
    *(
        "",
        "x",
        "Text of the docs.",
        "a b",
        "_",
        "1",
        "é",
        "字",
        "\N{PARTY POPPER}",
        "ß",
    ),
    *('"', "'", '"""', "'''", "\\", "\\\\", '\\"', "\\\\\\", "\\|", "`", "``", "`\\`"),
    *("\t", "\x0b", "\x0c", "\x1b[31m", "\0", "\x85", "\u2028", "\u202e", "\ufeff"),
    *(
        "\u00a0",
        "\u3000",
        "\u200b",
        "\U000e0041",
        "\ue000",
        "\u115f",
        "\ufffd",
        "\u00ad",
    ),
    *("&#10;", "&#x2028;", "&quot;", "&amp;", "&#0;", "&bogus;", "&#xD800;", "&nbsp;"),
    *("<br>", "<br/>", "<!--", "-->", "<script>", "<![CDATA[", "<?", "</pre>", "<div>"),
    *(
        "*",
        "**",
        "__",
        "~~",
        "[",
        "]",
        "](",
        "[x](y)",
        "![",
        ">",
        ">>>",
        "...",
        "|",
        "||",
    ),
    *(
        "#",
        "# ",
        "---",
        "===",
        "- ",
        "1. ",
        "> ",
        "    ",
        "```",
        "~~~",
        ":",
        ":---",
        "::",
    ),
    *("{{", "}}", "{%", "%}", "{#", "%s", "{0}", "${x}", "##[error]", "::error::x"),
    *("# type: ignore", "# noqa", "# fmt: off", "# -*- coding: utf-7 -*-", "import os"),
    *(
        PAYLOAD,
        f'""" + {PAYLOAD}',
        f"\n{PAYLOAD}\n",
        f">>> {PAYLOAD}",
        "x" * 90,
        "x " * 60,
    ),
)
"""What may stand in any text."""

NAMES = (
    *(
        "id",
        "id_",
        "_id",
        "__init__",
        "\\_\\_class\\_\\_",
        "class",
        "match",
        "self",
        "cls",
    ),
    *("from_dict", "to_dict", "decode", "model_config", "str", "list", "Any", "None"),
    *("name", "value", "mro", "_missing_", "members", "data", "at", "ID", "Id", "iD"),
    *(
        "ﬁeld",
        "field",
        "ª",
        "\N{CYRILLIC SMALL LETTER A}",
        "a-b",
        "a.b",
        "a b",
        "a_b",
        "aB",
        "1st",
        "-",
        "x" * 201,
    ),
    *(
        "[x](y.md)",
        "`x`",
        "*x*",
        "**x**",
        "",
        "extra_members",
        "TTPWNED",
        "A",
        "B",
        "C",
    ),
)
"""Names of fields, members and models that are known for trouble."""

TYPES = (
    *(
        "str",
        "int",
        "float",
        "bool",
        "dict",
        "any",
        "List[str]",
        "List[A]",
        "A",
        "B",
        "C",
    ),
    *("Optional[A]", "Union[A, B]", "Union[A, str]", "Dict[str, A]", "List[List[B]]"),
    *(
        "A_1",
        "[A](A.md)",
        "`A`",
        "List[",
        "List[]",
        "A[]",
        "[]A",
        "A | B",
        "Literal['a']",
    ),
    *(
        "",
        "object",
        "bytes",
        "Nope",
        "List[Nope]",
        PAYLOAD,
        "Dict[int, A]",
        "float | None",
    ),
    *("List[" * 33 + "str" + "]" * 33, "A" + "[]" * 40, "Annotated[str, 1]", '"A"'),
)
"""Type cells."""

MARKS = ("✅", "❌", "", "yes", "☑️")
VALUES = ('"a"', '"b"', '"A"', '""', '" "', "1", "-1", "1.5", "true", "null", '"\\""')
HEADERS = (
    "| Name | Type | Required | Description |",
    "| Name | Type | Required |",
    "| Name | Name | Type | Required |",
    "| Name | Type | Required | Description | Default |",
    "| Field | Kind |",
)
DELIMITERS = (
    "| :--- | :--- | :--- | :--- |",
    "| --- | --- | --- |",
    "|---|---|---|---|---|",
    "",
)
LINES = ("**Properties**", "*Properties*", "", "A list of members", "---", "```", "~~~")
FEW = (0, 1, 1, 2, 3, 5)
SPOTS = ("text", "name", "heading", "type", "shape", "value")


def page(choose: Choose) -> str:
    """Return a page of a few models that is hostile in some spots and tame in the others."""
    wild = {choose(SPOTS) for _ in range(choose((1, 1, 2, 6)))}
    builder = _Builder(choose, wild)
    sections = [builder.section(number) for number in range(choose((1, 1, 2, 3)))]
    end: str = choose(("\n", "\n", "\n", "\r\n", "\r"))
    return end.join(line for section in sections for line in section)


class _Builder:
    """Builds one page; `wild` are the spots where anything may stand."""

    def __init__(self, choose: Choose, wild: set[str]) -> None:
        self._choose = choose
        self._wild = wild

    def section(self, number: int) -> list[str]:
        """Return the lines of a model."""
        choose, few = self._choose, range(self._choose(FEW))
        table = [self._either("shape", row, row[:1]) for row in (HEADERS, DELIMITERS)]
        is_enum = choose((True, False, False))
        return [
            self._either("shape", ("# ", "## ", "#", ""), ("# ",))
            + self._title(number),
            "",
            *(self._text() for _ in range(choose((0, 1, 2)))),
            "",
            self._either("shape", LINES, LINES[:1]),
            "",
            *table,
            *(self._row(row, is_enum=is_enum) for row in few),
            *(self._text() for _ in range(choose((0, 0, 0, 1)))),
            "",
        ]

    def _either(self, spot: str, wild: Sequence[str], tame: Sequence[str]) -> str:
        chosen: str = self._choose(wild if spot in self._wild else tame)
        return chosen

    def _title(self, number: int) -> str:
        if "heading" in self._wild:
            title: str = self._choose((self._choose(NAMES), self._fragments()))
            return title
        return "ABC"[number]

    def _row(self, number: int, *, is_enum: bool) -> str:
        name = f"row_{number}"
        if "name" in self._wild:
            name = self._choose((self._choose(NAMES), self._fragments()))
        kind = self._either("type", TYPES, ("str", "A", "List[A]"))
        if kind == "" and "type" in self._wild:
            kind = self._fragments()
        mark = self._either("shape", MARKS, ("✅",) if is_enum else MARKS[:2])
        said = self._either("value", VALUES, VALUES[:2]) if is_enum else self._text()
        cells = [name, kind, mark, said]
        cells = cells[: 4 if "shape" not in self._wild else self._choose((4, 4, 3, 2))]
        return (
            self._either("shape", ("| ", "|", "", "   | "), ("| ",))
            + " | ".join(cells)
            + " |"
        )

    def _text(self) -> str:
        return self._fragments() if "text" in self._wild else "Text of the docs."

    def _fragments(self) -> str:
        choose = self._choose
        between: str = choose(("", " "))
        return between.join(choose(TEXTS) for _ in range(choose(FEW)))
