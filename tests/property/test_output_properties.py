import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.output.apply import apply
from typetable.output.banner import BANNER
from typetable.output.diff import diff
from typetable.output.drift import findings
from typetable.output.losses import blocked
from typetable.output.plan import plan
from typetable.output.records import RenderedFile
from typetable.output.seal import Provenance, open_seal, seal

words = st.sampled_from(["x", "y"])
seals = st.builds(Provenance, docs=words, settings=words, typetable=words, black=words)
bodies = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))
names = st.sampled_from(["a.py", "b.py", "__init__.py", "s/a.py", "s/t/c.py"])
sealed = st.builds(seal, bodies, seals)
edited = sealed.map(lambda text: text + "# edited\n")
foreign = st.one_of(bodies, st.just(f"{BANNER} x\n"), st.just(""), st.just("print()\n"))
on_disk = st.dictionaries(names, st.one_of(sealed, edited, foreign))
rendered = st.dictionaries(names, sealed)


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files as they are."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def contents(folder: Path) -> dict[str, str]:
    """Return all files below a folder by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file()
    }


def is_precious(text: str) -> bool:
    """Return whether a person wrote some of a file."""
    found = open_seal(text)
    return bool(text) and (found is None or not found.intact)


@settings(deadline=None, max_examples=100)
@given(on_disk, rendered, st.booleans())
def test_applying_brings_in_step_and_loses_nothing(
    old: dict[str, str], new: dict[str, str], force: bool  # noqa: FBT001
) -> None:
    """After a plan is applied the next one is empty; what a person wrote stays."""
    files = [RenderedFile(path=name, text=text) for name, text in new.items()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "out"
        write(folder, old)
        made = plan(folder, files)
        list(diff(made))
        assert bool(findings(made)) == (not made.is_empty)
        stops = apply(made, force=force)
        assert stops == blocked(made, force=force)
        after = contents(folder)
        if stops:
            assert after == old
            return
        assert plan(folder, files).is_empty
        for path, text in old.items():
            dropped = force and text.startswith(f"{BANNER}\n")
            body = open_seal(text)
            wanted = open_seal(new.get(path, ""))
            same = body and wanted and body.body == wanted.body
            if is_precious(text) and not dropped and not same:
                assert after[path] == text


@settings(deadline=None, max_examples=200)
@given(bodies, seals, st.integers(min_value=0), st.text(max_size=3))
def test_a_seal_is_intact_until_the_file_is_changed(
    body: str, made: Provenance, at: int, inserted: str
) -> None:
    """Opening gives back what was sealed; any other text in it breaks it."""
    text = seal(body, made)
    found = open_seal(text)
    assert found is not None
    assert (found.intact, found.provenance, found.body) == (True, made, body)
    at %= len(text) + 1
    changed = text[:at] + inserted.replace("\r", "") + text[at:]
    again = open_seal(changed)
    assert again is None or again.intact == (changed == text)
