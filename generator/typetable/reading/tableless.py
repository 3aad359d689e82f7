"""Sections without a property table: the types or values that they state, or why they are nothing.

The one rule kept here: lines that look like a table, and a table that is announced, are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language import unions
from typetable.language.draft import DraftUnion, Pointer, Title
from typetable.markdown import unread
from typetable.markdown.document import Code, Table
from typetable.markdown.spans import seen
from typetable.notation import grammar
from typetable.notation.details import valued
from typetable.notation.grammar import Fault
from typetable.notation.types import ANY, ArrayType, ScalarType
from typetable.reading.enum_lists import find_line, find_list, read_line, read_list
from typetable.reading.memberless import as_shown, memberless
from typetable.reading.union_reader import UnionReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.dialect import Sections
    from typetable.language.draft import DraftModel
    from typetable.language.ledger import Entries
    from typetable.language.outline import Section
    from typetable.language.texts import Texts
    from typetable.markdown.document import Block
    from typetable.notation.types import TypeExpr
    from typetable.reading.page_context import PageContext
    from typetable.rules import Severity

_OBJECT = ScalarType("object")


class TablelessRead(Struct, frozen=True):
    """What a section without a table is, and what became of the values that it lists."""

    model: DraftModel | Pointer | None
    entries: Entries | None = None


class Tableless:
    """Reads the sections of one page that have no property table."""

    def __init__(self, page: PageContext) -> None:
        """Take what the sections of a page are read by."""
        self._dialect = page.dialect
        self._texts = page.texts
        self._limits = page.limits
        self._findings = page.findings
        self._unions = UnionReader(page)

    def read(self, section: Section, name: str) -> TablelessRead:
        """Return what a section of a name is, or report why it is nothing."""
        title = Title(name, "", section.span)
        for reader in (self._listed, self._on_a_line, self._stated):
            if read := reader(section, title):
                return read
        return TablelessRead(self._silent(section, title))

    def _listed(self, section: Section, title: Title) -> TablelessRead | None:
        """Return the enum of a list of values."""
        listing = find_list(section, self._dialect.enums)
        if not listing:
            return None
        others = [each for each in section.blocks if each not in listing.blocks]
        whole = self._titled(title, others)
        listed = read_list(whole, listing, self._limits, self._findings)
        return TablelessRead(listed.model, listed.entries)

    def _on_a_line(self, section: Section, title: Title) -> TablelessRead | None:
        """Return the enum of a paragraph of values, where those can be of one type alone."""
        line = find_line(section.blocks, self._dialect.enums)
        kind = valued(self._kind(section), line.values) if line else None
        if line is None or not isinstance(kind, ScalarType):
            return None
        said = [each.block for each in self._types_of(section)] + [line.block]
        others = [each for each in section.blocks if each not in said]
        whole = self._titled(title, others)
        listed = read_line(whole, line, kind, self._limits, self._findings)
        return TablelessRead(listed.model, listed.entries)

    def _kind(self, section: Section) -> TypeExpr:
        """Return the type that a section states alone, any where it states none."""
        types, depth = self._dialect.types, self._limits.type_depth
        stated = self._types_of(section)
        kinds = [grammar.parse(each.text, types, depth) for each in stated]
        return ANY if len(kinds) != 1 or isinstance(kinds[0], Fault) else kinds[0]

    def _types_of(self, section: Section) -> Sequence[unions.Stated]:
        return unions.stated(section.blocks, self._dialect.unions)

    def _stated(self, section: Section, title: Title) -> TablelessRead | None:
        """Return the union of the types that a section states.

        An object of which nothing else is said has no members.
        """
        is_model = section.kind == "model"
        union = self._unions.read(section, title.name) if is_model else None
        if union is None:
            return None
        if line := find_line(section.blocks, self._dialect.enums):
            texts = [union.description, self._texts.description((line.block,))]
            texts = texts[: 1 + (texts[1] not in texts[0])]
            union = replace(union, description="\n\n".join(filter(None, texts)))
        is_object = self._dialect.models.without_table == "object"
        if is_object and union.members == (_OBJECT,):
            return TablelessRead(
                memberless(replace(title, description=union.description))
            )
        return TablelessRead(union)

    def _silent(self, section: Section, title: Title) -> DraftModel | Pointer | None:
        """Return what a section is that states nothing, or report why it is nothing."""
        name, blocks = title.name, section.blocks
        if self._texts.points_elsewhere(blocks):
            return Pointer(name=name, span=title.span)
        if self._texts.says_empty(blocks):
            return memberless(title)
        findings = self._findings.about(model=name)
        bases = self._texts.bases(blocks) if section.kind == "model" else ()
        whole = self._titled(title, blocks)
        is_bare = not (
            whole.description or any(isinstance(e, Table | Code) for e in blocks)
        )
        is_above = is_bare and self._dialect.unions.is_above(section.raw)
        if not (bases or is_above) and (
            section.kind != "model"
            or _is_refused(section, name, self._dialect, self._texts, findings)
        ):
            return None
        if bases or self._dialect.models.without_table == "object":
            return (
                memberless(whole, bases) if bases else as_shown(whole, blocks, findings)
            )
        text, span = whole.description, whole.span
        return DraftUnion(name=name, description=text, members=(), span=span)

    def _titled(self, title: Title, blocks: Sequence[Block]) -> Title:
        return replace(title, description=self._texts.description(blocks))


def lists_among(found: Iterable[Section], dialect: Sections) -> Iterator[str]:
    """Yield the names of the sections that state that they are arrays, and nothing else."""
    for section in found if dialect.unions.aliases else ():
        stated = unions.stated(section.blocks, dialect.unions)
        kinds = [grammar.parse(each.text, dialect.types) for each in stated]
        if len(kinds) == 1 and isinstance(kinds[0], ArrayType):
            yield seen(section.raw).text.strip()


def _is_refused(
    section: Section, name: str, dialect: Sections, texts: Texts, findings: Findings
) -> bool:
    """Report why a section without a property table is no union either."""
    lines = [*texts.said(section.blocks)]
    piped = [line for line in lines if line.text.startswith("|")]
    label = next(filter(dialect.tables.is_label, lines), None)
    needed = dialect.models.needed
    without = dialect.models.without_table
    if any(
        isinstance(block, Table) or unread.hides_table(block)
        for block in section.blocks
    ):
        pass  # which is told already
    elif len(piped) > 1:
        message = "these lines look like a table but have no delimiter row"
        hint = "put a row like `| :--- | :--- |` below the header"
        findings.add(rules.NO_DELIMITER, piped[0].span, message, hint=hint)
    elif label:
        message = f"`{clipped(name)}` announces a table that is not there"
        findings.add(rules.MISSING_TABLE, label.span, message)
    elif needed:
        message = f"`{clipped(name)}` ends before its heading `{clipped(needed)}`"
        findings.add(rules.MISSING_TABLE, section.span, message)
    elif without == "error" or (dialect.models.empty and section.is_generic):
        message = f"`{clipped(name)}` has no property table"
        is_shown = any(isinstance(each, Code) for each in section.blocks)
        severity: Severity = "warning" if is_shown and without == "ignore" else "error"
        findings.add(rules.MISSING_TABLE, section.span, message, severity=severity)
    else:
        return without == "ignore"
    return True
