"""How often black has to be asked: `python tests/benchmarks/doubts.py TARGET DOCS`, JSON out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from typetable import pipeline
from typetable.naming import assign
from typetable.python.style import in_doubt
from typetable.rendering import templates
from typetable.settings import config
from typetable.settings import package as settings
from typetable.targets import TARGETS


def main(target: str, docs: str) -> None:
    """Print how many modules there are, in how many black is asked, and how often about all."""
    package = settings.override(
        config.default(Path.cwd()).packages[0], spec=[docs], target=target, strict=False
    )
    schema = pipeline.understand(package).schema
    names, _ = assign(schema, TARGETS[target].reserved)
    views = TARGETS[target].views(schema, names, strict=False)
    texts = [templates.render(target, view) for view in views if view.page]
    asked = [(text, in_doubt(text)) for text in texts]
    counts = {
        "modules": len(asked),
        "asked": sum(bool(doubts) for _, doubts in asked),
        "statements": sum(len(doubts) for _, doubts in asked),
        "whole": sum(doubts == (text,) for text, doubts in asked),
    }
    print(json.dumps(counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
