from pathlib import Path

from msgspec.structs import replace

from typetable.output.drift import findings
from typetable.output.losses import blocked
from typetable.output.plan import plan
from typetable.output.records import RenderedFile
from typetable.output.seal import Provenance, seal

MADE = Provenance(docs="d", settings="s", typetable="1", black="1")
TEXT = seal("a = 1\nb = 2\n", MADE)
WANTED = RenderedFile(path="pet.py", text=TEXT)


def test_an_edit_is_found_at_its_line(tmp_path: Path) -> None:
    """TT402 points at the first line that differs, and blocks unless forced."""
    (tmp_path / "pet.py").write_text(TEXT.replace("b = 2", "b = 33"))
    found = plan(tmp_path, [WANTED])
    (problem,) = blocked(found)
    assert problem.code == "TT402"
    assert str(problem.span) == "Span(line=4, column=1, end=7)"
    assert "--force" in problem.hint
    assert blocked(found, force=True) == ()


def test_an_edit_of_the_seal_alone_blocks_nothing(tmp_path: Path) -> None:
    """A merge may spoil the second line, of which nothing is lost."""
    broken = TEXT.replace("typetable: ", "typetable: f")
    (tmp_path / "pet.py").write_text(broken)
    found = plan(tmp_path, [WANTED])
    (problem,) = findings(found)
    assert (problem.code, problem.hint) == ("TT415", "run `typetable generate`")
    assert blocked(found) == ()


def test_foreign_and_edited_files_block(tmp_path: Path) -> None:
    """Neither is overwritten, nor is an edited file deleted, without force."""
    (tmp_path / "pet.py").write_text("mine\n")
    (tmp_path / "gone.py").write_text(TEXT + "edited\n")
    found = plan(tmp_path, [WANTED])
    assert [each.code for each in blocked(found)] == ["TT402", "TT407"]


def test_a_mass_deletion_blocks(tmp_path: Path) -> None:
    """More than half of the files and more than five."""
    names = [f"m{number}.py" for number in range(11)]
    for name in names:
        (tmp_path / name).write_text(TEXT)
    kept = [replace(WANTED, path=name) for name in names]
    assert blocked(plan(tmp_path, kept[:6])) == ()
    found = plan(tmp_path, kept[:5])
    (problem,) = blocked(found)
    assert problem.code == "TT409"
    assert problem.message == "6 of 11 generated files would be deleted"
    assert blocked(found, force=True) == ()


def test_a_handful_may_go(tmp_path: Path) -> None:
    """A small package may lose all of its modules."""
    for number in range(5):
        (tmp_path / f"m{number}.py").write_text(TEXT)
    assert blocked(plan(tmp_path, [])) == ()
