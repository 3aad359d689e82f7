"""The limits of `[tool.typetable.limits]`: each has a finding, and real docs are far below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.hostile import sandbox
from tests.hostile.attacks import HEADER, table

from typetable.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = '[tool.typetable]\nspec = "docs"\noutput = "out"\ndialect = "liblab"\n'
THREE = table("a | str | ✅ | x", "b | str | ✅ | x", "c | List[List[str]] | ✅ | x")

FLAGS = ("--spec", "docs", "--output", "out", "--format", "concise")

LIMITS = [
    ("pages = 1", "docs: error[TT101]"),
    ("bytes = 50", "docs: error[TT101]"),
    ("page_bytes = 20", "docs/Page.md: error[TT103]"),
    ("lines = 2", "docs/Page.md:3:1: error[TT130]"),
    ("cells = 6", "docs/Page.md:8:2: error[TT130]"),
    ("models = 1", "docs/Page.md:13:3: error[TT130]"),
    ("rows = 2", "docs/Page.md:11:1: error[TT130]"),
    ("cell_length = 4", "docs/Page.md:11:7: error[TT130]"),
    ("name_length = 5", "docs/Page.md:1:3: error[TT304]"),
    ("type_depth = 2", "docs/Page.md:11:7: error[TT203]"),
    ("type_depth = 65", "pyproject.toml:6:1: error[TT503]"),
]


@pytest.mark.parametrize(("limit", "headline"), LIMITS)
def test_a_limit_is_kept_and_located(tmp_path: Path, limit: str, headline: str) -> None:
    """What exceeds it is refused at its place, and nothing is written."""
    box = sandbox.make(
        tmp_path, {"Page.md": (THREE + table(name="Bee")).encode(), "Prose.md": b"x"}
    )
    text = f"{CONFIGURATION}[tool.typetable.limits]\n{limit}\n"
    (box.root / "pyproject.toml").write_text(text)
    before = box.snapshot()
    job = sandbox.plain().run(box, "command", "generate", "--format", "concise")
    assert job.code in {1, 2}
    assert headline in job.stderr
    assert box.snapshot() == before


def test_unions_cannot_repeat_a_large_model_without_end(tmp_path: Path) -> None:
    """A thousand unions with a model of a thousand rows would be a million rows of code."""
    large = table(*(f"f{n} | str | ✅ | x" for n in range(1000)), name="A")
    small = (
        table(f"u | Union[A, B{n + 1}] | ✅ | x", name=f"B{n}") for n in range(1000)
    )
    page = large + "".join(small) + table(name="B1000")
    box = sandbox.make(tmp_path, {"Page.md": page.encode()})
    job = sandbox.plain().run(box, "command", "generate", *FLAGS)
    assert job.code == 1
    assert "error[TT130] unions repeat" in job.stderr


def test_unions_have_members_that_python_can_count(tmp_path: Path) -> None:
    """In an annotation each stands in the one before it, until the parser gives up."""
    models = "".join(table(name=f"M{n}") for n in range(1001))
    row = f"u | Dict[str, Union[{', '.join(f'M{n}' for n in range(1001))}]] | ✅ | x"
    box = sandbox.make(tmp_path, {"Page.md": (models + table(row, name="U")).encode()})
    job = sandbox.plain().run(box, "command", "generate", *FLAGS)
    assert job.code == 1
    assert "error[TT130] a union has more than 1,000 members" in job.stderr


def test_types_of_a_page_are_not_all_nested_deeply(tmp_path: Path) -> None:
    """A chain of thirty types takes sixty lines, which are indented ever more."""
    deep = "List[" * 30 + "str" + "]" * 30
    rows = (f"f{n} | {deep} | ✅ | x" for n in range(6_000))
    box = sandbox.make(tmp_path, {"Page.md": table(*rows).encode()})
    job = sandbox.plain().run(box, "command", "generate", *FLAGS)
    assert job.code == 1
    assert "error[TT130] too many types are nested deeply" in job.stderr


def _filled(part: str) -> str:
    """Return a page of 8 MiB that ends in a model, from parts."""
    room = 8 * 1024 * 1024 - len(table().encode()) - 1
    return part * (room // len(part.encode())) + "\n" + table()


LARGE = {
    "rows": "# A\n\n**Properties**\n\n"
    + HEADER
    + "".join(f"| f{n} | str | ✅ | x |\n" for n in range(20_000)),
    "models": "".join(table("a | str | ✅ | x", name=f"M{n}") for n in range(20_000)),
    "prose": _filled("A line of *text* with `code` and [a link](x.md) in it.\n\n"),
    "code": _filled(
        '```json\n{"a": "a text of some length", "b": [1, 2, 3, 4, 5, 6]}\n```\n\n'
    ),
    "one-line": _filled("x "),
    "descriptions": table(
        *(f"f{n} | str | ✅ | {'word ' * 70}" for n in range(20_000))
    ),
}
"""Pages of 20,000 rows, of 20,000 models and of the 8 MiB that a page may have."""


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("page", LARGE.values(), ids=LARGE)
def test_large_pages_pass(tmp_path: Path, page: str, target: str) -> None:
    """And take less than 500 MB on the whole way, for every target."""
    box = sandbox.make(tmp_path, {"Page.md": page.encode()})
    job = sandbox.plain().run(box, "command", "generate", *FLAGS, "--target", target)
    assert job.code == 0, job.stderr
    assert box.generated()["page.py"]
    assert job.megabytes < 500


def test_what_is_too_much_is_not_taken_apart(tmp_path: Path) -> None:
    """Millions of paragraphs or cells would take a gigabyte before anything is wrong."""
    for page in ("x\n\n" * 2_000_000 + table(), table("|" * 4_000_000)):
        box = sandbox.make(tmp_path / str(len(page)), {"Page.md": page.encode()})
        job = sandbox.plain().run(box, "command", "generate", *FLAGS)
        assert job.code == 1
        assert "error[TT130]" in job.stderr
        assert job.megabytes < 200


def test_what_a_name_could_mean_is_not_shown_without_end(tmp_path: Path) -> None:
    """Two hundred uses of two hundred models would be forty thousand places."""
    pages = {
        f"a{n}.md": table(f"f{n} | str | ✅ | x", name="X").encode() for n in range(200)
    }
    rows = (f"g{n} | X | ✅ | x" for n in range(200))
    pages["Page.md"] = table(*rows, name="User").encode()
    box = sandbox.make(tmp_path, pages)
    job = sandbox.plain().run(box, "command", "check", *FLAGS[:4], "--format", "text")
    assert job.code == 1
    assert "error[TT209] `X` could mean 200 models" in job.stderr
    assert len(job.stderr) < 400_000
