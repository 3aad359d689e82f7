"""How often black has to be asked: `python tests/benchmarks/doubts.py TARGET DOCS`, JSON out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from typetable import pipeline
from typetable.naming import assign
from typetable.python.black import formatted_alone
from typetable.settings import config
from typetable.settings import package as settings
from typetable.targets import TARGETS, Catalog

if TYPE_CHECKING:
    from typetable.targets.views import LazyView


def main(target: str, docs: str) -> None:
    """Print how many modules there are, in how many black is asked, and how often."""
    package = settings.override(
        config.default(Path.cwd()).packages[0], spec=[docs], target=target, strict=False
    )
    schema = pipeline.understand(package).schema
    names, _ = assign(schema, TARGETS[target].reserved)
    counts = {"modules": 0, "asked": 0, "statements": 0}
    for view in TARGETS[target].files(Catalog(schema, names)):
        statements = _statements(view)
        counts["modules"] += bool(view.page)
        counts["asked"] += bool(statements)
        counts["statements"] += statements
    print(json.dumps(counts))


def _statements(view: LazyView) -> int:
    """Return the number of statements that black is asked about while a view is made."""
    before = formatted_alone.cache_info().misses
    view.view()
    return formatted_alone.cache_info().misses - before


if __name__ == "__main__":
    main(*sys.argv[1:])
