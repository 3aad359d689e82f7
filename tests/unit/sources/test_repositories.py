from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from tests.scratch_repository import git

from typetable.settings.limits import Limits
from typetable.sources.git import FailedError
from typetable.sources.repositories import find
from typetable.sources.revisions import Revision, read

if TYPE_CHECKING:
    from pathlib import Path


def make(root: Path, text: str) -> Path:
    """Make a repository in which `docs/Item.md` holds a text, on the branch `main`."""
    (root / "docs").mkdir(parents=True)
    git(root, "init", "-q", "-b", "main", ".")
    (root / "docs" / "Item.md").write_text(text)
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the repository of somebody who checks out what others wrote."""
    return make(tmp_path / "project", "ours")


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """Return a bare repository whose `main` says something else at the same places."""
    make(tmp_path / "made", "theirs")
    (tmp_path / "made" / "Item.md").write_text("theirs")
    git(tmp_path / "made", "add", ".")
    git(tmp_path / "made", "commit", "-qm", "second")
    git(tmp_path, "clone", "-q", "--bare", "made", "evil")
    return tmp_path / "evil"


def said(folder: Path, path: str = "./Item.md") -> str:
    """Return what the page at a place held on `main`, or why that cannot be said."""
    place = Revision(folder=folder, name="main", path=path, display_path="git:here")
    blobs, problems = read(place, Limits())
    assert len(blobs) + len(problems) == 1
    if problems:
        assert (problems[0].code, problems[0].is_error) == ("TT131", True)
        return problems[0].message
    return blobs[0].data.decode()


def test_a_folder_is_in_the_repository_around_it(project: Path) -> None:
    """At its top and anywhere below; the innermost wins, where somebody cloned it."""
    assert find(project).root == find(project / "docs").root == project
    assert said(project / "docs") == "ours"
    make(project / "docs" / "other", "of another")
    assert said(project / "docs" / "other" / "docs") == "of another"
    assert said(project / "docs") == "ours"


LAYOUTS = ["docs", "docs/x.git", "docs/deep/x", "."]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_bare_repository_in_a_checkout_is_not_asked(
    project: Path, evil: Path, layout: str
) -> None:
    """It can be checked out as files; what is asked from inside of it is refused."""
    planted = project / layout
    shutil.copytree(evil, planted, dirs_exist_ok=True)
    (planted / "deeper").mkdir()
    if layout == ".":
        assert said(planted / "deeper", "docs/Item.md") == "ours"
        return
    for folder in (planted, planted / "deeper"):
        assert "is a bare repository, which is not asked" in said(folder)
    assert said(project, "docs/Item.md") == "ours"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_bare_repository_is_not_asked_without_another_one(
    tmp_path: Path, evil: Path, layout: str
) -> None:
    """A copy of a checkout may lack `.git`, and then nothing answers."""
    shutil.copytree(evil, tmp_path / "copy" / layout, dirs_exist_ok=True)
    assert "which is not asked" in said(tmp_path / "copy" / layout, "docs/Item.md")


@pytest.mark.parametrize("lead", ["commondir", "alternates"])
def test_half_a_bare_repository_is_none(project: Path, evil: Path, lead: str) -> None:
    """What git would follow from there is not followed; the repository around answers."""
    docs = project / "docs"
    (docs / "HEAD").write_text("ref: refs/heads/main\n")
    if lead == "commondir":
        (docs / "commondir").write_text(f"{evil}\n")
        assert said(docs) == "ours"
    else:
        (docs / "objects" / "info").mkdir(parents=True)
        (docs / "objects" / "info" / "alternates").write_text(f"{evil}/objects\n")
        shutil.copytree(evil / "refs", docs / "refs")
        assert "which is not asked" in said(docs)


def test_a_bare_repository_is_asked_where_the_environment_names_it(
    evil: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As git does for its own hooks there; also where it stands in a checkout."""
    monkeypatch.setenv("GIT_DIR", str(evil))
    assert said(evil, "docs/Item.md") == "theirs"
    shutil.copytree(evil, project / "mirror.git")
    assert "which is not asked" in said(project / "mirror.git", "docs/Item.md")
    monkeypatch.setenv("GIT_DIR", ".")
    monkeypatch.chdir(project / "mirror.git")
    assert said(project / "mirror.git", "docs/Item.md") == "theirs"


def test_the_variables_of_a_hook_lead_nowhere_else(
    project: Path, evil: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git sets them for its hooks; the repository is the one that the folder is in."""
    for name, value in {
        "GIT_DIR": str(evil),
        "GIT_WORK_TREE": "/nowhere",
        "GIT_COMMON_DIR": str(evil),
        "GIT_INDEX_FILE": "/nowhere/index",
        "GIT_OBJECT_DIRECTORY": str(evil / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(evil / "objects"),
        "GIT_NAMESPACE": "theirs",
        "GIT_PREFIX": "docs/",
        "GIT_CEILING_DIRECTORIES": str(project),
        "GIT_SHALLOW_FILE": "/nowhere/shallow",
        "GIT_REPLACE_REF_BASE": "refs/heads/",
    }.items():
        monkeypatch.setenv(name, value)
    assert said(project / "docs") == said(project, "docs/Item.md") == "ours"


def test_a_hook_of_a_commit_can_ask(project: Path, tmp_path: Path) -> None:
    """Git runs it with `GIT_DIR` and `GIT_INDEX_FILE` set, in work trees to odd places."""
    git(project, "worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    script = (
        "from pathlib import Path; from typetable.settings.limits import Limits;"
        "from typetable.sources.revisions import Revision, read;"
        "place = Revision(folder=Path.cwd(), name='main', path='docs', display_path='x');"
        "blobs, problems = read(place, Limits());"
        "Path('told').write_text(f'{[b.data for b in blobs]} {problems}')"
    )
    hook = project / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\nenv > env\n"{sys.executable}" -c "{script}"\n')
    hook.chmod(0o755)
    for tree in (project, tmp_path / "side"):
        (tree / "docs" / "Item.md").write_text("newer")
        git(tree, "commit", "-qam", "second")
        assert "GIT_INDEX_FILE=" in (tree / "env").read_text()
        assert (tree / "told").read_text() == "[b'ours'] ()"
        git(tree, "reset", "-q", "--hard", "HEAD~1")


def test_a_work_tree_is_asked(project: Path, tmp_path: Path) -> None:
    """Its `.git` is a file, and what that names leads back."""
    tree = tmp_path / "tree"
    git(project, "worktree", "add", "-q", "-b", "side", str(tree))
    assert said(tree / "docs") == "ours"


def test_a_work_tree_of_a_bare_repository_is_asked(evil: Path, tmp_path: Path) -> None:
    """Some keep all of their work trees so, beside or below it."""
    for tree in (tmp_path / "tree", evil / "tree"):
        git(evil, "worktree", "add", "-q", "--detach", str(tree), "main")
        assert said(tree / "docs") == "theirs"


def test_a_submodule_is_asked(project: Path, tmp_path: Path) -> None:
    """From inside of it, about its own revisions."""
    outer = make(tmp_path / "outer", "outer")
    allowed = ("-c", "protocol.file.allow=always")
    git(outer, *allowed, "submodule", "--quiet", "add", str(project), "parts/docs")
    assert (outer / "parts" / "docs" / ".git").is_file()
    assert said(outer / "parts" / "docs" / "docs") == "ours"
    assert said(outer / "docs") == "outer"


def test_a_shallow_clone_is_asked(project: Path, tmp_path: Path) -> None:
    """As far as it goes."""
    (project / "docs" / "Item.md").write_text("newer")
    git(project, "commit", "-qam", "second")
    url = project.as_uri()
    git(tmp_path, "clone", "-q", "--depth=1", url, "shallow")
    assert said(tmp_path / "shallow" / "docs") == "newer"


@pytest.mark.parametrize("how", ["--shared", "--reference"])
def test_a_clone_that_borrows_objects_is_asked(
    project: Path, tmp_path: Path, how: str
) -> None:
    """Its alternates stand in its `.git`, which is of whoever cloned."""
    options = [how] if how == "--shared" else [how, str(project)]
    git(tmp_path, "clone", "-q", *options, str(project), "clone")
    assert (tmp_path / "clone" / ".git/objects/info/alternates").exists()
    assert said(tmp_path / "clone" / "docs") == "ours"


def test_a_link_in_place_of_git_has_to_lead_back(project: Path, tmp_path: Path) -> None:
    """So has a file: what is elsewhere may be somebody else's."""
    for name in ("file", "link"):
        (tmp_path / name / "docs").mkdir(parents=True)
    (tmp_path / "file" / ".git").write_text(f"gitdir: {project}/.git\n")
    (tmp_path / "link" / ".git").symlink_to(project / ".git")
    for name in ("file", "link"):
        assert "does not lead back here" in said(tmp_path / name / "docs")


def test_a_folder_that_borrows_a_whole_repository_has_to_lead_back(
    project: Path, tmp_path: Path
) -> None:
    """A `commondir` is for work trees, which their repository knows."""
    kept = tmp_path / "other" / ".git"
    kept.mkdir(parents=True)
    (kept / "HEAD").write_text("ref: refs/heads/main\n")
    (kept / "commondir").write_text(f"{project}/.git\n")
    (kept / "gitdir").write_text(f"{kept}\n")
    assert "does not lead back here" in said(tmp_path / "other", "docs/Item.md")


def test_a_work_tree_of_another_place_has_to_lead_back(
    project: Path, tmp_path: Path
) -> None:
    """Nobody can stand in for one."""
    git(project, "worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    (tmp_path / "other").mkdir()
    shutil.copy(tmp_path / "side" / ".git", tmp_path / "other" / ".git")
    assert "does not lead back here" in said(tmp_path / "other", "docs/Item.md")


def test_a_git_folder_elsewhere_can_say_whose_it_is(tmp_path: Path) -> None:
    """By the setting that git has for that, and that the finding names."""
    root = tmp_path / "project"
    git(tmp_path, "init", "-q", "-b", "main", "--separate-git-dir=kept", str(root))
    (root / "Item.md").write_text("ours")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    assert "does not lead back here" in said(root)
    git(root, "config", "core.worktree", str(root))
    assert said(root) == "ours"


def test_an_empty_folder_is_no_repository(project: Path) -> None:
    """Nor is what only looks like one: git is not led past it without a word."""
    (project / "docs" / ".git").mkdir()
    assert said(project / "docs") == "ours"
    (project / "docs" / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    assert "does not lead back here" in said(project / "docs")
    with pytest.raises(FailedError, match="in no git repository"):
        find(project.parent)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can give files away")
def test_a_repository_of_another_user_is_trusted_by_those_who_say_so(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In their own settings, as for git itself."""
    for path in (project, project / ".git"):
        os.chown(path, 4321, 4321)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    assert said(project / "docs") == "git reads no repository of another user"
    (tmp_path / "settings").write_text(f"[safe]\n\tdirectory = {project}\n")
    assert said(project / "docs") == "ours"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(project))
    assert said(project / "docs") == "ours"
