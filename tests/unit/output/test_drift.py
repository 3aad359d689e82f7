from pathlib import Path

from msgspec.structs import replace

from typetable.output.drift import findings
from typetable.output.plan import RenderedFile, plan
from typetable.output.seal import Provenance, seal

MADE = Provenance(docs="d", settings="s", typetable="1", black="1")
TEXT = seal("a = 1\nb = 2\n", MADE)
WANTED = RenderedFile(path="pet.py", text=TEXT)


def test_every_cause_is_a_finding(tmp_path: Path) -> None:
    """A file with two causes has two findings, at the path that people know."""
    (tmp_path / "pet.py").write_text(seal("x\n", replace(MADE, docs="x", settings="x")))
    found = findings(plan(tmp_path, [WANTED], display_path="out"))
    assert [(each.path, each.code) for each in found] == [
        ("out/pet.py", "TT401"),
        ("out/pet.py", "TT403"),
    ]
