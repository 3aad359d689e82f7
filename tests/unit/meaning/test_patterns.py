"""Which override decides for each name, and what is said of those that decide for none."""

from __future__ import annotations

import pytest

from typetable.meaning.patterns import doubts, reaches, single
from typetable.settings.package import Override
from typetable.source import Span

KNOWN = ("A.a", "A.ab", "B.a", "B.b")


def _overrides(*said: tuple[str, str], inherited: bool = False) -> list[Override[str]]:
    return [
        Override(
            key=key,
            value=value,
            path="p.toml",
            span=Span(line, 1, 2),
            inherited=inherited,
        )
        for line, (key, value) in enumerate(said, start=1)
    ]


@pytest.mark.parametrize(
    ("said", "values", "codes"),
    [
        ((("A.*", "1"), ("*.a", "1")), "1 1 1 -", []),
        ((("A.*", "1"), ("*.a", "2")), "1 1 2 -", ["TT237 2"]),
        ((("*.a", "2"), ("A.*", "1")), "2 1 2 -", ["TT237 2"]),
        ((("*", "1"), ("*.a", "2")), "2 1 2 1", []),
        ((("*.*", "1"), ("B*", "2")), "1 1 1 1", ["TT237 2"]),
        ((("A.*", "1"), ("A.a*", "2")), "2 2 - -", ["TT237 1"]),
        ((("A.*", "1"), ("A.a*", "1")), "1 1 - -", ["TT221 1"]),
        ((("B.*", "1"), ("B.a", "2"), ("B.b", "2")), "- - 2 2", ["TT221 1"]),
        ((("A.*", "1"), ("*.a", "2"), ("A.a", "3")), "3 1 2 -", []),
    ],
)
def test_no_override_is_without_effect_in_silence(
    said: tuple[tuple[str, str], ...], values: str, codes: list[str]
) -> None:
    """Neither where another one wins everywhere, nor where two disagree somewhere."""
    found = reaches(_overrides(*said), KNOWN, lambda _, __: True)
    decided = {name: each.value for name, each in single(found, KNOWN)}
    assert [decided.get(name, "-") for name in KNOWN] == values.split()
    told = [f"{each.code} {each.span.line}" for each in doubts(found) if each.span]
    assert told == codes


def test_what_several_packages_share_may_decide_for_another() -> None:
    """So that it is not idle where one of them says more."""
    shared = _overrides(("B.*", "1"), inherited=True)
    own = _overrides(("B.a", "2"), ("B.b", "2"))
    found = reaches([*shared, *own], KNOWN, lambda _, __: True)
    assert [*doubts(found)] == []


def test_the_first_of_those_that_the_docs_fit_decides() -> None:
    """An override that expects another text leaves a name to the next one."""
    said = _overrides(("A.a*", "1"), ("A.*", "2"))
    found = reaches(said, KNOWN, lambda each, name: (each.value, name) != ("1", "A.a"))
    assert {name: each.value for name, each in single(found, KNOWN)} == {
        "A.a": "2",
        "A.ab": "1",
    }
