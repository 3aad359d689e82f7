from __future__ import annotations

import tomllib

import pytest
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Diagnostic, finding
from typetable.report import FORMATS, Report, Screen, report_lines
from typetable.report.acceptance import entry
from typetable.source import Span, Subject


def error(expect: str, field: str = "docks") -> Diagnostic:
    """Return an error that can be accepted."""
    found = finding(rules.BAD_TYPE, "docs/a.md", Span(5, 3, 4), "is no type")
    place = Subject(page="a.md", model="Station", field=field, expect=expect)
    return replace(found, subject=place)


@pytest.mark.parametrize(
    "text", ["x", "", 'a "b" \\| c', "\u200b\x7f\n", "\U000e0001", "é ✅ 型", "}] # '"]
)
def test_an_entry_is_toml_that_says_just_that_text(text: str) -> None:
    """And can be printed whole: nothing in it is invisible."""
    printed = entry(error(text))
    assert printed.isprintable()
    (said,) = tomllib.loads(f"accept = [{printed}]")["accept"]
    assert (said["expect"], said["field"], said["as"]) == (text, "docks", "any")


def test_a_place_without_a_field_has_none() -> None:
    """A key that says nothing is left out, but for the text that is expected."""
    assert entry(error("", field="")).startswith(
        '{ page = "a.md", model = "Station", expect = "", as = "any"'
    )


def test_what_is_accepted_or_no_error_proposes_nothing() -> None:
    """Nor does an error that cannot be accepted."""
    assert not entry(replace(error("x"), severity="note"))
    assert not entry(finding(rules.NO_MODELS, "docs", None, "no page"))


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"concise"}))
def test_every_format_carries_the_entry(name: str) -> None:
    """But for the one that has a line a finding."""
    found = Report(command="check", diagnostics=(error("Dokc"),))
    printed = "\n".join(report_lines(found, name, Screen()))
    assert printed.count("Dokc") == 1
    assert printed.count("the docs are not ours") == 1
