import errno
import os
import resource
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.hostile import rights

from typetable.disk import folders
from typetable.output.apply import apply, carry_out
from typetable.output.plan import plan
from typetable.output.records import RenderedFile
from typetable.output.seal import Provenance, seal

MADE = Provenance(docs="d", settings="s", typetable="1", black="1")


def rendered(name: str, body: str = "a = 1\n") -> RenderedFile:
    """Return a sealed file."""
    return RenderedFile(path=name, text=seal(body, MADE))


@pytest.fixture(autouse=True, params=[folders.Folder, folders.NamedFolder])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open folders as some systems do, and as the others do."""
    if request.param is folders.Folder and sys.platform == "win32":
        pytest.skip("has no such descriptors")
    monkeypatch.setattr(folders, "_WAY", request.param)


FILES = (rendered("pet.py"), rendered("sub/dog.py"), rendered("__init__.py"))


def contents(folder: Path) -> dict[str, str]:
    """Return all files below a folder by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_plan_is_carried_out(tmp_path: Path) -> None:
    """Afterwards the folder holds what was wanted, and the next plan is empty."""
    folder = tmp_path / "deep" / "out"
    marker = RenderedFile(path="py.typed", text="")
    assert apply(plan(folder, (*FILES, marker))) == ()
    assert contents(folder) == {each.path: each.text for each in (*FILES, marker)}
    assert plan(folder, (*FILES, marker)).is_empty


def test_left_over_files_go_and_foreign_ones_stay(tmp_path: Path) -> None:
    """Only what is provably ours is deleted."""
    apply(plan(tmp_path, FILES))
    (tmp_path / "mine.py").write_text("mine\n")
    assert apply(plan(tmp_path, FILES[1:])) == ()
    assert sorted(contents(tmp_path)) == ["__init__.py", "mine.py", "sub/dog.py"]


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    """Their time stays, and so does that of the folder."""
    apply(plan(tmp_path, FILES))
    for path in (tmp_path, tmp_path / "pet.py"):
        os.utime(path, ns=(1, 1))
    apply(plan(tmp_path, FILES))
    assert tmp_path.stat().st_mtime_ns == (tmp_path / "pet.py").stat().st_mtime_ns == 1


def test_what_blocks_keeps_everything_as_it_is(tmp_path: Path) -> None:
    """Nothing at all is written next to a foreign file, not even by force."""
    (tmp_path / "pet.py").write_text("mine\n")
    for force in (False, True):
        stops = apply(plan(tmp_path, FILES), force=force)
        assert [each.code for each in stops] == ["TT407"]
        assert contents(tmp_path) == {"pet.py": "mine\n"}


def test_force_drops_hand_edits(tmp_path: Path) -> None:
    """What typetable wrote and somebody edited is written anew."""
    apply(plan(tmp_path, FILES))
    edited = (tmp_path / "pet.py").read_text() + "edited = 1\n"
    (tmp_path / "pet.py").write_text(edited)
    assert [each.code for each in apply(plan(tmp_path, FILES))] == ["TT402"]
    assert (tmp_path / "pet.py").read_text() == edited
    assert apply(plan(tmp_path, FILES), force=True) == ()
    assert plan(tmp_path, FILES).is_empty


def test_rights_are_kept(tmp_path: Path) -> None:
    """A replaced file has the rights of the old one, a new one the usual ones."""
    before = os.umask(0o027)
    try:
        apply(plan(tmp_path, FILES))
        (tmp_path / "pet.py").chmod(0o600)
        apply(plan(tmp_path, [rendered("pet.py", "new\n"), *FILES[1:]]))
    finally:
        os.umask(before)
    assert (tmp_path / "pet.py").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "__init__.py").stat().st_mode & 0o777 == 0o640


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    """Temporary files of our own name go, others with similar names stay."""
    apply(plan(tmp_path, FILES))
    with folders.opened(tmp_path) as folder:
        left = folder.stage("pet.py", b"half")
    (tmp_path / ".typetable-notes.tmp").touch()
    assert apply(plan(tmp_path, FILES)) == ()
    assert not (tmp_path / left).exists()
    assert (tmp_path / ".typetable-notes.tmp").exists()


def test_a_swept_text_is_staged_again(tmp_path: Path) -> None:
    """Another run may take ours for a dead one."""
    with folders.opened(tmp_path) as folder:
        staged = folder.stage("pet.py", b"text", durable=True)
        (tmp_path / staged).unlink()
        folder.replace("pet.py", staged, b"text")
    assert contents(tmp_path) == {"pet.py": "text"}


def test_a_file_that_changes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """TT410, and no temporary file stays behind."""
    made = plan(tmp_path, FILES)
    (tmp_path / "pet.py").write_text("mine\n")
    (problem,) = apply(made)
    assert problem.code == "TT410"
    assert problem.message == "this file changed while typetable was running"
    assert contents(tmp_path) == {"pet.py": "mine\n"}


def test_a_file_that_another_run_wrote_is_no_conflict(tmp_path: Path) -> None:
    """Two runs of the same plan both succeed."""
    first, second = plan(tmp_path, FILES), plan(tmp_path, FILES)
    assert apply(first) == apply(second) == ()
    gone = plan(tmp_path, FILES[1:]), plan(tmp_path, FILES[1:])
    assert apply(gone[0]) == apply(gone[1]) == ()


@pytest.mark.parametrize("name", ["pet.py", "sub"])
def test_a_link_set_meanwhile_is_not_followed(tmp_path: Path, name: str) -> None:
    """What a link points at stays as it is."""
    (tmp_path / "precious").mkdir()
    folder = tmp_path / "out"
    made = plan(folder, FILES)
    folder.mkdir()
    (folder / name).symlink_to(tmp_path / "precious")
    (problem,) = apply(made)
    assert (problem.code, "symbolic link" in problem.message) == ("TT410", True)
    assert contents(tmp_path / "precious") == {}


@pytest.mark.skipif(
    sys.platform == "win32" or not rights.IS_POSSIBLE, reason="root may"
)
def test_a_folder_without_rights_is_a_finding(tmp_path: Path) -> None:
    """TT410 with what to do about it."""
    tmp_path.chmod(0o500)
    with rights.ordinary():
        (problem,) = apply(plan(tmp_path, FILES))
    tmp_path.chmod(0o700)
    assert problem.hint == "make the folder writable"


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of resources")
def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """All texts are staged before the first is moved."""
    apply(plan(tmp_path, FILES))
    before = contents(tmp_path)
    files = [rendered("pet.py", "b\n"), rendered("sub/dog.py", "x" * 9000), FILES[2]]
    made = plan(tmp_path, files)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, limits[1]))
    try:
        problems = apply(made)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [each.code for each in problems] == ["TT410"]
    assert contents(tmp_path) == before
    assert apply(plan(tmp_path, files)) == ()


def test_modules_come_before_what_imports_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each `__init__` is written after all modules and before deletions."""
    apply(plan(tmp_path, [rendered("old.py"), *FILES]))
    monkeypatch.setattr(os, "unlink", _refuse)
    (problem,) = apply(plan(tmp_path, [rendered("__init__.py", "new\n"), *FILES[:2]]))
    assert problem.path.endswith("old.py")
    assert (tmp_path / "__init__.py").read_text().endswith("new\n")


def test_what_was_done_before_it_stopped_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that nobody is told that nothing was; where nothing was, there is nothing to tell."""
    apply(plan(tmp_path, [rendered("old.py"), *FILES]))
    made = plan(tmp_path, [rendered("pet.py", "new\n"), *FILES[1:]])
    monkeypatch.setattr(os, "unlink", _refuse)
    done, stops = carry_out(made)
    assert done
    assert [each.path for each in done.actions] == ["pet.py"]
    assert [each.code for each in stops] == ["TT410"]
    assert carry_out(plan(tmp_path, FILES[1:2])).done is None
    assert carry_out(plan(tmp_path, [*FILES, rendered("pet.py")])).stops


def _refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EROFS, "read-only")


def test_an_untouched_folder_is_not_made(tmp_path: Path) -> None:
    """A plan without actions makes no folder."""
    made = plan(tmp_path / "out", [])
    assert apply(made) == ()
    assert not (tmp_path / "out").exists()
    assert replace(made, display_path="x").display_path_of("") == "x"
