"""What SECURITY.md promises and only masks of other guards held: found by breaking the code."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.scratch import STATION, Scratch, in_step

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links")

TEMPLATES = Path(__file__).parents[2] / "templates" / "dataclass"


@pytest.mark.parametrize("name", ["link", "folder/link"])
def test_a_link_out_of_the_templates_is_no_template(tmp_path: Path, name: str) -> None:
    """Also where the gate would let pass what stands there."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("docs/Station.md", STATION)
    scratch.write(
        "typetable.toml", 'spec = "docs"\noutput = "out"\ntemplates = "templates"\n'
    )
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "link.jinja").write_text("# secret\n")
    text = (TEMPLATES / "module.py.jinja").read_text("utf-8")
    included = f"\n{{% include 'dataclass/{name}.jinja' %}}\n"
    scratch.write("templates/dataclass/module.py.jinja", text + included)
    folder = scratch.root / "templates" / "dataclass"
    if name == "link":
        (folder / "link.jinja").symlink_to(outside / "link.jinja")
    else:
        (folder / "folder").symlink_to(outside)
    run = scratch.run("generate")
    assert run.code == 2
    assert "TT411" in run.err
    assert not (scratch.root / "out").exists()
    if name == "link":
        (folder / "link.jinja").unlink()
        (folder / "link.jinja").write_text("# secret\n")
        assert scratch.run("generate").code == 0
        assert "# secret" in (scratch.root / "out/station.py").read_text("utf-8")


def test_a_file_is_replaced_and_never_written_into(tmp_path: Path) -> None:
    """Who has the old one open, or another name for it, keeps it whole."""
    scratch = in_step(tmp_path / "repository")
    module, kept = scratch.root / "models/station.py", scratch.root / "kept"
    before = module.read_bytes()
    os.link(module, kept)
    scratch.edit("spec/Station.md", "Its name.", "What it is called.")
    with module.open("rb") as reader:
        assert scratch.run("generate").code == 0
        assert reader.read() == before
    assert kept.read_bytes() == before != module.read_bytes()
    assert not kept.samefile(module)


@pytest.mark.parametrize("checksum", [True, False])
def test_what_is_left_over_is_deleted_by_its_checksum_alone(
    tmp_path: Path, *, checksum: bool
) -> None:
    """A banner over what somebody wrote keeps all from being written."""
    scratch = in_step(tmp_path / "repository")
    owner = scratch.root / "models/owner.py"
    ours = owner.read_text("utf-8")
    (scratch.root / "spec/Owner.md").unlink()
    banner, seal, *_ = ours.split("\n")
    left = [banner, seal, "mine = 1\n"] if checksum else [banner, "mine = 1\n"]
    owner.write_text("\n".join(left), "utf-8")
    others = {
        path: path.read_bytes() for path in owner.parent.iterdir() if path.is_file()
    }
    assert scratch.run("generate").code == 1
    assert {path: path.read_bytes() for path in others} == others
    owner.write_text(ours, "utf-8")
    assert scratch.run("generate").code == 0
    assert not owner.exists()
