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
    dialect: str = "liblab"

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


def _spoken(
    name: str, dialect: str, *kinds: str, outcome: str = "E", codes: tuple[str, ...]
) -> Attack:
    """Return an attack by types of another dialect, each in a row of its own."""
    rows = (f"f{number} | {kind} | ✅ | x" for number, kind in enumerate(kinds))
    pages = {"Page.md": table(*rows)}
    return Attack(name=name, pages=pages, outcome=outcome, codes=codes, dialect=dialect)


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
    _described(
        "a-controls-of-direction",
        "\u202a\u202b\u202c\u202d\u2067\u2068\u2069\u200e\u200f\u061c\u206a\u180e\u2060\u2063x",
    ),
    _described("a-annotations-and-marks", "\ufff9a\ufffab\ufffb \U0001d173 \U000e007f"),
    _described(
        "a-named-entities", "a&NewLine;b&Tab;c&ZeroWidthSpace;d&zwj;e&lrm;f&rlm;g&shy;h"
    ),
    _described(
        "a-quotes-and-odd-backslashes", '\\"""\\\\"""\\\\\\""" """"""" \'\'\' \\'
    ),
    _one(
        "a-nothing-but-quotes",
        table(
            'a | str | ✅ | "',
            'b | str | ✅ | """',
            'c | str | ✅ | """"',
            "d | str | ❌ | \\",
            "e | str | ❌ | \\\\",
        ),
        "S",
    ),
    _described("a-expressions-of-a-workflow", "${{ secrets.X }}<br>::add-mask::x"),
    _one(
        "a-commands-in-names",
        table(
            "##[add-mask]y | str | ❌ | x",
            "##[add-mask]y | str | ❌ | x",
            "::error::b | Nope | ❌ | <br>::stop-commands::x",
            name="##teamcity[x] ##vso[task.setvariable]",
        ),
        "E",
        "TT206",
    ),
    _one(
        "a-links-of-a-terminal",
        table(
            "a | X\x1b]8;;http://x\x1b\\ | ❌ | \x9b31m", "b | Y\x07\x08 | ✅ | \x90"
        ),
        "E",
        "TT202",
    ),
    _one(
        "a-a-comment-on-a-pull-request",
        table(
            "a | `````` | ❌ | ~~~~~~ `````", "b | </details><img src=x> | ✅ | @all #1"
        ),
        "E",
        "TT202",
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
    _spoken(
        "b-typescript",
        "liblab-typescript",
        "Record<string, Array<typeof x>>",
        "Array<string>[]; import os",
        "Array<`${x}`>",
        "Record<number, string>",
        *("x => y", "Array<" * 40 + "string" + ">" * 40),
        codes=("TT202", "TT203"),
    ),
    _spoken(
        "b-java",
        "liblab-java",
        *("Map<String, ? extends X>", "List<@A String>", "byte[][", "List<byte[]>>"),
        codes=("TT202",),
    ),
    _spoken(
        "b-csharp",
        "liblab-csharp",
        *("OneOf<>", "Dictionary<int, string>", "string?", "(int, int)", "nameof(x)"),
        codes=("TT202",),
    ),
    _spoken(
        "b-go",
        "liblab-go",
        *("map[string]", "map[int]string", "[]" * 5_000 + "x", "chan<- int", "func()"),
        codes=("TT202", "TT203"),
    ),
    _spoken(
        "b-go-pointers",
        "liblab-go",
        *("*" * 5_000 + "string", "[]*[]*string", "map[string]map[string][]byte"),
        outcome="S",
        codes=(),
    ),
    _spoken(
        "b-php",
        "liblab-php",
        *("array|eval('x')", "?string", "\\\\App\\\\X", "string[" * 99, "$x"),
        codes=("TT202",),
    ),
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
    _one(
        "c-equal-in-nfkc",
        table(
            *(f"{name} | str | ❌ | x" for name in "sKkH1f2a"),
            *(f"{name} | str | ❌ | x" for name in ("ff", "VIII", "TEL", "dž")),
            *(
                f"{name} | str | ❌ | x"
                for name in "\u017f\u210c\u2460\ufb00\u00b2\u2167\u2121\U0001d41a\uff41\u01c6"
            ),
        ),
        "S",
    ),
    _one(
        "c-what-classes-own",
        table(
            *(
                f"{name} | {kind} | ❌ | x"
                for name, kind in (
                    *(
                        ("str", "List[str]"),
                        ("int", "Dict[str, int]"),
                        ("float", "float"),
                    ),
                    *(
                        ("list", "List[int]"),
                        ("dict", "Dict[str, str]"),
                        ("any", "any"),
                    ),
                    *(
                        ("Optional", "Optional[str]"),
                        ("Victim", "Victim"),
                        ("None", "None"),
                    ),
                    *(
                        ("property", "str"),
                        ("classmethod", "str"),
                        ("tuple", "List[bool]"),
                    ),
                    *(("model_fields", "str"), ("model_dump", "str"), ("keys", "str")),
                )
            )
        ),
        "S",
    ),
    _one(
        "c-form-feeds",
        table(
            "a\x0cb | str | ✅ | x", "c\x0bd | str | ✅ | x", "e\x85f | str | ✅ | x"
        ),
        "E",
        "TT123",
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
    _one(
        "d-escapes",
        table(
            'A | str | ✅ | "\\u0022"',
            'B | str | ✅ | "\\ud800"',
            'C | str | ✅ | "a\u202eb"',
            'D | str | ✅ | "\U000e0041"',
        ),
        "S",
    ),
    _one(
        "d-near-equal",
        table(*(f'{"A" * 150}{n} | str | ✅ | "{"a" * 150}{n}"' for n in range(500))),
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
    Attack(
        name="e-page-names-of-systems",
        pages={
            f"{name}.md": table(name=f"M{number}")
            for number, name in enumerate(
                (
                    *("json", "JSON", "enum", "site", "-rf", "--help", "AUX", "lpt9.x"),
                    *("nul.tar", "CONIN$", "a.", "a..", " lead", "trail ", "a" * 240),
                    *(
                        "é",
                        "e\u0301",
                        "ﬁ",
                        "fi",
                        "K",
                        "K",
                        "\u017f",
                        "s",
                        "\u0131",
                        "ß",
                        "ss",
                    ),
                    *("x\ty", "x\x1b[31my", "x\u202ey", "x\u2028y", "\ufeffx", "x\x7f"),
                    *("a\\b", "C:\\x", "x|y", 'x"y', "x`y", "<script>", "##[error]x"),
                    *("a_b/c", "a/b_c", "con/aux", "__init__/x", "/".join("d" * 60)),
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
    _one(
        "g-nothing-but-openings",
        "".join(f"<!-- {n}\n\n<?x\n\n" for n in range(2_000)) + table(),
        "E",
        "TT105",
    ),
    _one(
        "g-definitions",
        "".join(f"[r{n}]: http://x 'y'\n" for n in range(5_000)) + "\n" + table(),
        "S",
    ),
    _one("g-hidden-by-a-heading", table(name="A") + "# \u200b\n\n" + table()[10:], "E"),
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
    _one("i-utf-16-without-a-mark", table().encode("utf-16-le"), "E", "TT102"),
    _one("i-two-marks", b"\xef\xbb\xbf" * 2 + table().encode(), "E", "TT116"),
    _one("i-above-unicode", table().encode() + b"\xf4\x90\x80\x80", "E", "TT102"),
    _one("i-ends-of-dos", table() + "\x1a" + table(name="B"), "E", "TT119"),
    # j: size and complexity; test_growth doubles these
    _one("j-brackets", table(f"id | str | ✅ | {'[' * 50_000}"), "S"),
    _one(
        "j-backticks",
        table("id | str | ✅ | " + "".join("`" * n + " " for n in range(900))),
        "S",
    ),
    _one("j-quotes", "> " * 20_000 + "x\n\n" + table(), "S"),
    _one("j-cell-too-long", table(f"id | str | ✅ | {'x' * 1_000_001}"), "E", "TT130"),
    _one(
        "j-names-that-are-nearly-known",
        "".join(table(name=f"{'A' * 190}{n:04}") for n in range(400))
        + table(*(f"f{n} | {'A' * 190}B{n} | ✅ | x" for n in range(20)), name="Z"),
        "E",
        "TT201",
    ),
    _one("j-emphasis", table(f"id | str | ✅ | {'*a **a ' * 20_000}"), "S"),
    _one(
        "j-links-in-links",
        table(f"id | str | ✅ | {'[' * 9_000}x{'](y)' * 9_000}"),
        "S",
    ),
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
    _one(
        "k-halves-of-characters",
        table("first_name | str | ✅ | x")
        + '```json\n{"first\\ud800Name":1,"\\u0066irstName":1e999}\n```\n',
        "S",
    ),
    _one(
        "k-twice",
        table("first_name | str | ✅ | x")
        + '```json\n{"firstName":1,"firstName":2,"first_name":3}\n```\n',
        "S",
    ),
    _one(
        "k-deep-objects",
        table("first_name | str | ✅ | x")
        + "```json\n["
        + '{"firstName":' * 50_000
        + "\n```\n",
        "S",
        "TT223",
    ),
)
"""Every attack; the letter is the class."""

REFUSED_BY = {"msgspec": ("c-names",)}
"""Attacks that are taken but by a target whose library cannot do what they say."""
