from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.scratch_repository import git

from typetable.settings.limits import Limits
from typetable.sources.git import FailedError, Repository, answer, answering
from typetable.sources.repositories import find
from typetable.sources.revisions import Revision, last_changes, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a page and something else in one commit."""
    root = tmp_path / "repository"
    (root / "docs").mkdir(parents=True)
    git(root, "init", "-q", "-b", "main", ".")
    (root / "docs" / "Item.md").write_text("# Item\n")
    (root / "docs" / "plan.txt").write_text("a plan\n")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    return root


def said(folder: Path, patience: float = 60) -> str:
    """Return what the page holds, or why that cannot be said."""
    place = Revision(folder=folder, name="main", path="docs", display_path="git:here")
    blobs, problems = read(place, Limits(), patience)
    if problems:
        assert (problems[0].code, problems[0].is_error) == ("TT131", True)
        return problems[0].message
    return blobs[0].data.decode()


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """Return a program that leaves a marker beside itself; `hit` says whether it did."""
    program = tmp_path / "evil" / "program"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ntouch {program.parent}/hit\ncat\n")
    program.chmod(0o755)
    return program


PROGRAMS = (
    "alias.cat-file",
    "alias.ls-tree",
    "alias.rev-parse",
    "alias.rev-list",
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.gitProxy",
    "core.askPass",
    "core.alternateRefsCommand",
    "credential.helper",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "filter.evil.smudge",
    "filter.evil.clean",
    "filter.evil.process",
    "gpg.program",
    "gpg.ssh.program",
    "pager.cat-file",
    "pager.ls-tree",
    "pager.rev-list",
    "uploadpack.packObjectsHook",
    "trailer.x.command",
    "sequence.editor",
    "merge.evil.driver",
    "interactive.diffFilter",
)
"""Settings by which git would start a program for one or another of its commands."""


def test_no_setting_of_a_repository_starts_a_program(
    repository: Path, marker: Path
) -> None:
    """Neither hooks nor filters, aliases, pagers or monitors, in whatever file they stand."""
    for setting in PROGRAMS:
        bang = "!" if setting.startswith("alias.") else ""
        git(repository, "config", setting, f"{bang}{marker}")
    hooks = marker.parent / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        shutil.copy(marker, hooks / hook)
    git(repository, "config", "core.hooksPath", str(hooks))
    git(repository, "config", "core.attributesFile", str(marker.parent / "attributes"))
    (marker.parent / "attributes").write_text("* filter=evil diff=evil\n")
    attributes = "* filter=evil diff=evil merge=evil\n"
    (repository / ".git" / "info" / "attributes").write_text(attributes)
    assert said(repository) == "# Item\n"
    assert last_changes(repository / "docs")
    assert not (marker.parent / "hit").exists()


def test_no_variable_starts_a_program(
    repository: Path, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does it write a trace of what is asked."""
    for name in ("EXTERNAL_DIFF", "PAGER", "SSH_COMMAND", "ASKPASS", "PROXY_COMMAND"):
        monkeypatch.setenv(f"GIT_{name}", str(marker))
    monkeypatch.setenv("GIT_TRACE", str(marker.parent / "hit"))
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(marker.parent / "hit"))
    assert said(repository) == "# Item\n"
    assert last_changes(repository / "docs")
    assert not (marker.parent / "hit").exists()


def partial(repository: Path, tmp_path: Path, url: str) -> Path:
    """Return a clone without the content of files, that would get it from a URL."""
    git(repository, "config", "uploadpack.allowFilter", "true")
    source = repository.as_uri()
    options = ("-q", "--no-checkout", "--filter=blob:none")
    git(tmp_path, "clone", *options, source, "partial")
    git(tmp_path / "partial", "config", "remote.origin.url", url)
    git(tmp_path / "partial", "config", "protocol.allow", "always")
    git(tmp_path / "partial", "config", "protocol.ext.allow", "always")
    return tmp_path / "partial"


@pytest.mark.parametrize("scheme", ["ext::", "file://", "", "evil::", "ssh://x"])
def test_a_partial_clone_fetches_nothing(
    repository: Path,
    tmp_path: Path,
    marker: Path,
    scheme: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By no protocol and by no helper; what it lacks is said, and what it has is read."""
    where = repository if scheme in {"", "file://"} else marker
    clone = partial(repository, tmp_path, f"{scheme}{where}")
    shutil.copy(marker, marker.parent / "git-remote-evil")
    git(clone, "config", "core.sshCommand", str(marker))
    git(clone, "config", "remote.origin.uploadpack", str(marker))
    monkeypatch.setenv("PATH", str(marker.parent), prepend=os.pathsep)
    before = sorted((clone / ".git" / "objects").rglob("*"))
    assert said(clone) in {
        "git has not all files of this revision",
        "git cannot read this",  # before GIT_NO_LAZY_FETCH
    }
    assert sorted((clone / ".git" / "objects").rglob("*")) == before
    assert not (marker.parent / "hit").exists()


def test_a_partial_clone_is_read_where_it_has_the_pages(
    repository: Path, tmp_path: Path
) -> None:
    """It may lack what is no page."""
    (repository / "docs" / "plan.txt").write_text("long " * 1000)
    git(repository, "commit", "-qam", "second")
    git(repository, "config", "uploadpack.allowFilter", "true")
    options = ("-q", "--no-checkout", "--filter=blob:limit=1k")
    git(tmp_path, "clone", *options, repository.as_uri(), "partial")
    assert said(tmp_path / "partial") == "# Item\n"


def test_what_is_asked_is_what_the_hash_says(repository: Path) -> None:
    """Nothing stands in for an object or for the parents of a commit."""
    old = git(repository, "rev-parse", "HEAD")
    (repository / "docs" / "Item.md").write_text("# Other\n")
    git(repository, "commit", "-qam", "second")
    git(repository, "tag", "other")
    git(repository, "reset", "-q", "--hard", old)
    git(repository, "replace", old, "other")
    for kind in ("docs/Item.md", "docs"):
        git(repository, "replace", f"{old}:{kind}", f"other:{kind}")
    assert said(repository) == "# Item\n"
    (repository / ".git" / "info" / "grafts").write_text(
        f"{old} {git(repository, 'rev-parse', 'other')}\n"
    )
    place = Revision(
        folder=repository, name="main~1", path="docs", display_path="git:here"
    )
    assert "no revision" in read(place, Limits())[1][0].message


def test_the_objects_of_a_damaged_repository_are_not_guessed(repository: Path) -> None:
    """A finding says that git cannot tell."""
    name = git(repository, "rev-parse", "main:docs/Item.md")
    file = repository / ".git" / "objects" / name[:2] / name[2:]
    file.chmod(0o644)
    file.write_bytes(b"nonsense")
    assert said(repository).startswith("git ")


def fake(folder: Path, script: str) -> Path:
    """Write a `git` that does something else, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "git").chmod(0o755)
    return folder


@pytest.mark.parametrize(
    "script",
    [
        "sleep 30",
        pytest.param("sleep 30 & wait", marks=pytest.mark.slow),
        pytest.param("yes & sleep 30", marks=pytest.mark.slow),
        pytest.param("head -c 3; sleep 30 &", marks=pytest.mark.slow),
        "trap '' TERM INT HUP; while :; do sleep 1; done",
        "exec yes",
        "exec cat /dev/zero",
    ],
)
def test_git_is_not_waited_for_without_end(
    repository: Path, tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it does meanwhile, and whatever it started is gone, too."""
    bin_folder = fake(tmp_path / "bin", f"echo $$ >> {tmp_path}/pids\n{script}")
    monkeypatch.setenv("PATH", str(bin_folder), prepend=os.pathsep)
    start = time.monotonic()
    with pytest.raises(FailedError) as failed:
        read_all(Repository(root=repository, outermost=repository, patience=0.5))
    assert time.monotonic() - start < 10
    assert failed.value.args[0] == "git took longer than 0.5 seconds"
    assert are_gone(tmp_path / "pids")


def read_all(repository: Repository) -> None:
    """Read an answer to its end, a piece at a time."""
    with answering(repository, "x") as stream:
        while stream.read(1 << 16):
            pass


def are_gone(pids: Path) -> bool:
    """Return whether groups of processes are gone, or will be: the system buries its dead later."""
    groups = [*map(int, pids.read_text().split())]
    for _ in range(100):
        groups = [*filter(_lives, groups)]
        if not groups:
            return True
        time.sleep(0.05)
    return False


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_deadline_is_a_finding(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no old state without pages, in which all would be new."""
    monkeypatch.setenv(
        "PATH", str(fake(tmp_path / "bin", "sleep 30")), prepend=os.pathsep
    )
    assert said(repository, patience=0.2) == "git took longer than 0.2 seconds"
    assert last_changes(repository, patience=0.2) == ()


def test_whoever_stops_reading_stops_git(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer without end is not read to its end."""
    monkeypatch.setenv(
        "PATH", str(fake(tmp_path / "bin", "exec yes")), prepend=os.pathsep
    )
    start = time.monotonic()
    with pytest.raises(FailedError, match="enough"):
        read_some(Repository(root=repository, outermost=repository))
    assert time.monotonic() - start < 10


def read_some(repository: Repository) -> None:
    """Read the start of an answer and find that it is no good."""
    with answering(repository, "x") as stream:
        stream.read(100)
        message = "enough"
        raise FailedError(message, "")


@pytest.mark.parametrize(
    "script", ["", "echo nonsense", "printf '\\0\\0'", "yes | head -c 3000000"]
)
def test_an_answer_that_is_none_is_a_finding(
    repository: Path, tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a `git` says, there is no traceback."""
    monkeypatch.setenv("PATH", str(fake(tmp_path / "bin", script)), prepend=os.pathsep)
    assert said(repository, 10).startswith(("`.git` leads", "git "))


def test_a_git_of_the_checkout_is_never_run(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not from the current folder, nor from the checkout, nor by a link into or out of it."""
    planted = fake(repository / "bin", f"touch {tmp_path}/hit")
    shutil.copy(planted / "git", repository / "git")
    (tmp_path / "linked").symlink_to(planted)
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "git").symlink_to(planted / "git")
    (repository / "out").mkdir()
    (repository / "out" / "git").symlink_to("/bin/sh")
    entries = ("", ".", "bin", "./bin", planted, f"{tmp_path}/x/../repository/bin")
    links = (tmp_path / "linked", tmp_path / "links", repository / "out")
    path = os.pathsep.join(map(str, (*entries, *links)))
    monkeypatch.setenv("PATH", f"{path}{os.pathsep}{os.environ['PATH']}")
    for folder in (repository, repository / "docs"):
        monkeypatch.chdir(folder)
        assert said(folder) == "# Item\n"
    monkeypatch.setenv("PATH", path)
    assert said(repository) == "there is no `git` here"
    assert not (tmp_path / "hit").exists()


def test_a_git_of_the_checkout_around_is_not_run_either(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The docs may be a repository in another one."""
    inner = repository / "inner"
    git(repository, "clone", "-q", ".", "inner")
    planted = fake(repository / "bin", f"touch {tmp_path}/hit")
    monkeypatch.setenv("PATH", str(planted), prepend=os.pathsep)
    assert said(inner) == "# Item\n"
    assert not (tmp_path / "hit").exists()


def test_whoever_is_interrupted_leaves_no_git(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in a group of its own, so that nobody else would end it."""
    bin_folder = fake(tmp_path / "bin", f"echo $$ > {tmp_path}/pids\nsleep 30")
    monkeypatch.setenv("PATH", str(bin_folder), prepend=os.pathsep)
    # Whoever runs the tests in the background of a shell has interrupts ignored.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heard}; from typetable.cli import run; run()"
    command = [sys.executable, "-c", code, "diff", "git:main:docs", "docs"]
    with subprocess.Popen(command, cwd=repository, stderr=subprocess.DEVNULL) as run:
        while not (tmp_path / "pids").exists() or not (tmp_path / "pids").read_text():
            time.sleep(0.05)
        time.sleep(
            0.2
        )  # until Python, which waits for the start of a program, has it, too
        run.send_signal(signal.SIGINT)
        assert run.wait(10)
    assert are_gone(tmp_path / "pids")


def test_short_answers_are_short(repository: Path) -> None:
    """What is asked for in one piece is never the whole history."""
    found = find(repository)
    assert answer(found, "rev-parse", "main") == (
        f"{git(repository, 'rev-parse', 'main')}\n".encode()
    )
    with pytest.raises(FailedError) as failed:
        answer(found, "rev-parse", "--verify", "nothing")
    assert failed.value.args[1].startswith("git says: fatal:")
