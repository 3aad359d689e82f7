"""Value tables: what lists values and says what they mean, by one column of values.

The one rule kept here: such a table is an enum only where something beside it says of what, and a
row without one value is an error, never a member.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from typetable.language.columns import TELLING, folded
from typetable.language.evidence import plain, values_of
from typetable.markdown.spans import seen
from typetable.wording.spellings import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.language.columns import Columns, Role
    from typetable.language.enums import Enums
    from typetable.language.evidence import Above, Evidence
    from typetable.markdown.document import Table
    from typetable.schema import ScalarName, Value
    from typetable.wording.spelling import Spelling

_SENTENCE = re.compile(r"(?<=[.:!?\u3002\uff1a])\s+|\n+")
_QUOTED = re.compile(r"""(?P<mark>["'])(?P<text>.*)(?P=mark)""")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?P<fraction>\.[0-9]{1,17})?")
_SHIFTED = re.compile(r"(?P<one>[0-9]{1,9})\s*<<\s*(?P<by>[0-9]{1,2})")
_REMARK = re.compile(r"(?P<value>.+?)\s*\([^()]*\)")
_WORD = re.compile(r"\w")
_RANGE = re.compile(r"[0-9](?:\s*(?:\.\.|[-\u2013])\s*[0-9]+|\+)\Z|^[<>≤≥]|,|\.\.\.|…")
"""What stands for more values than one."""
_WORDS = {"true": True, "false": False, "null": None}


NAME_THE_MEMBER = "write a line such as ``Possible values of `status`:`` above it"
"""What makes an enum of a table of values."""


class Values(NamedTuple):
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

    def called(self, name: str) -> str:
        """Return the name of a section without what only says that values follow."""
        return f"{name.removesuffix(self.heading)}{self.name}"


class _Columns(NamedTuple):
    """The columns of a table that may list values, and whether a header says that it does."""

    roles: tuple[Role, ...]
    are_headed: bool


def doubt_of_values(table: Table, enums: Enums, columns: Columns) -> str:
    """Return why a table without evidence is none, where a header says that it lists values."""
    found = _columns(table, enums, columns)
    is_list = found and found.are_headed and _has_values(table, found.roles)
    return "lists values, but nothing says of what" if is_list else ""


def listed(
    table: Table, above: Above, enums: Enums, columns: Columns, evidence: Evidence
) -> Values | None:
    """Return of what a table lists the values, or `None` where nothing says that it does."""
    found = _columns(table, enums, columns)
    if found is None or not _has_values(table, found.roles):
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
        is_of_member and f"the member `{member}`, which is called like its heading",
    ]
    grounds = [hint for hint in hints if hint]
    if not said and not _are_enough(grounds, found, above):
        return None
    scalar = kind.scalar if kind else "any"
    owner = member if kind else ""
    return Values(found.roles, name, owner, scalar, heading, " and ".join(grounds))


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


def _columns(table: Table, enums: Enums, columns: Columns) -> _Columns | None:
    """Return the columns of a table of values; `None` where they say that it is another one."""
    titles = [folded(seen(cell.text).text) for cell in table.header.cells]
    known = columns.roles(table.header)
    wanted = {folded(title) for title in enums.columns}
    headed = next((at for at, each in enumerate(titles) if each in wanted), None)
    at = headed if headed is not None else 0
    others = [role for index, role in enumerate(known) if index != at]
    is_other = not {*TELLING, "example"}.isdisjoint(filter(None, others))
    if is_other or (headed is None and (known[:1] != ("name",) or "name" in others)):
        return None
    roles: list[Role] = ["ignored" if r == "ignored" else "description" for r in known]
    if headed is not None and "name" in others:
        roles[next(i for i, r in enumerate(known) if r == "name" and i != at)] = "name"
    roles[at] = "values"
    return _Columns(tuple(roles), headed is not None)


def _has_values(table: Table, roles: Sequence[Role]) -> bool:
    """Return whether most rows of a table have a value, none of them a name of many words."""
    at = roles.index("values")
    cells = [row.cells[at].text for row in table.rows if at < len(row.cells)]
    found = sum(constant(cell) is not None for cell in cells)
    return 2 * found > len(table.rows)


def _are_keys(table: Table, evidence: Evidence) -> bool:
    """Return whether code blocks of the page have half of the names of a table as keys."""
    names = [seen(row.cells[0].text).text.strip() for row in table.rows if row.cells]
    return 2 * sum(name in evidence.keys for name in names) >= len(names)


class Constant(NamedTuple):
    """One value: what it is, and how it is written."""

    value: Value | None
    text: str
    is_flag: bool = False


def constant(raw: str) -> Constant | None:
    """Return the value that a cell states: in code, quoted, a number or a word; else `None`.

    A remark in parentheses behind it is no part of it.
    """
    read = seen(raw)
    text = read.text.strip()
    code = read.marked("code")
    if remark := _REMARK.fullmatch(text):
        text = remark["value"]
    if len(code) > 1 or (code and code[0].strip() != text):
        return None
    if quoted := _QUOTED.fullmatch(text):
        return Constant(quoted["text"], quoted["text"] or text)
    if shifted := _SHIFTED.fullmatch(text):
        return Constant(int(shifted["one"]) << int(shifted["by"]), text, is_flag=True)
    if number := _NUMBER.fullmatch(text):
        return Constant(float(text) if number["fraction"] else int(text), text)
    is_word = _WORD.search(text) and (code or len(text.split()) == 1)
    if not text.isprintable() or not is_word or _RANGE.search(text):
        return None
    return Constant(_WORDS.get(text, text), text)
