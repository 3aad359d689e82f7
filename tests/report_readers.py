"""Readers of the machine formats: each refuses what the format does not allow."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from jsonschema import Draft7Validator

from typetable.report import Report, Screen, report_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SCHEMAS = Path(__file__).parent / "schemas"

_JUNIT = (
    {  # by junit-10.xsd of Jenkins' xUnit plugin: attributes needed, allowed; children
        "testsuites": ("", "name tests failures errors", "testsuite"),
        "testsuite": ("name tests failures errors", "", "testcase"),
        "testcase": ("name", "classname", "failure system-out"),
        "failure": ("", "message type", ""),
        "system-out": ("", "", ""),
    }
)


def text_of(report: Report, name: str, screen: Screen | None = None) -> str:
    """Return a report as one text."""
    return "\n".join(report_lines(report, name, screen or Screen()))


def read_json(report: Report) -> dict[str, Any]:
    """Return the JSON document of a report."""
    document: dict[str, Any] = json.loads(text_of(report, "json"))
    return document


def read_jsonl(report: Report) -> list[dict[str, Any]]:
    """Return the JSON objects of a report, one a line."""
    return [json.loads(line) for line in report_lines(report, "jsonl", Screen())]


def read_gitlab(report: Report) -> list[dict[str, Any]]:
    """Return the code quality report, valid by what GitLab documents."""
    issues: list[dict[str, Any]] = json.loads(text_of(report, "gitlab"))
    _validate(issues, "gitlab-code-quality.json")
    return issues


def read_sarif(report: Report) -> dict[str, Any]:
    """Return the only run of a SARIF log, valid by its schema, its indices in range.

    Messages are as a viewer shows them.
    """
    log = json.loads(text_of(report, "sarif"), object_hook=_with_messages)
    _validate(log, "sarif-2.1.0-excerpt.json")
    (run,) = log["runs"]
    found: dict[str, Any] = run
    rules = found["tool"]["driver"]["rules"]
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return found


def _with_messages(read: dict[str, Any]) -> dict[str, Any]:
    """Return an object of a SARIF log with the messages that its texts are."""
    kinds = {"text": _PLAIN, "markdown": _FORMATTED}
    messages = {key: _message(read[key], kinds[key]) for key in kinds if key in read}
    return read | messages


def _message(text: str, escapes: Mapping[str, str]) -> str:
    """Return what a message says; it has no placeholders and no links."""
    pattern = "|".join(map(re.escape, escapes))
    assert not {*re.sub(pattern, "", text)} & {*escapes.values()}, text
    return re.sub(pattern, lambda found: escapes[found[0]], text)


_FORMATTED = {"{{": "{", "}}": "}"}
_PLAIN = {**_FORMATTED, r"\\": "\\", r"\[": "[", r"\]": "]"}
"""How characters are written by §3.11.5 and §3.11.6 of SARIF 2.1.0."""


def read_junit(report: Report) -> ET.Element:
    """Return the JUnit document, valid by its schema, its counts true."""
    root = ET.fromstring(text_of(report, "junit").encode())  # noqa: S314  # our own
    for element in root.iter():
        needed, allowed, children = (words.split() for words in _JUNIT[element.tag])
        assert set(needed) <= set(element.attrib) <= {*needed, *allowed}, element.tag
        assert {child.tag for child in element} <= set(children), element.tag
    assert root.get("tests") == str(len(root.findall(".//testcase")))
    assert root.get("failures") == str(len(root.findall(".//failure")))
    return root


def read_github(report: Report) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield the commands as (command, properties, data), read as the runner reads them.

    See `ActionCommand.TryParseV2` in actions/runner.
    """
    for line in report_lines(report, "github", Screen()):
        if not line.lstrip().startswith("::"):
            continue
        head, _, data = line.lstrip()[2:].partition("::")
        command, _, listed = head.partition(" ")
        pairs = (pair.split("=", 1) for pair in listed.split(",") if pair)
        properties = {name: _unescape(value, property_=True) for name, value in pairs}
        yield command, properties, _unescape(data)


def read_markdown(report: Report, screen: Screen) -> list[list[list[str]]]:
    """Return the rows of the table of findings: of each the cells, of each the lines.

    Nothing in a cell is more than text in `<code>`, or a word of ours.
    """
    lines = text_of(report, "markdown", screen).split("\n")
    rows = [line.split("|") for line in lines if line.startswith("| <code>")]
    assert {(len(row), row[0], row[-1]) for row in rows} <= {(5, "", "")}
    return [[[*map(_code, cell.split("<br>"))] for cell in row[1:-1]] for row in rows]


def _code(cell: str) -> str:
    inner = cell.strip().removeprefix("<code>").removesuffix("</code>")
    # GitHub links addresses behind references, but not across a comment.
    assert inner.count("&#64;") == inner.count("&#64;<!---->")
    inner = inner.replace("<!---->", "")
    assert not set(inner) & set("<>`*_[]|\\@:"), inner
    return html.unescape(inner)


def _unescape(text: str, *, property_: bool = False) -> str:
    escapes = {"%0D": "\r", "%0A": "\n"} | (
        {"%3A": ":", "%2C": ","} if property_ else {}
    )
    for escape, character in escapes.items():
        text = text.replace(escape, character)
    return text.replace("%25", "%")


def _validate(document: object, schema: str) -> None:
    _validator(schema).validate(document)


@cache
def _validator(schema: str) -> Draft7Validator:
    text = (_SCHEMAS / schema).read_text(encoding="utf-8")
    return Draft7Validator(json.loads(text))
