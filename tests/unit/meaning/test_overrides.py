import pytest
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import Diagnostic, finding
from typetable.language.draft import Draft, DraftField, DraftObject
from typetable.language.ledger import Ledger
from typetable.meaning.overrides import applied, judged
from typetable.notation.types import ScalarType
from typetable.settings.package import Override, Overrides, Package
from typetable.source import Span

HERE = Span(1, 1, 2)
OUTER = Override(
    key="Pet.name", value="int", inherited=True, path="p.toml", span=Span(1, 1, 2)
)
OWN = Override(key="Pet.age", value="int", path="p.toml", span=Span(9, 1, 2))


def unused(override: Override[str], hint: str = "") -> Diagnostic:
    """Return the finding that a package has no use for an override."""
    return finding(
        rules.UNUSED_OVERRIDE, override.path, override.span, "unused", hint=hint
    )


INHERITED = Package(path="p.toml", overrides=Overrides(types=(OUTER,)))
BOTH = Package(path="p.toml", overrides=Overrides(types=(OUTER, OWN)))


def test_one_package_that_uses_it_is_enough() -> None:
    """What one of several packages needs is unused in none."""
    packages = [(INHERITED, (unused(OUTER),)), (INHERITED, ())]
    assert judged(packages, complete=True) == [(), ()]


def test_what_nobody_uses_is_told_once() -> None:
    """Whatever each package has for a hint."""
    packages = [(INHERITED, (unused(OUTER, "a"),)), (INHERITED, (unused(OUTER, "b"),))]
    assert judged(packages, complete=True) == [(unused(OUTER, "a"),), ()]


def test_some_of_the_packages_cannot_tell() -> None:
    """The others may use what they all inherit, but not what is another's own."""
    packages = [(BOTH, (unused(OUTER), unused(OWN)))]
    assert judged(packages, complete=False) == [(unused(OWN),)]
    assert judged(packages, complete=True) == [(unused(OUTER), unused(OWN))]


def _draft(*fields: str) -> Draft:
    rows = tuple(
        DraftField(
            name=name,
            type=ScalarType("string"),
            required=True,
            description="",
            span=HERE,
            type_span=HERE,
        )
        for name in fields
    )
    model = DraftObject(name="A", description="", fields=rows, span=HERE)
    return Draft(
        path="a.md",
        page="a.md",
        models=(model,),
        pointers=(),
        samples=(),
        ledger=Ledger(),
    )


@pytest.mark.parametrize(
    ("pattern", "fitting"),
    [
        ("A.*", ["A.a", "A.ba", "A.b[]", "A.b?"]),
        ("*a", ["A.a", "A.ba"]),
        ("*.a", ["A.a"]),
        ("*[]", ["A.b[]"]),
        ("*?", ["A.b?"]),
        ("B.*", []),
    ],
)
def test_a_pattern_is_about_all_names_that_it_fits(
    pattern: str, fitting: list[str]
) -> None:
    """Only the star is a sign; each name gets an override of its own."""
    said = Overrides(types=(replace(OWN, key=pattern),))
    holding, found = applied(said, [_draft("a", "ba", "b[]", "b?")], {})
    assert [(each.key, each.pattern) for each in holding.types] == [
        (name, pattern) for name in fitting
    ]
    assert [each.code for each in found] == ([] if fitting else ["TT220"])


def test_a_pattern_of_many_stars_takes_no_long_time() -> None:
    """However the names end that it nearly fits."""
    said = Overrides(types=(replace(OWN, key="*a" * 50 + "b"),))
    holding, _ = applied(said, [_draft("a" * 5_000)], {})
    assert holding.types == ()
