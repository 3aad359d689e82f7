from __future__ import annotations

import pytest

from typetable.language.dialects import packaged
from typetable.notation.grammar import Fault, keys, parse
from typetable.notation.records import Types
from typetable.notation.type_spelling import Spelled, TypeSpelling, UnionSpelling
from typetable.notation.types import (
    ANY,
    ArrayType,
    MapType,
    NamedType,
    OptionalType,
    ScalarType,
    UnionType,
    names,
)
from typetable.wording.spelling import Spelling

PYTHON, CSHARP, GO = (
    packaged()[name].types for name in ("liblab", "liblab-csharp", "liblab-go")
)
STRING, INTEGER = ScalarType("string"), ScalarType("integer")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("str | int", UnionType((STRING, INTEGER))),
        ("Union[str, Union[int, str]]", UnionType((STRING, INTEGER))),
        ("Union[str, None, int]", OptionalType(UnionType((STRING, INTEGER)))),
        ("Optional[None]", ScalarType("null")),
        ("Union[str]", STRING),
        ("Dict[str, int]", MapType(INTEGER)),
    ],
)
def test_unions_are_flat(cell: str, expected: object) -> None:
    """Members occur once, and a null among them makes the union optional."""
    assert parse(cell, PYTHON) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "array&lt;string&gt;",
        "array&ltstring&gt",
        "array&#60;string&#62;",
        "array<string>",
        "string&nbsp;array",
        "string\xa0array",
    ],
)
def test_brackets_and_blanks_may_be_entities(cell: str) -> None:
    """With the semicolon or, as browsers take them, without."""
    spelled = Spelled(array=tuple(map(TypeSpelling.of, ("array<{}>", "{} array"))))
    types = Types(words={"string": "string"}, spelled=spelled, fold=True)
    assert parse(cell, types) == ArrayType(STRING)


def test_names_know_where_they_stand() -> None:
    """In the order in which they are written, as offsets in the cell."""
    cell = r"Union[List\[Dock\], [My\_Part](Part.md)]"
    found = parse(cell, PYTHON)
    assert not isinstance(found, Fault)
    assert [(each.name, cell[each.start : each.end]) for each in names(found)] == [
        ("Dock", "Dock"),
        ("My_Part", r"[My\_Part](Part.md)"),
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("[]byte", ScalarType("bytes")),
        ("[][]byte", ArrayType(ScalarType("bytes"))),
        ("[]*pkg.Dock", ArrayType(NamedType("Dock", 0, 0))),
        ("map[string][]int64", MapType(ArrayType(INTEGER))),
    ],
)
def test_prefixes_of_go(cell: str, expected: object) -> None:
    """`[]byte` is one word, and pointers and packages mean nothing."""
    assert parse(cell, GO) == expected


@pytest.mark.parametrize(
    "cell", ["[", "[]", "[ x byte", "map[int64]string", "map[string]", "*", "a b"]
)
def test_faults_of_go(cell: str) -> None:
    """Whatever is cut off or out of place is told."""
    assert isinstance(parse(cell, GO), Fault)


@pytest.mark.parametrize("part", ["[]", "map[string]", "*[]"])
def test_every_form_counts_as_depth(part: str) -> None:
    """Arrays by prefix and maps nest like arguments do."""
    found = parse(part * 8 + "string", GO, depth=8)
    assert isinstance(found, Fault)
    assert found.too_deep
    assert not isinstance(parse(part * 7 + "string", GO, depth=8), Fault)


def test_suffixes_nest_too() -> None:
    """But `byte[]` is one word."""
    assert parse("byte[][]", CSHARP) == ArrayType(ScalarType("bytes"))
    assert isinstance(parse("Dock" + "[]" * 8, CSHARP, depth=8), Fault)


def test_a_fault_points_at_the_word() -> None:
    """Its offsets are those of what cannot stand there."""
    found = parse("List[Dock, Dock!]", PYTHON)
    assert isinstance(found, Fault)
    assert (found.start, found.message) == (15, "`!]` cannot stand in a type")


def _spelled(*texts: str) -> tuple[TypeSpelling, ...]:
    return tuple(map(TypeSpelling.of, texts))


WORDED = Types(
    words={"string": "string", "non-negative integer": "integer", "time": "date-time"},
    spelled=Spelled(
        array=_spelled("list", "array of {}", "{} array", "[{}]"),
        map=_spelled("object", "Map[{_}, {}]", "dictionary of {}"),
        nullable=_spelled("?{}", "{} or nothing"),
        union=tuple(map(UnionSpelling, ("{} or {}", "one of {, }", "{} / {}"))),
        plain=_spelled("{} object", "({})", "a {}"),
    ),
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("array of string", ArrayType(STRING)),
        ("array of array of string array", ArrayType(ArrayType(ArrayType(STRING)))),
        ("list", ArrayType(ANY)),
        ("object", MapType(ANY)),
        ("Map[string, [string]]", MapType(ArrayType(STRING))),
        ("Map[Map[x, y], time]", MapType(ScalarType("date-time"))),
        ("Map[sttring, string]", MapType(STRING, NamedType("sttring", 4, 11))),
        ("?string or time", OptionalType(UnionType((STRING, ScalarType("date-time"))))),
        ("string or nothing", OptionalType(STRING)),
        ("one of string, list", UnionType((STRING, ArrayType(ANY)))),
        (
            "(string or time) array",
            ArrayType(UnionType((STRING, ScalarType("date-time")))),
        ),
        ("a non-negative integer", INTEGER),
        ("Rental object", NamedType("Rental", 0, 6)),
        ("dictionary of Rental object", MapType(NamedType("Rental", 14, 20))),
        ("string / time / string", UnionType((STRING, ScalarType("date-time")))),
    ],
)
def test_types_in_words(cell: str, expected: object) -> None:
    """Spellings are tried by their longest beginning, suffixes bind before what stands between."""
    assert parse(cell, WORDED) == expected


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("array of", "the type ends too early"),
        ("[string", "the type ends too early"),
        ("[string)", "`)` is not expected in `[{}]`"),
        ("Map[string]", "the type ends too early"),
        ("Map<string, string>", "this dialect writes `Map[{_}, {}]`"),
        ("Set<string>", "`Set` takes no type arguments"),
        ("string string", "`string` is not expected here"),
        ("string & time", "`& time` cannot stand in a type"),
        ("", "the type cell is empty"),
    ],
)
def test_faults_name_the_spelling(cell: str, message: str) -> None:
    """A spelling that was begun is never taken back for another one."""
    found = parse(cell, WORDED)
    assert isinstance(found, Fault)
    assert found.message == message


@pytest.mark.parametrize("part", ["array of ", "?", "a ", "[", "("])
def test_long_cells_are_read_in_a_loop(part: str) -> None:
    """However many prefixes there are, they are a type or too deep, never a crash."""
    found = parse(part * 5_000 + "string", WORDED)
    assert isinstance(found, Fault) == (part != "a ")


WORDY = Types(
    fold=True,
    plurals=True,
    literals=True,
    empty="any",
    words={"text": "string", "whole number": "integer"},
    foreign=(Spelling.of("({_}) => {_}"),),
    around=(Spelling.of("type: {}"),),
    affixes=(Spelling.of("pkg.{}"),),
    spelled=Spelled(
        array=(TypeSpelling.of("many {}"), TypeSpelling.of("{}[]")),
        nullable=(TypeSpelling.of("{}, or nil"),),
        union=(UnionSpelling("{} or {}"),),
    ),
)


@pytest.mark.parametrize(
    ("cell", "known"),
    [
        ("Whole number", ['words."whole number"']),
        ("many texts", ['spelled.array = "many {}"', 'words."text"']),
        ("text, or nil", ['words."text"', 'spelled.nullable = "{}, or nil"']),
        ("type: text", ['around = "type: {}"', 'words."text"']),
        ("type: (x) or", []),
        ("pkg.Dock[]", ['affixes = "pkg.{}"', 'spelled.array = "{}[]"']),
        ("1 or 2", ["literals = true", 'spelled.union = "{} or {}"']),
        ("(a) => b", ['foreign = "({_}) => {_}"']),
        ("", ['empty = "any"']),
        ("Dock", []),
    ],
)
def test_the_keys_that_know_a_type_are_told(cell: str, known: list[str]) -> None:
    """Each once, as it stands in the file; a cell that is no type has none."""
    assert [*keys(cell, WORDY)] == [f"[types] {key}" for key in known]


OBJECTS = Types(
    fold=True,
    phrases=True,
    words={"string": "string", "object": "object"},
    affixes=(Spelling.of("{} Object"), Spelling.of("{} Objects")),
    spelled=Spelled(array=(TypeSpelling.of("[{}]"), TypeSpelling.of("list of {}"))),
    foreign=(Spelling.of("..."),),
)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Provider Object", "Provider"),
        ("Spatial Extent Object", "Spatial Extent"),
        ("[Link Object]", "Link"),
        ("list of Tower Objects", "Tower"),
        ("Spatial Extent", "Spatial Extent"),
        ("Provider", "Provider"),
    ],
)
def test_a_word_that_names_wear_is_part_of_a_name(cell: str, name: str) -> None:
    """Behind another word; else it means what the dialect says."""
    found = parse(cell, OBJECTS)
    assert not isinstance(found, Fault)
    assert [each.name for each in names(found)] == [name]


@pytest.mark.parametrize("cell", ["Object", "object", "[Object]"])
def test_a_word_that_names_wear_is_a_word_alone(cell: str) -> None:
    """There is no name for it to be worn by."""
    found = parse(cell, OBJECTS)
    assert found in (ScalarType("object"), ArrayType(ScalarType("object")))


def test_a_cell_of_dots_may_be_foreign() -> None:
    """Elsewhere dots around a type mean nothing."""
    assert parse("...", OBJECTS) == ANY
    assert parse("string.", OBJECTS) == STRING


@pytest.mark.parametrize(
    "cell",
    [
        "list of [Dock](#dock) or [Gate *Way*](#gate-way)",
        "Map<`string`, [Dock](https://dock.example/Gate)> or Gate",
        "array of **Dock** &#124; <b>Gate</b>",
        "Dock[], (Gate)",
    ],
)
def test_names_know_where_they_stand_in_a_raw_cell(cell: str) -> None:
    """Where links and marks are around them, too."""
    found = parse(cell, PLAIN)
    assert not isinstance(found, Fault), found
    spans = [cell[each.start : each.end] for each in names(found)]
    assert [each[:4] for each in spans] == ["Dock", "Gate"]


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("[Dock](#dock)]", "]"),
        ("array of [Dock](#dock) | (", ""),
        ("Map[`string`, [Dock](#dock)] ]", "]"),
    ],
)
def test_a_fault_knows_where_it_stands_in_a_raw_cell(cell: str, fault: str) -> None:
    """Also at its end."""
    found = parse(cell, PLAIN)
    assert isinstance(found, Fault)
    assert cell[found.start : found.end] == fault
    assert found.start >= len(cell) - 1


PLAIN = packaged()["plain"].types


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('"a" or "b"', ScalarType("string", values=("a", "b"))),
        ("'a', 'b' or 'c'", ScalarType("string", values=("a", "b", "c"))),
        ('"a"', ScalarType("string", values=("a",))),
        ("1 | 2 | 1", ScalarType("integer", values=(1, 2))),
        ("0.5 | 1.5", ScalarType("number", values=(0.5, 1.5))),
        ('"a" | string', STRING),
        ('string | "a"', STRING),
        ('"a" | null', OptionalType(ScalarType("string", values=("a",)))),
        ('("a" | "b")[]', ArrayType(ScalarType("string", values=("a", "b")))),
        (
            'number | "auto"',
            UnionType((ScalarType("number"), ScalarType("string", values=("auto",)))),
        ),
        ("true | false", ScalarType("boolean")),
        ("007", INTEGER),
        ("9" * 5000, INTEGER),
    ],
)
def test_literals_are_values_of_their_types(cell: str, expected: object) -> None:
    """Those of one kind are listed together, unless all of that kind may be."""
    assert parse(cell, PLAIN) == expected


SPEC = packaged()["serverless-workflow"].types
PART = NamedType("part")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("[`part`](#a)", PART),
        ("[`part[]`](#a)", ArrayType(PART)),
        ("[`map[string, part]`](#a)", MapType(PART)),
        ("`string`<br>[`part`](#a)", UnionType((STRING, PART))),
        ("[array of part](#a)", ArrayType(PART)),
        ("[array of spare part](#a)", ArrayType(NamedType("spare part"))),
    ],
)
def test_a_link_may_be_a_type_around_one_name(cell: str, expected: object) -> None:
    """It leads to what is called so, and its words are those of the type."""
    found = parse(cell, SPEC)
    assert found == expected
    assert not isinstance(found, Fault)
    assert [each.target for each in names(found)] == ["#a"]


@pytest.mark.parametrize(
    ("cell", "targets"),
    [
        ("[`map[string, part]` or `other[]`](#a)", ["", ""]),
        ("[`integer[]`](#a)", []),
    ],
)
def test_a_link_around_several_names_leads_to_none(
    cell: str, targets: list[str]
) -> None:
    """Nobody knows which of them it is about."""
    found = parse(cell, SPEC)
    assert not isinstance(found, Fault)
    assert [each.target for each in names(found)] == targets


@pytest.mark.parametrize(
    "cell",
    [
        "string<br>integer",
        "string<br/>integer<br>",
        "string |<br> integer",
        "string<br><br>integer",
        "<br>string<br>\\|<br>integer",
    ],
)
def test_the_end_of_a_line_stands_between_types(cell: str) -> None:
    """Where a dialect spells unions by it, unless it ends or begins no type."""
    assert parse(cell, SPEC) == UnionType((STRING, INTEGER))


def test_other_ends_of_lines_mean_nothing() -> None:
    """As blanks do."""
    assert parse("map[string,<br>integer]", SPEC) == MapType(INTEGER)
    assert isinstance(parse("text<br>integer", packaged()["oas"].types), Fault)


WORDS = Types(
    fold=True,
    words={"text": "string", "whole": "integer", "file": "bytes"},
    means={
        TypeSpelling.of("ids of {}"): "list of text",
        TypeSpelling.of("odd {_}"): "list of",
    },
    spelled=Spelled(
        array=(
            TypeSpelling.of("list of {}"),
            TypeSpelling.of("list[{}]"),
            TypeSpelling.of("pair of {} and {}"),
        ),
        map=(TypeSpelling.of("map of {}"),),
        nullable=(TypeSpelling.of("?{}"),),
        partial=(TypeSpelling.of("partial {}"), TypeSpelling.of("a part of {}")),
        union=(UnionSpelling("{} or {}"), UnionSpelling("{}, {}")),
        plain=(TypeSpelling.of("{} object"),),
    ),
)
PART, WHOLE = NamedType("Part", partial=True), NamedType("Part")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("partial Part", PART),
        ("a part of [Part](#part) object", PART),
        ("partial [Part](#part)", PART),
        ("[partial Part](#part)", PART),
        ("[Partial  Part](#part)", PART),
        ("list of partial Part", ArrayType(PART)),
        ("partial list[Part]", ArrayType(PART)),
        ("partial map of Part", MapType(PART)),
        ("?partial Part", OptionalType(PART)),
        ("partial ?Part", OptionalType(PART)),
        ("partial Part or Part", UnionType((PART, WHOLE))),
        ("partial text", STRING),
    ],
)
def test_a_model_may_be_partial(cell: str, expected: object) -> None:
    """Also one in an array, and where the text of a link says so."""
    assert parse(cell, WORDS) == expected


def test_a_phrase_may_mean_another_type() -> None:
    """Whatever stands in its holes; one that means none is a fault of its cell."""
    assert parse("ids of [Part](#part) object", WORDS) == ArrayType(STRING)
    assert keys("ids of Part", WORDS) == ('[types] means."ids of {}"',)
    assert isinstance(parse("odd x", WORDS), Fault)


def test_an_array_of_several_types_has_any_of_them() -> None:
    """A tuple is one of what its parts have in common."""
    either = UnionType((STRING, INTEGER))
    assert parse("list[text, whole]", WORDS) == ArrayType(either)
    assert parse("pair of text and whole", WORDS) == ArrayType(either)
    assert parse("list[whole, ?whole]", WORDS) == ArrayType(OptionalType(INTEGER))


def test_a_word_that_is_a_link_may_be_a_model() -> None:
    """A vague one means what the link leads to, if that is a model."""
    found = parse("[File](#file)", WORDS)
    assert found == NamedType("File", otherwise=ScalarType("bytes"))
    assert parse("file", WORDS) == ScalarType("bytes")
    assert parse("[text](#text)", WORDS) == STRING


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("string - an address", STRING),
        ("array of string - of what", ArrayType(STRING)),
        ('"a" - the first', ScalarType("string", values=("a",))),
    ],
)
def test_a_spelling_may_end_in_anything(cell: str, expected: object) -> None:
    """Which is no second type."""
    assert parse(cell, packaged()["plain"].types) == expected


@pytest.mark.parametrize("cell", ["1 - 5", "0 - any"])
def test_a_range_of_numbers_is_no_type(cell: str) -> None:
    """What looks like a number and a remark may be one."""
    assert isinstance(parse(cell, packaged()["plain"].types), Fault)


def test_a_backslash_before_a_letter_is_part_of_a_name() -> None:
    r"""As in `\DateTime`; one before a mark escapes it."""
    spelled = packaged()["openapi-generator-php"].types
    assert parse(r"\DateTime", spelled) == ScalarType("date-time")
    listed = parse(r"**\Shop\Model\Order[]**", spelled)
    assert isinstance(listed, ArrayType)
    assert isinstance(listed.items, NamedType)
    assert listed.items.name == "Order"
    plain = parse(r"Big\_Order", packaged()["liblab"].types)
    assert isinstance(plain, NamedType)
    assert plain.name == "Big_Order"


def test_a_size_of_an_array_is_a_number() -> None:
    """A word there may be an argument of a type that nobody knows."""
    plain = packaged()["plain"].types
    assert parse("number[3]", plain) == ArrayType(ScalarType("number"))
    for cell in ("Page[User]", "string[User]"):
        assert isinstance(parse(cell, plain), Fault)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("json", ScalarType("object")),
        ("json or string", UnionType((ScalarType("object"), STRING))),
        ("json string", STRING),
        ("json[]", ArrayType(ScalarType("object"))),
        ("LIST<JSON>", ArrayType(ScalarType("object"))),
        ("list[json]", ArrayType(ScalarType("object"))),
        ("hash", MapType(ANY)),
    ],
)
def test_a_word_that_also_begins_a_spelling_is_that_word_alone(
    cell: str, expected: object
) -> None:
    """Before a type it is the spelling, and so where that is the whole of it."""
    assert parse(cell, packaged()["plain"].types) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("timestamptz", ScalarType("date-time")),
        ("jsonb", ScalarType("object")),
        ("varchar(45)", STRING),
        ("string primary key", STRING),
        ("[]int", ArrayType(INTEGER)),
        ("`*string`", STRING),
        ("map[string]string", MapType(STRING)),
        ("[Int!]!", ArrayType(INTEGER)),
        ("string\uff08textarea\uff09", STRING),
        ("\u6570\u7ec4&lt;string&gt;", ArrayType(STRING)),
        ("\ubb38\uc790\uc5f4 \ubc30\uc5f4", ArrayType(STRING)),
        (
            "\u043c\u0430\u0441\u0441\u0438\u0432 \u0441\u0442\u0440\u043e\u043a\u0430",
            ArrayType(STRING),
        ),
    ],
)
def test_types_of_databases_and_languages_are_known(
    cell: str, expected: object
) -> None:
    """To hand-written docs."""
    assert parse(cell, packaged()["plain"].types) == expected
