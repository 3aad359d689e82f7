"""What examples show of words that nobody knows in the docs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.examples.evidence import revised
from typetable.examples.proof import prove
from typetable.examples.sightings import instances
from typetable.learning.learner import learn, taught
from typetable.pipeline import explain, understand_pages
from typetable.settings.package import Package
from typetable.source import SourceFile

if TYPE_CHECKING:
    from typetable.learning.lessons import Lesson

ORDER = """\
# Order

| Field | Type | Required |
| :--- | :--- | :--- |
| id | Key | yes |
| total | Geld | {word} |
| parts | array of Part | yes |

# Part

| Field | Type | Required |
| :--- | :--- | :--- |
| sku | Key | yes |
| name | string | yes |
"""
PART = '{"sku": "s", "name": "n"}'


def lessons(page: str, *examples: str) -> dict[str, Lesson]:
    """Return what a page with examples of its first model teaches, by what is taught."""
    fences = "".join(f"\n```json\n{each}\n```\n" for each in examples)
    text = page.replace("\n# Part", f"{fences}\n# Part")
    source = SourceFile(path="docs/a.md", name="a.md", text=text)
    learnt = learn([source], "ours.toml")
    package = Package(path="x", wire_case="as-documented")
    read = understand_pages(package, [source], dialect=learnt.dialect)
    proof = prove(read.schema, [source])
    found = [*instances(proof, read.schema)]
    new = revised(learnt.lessons, explain(read), found, read.schema)
    assert taught(new, "ours.toml").lessons == new
    return {each.value: each for each in new}


def order(number: int, total: str = ', "total": 1.5') -> str:
    """Return an order with a part."""
    return f'{{"id": "{number}"{total}, "parts": [{PART}]}}'


def test_three_values_show_a_type() -> None:
    """Also those in models inside; what fewer show is left to people, with the numbers."""
    found = lessons(ORDER.format(word="yes"), order(1), order(2))
    assert (found["Key"].is_sure, found["Key"].meaning) == (True, "string")
    assert found["Key"].evidence == "Examples of `Key` are texts (4)."
    assert (found["Geld"].is_sure, found["Geld"].meaning) == (False, "number")


def test_values_of_several_kinds_show_no_type() -> None:
    """But integers among numbers are numbers, and null is of any."""
    same = ['"total": 1', '"total": 2.5', '"total": null', '"total": 3']
    found = lessons(ORDER.format(word="no"), *[order(1, f", {e}") for e in same])
    assert (found["Geld"].is_sure, found["Geld"].meaning) == (True, "number")
    mixed = ['"total": 1', '"total": "2"', '"total": 3', '"total": "4"']
    found = lessons(ORDER.format(word="no"), *[order(1, f", {e}") for e in mixed])
    assert (found["Geld"].is_sure, found["Geld"].meaning) == (False, "any")


def test_what_is_absent_is_optional() -> None:
    """Three times are enough for an unknown word; that one is always there proves little."""
    page = ORDER.format(word="vielleicht")
    found = lessons(page, *[order(n, "") for n in range(3)])["vielleicht"]
    assert (found.is_sure, found.meaning) == (True, "optional")
    found = lessons(page, order(1, ""), order(2))["vielleicht"]
    assert (found.is_sure, found.meaning) == (False, "optional")
    found = lessons(page, *[order(n) for n in range(4)])["vielleicht"]
    assert (found.is_sure, found.meaning) == (False, "required")


def test_examples_may_contradict_a_word() -> None:
    """Then it is a question, and what the word means is left as it is."""
    page = ORDER.format(word="mandatory")
    found = lessons(page, *[order(n, "") for n in range(3)])["mandatory"]
    assert (found.is_sure, found.meaning) == (False, "optional")
    assert "mandatory" not in lessons(page, order(1), order(2, ""))


def test_dots_show_that_nothing_is_absent() -> None:
    """An example in part says nothing of what it leaves out."""
    page = ORDER.format(word="vielleicht")
    parts = [order(n, ", ...") for n in range(3)]
    assert "Of 0" not in lessons(page, *parts)["vielleicht"].evidence
    assert lessons(page, *parts)["vielleicht"].evidence.endswith(
        "required or optional?"
    )


MARKED = """\
# Order

| Field | Type |
| :--- | :--- |
| id | string |
| name | string |
| note? | string |
"""


def test_unmarked_members_that_examples_lack_are_a_question() -> None:
    """Where the docs mark optional members, the others are required only if examples have them."""
    more = "".join(MARKED.replace("Order", each) for each in ("Item", "Shop"))
    page = f"{MARKED}\n# Part\n\n{more}"
    assert lessons(page, '{"id": "a", "name": "b"}')["required"].is_sure
    assert not lessons(page, '{"id": "a"}')["required"].is_sure
