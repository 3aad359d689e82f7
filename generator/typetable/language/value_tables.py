"""Value tables: what lists values and says what they mean, by one column of values.

The one rule kept here: such a table is an enum only where something beside it says of what, and a
row without one value is an error, never a member.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.language.columns import TELLING, folded
from typetable.language.evidence import plain, values_of
from typetable.language.open_values import is_open
from typetable.markdown.spans import seen
from typetable.notation.quotes import is_quoted
from typetable.wording.facts import taken_off, unmarked
from typetable.wording.names import without_notes
from typetable.wording.spellings import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.language.columns import Columns, Role
    from typetable.language.enums import Enums
    from typetable.language.evidence import Above, Evidence
    from typetable.markdown.document import Table
    from typetable.schema import ScalarName, Value
    from typetable.wording.facts import Facts
    from typetable.wording.spelling import Spelling

_SENTENCE = re.compile(r"(?<=[.:!?\u3002\uff1a])\s+|\n+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?P<fraction>\.[0-9]{1,17})?")
_SHIFTED = re.compile(r"(?P<one>[0-9]{1,9})\s*<<\s*(?P<by>[0-9]{1,2})")
_HEX = re.compile(r"0x[0-9A-Fa-f]{1,16}")
_REMARK = re.compile(r"(?P<value>.+?)\s*\((?P<remark>[^()]*)\)")
_WORD = re.compile(r"\w")
_RANGE = re.compile(
    r"[0-9]xx?\Z|\s[-+*/]\s*[0-9]+\Z|(?<![A-Za-z0-9])[0-9]+(?:\s*(?:\.\.|[-\u2013])\s*[0-9]+|\+)\Z"
    r"|^[<>≤≥]|,|\.\.\.|…|\*\*"
)
"""What stands for more values than one, or for one that has to be computed."""
_WORDS = {"true": True, "false": False, "True": True, "False": False, "null": None}


NAME_THE_MEMBER = "write a line such as ``Possible values of `status`:`` above it"
"""What makes an enum of a table of values."""


class Values(Struct, frozen=True):
    """What a table of values is of."""

    roles: tuple[Role, ...]
    """Its columns: `values`, perhaps `name`, and what describes them."""

    name: str
    """What its heading calls them."""

    member: str
    """The member of the page that has them, or nothing."""

    scalar: ScalarName
    """What kind of values the page says that they are; `any` where it does not."""

    heading: str
    """That heading, as readers see it."""

    ground: str
    """What decided it, with the key of the dialect where there is one, for people."""

    of_members: bool = False
    """Whether each row names the member that has its value."""

    quoted: bool = False
    """Whether words without quotes are no values."""

    def constant(self, raw: str, facts: Facts, most: int) -> Constant | None:
        """Return the value that a cell states, or nothing."""
        found = constant(raw, facts, most)
        return None if found and found.is_bare and self.quoted else found

    def called(self, name: str) -> str:
        """Return the name of a section without what only says that values follow."""
        is_whole = name.endswith(self.heading)
        return f"{name.removesuffix(self.heading)}{self.name}" if is_whole else name


class _Columns(Struct, frozen=True):
    """The columns of a table that may list values, and whether a header says that it does."""

    roles: tuple[Role, ...]
    are_headed: bool


def doubt_of_values(table: Table, enums: Enums, columns: Columns, facts: Facts) -> str:
    """Return why a table without evidence is none, where a header says that it lists values."""
    found = _columns(table, enums, columns, facts)
    is_list = (
        found
        and found.are_headed
        and _has_values(table, found.roles, facts, enums.most_words)
    )
    return "lists values, but nothing says of what" if is_list else ""


def by_member(table: Table, enums: Enums) -> Values | None:
    """Return that each row of a table names a member and a value of it, where headers say so."""
    titles = [folded(seen(cell.text).text) for cell in table.header.cells]
    names = {folded(title): title for title in enums.of_members}
    wanted = {folded(title) for title in enums.columns}
    name = next((at for at, each in enumerate(titles) if each in names), None)
    value = next((at for at, each in enumerate(titles) if each in wanted), None)
    if name is None or value is None or name == value:
        return None
    roles: list[Role] = ["description"] * len(titles)
    roles[name], roles[value] = "name", "values"
    ground = f'[enums] of_members = "{names[titles[name]]}"'
    return Values(tuple(roles), "", "", "any", "", ground, of_members=True)


def listed(
    table: Table, above: Above, enums: Enums, columns: Columns, evidence: Evidence
) -> Values | None:
    """Return of what a table lists the values, or `None` where nothing says that it does."""
    facts = evidence.facts
    found = _columns(table, enums, columns, facts)
    if found is None or not _has_values(table, found.roles, facts, enums.most_words):
        return None
    if not found.are_headed and _are_keys(table, evidence):
        return None
    heading = seen(above.heading).text.strip(" :")
    spelling = one_of(heading, enums.known["headings"])
    held = (spelling and spelling.match(heading, fold=True)) or {}
    name = held.get("", heading)
    member = _member(name, above, evidence)
    kind = values_of(evidence.members[plain(member)]) if member else None
    is_of_member = kind is not None and plain(member) == plain(name)
    said = _sentence(above, enums)
    hints = [
        said and f'[enums] sentences = "{said.text}"',
        spelling and f'[enums] headings = "{spelling.text}"',
        plain(heading) in evidence.types and "a type cell, which names its heading",
        plain(heading) in evidence.linked and "a description, which links to it",
        is_of_member and f"the member `{member}`, which is called like its heading",
    ]
    grounds = [hint for hint in hints if hint]
    if not said and not _are_enough(grounds, found, above):
        return None
    scalar = kind.scalar if kind else "any"
    owner = member if kind else ""
    return Values(
        roles=found.roles,
        name=name,
        member=owner,
        scalar=scalar,
        heading=heading,
        ground=" and ".join(grounds),
        quoted=enums.quoted,
    )


def _are_enough(grounds: Sequence[str], found: _Columns, above: Above) -> bool:
    """Return whether a heading says that a table lists values; of one of names it must twice."""
    if found.are_headed:
        return bool(grounds)
    return len(grounds) > 1 and not above.is_of_members


def _sentence(above: Above, enums: Enums) -> Spelling | None:
    """Return how a sentence above a table is spelled that says that it lists values."""
    sentences = _SENTENCE.split(seen(above.text).text)
    texts = [each.strip(" .:\uff1a*_") for each in sentences]
    found = (one_of(text, enums.known["sentences"]) for text in texts)
    return next((each for each in found if each is not None), None)


def _member(name: str, above: Above, evidence: Evidence) -> str:
    """Return the member of the page that the heading, or the text in code, names."""
    marked = seen(above.text).marked("code", "strong")
    return next(
        (each for each in (*marked, name) if plain(each) in evidence.members), ""
    )


def _columns(
    table: Table, enums: Enums, columns: Columns, facts: Facts
) -> _Columns | None:
    """Return the columns of a table of values; `None` where they say that it is another one."""
    titles = [folded(seen(cell.text).text) for cell in table.header.cells]
    known = columns.roles(table.header)
    headed = _headed(table, titles, known, enums, facts)
    at = headed if headed is not None else 0
    names = {folded(title) for title in enums.named}
    others = [
        "name" if title in names else role
        for title, role in zip(titles, known, strict=True)
    ]
    others[at] = None
    is_other = not {*TELLING, "example"}.isdisjoint(filter(None, others))
    if is_other or (headed is None and (known[:1] != ("name",) or "name" in others)):
        return None
    roles: list[Role] = ["ignored" if r == "ignored" else "description" for r in known]
    if headed is not None and "name" in others:
        if _are_of_members(table, others.index("name"), facts):
            return None
        roles[others.index("name")] = "name"
    roles[at] = "values"
    return _Columns(tuple(roles), headed is not None)


def _are_of_members(table: Table, at: int, facts: Facts) -> bool:
    """Return whether a name says of something that it may be absent, which no value can be."""
    cells = (row.cells[at].text for row in table.rows if at < len(row.cells))
    names = (
        taken_off(seen(without_notes(each)).text.strip(), "name", facts)
        for each in cells
    )
    return any(said.fact in _OF_MEMBERS for _, every in names for said in every)


_OF_MEMBERS = frozenset(("optional", "required", "conditional", "nullable"))
"""What is said of members and never of values."""


def _headed(
    table: Table,
    titles: Sequence[str],
    known: Sequence[Role | None],
    enums: Enums,
    facts: Facts,
) -> int | None:
    """Return the column whose header says that it lists values, if there is one.

    One whose header is of types elsewhere does where no other one is and nothing else is unknown:
    of named values only those that are numbers, since names of types may be any words.
    """
    wanted = {folded(title) for title in enums.columns}
    found = [at for at, title in enumerate(titles) if title in wanted]
    sure = next((at for at in found if known[at] != "type"), None)
    if sure is not None or not found or None in known:
        return sure
    at = found[0]
    cells = (row.cells[at].text for row in table.rows if at < len(row.cells))
    values = [constant(cell, facts, enums.most_words) for cell in cells]
    is_named = "name" in known
    fits = all(
        each is not None and (not is_named or type(each.value) is int)
        for each in values
    )
    return at if fits else None


def _has_values(table: Table, roles: Sequence[Role], facts: Facts, most: int) -> bool:
    """Return whether most rows of a table have a value, none of them a name of many words."""
    at = roles.index("values")
    cells = [row.cells[at].text for row in table.rows if at < len(row.cells)]
    stated = (is_open(cell) or constant(cell, facts, most) for cell in cells)
    return 2 * sum(map(bool, stated)) > len(table.rows)


def _are_keys(table: Table, evidence: Evidence) -> bool:
    """Return whether code blocks of the page have half of the names of a table as keys."""
    names = [seen(row.cells[0].text).text.strip() for row in table.rows if row.cells]
    return 2 * sum(name in evidence.keys for name in names) >= len(names)


class Constant(Struct, frozen=True):
    """One value: what it is, and how it is written."""

    value: Value | None
    text: str
    is_flag: bool = False
    is_bare: bool = False
    """Whether it is a word without quotes, which may be the name of a type."""


def constant(raw: str, facts: Facts, most: int = 1) -> Constant | None:
    """Return the value that a cell states: in code, quoted, a number or a word; else `None`.

    Text that is not marked has at most so many words.

    A remark in parentheses behind it, or a mark that leads to a note, is no part of it. A word
    with a number for a remark may be a name with its value, and states none.
    """
    read = seen(without_notes(raw))
    text, said = unmarked(read.text.strip(), "name", facts), ""
    code = read.marked("code")
    if remark := _REMARK.fullmatch(text):
        text, said = remark["value"], remark["remark"]
        code = tuple(each for each in code if each.strip("() ") != said.strip())
    if len(code) > 1 or (code and code[0].strip() != text):
        return None
    is_word = _WORD.search(text) and (code or len(text.split()) <= most)
    if not code and not is_quoted(text) and said.isdecimal():
        return _number(text, said)
    is_one = text.isprintable() and is_word and not _RANGE.search(text)
    if known := _quoted(text) or _number(text, said):
        return known
    value = _WORDS.get(text, text)
    return Constant(value, text, is_bare=value == text) if is_one else None


def _quoted(text: str) -> Constant | None:
    inner = text[1:-1] if is_quoted(text) else None
    return None if inner is None else Constant(inner, inner or text)


def _number(text: str, remark: str) -> Constant | None:
    """Return the number that a text is; one of bits is a flag, as the text or a remark says."""
    if shifted := _SHIFTED.fullmatch(text):
        return Constant(int(shifted["one"]) << int(shifted["by"]), text, is_flag=True)
    if _HEX.fullmatch(text):
        return Constant(int(text, 16), text, is_flag=bool(_SHIFTED.fullmatch(remark)))
    if number := _NUMBER.fullmatch(text.replace("\u2212", "-")):
        value = float(number[0]) if number["fraction"] else int(number[0])
        return Constant(value, number[0])
    return None
