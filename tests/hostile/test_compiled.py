"""What generated models compile when they are used: their own words, and none of the docs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.golden.everything import (
    STRING,
    enum,
    field,
    module,
    ref,
    schema,
    thing,
    union,
)
from tests.golden.packages import write

from typetable.schema import Scalar

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["it's", 'a"b', "x\ny", "{n}", "{value}", "0", "1", "__import__('os')"]
ONLY = Scalar("string", values=("evil'one",))
OTHER = Scalar("string", values=('evil"other',))
DOCS = schema(
    module(
        "page",
        thing(
            "A",
            *(field(f"a{n}", STRING, wire=name) for n, name in enumerate(NAMES)),
            field("kind", ref("Kind", "page"), wire="kind of evil"),
            field("only", ONLY, wire="evil tag", required=True),
            field("either", ref("Either", "page")),
        ),
        enum("Kind", "string", BAD="evil'value"),
        thing(
            "B",
            field("b", STRING, wire="evil b", required=True),
            field("only", OTHER, wire="evil tag", required=True),
        ),
        union("Either", ref("A", "page"), ref("B", "page")),
    )
)

PROGRAM = """
import sys
sources = []
sys.addaudithook(lambda name, args: name == "compile" and sources.append(str(args[0])))
from {package} import A
data = dict.fromkeys({names}, "x") | {{"kind of evil": "evil'value", "more": 1}}
data["evil tag"] = "evil'one"
data["either"] = {{"evil b": "1", "evil tag": 'evil"other'}}
assert A.from_dict(data).to_dict() == data
compiled = [source for source in sources if source[2:].startswith("def function")]
assert len(compiled) == 4, sources
for text in ("it's", 'a"b', "ny", "import", "evil"):
    assert not any(text in source for source in compiled), text
"""


def test_no_text_of_the_docs_is_compiled(tmp_path: Path) -> None:
    """JSON names and values are given to the functions of a model, whatever they hold."""
    folder = write(DOCS, "dataclass", tmp_path / "compiled_models")
    program = PROGRAM.format(package=folder.name, names=NAMES)
    run = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(
        run, cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
