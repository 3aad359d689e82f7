from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def _runs(raw: str) -> list[tuple[str, str, str]]:
    """Return the text, the marks and the target of each run."""
    runs = inline.scan(raw).runs
    return [(run.text, " ".join(sorted(run.marks)), run.target) for run in runs]


@pytest.mark.parametrize(
    ("raw", "runs"),
    [
        ("", []),
        ("a*b *c d_e_f x? * [x] {id}", [("a*b *c d_e_f x? * [x] {id}", "", "")]),
        ("**a _b_** `c*d*`", ["a =strong", "b=emphasis strong", " =", "c*d*=code"]),
        ("~~a~~ ~b~ ~~~c~~~", ["a=struck", " =", "b=struck", " ~~~c~~~="]),
        ("[`A`](A.md#a_b 't')[]", [("A", "code link", "A.md#a_b"), ("[]", "", "")]),
        ("[a](<b c>)![i](u)", [("a", "link", "b c"), ("i", "image", "u")]),
        ("[![i](u)](v)", [("i", "image link", "v")]),
        ("Map<K, List<V>>", ["Map<K, List=", "<V>=tag", ">="]),
        ("<B>a</B><code>b</code>", ["a=strong", "b=code"]),
        ("<a href='u'>t</a>", [("t", "link", "u")]),
        ("a<br/>b", ["a=", "\n=break", "b="]),
        ("a {#b-c}", [("a ", "", ""), ("", "anchor", "b-c")]),
        ("<a name='x'></a>a<!-- b -->", [("", "anchor", "x"), ("a", "", "")]),
        (r"\*a\*", ["*=", "a=", "*="]),
        ("<https://x.y>", [("https://x.y", "link", "https://x.y")]),
        ("<sup>1</sup>", ["<sup>=tag", "1=", "</sup>=tag"]),
    ],
)
def test_scan(raw: str, runs: list[str | tuple[str, str, str]]) -> None:
    """Runs of text that are marked alike, without the marks."""
    assert _runs(raw) == [
        (*each.rsplit("=", 1), "") if isinstance(each, str) else each for each in runs
    ]


def test_scanned_text_knows_where_it_stands() -> None:
    """Each character of it, so that a finding can point at a word."""
    raw = r"**[Dock](D.md)** of &lt;x\_y&gt;"
    scanned = inline.scan(raw)
    assert scanned.text == "Dock of <x_y>"
    places = [
        scanned.place(scanned.text.index(each)) for each in ("ck", "of", "y", ">")
    ]
    assert places == [raw.index(each) for each in ("ck", "of", "y", "&gt;")]
    assert scanned.place(len(scanned.text)) == len(raw)
    assert inline.scan("").place(0) == 0


@given(st.text("a b`-", max_size=8))
def test_a_text_alone_is_read_as_in_front_of_another(raw: str) -> None:
    """Text without marks and a code span alone say what they say with a tag behind."""
    behind = inline.scan(f"{raw}<u>").runs
    assert [each for each in behind if "tag" not in each.marks] == [
        *inline.scan(raw).runs
    ]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Station {#station}", "Station"),
        ('<a id="dock"></a>Dock', "Dock"),
        ("Dock <a name=dock> </a>", "Dock"),
        ("Box <!-- omit in toc -->", "Box"),
        ("**Station**", "Station"),
        ("**A** and **B**", "**A** and **B**"),
        ("****", "****"),
        ("{name}", "{name}"),
        ("_id_", "_id_"),
        ("a <b>", "a <b>"),
    ],
)
def test_what_nobody_sees_of_a_heading_is_none_of_its_name(raw: str, name: str) -> None:
    """Anchors, comments, and strong emphasis of all of it; other marks may be of the name."""
    assert inline.heading(raw) == name
