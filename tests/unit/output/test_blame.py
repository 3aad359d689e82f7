import pytest

from typetable.output.blame import Blame, DocsRow, RowChange, row_changes
from typetable.source import Span


def place(line: int) -> Span:
    """Return a word on a line."""
    return Span(line, 3, 9)


PAGE = Blame(
    path="spec/Pet.md",
    start=place(1),
    rows={
        ("Pet", ""): DocsRow(name="Pet", span=place(1)),
        ("Pet", "name"): DocsRow(name="Pet.name_", span=place(5)),
        ("Pet", "age"): DocsRow(name="Pet.age", span=place(6)),
        ("Kind", ""): DocsRow(name="Kind", span=place(9)),
        ("Kind", "DOG"): DocsRow(name="Kind.DOG", span=place(12)),
        ("Any", ""): DocsRow(name="Any", span=place(15)),
    },
)

CODE = '''\
class Pet(Model):
    """A pet."""

    name: str
    """Its name."""
    age: int | None = None

    def method(self) -> None: ...

class Kind(Enum):
    DOG = "dog"

Any: TypeAlias = Pet | Kind
'''


def found(old: str, new: str) -> list[tuple[str, str, int]]:
    """Return what changed where CODE has one text instead of another."""
    after = CODE.replace(old, new)
    assert after != CODE
    return [(c.name, c.verb, c.span.line) for c in row_changes(PAGE, CODE, after)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("name: str", "name: int", ("Pet.name_", "changed", 5)),
        ("Its name.", "Her name.", ("Pet.name_", "changed", 5)),
        ("A pet.", "An animal.", ("Pet", "changed", 1)),
        ('"dog"', '"hound"', ("Kind.DOG", "changed", 12)),
        ("    age: int | None = None\n", "", ("Pet.age", "is gone", 6)),
        ("    age:", "    fur: str\n    age:", None),
        ("Pet | Kind", "Kind | Pet", ("Any", "changed", 15)),
        ("method", "function", None),
    ],
)
def test_a_changed_declaration_names_its_row(
    old: str, new: str, expected: tuple[str, str, int] | None
) -> None:
    """Annotation, value and docstring belong to it; methods belong to no row."""
    assert found(old, new) == ([expected] if expected else [])


def test_what_is_new_has_its_row() -> None:
    """The old text does not declare it."""
    old = CODE.replace("    age: int | None = None\n", "")
    assert row_changes(PAGE, old, CODE) == (
        RowChange(
            declared=("Pet", "age"), name="Pet.age", verb="is new", span=place(6)
        ),
    )


def test_what_is_gone_has_the_heading_that_is_left() -> None:
    """A row has its model's heading, a model the first one of the page."""
    old = (
        CODE.replace("    age:", "    fur: str\n    age:") + "class Gone:\n    x = 1\n"
    )
    assert [(c.name, c.verb, c.span.line) for c in row_changes(PAGE, old, CODE)] == [
        ("Pet.fur", "is gone", 1),
        ("Gone", "is gone", 1),
        ("Gone", "is gone", 1),
    ]


def test_no_row_is_guessed() -> None:
    """What is no Python shows nothing."""
    assert row_changes(PAGE, "<<<<<<< HEAD\n", CODE) == ()
    assert row_changes(PAGE, "x = '\0'", CODE) == ()
