"""Templates lay out; they decide and compute nothing."""

from pathlib import Path
from typing import get_type_hints

import pytest
from jinja2 import Environment, nodes
from msgspec import Struct

from typetable.rendering.folders import SHARED
from typetable.rendering.templates import packaged_templates
from typetable.targets import TARGETS, views

FOLDER = packaged_templates()
TEMPLATES = sorted(FOLDER.rglob("*.jinja"))
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Not,
    nodes.Include,
    nodes.Const,
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_only_layout(path: Path) -> None:
    """A template has names, attributes, loops, flags and includes, and nothing else."""
    tree = Environment().parse(path.read_text("utf-8"))  # noqa: S701
    for node in tree.find_all(nodes.Node):
        assert isinstance(node, ALLOWED), f"line {node.lineno}: {type(node).__name__}"
    for flag in tree.find_all(nodes.If):
        assert flag.elif_ == flag.else_ == []
    for include in tree.find_all(nodes.Include):
        assert isinstance(include.template, nodes.Const)
    # which nobody is asked about when the template is filled
    for attribute in tree.find_all(nodes.Getattr):
        assert not attribute.attr.startswith("_")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_trimming_by_hand(path: Path) -> None:
    """Blank lines stand in the template where they stand in the output."""
    text = path.read_text("utf-8")
    assert "-%}" not in text
    assert "{%-" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_first_line_names_the_context(path: Path) -> None:
    """The first line of a template that prints something says which view it is given."""
    lines = path.read_text("utf-8").splitlines()
    if any("{{" in line for line in lines):
        _, name, view, _ = lines[0].split(" ")
        assert name.endswith(":")
        assert issubclass(getattr(views, view), Struct)


def test_each_target_has_a_folder() -> None:
    """A target's templates are in the folder of its name or in that of all, and nowhere else."""
    assert {path.parent.name for path in TEMPLATES} == {*TARGETS, SHARED}


@pytest.mark.parametrize("name", ["ModuleView", "PackageView"])
def test_views_are_finished(name: str) -> None:
    """A field of a view is text, a flag, or a tuple of either or of views."""
    seen, waiting = set(), [getattr(views, name)]
    while waiting:
        view = waiting.pop()
        if view in seen or view in {str, bool}:
            continue
        seen.add(view)
        assert issubclass(view, Struct)
        assert view.__struct_config__.frozen
        hints = get_type_hints(view).values()
        waiting += [getattr(hint, "__args__", [hint])[0] for hint in hints]
    assert len(seen) > 1
