from __future__ import annotations

import hashlib
import time
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest
from tests.scratch_repository import git

from typetable.settings.limits import Limits
from typetable.sources.revisions import Revision, is_shallow, last_changes, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with two commits and a tag on the first."""
    root = tmp_path / "repository"
    (root / "docs" / "inner").mkdir(parents=True)
    git(root.parent, "init", "-q", str(root))
    (root / "docs" / "Item.md").write_text("# Item\n")
    (root / "docs" / "inner" / "Part.md").write_text("# Part\n")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    git(root, "tag", "v1")
    (root / "docs" / "Item.md").write_text("# Item, changed\n")
    git(root, "commit", "-qam", "second")
    return root


def names(folder: Path, path: str, revision: str = "v1") -> list[str]:
    """Return the names of the pages at a place, which must be readable."""
    place = Revision(folder=folder, name=revision, path=path, display_path="git:")
    blobs, problems = read(place, Limits())
    assert problems == ()
    return [blob.name for blob in blobs]


def problem(folder: Path, path: str = "docs", revision: str = "v1") -> str:
    """Return why a place cannot be read."""
    place = Revision(folder=folder, name=revision, path=path, display_path="git:here")
    blobs, (finding,) = read(place, Limits())
    assert blobs == ()
    assert (finding.code, finding.path) == ("TT131", "git:here")
    return f"{finding.message}; {finding.hint}"


def test_names_that_are_no_utf8_are_themselves(repository: Path) -> None:
    """Whatever the locale says; whoever reads the pages refuses them."""
    blob = git(repository, "rev-parse", "v1:docs/Item.md")
    (repository / "rows").write_text(f'100644 blob {blob}\t"x\\377.md"\n')
    with (repository / "rows").open("rb") as rows:
        tree = git(repository, "mktree", stdin=rows)
    commit = git(repository, "commit-tree", "-m", "odd", tree)
    assert names(repository, "", commit) == ["x\udcff.md"]


def test_every_ending_of_a_page_counts(repository: Path) -> None:
    """As it does on the disk; which of two such pages is meant, is said there too."""
    for name in ("Item.mdx", "Part.MARKDOWN", "Part.json"):
        (repository / "docs" / name).write_text("# Part\n")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "more")
    assert names(repository, "docs", "HEAD") == [
        "Item.md",
        "Item.mdx",
        "Part.MARKDOWN",
        "inner/Part.md",
    ]


def test_a_folder_is_read_as_it_was(repository: Path) -> None:
    """Its pages by name, with the bytes of that revision."""
    place = Revision(
        folder=repository,
        name="v1",
        path="docs",
        display_path="git:v1:docs",
        certain=True,
    )
    blobs, problems = read(place, Limits())
    assert problems == ()
    assert [(blob.path, blob.name, blob.data) for blob in blobs] == [
        ("git:v1:docs/Item.md", "Item.md", b"# Item\n"),
        ("git:v1:docs/inner/Part.md", "inner/Part.md", b"# Part\n"),
    ]


@pytest.mark.parametrize("revision", ["v1", "HEAD~1", "HEAD^", "main@{0}~1"])
def test_a_revision_is_what_git_takes_for_one(repository: Path, revision: str) -> None:
    """Tags, branches, and what can be done to them."""
    git(repository, "branch", "-M", "main")
    assert names(repository, "docs/Item.md", revision) == ["Item.md"]


def test_paths_count_from_the_root_or_from_here(repository: Path) -> None:
    """As they do in git itself."""
    inner = repository / "docs" / "inner"
    assert names(inner, "docs") == ["Item.md", "inner/Part.md"]
    assert names(inner, "./") == ["Part.md"]
    assert names(inner, "./..") == ["Item.md", "inner/Part.md"]
    assert names(inner, "") == ["docs/Item.md", "docs/inner/Part.md"]


def test_paths_lead_to_nothing_outside(repository: Path) -> None:
    """Whatever stands there on the disk."""
    assert "leads out" in problem(repository / "docs", "../../elsewhere")
    assert "leads out" in problem(repository, "./..")
    assert names(repository / "docs" / "inner", "../Item.md") == ["Item.md"]


def test_no_checkout_is_touched(repository: Path) -> None:
    """Neither files nor index, whatever stands in them."""
    (repository / "docs" / "Item.md").write_text("not committed")
    before = (repository / ".git" / "index").read_bytes()
    assert names(repository, "docs") == ["Item.md", "inner/Part.md"]
    assert (repository / ".git" / "index").read_bytes() == before
    assert (repository / "docs" / "Item.md").read_text() == "not committed"


def test_the_same_files_are_pages_as_on_the_disk(repository: Path) -> None:
    """What is hidden or installed is passed over, other endings too."""
    for name in (".hidden/A.md", "node_modules/B.md", "env/C.md", "env/pyvenv.cfg"):
        path = repository / "all" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    others = ("D.MARKDOWN", "e.txt", "ünï code.md", "-x.md", "line\nend.md")
    for name in others:
        (repository / "all" / name).write_text("")
    git(repository, "add", "-f", ".")
    git(repository, "commit", "-qm", "third")
    assert names(repository, "all", "HEAD") == [
        "-x.md",
        "D.MARKDOWN",
        "line\nend.md",
        "ünï code.md",
    ]


def test_links_are_not_followed(repository: Path) -> None:
    """What they lead to may stand outside; that is said."""
    (repository / "docs" / "Link.md").symlink_to("/etc/passwd")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "third")
    place = Revision(
        folder=repository, name="HEAD", path="docs", display_path="git:HEAD:docs"
    )
    blobs, (finding,) = read(place, Limits())
    assert len(blobs) == 2
    assert (finding.code, finding.severity) == ("TT101", "warning")
    assert finding.path == "git:HEAD:docs/Link.md"


@pytest.fixture
def with_submodule(repository: Path, tmp_path: Path) -> Path:
    """Return a repository in which `parts/docs` is another one."""
    root = tmp_path / "outer"
    git(tmp_path, "init", "-q", str(root))
    allowed = ("-c", "protocol.file.allow=always")
    git(root, *allowed, "submodule", "--quiet", "add", str(repository), "parts/docs")
    git(root, "commit", "-qm", "first")
    return root


def test_a_submodule_below_is_said(with_submodule: Path) -> None:
    """Its pages are in another repository, so there is a warning, and the rest is read."""
    place = Revision(
        folder=with_submodule, name="HEAD", path="parts", display_path="git:x"
    )
    blobs, (finding,) = read(place, Limits())
    assert blobs == ()
    assert (finding.code, finding.severity) == ("TT101", "warning")
    assert finding.path == "git:x/docs"
    assert finding.message == "a submodule is not read in a revision"


@pytest.mark.parametrize(
    "path", ["parts/docs", "./parts/docs", "parts/docs/docs/Item.md"]
)
def test_a_place_in_a_submodule_is_refused(with_submodule: Path, path: str) -> None:
    """It would look as if nothing had ever been there."""
    message = problem(with_submodule, path, revision="HEAD")
    assert message.startswith("`parts/docs` is a submodule, which is not read")


def test_a_page_is_read_no_further_than_the_limit(repository: Path) -> None:
    """It is not read at all, which is said; the next page is not lost."""
    (repository / "docs" / "Item.md").write_text("#" * 8)
    git(repository, "commit", "-qam", "third")
    place = Revision(folder=repository, name="HEAD", path="docs", display_path="git:x")
    blobs, (finding,) = read(place, Limits(page_bytes=7))
    assert [blob.data for blob in blobs] == [b"# Part\n"]
    assert (finding.code, finding.path) == ("TT103", "git:x/Item.md")


@pytest.mark.parametrize(
    "revision", ["-x", "--output=x", "--all", "", ":/first", "HEAD:docs", ":0"]
)
def test_no_option_is_a_revision(repository: Path, revision: str) -> None:
    """It is refused before git sees it, and so is what names a file or searches for words."""
    assert "is no revision" in problem(repository, revision=revision)


def test_a_line_end_asks_git_nothing_more(repository: Path) -> None:
    """It would be a second question."""
    for end in ("\n", "\r", "\r\n", "\0"):
        assert "line end" in problem(repository, revision=f"v1{end}HEAD")
        assert "line end" in problem(repository, revision=f"v1{end}")
        assert "line end" in problem(repository, path=f"docs{end}")


@pytest.mark.parametrize("sign", ["\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", " "])
def test_other_signs_end_no_line(repository: Path, sign: str) -> None:
    """No revision has them in its name; a path can."""
    assert "no revision" in problem(repository, revision=f"v1{sign}")
    assert "no revision" in problem(repository, revision=f"v{sign}1")
    assert "nothing is at" in problem(repository, path=f"docs{sign}")
    (repository / f"a{sign}b.md").write_text("")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "third")
    assert names(repository, f"a{sign}b.md", "HEAD") == [f"a{sign}b.md"]


@pytest.mark.parametrize("path", [":(top)docs", ":/", "*.md", "-x", "--", "docs/*"])
def test_paths_are_names_and_no_patterns(repository: Path, path: str) -> None:
    """Nothing is there, and no pattern finds something else."""
    assert "nothing is at" in problem(repository, path)
    place = Revision(
        folder=repository, name="v1", path=path, display_path="git:", certain=False
    )
    assert read(place, Limits()) == ((), ())


def test_what_is_not_there_is_said(repository: Path, tmp_path: Path) -> None:
    """The revision, the path, or the repository."""
    assert "no revision `v9`" in problem(repository, revision="v9")
    assert "nothing is at `dosc` in `v1`" in problem(repository, "dosc")
    assert "in no git repository" in problem(tmp_path)


def test_docs_that_are_younger_are_no_mistake(repository: Path) -> None:
    """The configured docs may not have been there in a revision."""
    place = Revision(
        folder=repository, name="v1", path="./new", display_path="", certain=False
    )
    assert read(place, Limits()) == ((), ())


def test_git_may_be_missing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders can be compared without."""
    monkeypatch.setenv("PATH", "")
    assert "there is no `git` here" in problem(repository)


def test_the_last_changes_of_a_place_are_found(
    repository: Path, tmp_path: Path
) -> None:
    """The commits that touched anything in it, the newest first; none where git does not know."""
    first, head = (git(repository, "rev-parse", name) for name in ("v1", "HEAD"))
    assert last_changes(repository / "docs" / "inner") == (first,)
    assert last_changes(repository / "docs") == (head,)
    assert last_changes(repository / "docs", 9)[0] == head
    assert last_changes(repository / "docs", 9)[-1] == first
    assert last_changes(repository) == (head,)
    assert last_changes(tmp_path) == ()


def test_a_history_that_ends_early_is_told(repository: Path, tmp_path: Path) -> None:
    """A clone of the last commit alone, and what is no repository."""
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "clone")
    assert is_shallow(tmp_path / "clone")
    assert is_shallow(tmp_path)
    assert not is_shallow(repository / "docs")


def test_a_folder_with_the_name_of_a_pattern_is_that_folder(repository: Path) -> None:
    """The last change is that of its own files."""
    for name in (":(exclude)x", "*"):
        (repository / name).mkdir()
        (repository / name / "A.md").write_text("")
        git(repository, "add", ".")
        git(repository, "commit", "-qm", name)
    before, head = (git(repository, "rev-parse", name) for name in ("HEAD~1", "HEAD"))
    assert last_changes(repository / ":(exclude)x") == (before,)
    assert last_changes(repository / "*") == (head,)


def store(root: Path, kind: str, data: bytes) -> str:
    """Write an object, whatever it holds, and return its name."""
    data = b"%s %d\0" % (kind.encode(), len(data)) + data
    name = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    place = root / ".git" / "objects" / name[:2] / name[2:]
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(zlib.compress(data, 1))
    return name


def tree(root: Path, *names: bytes, mode: bytes, name: str) -> str:
    """Write a folder in which one object stands at each of some names."""
    rows = (mode + b" " + each + b"\0" + bytes.fromhex(name) for each in sorted(names))
    return store(root, "tree", b"".join(rows))


def bomb(root: Path, data: bytes, ending: bytes, depth: int) -> None:
    """Make `bomb` a revision of ten to the power of `depth` files, from two objects more."""
    digits = [b"%d" % digit for digit in range(10)]
    name = tree(
        root,
        *(digit + ending for digit in digits),
        mode=b"100644",
        name=store(root, "blob", data),
    )
    for _ in range(depth - 1):
        name = tree(root, *digits, mode=b"40000", name=name)
    git(root, "tag", "-f", "bomb", git(root, "commit-tree", "-m", "bomb", name))


def excess(root: Path, limits: Limits, patience: float = 60) -> tuple[str, float, int]:
    """Return why a bomb is not read, in how many seconds and with how many bytes at most."""
    place = Revision(folder=root, name="bomb", path="", display_path="git:bomb:")
    start = time.monotonic()
    tracemalloc.start()
    blobs, (finding,) = read(place, limits, patience)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (blobs, finding.code, finding.is_error) == ((), "TT131", True)
    return finding.message, time.monotonic() - start, most


def test_pages_are_counted_while_git_lists_them(repository: Path) -> None:
    """Eight objects that stand for a million pages are not all listed first."""
    bomb(repository, b"# A\n", b".md", 6)
    message, seconds, most = excess(repository, Limits(pages=1000))
    assert message == "the revision holds more than `limits.pages` allows"
    assert seconds < 10
    assert most < 4_000_000


def test_bytes_are_counted_before_they_are_read(repository: Path) -> None:
    """Ten thousand pages of a megabyte are ten gigabytes, and one object."""
    bomb(repository, b"x" * 1_000_000, b".md", 4)
    message, seconds, most = excess(repository, Limits())
    assert message == "the revision holds more than `limits.bytes` allows"
    assert seconds < 10
    assert most < 12_000_000


def test_names_are_counted_with_what_they_name(repository: Path) -> None:
    """A thousand names of four thousand characters are four megabytes of nothing."""
    bomb(repository, b"", b"x" * 4000 + b".md", 3)
    message, _, most = excess(repository, Limits(bytes=1_000_000))
    assert message == "the revision holds more than `limits.bytes` allows"
    assert most < 4_000_000


def test_files_that_are_no_pages_only_take_time(repository: Path) -> None:
    """Which ends."""
    bomb(repository, b"", b".txt", 9)
    message, seconds, most = excess(repository, Limits(), 0.5)
    assert message == "git took longer than 0.5 seconds"
    assert seconds < 10
    assert most < 2_000_000


@pytest.mark.parametrize(
    "limits", [Limits(pages=10), Limits(bytes=10 * (len(".md") + 1 + 4))]
)
def test_a_limit_itself_is_allowed(repository: Path, limits: Limits) -> None:
    """A page counts each time that it stands there, with its name."""
    bomb(repository, b"# A\n", b".md", 1)
    place = Revision(folder=repository, name="bomb", path="", display_path="git:")
    assert len(read(place, limits)[0]) == 10
    less = Limits(pages=9) if limits.pages == 10 else Limits(bytes=limits.bytes - 1)
    excess(repository, less)


def test_a_page_without_end_costs_nothing(repository: Path) -> None:
    """What is larger than a page may be is not even asked for."""
    bomb(repository, bytes(50_000_000), b".md", 1)
    place = Revision(folder=repository, name="bomb", path="", display_path="git:")
    tracemalloc.start()
    blobs, problems = read(place, Limits())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (blobs, {each.code for each in problems}) == ((), {"TT103"})
    assert most < 2_000_000


@pytest.mark.slow
@pytest.mark.parametrize("depth", [100, 5_000])
def test_folders_may_be_deep(repository: Path, depth: int) -> None:
    """What git can walk is read, and else there is a finding; names grow no faster than that."""
    name = tree(
        repository, b"a.md", mode=b"100644", name=store(repository, "blob", b"# A\n")
    )
    for _ in range(depth):
        name = tree(repository, b"d", mode=b"40000", name=name)
    git(
        repository, "tag", "-f", "bomb", git(repository, "commit-tree", "-m", "x", name)
    )
    place = Revision(folder=repository, name="bomb", path="", display_path="git:")
    blobs, problems = read(place, Limits())
    assert [len(blob.name) for blob in blobs] == [2 * depth + 4] or problems
    assert blobs or depth > 1000


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((b"a.md", b"a.md"), "two files of the revision have one name"),
        ((b"x" * 200_000 + b".md",), "git lists a path that can stand on no disk"),
    ],
)
def test_folders_that_no_disk_could_hold_are_refused(
    repository: Path, names: tuple[bytes, ...], message: str
) -> None:
    """They are made by hand, and only one half of them would be seen."""
    blob = store(repository, "blob", b"# A\n")
    name = tree(repository, *names, mode=b"100644", name=blob)
    git(
        repository, "tag", "-f", "bomb", git(repository, "commit-tree", "-m", "x", name)
    )
    assert excess(repository, Limits())[0].startswith(message)


def test_many_folders_with_something_installed_cost_little(repository: Path) -> None:
    """Each page is looked for in the one of them that it can be in."""
    blob = store(repository, "blob", b"")
    inner = tree(repository, b"a.md", b"pyvenv.cfg", mode=b"100644", name=blob)
    names = [b"%05d" % number for number in range(20_000)]
    every = tree(repository, *names, mode=b"40000", name=inner)
    git(repository, "tag", "bomb", git(repository, "commit-tree", "-m", "x", every))
    place = Revision(folder=repository, name="bomb", path="", display_path="git:")
    start = time.monotonic()
    assert read(place, Limits()) == ((), ())
    assert time.monotonic() - start < 10
