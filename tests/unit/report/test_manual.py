from __future__ import annotations

from typetable.report.manual import plain

PAGE = """\
# Title

Some prose with a [link](../there.md) and
`[a](b)` in code.

<!-- keys -->
| key | takes | default |  |
| :-- | :-- | :-- | :-- |
| `a` | one of `x \\| y`, `z` |  | What it is for: `a = 1`. |
| `b` | text | `""` | {long} |
<!-- /keys -->

| hole | stands for |
| :-- | :-- |
| `{{}}` | A name. |

````toml some.toml
| a |

[b](c)
````

The end.
"""

TEXT = """\
# Title

Some prose with a link and
`[a](b)` in code.

  `a`: takes one of `x | y`, `z`
      What it is for: `a = 1`.
  `b`: takes text, default `""`
      {long}

  `{{}}`
      A name.

    # some.toml

    | a |

    [b](c)

The end.
"""


def test_a_page_becomes_text() -> None:
    """Tables are lists, blocks are indented, links are their texts, comments are gone."""
    long = "word " * 10 + "and."
    shown = "\n".join(plain(PAGE.format(long=long)))
    assert shown == TEXT.format(long=long)


def test_code_in_a_table_breaks_only_where_it_is_too_long() -> None:
    """What is typed is copied from one line, and no line is wider than a terminal."""
    code, long = f"`{'a ' * 20}b`", f"`{'c ' * 60}d`"
    table = f"| key |  |\n| :-- | :-- |\n| x | {'w ' * 20}{code} {long} |\n"
    lines = list(plain(table))
    assert any(code in line for line in lines)
    assert max(map(len, lines)) <= 80
