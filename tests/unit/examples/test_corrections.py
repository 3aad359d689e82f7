"""Which overrides would let examples decode that differ from their tables."""

from __future__ import annotations

from typetable.examples.corrections import Correction, corrections
from typetable.examples.proof import prove
from typetable.examples.sightings import instances
from typetable.language import dialects
from typetable.pipeline import understand_pages
from typetable.settings.package import Package
from typetable.source import SourceFile

ORDER = """\
# Order

| Field | Type | Required |
| :--- | :--- | :--- |
| id | string | yes |
| zip | string | yes |
| shipped | string | yes |
| tags | `string` | no |
| placed_at | string | yes |
"""


def shown(*examples: str) -> list[tuple[str, str, object, str, bool]]:
    """Return the corrections that examples of an order show."""
    text = ORDER + "".join(f"\n```json\n{each}\n```\n" for each in examples)
    source = SourceFile(path="docs/a.md", name="a.md", text=text)
    package = Package(path="x", dialect="plain", wire_case="as-documented")
    read = understand_pages(package, [source])
    found = [*instances(prove(read.schema, [source]), read.schema)]
    return [
        (e.kind, e.key, e.value, e.expect, e.is_sure)
        for e in corrections(found, read.drafts, read.sources, dialects.named("plain"))
        if isinstance(e, Correction)
    ]


def order(**values: str) -> str:
    """Return an order with some values, as JSON, instead of texts."""
    members = {"id": '"a"', "zip": '"b"', "shipped": '"c"', "placed_at": '"d"'}
    texts = (f'"{name}": {value}' for name, value in {**members, **values}.items())
    return f"{{{', '.join(texts)}}}"


def test_what_fits_shows_nothing() -> None:
    """A member that may be absent may be null without a word."""
    assert shown(order(), order(tags="null")) == []


def test_null_shows_that_a_member_can_be_null() -> None:
    """Three times are enough; less is a question."""
    same = [order(shipped="null")] * 3
    assert shown(*same) == [("nullable", "Order.shipped", True, "string", True)]
    assert shown(same[0])[0][-1] is False


def test_values_of_another_kind_show_a_union() -> None:
    """What the docs say stays possible, in their own spelling."""
    same = [order(zip="1")] * 3
    expected = ("types", "Order.zip", "string | integer", "string", True)
    assert shown(*same) == [expected]
    assert shown(order(zip="1")) == [(*expected[:-1], False)]
    (tagged,) = shown(order(tags="[]"))
    assert tagged[1:4] == ("Order.tags", "string | array", "`string`")


def test_names_are_spelled_as_examples_have_them() -> None:
    """That is so without any correction."""
    assert shown(*[order().replace("placed_at", "placedAt")] * 3) == []
