from __future__ import annotations

import pytest

from typetable.markdown import inline


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (r"a \* b \_ \\ \q", r"a * b _ \ \q"),
        ("a &lt; b &amp; &#233; &#x1F600; &nope;", "a < b & é 😀 &nope;"),
        ("&#0; &#xD800; &#x110000;", "\ufffd \ufffd \ufffd"),
        ("a<br>b<BR />c<br/>d", "a\nb\nc\nd"),
        (r"`\* &lt;` and ``a ` \*``", r"`\* &lt;` and ``a ` \*``"),
        (r"an open ` \*", "an open ` *"),
        ("*it* [x](y) <b>", "*it* [x](y) <b>"),
    ],
)
def test_plain(raw: str, text: str) -> None:
    """Escapes, entities and breaks are resolved outside of code spans; the rest stays."""
    assert inline.plain(raw) == text


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (r"id\_", "id_"),
        (r"`a\_b`", r"a\_b"),
        ("[Dock](Dock.md)", "Dock"),
        (r"[Dock\_1](Dock.md)", "Dock_1"),
        ("[`Dock`](Dock.md)", "Dock"),
        (" Dock ", "Dock"),
        ("`a` or `b`", "`a` or `b`"),
        ("``", "``"),
        ("", ""),
    ],
)
def test_name(raw: str, name: str) -> None:
    """One link and one pair of backticks go."""
    assert inline.name(raw) == name


@pytest.mark.parametrize("raw", ["__class__", "*a*", "_a_"])
def test_emphasised(raw: str) -> None:
    """Marks at both ends are emphasis."""
    assert inline.emphasised(raw)


@pytest.mark.parametrize("raw", ["_id", r"\_a\_", "a_b", "__", r"_a\_"])
def test_not_emphasised(raw: str) -> None:
    """Marks at one end, and escaped ones, are not."""
    assert not inline.emphasised(raw)
