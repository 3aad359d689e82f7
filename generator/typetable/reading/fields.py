"""Fields: the rows of a table as the fields of an object or the members of an enum.

The one rule kept here: everything that is wrong with a row is reported, not the first thing only.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from typetable import rules
from typetable.diagnostics import shown
from typetable.markdown import inline
from typetable.reading import types
from typetable.reading.draft import DraftEnum, DraftField, DraftMember, DraftObject
from typetable.source import Span

if TYPE_CHECKING:
    from typetable.diagnostics import Findings
    from typetable.markdown.document import Cell
    from typetable.reading.dialect import Dialect
    from typetable.reading.rows import Property
    from typetable.schema import Value
    from typetable.settings.limits import Limits

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?P<fraction>\.[0-9]{1,17})?")
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


class Heading(NamedTuple):
    """The model that a table belongs to."""

    name: str
    description: str
    span: Span


class Entries:
    """Reads the rows of the tables of one page."""

    def __init__(self, dialect: Dialect, limits: Limits, findings: Findings) -> None:
        """Start with no row reported."""
        self._dialect = dialect
        self._limits = limits
        self._findings = findings
        self.reported = 0

    def object(self, heading: Heading, properties: list[Property]) -> DraftObject:
        """Return the object that a table describes."""
        self._warn_almost_enum(heading, properties)
        fields: dict[str, DraftField] = {}
        for row in properties:
            found = self._field(row)
            if found is None:
                self.reported += 1
            elif earlier := fields.get(found.name):
                self.reported += 1
                both = shown(heading.name), shown(found.name)
                message = "`{}` has a second field `{}`".format(*both)
                self._findings.add(
                    rules.DUPLICATE_FIELD, found.span, message, first=earlier.span
                )
            else:
                fields[found.name] = found
        return DraftObject(
            name=heading.name,
            description=heading.description,
            fields=tuple(fields.values()),
            span=heading.span,
        )

    def _field(self, row: Property) -> DraftField | None:
        """Return the field that a row states; report everything that is wrong with it."""
        cells = row.cells
        name = self.name(cells["name"].text, cells["name"].span, "row")
        kind = self._type(cells["type"])
        required = self._required(cells["required"])
        if name is None or kind is None or required is None:
            return None
        return DraftField(
            name=name,
            type=kind,
            required=required,
            description=inline.plain(row.description),
            span=cells["name"].span,
            type_span=cells["type"].span,
        )

    def name(self, raw: str, span: Span, what: str) -> str | None:
        """Return the name in a heading or a name cell, or None where there is none to use."""
        name = inline.name(raw)
        if not name:
            self._findings.add(rules.EMPTY_NAME, span, f"this {what} has no name")
        elif len(name) > self._limits.name_length:
            self._report_length(name, span)
        elif not name.replace(" ", "").isprintable() and _invisible(name):
            message = f"the name of this {what} holds an invisible character"
            self._findings.add(rules.CONTROL_CHARACTER, span, message)
        else:
            self._warn_emphasis(raw, name, span)
            return name
        return None

    def _warn_emphasis(self, raw: str, name: str, span: Span) -> None:
        if inline.emphasised(raw):
            message = (
                f"Markdown shows `{shown(name)}` as emphasis; it was read as written"
            )
            hint = "escape the marks with backslashes"
            self._findings.add(rules.EMPHASIS_IN_NAME, span, message, hint=hint)

    def _report_length(self, name: str, span: Span) -> None:
        message = f"the name `{shown(name, 24)}` has {len(name)} characters"
        hint = f"raise `limits.name_length`, now {self._limits.name_length}"
        self._findings.add(rules.LONG_NAME, span, message, hint=hint)

    def _type(self, cell: Cell) -> types.TypeExpr | None:
        notation, depth = self._dialect.notation, self._limits.type_depth
        found = types.parse(cell.text, notation, depth)
        if not isinstance(found, types.Fault):
            return found if self._are_short(found, cell) else None
        rule = rules.DEEP_TYPE if found.too_deep else rules.BAD_TYPE
        column, end = cell.span.column, cell.span.end
        start = min(column + found.start, max(end - 1, column))
        span = Span(cell.span.line, start, min(column + found.end, end))
        self._findings.add(rule, span, found.message)
        return None

    def _are_short(self, found: types.TypeExpr, cell: Cell) -> bool:
        """Report the names in a type that are longer than any model's; return whether none is."""
        if len(cell.text) <= self._limits.name_length:
            return True
        names = {named.name for named in types.names(found)}
        long = sorted(name for name in names if len(name) > self._limits.name_length)
        for name in long:
            self._report_length(name, cell.span)
        return not long

    def _required(self, cell: Cell) -> bool | None:
        meaning = self._dialect.required.get(cell.text)
        if meaning is None:
            marks = " or ".join(self._dialect.required)
            said = f"`{shown(cell.text)}`" if cell.text else "an empty cell"
            message = f"{said} does not say whether the field is required"
            self._findings.add(
                rules.BAD_REQUIRED, cell.span, message, hint=f"write {marks}"
            )
        return meaning

    def enum(self, heading: Heading, properties: list[Property]) -> DraftEnum | None:
        """Return the enum that a table lists, or None where some row is no enum member."""
        values = [self._value(row) for row in properties]
        if not values or any(value is None for value in values):
            return None
        if _are_mixed(values) and self._dialect.enum_values == "bare":
            values = [row.description for row in properties]
        if _are_mixed(values):
            message = f"the enum `{shown(heading.name)}` mixes strings and numbers"
            self._findings.add(rules.MIXED_ENUM, heading.span, message)
        return DraftEnum(
            name=heading.name,
            description=heading.description,
            members=self._members(properties, values),
            span=heading.span,
        )

    def _members(
        self, properties: list[Property], values: list[Value | None]
    ) -> tuple[DraftMember, ...]:
        """Return the members of an enum; equal rows are one, and a repeated value is told."""
        members: dict[tuple[str, Value], DraftMember] = {}
        first: dict[Value, Span] = {}
        for row, value in zip(properties, values, strict=True):
            cell = row.cells["name"]
            name = self.name(cell.text, cell.span, "row")
            if value in first:
                message = f"the value `{shown(str(value))}` occurs twice"
                self._findings.add(
                    rules.DUPLICATE_VALUE, cell.span, message, first=first[value]
                )
            if name is None or value is None or (name, value) in members:
                self.reported += 1
                continue
            first.setdefault(value, cell.span)
            members[name, value] = DraftMember(name=name, value=value, span=cell.span)
        return tuple(members.values())

    def _value(self, row: Property) -> Value | None:
        """Return the enum value that a row states, or None where it states none."""
        cell = row.cells.get("description")
        if cell is None or row.continued:
            return None
        if row.cells["required"].text not in self._dialect.enum_marks:
            return None
        found = _literal(cell.text)
        bare = self._dialect.enum_values == "bare" and cell.text
        return cell.text if found is None and bare else found

    def _warn_almost_enum(self, heading: Heading, properties: list[Property]) -> None:
        values = [self._value(row) is not None for row in properties]
        if 2 * sum(values) >= max(len(values), 2):
            cell = properties[values.index(False)].cells["name"]
            message = (
                f"`{shown(heading.name)}` looks like an enum, but this row has no value"
            )
            self._findings.add(
                rules.ALMOST_ENUM,
                cell.span,
                message,
                hint='describe it by `"value"` alone',
            )


def _are_mixed(values: list[Value | None]) -> bool:
    return len({isinstance(value, str) for value in values}) > 1


def _literal(text: str) -> Value | None:
    """Return the value of a quoted string, verbatim, or of a number (rule R3)."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        inner = text[1:-1]
        return None if '"' in inner.replace('\\"', "") else inner
    if number := _NUMBER.fullmatch(text):
        return float(text) if number["fraction"] else int(text)
    return None


def _invisible(name: str) -> bool:
    return any(unicodedata.category(character) in _INVISIBLE for character in name)
