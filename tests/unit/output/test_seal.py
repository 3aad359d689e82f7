import io
import tokenize
from hashlib import sha256

import pytest
from msgspec.structs import replace

from typetable.output.banner import BANNER, BANNER_OF_OWN
from typetable.output.seal import (
    NO_OTHERS,
    Provenance,
    among_others,
    fingerprint,
    open_seal,
    seal,
)

BANNERS = (BANNER, BANNER_OF_OWN)

MADE = Provenance(
    docs=fingerprint("docs"),
    names=fingerprint("names")[:4],
    settings=fingerprint("settings")[:8],
    typetable="0.1.0",
    black="26.3.1",
)


def test_a_seal_opens_as_it_was_closed() -> None:
    """Body and provenance come back, and the seal is intact."""
    found = open_seal(seal("a = 1\n", MADE))
    assert found is not None
    assert (found.intact, found.provenance, found.body) == (True, MADE, "a = 1\n")


def test_the_first_lines_are_short_and_harmless() -> None:
    """Two lines of constant text, hashes and versions, of which none is too long."""
    text = seal("", MADE)
    first, second, rest = text.split("\n")
    assert (first, rest) == (BANNER, "")
    assert max(len(first), len(second)) <= 88
    encoding, _ = tokenize.detect_encoding(io.BytesIO(text.encode()).readline)
    assert encoding == "utf-8"


def test_a_seal_without_names_is_an_older_one() -> None:
    """It is as good as one that has the word, and says nothing of names."""
    older = seal("a = 1\n", MADE).replace(f" {MADE.names} ", " ")
    found = open_seal(older)
    assert found is not None
    assert found.provenance == replace(MADE, names="-")


def test_any_edit_breaks_the_seal() -> None:
    """The checksum covers the body and the words of the second line."""
    text = seal("a = 1\n", MADE)
    for old, new in (("a = 1", "a = 2"), ("0.1.0", "0.2.0"), ("1\n", "1")):
        found = open_seal(text.replace(old, new))
        assert found is not None
        assert not found.intact


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a = 1\n", "a = (1)"),
        ("a = 1\n", "\n\na  =  1\n\n"),
        ("a = 1\n", "from __future__ import annotations\na = 1\n"),
        ("hand.\n", "hand. \n"),
        (" 0.1.0 ", "\n# 0.1.0 "),
        (" 0.1.0 26.3.1", "\n# 0.1.0\n# 26.3.1"),
    ],
)
def test_another_layout_leaves_the_code(old: str, new: str) -> None:
    """A formatter breaks the seal of the text alone, though it wraps the seal itself."""
    text = seal("a = 1\n", MADE, header=LICENCE)
    assert old in text
    found = open_seal(text.replace(old, new))
    assert found is not None
    assert (found.same_code, found.provenance) == (True, MADE)
    assert found.header == LICENCE
    edited = open_seal(text.replace(old, new).replace("1\n", "2 # 1\n") + "b = 1\n")
    assert edited is not None
    assert not edited.same_code


def test_a_merge_may_keep_the_lines_of_both_sides() -> None:
    """The first one counts, and none of them is a comment of somebody's."""
    one, other = seal("a = 1\n", MADE), seal("b = 1\n", MADE)
    first, second, _ = other.split("\n", 2)
    found = open_seal(one.replace(f"{first}\n", f"{first}\n{second}\n", 1))
    assert found is not None
    assert (found.same_code, found.others) == (False, NO_OTHERS)
    assert found.body == "a = 1\n"


def test_what_is_no_code_has_no_other_layout() -> None:
    """Its text is all that there is of it."""
    found = open_seal(seal("a =\n", MADE).replace("a =", "a  ="))
    assert found is not None
    assert not found.same_code


def test_a_checksum_of_an_older_version_is_as_good() -> None:
    """Which is of the text alone, so that an upgrade is no cause of its own."""
    body = "a = 1\n"
    words = "d - s 1 1"
    digest = sha256(f"{words}\n{body}".encode()).hexdigest()[:32]
    text = f"{BANNER}\n# typetable: {digest} {words}\n{body}"
    found = open_seal(text)
    assert found is not None
    assert (found.intact, found.same_code) == (True, True)
    laid_out = open_seal(text.replace("= 1", "=  1"))
    assert laid_out is not None
    assert (laid_out.intact, laid_out.same_code) == (False, False)


def test_a_banner_alone_proves_nothing() -> None:
    """A file that only claims to be generated has no intact seal."""
    found = open_seal(f"{BANNER}\nimport this\n")
    assert found is not None
    assert (found.intact, found.provenance) == (False, None)


def test_other_files_have_no_seal() -> None:
    """Without the exact banner below comments at most a file is not ours."""
    assert open_seal("") is None
    assert open_seal(f"{BANNER} Or do.\n") is None
    assert open_seal("import this\n") is None
    assert open_seal(f"import this\n{BANNER}\n") is None
    assert open_seal("#\n" * 40 + f"{BANNER}\n") is None


LICENCE = "# Copyright of ours\n# All rights reserved.\n"


@pytest.mark.parametrize(
    "above",
    [
        LICENCE,
        "\n",
        "\ufeff",
        f"\ufeff{LICENCE}\n",
        "# -*- coding: utf-8 -*-\n",
        "#\n" * 39,
    ],
)
def test_comments_of_others_stand_above_a_seal(above: str) -> None:
    """The file stays ours, and what is written next stands below them again."""
    text = seal("a = 1\n", MADE)
    found = open_seal(above + text)
    assert found is not None
    assert (found.others.over, found.header, found.intact) == (above, "", True)
    assert found.body == "a = 1\n"
    new = seal("a = 2\n", MADE)
    assert among_others(above + text, new) == above + new
    assert among_others(text, new) == new


PLACES = {
    "over": "#!/usr/bin/env python3\n",
    "under": "# isort: skip_file\n\n",
    "beside": "  # noqa: E501",
    "between": "\n# SPDX-License-Identifier: MIT\n",
    "behind": " # pragma: no cover",
    "below": "# pyright: basic\n\n",
}


def among(text: str, header: str = "", **said: str) -> str:
    """Return a sealed text with comments at places of it."""
    at = {place: said.get(place, "") for place in PLACES}
    first, second, body = text.removeprefix(header).split("\n", 2)
    return (
        f"{at['over']}{header}{at['under']}{first}{at['beside']}\n"
        f"{at['between']}{second}{at['behind']}\n{at['below']}{body}"
    )


@pytest.mark.parametrize("header", ["", LICENCE])
@pytest.mark.parametrize(
    "said", [*({place: PLACES[place]} for place in PLACES), PLACES]
)
def test_comments_of_others_stay_at_their_places(
    said: dict[str, str], header: str
) -> None:
    """Beside and below the lines of a seal as above it; the code is as it was written."""
    text = among(seal("a = 1\n", MADE, header=header), header, **said)
    found = open_seal(text)
    assert found is not None
    assert (found.intact, found.header, found.body) == (True, header, "a = 1\n")
    new = seal("a = 2\n", MADE, header=header)
    assert among_others(text, new) == among(new, header, **said)
    laid_out = open_seal(text.replace("= 1", "=   1"))
    assert laid_out is not None
    assert (laid_out.intact, laid_out.same_code) == (False, True)
    edited = open_seal(text.replace("= 1", "= 1  # mine"))
    assert edited is not None
    assert not edited.same_code


@pytest.mark.parametrize("banner", BANNERS)
@pytest.mark.parametrize("body", ["# Ours.\na = 1\n", "# coding: latin-1\na = 1\n"])
def test_comments_of_a_template_are_its_own(banner: str, body: str) -> None:
    """One that is gone, or another one, breaks the seal."""
    text = seal(body, MADE, banner)
    found = open_seal(text)
    assert found is not None
    assert (found.intact, found.others) == (True, NO_OTHERS)
    for edit in ("", "# Mine.\n"):
        edited = open_seal(text.replace(body, f"{edit}a = 1\n"))
        assert edited is not None
        assert not edited.same_code


@pytest.mark.parametrize("place", ["over", "beside", "between", "below"])
def test_comments_that_say_other_bytes_are_no_comments(place: str) -> None:
    """Wherever Python might look for them, the seal is none, or broken."""
    for said in ("# coding: latin-1", "# \udce9"):
        ends = {"beside": f" {said}"}.get(place, f"{said}\n")
        found = open_seal(among(seal("a = 1\n", MADE), **{place: ends}))
        assert found is None or not found.same_code


@pytest.mark.parametrize(
    "above", ["# coding: latin-1\n", "#\udce9\n", "# vim: fileencoding=ucs\n"]
)
def test_a_file_in_other_bytes_is_not_ours(above: str) -> None:
    """What is read as UTF-8 here would be another text for Python."""
    assert open_seal(above + seal("a = 1\n", MADE)) is None


def test_a_header_of_the_settings_is_sealed() -> None:
    """An edit of it breaks the seal; another one takes its place, below what others put there."""
    text = seal("a = 1\n", MADE, header=LICENCE)
    assert text.startswith(LICENCE)
    found = open_seal(text)
    assert found is not None
    assert (found.others, found.header, found.intact) == (NO_OTHERS, LICENCE, True)
    edited = open_seal(text.replace("ours", "mine"))
    assert edited is not None
    assert not edited.intact
    later = seal("a = 1\n", MADE, header="# Copyright since\n")
    assert among_others(text, later) == later
    theirs = text.replace(BANNER, f"# isort: skip_file\n{BANNER}")
    found = open_seal(theirs)
    assert found is not None
    assert (found.others.under, found.header, found.intact) == (
        "# isort: skip_file\n",
        LICENCE,
        True,
    )
    assert among_others(theirs, later).startswith(
        "# Copyright since\n# isort: skip_file\n# Gen"
    )


def test_a_header_takes_in_what_others_wrote_of_it() -> None:
    """A licence that a hook put there is not repeated once the settings have it."""
    text = LICENCE + seal("a = 1\n", MADE)
    wanted = seal("a = 1\n", MADE, header=LICENCE)
    assert among_others(text, wanted) == wanted


def test_a_seal_of_another_version_may_have_other_words() -> None:
    """What a later version adds to the second line keeps the seal intact."""
    more = seal("a = 1\n", replace(MADE, black="26.3.1 more"))
    found = open_seal(more)
    assert found is not None
    assert (found.intact, found.provenance) == (True, None)


def test_fingerprints_tell_where_texts_end() -> None:
    """Moving text from one part to the next is a change."""
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert len(fingerprint()) == 12
