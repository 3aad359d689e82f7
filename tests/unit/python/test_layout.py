"""Layout: names stand in the order in which isort and ruff want them."""

from typetable.python.layout import export_order, import_order, natural_key


def test_imports() -> None:
    """Constants are before classes, these before others; numbers are in order of their value."""
    names = ["f", "Part10", "Part2", "TYPE_CHECKING", "Any", "a"]
    wanted = ["TYPE_CHECKING", "Any", "Part2", "Part10", "a", "f"]
    assert sorted(names, key=import_order) == wanted
    assert natural_key("a10b") > natural_key("a9c")


def test_exports() -> None:
    """Capitals go first among exports, and are like other letters among imports."""
    assert sorted(["Ab", "ACd"], key=export_order) == ["ACd", "Ab"]
    assert sorted(["Ab", "ACd"], key=import_order) == ["Ab", "ACd"]
