"""The seal of a generated file: two lines near its start, by which typetable knows its own.

The one rule kept here: a seal holds constant text, hashes and versions, and nothing from the docs.
The checksum covers all that follows it, and the header of the settings above it, so a file with an
intact seal is one that nobody edited. Its first part covers the text, its second one the code,
which formatters leave as it is. Comments that others put around it are theirs, and stay.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from io import StringIO
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from typetable.output.banner import (
    BANNER,
    BOM,
    MARK,
    SealedText,
    comments_of,
    taken_apart,
)
from typetable.python.sameness import digest_of_code

if TYPE_CHECKING:
    from collections.abc import Iterator


_OF_TEXT = 20
"""The digits of a checksum that are of the text, against chance and not against forgery; twelve
of the code follow."""

_OF_OLDER = 32
"""The digits of a checksum of versions that knew none of the code."""

_TRIES = 256
"""The runs of comments above a seal that may be the header of the settings: all of 22 lines."""

NO_NAMES = "-"
"""The word in the place of a fingerprint of JSON names where a file has none; seals of older
versions have no such word."""


NO_DOCS = "-"
"""The word in the place of a fingerprint of docs where a file holds nothing of them."""


class Provenance(Struct, frozen=True, kw_only=True):
    """The inputs of a file, as five words without blanks."""

    docs: str
    """The fingerprint of the meaning of the docs that went into it, not of their bytes, so that a
    moved row is no change."""
    names: str = NO_NAMES
    """That of its JSON names, in which other pages have a say."""
    settings: str
    """That of the target, templates and settings."""
    typetable: str
    """The version of typetable."""
    black: str
    """The version of black."""


class Others(Struct, frozen=True, kw_only=True):
    """The comments that somebody else put around the lines of a seal, with their line ends."""

    over: str = ""
    """The lines above the header of the settings, with the mark that may start a file."""
    under: str = ""
    """The lines below it, which is above the banner."""
    beside: str = ""
    """The comment beside the banner."""
    between: str = ""
    """The lines between banner and checksum."""
    behind: str = ""
    """The comment beside the checksum."""
    below: str = ""
    """The lines above the first statement."""


NO_OTHERS = Others()


class Seal(Struct, frozen=True, kw_only=True):
    """The lines that tell where a file comes from, and the text below them."""

    others: Others
    """The comments around it that are not typetable's."""
    header: str
    """The header of the settings, which stands above it and is sealed."""
    banner: str
    """The first line of the seal."""
    intact: bool
    """Whether nobody edited header or body."""
    same_code: bool
    """Whether at most a formatter did, so that header and body say what they said."""
    provenance: Provenance | None
    """The inputs; absent where the second line is not of the form that this version writes."""
    body: str
    """The text below the seal."""


class _Content(NamedTuple):
    """What a checksum may cover: the header among the lines of a head, and the body of a rest."""

    over: str
    """The lines above the header."""
    header: str
    """The header of the settings."""
    under: str
    """The lines below the header."""
    below: str
    """The comments that start the rest."""
    body: str
    """What follows them."""


def fingerprint(*texts: str) -> str:
    """Return the first twelve hexadecimal digits of the digest of texts, in their order."""
    digest = sha256()
    for text in texts:
        data = _encoded(text)
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()[:12]


def seal(
    body: str, provenance: Provenance, banner: str = BANNER, header: str = ""
) -> str:
    """Return the text of a generated file: header, banner, checksum with provenance, body."""
    words = (
        f"{provenance.docs} {provenance.names} {provenance.settings} "
        f"{provenance.typetable} {provenance.black}"
    )
    sealed = SealedText(banner=banner, words=words, rest=body)
    code = _sum_of_code(header, sealed, _said(body))
    checksum = _sum_of_text(header, sealed, code, body) + code
    return f"{header}{banner}\n{MARK}{checksum} {words}\n{body}"


def open_seal(text: str) -> Seal | None:
    """Return the seal of a file; `None` where typetable did not write it.

    `text` has LF line ends.
    """
    sealed = taken_apart(text)
    if sealed is None:
        return None
    written = _written(sealed)
    said = written or _same_code(sealed)
    content = said or _assumed(sealed)
    return Seal(
        others=Others(
            over=content.over,
            under=content.under,
            beside=sealed.beside,
            between=sealed.between,
            behind=sealed.behind,
            below=content.below,
        ),
        header=content.header,
        banner=sealed.banner,
        intact=written is not None,
        same_code=said is not None,
        provenance=_provenance(sealed.words),
        body=content.body,
    )


def is_as_written(text: str) -> bool:
    """Return whether the seal of a file is intact."""
    sealed = taken_apart(text)
    return sealed is not None and _written(sealed) is not None


def among_others(old: str, new: str) -> str:
    """Return the sealed text `new` with the comments of others around the seal of `old`."""
    was, wanted = open_seal(old), open_seal(new)
    if was is None or wanted is None or was.others == NO_OTHERS:
        return new
    others, header = was.others, wanted.header
    over = others.over.replace(header, "", 1) if header else others.over
    line, _, body = new.removeprefix(f"{header}{wanted.banner}\n").partition("\n")
    return (
        f"{over}{header}{others.under}{wanted.banner}{others.beside}\n"
        f"{others.between}{line}{others.behind}\n{others.below}{body}"
    )


def body_of(text: str | None) -> str:
    """Return the text below a seal; all of it where there is none."""
    seal = open_seal(text or "")
    return seal.body if seal else text or ""


def _provenance(words: str) -> Provenance | None:
    match words.split(" "):
        case [docs, *names, settings, typetable, black] if len(names) <= 1:
            return Provenance(
                docs=docs,
                names="".join(names) or NO_NAMES,
                settings=settings,
                typetable=typetable,
                black=black,
            )
    return None


def _written(sealed: SealedText) -> _Content | None:
    """Return the content that the checksum of a text fits."""
    text, code = sealed.checksum[:_OF_TEXT], sealed.checksum[_OF_TEXT:]
    for content in _contents(sealed):
        if _sum_of_text(content.header, sealed, code, content.body) == text:
            return content
        if _older_sum(content.header, sealed, content.body) == sealed.checksum:
            return content
    return None


def _same_code(sealed: SealedText) -> _Content | None:
    """Return the content that the checksum of a code fits."""
    code = sealed.checksum[_OF_TEXT:]
    said = cache(_said)  # which is the same below many headers
    for content in _contents(sealed):
        if _sum_of_code(content.header, sealed, said(content.body)) == code:
            return content
    return None


def _assumed(sealed: SealedText) -> _Content:
    """Return the content of a file that fits no checksum.

    Packaged templates print no comments, so that those at its start are of others.
    """
    below = comments_of(sealed.rest) if sealed.banner == BANNER else ""
    return _Content(sealed.head, "", "", below, sealed.rest[len(below) :])


def _contents(sealed: SealedText) -> Iterator[_Content]:
    """Yield what a checksum may cover, the whole of a file first."""
    rest, comments = sealed.rest, comments_of(sealed.rest)
    for cut in dict.fromkeys((0, len(comments))):
        for over, header, under in _headers(sealed.head):
            yield _Content(over, header, under, rest[:cut], rest[cut:])


def _headers(head: str) -> Iterator[tuple[str, str, str]]:
    """Yield the lines of a head that may be the header of the settings, with those around them."""
    mark = BOM if head.startswith(BOM) else ""
    lines = [*StringIO(head.removeprefix(mark))]
    count = len(lines)
    usual = ((0, count), (count, count))
    at_start = ((0, end) for end in range(1, count))
    at_end = ((start, count) for start in range(1, count))
    runs = chain(usual, at_start, at_end, combinations(range(1, count), 2))
    for start, end in islice(dict.fromkeys(runs), _TRIES):
        parts = lines[:start], lines[start:end], lines[end:]
        over, header, under = map("".join, parts)
        yield mark + over, header, under


def _sum_of_text(header: str, sealed: SealedText, code: str, body: str) -> str:
    """Return the digest of header, banner, words and body, and of the checksum of their code."""
    above = f"{header}{sealed.banner}\n{code} {sealed.words}\n"
    return sha256(_encoded(above + body)).hexdigest()[:_OF_TEXT]


def _older_sum(header: str, sealed: SealedText, body: str) -> str:
    """Return the checksum that versions wrote which knew none of the code."""
    is_usual = not header and sealed.banner == BANNER
    above = "" if is_usual else f"{header}{sealed.banner}\n"
    text = f"{above}{sealed.words}\n{body}"
    return sha256(_encoded(text)).hexdigest()[:_OF_OLDER]


def _sum_of_code(header: str, sealed: SealedText, said: str) -> str:
    """Return the digest of what a body says, and of header, banner and words."""
    comments = (line.strip("# ") for line in header.split("\n"))
    return fingerprint(*comments, sealed.banner, sealed.words, said)


def _said(body: str) -> str:
    """Return what a body says, which is its text where that is no code."""
    return digest_of_code(body) or body


def _encoded(text: str) -> bytes:
    """Return the bytes of a text, also those that were no UTF-8 when it was read."""
    return text.encode("utf-8", "surrogateescape")
