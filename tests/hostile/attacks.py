"""Attacks of our own: at least one of each class of the threat model, built here as text.

Each is a page, or several, with the outcome that must follow: S (taken) or E (refused).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PAYLOAD = "__import__('os').environ.update(TTPWNED='1')"
"""Python that sets the canary, as an expression."""

HEADER = "| Name | Type | Required | Description |\n| :--- | :--- | :--- | :--- |\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """Pages by name, and whether they are taken (S) or refused (E) with the codes."""

    name: str
    pages: Mapping[str, str | bytes]
    outcome: str
    codes: tuple[str, ...] = ()

    @property
    def data(self) -> dict[str, bytes]:
        """The pages as bytes."""
        return {
            name: page if isinstance(page, bytes) else page.encode()
            for name, page in self.pages.items()
        }


def table(*rows: str, name: str = "Victim", text: str = "") -> str:
    """Return a model with rows, each the inside of one."""
    body = "".join(f"| {row} |\n" for row in rows or ("id | str | ✅ | x",))
    return f"# {name}\n\n{text}\n\n**Properties**\n\n{HEADER}{body}\n"


def _one(name: str, page: str | bytes, outcome: str, *codes: str) -> Attack:
    return Attack(name=name, pages={"Page.md": page}, outcome=outcome, codes=codes)


def _described(name: str, text: str) -> Attack:
    """Return an attack by the description of a field and of a model."""
    return _one(name, table(f"id | str | ✅ | {text}", text=text), "S")


def _typed(name: str, kind: str, *codes: str) -> Attack:
    return _one(name, table(f"id | {kind} | ✅ | x"), "E", *(codes or ("TT202",)))


def _headed(name: str, heading: str, outcome: str = "S", *codes: str) -> Attack:
    return _one(name, table(name=heading), outcome, *codes)


def _paged(name: str, count: int, outcome: str, *codes: str) -> Attack:
    """Return an attack of pages in a chain, or in a ring, which is refused."""
    last = 0 if outcome == "E" else count - 1
    pages = {
        f"m{n}.md": table(
            f"next | M{n + 1 if n < count - 1 else last} | ❌ | x", name=f"M{n}"
        )
        for n in range(count)
    }
    return Attack(name=name, pages=pages, outcome=outcome, codes=codes)


ATTACKS = (
    # a: text into docstrings, literals, consoles
    _described("a-quotes-then-code", f'""" + {PAYLOAD} + """'),
    _described("a-single-quotes", f"''' + {PAYLOAD} + '''"),
    _described("a-five-quotes-at-the-end", 'x """""'),
    _described("a-odd-backslashes", 'x \\\\\\"""\\'),
    _described("a-raw-unicode-escape", "\\N{LATIN SMALL LETTER A} \\x41 \\u0041 \\777"),
    _described("a-doctest", f">>> {PAYLOAD}"),
    _described("a-doctest-after-a-break", f"x<br>&gt;&gt;&gt; {PAYLOAD}<br>... 1"),
    _described("a-directives", "# type: ignore # noqa # fmt: off # pragma: no cover"),
    _described("a-line-separators", "a\u2028b\u2029c\u0085d\x0be\x0cf\x1cg"),
    _described("a-invisible", "a\u202e\u2066\u200b\u00ad\ufeff\U000e0041\u115f\u3164b"),
    _described("a-entities-of-controls", "&#0; &#27;[2J &#x9b;31m &#x202e; &#8232;"),
    _described("a-unassigned-and-private", "\ue000 \U0010ffff \U000f0000 \ufdd0"),
    _described(
        "a-jinja", "{{ view.__class__ }} {% raw %} {# x #} ${x} %s {0.__class__}"
    ),
    _described("a-workflow", "<br>::set-output name=x::y<br>##[error]x ##vso[task.x]"),
    _one("a-cookie", table(text="-*- coding: utf-7 -*- +AGEAYgBj-"), "S"),
    _one(
        "a-values",
        "# Shade\n\n**Properties**\n\n"
        + HEADER
        + f'| A | str | ✅ | "\\" + {PAYLOAD} + \\"" |\n'
        + '| B | str | ✅ | "{{ 7*7 }}" |\n| C | str | ✅ | "\\N{BEL}\\x00" |\n'
        + '| D | str | ✅ | "'
        + "\u2028"
        + '" |\n',
        "S",
    ),
    # b, expressions of types
    _typed("b-call", f"List[{PAYLOAD}]"),
    _typed("b-walrus", "List[(x := str)]"),
    _typed("b-lambda", "List[lambda: 0]"),
    _typed("b-annotated", "Annotated[str, exec('')]"),
    _typed("b-entity", "List&#91;str&#93;"),
    _typed("b-attribute-of-dunder", "str.__class__.__mro__", "TT201"),
    _typed("b-deep-list", "List[" * 40 + "str" + "]" * 40, "TT203"),
    _typed("b-deep-suffixes", "str" + "[]" * 5000),
    _typed("b-deep-optionals", "Optional[" * 33 + "str" + "]" * 33, "TT203"),
    _typed("b-long-name", "X" * 300, "TT304"),
    # c: names of fields
    _one(
        "c-names",
        table(
            f"{PAYLOAD} | str | ✅ | x",
            'a" + 1 + "b | str | ✅ | x',
            "a'b\\\\ | str | ✅ | x",
            "__init_subclass__ | str | ✅ | x",
            "\\_\\_class\\_getitem\\_\\_ | str | ✅ | x",
            "from_dict | str | ❌ | x",
            "to_dict | str | ❌ | x",
            "decode | str | ❌ | x",
            "extra_members | str | ❌ | x",
            "Any | str | ❌ | x",
            "list | List[str] | ❌ | x",
            "str | str | ❌ | x",
            "self | str | ❌ | x",
            "cls | str | ❌ | x",
            "members | str | ❌ | x",
            "data | str | ❌ | x",
            "at | str | ❌ | x",
            "{{ 7*7 }} | str | ❌ | x",
            "ﬁeld | str | ❌ | x",
            "field | str | ❌ | x",
            "ª | str | ❌ | x",
        ),
        "S",
    ),
    _one("c-line-separator", table("a\u2028b | str | ✅ | x"), "E", "TT123"),
    _one("c-tag-characters", table("a\U000e0041 | str | ✅ | x"), "E", "TT123"),
    _one("c-twice", table("a | str | ✅ | x", "a | int | ✅ | x"), "E", "TT206"),
    # d, members of enums
    _one(
        "d-members",
        table(
            'mro | str | ✅ | "a"',
            '_missing_ | str | ✅ | "b"',
            '_ignore_ | str | ✅ | "c"',
            '\\_\\_new\\_\\_ | str | ✅ | "d"',
            'name | str | ✅ | "e"',
            'value | str | ✅ | "f"',
            f'{PAYLOAD} | str | ✅ | "g"',
            '__members__ | str | ✅ | "h"',
            'encode | str | ✅ | "i"',
        ),
        "S",
    ),
    _one(
        "d-mixed",
        table("A | int | ✅ | 1", 'B | str | ✅ | "1"'),
        "E",
        "TT211",
    ),
    _one(
        "d-numbers",
        table(
            "A | int | ✅ | -0",
            "B | int | ✅ | 999999999999999999",
            "C | float | ✅ | 0.1",
        ),
        "S",
    ),
    # e: headings, modules and paths
    _headed("e-traversal", "../../outside/precious.txt"),
    _headed("e-code", f"X(Enum): {PAYLOAD}"),
    _headed("e-base-class", "object"),
    _headed("e-template", "{{ 7*7 }}"),
    _headed("e-only-signs", "!!!", "E", "TT302"),
    _headed("e-control", "A\x1b[31m", "E", "TT123"),
    _headed("e-too-long", "A" * 201, "E", "TT304"),
    Attack(
        name="e-page-names",
        pages={
            name: table(name=f"M{number}")
            for number, name in enumerate(
                (
                    "__init__.md",
                    "_support.md",
                    "_exports.md",
                    "conftest.md",
                    "test_x.md",
                    "typing.md",
                    "con.md",
                    "import.md",
                    "1.md",
                    "-.md",
                    "a b.md",
                    "A_B.md",
                    "a/b.md",
                    "Ünïcode.md",
                    "{{ 7*7 }}.md",
                    "x\ny.md",
                    "# -*- coding: utf-7 -*-.md",
                    "::error::x.md",
                    "$(touch pwned).md",
                )
            )
        },
        outcome="S",
    ),
    # f: template engines
    _one(
        "f-line-statements", table(text="# for x in y\n% for x\n## x\n{%- raw -%}"), "S"
    ),
    _typed("f-type", "{{ 7*7 }}"),
    # g: Markdown structure
    _one("g-short-row", table("a | str", "b | str | ✅ | x"), "E", "TT110"),
    _one("g-long-row", table("a | str | ✅ | x | y | z"), "E", "TT111"),
    _one(
        "g-hidden-by-a-comment",
        table(name="A") + "<!--\n\n" + table(name="B"),
        "E",
        "TT105",
    ),
    _one(
        "g-hidden-by-a-fence",
        table(name="A") + "~~~\n\n" + table(name="B"),
        "E",
        "TT105",
    ),
    _one("g-table-below-an-open-fence", "# A\n\n~~~\n\n" + table()[10:], "S", "TT105"),
    _one("g-no-delimiter", "# A\n\n| Name | Type |\n| a | str |\n", "E", "TT115"),
    _one("g-wide-space", "#\u00a0A\n\n" + table(name="B"), "E", "TT124"),
    _one(
        "g-conflict",
        "<<<<<<< ours\n" + table() + "=======\n" + table() + ">>>>>>> theirs\n",
        "E",
        "TT104",
    ),
    # h: graphs of models
    _one("h-self", table("me | Victim | ❌ | x", "all | List[Victim] | ✅ | x"), "S"),
    _one("h-endless", table("me | Victim | ✅ | x"), "S", "TT215"),
    Attack(
        name="h-cycle-of-modules",
        pages={
            f"m{n}.md": table(f"next | M{(n + 1) % 9} | ✅ | x", name=f"M{n}")
            for n in range(9)
        },
        outcome="S",
    ),
    _one(
        "h-chain",
        "".join(table(f"next | M{n + 1} | ❌ | x", name=f"M{n}") for n in range(300))
        + table(name="M300"),
        "S",
    ),
    _one(
        "h-ring",
        "".join(
            table(f"next | List[M{(n + 1) % 300}] | ❌ | x", name=f"M{n}")
            for n in range(300)
        ),
        "S",
    ),
    _paged("h-chain-of-pages", 200, "S"),
    _paged("h-ring-of-pages", 100, "E", "TT130"),
    Attack(
        name="h-conflict",
        pages={"a.md": table() + table("id | int | ✅ | x")},
        outcome="E",
        codes=("TT207",),
    ),
    # i, bytes and encodings
    _one("i-latin-1", table().encode() + b"\xe9", "E", "TT102"),
    _one("i-utf-16", table().encode("utf-16"), "E", "TT102"),
    _one("i-surrogate", table().encode() + b"\xed\xa0\x80", "E", "TT102"),
    _one("i-bom", b"\xef\xbb\xbf" + table().encode(), "S"),
    _one("i-carriage-returns", table().replace("\n", "\r").encode(), "S"),
    _one("i-nul", table("id | str | ✅ | a\0b"), "S"),
    _one("i-nul-in-a-name", table("i\0d | str | ✅ | x"), "E", "TT123"),
    _one("i-empty", b"", "E", "TT107"),
    # j: size and complexity; test_growth doubles these
    _one("j-brackets", table(f"id | str | ✅ | {'[' * 50_000}"), "S"),
    _one(
        "j-backticks",
        table("id | str | ✅ | " + "".join("`" * n + " " for n in range(900))),
        "S",
    ),
    _one("j-quotes", "> " * 20_000 + "x\n\n" + table(), "S"),
    _one("j-cell-too-long", table(f"id | str | ✅ | {'x' * 1_000_001}"), "E", "TT130"),
    # k, the samples of JSON
    _one("k-deep", table() + "```json\n" + "[" * 100_000 + "\n```\n", "S"),
    _one(
        "k-numbers",
        table("first_name | str | ✅ | x") + f"```json\n{'9' * 9000}\n```\n",
        "S",
    ),
    _one(
        "k-not-json",
        table("first_name | str | ✅ | x") + "```json\n{NaN: Infinity}\n```\n",
        "S",
    ),
)
"""Every attack; the letter is the class."""

REFUSED_BY = {"msgspec": ("c-names",)}
"""Attacks that are taken but by a target whose library cannot do what they say."""
