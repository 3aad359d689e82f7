from __future__ import annotations

import re
import sys
from subprocess import run

import pytest
from msgspec.json import decode
from msgspec.structs import replace
from tests.report_readers import (
    read_github,
    read_gitlab,
    read_json,
    read_jsonl,
    read_junit,
    read_sarif,
    text_of,
)
from tests.sample_report import (
    EVERYTHING,
    OPEN,
    PAGE,
    TWICE,
    UNKNOWN,
    UNREADABLE,
    report,
)

import typetable
from typetable import rules
from typetable.diagnostics import Label, finding
from typetable.report import FORMATS, Report, Screen, report_lines
from typetable.source import Span

NOTHING = Report(command="check")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_something_of_everything(name: str) -> None:
    """A report goes through each format, and an error is found in each."""
    assert "TT206" in text_of(EVERYTHING, name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_line_holds_no_line_end(name: str) -> None:
    """Whoever prints the lines adds the line ends."""
    assert not any("\n" in line for line in report_lines(EVERYTHING, name, Screen()))


def test_formats_are_loaded_on_demand() -> None:
    """Asking for text loads neither json nor another format."""
    program = (
        "import sys; import typetable.report; list(typetable.report.report_lines("
        "typetable.report.Report(command='check'), 'text', typetable.report.Screen()));"
        "print(*sys.modules)"
    )
    done = run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "typetable.report.text" in loaded
    assert not loaded & {"json", "hashlib", "html", "typetable.report.sarif"}


def test_json_holds_all() -> None:
    """Findings, files, diff and counts."""
    document = read_json(EVERYTHING)
    assert document["typetable_report"] == 1
    assert [found["code"] for found in document["findings"]] == [
        "TT101",
        "TT214",
        "TT201",
        "TT206",
    ]
    assert document["findings"][2] == {
        "code": "TT201",
        "rule": "unknown-type",
        "severity": "warning",
        "path": "spec/Station.md",
        "line": 5,
        "column": 20,
        "end_column": 24,
        "message": "no type named `Dokc`",
        "hint": "did you mean `Dock`?",
        "labels": [],
    }
    assert document["findings"][0]["line"] is None
    assert document["findings"][3]["labels"][0]["text"] == "first defined here"
    assert document["outputs"][0]["files"][2] == {
        "path": "generated/station.py",
        "action": "update",
        "causes": ["TT401"],
        "page": "spec/Station.md",
    }
    assert document["diff"] == list(EVERYTHING.diff)
    assert document["summary"] == {
        "errors": 2,
        "warnings": 1,
        "notes": 1,
        "accepted": 0,
        "created": 0,
        "updated": 1,
        "deleted": 1,
        "unchanged": 1,
    }


def test_jsonl_says_what_each_line_is() -> None:
    """Findings, files, diff; the summary comes last."""
    kinds = [line["kind"] for line in read_jsonl(EVERYTHING)]
    assert kinds == ["finding"] * 4 + ["file"] * 3 + ["diff"] * 5 + ["summary"]


def test_github_annotates_the_row() -> None:
    """Command, file, region and title; the text names the place again."""
    assert list(read_github(report(UNKNOWN))) == [
        (
            "warning",
            {
                "file": "spec/Station.md",
                "line": "5",
                "endLine": "5",
                "col": "20",
                "endColumn": "24",
                "title": "TT201 unknown-type",
            },
            "spec/Station.md:5:20: no type named `Dokc`\nhint: did you mean `Dock`?",
        )
    ]


def test_github_has_a_command_for_each_severity() -> None:
    """A note is a notice there, and so is another row that a finding speaks of."""
    commands = [command for command, _, _ in read_github(EVERYTHING)]
    assert commands == ["error", "notice", "warning", "error", "notice"]


def test_github_annotates_other_rows_of_the_page_only() -> None:
    """A label elsewhere, such as in an older revision, stands on no line of this state."""
    elsewhere = Label(path="git:v1:spec/Station.md", span=Span(3, 1, 5), text="before")
    here = Label(path=UNKNOWN.path, span=Span(9, 2, 4), text="`Station.name` is new")
    made = replace(UNKNOWN, labels=(elsewhere, here))
    _, (command, properties, text) = read_github(report(made))
    assert (command, properties["line"], properties["col"]) == ("notice", "9", "2")
    assert text == "spec/Station.md:9:2: `Station.name` is new"


def test_github_escapes_as_the_toolkit_does() -> None:
    """Per cent, colon and comma in properties; per cent in data."""
    item = finding(rules.BAD_TYPE, "a,b:100%.md", None, "100%, really: yes")
    line, _ = report_lines(report(item), "github", Screen())
    assert line.startswith("::error file=a%2Cb%3A100%25.md,title=TT202 bad-type::")
    assert line.endswith("100%25, really: yes")


def test_platforms_get_paths_of_the_repository() -> None:
    """What is run in a folder of a repository is shown at its place there."""
    made = replace(report(UNKNOWN), base="apps/api")
    ((_, properties, _),) = read_github(made)
    (issue,) = read_gitlab(made)
    (result,) = read_sarif(made)["results"]
    physical = result["locations"][0]["physicalLocation"]
    assert properties["file"] == "apps/api/spec/Station.md"
    assert issue["location"]["path"] == "apps/api/spec/Station.md"
    assert physical["artifactLocation"]["uri"] == "apps/api/spec/Station.md"


def test_gitlab_has_what_gitlab_reads() -> None:
    """Description with the cure, rule, severity and line."""
    (issue,) = read_gitlab(report(UNKNOWN))
    assert issue["description"] == "no type named `Dokc` (did you mean `Dock`?)"
    assert issue["check_name"] == "TT201 unknown-type"
    assert issue["severity"] == "minor"
    assert issue["location"] == {"path": "spec/Station.md", "lines": {"begin": 5}}


def test_a_fingerprint_outlives_a_line_inserted_above() -> None:
    """It depends on path, rule and message, and not on the place."""
    moved = replace(UNKNOWN, span=Span(99, 1, 5))
    (before,) = read_gitlab(report(UNKNOWN))
    (after,) = read_gitlab(report(moved))
    assert before["fingerprint"] == after["fingerprint"]


def test_two_equal_findings_have_two_fingerprints() -> None:
    """GitLab shows a fingerprint once."""
    issues = read_gitlab(report(UNKNOWN, UNKNOWN, TWICE))
    assert len({issue["fingerprint"] for issue in issues}) == 3


def test_sarif_has_rules_regions_and_labels() -> None:
    """The rules that occur, with their explanations; columns count characters."""
    found = read_sarif(EVERYTHING)
    rules_ = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules_] == ["TT101", "TT201", "TT206", "TT214"]
    assert "Cure:" in rules_[1]["help"]["text"]
    assert found["columnKind"] == "unicodeCodePoints"
    result = found["results"][3]
    region = {"startLine": 6, "startColumn": 3, "endLine": 6, "endColumn": 9}
    assert result["locations"][0]["physicalLocation"]["region"] == region
    assert result["relatedLocations"][0]["message"]["text"] == "first defined here"
    assert found["tool"]["driver"]["semanticVersion"] == typetable.__version__


def test_sarif_always_names_a_line() -> None:
    """Code scanning refuses places without one, so a whole file is its first."""
    (result,) = read_sarif(report(UNREADABLE))["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("spec/A page.md", "spec/A%20page.md"),
        ("spec/100%#?.md", "spec/100%25%23%3F.md"),
        ("a:b.md", "a%3Ab.md"),
        ("./spec/x.md", "spec/x.md"),
        ("spec/caf\u00e9.md", "spec/caf%C3%A9.md"),
        ("spec/\udcff.md", "spec/%FF.md"),
        ("spec/\ud800.md", "spec/%3F.md"),
        ("/docs/x.md", "file:///docs/x.md"),
    ],
)
def test_sarif_uris_are_percent_encoded(path: str, uri: str) -> None:
    """Relative to the root of the repository, absolute paths as file URIs."""
    found = read_sarif(report(replace(UNREADABLE, path=path)))
    location = found["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == uri
    assert ("uriBaseId" in location["artifactLocation"]) is not path.startswith("/")


@pytest.mark.parametrize("name", ["json", "jsonl", "gitlab", "sarif"])
@pytest.mark.parametrize("half", ["\udcff", "\ude00\ud83d"])
def test_half_of_a_character_is_written_out(name: str, half: str) -> None:
    """Most readers of JSON take none with one; whole characters stay."""
    found = replace(UNREADABLE, path=f"spec/{half}.md", message=f"\U0001f600{half}")
    text = text_of(report(found), name)
    documents = text.split("\n") if name == "jsonl" else [text]
    said = repr([decode(document) for document in documents])
    written = half.encode("ascii", "backslashreplace").decode().replace("\\", "/")
    assert f"\U0001f600{written}" in re.sub(r"\\+", "/", said)


def test_junit_fails_for_errors_alone() -> None:
    """Warnings and notes are text beside tests that passed."""
    root = read_junit(EVERYTHING)
    assert (root.get("tests"), root.get("failures")) == ("4", "2")
    cases = {case.get("name"): case for case in root.iter("testcase")}
    failed = cases["TT206 `Station` has a second field `name`"]
    assert failed.get("classname") == PAGE.path
    assert "first defined here" in (failed[0].text or "")
    assert cases["TT201 no type named `Dokc`"][0].tag == "system-out"


def test_junit_has_a_test_that_passed_where_nothing_was_found() -> None:
    """CI systems complain about a report without a test."""
    assert read_junit(NOTHING).findall(".//testcase")[0].get("name") == "check"


def test_markdown_is_a_table_and_a_folded_diff() -> None:
    """A heading, the sentences, one row a finding, the diff in a fence."""
    text = text_of(EVERYTHING, "markdown")
    assert text.startswith("### typetable check\n")
    assert "| <code>spec/Station&#46;md&#58;5&#58;20</code> | warning TT201 |" in text
    assert "<code>hint&#58; did you mean &#96;Dock&#96;?</code>" in text
    assert "```diff\n--- generated/station.py" in text


def test_a_fence_is_longer_than_any_run_in_the_diff() -> None:
    """Text from a page does not close the block that it stands in."""
    made = replace(EVERYTHING, diff=("+x", "+`````", " ```"))
    assert "\n``````diff\n" in text_of(made, "markdown")


def test_markdown_stays_short_enough_for_a_comment() -> None:
    """Rows and lines of the diff are counted past a limit."""
    made = report(*[OPEN] * 150)
    text = text_of(replace(made, diff=("+x",) * 600), "markdown")
    assert text.count("TT214") == 100
    assert "… and 50 more findings" in text
    assert "… and 100 more lines" in text
