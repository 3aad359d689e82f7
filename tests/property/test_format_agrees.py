"""Formatting: what comes out is what black makes of the whole module."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.benchmarks import made_pages
from tests.golden.everything import EVERYTHING
from tests.property.schemas import schemas

from typetable import naming, pipeline
from typetable.python import style as formatting
from typetable.python.layout import WIDTH
from typetable.python.printer import Printer
from typetable.rendering import templates
from typetable.settings import config
from typetable.settings.package import override
from typetable.targets import TARGETS, Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.naming import Names
    from typetable.schema import Schema

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "liblab"
FOLDERS = sorted(CORPUS.iterdir()) if CORPUS.is_dir() else []


def names_of(schema: Schema, target: str) -> Names:
    """Return the Python names of what a schema holds."""
    names, _ = naming.assign(schema, TARGETS[target].reserved, ())
    return names


def rendered(
    schema: Schema, target: str, chosen: slice = slice(None), width: int = WIDTH
) -> Iterator[str]:
    """Yield the text of each file that is printed for a width, as it is printed."""
    names = names_of(schema, target)
    if names.classes:
        catalog = Catalog(schema, names, printer=Printer(width))
        files = (file.view() for file in TARGETS[target].files(catalog))
        for view in [view for view in files if view.has_width][chosen]:
            yield templates.render(target, view)


def is_python(text: str) -> bool:
    """Return whether Python could read a module; if not, the gate refuses it anyway."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def agree(texts: list[str], width: int = WIDTH) -> bool:
    """Return whether each text that is Python is what black makes of it, asked or not."""
    return all(
        text
        == formatting.format_module(text, width)
        == formatting.formatted(text, width)
        for text in texts
        if is_python(text)
    )


def understood(folder: Path) -> Schema:
    """Return what the pages of a folder say."""
    package = config.default(ROOT).packages[0]
    chosen = override(package, spec=[str(folder)], wire_case="snake")
    return pipeline.understand(chosen).schema


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("target", TARGETS)
def test_packaged_files(target: str, strict: bool) -> None:  # noqa: FBT001
    """What is printed as it was packaged is in black's style already; black is not asked."""
    schema = EVERYTHING
    for view in TARGETS[target].views(schema, names_of(schema, target), strict=strict):
        if not view.allowed:
            text = templates.render(target, view)
            assert not text or formatting.formatted(text) == text


@pytest.mark.parametrize("target", TARGETS)
@settings(deadline=None, max_examples=15)
@given(schemas(), st.sampled_from((WIDTH, 40, 60, 120)))
def test_any_schema(target: str, schema: Schema, width: int) -> None:
    """Whatever the docs say, the modules are as black would have them, in lines of any width."""
    assert agree([*rendered(schema, target, width=width)], width)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("words", "width"), [(2, 88), (4, 60), (8, 88)])
def test_long_names(tmp_path: Path, target: str, words: int, width: int) -> None:
    """However long the names are, and the lines, modules are as black would have them."""
    made_pages.write(tmp_path, 12, words=words)
    assert agree([*rendered(understood(tmp_path), target, width=width)], width)


@pytest.mark.skipif(not FOLDERS, reason="the corpus is not here")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_corpus(folder: Path) -> None:
    """Real pages are printed as black has them.

    Targets take turns, since black takes its time: each page is one of one of them.
    """
    schema = understood(folder)
    texts = [
        text
        for turn, target in enumerate(TARGETS)
        for text in rendered(schema, target, slice(turn, None, len(TARGETS)))
    ]
    assert agree(texts)


BLOTS = (" ", "  ", ",", "(", ")", "'", "\n", "\n\n", ", ", " # a", "0x1F", '"')
NAMES = re.compile(r"\b[A-Za-z_]{4,}\b")


@settings(deadline=None, max_examples=120)
@given(st.data())
def test_spoiled_modules(data: st.DataObject) -> None:
    """What a template of the user's own prints is put right, wherever black would change it."""
    text = data.draw(st.sampled_from(GOLDEN))
    for _ in range(data.draw(st.integers(1, 3))):
        found = data.draw(st.sampled_from(list(NAMES.finditer(text))))
        longer = found[0] + "x" * data.draw(st.integers(0, 60))
        text = re.sub(rf"\b{found[0]}\b", longer, text)
        if data.draw(st.booleans()):
            place = data.draw(st.integers(0, len(text)))
            text = text[:place] + data.draw(st.sampled_from(BLOTS)) + text[place:]
    wanted = formatting.formatted(text)
    # black itself takes two goes at some texts that no template writes
    if is_python(text) and formatting.formatted(wanted) == wanted:
        assert formatting.format_module(text) == wanted


GOLDEN = [
    path.read_text().partition("\n")[2].partition("\n")[2]
    for path in sorted((ROOT / "tests" / "golden").glob("*_*/[a-z]*.py"))
]
