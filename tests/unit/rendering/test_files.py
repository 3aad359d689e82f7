"""Files: views to sealed text, whichever process makes them."""

from pathlib import Path

import pytest

from typetable import workers
from typetable.cli.entry import main

FIELDS = {2: 150, 10: 150}
"""How many fields the models on some pages have; the others have three."""

FLAGS = ("--spec", "docs", "--output", "out", "--templates", "templates")
HEAVY = "{% for a in class.fields %}" * 3 + "{% endfor %}" * 3
LIGHT = "{% for a in class.fields %}{{ '' }}{% endfor %}"


def made(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return the exit code of a run with a template, in a folder with twenty pages."""
    (folder / "docs").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for page in range(20):
        rows = (f"| f{n} | str | ✅ | x |\n" for n in range(FIELDS.get(page, 3)))
        head = "| Name | Type | Required | Description |\n| :- | :- | :- | :- |\n"
        (folder / "docs" / f"M{page:02}.md").write_text(
            f"# M{page:02}\n\n**Properties**\n\n{head}{''.join(rows)}",
            encoding="utf-8",
        )
    assert main(["templates", "eject", "-q"]) == 0
    with (folder / "templates" / "dataclass" / "_object.py.jinja").open("a") as file:
        file.write(text)
    return main(["generate", *FLAGS, "--format", "concise"])


@pytest.mark.slow
@pytest.mark.parametrize(("text", "code"), [(HEAVY, 2), (LIGHT, 0)])
def test_limits_do_not_depend_on_processes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    code: int,
) -> None:
    """What is too much is so for the same files, also where each process makes a part of them."""
    said = []
    for shared in (False, True):
        monkeypatch.setattr(workers, "_pays", lambda *_, pays=shared: pays)
        assert made(tmp_path / f"{shared}", text, monkeypatch) == code
        said.append(capsys.readouterr())
    assert said[0] == said[1]


def test_a_template_is_found_fault_with_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """However many files it is for; the first of them is named."""
    assert made(tmp_path, "{{ nothing }}", monkeypatch) == 2
    said = capsys.readouterr().err
    assert said.count("there is nothing called `nothing` here") == 1
    assert "1 error" in said
    assert main(["generate", *FLAGS]) == 2
    assert "hint: it was to make `m00.py`" in capsys.readouterr().err
