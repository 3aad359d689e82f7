"""Names that look like others: letters of several scripts, or of one that resembles Latin.

The one rule kept here: only Latin, Cyrillic and Greek are compared, because only they share so
many letter shapes (Unicode Technical Standard 39, section 4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.python.characters import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCRIPTS = {"LATIN": "Latin", "CYRILLIC": "Cyrillic", "GREEK": "Greek"}

_LOOKALIKES = """
0430a 0435e 043eo 0440p 0441c 0443y 0445x 0455s 0456i 0458j 04bbh 04cfl 0501d 051bq 051dw
0410A 0412B 0415E 041aK 041cM 041dH 041eO 0420P 0421C 0422T 0423Y 0425X 0405S 0406I 0408J
03b1a 03b3y 03b9i 03bak 03bdv 03bfo 03c1p 03c5u 03c7x
0391A 0392B 0395E 0396Z 0397H 0399I 039aK 039cM 039dN 039fO 03a1P 03a4T 03a5Y 03a7X
"""
"""Cyrillic and Greek letters, each with the Latin one of its shape."""

_SHAPES = {int(pair[:4], 16): pair[4] for pair in _LOOKALIKES.split()}


def scripts(name: str) -> tuple[str, ...]:
    """Return which of the scripts that resemble each other `name` is written in, sorted."""
    if name.isascii():
        return ("Latin",)
    script_names = {
        name_of(letter).partition(" ")[0] for letter in name if letter.isalpha()
    }
    return tuple(
        sorted(_SCRIPTS[script] for script in script_names if script in _SCRIPTS)
    )


def twins(names: Iterable[str]) -> dict[str, str]:
    """Return the names that look like another one in Latin letters, with that other one."""
    known = set(names)
    shapes = ((name, name.translate(_SHAPES)) for name in known if not name.isascii())
    return {name: shape for name, shape in shapes if shape != name and shape in known}
