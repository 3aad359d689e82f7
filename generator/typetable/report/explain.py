"""The explanations of rules, for `typetable explain` and for the formats that carry them.

The one rule kept here: the texts stand in `explanations/` and nowhere else, by the code of a rule
or the word of a topic; a rule is known by its code or its name.
"""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files
from typing import TYPE_CHECKING

from typetable.diagnostics import clipped
from typetable.report.acceptance import how
from typetable.report.escape import visible
from typetable.report.manual import plain
from typetable.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typetable.rules import Rule

TOPICS: Mapping[str, str] = {
    "dialect": "how docs are written, and how to say how yours are",
}
"""What is explained beside rules, each with a summary."""

_FENCE = "````"
"""The fence of an example; pages in it have shorter ones."""


def explanation(code: str) -> str:
    """Return the Markdown text on a rule, without its examples and a final line end."""
    text, _, _ = _markdown(code).partition(f"\n{_FENCE}")
    return text.strip()


def examples(code: str) -> dict[str, str]:
    """Return the examples of a rule by the words after their fence, such as `markdown wrong`."""
    # Every other part between fences is inside of two.
    blocks = _markdown(code).split(f"\n{_FENCE}")[1::2]
    split = (block.partition("\n") for block in blocks)
    return {info: page + "\n" for info, _, page in split}


def _markdown(code: str) -> str:
    text = files("typetable").joinpath("explanations", f"{code}.md")
    return text.read_text(encoding="utf-8")


def find_rule(word: str) -> Rule | None:
    """Return the rule of a code or a name, in any case; None where there is none."""
    wanted = word.strip().lower()
    rules = RULES.values()
    return next((rule for rule in rules if wanted in _words(rule)), None)


def _words(rule: Rule) -> tuple[str, str]:
    return rule.code.lower(), rule.name


def _find_topic(word: str) -> str | None:
    wanted = word.strip().lower()
    return wanted if wanted in TOPICS else None


def is_explained(word: str) -> bool:
    """Return whether a word is a rule or a topic."""
    return bool(_find_topic(word) or find_rule(word))


def explain(word: str) -> str:
    """Return a topic, a rule with its examples, or what `word` may mean where it is neither."""
    if topic := _find_topic(word):
        return "\n".join(plain(_markdown(topic)))
    rule = find_rule(word)
    return "\n".join(_explained(rule) if rule else _unknown(word))


def _explained(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.name} ({rule.severity}): {rule.summary}"
    yield from ("", explanation(rule.code))
    if accepting := how(rule):
        yield from ("", accepting)
    for info, page in examples(rule.code).items():
        _, verdict, *page_name = info.split()
        yield from ("", f"{', '.join((verdict.capitalize(), *page_name))}:", "")
        lines = page.removesuffix("\n").split("\n")
        yield from (f"    {visible(line)}".rstrip() for line in lines)


_CLOSE = 0.7
"""How alike a word is to what it may mean: two codes with one digit in common are not."""


def _unknown(word: str) -> Iterator[str]:
    known = {topic: topic for topic in TOPICS}
    for rule in RULES.values():
        known |= dict.fromkeys(_words(rule), f"{rule.code} {rule.name}")
    begun = [each for each in known.values() if each.lower().startswith(word.lower())]
    close = get_close_matches(word.lower(), known, n=3, cutoff=_CLOSE)
    named = [*dict.fromkeys(begun)][:3] or [known[each] for each in close]
    yield f"no rule is called `{visible(clipped(word))}`"
    if named:
        yield f"did you mean {' or '.join(dict.fromkeys(named))}?"
    yield "typetable explain lists all rules"


def contents() -> Iterator[str]:
    """Yield a line for all that is explained: rules, then topics."""
    yield from rule_lines()
    yield ""
    yield from (f"{topic}  {summary}" for topic, summary in TOPICS.items())


def rule_lines() -> Iterator[str]:
    """Yield a line for every rule: code, usual severity, name and summary."""
    width = max(len(rule.name) for rule in RULES.values())
    for code in sorted(RULES):
        rule = RULES[code]
        yield f"{code}  {rule.severity:<7}  {rule.name:<{width}}  {rule.summary}"
