"""Remarks: what stands beside types and names in their cells.

The one rule kept here: a remark means what the dialect knows it to mean elsewhere; any other one of
a name is kept as text, and what any other one of a type says is left to people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from typetable.diagnostics import clipped, counted
from typetable.learning.lessons import Lesson
from typetable.learning.words import cells_of
from typetable.markdown.spans import seen
from typetable.notation import grammar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.language.columns import Role
    from typetable.language.dialect import Dialect
    from typetable.markdown.document import Cell
    from typetable.reading.reasons import PageReasons
    from typetable.wording.said import Fact, Place

_LEAST = 3
"""The cells that show what stands beside names or types."""

_MOST_OF = 0.8
"""The share of cells that a mark which ends types divides into a type and remarks."""

_ENDS = {
    ";": re.compile(r"(?<!&)(?<!&\w)(?<!&\w{2})(?<!&\w{3})(?<!&\w{4});"),
    "<br>": re.compile(r"<br\s*/?>|\n", re.IGNORECASE),
}
"""What may set remarks apart from the type before them, but for the end of an entity."""

_DEFAULT = re.compile(
    r"(?P<word>default(?::| =| is| value:)?|defaults to)[ ](?P<value>\S+)",
    re.IGNORECASE,
)
_NOTED = re.compile(r"(?P<name>[^\s()]+)\s*\((?P<note>[^()]*)\)")

_ASKED: tuple[Place, ...] = ("type", "description", "column", "default")
"""The places whose spellings may say what a remark means."""


class _Remark(NamedTuple):
    """A remark, and where it stands."""

    text: str
    path: str
    cell: Cell


def learn_remarks(pages: Sequence[PageReasons]) -> Iterator[Lesson]:
    """Yield what sets remarks apart from types, what these say, and those behind names."""
    dialect = pages[0].dialect if pages else None
    if dialect is not None:
        yield from _of_types([*_cells(pages, "type")], dialect)
        yield from _of_names([*_cells(pages, "name")], dialect)


def _cells(pages: Iterable[PageReasons], role: Role) -> Iterator[_Remark]:
    """Yield the cells of the property tables of some pages that have a role."""
    for page in pages:
        for cell in cells_of(page, role):
            yield _Remark(cell.text, page.path, cell)


def _of_types(cells: Iterable[_Remark], dialect: Dialect) -> Iterator[Lesson]:
    """Yield the marks that end types, where most cells with one are a type and more behind it."""
    parts = [(each, _apart(each.text)) for each in cells]
    cut = [(each, texts) for each, texts in parts if len(texts) > 1]
    unread = [(e, texts) for e, texts in cut if not _is_type(e.text, dialect)]
    fitting = [(e, texts) for e, texts in unread if _is_type(texts[0], dialect)]
    if len(fitting) < max(_LEAST, _MOST_OF * len(unread)):
        return
    for end, found in _ENDS.items():
        with_it = [each for each, _ in fitting if found.search(each.text)]
        if with_it and end not in dialect.types.separators:
            yield Lesson(
                key="types.separators",
                value=end,
                evidence=f"More follows a type and `{end}` in {counted(len(with_it), 'cell')}.",
                path=with_it[0].path,
                span=with_it[0].cell.span,
            )
    behind = (e._replace(text=text) for e, texts in fitting for text in texts[1:])
    yield from _meanings(behind, dialect)


def _apart(raw: str) -> list[str]:
    """Return the parts of a cell between the marks that may end a type."""
    for found in _ENDS.values():
        raw = found.sub("\0", raw)
    return [part.strip() for part in raw.split("\0") if part.strip()]


def _is_type(raw: str, dialect: Dialect) -> bool:
    return not isinstance(grammar.parse(raw, dialect.types), grammar.Fault)


def _meanings(remarks: Iterable[_Remark], dialect: Dialect) -> Iterator[Lesson]:
    """Yield what remarks behind types say, or that it is left to people."""
    found = defaultdict[tuple[str, str], list[_Remark]](list)
    for each in remarks:
        text = seen(each.text).text.strip(" .,;")
        if text:
            found[_meaning(text, dialect) or ("", text.casefold())].append(each)
    for (fact, spelled), same in found.items():
        first = same[0]
        text = clipped(seen(first.text).text, 40)
        times = f"`{text}` is behind {counted(len(same), 'type')}"
        yield Lesson(
            key="facts.type",
            value=spelled,
            meaning=fact or "ignored",
            evidence=f"{times}." if fact else f"{times}: what does it say?",
            is_sure=bool(fact),
            path=first.path,
            span=first.cell.span,
        )


class _Meaning(NamedTuple):
    """The fact that a remark states, and how the dialect spells it somewhere."""

    fact: Fact
    spelled: str


def _meaning(text: str, dialect: Dialect) -> _Meaning | None:
    """Return what a remark states, if a place of the dialect knows it."""
    for place in _ASKED:
        known = dialect.facts.spelled[place].find(text)
        if known and "" not in known.held and known.fact != "ignored":
            spelled = known.key.partition('"')[2].rpartition('"')[0]
            return _Meaning(known.fact, spelled)
    if default := _DEFAULT.fullmatch(text):
        return _Meaning("default", f"{default['word'].casefold()} {{default}}")
    return None


def _of_names(cells: Sequence[_Remark], dialect: Dialect) -> Iterator[Lesson]:
    """Yield the words that remarks behind names begin with, where several do."""
    spelled = dialect.facts.spelled["name"]
    found = defaultdict[str, list[_Remark]](list)
    for each in cells:
        text = seen(each.text).text.strip()
        noted = _NOTED.fullmatch(text)
        if noted and spelled.find(text) is None:
            word, *_more = noted["note"].split() or [""]
            found[word.casefold()].append(each._replace(text=noted["note"].strip()))
    for word, same in found.items():
        if len(same) >= _LEAST and word.isalpha():
            yield _noted(word, same, dialect)


def _fact(text: str, dialect: Dialect) -> str:
    """Return what a remark says of presence or else; nothing where nobody knows."""
    said = dialect.facts.in_column(text) or _meaning(text, dialect)
    return "" if said is None else said.fact


def _noted(word: str, same: Sequence[_Remark], dialect: Dialect) -> Lesson:
    """Return what the same word in brackets behind several names says."""
    first = same[0]
    facts = {_fact(each.text, dialect) for each in same}
    fact = facts.pop() if len(facts) == 1 else ""
    is_one = len({each.text.casefold() for each in same}) == 1
    times = f"`({clipped(first.text, 30)})` is behind a name in {counted(len(same), 'cell')}"
    kept = f"{times}; it is text of the description."
    return Lesson(
        key="facts.name",
        value="{} " + (f"({first.text})" if is_one else f"({word} {{note}})"),
        meaning=fact or ("optional" if is_one else "ignored"),
        evidence=(
            f"{times}." if fact else f"{times}: what does it say?" if is_one else kept
        ),
        is_sure=bool(fact) or not is_one,
        path=first.path,
        span=first.cell.span,
    )
