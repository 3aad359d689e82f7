from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.property.records import records
from tests.report_readers import (
    read_github,
    read_gitlab,
    read_json,
    read_jsonl,
    read_junit,
    read_markdown,
    read_sarif,
    text_of,
)

from typetable.diagnostics import Label, finding
from typetable.report import FORMATS, FileChange, OutputReport, Report, Screen
from typetable.report.concise import position, remarks
from typetable.report.escape import guard, visible, whole
from typetable.report.excerpt import columns, window
from typetable.report.plan import closing_lines
from typetable.rules import RULES
from typetable.source import SourceFile, Span

if TYPE_CHECKING:

    from hypothesis.strategies import DrawFn

    from typetable.diagnostics import Diagnostic

FRAGMENTS = [
    *("::", "::error::", "##[error]", "::stop-commands::x", "##vso[", "%0A", "%25"),
    *("```", "`````", "`", "~~~", "|", r"\|", "\\", "<!--", "-->", "<script>", "@org"),
    *("]]>", "&lt;", "&", '"', "'", "<br>", "</code>", "#1", "https://a.example"),
    *("\n", "\r", "\r\n", "\t", "\0", "\x1b[31m", "\x9b", "\x7f", "\u2028", "\u202e"),
    *("[x](1)", "[", "]", "{0}", "{", "}}", "a@b.example", "| - |", "[tool]"),
    *("\ufffe", "\udc80", "\U000e0001", "é", "e\u0301", "漢字", "✅", " "),
]
"""What some reader of some format would take for more than text."""

texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=8).map(
    "".join
)
names = texts.filter(str.strip)


@st.composite
def spans(draw: DrawFn) -> Span:
    """Return a span on one of the first lines, which may lie behind their ends."""
    line, column = draw(st.integers(1, 4)), draw(st.integers(1, 60))
    return Span(line, column, column + draw(st.integers(0, 30)))


@st.composite
def reports(draw: DrawFn) -> Report:
    """Return a report in which every text is hostile."""
    path, page = draw(names), draw(texts)
    labels = records(Label, path=st.just(path), span=spans(), text=texts)
    findings = st.builds(
        finding,
        st.sampled_from(sorted(RULES.values(), key=lambda rule: rule.code)),
        st.just(path) | names,
        st.none() | spans(),
        names,
        hint=texts,
        labels=st.lists(labels, max_size=2).map(tuple),
    )
    files = records(
        FileChange,
        path=names,
        action=st.sampled_from(["create", "update", "delete", "keep"]),
        causes=st.lists(st.sampled_from(["TT401", "TT402", "TT407"]), max_size=2).map(
            tuple
        ),
        page=texts,
    )
    outputs = records(
        OutputReport,
        spec=names,
        output=names,
        files=st.lists(files, max_size=3).map(tuple),
    )
    return Report(
        command=draw(st.sampled_from(["check", "generate", "diff"])),
        diagnostics=tuple(draw(st.lists(findings, max_size=3))),
        sources={path: SourceFile(path=path, name=path, text=page)},
        outputs=tuple(draw(st.lists(outputs, max_size=2))),
        diff=tuple(draw(st.lists(texts, max_size=3))),
    )


SCREEN = Screen(verbosity=1, width=60)


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None, max_examples=15)
@given(report=reports())
def test_no_format_prints_what_a_terminal_or_a_log_would_obey(
    name: str, report: Report
) -> None:
    """No control, format or separator character, no surrogate, no command."""
    for line in text_of(report, name, SCREEN).split("\n"):
        assert not {unicodedata.category(c) for c in line} & _SILENT
        assert "##[" not in line
        assert name == "github" or not line.lstrip().startswith("::")
        line.encode()


_SILENT = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@settings(deadline=None, max_examples=30)
@given(report=reports())
def test_json_formats_give_every_text_back(report: Report) -> None:
    """What the format can hold, it holds exactly: all but half of a character."""
    document, lines = read_json(report), read_jsonl(report)
    issues, results = read_gitlab(report), read_sarif(report)["results"]
    for number, item in enumerate(report.diagnostics):
        found = document["findings"][number]
        assert lines[number] == {"kind": "finding", **found}
        assert (found["path"], found["message"]) == (
            whole(item.path),
            whole(item.message),
        )
        assert found["hint"] == whole(item.hint)
        assert [label["text"] for label in found["labels"]] == [
            whole(label.text) for label in item.labels
        ]
        hint = f" ({item.hint})" if item.hint else ""
        assert issues[number]["description"] == whole(item.message + hint)
        told = "\n".join(filter(None, (item.message, item.hint)))
        assert results[number]["message"]["text"] == whole(told)
        related = results[number]["relatedLocations"]
        assert [each["message"]["text"] for each in related] == [
            whole(label.text) for label in item.labels
        ]
    assert document["diff"] == [*map(whole, report.diff)]


@settings(deadline=None, max_examples=30)
@given(report=reports())
def test_junit_gives_every_text_back_as_it_is_shown(report: Report) -> None:
    """XML 1.0 cannot hold all characters, so escapes stand for those that it cannot."""
    cases = read_junit(report).findall(".//testcase")
    for case, item in zip(cases, report.diagnostics, strict=False):
        assert case.get("name") == f"{item.code} {_shown(item.message)}"
        assert case.get("classname") == _shown(item.path)
        assert visible(item.hint) in (case[0].text or "")


def _shown(text: str) -> str:
    """Return a text of several lines with all but its line ends escaped."""
    return "\n".join(map(visible, text.split("\n")))


@settings(deadline=None, max_examples=30)
@given(report=reports())
def test_the_runner_reads_our_annotations_and_nothing_else(report: Report) -> None:
    """One command for each finding and each other row, with the place and text that were meant."""
    told = [each for item in report.diagnostics for each in (item, *_rows_beside(item))]
    commands = list(read_github(report))
    assert len(commands) == len(told)
    for (command, properties, data), item in zip(commands, told, strict=True):
        assert command in {"error", "warning", "notice"}
        assert properties["title"] == f"{item.code} {item.rule.name}"
        assert properties.keys() <= {
            "file",
            "line",
            "endLine",
            "col",
            "endColumn",
            "title",
        }
        assert _inside(item.message) in data
        assert _inside(item.hint) in data


def _rows_beside(item: Diagnostic) -> list[Diagnostic]:
    """Return what a finding says of other rows of its page, each as a finding of its own."""
    return [
        replace(item, span=label.span, message=label.text, hint="")
        for label in item.labels
        if label.path == item.path
    ]


def _inside(text: str) -> str:
    """Return how a text is shown where it does not start a line."""
    return guard("." + visible(text))[1:]


@settings(deadline=None, max_examples=30)
@given(report=reports())
def test_markdown_holds_texts_in_code_alone(report: Report) -> None:
    """Each finding is one row of three cells that hold nothing but code and our words."""
    rows = read_markdown(report, SCREEN)
    assert len(rows) == len(report.diagnostics)
    for (place, rule, found), item in zip(rows, report.diagnostics, strict=True):
        assert place == [position(item.path, item.span)]
        assert rule == [f"{item.severity} {item.code}"]
        assert found == [visible(item.message), *remarks(item)]


@settings(deadline=None, max_examples=30)
@given(report=reports())
def test_sentences_of_markdown_are_code(report: Report) -> None:
    """A folder is named there, and nobody is called by what it is called."""
    _, *lines = text_of(replace(report, diff=()), "markdown", SCREEN).split("\n")
    sentences = [line for line in lines if line and not line.startswith("|")]
    assert len(sentences) == len([*closing_lines(report, SCREEN)])
    for sentence in sentences:
        assert sentence.startswith("<code>")
        assert sentence.endswith("</code>")


@settings(deadline=None, max_examples=30)
@given(diff=st.lists(texts, min_size=1, max_size=6))
def test_a_diff_does_not_close_its_fence(diff: list[str]) -> None:
    """The first line that is a fence as long as the opening one is ours."""
    made = Report(command="check", diff=tuple(diff))
    lines = text_of(made, "markdown").split("\n")
    opening = next(i for i, line in enumerate(lines) if line.endswith("`diff"))
    fence = lines[opening].removesuffix("diff")
    closing = next(
        i
        for i, line in enumerate(lines[opening + 1 :], start=opening + 1)
        if line.strip().startswith(fence)
    )
    assert closing == opening + 1 + len(diff)
    assert lines[closing] == fence


@settings(deadline=None)
@given(line=texts.map(lambda text: text * 5), span=spans(), room=st.integers(30, 120))
def test_a_window_fits_the_room_and_marks_the_word(
    line: str, span: Span, room: int
) -> None:
    """The mark lies within the room, under what is shown of the word."""
    line = line.replace("\n", "")
    column = min(span.column, len(line) + 1)
    place = Span(1, column, max(column, min(span.end, len(line) + 1)))
    shown = window(line, place, room)
    assert columns(shown.text) <= room
    assert 0 <= shown.offset <= room
    assert shown.length >= 1
    assert shown.offset + shown.length <= columns(shown.text) + 1
