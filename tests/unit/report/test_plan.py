from __future__ import annotations

import pytest
from tests.sample_report import OPEN, TWICE, UNKNOWN, changed, output

from typetable import rules
from typetable.diagnostics import finding
from typetable.report import OutputReport, Report, Screen
from typetable.report.plan import closing_lines, file_lines

KEPT = tuple(changed(f"generated/kept{number}.py", "keep") for number in range(12))


def said(made: Report, verbosity: int = 0) -> list[str]:
    """Return what is said of files and at the end."""
    screen = Screen(verbosity=verbosity)
    return [*file_lines(made, screen), *closing_lines(made, screen)]


def run(command: str, *outputs: OutputReport) -> Report:
    """Return what a command did to some output folders."""
    return Report(command=command, outputs=outputs)


def test_generate_names_each_file_and_counts_them() -> None:
    """What was written is named, what was left alone is counted."""
    files = (
        changed("generated/a.py", "create"),
        changed("generated/b.py", "update"),
        changed("generated/c.py", "delete"),
    )
    assert said(run("generate", output(*files, *KEPT))) == [
        "created generated/a.py",
        "updated generated/b.py",
        "deleted generated/c.py",
        "2 files written, 1 deleted, 12 unchanged",
    ]


def test_totals_of_several_packages_name_their_folders() -> None:
    """Two lines that say the same of different folders would tell nothing."""
    written = output(changed("generated/a.py", "create"))
    assert said(run("generate", written, output(*KEPT)))[-2:] == [
        "generated/: 1 file written",
        "generated/ is in step with spec/: 12 files",
    ]


def test_causes_that_are_told_line_by_line_are_not_told_again() -> None:
    """The last line then says how it stands and what to type."""
    made = run("check", output(changed("generated/a.py", "update", "TT403")))
    (line,) = closing_lines(made, Screen(), told=True)
    assert line == "generated/ is out of step with spec/. Run: typetable generate"


def test_pages_that_came_and_went_are_told_by_their_own_causes() -> None:
    """Files of all pages are older then, too, and there is no page to count for them."""
    files = (
        changed("generated/__init__.py", "update", "TT401"),
        changed("generated/b.py", "delete", "TT406"),
    )
    cause, _ = said(run("check", output(*files)))
    assert cause == "1 file left over: generated/b.py"
    alone, _ = said(run("check", output(files[0])))
    assert alone == "1 page changed: spec/"


def test_generate_names_unchanged_files_on_request() -> None:
    """Verbose output names every file."""
    assert said(run("generate", output(*KEPT)), verbosity=1)[0] == (
        "left generated/kept0.py"
    )


def test_generate_with_nothing_to_do_says_one_line_or_none() -> None:
    """One sentence; none when quiet."""
    made = run("generate", output(*KEPT))
    assert said(made) == ["generated/ is in step with spec/: 12 files"]
    assert said(made, verbosity=-1) == []


def test_generate_does_not_name_hundreds_of_files() -> None:
    """Past the limit, files are counted."""
    files = [changed(f"generated/m{number}.py", "create") for number in range(300)]
    lines = said(run("generate", output(*files)))
    assert lines[19:] == [
        "created generated/m19.py",
        "… and 280 more files",
        "300 files written",
    ]


@pytest.mark.parametrize(
    ("count", "sentence"), [(1, "1 file written"), (2, "2 files written")]
)
def test_one_is_singular(count: int, sentence: str) -> None:
    """One file, two files."""
    files = [changed(f"generated/{number}.py", "create") for number in range(count)]
    assert said(run("generate", output(*files)))[-1] == sentence


def test_generate_that_was_stopped_by_errors_says_so() -> None:
    """Errors mean that nothing was written."""
    made = Report(command="generate", diagnostics=(UNKNOWN, TWICE))
    assert said(made) == ["1 error, 1 warning; nothing was written"]


def test_generate_counts_the_causes_that_it_was_refused_for() -> None:
    """Only a check tells drift by its causes; a refusal is an error."""
    edited = finding(rules.EDITED_OUTPUT, "generated/a.py", None, "edited by hand")
    assert said(Report(command="generate", diagnostics=(edited,))) == [
        "1 error; nothing was written"
    ]


def test_check_in_step_says_one_line() -> None:
    """No drift, one sentence."""
    assert said(run("check", output(*KEPT))) == [
        "generated/ is in step with spec/: 12 files"
    ]


def test_changed_docs_are_told_by_page() -> None:
    """Pages are counted and not the files made of them, such as the package's own."""
    files = (
        changed("generated/__init__.py", "update", "TT401"),
        changed("generated/a.py", "update", "TT401", page="spec/A.md"),
        changed("generated/b.py", "create", "TT401", page="spec/B.md"),
    )
    assert said(run("check", output(*files, *KEPT))) == [
        "2 pages changed: spec/A.md, spec/B.md",
        "generated/ is out of step with spec/: 2 pages changed. Run: typetable generate",
    ]


def test_each_cause_has_a_line_and_names_a_few_files() -> None:
    """Causes are told apart and come in one order."""
    files = (
        *(changed(f"generated/{name}.py", "delete", "TT406") for name in "abcde"),
        changed("generated/x.py", "update", "TT403"),
        changed("generated/y.py", "create", "TT405"),
    )
    *lines, last = said(run("check", output(*files)))
    assert lines == [
        "templates or settings changed: generated/x.py",
        "1 file missing: generated/y.py",
        "5 files left over: generated/a.py, generated/b.py, generated/c.py and 2 more",
    ]
    assert last.endswith("1 file missing, 5 files left over. Run: typetable generate")


def test_hand_edits_and_foreign_files_have_cures_of_their_own() -> None:
    """What a plain generate would refuse is not what the reader is told to type."""
    edited = changed("generated/a.py", "update", "TT402")
    foreign = changed("generated/b.py", "keep", "TT407")
    assert said(run("check", output(edited)))[-1].endswith(
        "1 file edited by hand. Run: typetable generate --force, which drops the edits"
    )
    assert (
        "Move what is not typetable's away" in said(run("check", output(foreign)))[-1]
    )


def test_every_cause_of_drift_has_a_sentence() -> None:
    """TT401 to TT407 are causes; each one makes the output out of step."""
    for code in (f"TT40{number}" for number in range(1, 8)):
        lines = said(run("check", output(changed("generated/a.py", "update", code))))
        assert "out of step" in lines[-1], code


def test_drift_is_told_even_when_quiet() -> None:
    """Quiet is for good news."""
    made = run("check", output(changed("generated/a.py", "create", "TT405")))
    assert len(said(made, verbosity=-1)) == 1


def test_findings_that_the_drift_repeats_are_not_counted_again() -> None:
    """A finding of a cause is told by that cause."""
    found = finding(rules.MISSING_OUTPUT, "generated/a.py", None, "missing")
    drift = output(changed("generated/a.py", "create", "TT405"))
    made = Report(command="check", diagnostics=(found, OPEN), outputs=(drift,))
    assert said(made)[1] == "1 note"


def test_each_output_folder_has_a_sentence() -> None:
    """Several packages are told one by one."""
    other = OutputReport(spec="other/", output="models/", files=KEPT)
    assert said(run("check", output(*KEPT), other)) == [
        "generated/ is in step with spec/: 12 files",
        "models/ is in step with other/: 12 files",
    ]
