"""Layouts: another formatter is no editor, whatever its style, and hides none."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import black
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.golden.packages import texts
from tests.property.schemas import schemas

from typetable.disk.files import text_of
from typetable.output.banner import BANNER
from typetable.output.causes import causes_of
from typetable.output.seal import Provenance, among_others, open_seal, seal
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.schema import Schema

MADE = Provenance(docs="d", settings="s", typetable="1", black="1")
LATER = Provenance(docs="e", settings="t", typetable="2", black="2")
MOST = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow]
)
WIDTHS = st.integers(30, 200)


def blacked(width: int, *quotes_and_commas: bool) -> Callable[[str], str]:
    """Return a run of black, which may leave quotes alone and commas out."""
    quotes, commas = quotes_and_commas
    mode = black.Mode(
        line_length=width, string_normalization=quotes, magic_trailing_comma=commas
    )
    return lambda text: black.format_str(text, mode=mode)


def ruffed(width: int, *format_settings: str) -> Callable[[str], str]:
    """Return a run of ruff's formatter."""
    chosen = (word for each in format_settings for word in ("--config", each))
    command = (sys.executable, "-m", "ruff", "format", "--isolated", *chosen)

    def run(text: str) -> str:
        arguments = [*command, "--line-length", str(width), "-"]
        done = subprocess.run(
            arguments, input=text.encode(), check=True, capture_output=True
        )
        return text_of(done.stdout)

    return run


def imports_singly(text: str) -> str:
    """Return a module with its imports of one line reversed, a name each, as isort may."""
    return re.sub(r"^from (\S+) import ([\w, ]+)\n", singly, text, flags=re.MULTILINE)


def singly(found: re.Match[str]) -> str:
    """Return an import of each name."""
    names = found[2].split(", ")
    return "".join(f"from {found[1]} import {name}\n" for name in reversed(names))


def commas(text: str) -> str:
    """Return a module in which each bracket of several items ends in a comma."""
    return re.sub(r"(?<=, )(\w+)([])])(?=\n)", r"\1,\2", text)


SECOND_LINE = re.compile(r"^(# typetable: .*)\n", re.MULTILINE)


BOM = "\ufeff"


def marked(text: str) -> str:
    """Return a module with a byte order mark, and without the last line end."""
    return BOM + text.removeprefix(BOM).rstrip("\n")


def licensed(text: str) -> str:
    """Return a module below a line of its licence, behind a byte order mark if it has one."""
    mark = BOM if text.startswith(BOM) else ""
    return f"{mark}# SPDX-License-Identifier: MIT\n\n{text.removeprefix(BOM)}"


STYLES = st.one_of(
    st.builds(blacked, WIDTHS, st.booleans(), st.booleans()),
    st.builds(
        ruffed,
        WIDTHS,
        st.sampled_from(["single", "double"]).map("format.quote-style='{}'".format),
        st.sampled_from(["tab", "space"]).map("format.indent-style='{}'".format),
        st.sampled_from(["lf", "cr-lf"]).map("format.line-ending='{}'".format),
    ),
    st.just(imports_singly),
    st.just(commas),
    st.just(lambda text: text.replace("\n\n", "\n\n\n\n")),
    st.just(lambda text: re.sub(r"\n\n+", r"\n", text)),
    st.just(lambda text: text.replace("\n", " \n")),
    st.just(lambda text: text_of(text.replace("\n", "\r\n").encode())),
    st.just(marked),
    st.just(licensed),
    st.just(lambda text: text.replace(BANNER, f"{BANNER}\n# Ours, all of it.")),
    st.just(lambda text: text.replace(BANNER, f"{BANNER}  # noqa: E501")),
    st.just(lambda text: SECOND_LINE.sub(r"\1  # noqa: E501\n", text)),
    st.just(lambda text: SECOND_LINE.sub(r"\1\n\n# pyright: basic\n\n", text)),
)


@st.composite
def modules(draw: st.DrawFn) -> str:
    """Draw a module of a random package."""
    schema: Schema = draw(schemas())
    made = texts(schema, draw(st.sampled_from(sorted(TARGETS))))
    pages = [path for path in made if path.strip("_") == path and path != "py.typed"]
    assume(pages)
    return made[draw(st.sampled_from(sorted(pages)))]


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a module, and its sealed text after one or two formatters."""
    body = draw(modules())
    text = seal(body, MADE)
    for style in draw(st.lists(STYLES, min_size=1, max_size=2)):
        text = style(text)
    return body, text


def told(old: str, new: str) -> set[str]:
    """Return the codes of the causes by which a text is not in step."""
    return {cause.code for cause in causes_of(old, new) or ()}


@pytest.mark.slow  # formatters are started again and again
@MOST
@given(laid_out(), modules())
def test_another_layout_is_no_edit(made: tuple[str, str], other: str) -> None:
    """Whether or not the docs, the settings or the version changed as well."""
    body, text = made
    assert told(text, among_others(text, seal(body, MADE))) <= {"TT414"}
    assume(other != body)
    causes = told(text, among_others(text, seal(other, LATER)))
    assert causes in ({"TT401", "TT404"}, {"TT414"})


@pytest.mark.slow  # formatters are started again and again
@MOST
@given(laid_out(), modules(), st.integers(0, 10**6), st.sampled_from(["_x", "  # x\n"]))
def test_an_edit_below_another_layout_is_one(
    made: tuple[str, str], other: str, at: int, added: str
) -> None:
    """A word that changed is found in any layout, whether or not the docs changed."""
    body, text = made
    found = open_seal(text)
    assert found
    start = len(found.body) - len(found.body.lstrip())  # comments above it may stay
    words = re.finditer(r"\w+|\n", found.body)
    ends = [each.end() for each in words if each.end() > start]
    end = ends[at % len(ends)]
    edited = found.body[:end] + added + found.body[end:]
    was = text.removesuffix(found.body) + edited
    for new in (body, other):
        assert "TT402" in told(was, among_others(was, seal(new, LATER)))
