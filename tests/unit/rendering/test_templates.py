"""Rendering: what is printed, and what is refused."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from typetable.rendering.templates import RenderError, render
from typetable.targets.views import FileView, ImportView, PackageView

VIEW = PackageView(
    has_exports=False,
    imports=(ImportView(module=".a", names="A"),),
    exports=(),
)
FILE = FileView(path="x.py", template="x.py.jinja", allowed=None, view=VIEW)


def rendered(folder: Path, text: str) -> str:
    """Return what a template prints."""
    (folder / "t").mkdir()
    (folder / "t" / "x.py.jinja").write_text(text)
    return render("t", FILE, folder)


def test_text(tmp_path: Path) -> None:
    """Finished text is printed as it is; lines of blocks and comments leave no trace."""
    text = "{# view #}\n{% for i in view.imports %}\n<{{ i.names }}>\n{% endfor %}\n"
    assert rendered(tmp_path, text) == "<A>\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ view.exports }}", "prints a list"),
        ("{{ view.nothing }}", "nothing"),
        ("{{ nothing }}", "nothing"),
        ("{% if %}", "Expected"),
        ("{% include 'other' %}", "other"),
        ("{{ view.__class__ }}", "no field"),
        ("{{ ''.__class__ }}", "no field"),
    ],
)
def test_located(tmp_path: Path, line: str, message: str) -> None:
    """What a view lacks, what is no text and what is no template is an error with its line."""
    with pytest.raises(RenderError, match=message) as caught:
        rendered(tmp_path, f"first\n\n{line}\n")
    assert caught.value.line == 3
    assert "x.py.jinja" in caught.value.template


def test_own_templates_go_first(tmp_path: Path) -> None:
    """A template of the user's replaces the packaged one of its name, and only that one."""
    (tmp_path / "dataclass").mkdir()
    (tmp_path / "dataclass" / "package.py.jinja").write_text("mine\n")
    for template, start in [("package", "mine"), ("exports", '"""Where')]:
        file = FileView(
            path="x", template=f"{template}.py.jinja", allowed=None, view=VIEW
        )
        assert render("dataclass", file, tmp_path).startswith(start)


@pytest.mark.parametrize("value", [None, True, 1, ("a",)])
def test_packaged_templates_print_text_alone(value: object) -> None:
    """A value that is no text does not become code, where nobody asks for what is printed."""
    imports = (replace(VIEW.imports[0], names=value),)
    shown = replace(VIEW, has_exports=True, imports=imports)
    file = FileView(path="x", template="package.py.jinja", allowed=None, view=shown)
    assert render("dataclass", replace(file, view=VIEW))
    with pytest.raises(RenderError):
        render("dataclass", file)
