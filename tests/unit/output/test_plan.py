import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from typetable.cache import files as cache
from typetable.cache.files import FilesSeen
from typetable.output.banner import BANNER
from typetable.output.plan import plan, replanned
from typetable.output.records import Action, RenderedFile, WritePlan
from typetable.output.seal import Provenance, seal
from typetable.settings.package import location

MADE = Provenance(docs="d", names="n", settings="s", typetable="1", black="1")
BODY = "a = 1\n"
TEXT = seal(BODY, MADE)
WANTED = RenderedFile(path="pet.py", text=TEXT)


def the_action(folder: Path, *files: RenderedFile) -> Action:
    """Return the one action that brings a folder in step."""
    found = plan(folder, files)
    assert found.problems == ()
    (action,) = found.actions
    return action


def causes(action: Action) -> list[str]:
    """Return the codes of an action's causes."""
    return [cause.code for cause in action.causes]


def problem(found: WritePlan) -> tuple[str, str]:
    """Return the one problem of a plan, without actions."""
    (diagnostic,) = found.problems
    assert not found.is_empty
    return diagnostic.code, diagnostic.message


def test_a_missing_file_is_created(tmp_path: Path) -> None:
    """TT405, also where the whole folder is missing."""
    action = the_action(tmp_path / "new", WANTED)
    assert (action.kind, causes(action)) == ("create", ["TT405"])


@pytest.mark.parametrize("name", ["pet.py", "__init__.py", "sub/__init__.py"])
@pytest.mark.parametrize("text", ["", "\n", " \r\n\t", "\x0c"])
def test_a_file_without_text_is_foreign(tmp_path: Path, name: str, text: str) -> None:
    """Somebody made it, and a folder may be a package by it."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    action = the_action(tmp_path, RenderedFile(path=name, text=TEXT))
    assert (action.kind, causes(action)) == ("update", ["TT407"])


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_file_in_step_is_unchanged(tmp_path: Path, ends: str) -> None:
    """Equal but for line ends, which version control may have changed, is equal."""
    (tmp_path / "pet.py").write_bytes(TEXT.replace("\n", ends).encode())
    assert plan(tmp_path, [WANTED]).is_empty


@pytest.mark.parametrize("change", ["docs", "names", "settings", "typetable", "black"])
def test_an_equal_body_is_in_step_whoever_made_it(tmp_path: Path, change: str) -> None:
    """Nothing that left no trace in the code is worth a change of it."""
    text = seal(BODY, replace(MADE, **{change: "other"}))
    (tmp_path / "pet.py").write_text(text)
    assert plan(tmp_path, [WANTED]).is_empty


CHANGES = [
    ({"docs": "x"}, ["TT401"]),
    ({"names": "x"}, ["TT413"]),
    ({"names": "x", "docs": "x"}, ["TT401"]),
    ({"names": "x", "settings": "x"}, ["TT403"]),
    ({"settings": "x"}, ["TT403"]),
    ({"typetable": "x"}, ["TT404"]),
    ({"typetable": "x", "settings": "x"}, ["TT404"]),
    ({"black": "x"}, ["TT404"]),
    ({}, ["TT404"]),
    ({"docs": "x", "settings": "x", "black": "x"}, ["TT401", "TT403", "TT404"]),
]


@pytest.mark.parametrize(("changes", "codes"), CHANGES)
def test_the_seal_tells_why_bodies_differ(
    tmp_path: Path, changes: dict[str, str], codes: list[str]
) -> None:
    """Each cause alone and all together; with none left, other programs made it."""
    (tmp_path / "pet.py").write_text(seal("b = 2\n", replace(MADE, **changes)))
    action = the_action(tmp_path, WANTED)
    assert (action.kind, causes(action)) == ("update", codes)


def test_an_edit_is_told_from_stale_output(tmp_path: Path) -> None:
    """TT402, and with it what else changed since."""
    edited = TEXT.replace("a = 1", "a = 2")
    (tmp_path / "pet.py").write_text(edited)
    assert causes(the_action(tmp_path, WANTED)) == ["TT402"]
    stale = seal(BODY, replace(MADE, docs="x")).replace("a = 1", "a = 2")
    (tmp_path / "pet.py").write_text(stale)
    assert causes(the_action(tmp_path, WANTED)) == ["TT402", "TT401"]


def test_bytes_that_are_not_utf8_are_an_edit(tmp_path: Path) -> None:
    """A file that was ours until somebody saved it in another encoding."""
    (tmp_path / "pet.py").write_bytes(TEXT.encode() + b"# caf\xe9\n")
    assert causes(the_action(tmp_path, WANTED)) == ["TT402"]


def test_a_foreign_file_is_in_the_way(tmp_path: Path) -> None:
    """TT407 for a file without our banner."""
    (tmp_path / "pet.py").write_text("print()\n")
    action = the_action(tmp_path, WANTED)
    assert (action.kind, causes(action)) == ("update", ["TT407"])


def test_what_no_page_asks_for_is_left_over(tmp_path: Path) -> None:
    """TT406 for our own files only; an edited one is said to be one."""
    (tmp_path / "gone.py").write_text(TEXT)
    (tmp_path / "mine.py").write_text("print()\n")
    (tmp_path / "note.txt").write_text(TEXT)
    action = the_action(tmp_path)
    assert (action.path, action.kind) == ("gone.py", "delete")
    assert causes(action) == ["TT406"]
    (tmp_path / "gone.py").write_text(f"{BANNER}\nforged\n")
    assert causes(the_action(tmp_path)) == ["TT406", "TT402"]


def test_a_marker_is_created_and_then_left_alone(tmp_path: Path) -> None:
    """`py.typed` has no text to prove whose it is, so only its presence counts."""
    marker = RenderedFile(path="py.typed", text="")
    assert causes(the_action(tmp_path, marker)) == ["TT405"]
    (tmp_path / "py.typed").write_text("partial\n")
    assert plan(tmp_path, [marker]).is_empty
    assert plan(tmp_path, []).is_empty


def test_only_folders_of_rendered_files_are_searched(tmp_path: Path) -> None:
    """A folder below may be the output of another package."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "gone.py").write_text(TEXT)
    found = plan(tmp_path, [RenderedFile(path="a/pet.py", text=TEXT)])
    assert [each.path for each in found.actions] == ["a/gone.py", "a/pet.py"]


@pytest.mark.parametrize(
    "path",
    ["../pet.py", "/pet.py", "a//b.py", "a\\b.py", "pet.txt", ".py", "a.b/c.py", ""],
)
def test_a_path_is_never_trusted(tmp_path: Path, path: str) -> None:
    """What is not a chain of identifiers is not written to."""
    found = plan(tmp_path, [replace(WANTED, path=path)])
    assert problem(found)[0] == "TT410"


def test_names_that_differ_in_case_only_collide(tmp_path: Path) -> None:
    """Some file systems would keep one of the two."""
    files = [WANTED, replace(WANTED, path="Pet.py")]
    code, message = problem(plan(tmp_path, files))
    assert (code, "Pet.py" in message) == ("TT410", True)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A link in place of a file, of a folder below or of the output folder is refused."""
    (tmp_path / "out").mkdir()
    (tmp_path / "precious.py").write_text(TEXT)
    (tmp_path / "out" / "pet.py").symlink_to(tmp_path / "precious.py")
    link = "this cannot be written: a symbolic link is in the way"
    assert problem(plan(tmp_path / "out", [WANTED])) == ("TT410", link)
    (tmp_path / "out" / "sub").symlink_to(tmp_path)
    inner = replace(WANTED, path="sub/pet.py")
    assert problem(plan(tmp_path / "out", [inner])) == ("TT410", link)
    (tmp_path / "link").symlink_to(tmp_path)
    assert problem(plan(tmp_path / "link", [WANTED])) == ("TT410", link)


def test_an_output_folder_that_was_named_may_be_a_link(tmp_path: Path) -> None:
    """Whoever names a link on purpose means the folder behind it."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert the_action(location("link", tmp_path).path, WANTED).kind == "create"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_a_problem(tmp_path: Path) -> None:
    """A pipe or folder in place of a file, a file in place of a folder."""
    os.mkfifo(tmp_path / "pet.py")
    assert problem(plan(tmp_path, [WANTED]))[0] == "TT410"
    (tmp_path / "dog.py").mkdir()
    found = plan(tmp_path, [replace(WANTED, path="dog.py")])
    assert problem(found)[0] == "TT410"
    (tmp_path / "sub").touch()
    found = plan(tmp_path, [replace(WANTED, path="sub/pet.py")])
    assert problem(found)[0] == "TT410"


def test_a_file_may_be_large_but_not_endless(tmp_path: Path) -> None:
    """What is larger than any module could be is not read to its end."""
    path = tmp_path / "pet.py"
    path.write_text(seal("# " + "a" * 1_000_000, MADE))
    assert the_action(tmp_path, WANTED).kind == "update"
    with path.open("ab") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    assert problem(plan(tmp_path, [WANTED])) == (
        "TT410",
        "this cannot be written: the file is too large",
    )


def test_what_stands_is_not_read(tmp_path: Path) -> None:
    """A file without a text is one that is known; but it has to be there, and to be a file."""
    known = RenderedFile(path="pet.py")
    (tmp_path / "pet.py").write_text("whatever")
    assert plan(tmp_path, [known]).is_empty
    (tmp_path / "pet.py").unlink()
    message = "this file changed while typetable was running"
    assert problem(plan(tmp_path, [known])) == ("TT410", message)
    (tmp_path / "pet.py").mkdir()
    assert problem(plan(tmp_path, [known])) == ("TT410", message)


def test_what_was_seen_is_compared(tmp_path: Path) -> None:
    """A file is what it was when it was looked at."""
    (tmp_path / "pet.py").write_text(TEXT)
    files_seen = FilesSeen()
    assert files_seen.state([cache.folder(str(tmp_path))])
    (tmp_path / "pet.py").write_text("whatever")
    assert plan(tmp_path, [WANTED], files_seen=files_seen).is_empty
    assert not plan(tmp_path, [WANTED], files_seen=files_seen).is_empty


def test_a_plan_that_was_carried_out_leaves_nothing_to_do(tmp_path: Path) -> None:
    """Unless something came or went since."""
    (tmp_path / "gone.py").write_text(TEXT)
    found = plan(tmp_path, [WANTED], display_path="out")
    (tmp_path / "gone.py").rename(tmp_path / "pet.py")
    after = replanned(found)
    assert after.is_empty
    assert after.display_path == "out"
    assert [(each.path, each.kind) for each in after.actions] == [
        ("pet.py", "unchanged")
    ]
    (tmp_path / "old.py").write_text(TEXT)
    assert [each.path for each in replanned(found).of("delete")] == ["old.py"]
    (tmp_path / "pet.py").unlink()
    assert replanned(found).problems


def test_actions_are_sorted(tmp_path: Path) -> None:
    """The order of rendering does not show."""
    files = [replace(WANTED, path=f"{name}.py") for name in "cab"]
    assert [each.path for each in plan(tmp_path, files).actions] == [
        "a.py",
        "b.py",
        "c.py",
    ]


def test_files_in_the_working_folder_have_plain_paths(tmp_path: Path) -> None:
    """As other tools name them, so that an annotation finds its file."""
    found = plan(tmp_path, [WANTED], display_path=".")
    assert found.display_path_of("pet.py") == "pet.py"
    assert found.display_path_of("") == "."
