from __future__ import annotations

import pytest

from typetable.diagnostics import ACCEPTED_AS
from typetable.report.explain import (
    TOPICS,
    contents,
    examples,
    explain,
    explanation,
    find_rule,
    is_explained,
    rule_lines,
)
from typetable.report.manual import WIDTH
from typetable.rules import RULES
from typetable.source import PAGES

WITHOUT_PAGE = {
    "TT101": "about files and not about what stands in them",
    "TT102": "this text is UTF-8",
    "TT103": "the page would have 8 MiB",
    "TT107": "about all pages together",
    "TT130": "the page would have 100,000 rows",
    "TT131": "about a repository",
    "TT132": "about a schema in JSON",
}
"""Rules about docs that no page in a text can show, and why."""

ABOUT_DOCS = [
    code
    for code in RULES
    if code[:3] in {"TT1", "TT2", "TT3"} and code not in WITHOUT_PAGE
]


def test_every_rule_is_explained_in_a_few_lines() -> None:
    """There is a text, it says what to do, and it fits a small terminal."""
    for code in RULES:
        lines = explanation(code).splitlines()
        assert 3 <= len(lines) <= 16, code
        assert max(map(len, lines)) <= 90, code
        if code != "TT408":  # a bug of ours, which users can only report
            assert any(line.startswith("Cure: ") for line in lines), code


@pytest.mark.parametrize("code", ABOUT_DOCS)
def test_rules_about_docs_show_a_wrong_and_a_right_page(code: str) -> None:
    """Both are there, and they differ in the page or in the configuration."""
    shown = examples(code)
    wrong = {
        key.replace("wrong", ""): page for key, page in shown.items() if "wrong" in key
    }
    right = {
        key.replace("right", ""): page for key, page in shown.items() if "right" in key
    }
    assert any(key.startswith("markdown wrong") for key in shown)
    assert any(key.startswith("markdown right") for key in shown)
    assert wrong != right


def test_examples_are_tagged_by_language_verdict_and_file() -> None:
    """`markdown wrong`, `toml right`, `markdown wrong Page.md`; `old` and `new` of changes."""
    shown = [(code, info) for code in RULES for info in examples(code)]
    for code, info in shown:
        verdicts = {"old", "new"} if code.startswith("TT6") else {"wrong", "right"}
        language, verdict, *page = info.split()
        assert language in {"markdown", "toml"}, code
        assert verdict in verdicts, code
        assert not page or page[0].endswith(PAGES), code


def test_a_rule_says_how_its_errors_can_be_accepted() -> None:
    """Where they can: not those for which models would be wrong, nor those of settings."""
    told = {code for code in RULES if "for `accept`" in explain(code)}
    assert told == {rule.code for rule in ACCEPTED_AS}
    assert "TT202" in told
    assert told.isdisjoint({"TT105", "TT124", "TT130", "TT211", "TT501"})
    assert all(code[:3] in {"TT1", "TT2", "TT3"} for code in told)


@pytest.mark.parametrize("word", ["TT201", "tt201", "unknown-type", " Unknown-Type "])
def test_a_rule_is_found_by_code_and_by_name(word: str) -> None:
    """In any case."""
    rule = find_rule(word)
    assert rule is not None
    assert rule.code == "TT201"


def test_explain_shows_header_text_and_both_pages() -> None:
    """The header is the rule's own, pages are indented."""
    text = explain("TT111")
    assert text.startswith("TT111 long-row (error): a row has more cells")
    assert "\nWrong:\n\n    # Station\n" in text
    assert "\nRight:\n\n    # Station\n" in text
    assert "````" not in text


def test_explain_names_the_files_of_an_example() -> None:
    """Where it takes several pages, each has its name."""
    assert "\nWrong, Harbour.md:\n" in explain("TT305")


def test_explain_shows_what_prints_nothing() -> None:
    """The no-break space that the rule is about is seen."""
    assert r"#\xa0Station" in explain("TT124")


def test_an_unknown_rule_gets_suggestions() -> None:
    """The nearest names, and where to find the others."""
    text = explain("unknown-tipe\x1b")
    assert r"no rule is called `unknown-tipe\x1b`" in text
    assert "did you mean TT201 unknown-type" in text
    assert "lists all rules" in text


def test_the_listing_has_a_line_for_every_rule() -> None:
    """In the order of codes."""
    lines = list(rule_lines())
    assert [line[:5] for line in lines] == sorted(RULES)
    assert lines[0].split()[:3] == ["TT101", "error", "unreadable-file"]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_explained_in_lines_that_fit_a_terminal(topic: str) -> None:
    """In any case of its word; no table, no fence and no link is left."""
    text = explain(f" {topic.upper()}")
    assert is_explained(topic)
    assert text.startswith("# ")
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "````" not in text
    assert "<!--" not in text
    assert ".md)" not in text
    assert "| :--" not in text


def test_the_manual_of_dialects_shows_keys_and_an_example() -> None:
    """Each key with what it takes, its default and an example of it."""
    text = explain("dialect")
    assert '\n    # ours.toml\n\n    extends = "plain"\n' in text
    assert "\n## `[models]`\n" in text
    assert '\n  `untitled`: takes one of `error`, `page`, default `"error"`\n' in text
    assert '`untitled = "page"`' in text


def test_an_unknown_word_may_mean_a_topic() -> None:
    """As it may mean a rule."""
    assert not is_explained("dialects")
    assert "did you mean dialect?" in explain("dialects")


@pytest.mark.parametrize(
    ("word", "meant"), [("TT20", "TT201 unknown-type or TT202"), ("TT999", "")]
)
def test_codes_are_near_by_how_they_begin(word: str, meant: str) -> None:
    """A digit in common makes no code of another one."""
    said = explain(word)
    assert f"did you mean {meant}" in said if meant else "did you mean" not in said


def test_the_contents_have_rules_and_topics() -> None:
    """Rules first, so that what people look for least often is not on top."""
    lines = list(contents())
    assert lines[: len(RULES)] == list(rule_lines())
    assert [line.split("  ")[0] for line in lines[len(RULES) + 1 :]] == list(TOPICS)
