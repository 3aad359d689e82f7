"""Types of rows: what the columns beside that of types make of a type.

The one rule kept here: a cell that makes nothing of it is text of the row, unless it says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.markdown.spans import seen
from typetable.notation import grammar
from typetable.notation.details import Details
from typetable.notation.formats import refined
from typetable.notation.type_cells import TypeCells
from typetable.notation.types import (
    ANY,
    ArrayType,
    MapType,
    NamedType,
    OptionalType,
    ScalarType,
    names,
    placed,
)
from typetable.notation.value_lines import with_listed
from typetable.notation.values import with_values
from typetable.reading.prose import is_nothing

if TYPE_CHECKING:
    from collections.abc import Collection

    from typetable.language.columns import Role
    from typetable.language.dialect import Sections
    from typetable.language.rows import Row
    from typetable.notation.types import TypeExpr
    from typetable.settings.limits import Limits


class RowType(Struct, frozen=True):
    """The type that the cells of a row make together."""

    kind: TypeExpr
    """The type."""
    left: tuple[str, ...] = ()
    """The raw cells, or parts of them, that are text."""
    taken: frozenset[Role] = frozenset()
    """The columns that say something of it."""


_REFINING: frozenset[Role] = frozenset(("detail", "values", "format"))


class RowTypes:
    """Reads the cells of one page that say more of types."""

    def __init__(
        self, dialect: Sections, limits: Limits, lists: Collection[str] = ()
    ) -> None:
        """Take how types are written, and the models of the page that are arrays."""
        self._types = dialect.types
        self._depth = limits.type_depth
        self._referring = dialect.references
        self._enums = dialect.enums
        self._facts = dialect.facts
        self._type_cells = TypeCells(dialect.types, dialect.facts, limits)
        self._details = Details(dialect.types, limits.type_depth, lists)

    def read(self, row: Row, kind: TypeExpr) -> RowType:
        """Return what the cells of a row make of the type in its own cell."""
        kind = self._spelled(row, self._described(row, kind))
        if not self._enums.words and _REFINING.isdisjoint(row.cells):
            return RowType(kind)
        form, listed = self._said(row, "format"), self._said(row, "values")
        detailed = self._details.read(kind, self._said(row, "detail"))
        valued = self._valued(row, detailed.kind)
        whole = refined(valued, form, self._types)
        steps: dict[Role, bool] = {
            "detail": detailed.kind != kind,
            "values": valued != detailed.kind,
            "format": whole != valued,
        }
        taken = frozenset(role for role, is_taken in steps.items() if is_taken)
        unread = {"values": listed, "format": form}
        texts = (text for role, text in unread.items() if role not in taken)
        left = (detailed.left, *texts)
        return RowType(whole, tuple(filter(None, left)), taken)

    def _described(self, row: Row, kind: TypeExpr) -> TypeExpr:
        """Return a type that leaves its elements or values open as its description says them."""
        if not self._types.described or not _leaves_open(kind):
            return kind
        text = seen(row.description).text.strip()
        words = (
            ScalarType(word)
            for spelling, word in self._types.described.items()
            if spelling.match(text, fold=True) is not None
        )
        word = next(words, None)
        return _closed(kind, word) if word else kind

    def _spelled(self, row: Row, kind: TypeExpr) -> TypeExpr:
        """Return a bare array or object as the type that its description is, if links tell it."""
        if "spelled" not in self._referring.beside or "](" not in row.description:
            return kind
        bare = kind.item if isinstance(kind, OptionalType) else kind
        said = grammar.parse(row.description, self._types, self._depth)
        is_array = bare == ArrayType(ANY) and isinstance(said, ArrayType)
        is_object = bare == ScalarType("object") and isinstance(said, NamedType)
        if isinstance(said, grammar.Fault) or not (is_array or is_object):
            return kind
        if not all(name.target for name in names(said)):
            return kind
        whole = placed(said, lambda _: 0)
        return whole if bare is kind else OptionalType(whole)

    def _valued(self, row: Row, kind: TypeExpr) -> TypeExpr:
        """Return a type with the values that a column lists, or lines of the description."""
        enums = self._enums
        if listed := self._said(row, "values"):
            return with_values(kind, listed)
        if enums.words and enums.are_described(
            self._type_cells.words(row.cells.get("type"))
        ):
            return with_listed(kind, row.description, enums.known["lines"])
        return kind

    def _said(self, row: Row, role: Role) -> str:
        """Return a raw cell, or nothing where it holds words that are no value."""
        text = row.text(role)
        return "" if text and is_nothing(text, self._facts) else text


def _leaves_open(kind: TypeExpr) -> bool:
    """Return whether a type is an array, or a map, of which nothing else is said."""
    match kind:
        case OptionalType(item=inner):
            return _leaves_open(inner)
        case ArrayType(items=inner) | MapType(values=inner):
            return inner == ANY
    return False


def _closed(kind: TypeExpr, inner: ScalarType) -> TypeExpr:
    """Return a type that leaves something open with what that is."""
    match kind:
        case OptionalType(item=item):
            return OptionalType(_closed(item, inner))
        case ArrayType():
            return ArrayType(inner)
    return MapType(inner)
