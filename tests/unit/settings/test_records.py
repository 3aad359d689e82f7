from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeVar

import pytest
from msgspec import Meta, Struct, field

from typetable.diagnostics import Diagnostic, Findings
from typetable.settings.records import Hint, Text, Texts, read
from typetable.settings.toml import Table, load

Fact = Literal["required", "optional", "nullable"]


class Pair(Struct, frozen=True, kw_only=True):
    """A record that stands in others."""

    left: str
    right: str = "none"


class Everything(Struct, frozen=True, kw_only=True):
    """A field of each kind."""

    flag: bool = False
    count: int = 1
    few: Annotated[int, Meta(le=8)] = 1
    text: str = "usual"
    loose: Text = "usual"
    short: Annotated[str, Meta(max_length=3)] = ""
    day: date | None = None
    word: Fact = "optional"
    texts: tuple[str, ...] = ("usual",)
    loose_texts: tuple[Text, ...] = ()
    some: Texts = ("usual",)
    counts: tuple[int, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    words: tuple[Fact, ...] = ()
    word_lists: tuple[tuple[Fact, ...], ...] = ()
    pair: Pair | None = None
    pairs: tuple[Pair, ...] = ()
    renamed: str = field(default="", name="class")
    by_text: Mapping[str, str] = {}
    by_word: Mapping[Fact, str] = {}
    facts: Mapping[str, Fact] = {}
    many_facts: Mapping[str, tuple[Fact, ...]] = {}
    by_texts: Mapping[str, tuple[str, ...]] = {}
    by_pair: Mapping[str, Pair] = {}


R = TypeVar("R", bound=Struct)


def stated(
    text: str, kind: type[R], around: R | None = None
) -> tuple[R | None, tuple[Diagnostic, ...]]:
    """Return the record of a file, and what is wrong with it."""
    file, problems = load(text, "x.toml")
    assert file is not None, problems
    findings = Findings("x.toml")
    return read(kind, Table(file, findings), around), findings.diagnostics


def problem_of(text: str, kind: type[Struct] = Everything) -> Diagnostic:
    """Return the one mistake of a file."""
    _, (problem,) = stated(text, kind)
    assert problem.path == "x.toml"
    return problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("flag = true", {"flag": True}),
        ("count = 9", {"count": 9}),
        ("few = 8", {"few": 8}),
        ('text = "a"', {"text": "a"}),
        ('loose = ""', {"loose": ""}),
        ('short = "abc"', {"short": "abc"}),
        ("day = 2030-12-31", {"day": date(2030, 12, 31)}),
        ('word = "nullable"', {"word": "nullable"}),
        ('texts = ["a", "b"]', {"texts": ("a", "b")}),
        ('texts = "a"', {"texts": ("a",)}),
        ("texts = []", {"texts": ()}),
        ('loose_texts = ["", "a"]', {"loose_texts": ("", "a")}),
        ('loose_texts = ""', {"loose_texts": ("",)}),
        ('some = ["a"]', {"some": ("a",)}),
        ("counts = [3, 4]", {"counts": (3, 4)}),
        ("counts = 3", {"counts": (3,)}),
        ('lists = [["a", "b"], "c"]', {"lists": (("a", "b"), ("c",))}),
        ('words = ["nullable", "optional"]', {"words": ("nullable", "optional")}),
        ('words = "nullable"', {"words": ("nullable",)}),
        ('word_lists = [["nullable"]]', {"word_lists": (("nullable",),)}),
        ('pair.left = "a"', {"pair": Pair(left="a")}),
        ('pairs = [{left = "a"}]', {"pairs": (Pair(left="a"),)}),
        ('class = "a"', {"renamed": "a"}),
        ('by_text = {"a b" = "c"}', {"by_text": {"a b": "c"}}),
        ('by_word = {nullable = "c"}', {"by_word": {"nullable": "c"}}),
        ('facts = {"*" = "nullable"}', {"facts": {"*": "nullable"}}),
        (
            'many_facts = {a = ["nullable", "optional"], b = "required"}',
            {"many_facts": {"a": ("nullable", "optional"), "b": ("required",)}},
        ),
        ('by_texts = {a = ["b"]}', {"by_texts": {"a": ("b",)}}),
        ('[by_pair.a]\nleft = "b"', {"by_pair": {"a": Pair(left="b")}}),
    ],
)
def test_each_annotation_has_its_values(text: str, value: dict[str, object]) -> None:
    """A key sets its field, and every other field has its default."""
    assert stated(text, Everything) == (Everything(**value), ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("flag = 1", "`flag` must be true or false"),
        ("count = 0", "`count` must be a positive integer"),
        ("count = true", "`count` must be a positive integer"),
        ("few = 9", "`few` must be a positive integer up to 8"),
        ('text = ""', "`text` must be a non-empty string"),
        ('text = "\\u0000"', "`text` must be a non-empty string"),
        ('loose = "\\u0000"', "`loose` must be a string"),
        (
            'short = "abcd"',
            "`short` must be a non-empty string of at most 3 characters",
        ),
        (
            'day = "2030-12-31"',
            "`day` must be a date without quotes, such as 2030-12-31",
        ),
        (
            "day = 2030-12-31T00:00:00",
            "`day` must be a date without quotes, such as 2030-12-31",
        ),
        ('word = "requird"', "`requird` is no `word`"),
        ("word = 1", "`word` must be a non-empty string"),
        ("texts = 1", "`texts` must be a string or an array of strings"),
        ('texts = ["a", 1]', "`texts` must be a string or an array of strings"),
        ('texts = ["a", ""]', "`texts` must be a string or an array of strings"),
        ('texts = [["a"]]', "`texts` must be a string or an array of strings"),
        ("some = []", "`some` must be a string or an array of strings"),
        (
            "counts = [0]",
            "`counts` must be a positive integer or an array of positive integers",
        ),
        (
            "lists = [[1]]",
            "`lists` must be an array of strings or an array of arrays of strings",
        ),
        ("words = 1", "`words` must be a string or an array of strings"),
        ("pair = 1", "`pair` must be a table"),
        ('pairs = {left = "a"}', "`pairs` must be an array of tables"),
        ("facts = 1", "`facts` must be a table"),
        ('facts = {a = "requird"}', "`requird` is no `a`"),
        ("by_text = {a = 1}", "`a` must be a non-empty string"),
        ("by_texts = {a = 1}", "`a` must be a string or an array of strings"),
    ],
)
def test_a_wrong_value_is_found_at_its_key(text: str, message: str) -> None:
    """It says what would be right (TT503), and the default counts."""
    problem = problem_of(text)
    assert (problem.code, problem.message) == ("TT503", message)
    assert problem.span is not None
    inner = text.startswith(("facts = {", "by_text"))
    assert problem.span.column == (text.index("a =") + 1 if inner else 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("flga = true", 1, 1, "did you mean `flag`?"),
        ('count = 1\n[pair]\nleft = "a"\nrihgt = "b"', 4, 1, "did you mean `right`?"),
        ('pairs = [{left = "a"}, {left = "a", lef = "b"}]', 1, 37, "`left`?"),
        ('[by_pair.a]\nleft = "b"\nx = 1', 3, 1, ""),
        ('by_word = {nulable = "a"}', 1, 12, "did you mean `nullable`?"),
        ('renamed = "a"', 1, 1, ""),
    ],
)
def test_an_unknown_key_is_found_at_its_place(
    text: str, line: int, column: int, hint: str
) -> None:
    """In whatever record it stands (TT502), with the key that was meant."""
    problem = problem_of(text)
    assert problem.code == "TT502"
    assert problem.span is not None
    assert (problem.span.line, problem.span.column) == (line, column)
    assert problem.hint.endswith(hint)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('words = ["nullable", "nulable"]', 22),
        ('words = "nulable"', 1),
        ('word_lists = [["required"], ["nulable"]]', 30),
        ('many_facts = {a = ["required", "nulable"]}', 32),
    ],
)
def test_a_wrong_word_of_an_array_is_found_at_its_place(text: str, column: int) -> None:
    """Not at the key, which may be lines away (TT503)."""
    problem = problem_of(text)
    assert (problem.code, problem.hint) == ("TT503", "did you mean `nullable`?")
    assert problem.message.endswith(" knows no `nulable`")
    assert problem.span is not None
    assert problem.span.column == column


def test_choices_are_listed_where_none_is_near() -> None:
    """So nobody has to look them up."""
    for text in ('word = "xyz"', 'words = ["xyz"]', 'facts = {a = "xyz"}'):
        hint = problem_of(text).hint
        assert hint == "write one of required, optional, nullable"


class Needy(Struct, frozen=True, kw_only=True):
    """A record with fields that have no default."""

    name: str
    reason: Annotated[str, Hint("say why")]
    pair: Pair
    more: str = "more"


def test_a_key_without_default_must_be_there() -> None:
    """TT504 at the table that lacks it, with its own hint where it has one."""
    record, problems = stated("", Needy)
    assert record is None
    assert [(each.code, each.message, each.hint) for each in problems] == [
        ("TT504", "this file has no `name`", "add `name = ...`"),
        ("TT504", "this file has no `reason`", "say why"),
        ("TT504", "`pair` has no `left`", "add `left = ...`"),
    ]


def test_a_wrong_value_is_not_missing_too() -> None:
    """One mistake is one finding, and there is no record."""
    text = 'name = 1\nreason = "b"\npair.left = "c"'
    record, (problem,) = stated(text, Needy)
    assert record is None
    assert problem.code == "TT503"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('count = 1\n[pair]\nright = "a"', "`pair` has no `left`", 2),
        ('\n[[pairs]]\nright = "a"', "this entry has no `left`", 2),
    ],
)
def test_what_lacks_a_key_is_named(text: str, message: str, line: int) -> None:
    """A table by its name, an element of an array as an entry."""
    problem = problem_of(text)
    assert (problem.code, problem.message) == ("TT504", message)
    assert problem.span is not None
    assert problem.span.line == line


def test_what_is_not_said_is_as_in_the_record_around() -> None:
    """Also in records of records, and nothing is missing then."""
    around = Needy(name="n", reason="r", pair=Pair(left="l", right="r"), more="m")
    record, problems = stated('reason = "s"\npair.left = "k"', Needy, around)
    assert problems == ()
    assert record == Needy(
        name="n", reason="s", pair=Pair(left="k", right="r"), more="m"
    )


def test_all_mistakes_are_found_at_once() -> None:
    """A file with several mistakes is not a matter of several runs."""
    record, problems = stated('flga = 1\ncount = 0\nword = "a"', Everything)
    assert record == Everything()
    assert [each.code for each in problems] == ["TT502", "TT503", "TT503"]


class Floating(Struct, frozen=True):
    """A record that no table can state."""

    ratio: float = 0.5


class Mixed(Struct, frozen=True):
    """Another one."""

    pairs: tuple[tuple[Pair, ...], ...] = ()


@pytest.mark.parametrize(
    ("kind", "text"), [(Floating, "ratio = 0.5"), (Mixed, "pairs = []")]
)
def test_an_annotation_without_a_reader_is_a_bug(kind: type[Struct], text: str) -> None:
    """Of whoever wrote the record, not of the user."""
    with pytest.raises(TypeError, match="no setting can be"):
        stated(text, kind)


class Even(Struct, frozen=True):
    """A value that is made of a string."""

    text: str

    @classmethod
    def of(cls, text: str) -> Even:
        """Return what a file states; raises ValueError."""
        if len(text) % 2:
            message = "its length is odd"
            raise ValueError(message)
        return cls(text)


class Evens(Struct, frozen=True, kw_only=True):
    """A record of such values."""

    one: Even = Even("")
    many: tuple[Even, ...] = ()
    by_text: Mapping[str, Even] = {}


def test_a_class_can_make_a_value_of_a_string() -> None:
    """And says why it cannot, at the place of the string (TT503)."""
    text = 'one = "ab"\nmany = ["cd", "ef"]\nby_text = {a = "gh"}'
    record = Evens(
        one=Even("ab"), many=(Even("cd"), Even("ef")), by_text={"a": Even("gh")}
    )
    assert stated(text, Evens) == (record, ())
    for wrong, column in (('many = ["cd", "efg"]', 15), ('by_text = {a = "b"}', 12)):
        problem = problem_of(wrong, Evens)
        assert (problem.code, problem.message) == ("TT503", "its length is odd")
        assert problem.span is not None
        assert problem.span.column == column
    assert problem_of("one = 1", Evens).message == "`one` must be a non-empty string"


class Folded(Struct, frozen=True):
    """A key in any case."""

    text: str

    @classmethod
    def of(cls, text: str) -> Folded:
        """Return what a file states; raises ValueError."""
        if " " in text:
            message = "it has a blank"
            raise ValueError(message)
        return cls(text.casefold())


class Facts(Struct, frozen=True, kw_only=True):
    """A record whose keys are made of strings."""

    facts: Mapping[Folded, Fact] = {}


def test_a_class_can_make_a_key_of_a_string() -> None:
    """And says why it cannot, at the key (TT503)."""
    record, problems = stated('[facts]\nYes = "required"\nno = "optional"', Facts)
    assert problems == ()
    assert record == Facts(facts={Folded("yes"): "required", Folded("no"): "optional"})
    problem = problem_of('[facts]\n"a b" = "required"', Facts)
    assert (problem.code, problem.message) == ("TT503", "`a b`: it has a blank")


def test_two_keys_of_which_the_same_is_made_are_found() -> None:
    """At the second, as one of them would be lost without a word (TT503)."""
    problem = problem_of('[facts]\nYes = "required"\nYES = "optional"', Facts)
    assert (problem.code, problem.message) == ("TT503", "`Yes` and `YES` are the same")
    assert problem.span is not None
    assert problem.span.line == 3


class Open(Struct, frozen=True, kw_only=True):
    """A record whose tables somebody else reads."""

    table: Table | None = None
    tables: tuple[Table, ...] = ()


def test_a_table_can_be_left_to_another_reader() -> None:
    """With its place, whatever it holds."""
    record, problems = stated("[table]\na = 1\n[[tables]]\n[[tables]]\nb = 2", Open)
    assert problems == ()
    assert record is not None
    assert record.table is not None
    assert record.table.data == {"a": 1}
    assert str(record.table.span("a")) == "Span(line=2, column=1, end=2)"
    assert [each.data for each in record.tables] == [{}, {"b": 2}]
    assert stated("", Open) == (Open(), ())
    for text in ("table = 1", "tables = 1", "tables = [1]"):
        assert problem_of(text, Open).code == "TT503"
