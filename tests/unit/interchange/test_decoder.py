from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from typetable.interchange.decoder import MalformedError, decoded
from typetable.schema import ScalarName

FIELD = {
    "name": "f",
    "wire_name": "f",
    "type": {"kind": "scalar", "scalar": "string"},
    "required": True,
    "description": "",
    "line": 1,
}


def whole(field: str | None = None, more: str = "null") -> str:
    """Return the text of a small document, with another text for its field, on one line each."""
    text = json.dumps(FIELD) if field is None else field
    head = '{"kind": "object", "name": "M", "description": "", "line": 1, "fields": ['
    return (
        f'{{"more": {more},\n"typetable_schema": 1, "modules": [\n'
        f'{{"module": "m", "source": "m.md", "models": [\n{head}\n{text}\n]}}]}}]}}'
    )


def problem(text: str) -> tuple[str, str]:
    """Return what is wrong with a text, and what stands there."""
    with pytest.raises(MalformedError) as caught:
        decoded(text)
    return caught.value.message, text[slice(*caught.value.place)]


def with_(**values: Any) -> str:
    """Return a document whose field has other values."""
    return whole(json.dumps(FIELD | values))


def test_a_document_is_records() -> None:
    """Further keys are left alone, whatever they hold."""
    (module,) = decoded(whole(more='[{"kind": 1e400}, {"a": [9e99]}]')).modules
    (model,) = module.models
    assert (module.module, model.name) == ("m", "M")


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        ("[]", "the document must be an object", "["),
        ("1", "the document must be an object", "1"),
        ("{}", "the document has no `typetable_schema`", "{"),
        (with_(name=1), "`name` must be a string", "1"),
        (with_(name=""), "`name` must be a non-empty string", '""'),
        (with_(name="a\0"), "`name` must be a non-empty string", '"a\\u0000"'),
        (with_(required="yes"), "`required` must be true or false", '"yes"'),
        (with_(type=[]), "`type` must be an object", "["),
        (with_(type={}), "`type` has no `kind`", "{"),
        (with_(type={"kind": "ref"}), "`type` has no `model`", "{"),
        (
            with_(type={"kind": "class"}),
            "`kind` must be one of scalar, array, map, ref, union",
            '"class"',
        ),
        (
            with_(type={"kind": "scalar", "scalar": 1}),
            f"`scalar` must be one of {', '.join(get_args(ScalarName))}",
            "1",
        ),
        (
            with_(type={"kind": "union", "members": [{"kind": "array"}]}),
            "this item has no `items`",
            "{",
        ),
        (whole("[]"), "this item must be an object", "["),
        (with_(line=1.0), "`line` must be a line, counted from 1", "1.0"),
        (with_(line=2**31), "`line` must be a line, counted from 1", str(2**31)),
        (with_(line=-(2**70)), "`line` must be a line, counted from 1", str(-(2**70))),
        (whole(json.dumps(FIELD).replace(": 1}", f": {'9' * 5000}}}")), "", "9" * 5000),
    ],
)
def test_a_wrong_value_is_found_at_its_place(text: str, message: str, at: str) -> None:
    """In words that name the key and what it must be."""
    said, place = problem(text)
    assert said == (message or "`line` is out of range")
    assert place == at


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("", "not JSON: the text ends too early", 1),
        ("{\n", "not JSON: the text ends too early", 2),
        (whole(more="NaN"), "not JSON: invalid character", 1),
        (whole(more='"\t"'), "not JSON: invalid character", 1),
        (whole()[:-1] + "]", "not JSON: expected ',' or '}'", 6),
        (whole() + "x", "not JSON: trailing characters", 6),
        (whole('"é"é'), "not JSON: expected ',' or ']'", 5),
    ],
)
def test_what_is_no_json_is_found_where_reading_stops(
    text: str, message: str, line: int
) -> None:
    """By characters, however many bytes stand before."""
    with pytest.raises(MalformedError) as caught:
        decoded(text)
    assert caught.value.message == message
    start, end = caught.value.place
    assert text[:start].count("\n") + 1 == line
    if message.startswith("not JSON: expected"):
        assert text[start:end] in {"]", "é"}


@pytest.mark.parametrize(
    "half", ["\\ud800", "\\udfff", "\\udc00\\ud800", "\\uD800x", "\\ud800\\n"]
)
@pytest.mark.parametrize("key", ["name", "kind", "more", "na"])
def test_half_of_a_character_is_found_in_its_string(half: str, key: str) -> None:
    """Wherever it stands: UTF-8 cannot say it, so nothing can be made of it."""
    wrong = f'"a{half}"'
    texts = {
        "name": whole().replace('"name": "f"', f'"name": {wrong}'),
        "kind": whole().replace('"scalar", ', f"{wrong}, "),
        "more": whole(more=wrong),
        "na": whole(more=f"{{{wrong}: 1}}"),
    }
    message = "this text holds half of a character, such as \\ud800"
    assert problem(texts[key]) == (message, wrong)


def test_both_halves_are_a_character() -> None:
    """As JSON has it for characters beyond the first 65,536."""
    assert decoded(whole(more='"\\ud83d\\ude00"'))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (whole('{"name": "f", "name": "g"}'), 5),
        (whole(more='{"a": 1, "\\u0061": 2}'), 1),
        (whole().replace('"modules"', '"modules": [], "modules"', 1), 2),
    ],
)
def test_a_name_that_is_there_twice_is_found_at_the_second(
    text: str, line: int
) -> None:
    """Nobody can tell what was meant, also of a key that is not known."""
    with pytest.raises(MalformedError, match="is there twice in an object") as caught:
        decoded(text)
    assert text[: caught.value.place[0]].count("\n") + 1 == line


@pytest.mark.parametrize("opened", ["[", '{"a":'])
def test_deep_brackets_are_found_where_they_are_too_many(opened: str) -> None:
    """And take no more of the stack than there is."""
    message, bracket = problem(whole(more=opened * 100_000))
    assert (message, bracket) == ("this is nested too deeply", opened[0])


def test_another_version_is_told_before_anything_else() -> None:
    """What else it holds may be right there; keys may be sorted by name."""
    text = '{"modules": {"a": 1}, "typetable_schema": 2}'
    assert problem(text) == ("`typetable_schema` must be 1, the format known here", "2")
