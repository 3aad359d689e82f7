"""What is told of docs that no dialect reads."""

from __future__ import annotations

import pytest

from typetable.reading.unrecognised import unrecognised
from typetable.source import SourceFile

OURS = "## A\n\n| Field | Type | Required |\n|---|---|---|\n| a | string | yes |\n"


def _source(name: str, text: str) -> SourceFile:
    return SourceFile(path=f"docs/{name}", name=name, text=text)


def test_the_finding_names_the_headers() -> None:
    """The most frequent ones, and how often, at the first table."""
    pages = [
        _source("a.md", OURS),
        _source("b.md", OURS.replace("Field", "Key") + OURS),
    ]
    (told,) = unrecognised(pages)
    assert (told.code, told.path) == ("TT108", "docs/a.md")
    assert told.span
    assert told.span.line == 3
    assert "`Field | Type | Required` (2); `Key | Type | Required` (1)" in told.hint
    assert not unrecognised([_source("a.md", "# A\n")])


def test_what_only_looks_like_a_table_is_told() -> None:
    """Where there is no other: with what makes it one."""
    text = "# A\n\n| Name | Type |\n| a | string |\n"
    (told,) = unrecognised([_source("a.md", text)])
    assert (told.code, told.span and told.span.line) == ("TT115", 3)
    assert not unrecognised(
        [_source("a.md", text.replace("Type |\n", "Type |\n|--|--|\n"))]
    )[1:]


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        (
            OURS,
            "`typetable init --print` learns it; `--dialect plain` reads 1 of 1 row;",
        ),
        ("# A\n\n| Cat | Dog |\n|---|---|\n| a | b |\n", "say how they are written"),
        (
            "# A\n\n<table><tr><th>Name<th>Type<tr><td colspan=2>a</table>\n",
            "`typetable init --print` learns it; `--dialect plain` reads 0 of 1 row;",
        ),
    ],
)
def test_the_finding_says_what_to_try(text: str, cure: str) -> None:
    """Tables that people write are read by `plain`; others need a dialect of their own."""
    (told,) = unrecognised([_source("a.md", text)])
    assert told.hint.startswith(cure)
