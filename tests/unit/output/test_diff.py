from pathlib import Path

from msgspec.structs import replace

from typetable.output.diff import diff
from typetable.output.plan import plan
from typetable.output.records import RenderedFile
from typetable.output.seal import Provenance, seal

MADE = Provenance(docs="d", settings="s", typetable="1", black="1")
TEXT = seal("a = 1\nb = 2\n", MADE)
WANTED = RenderedFile(path="pet.py", text=TEXT)


def test_a_diff_leads_from_the_disk_to_what_must_be(tmp_path: Path) -> None:
    """Created and deleted files are compared with nothing."""
    (tmp_path / "gone.py").write_text(TEXT)
    lines = list(diff(plan(tmp_path, [WANTED], display_path="out")))
    assert lines[:3] == ["--- a/out/gone.py", "+++ /dev/null", "@@ -1,4 +0,0 @@"]
    assert lines[7:10] == ["--- /dev/null", "+++ b/out/pet.py", "@@ -0,0 +1,4 @@"]
    assert lines[-1] == "+b = 2"


def test_a_missing_line_end_shows(tmp_path: Path) -> None:
    """The usual mark stands after a last line without an end."""
    (tmp_path / "pet.py").write_text(TEXT[:-1])
    lines = list(diff(plan(tmp_path, [WANTED])))
    assert lines[-2:] == ["-b = 2\n\\ No newline at end of file", "+b = 2"]


def test_huge_texts_are_not_compared_line_by_line(tmp_path: Path) -> None:
    """The diff is then one hunk that replaces all by all."""
    huge = seal("x\n" * 30_000, MADE)
    (tmp_path / "pet.py").write_text(huge)
    lines = list(diff(plan(tmp_path, [replace(WANTED, text=huge + "y\n")])))
    assert lines[2] == "@@ -1,30002 +1,30003 @@"
    assert len(lines) == 3 + 30_002 + 30_003
