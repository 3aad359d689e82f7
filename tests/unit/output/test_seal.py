import io
import tokenize

from msgspec.structs import replace

from typetable.output.seal import BANNER, Provenance, fingerprint, open_seal, seal

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


def test_a_banner_alone_proves_nothing() -> None:
    """A file that only claims to be generated has no intact seal."""
    found = open_seal(f"{BANNER}\nimport this\n")
    assert found is not None
    assert (found.intact, found.provenance) == (False, None)


def test_other_files_have_no_seal() -> None:
    """Without the exact first line a file is not ours."""
    assert open_seal("") is None
    assert open_seal(f"\n{BANNER}\n") is None
    assert open_seal("import this\n") is None


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
