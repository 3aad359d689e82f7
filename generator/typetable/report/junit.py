"""The format `junit`: JUnit XML, for the test reports of CI systems.

The one rule kept here: well-formed XML 1.0 for any page, by the schema that Jenkins publishes
(`junit-10.xsd`); only errors fail.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from typetable.report.concise import position, remarks
from typetable.report.escape import visible
from typetable.report.location import on_a_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.report.report import Report, Screen


def lines(report: Report, _screen: Screen) -> Iterator[str]:
    """Return a suite with a test for each finding, or with one that passed."""
    name = f'name="typetable {_text(report.command)}"'
    tests = f'tests="{max(1, len(report.diagnostics))}"'
    counts = f'{tests} failures="{report.count("error")}" errors="0"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites {name} {counts}>"
    yield f"  <testsuite {name} {counts}>"
    for item in report.diagnostics:
        yield from _case(item, on_a_file(report, item).path)
    if not report.diagnostics:
        yield f'    <testcase classname="typetable" name="{_text(report.command)}"/>'
    yield "  </testsuite>"
    yield "</testsuites>"


def _case(item: Diagnostic, path: str) -> Iterator[str]:
    name = f"{item.code} {item.message}"
    yield f'    <testcase classname="{_text(path)}" name="{_text(name)}">'
    yield f"      {_verdict(item)}"
    yield "    </testcase>"


def _verdict(item: Diagnostic) -> str:
    """Return a failure for an error, and text beside a passed test for the rest."""
    fact = f"{position(item.path, item.span)}: {item.severity}: {item.message}"
    body = _text("\n".join((fact, *remarks(item))))
    if not item.is_error:
        return f"<system-out>{body}</system-out>"
    kind = f'type="{item.code} {item.rule.name}"'
    return f'<failure message="{_text(item.message)}" {kind}>{body}</failure>'


def _text(text: str) -> str:
    """Return `text` for an attribute or an element.

    Characters that print nothing are escapes, among them all that XML 1.0 forbids; line ends, and
    signs that begin a command in a log, are references.
    """
    escaped = "&#10;".join(escape(visible(line)) for line in text.split("\n"))
    return escaped.replace("[", "&#91;").replace("::", ":&#58;")
