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

    def __call__(self, options: Sequence[Any], /) -> Any: ...


TEXTS = (
    *("", "x", "Text of the docs.", "a b", "_", "1", "é", "字", "\N{PARTY POPPER}", "ß"),
    *('"', "'", '"""', "'''", "\\", "\\\\", '\\"', "\\\\\\", "\\|", "`", "``", "`\\`"),
    *("\t", "\x0b", "\x0c", "\x1b[31m", "\0", "\x85", "\u2028", "\u202e", "\ufeff"),
    *("\u00a0", "\u3000", "\u200b", "\U000e0041", "\ue000", "\u115f", "\ufffd", "\u00ad"),
    *("&#10;", "&#x2028;", "&quot;", "&amp;", "&#0;", "&bogus;", "&#xD800;", "&nbsp;"),
    *("<br>", "<br/>", "<!--", "-->", "<script>", "<![CDATA[", "<?", "</pre>", "<div>"),
    *("*", "**", "__", "~~", "[", "]", "](", "[x](y)", "![", ">", ">>>", "...", "|", "||"),
    *("#", "# ", "---", "===", "- ", "1. ", "> ", "    ", "```", "~~~", ":", ":---", "::"),
    *("{{", "}}", "{%", "%}", "{#", "%s", "{0}", "${x}", "##[error]", "::error::x"),
    *("# type: ignore", "# noqa", "# fmt: off", "# -*- coding: utf-7 -*-", "import os"),
    *(PAYLOAD, f'""" + {PAYLOAD}', f"\n{PAYLOAD}\n", f">>> {PAYLOAD}", "x" * 90, "x " * 60),
)
"""What may stand in any text."""

NAMES = (
    *("id", "id_", "_id", "__init__", "\\_\\_class\\_\\_", "class", "match", "self", "cls"),
    *("from_dict", "to_dict", "decode", "model_config", "str", "list", "Any", "None"),
    *("name", "value", "mro", "_missing_", "members", "data", "at", "ID", "Id", "iD"),
    *("ﬁeld", "field", "ª", "а", "a-b", "a.b", "a b", "a_b", "aB", "1st", "-", "x" * 201),
    *("[x](y.md)", "`x`", "*x*", "**x**", "", "extra_members", "TTPWNED", "A", "B", "C"),
)
"""Names of fields, members and models that are known for trouble."""

TYPES = (
    *("str", "int", "float", "bool", "dict", "any", "List[str]", "List[A]", "A", "B", "C"),
    *("Optional[A]", "Union[A, B]", "Union[A, str]", "Dict[str, A]", "List[List[B]]"),
    *("A_1", "[A](A.md)", "`A`", "List[", "List[]", "A[]", "[]A", "A | B", "Literal['a']"),
    *("", "object", "bytes", "Nope", "List[Nope]", PAYLOAD, "Dict[int, A]", "float | None"),
    *("List[" * 33 + "str" + "]" * 33, "A" + "[]" * 40, "Annotated[str, 1]", '"A"'),
)
"""Type cells."""

MARKS = ("✅", "❌", "✅", "❌", "✅", "", "yes", "☑️")
VALUES = ('"a"', '"b"', '"A"', '""', '" "', "1", "-1", "1.5", "true", "null", '"\\""')
HEADERS = (
    *("| Name | Type | Required | Description |",) * 6,
    "| Name | Type | Required |",
    "| Name | Name | Type | Required |",
    "| Name | Type | Required | Description | Default |",
    "| Field | Kind |",
)
DELIMITERS = (
    *("| :--- | :--- | :--- | :--- |",) * 6,
    "| --- | --- | --- |",
    "|---|---|---|---|---|",
    "",
)
LINES = ("**Properties**", "*Properties*", "", "A list of members", "---", "```", "~~~")
FEW = (0, 1, 1, 2, 3, 5)
ENDS = ("\n", "\n", "\n", "\n", "\r\n", "\r")


def page(choose: Choose) -> str:
    """Return a page of a few models."""
    sections = [_section(choose) for _ in range(choose((1, 1, 2, 3)))]
    return choose(ENDS).join(line for section in sections for line in section)


def _section(choose: Choose) -> list[str]:
    return [
        choose(("# ", "# ", "# ", "## ", "#", "")) + _name(choose),
        "",
        *(_text(choose) for _ in range(choose((0, 0, 1, 2)))),
        "",
        choose(("**Properties**", "**Properties**", *LINES)),
        "",
        choose(HEADERS),
        choose(DELIMITERS),
        *(_row(choose) for _ in range(choose(FEW))),
        *(_text(choose) for _ in range(choose((0, 0, 0, 1)))),
        "",
    ]


def _row(choose: Choose) -> str:
    described = choose((_text, _text, lambda choose: choose(VALUES)))
    cells = [_name(choose), _type(choose), choose(MARKS), described(choose)]
    cells = cells[: choose((4, 4, 4, 4, 4, 4, 3, 2))]
    return choose(("| ", "| ", "| ", "|", "", "   | ")) + " | ".join(cells) + " |"


def _type(choose: Choose) -> str:
    return choose((choose(TYPES), choose(TYPES), choose(TYPES), _text(choose)))


def _name(choose: Choose) -> str:
    return choose((choose(NAMES), choose(NAMES), _text(choose)))


def _text(choose: Choose) -> str:
    return choose(("", " ")).join(choose(TEXTS) for _ in range(choose(FEW)))
