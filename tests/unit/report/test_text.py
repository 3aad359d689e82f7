from __future__ import annotations

from msgspec.structs import replace
from tests.sample_report import (
    EVERYTHING,
    OPEN,
    PAGE,
    TWICE,
    UNKNOWN,
    UNREADABLE,
    report,
)

from typetable import rules
from typetable.diagnostics import finding
from typetable.report import Report, Screen, report_lines
from typetable.report.palette import COLOURED
from typetable.source import SourceFile, Span


def show(shown: Report, name: str = "text", screen: Screen | None = None) -> str:
    """Return a report as one text."""
    return "\n".join(report_lines(shown, name, screen or Screen()))


def excerpt(line: str, span: Span, width: int = 80) -> list[str]:
    """Return a line with a mark under a span, as they are shown."""
    page = SourceFile(path="p.md", name="p.md", text=line)
    item = finding(rules.BAD_TYPE, "p.md", span, "bad")
    made = Report(command="check", diagnostics=(item,), sources={"p.md": page})
    return show(made, screen=Screen(width=width)).split("\n")[2:4]


def test_a_finding_shows_its_line_with_a_mark_under_the_word() -> None:
    """The layout is the one of the house style, to the blank."""
    assert show(report(UNKNOWN)) == (
        "spec/Station.md:5:20: warning[TT201] no type named `Dokc`\n"
        "    |\n"
        "  5 | | docks | array of Dokc | no | Docks at the station. |\n"
        "    |                    ^^^^\n"
        "  = hint: did you mean `Dock`?\n"
        "\n"
        "1 warning"
    )


def test_warnings_are_left_out_when_quiet() -> None:
    """Quiet leaves errors alone."""
    text = show(report(UNKNOWN, TWICE), screen=Screen(verbosity=-1))
    assert "TT206" in text
    assert "TT201" not in text


def test_repairs_are_seen() -> None:
    """A note is shown unless only errors are asked for."""
    assert "note[TT214] left open" in show(report(OPEN))
    assert show(report(OPEN), screen=Screen(verbosity=-1)) == ""


def test_of_many_notes_most_are_counted() -> None:
    """Ten notes of a rule stand alone, the rest in one line; warnings are never folded."""
    made = report(*[OPEN] * 17, *[UNKNOWN] * 12)
    for shown in (show(made), show(made, "concise")):
        assert shown.count("note[TT214]") == 10
        assert shown.count("warning[TT201]") == 12
        assert "… and 7 more TT214 open-union (-v shows all)" in shown
    everything = show(made, screen=Screen(verbosity=1))
    assert everything.count("note[TT214]") == 17
    assert "more TT214" not in everything


def test_of_many_changes_those_of_words_are_counted() -> None:
    """All others are told one by one, as somebody asked for them."""
    added = finding(rules.OPTIONAL_FIELD_ADDED, "a.md", Span(1, 1, 2), "`A.b` is new")
    words = finding(rules.DESCRIPTION_CHANGED, "a.md", Span(1, 1, 2), "`A` changed")
    changes = [replace(each, fingerprint="f") for each in (added, words)]
    few = show(report(*changes * 10))
    assert few.count("note[TT612]") == few.count("note[TT651]") == 10
    assert "(-v shows all)" not in few
    many = show(report(*changes * 17))
    assert many.count("note[TT612]") == 17
    assert "note[TT651]" not in many
    assert "… and 17 TT651 description-changed (-v shows all)" in many


def test_a_label_is_a_second_excerpt() -> None:
    """Both places are shown, with their own marks."""
    assert show(report(TWICE)) == (
        "spec/Station.md:6:3: error[TT206] `Station` has a second field `name`\n"
        "    |\n"
        "  6 | | name  | str           | no | Its name.             |\n"
        "    |   ^^^^^^\n"
        "  = spec/Station.md:5:3: first defined here\n"
        "    |\n"
        "  5 | | docks | array of Dokc | no | Docks at the station. |\n"
        "    |   -----\n"
        "\n"
        "1 error"
    )


def test_a_finding_about_a_whole_file_has_no_excerpt() -> None:
    """Where there is no span, one line is all."""
    first, *_ = show(report(UNREADABLE)).split("\n\n")
    assert first == "spec/Gone.md: error[TT101] there is no such file"


def test_a_page_that_is_not_at_hand_has_no_excerpt() -> None:
    """A finding on a page without a source still has its first line."""
    made = Report(command="check", diagnostics=(UNKNOWN,))
    assert "|" not in show(made)


def test_wide_characters_take_two_columns() -> None:
    """The mark stands under the word behind CJK and emoji."""
    text, mark = excerpt("| ✅ 漢字 Dokc |", Span(1, 8, 12))
    assert text == "  1 | | ✅ 漢字 Dokc |"
    assert mark == "    | " + " " * 10 + "^^^^"


def test_combining_characters_take_no_column() -> None:
    """An accent of its own is part of the letter before it."""
    _, mark = excerpt("e\u0301e\u0301 Dokc", Span(1, 6, 10))
    assert mark == "    | " + " " * 3 + "^^^^"


def test_tabs_become_the_blanks_that_they_stand_for() -> None:
    """A tab reaches to the next column of four."""
    text, mark = excerpt("|\tDokc", Span(1, 3, 7))
    assert text == "  1 | |   Dokc"
    assert mark == "    |     ^^^^"


def test_what_prints_nothing_is_shown_as_an_escape() -> None:
    """Control, bidi and zero-width characters are seen, and the mark covers them."""
    text, mark = excerpt("a\x1b\u202eb", Span(1, 2, 4))
    assert text == r"  1 | a\x1b\u202eb"
    assert mark == "    |  " + "^" * 10


def test_a_long_line_is_cut_around_the_word() -> None:
    """Both ends that are left out are marked, and the line fits the screen."""
    text, mark = excerpt("x" * 300 + "Dokc" + "y" * 300, Span(1, 301, 305))
    assert len(text) == 80
    assert text.startswith("  1 | …x")
    assert text.endswith("y…")
    assert text[mark.index("^") :].startswith("Dokc")


def test_a_line_that_fits_is_not_cut() -> None:
    """A line of exactly the room that there is stays whole."""
    text, _ = excerpt("x" * 74, Span(1, 74, 75))
    assert text == "  1 | " + "x" * 74


def test_the_start_of_a_long_line_is_kept_where_the_word_is_near() -> None:
    """A word in the first columns is shown with all that stands before it."""
    text, _ = excerpt("| docks | " + "y" * 300, Span(1, 3, 8))
    assert text.startswith("  1 | | docks")
    assert text.endswith("…")


def test_a_mark_behind_the_last_character_is_shown() -> None:
    """A span at the end of a line marks the column after it."""
    _, mark = excerpt("| a |", Span(1, 6, 6))
    assert mark == "    |      ^"


def test_line_numbers_of_one_finding_are_aligned() -> None:
    """The gutter is as wide as the longest number."""
    page = SourceFile(path="p.md", name="p.md", text="a\n" * 120)
    label = TWICE.labels[0]
    item = finding(
        rules.BAD_TYPE,
        "p.md",
        Span(112, 1, 2),
        "bad",
        labels=(type(label)(path="p.md", span=Span(7, 1, 2), text="here"),),
    )
    made = Report(command="check", diagnostics=(item,), sources={"p.md": page})
    assert "    7 | a" in show(made).split("\n")


def test_concise_is_one_line_for_each_finding() -> None:
    """Nothing but the first lines and the closing sentence."""
    assert show(report(UNKNOWN, TWICE), "concise").split("\n") == [
        "spec/Station.md:5:20: warning[TT201] no type named `Dokc`",
        "spec/Station.md:6:3: error[TT206] `Station` has a second field `name`",
        "1 error, 1 warning",
    ]


def test_colours_add_nothing_to_the_text() -> None:
    """Without its escapes the coloured text is the plain one."""
    text = show(EVERYTHING, screen=Screen(palette=COLOURED))
    for code in set(COLOURED.codes.values()):
        text = text.replace(f"\x1b[{code}m", "")
    assert text.replace("\x1b[0m", "") == show(EVERYTHING)


def test_workflow_commands_in_paths_and_diffs_are_broken_up() -> None:
    """No line begins with `::` or holds `##[`."""
    made = Report(
        command="check",
        diagnostics=(finding(rules.BAD_TYPE, "::error::", None, "##[error]x"),),
        diff=(" ::warning::x", "+##vso[task.complete]"),
    )
    shown = show(made)
    assert r"\x3a:error::: error[TT202] ##\x5berror]x" in shown
    assert r" \x3a:warning::x" in shown
    assert r"+##vso\x5btask.complete]" in shown


def test_the_page_of_these_tests_is_what_they_say() -> None:
    """The sample's finding stands where its line and column say."""
    assert PAGE.line(5)[19:23] == "Dokc"
