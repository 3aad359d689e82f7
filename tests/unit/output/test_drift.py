from pathlib import Path

from msgspec.structs import replace

from typetable.output.drift import findings
from typetable.output.plan import plan
from typetable.output.records import RenderedFile
from typetable.output.seal import Provenance, seal

MADE = Provenance(docs="d", settings="s", typetable="1", black="1")
TEXT = seal("a = 1\nb = 2\n", MADE)
WANTED = RenderedFile(path="pet.py", text=TEXT)


def test_every_cause_is_a_finding(tmp_path: Path) -> None:
    """A file with two causes has two findings, at the path that people know."""
    (tmp_path / "pet.py").write_text(seal("x\n", replace(MADE, docs="x", settings="x")))
    found = findings(plan(tmp_path, [WANTED], display_path="out"))
    assert sorted((each.path, each.code) for each in found) == [
        ("out/pet.py", "TT401"),
        ("out/pet.py", "TT403"),
    ]


def test_another_typetable_is_one_cause(tmp_path: Path) -> None:
    """After an upgrade every file differs, which is told once."""
    older = replace(MADE, typetable="0", settings="x")
    files = [replace(WANTED, path=f"{name}.py") for name in ("cat", "dog", "pet")]
    for file in files:
        (tmp_path / file.path).write_text(seal("x\n", older))
    (found,) = findings(plan(tmp_path, files, display_path="out"))
    assert (found.path, found.code) == ("out/cat.py", "TT404")
    assert found.message == "another typetable or black made this file and 2 more"
