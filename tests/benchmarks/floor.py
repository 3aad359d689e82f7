"""The least that generating models can cost: `python tests/benchmarks/floor.py DOCS MODELS`.

Reads the pages in DOCS, parses them with mistune, fills a Jinja template with their rows, and
parses the modules in MODELS, as a gate must. Nothing is checked, nothing named, nothing written.
"""

from __future__ import annotations

import ast
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mistune
from jinja2 import Template

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE = '''\
{% for table in tables %}
@dataclass(slots=True, kw_only=True)
class Model(JsonModel):
    """Documented in a page."""
{% for name, kind, required, description in table %}
    {{ name }}: {{ kind }}
    """{{ description }}"""
{% endfor %}

    def decode(self, data: Any) -> Self:
{% for name, kind, required, description in table %}
        self.{{ name }} = required_value(data.get("{{ name }}"))
{% endfor %}

    def encode(self) -> dict[str, Any]:
{% for name, kind, required, description in table %}
        data["{{ name }}"] = self.{{ name }}
{% endfor %}
{% endfor %}
'''


def main(docs: Path, models: Path) -> None:
    """Do the work once."""
    gc.disable()  # nothing here is ever garbage
    parse: Any = mistune.create_markdown(renderer=None, plugins=["table"])
    template = Template(TEMPLATE)
    for page in docs.rglob("*.md"):
        tables = [
            table["children"] for table in _tables(parse(page.read_text("utf-8")))
        ]
        template.render(tables=[list(_rows(body)) for _, *body in tables])
    for module in models.glob("*.py"):
        ast.parse(module.read_bytes())


def _tables(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (block for block in blocks if block["type"] == "table")


def _rows(bodies: list[dict[str, Any]]) -> Iterator[list[str]]:
    """Yield the texts of the four cells of each row."""
    for row in (row for body in bodies for row in body["children"]):
        cells = [_text(cell) for cell in row["children"]]
        yield [*cells, "", "", "", ""][:4]


def _text(node: dict[str, Any]) -> str:
    inner = node.get("raw") or "".join(map(_text, node.get("children", ())))
    return str(inner)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
