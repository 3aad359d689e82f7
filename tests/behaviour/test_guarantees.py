"""Every target keeps what the README says of it, and lacks what it says is lacking."""

from pathlib import Path
from types import ModuleType

import pytest
from tests.behaviour.guarantees import BARE, GUARANTEES, LACKING, Guarantee, table
from tests.behaviour.kits import KITS, Kit
from tests.golden.everything import EVERYTHING
from tests.golden.packages import found, texts, write

from typetable.targets import TARGETS

README = Path(__file__).parents[2] / "README.md"
FIRST, LAST = "<!-- guarantees -->\n", "<!-- /guarantees -->\n"


@pytest.mark.parametrize("guarantee", GUARANTEES, ids=lambda each: each.__name__)
def test_guarantee(kit: Kit, models: ModuleType, guarantee: Guarantee) -> None:
    """A guarantee is kept, or it is said that it is not, and then it is not."""
    if guarantee in LACKING[kit.target]:
        with pytest.raises((Exception, pytest.fail.Exception)):  # any
            guarantee(kit, models)
    else:
        guarantee(kit, models)


@pytest.mark.parametrize("kit", [KITS["dataclass"], KITS["pydantic"], KITS["msgspec"]])
def test_strict_setting(kit: Kit, tmp_path: Path) -> None:
    """Models can be made strict when they are generated, whatever their library."""
    folder = tmp_path / f"strict_for_{kit.target}"
    models = found(write(EVERYTHING, kit.target, folder, strict=True))
    assert kit.decode(models.Station, BARE).status is models.Status.OPEN
    for members in ({"status": "new"}, {"more": 1}, {"details": "text"}):
        with pytest.raises(kit.error):
            kit.decode(models.Station, BARE | members)


def test_strict_types() -> None:
    """Where nothing checks values, type checkers are told which of them the docs list."""
    strict, tolerant = (
        texts(EVERYTHING, "typeddict", strict=each)["station.py"]
        for each in (True, False)
    )
    assert "Status: TypeAlias = Literal[" in strict
    assert "| str" not in strict.partition("Status: TypeAlias")[2].partition('"""')[0]
    assert "| str" in tolerant.partition("Status: TypeAlias")[2].partition('"""')[0]


def test_every_target_has_a_kit() -> None:
    """No target escapes this suite."""
    assert set(KITS) == set(LACKING) == set(TARGETS)


def test_readme(request: pytest.FixtureRequest) -> None:
    """The README's table is the one that this suite checks; `--update` writes it."""
    text = README.read_text("utf-8")
    before, _, rest = text.partition(FIRST)
    shown, _, after = rest.partition(LAST)
    if request.config.getoption("--update"):
        README.write_text(before + FIRST + table() + LAST + after, "utf-8")
    else:
        assert shown == table()
