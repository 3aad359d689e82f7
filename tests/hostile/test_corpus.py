"""Every page of the hostile corpus, through every target."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.hostile import sandbox
from tests.hostile.decisions import DECISIONS, REFUSED_BY, SECONDS
from tests.hostile.global_rules import broken, study

from typetable.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).parents[3] / "shared" / "hostile"


LARGE = 1_000_000
"""Pages of more bytes than this are slow, as importing what they become is."""


def cases() -> Iterator[Any]:
    """Yield each page of the manifest with each target."""
    path = CORPUS / "manifest.json"
    if not path.exists():
        reason = "the hostile corpus is not beside this checkout"
        yield pytest.param({}, "", marks=pytest.mark.skip(reason=reason), id="none")
        return
    for entry, target in product(json.loads(path.read_text("utf-8")), TARGETS):
        name = entry["file"].removesuffix(".md")
        marks = [pytest.mark.slow] if entry["size"] > LARGE else []
        if name.startswith("j03"):
            slow = "takes minutes to import; test_the_largest_page is about it"
            marks.append(pytest.mark.skip(reason=slow))
        yield pytest.param(entry, target, marks=marks, id=f"{name}-{target}")


@pytest.mark.parametrize(("entry", "target"), [*cases()])
def test_page(entry: dict[str, str], target: str, tmp_path: Path) -> None:
    """The page is taken or refused as decided, and all rules hold."""
    name = entry["file"]
    kind = name.partition("-")[0]
    outcome = DECISIONS.get(kind) or entry["outcome"]
    if kind in REFUSED_BY.get(target, ()):
        outcome = "E"
    pages = {name: (CORPUS / name).read_bytes()}
    case = study(tmp_path, pages, target, SECONDS.get(kind, 10))
    assert broken(case) == []
    assert case.is_written == (outcome == "S"), case.run.stderr
    assert (case.files != {}) == case.is_written


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_the_largest_page(tmp_path: Path, target: str) -> None:
    """20,000 models are generated, pass the gate again and compile, within their bounds."""
    page = CORPUS / "j03-20k-models.md"
    if not page.exists():
        pytest.skip("the hostile corpus is not beside this checkout")
    box = sandbox.make(tmp_path, {page.name: page.read_bytes()})
    flags = ("--spec", "docs", "--output", "out", "--dialect", "liblab")
    run = sandbox.plain().run(
        box, "command", "generate", "-q", "--target", target, *flags
    )
    assert run.code == 0, run.printed
    audit = sandbox.plain().run(box, "command", "audit", "--target", target, "out")
    assert audit.code == 0, audit.printed
    jobs = [run, audit]
    if target != "dataclass":  # whose code takes Python itself half a minute and 1.3 GB
        jobs.append(sandbox.importer().run(box, "compile", "out"))
        assert jobs[-1].code == 0, jobs[-1].printed
    for job in jobs:
        assert job.seconds < SECONDS["j03"]
        assert job.megabytes < 500
    (module,) = (box.out / name for name in box.generated() if name.startswith("j03"))
    classes = re.findall(r"^class \w+\(\w+.*\):$", module.read_text(), re.MULTILINE)
    assert len(classes) == 20_000


def test_every_open_outcome_is_decided() -> None:
    """Where the corpus allows both, one is chosen, and nothing else is."""
    path = CORPUS / "manifest.json"
    if not path.exists():
        pytest.skip("the hostile corpus is not beside this checkout")
    manifest = json.loads(path.read_text("utf-8"))
    both = [e["file"].partition("-")[0] for e in manifest if len(e["outcome"]) > 1]
    assert sorted(both) == sorted(DECISIONS)
