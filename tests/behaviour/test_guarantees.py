"""Every target keeps what the README says of it, and lacks what it says is lacking."""

from pathlib import Path
from types import ModuleType

import pytest
from tests.behaviour.guarantees import GUARANTEES, LACKING, Guarantee, table
from tests.behaviour.kits import KITS, Kit
from tests.golden.everything import EVERYTHING
from tests.golden.packages import imported

from typetable.targets import TARGETS

README = Path(__file__).parents[2] / "README.md"
FIRST, LAST = "<!-- guarantees -->\n", "<!-- /guarantees -->\n"


@pytest.fixture(scope="module", params=KITS.values(), ids=KITS)
def kit(request: pytest.FixtureRequest) -> Kit:
    """Return one target after the other."""
    chosen: Kit = request.param
    return chosen


@pytest.fixture(scope="module")
def models(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the package with everything."""
    folder = tmp_path_factory.mktemp(kit.target) / f"guaranteed_by_{kit.target}"
    return imported(EVERYTHING, kit.target, folder)


@pytest.mark.parametrize("guarantee", GUARANTEES, ids=lambda each: each.__name__)
def test_guarantee(kit: Kit, models: ModuleType, guarantee: Guarantee) -> None:
    """A guarantee is kept, or it is said that it is not, and then it is not."""
    if guarantee in LACKING[kit.target]:
        with pytest.raises((Exception, pytest.fail.Exception)):  # any
            guarantee(kit, models)
    else:
        guarantee(kit, models)


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
