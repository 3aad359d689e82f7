"""Text from docs is in views as quoted text and names alone, so that no template makes it code."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from tests.hostile.attacks import table
from tests.hostile.fuzz import PACKAGE

from typetable import naming, pipeline
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.targets.target import Target

MARK = "Zq("
"""What stands in all texts of the docs, and cannot stand in code but in a text."""

BREAKOUTS = (
    *(
        '"""',
        "'''",
        '"',
        "'",
        "\\",
        "\\\\",
        "# ",
        "}}",
        "{{",
        "{%",
        "${x}",
        "{0}",
        "%s",
    ),
    *(
        "\\N{",
        "\\u0022",
        "<br>",
        "&#10;",
        "\u202e",
        "\u2028",
        "exec('1')",
        ")",
        "]",
        ",",
    ),
    *('""" + exec("1") + """', "`x`", "*x*", "&quot;", "\\x00", " ", "é", "\U0001f600"),
)

PLACES = ("{}", "x: {}", "({})", "def f():\n    {}", "{{{}}}")
"""Where templates print such text."""


def texts_of(view: object) -> Iterator[str]:
    """Yield all texts in a view."""
    match view:
        case str():
            yield view
        case tuple():
            for part in view:
                yield from texts_of(part)
        case Struct():
            for name in view.__struct_fields__:
                yield from texts_of(getattr(view, name))


def is_quoted(text: str) -> bool:
    """Return whether a text is Python somewhere, with the mark in texts alone."""
    for place in PLACES:
        try:
            tree = ast.parse(place.format(text))
        except SyntaxError:
            continue
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        said = "".join(str(node.value) for node in texts)
        if said.count(MARK) == text.count(MARK):
            return True
    return False


def views(target: Target, page: str) -> Iterator[str]:
    """Yield all texts in the views of a package."""
    schema = pipeline.understand(PACKAGE, page.encode("utf-8")).schema
    names, _ = naming.assign(schema, target.reserved)
    for view in target.views(schema, names):
        yield from texts_of(view.view)


@pytest.mark.parametrize("target", TARGETS)
@given(st.lists(st.sampled_from(BREAKOUTS), max_size=4).map("".join))
@settings(deadline=None, max_examples=60)
def test_text_of_docs_is_quoted(target: str, text: str) -> None:
    """Descriptions, JSON names, enum values and the text of headings are nowhere as they are."""
    said = (MARK + text + MARK).replace("|", "")
    page = (
        table(f"a {said} | str | ✅ | {said}", f"b | Other | ❌ | {said}", text=said)
        + table(f'V | str | ✅ | "{said}"', 'W | str | ✅ | "w"', name="Other")
        + f"# Either {said}\n\n{said}\n"
    )
    marked = [each for each in views(TARGETS[target], page) if MARK in each]
    assert all(map(is_quoted, marked))


@pytest.mark.parametrize("target", TARGETS)
def test_text_of_docs_is_there(target: str) -> None:
    """Else that it is quoted would mean nothing."""
    page = table(f"a {MARK} | str | ✅ | {MARK}", text=MARK)
    assert sum(MARK in each for each in views(TARGETS[target], page)) >= 2
    assert not is_quoted(f"{MARK})")
    assert not is_quoted(f'""" {MARK} """ + {MARK})')
