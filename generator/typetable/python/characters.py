"""Characters: those that may stand in generated code as they are, and those of names.

The one rule kept here: the answer is the same on every Python. Pythons differ in the Unicode they
know (3.11 has 14.0), so a character that came later is taken for unassigned by all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from unicodedata import category, normalize
from unicodedata import name as unicode_name

_LATER = """
558 58b-58c 5c8-5c9 88f 897 b53-b54 c5c cdc cf3 ece 1acf-1af0 1b4e-1b4f 1b7f 1c89-1c8a 208f
209d-209f 20c1-20c4 2427-2429 2b96 2e60-2e63 2ffc-2fff 31e4-31ef a7cb-a7cf a7d2 a7d4 a7da-a7f1
ab6c-ab6d fbc3-fbd2 fd90-fd91 fdc8-fdce 105c0-105f3 107bb-107bf 10940-10959 10d40-10d8f
10ec2-10eff 1123f-11241 11380-113e2 116d0-116e3 11b00-11bf9 11db0-11df1 11f00-11f5a 1246f
12475-1247f 12550-12686 1342f 13439-143fa 16100-16139 16d40-16d79 16ea0-16ed3 16ff2-16ff6
187f8-187ff 18cd6-18cff 18d09-191d2 1b123-1b132 1b155 1b168 1cc00-1cefd 1d127-1d128 1d1eb-1d1ff
1d250-1d2d3 1d6a6 1db00-1db1c 1df1f-1dfff 1e030-1e08f 1e4d0-1e6ff 1f1ae 1f6d8-1f6dc 1f774-1f77f
1f7d9-1f7db 1f7f1-1f7ff 1f8b2-1f8d8 1fa54-1fa57 1fa75-1fa77 1fa87-1fa8f 1faad-1faaf 1fabb-1fabf
1fac6-1facf 1fada-1fadf 1fae8-1faef 1faf7-1fafa 1fbcb-1fbef 1fbfa 2b739-2b73f 2b81e 2cea2-2cead
2ebf0-2ee5d 31350-3fc3f
"""
"""Code points assigned by Unicode 15.0 to 18.0; a range may hold some that are still free."""

_BLANK = "34f 115f-1160 17b4-17b5 180b-180f 2800 3164 ffa0 e0100-e01ef"
"""Code points that print as nothing, though their categories are those of letters and marks."""

_UNSTABLE = "200c-200d 30fb ff65"
"""Code points that are part of an identifier for some Pythons only."""

_WIDE = """
1100-115f 231a-231b 2329-232a 23e9-23ec 23f0 23f3 25fd-25fe 2614-2615 2630-2637 2648-2653 267f
268a-268f 2693 26a1 26aa-26ab 26bd-26be 26c4-26c5 26ce 26d4 26ea 26f2-26f3 26f5 26fa 26fd 2705
270a-270b 2728 274c 274e 2753-2755 2757 2795-2797 27b0 27bf 2b1b-2b1c 2b50 2b55 2e80-2e99
2e9b-2ef3 2f00-2fd5 2ff0-3029 3030-303e 3041-3096 309b-30ff 3105-312f 3131-318e 3190-31e5
31ef-321e 3220-3247 3250-a48c a490-a4c6 a960-a97c ac00-d7a3 f900-faff fe10-fe19 fe30-fe52
fe54-fe66 fe68-fe6b ff01-ff60 ffe0-ffe6 16fe0-16fe3 16ff2-16ff6 17000-18cd5 18cff-18d1e
18d80-18df2 1aff0-1aff3 1aff5-1affb 1affd-1affe 1b000-1b122 1b132 1b150-1b152 1b155 1b164-1b167
1b170-1b2fb 1d300-1d356 1d360-1d376 1f004 1f0cf 1f18e 1f191-1f19a 1f200-1f202 1f210-1f23b
1f240-1f248 1f250-1f251 1f260-1f265 1f300-1f320 1f32d-1f335 1f337-1f37c 1f37e-1f393 1f3a0-1f3ca
1f3cf-1f3d3 1f3e0-1f3f0 1f3f4 1f3f8-1f3fa 1f400-1f43e 1f440 1f442-1f4fc 1f4ff-1f53d 1f54b-1f54e
1f550-1f567 1f57a 1f595-1f596 1f5a4 1f5fb-1f64f 1f680-1f6c5 1f6cc 1f6d0-1f6d2 1f6d5-1f6d8
1f6dc-1f6df 1f6eb-1f6ec 1f6f4-1f6fc 1f7e0-1f7eb 1f7f0 1f90c-1f93a 1f93c-1f945 1f947-1f9ff
1fa70-1fa7c 1fa80-1fa8a 1fa8e-1fac6 1fac8 1facd-1fadc 1fadf-1faea 1faef-1faf8 20000-2fffd
30000-3fffd
"""
"""Code points that take two columns (wcwidth 0.2.14 for Unicode 17, as black has them)."""

_FIRST_WIDE = "\u1100"

_VISIBLE = bytes((ord("\n"), *range(ord(" "), 0x7F)))
"""Line ends, and all characters of ASCII that show."""


class _Points:
    """Ranges of code points that do not overlap; their ends are far fewer than they are."""

    def __init__(self, *ranges: str) -> None:
        ends = (part.partition("-") for part in " ".join(ranges).split())
        self._bounds = sorted(
            bound
            for first, _, last in ends
            for bound in (int(first, 16), int(last or first, 16) + 1)
        )

    def __contains__(self, point: int) -> bool:
        return bisect_right(self._bounds, point) % 2 == 1


_UNKNOWN = _Points(_LATER)
_TWO_COLUMNS = _Points(_WIDE)
_HIDDEN = _Points(_BLANK)
_NOT_IN_NAMES = _Points(_LATER, _BLANK, _UNSTABLE)


def is_visible(text: str) -> bool:
    """Return whether a text is lines of characters that show; a tenth of the time for ASCII."""
    if text.isascii():
        return not text.encode().translate(None, _VISIBLE)
    return text.replace("\n", "").isprintable()


def is_whole(text: str) -> bool:
    """Return whether no half of a character (U+D800 to U+DFFF) is in a text: UTF-8 has none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_plain(character: str) -> bool:
    """Return whether `character` shows: a letter, mark, sign or plain blank.

    Control, format, surrogate, private and unassigned characters are not, nor any separator
    but U+0020.
    """
    if character == " ":
        return True
    point = ord(character)
    hidden = category(character)[0] in "CZ" or point in _HIDDEN
    return not hidden and point not in _UNKNOWN


def is_name_character(character: str) -> bool:
    """Return whether `character` may stand in a Python name after its first character."""
    if character.isascii():
        return character.isalnum() or character == "_"
    return ord(character) not in _NOT_IN_NAMES and f"a{character}".isidentifier()


def fold(text: str) -> str:
    """Return `text` as Python compares names, in NFKC; unknown characters are U+FFFD."""
    if text.isascii():
        return text
    known = (c if ord(c) not in _UNKNOWN else "\ufffd" for c in text)
    return normalize("NFKC", "".join(known))


def name_of(character: str) -> str:
    """Return the Unicode name of `character`, or `U` and its number where it has none."""
    if ord(character) not in _UNKNOWN and (name := unicode_name(character, "")):
        return name
    return f"U{ord(character):X}"


def columns(text: str) -> int:
    """Return the columns of a text; characters of some scripts take two."""
    if text.isascii():
        return len(text)
    far = (ord(character) for character in text if character >= _FIRST_WIDE)
    return len(text) + sum(point in _TWO_COLUMNS for point in far)
