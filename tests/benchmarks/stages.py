"""Where the time goes: `python tests/benchmarks/stages.py DOCS [TARGET]`, µs a page for each stage.

The one rule kept here: the pipeline runs as it is, in one process, with a clock around each stage.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typetable import gate, naming, pipeline
from typetable.markdown import document
from typetable.meaning import checks, conservation, resolve
from typetable.output import apply, plan
from typetable.reading import page, reader
from typetable.rendering import files, provenance, templates
from typetable.settings import config
from typetable.settings import package as settings
from typetable.sources import pages

if TYPE_CHECKING:
    from collections.abc import Callable

STAGES = (
    ("read the pages", pages, "read"),
    ("blocks and tables", document, "parse"),
    ("recognise the dialect", reader, "recognise"),
    ("interpret tables", page, "interpret"),
    ("resolve references", resolve, "resolve"),
    ("check what follows", checks, "check"),
    ("account for each row", conservation, "count"),
    ("decide names", naming, "assign"),
    ("fingerprints", provenance.Inputs, "provenance"),
    ("fill templates", templates, "render"),
    ("gate", gate, "inspect"),
    ("seal", files, "seal"),
    ("compare with the disk", plan, "plan"),
    ("write", apply, "apply"),
)


def main(docs: str, target: str = "dataclass") -> None:
    """Print a table of the stages."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # so that no work is shared
    gc.disable()  # as the commands do
    spent: Counter[str] = Counter()
    inner: list[int] = []
    for name, module, function in STAGES:
        timed = _timed(getattr(module, function), name, spent, inner)
        setattr(module, function, timed)
    count = len(list(Path(docs).rglob("*.md")))
    with tempfile.TemporaryDirectory() as folder:
        whole = _timed(_generate, "views, and the rest", spent, inner)
        whole(docs, target, folder)
    print(f"| {'stage':24} | µs a page |")
    print(f"| {':--':24} | --------: |")
    for name, nanoseconds in spent.most_common():
        print(f"| {name:24} | {nanoseconds / 1000 / count:9,.0f} |")


def _timed(
    function: Callable[..., Any], name: str, spent: Counter[str], inner: list[int]
) -> Callable[..., Any]:
    """Return a function that notes what it takes of the processor, but for the stages in it.

    `inner` has what those took, of each call that has begun.
    """

    def timed(*arguments: object, **named: object) -> object:
        start = time.process_time_ns()
        inner.append(0)
        try:
            return function(*arguments, **named)
        finally:
            taken = time.process_time_ns() - start
            spent[name] += taken - inner.pop()
            if inner:
                inner[-1] += taken

    return timed


def _generate(docs: str, target: str, folder: str) -> None:
    """Write the models of a folder of pages."""
    package = settings.override(
        config.default(Path(docs)).packages[0],
        spec=[docs],
        output=folder,
        target=target,
        strict=False,
    )
    outcome = pipeline.follow_up(pipeline.understand(package), files.Tools())
    assert outcome.plan, outcome.diagnostics
    apply.apply(outcome.plan, force=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
