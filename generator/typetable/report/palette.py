"""Palettes: the colours of roles on a terminal.

The one rule kept here: colour adds nothing that the text does not say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

ColorSetting: TypeAlias = Literal["auto", "always", "never"]


class Palette(Struct, frozen=True):
    """The SGR code of each role; a role without one stays plain."""

    codes: Mapping[str, str]

    def paint(self, role: str, text: str) -> str:
        """Return `text` in the colour of `role`."""
        code = self.codes.get(role)
        return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


PLAIN = Palette({})

COLOURED = Palette(
    {
        "error": "1;31",
        "warning": "1;33",
        "note": "1;36",
        "path": "1",
        "gutter": "34",
        "label": "34",
        "hint": "36",
        "header": "1",
        "hunk": "36",
        "added": "32",
        "removed": "31",
    }
)


def choose(
    setting: ColorSetting, environ: Mapping[str, str], *, terminal: bool
) -> Palette:
    """Return the palette for a stream; `auto` heeds `NO_COLOR`, `FORCE_COLOR` and `TERM`.

    See https://no-color.org and https://force-color.org: both count when they are not empty.
    """
    if setting != "auto":
        return COLOURED if setting == "always" else PLAIN
    if environ.get("NO_COLOR"):
        return PLAIN
    able = terminal and environ.get("TERM") != "dumb"
    return COLOURED if able or environ.get("FORCE_COLOR") else PLAIN
