"""Which examples are what their tables say, which are not, and which are left open."""

from __future__ import annotations

import pytest

from typetable.diagnostics import report_order
from typetable.examples.proof import Proof, prove
from typetable.pipeline import understand_pages
from typetable.settings.package import Package
from typetable.source import SourceFile

STATION = """\
# Station

| Name | Type | Required | Description |
| :--- | :--- | :--- | :--- |
| id | string | yes | The key. |
| name | string | yes | What is on its sign. |
| open | boolean | no | Whether it is in use. |
| owner | Owner | no | Whose it is. |
| docks | array of Dock | no | All its docks. |

# Owner

| Name | Type | Required | Description |
| :--- | :--- | :--- | :--- |
| owner_id | string | yes | The key. |
| street | string | yes | Where it lives. |

# Dock

| Name | Type | Required | Description |
| :--- | :--- | :--- | :--- |
| number | integer | yes | How it is called. |
"""
WHOLE = '{"id": "1", "name": "North"}'
LACKING = '{"id": "1", "open": true}'
OWNER = '{"owner_id": "1", "street": "Mill"}'


def source(text: str, path: str = "spec/a.md") -> SourceFile:
    """Return a file."""
    return SourceFile(path=path, name=path, text=text)


def proved(text: str, *payloads: SourceFile) -> Proof:
    """Return what became of the examples of a page."""
    package = Package(path="x", dialect="plain", wire_case="as-documented")
    pages = [source(text)]
    read = understand_pages(package, pages)
    return prove(read.schema, pages, payloads, read.diagnostics)


def fence(text: str, info: str = "json") -> str:
    """Return code in a fence."""
    return f"\n```{info}\n{text}\n```\n"


def below(json: str, heading: str = "# Station", before: str = "") -> str:
    """Return the page with an example below the table of a heading."""
    head, _, rest = STATION.partition(f"{heading}\n")
    table, line, tail = rest.partition("\n# ")
    return f"{head}{heading}\n{table}\n{before}\n{fence(json)}{line}{tail}"


def states(proof: Proof) -> list[tuple[str, str]]:
    """Return the state of each example, and its model."""
    return [(each.state, each.model) for each in proof.verdicts]


def test_an_example_is_of_the_model_of_its_heading() -> None:
    """It decodes where it fits, and differs where it does not."""
    assert states(proved(below(WHOLE))) == [("decodes", "Station")]
    assert states(proved(below(LACKING))) == [("differs", "Station")]


@pytest.mark.parametrize(
    "json",
    [
        f"[{WHOLE}, {WHOLE}]",
        f'{{"ttl": 3, "data": {WHOLE}}}',
        f'{{"count": 1, "stations": [{WHOLE}]}}',
        f"{WHOLE}\n{WHOLE}",
    ],
)
def test_an_example_may_wrap_its_model(json: str) -> None:
    """What one member or an array holds is the example, where that is what looks like it."""
    assert states(proved(below(json))) == [("decodes", "Station")]
    wrong = json.replace('"name": "North"', '"name": 4')
    assert states(proved(below(wrong))) == [("differs", "Station")]


@pytest.mark.parametrize(
    "heading", ["Example", "Examples:", "JSON example", "Example of a Station"]
)
def test_a_heading_of_a_mere_example_is_none(heading: str) -> None:
    """An example below a heading that only announces it is of the model around."""
    text = STATION.replace("\n# Owner", f"\n## {heading}\n{fence(LACKING)}\n# Owner")
    assert states(proved(text)) == [("differs", "Station")]


@pytest.mark.parametrize(
    "heading", ["Create a station", "Example response", "History", "Errors"]
)
def test_an_example_below_another_heading_accuses_nobody(heading: str) -> None:
    """It may be something else: it proves the model where it fits, and else it is open."""
    text = STATION.replace("\n# Owner", f"\n## {heading}\n{fence('{}')}\n# Owner")
    assert states(proved(text.replace("{}", WHOLE))) == [("decodes", "Station")]
    assert states(proved(text.replace("{}", LACKING))) == [("open", "")]


@pytest.mark.parametrize(
    "before",
    ["The request:", "This is invalid:", "In earlier versions:", "A part of it:"],
)
def test_a_sentence_may_cast_doubt(before: str) -> None:
    """Where the sentence above says that it may be another thing, nobody is accused."""
    assert states(proved(below(LACKING, before=before))) == [("open", "")]


def test_a_sentence_may_name_another_model() -> None:
    """The model that the sentence calls an example of counts, and not that of the heading."""
    wrong = OWNER.replace('"Mill"', "4")
    said = "An example of an `Owner`:"
    assert states(proved(below(wrong, before=said))) == [("differs", "Owner")]
    assert states(proved(below(OWNER, before="See `Owner`."))) == [("decodes", "Owner")]
    assert states(proved(below(wrong, before="See `Owner`."))) == [("open", "")]


def test_a_member_names_its_model() -> None:
    """An example of a member, by the sentence above, is of the model of that member."""
    said = "An example of `docks`:"
    assert states(proved(below('[{"number": 1}]', before=said))) == [
        ("decodes", "Dock")
    ]
    wrong = '[{"number": "1"}]'
    assert states(proved(below(wrong, before=said))) == [("differs", "Dock")]


def test_one_model_alone_fits() -> None:
    """An example that nothing names proves the only model that it fits, and accuses none."""
    assert states(proved(below(OWNER, "# Dock"))) == [("decodes", "Owner")]
    wrong = OWNER.replace('"Mill"', "4")
    assert states(proved(below(wrong, "# Dock"))) == [("open", "")]


def test_another_model_may_have_all_members() -> None:
    """Then an example with a member that its heading has not accuses nobody."""
    wrong = '{"number": 1, "street": 4}'
    assert states(proved(below(wrong, "# Dock"))) == [("differs", "Dock")]
    both = STATION.replace(
        "| owner_id |", "| number | integer | no | A key. |\n| owner_id |"
    )
    page = both + fence(wrong)
    assert states(proved(page)) == [("open", "")]


def test_nothing_is_unknown_where_a_table_is_left_out() -> None:
    """A member may be in a table that nobody reads; what lacks is told all the same."""
    page = STATION.replace(
        "\n# Owner", "\n| Cat | Dog |\n|---|---|\n| a | b |\n\n# Owner"
    )
    more = WHOLE.replace("}", ', "cat": 1}')
    for text, expected in ((STATION, ["differs"]), (page, ["decodes"])):
        example = text.replace("\n# Owner", f"{fence(more)}\n# Owner")
        assert [state for state, _ in states(proved(example))] == expected
    lacking = page.replace("\n# Owner", f"{fence(LACKING)}\n# Owner")
    assert states(proved(lacking)) == [("differs", "Station")]


YAML = """\
id: "1"        # the key
name: >-
  North
  and South
open: yes
docks:
- number: 1
- {"number": 2}
owner:
    owner_id: 1
    street: Mill
"""


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        (YAML, [("decodes", "Station")]),
        ("station:\n  " + YAML.replace("\n", "\n  "), [("decodes", "Station")]),
        (f"{YAML}---\n{YAML}", [("decodes", "Station")]),
        ("- id: a\n  name: b\n-\n  id: c\n  name: d\n", [("decodes", "Station")]),
        ("id: a\n...\n", [("decodes", "Station")]),
        ("id: a\nopen: true\n", [("differs", "Station")]),
        ("id: [a, b]\nname: c\n", [("decodes", "Station")]),  # it may be anything
        ("id: &a x\nname: *a\n", [("open", "")]),
        ("id: a\n name: b\n", [("open", "")]),
        ("<<: x\nid: a\n", [("open", "")]),
        ("", [("open", "")]),
    ],
)
def test_yaml_is_an_example(yaml: str, expected: list[tuple[str, str]]) -> None:
    """As far as it says what JSON could say; else it is open, and no finding."""
    text = below("").replace("```json\n\n", f"```yaml\n{yaml}\n")
    assert states(proved(text)) == expected


def test_a_misfit_in_yaml_stands_at_its_line() -> None:
    """What differs is told by what is sure: names, lists, objects and texts."""
    yaml = 'id: "1"\nname: x\ndocks:\n  - number: one\n    nmber: 2\n'
    text = below("").replace("```json\n\n", f"```yaml\n{yaml}")
    found = sorted(proved(text).findings(), key=report_order)
    assert [each.code for each in found] == ["TT235", "TT233"]
    places = [each.span for each in found if each.span]
    lines = text.split("\n")
    assert [lines[s.line - 1][s.column - 1 : s.end - 1] for s in places] == [
        "one",
        "nmber",
    ]


def test_what_is_no_json_is_told_at_its_line() -> None:
    """A fence that says JSON and is none is counted, and told where it goes wrong."""
    text = below('{\n  "id" "1"\n}')
    proof = proved(text)
    assert states(proof) == [("no JSON", "")]
    (found,) = proof.findings()
    assert found.code == "TT223"
    assert found.span is not None
    assert text.split("\n")[found.span.line - 1] == '  "id" "1"'


def test_code_that_does_not_say_json_is_an_example_where_it_is_json() -> None:
    """A bare fence is taken for what it is; one in another language is none."""
    bare = STATION.replace("\n# Owner", f"{fence(WHOLE, '')}\n# Owner")
    assert states(proved(bare)) == [("decodes", "Station")]
    assert states(proved(bare.replace('"id":', "id:"))) == []
    assert states(proved(below("").replace("```json", "```python"))) == []


def test_json5_is_an_example() -> None:
    """Where the fence says so: names have no quotes there."""
    text = below("").replace("```json\n", "```json5\n{id: '1', name: 'North'}\n")
    assert states(proved(text)) == [("decodes", "Station")]


@pytest.mark.parametrize(
    "code",
    [
        '- So:\n\n  ```json\n  {\n    "id": "1",\n    "name": 4\n  }\n  ```\n',
        '> ```json\n> {\n>   "id": "1",\n>   "name": 4\n> }\n> ```\n',
        '1. ~~~ json\n   {"id": "1", "name": 4}\n   ~~~\n',
        '    {\n      "id": "1",\n      "name": 4\n    }\n',
    ],
)
def test_a_finding_stands_at_the_line_of_the_example(code: str) -> None:
    """Also in a list and a quote; the row that says otherwise is named beside it."""
    text = STATION.replace("\n# Owner", f"\n{code}\n# Owner")
    (found,) = proved(text).findings()
    assert found.span is not None
    line = text.split("\n")[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end - 1] == "4"
    (label,) = found.labels
    assert text.split("\n")[label.span.line - 1].startswith("| name |")


def test_a_typing_error_is_known() -> None:
    """The member that was probably meant is in the hint."""
    (found,) = proved(below(WHOLE.replace("}", ', "opne": true}'))).findings()
    assert (found.code, found.hint) == ("TT233", "did you mean `open`?")


def test_items_share_a_finding() -> None:
    """What all items of an array lack is told once, at the first of them."""
    assert len(proved(below(f"[{LACKING}, {LACKING}]")).findings()) == 1


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("in/station.json", WHOLE, ["decodes"]),
        ("in/station.json", LACKING, ["differs"]),
        ("in/Station.live.json", LACKING, ["differs"]),
        ("in/a.json", WHOLE, ["decodes"]),
        ("in/a.json", LACKING, ["open"]),
        ("in/station.jsonl", f"{WHOLE}\n\n{LACKING}\n", ["decodes", "differs"]),
        ("in/station.json", "", ["open"]),
    ],
)
def test_payloads_are_examples(path: str, text: str, expected: list[str]) -> None:
    """A file is of the model that it is called after; each line of a `.jsonl` is one."""
    proof = proved(STATION, source(text, path))
    assert [state for state, _ in states(proof)] == expected


def test_the_numbers_are_told() -> None:
    """All examples are in the summary."""
    assert proved(below(WHOLE)).summary == "1 of 1 example decodes"
    text = below(WHOLE) + fence("{") + fence("[]")
    assert proved(text).summary == "1 of 3 examples decode, 1 open, 1 no JSON"


def _enveloped(*said: str) -> str:
    rows = "| id | string | yes |\n| at | integer | yes |\n"
    head = "| Name | Type | Required |\n| --- | --- | --- |\n"
    parts = (
        f"# M{at}\n\n{head}{rows}"
        + fence(f'{{"type": "{text}", "id": "1", "at": 2}}').replace("\n\n", "\n", 1)
        for at, text in enumerate(said)
    )
    return "\n".join(parts)


def _messages(page: str) -> list[str]:
    return [each.message for each in proved(page).findings()]


def test_a_member_that_is_around_all_models_is_told_once() -> None:
    """Where each of them has a text of its own there, whatever the first example is of."""
    told = "no row is about `type`, which is in examples of 4 models"
    assert _messages(_enveloped("made", "paid", "sent", "lost")) == [told]


@pytest.mark.parametrize("said", [("made", "paid"), ("made", "made", "made")])
def test_a_member_of_few_models_or_one_text_is_told_of_each(
    said: tuple[str, ...],
) -> None:
    """It may be missing in each of them."""
    told = [f"no row of `M{at}` is about `type`" for at in range(len(said))]
    assert _messages(_enveloped(*said)) == told


def test_a_member_that_names_its_model_does_not_hide_which_model_it_is() -> None:
    """As a slip beside it is one difference, and may be half of a name."""
    page = """# Face

| Name | Type |
| --- | --- |
| faceId | integer |
| isSuperFace | boolean |

```json
{"type": "Face", "faceId": 1, "superFace": true}
```
"""
    slip, kind = proved(page).findings()
    assert "about `type`" in kind.message
    assert ("`superFace`" in slip.message, slip.hint) == (
        True,
        "did you mean `isSuperFace`?",
    )
    assert not proved(page.replace('"Face"', '"Other"')).findings()
