"""Real docs over time: what `diff` finds at each step."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from typetable import comparison
from typetable.settings.package import Package, location

HISTORY = Path(__file__).parents[3] / "shared/corpus/history/torbox-python"

STEPS = [
    {"TT612": 26},
    {"TT602": 5, "TT604": 1, "TT622": 1},
    {"TT601": 2, "TT612": 5, "TT614": 1},
    {"TT601": 2},
    {"TT601": 4, "TT603": 1, "TT612": 3},
]
"""How often each rule is met from one state to the next, checked against the pages."""


@pytest.mark.skipif(not HISTORY.exists(), reason="the histories are not at hand")
@pytest.mark.parametrize("step", range(len(STEPS)))
def test_each_step_of_a_history_is_told(step: int) -> None:
    """Nothing less than what the pages show, and nothing more."""
    states = sorted(HISTORY.iterdir())
    old, new = ((location(str(each), Path()),) for each in states[step : step + 2])
    found = comparison.compare(Package(path=""), old, new)
    assert not found.diagnostics
    assert Counter(change.code for change in found.changes) == STEPS[step]


@pytest.mark.skipif(not HISTORY.exists(), reason="the histories are not at hand")
def test_a_state_does_not_differ_from_itself() -> None:
    """Real pages hold much that could be taken for a change."""
    for state in HISTORY.iterdir():
        place = (location(str(state), Path()),)
        assert comparison.compare(Package(path=""), place, place).changes == ()
