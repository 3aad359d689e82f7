"""Lists of values."""

from __future__ import annotations

from msgspec.structs import replace
from tests.plain_pages import read

from typetable.language.dialects import packaged
from typetable.language.draft import DraftEnum
from typetable.language.enums import Enums
from typetable.wording.spelling import Spelling

ITEMS = (Spelling.of("{name} = {value}"), Spelling.of("{code}"))
DIALECT = replace(packaged()["plain"], enums=Enums(items=ITEMS))


def _values(*bullets: str) -> tuple[list[object], list[str]]:
    found = read("# Level", "\n".join(bullets), dialect=DIALECT)
    enums = [each for each in found.draft.models if isinstance(each, DraftEnum)]
    return [member.value for each in enums for member in each.members], found.codes


def test_bullets_are_values_of_any_kind() -> None:
    """Quoted or not, in code or with a name, by any mark of a list."""
    assert _values("- `1`", "- `2`") == ([1, 2], [])
    assert _values('* `"1"`', "", "* B = 'b c'", "", "* C = c") == (
        ["1", "b c", "c"],
        [],
    )
    assert _values("1. `a`", "2. `b`") == (["a", "b"], [])


def test_prose_is_no_value() -> None:
    """A list without a value is text; one among values is an error at its line."""
    assert _values("- one", "- two `code` three") == ([], [])
    assert _values("- `a`", "- prose", "- `b`", "  - inner") == (
        ["a"],
        ["TT210", "TT210"],
    )


def test_a_list_may_be_anything() -> None:
    """Items deep in, without a text or behind a tab are no values, and no fault either."""
    assert _values("  * a") == ([], [])
    assert _values("-") == ([], [])
    assert _values("-\t`a`") == (["a"], [])


def test_bullets_below_other_headings_are_text() -> None:
    """Prose begins with code as well; a number among words is text where values are."""
    words = Enums(items=ITEMS, within=(Spelling.of("Levels {_}"),))
    dialect = replace(DIALECT, enums=words)
    page = "- `1` / `2`\n- `b`: what"
    for heading, values in (("# Level", []), ("# Levels of it", ["1", "2", "b"])):
        found = read(heading, page, dialect=dialect)
        enums = [each for each in found.draft.models if isinstance(each, DraftEnum)]
        assert [m.value for each in enums for m in each.members] == values
