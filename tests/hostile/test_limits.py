"""The limits of `[tool.typetable.limits]`: each has a finding, and real docs are far below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.hostile import sandbox
from tests.hostile.attacks import HEADER, table

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = '[tool.typetable]\nspec = "docs"\noutput = "out"\ndialect = "liblab"\n'
THREE = table("a | str | ✅ | x", "b | str | ✅ | x", "c | List[List[str]] | ✅ | x")

LIMITS = [
    ("page_bytes = 20", "docs/Page.md: error[TT103]"),
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
    box = sandbox.make(tmp_path, {"Page.md": (THREE + table(name="Bee")).encode()})
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
    docs = ("--spec", "docs", "--output", "out")
    job = sandbox.plain().run(box, "command", "generate", "--format", "concise", *docs)
    assert job.code == 1
    assert "error[TT130] unions repeat" in job.stderr


@pytest.mark.parametrize(
    "page",
    [
        "# A\n\n**Properties**\n\n"
        + HEADER
        + "".join(f"| f{n} | str | ✅ | x |\n" for n in range(20_000)),
        "".join(
            f"# M{n}\n\n**Properties**\n\n{HEADER}| a | str | ✅ | x |\n\n"
            for n in range(20_000)
        ),
    ],
    ids=["rows", "models"],
)
def test_twenty_thousand_pass(tmp_path: Path, page: str) -> None:
    """Rows in a table, and models in a page."""
    box = sandbox.make(tmp_path, {"Page.md": page.encode()})
    job = sandbox.plain().run(box, "facts", "docs")
    assert job.code == 0, job.stderr
    assert '"error"' not in job.stdout
    assert job.megabytes < 500
