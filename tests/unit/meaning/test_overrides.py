from typetable import rules
from typetable.diagnostics import Diagnostic, finding
from typetable.meaning.overrides import judged
from typetable.settings.package import Override, Overrides, Package
from typetable.source import Span

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
