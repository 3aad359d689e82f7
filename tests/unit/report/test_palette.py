from __future__ import annotations

import pytest

from typetable.report.palette import COLOURED, PLAIN, ColorSetting, Palette, choose


@pytest.mark.parametrize(
    ("setting", "environ", "terminal", "palette"),
    [
        ("auto", {}, True, COLOURED),
        ("auto", {}, False, PLAIN),
        ("auto", {"NO_COLOR": "1"}, True, PLAIN),
        ("auto", {"NO_COLOR": ""}, True, COLOURED),
        ("auto", {"TERM": "dumb"}, True, PLAIN),
        ("auto", {"FORCE_COLOR": "1"}, False, COLOURED),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, PLAIN),
        ("always", {"NO_COLOR": "1"}, False, COLOURED),
        ("never", {"FORCE_COLOR": "1"}, True, PLAIN),
    ],
)
def test_the_setting_wins_over_the_environment_and_that_over_the_terminal(
    setting: ColorSetting,
    environ: dict[str, str],
    terminal: bool,  # noqa: FBT001  # a column of the table
    palette: Palette,
) -> None:
    """`NO_COLOR`, `FORCE_COLOR` and `TERM` count as their authors say."""
    assert choose(setting, environ, terminal=terminal) is palette


def test_a_role_without_a_colour_stays_plain() -> None:
    """And so does an empty text."""
    assert COLOURED.paint("context", "x") == "x"
    assert COLOURED.paint("error", "") == ""
    assert COLOURED.paint("error", "x") == "\x1b[1;31mx\x1b[0m"
