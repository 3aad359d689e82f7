"""Columns of details: what says more of a type than the column of types does.

A type `array` and a detail `string` are an array of strings, `object` and `[Tag](#tag)` that model,
`string` and `` `a` `b` `` two values of text.

The one rule kept here: a detail narrows its type and makes no other one of it. What it does not
narrow stays text, and so does what may be a value of several types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable.markdown.spans import seen
from typetable.notation import grammar
from typetable.notation.formats import refined
from typetable.notation.notation import first_match
from typetable.notation.types import (
    ANY,
    NULL,
    ArrayType,
    NamedType,
    OptionalType,
    ScalarType,
    UnionType,
    names,
    union,
)
from typetable.notation.values import value_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from typetable.notation.records import Types
    from typetable.notation.types import TypeExpr
    from typetable.schema import ScalarName, Value

_STRING, _LIST = ScalarType("string"), ArrayType(ANY)

_NARROWER: Mapping[ScalarName, frozenset[ScalarName]] = {
    "string": frozenset(("date", "date-time", "bytes")),
    "number": frozenset(("integer",)),
}
"""Scalars whose values are all of another one."""

_KINDS: Mapping[ScalarName, tuple[type, ...]] = {
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
"""What the values of scalars are."""

_PYTHON = {"True": "true", "False": "false", "None": "null"}
"""How Python spells JSON."""


class Detailed(Struct, frozen=True):
    """A type, and what of the cell that says more of it is text, raw."""

    kind: TypeExpr
    left: str = ""


class Details(Struct, frozen=True):
    """Reads the cells that say more of types, on one page."""

    types: Types
    """How types are written."""
    depth: int
    """How many types may be nested."""
    lists: Collection[str]
    """The models of the page that are arrays themselves."""

    def read(self, kind: TypeExpr, raw: str) -> Detailed:
        """Return a type with what a raw cell says more of it."""
        if not raw:
            return Detailed(kind)
        values = _coded(raw)
        said = self._word(values) if values else self._said(raw)
        if several := self._of_several(kind, raw):
            return several
        if said == kind:
            return Detailed(kind)
        if values:
            is_unclear = said is not None and kind in (_LIST, ANY)
            narrower = None if is_unclear else valued(kind, values)
        else:
            narrower = self._narrowed(kind, said) if said else None
        return Detailed(narrower) if narrower else Detailed(kind, raw)

    def _of_several(self, kind: TypeExpr, raw: str) -> Detailed | None:
        """Return a type by alternatives of which it is but the first, or `None` if it is not.

        What stands behind the first may be what an array holds that is an alternative.
        """
        parts = self.types.apart(raw)
        is_first = self.types.named == "first"
        if len(parts) == 1 or not ((kind == _LIST and is_first) or _is_scalar(kind)):
            return None
        known = [self._alternative(kind, part) for part in parts]
        is_wider = any(each and not _is_of(each, kind) for each in known)
        if not (is_first or is_wider):
            are_models = any(isinstance(each, NamedType) for each in known)
            left = raw if None in known else ""
            return (
                Detailed(union(e or kind for e in known), left) if are_models else None
            )
        whole = union([known[0] or kind, *(each or ANY for each in known[1:])])
        if ANY in _members(whole):
            return Detailed(ANY, raw)
        either = union((*_members(whole), ArrayType(whole)))
        return Detailed(either, raw if None in known else "")

    def _alternative(self, kind: TypeExpr, raw: str) -> TypeExpr | None:
        """Return the type that one of several alternatives is, or nothing where nobody knows."""
        values = _coded(raw)
        if not values:
            return self._said(raw)
        if any("<" in each for each in values):  # which is a range
            return None
        of_kind = valued(kind, values) if _is_scalar(kind) else None
        return self._word(values) or of_kind or valued(ANY, values)

    def _said(self, raw: str) -> TypeExpr | None:
        """Return the type that a cell states, or nothing.

        A word that is no link may be any, and a link to another site is no type.
        """
        inline = seen(raw)
        if form := first_match(self.types.formats, inline.text.strip()):
            known = refined(_STRING, form.text, self.types)
            return None if known == _STRING else known
        if any("://" in each.target for each in inline.stretches):
            return None
        said = grammar.parse(raw, self.types, self.depth)
        if isinstance(said, grammar.Fault):
            return None
        return said if all(each.target for each in names(said)) else None

    def _word(self, values: Sequence[str]) -> TypeExpr | None:
        """Return the type that a single code is, or nothing where it is a value."""
        said = grammar.parse(values[0], self.types, self.depth)
        if len(values) > 1 or isinstance(said, grammar.Fault) or [*names(said)]:
            return None
        return said

    def _narrowed(self, kind: TypeExpr, said: TypeExpr) -> TypeExpr | None:
        """Return what a type is by its detail, or `None` where that is none of it."""
        if said in (kind, ANY):
            return kind
        match kind:
            case OptionalType(item=item):
                inner = self._narrowed(item, said)
                return union((inner, NULL)) if inner else None
            case UnionType(members=members):
                return union(each for one in members for each in self._part(one, said))
            case ArrayType() if kind == _LIST:
                return union(self._part(kind, said))
            case ScalarType():
                parts = _members(said)
                is_wider = kind in parts  # as where the column of types names but one
                return said if is_wider or all(_is_of(e, kind) for e in parts) else None
        return None

    def _part(self, kind: TypeExpr, said: TypeExpr) -> Sequence[TypeExpr]:
        """Return what one of several types is by a detail of all, itself where none is said."""
        if kind == _LIST:
            items = [each for each in _members(said) if not self._is_list(each)]
            lists = [each for each in _members(said) if self._is_list(each)]
            return [*lists, *((ArrayType(union(items)),) if items else ())]
        return [each for each in _members(said) if _is_of(each, kind)] or (kind,)

    def _is_list(self, kind: TypeExpr) -> bool:
        """Return whether a type is an array itself, as the model of a name may be."""
        is_model = isinstance(kind, NamedType) and kind.name in self.lists
        return is_model or isinstance(kind, ArrayType)


def _is_scalar(kind: TypeExpr) -> bool:
    return isinstance(kind, ScalarType) and kind != ANY


def _members(kind: TypeExpr) -> Sequence[TypeExpr]:
    return kind.members if isinstance(kind, UnionType) else (kind,)


def _is_of(part: TypeExpr, kind: TypeExpr) -> bool:
    """Return whether all values of a type are of a scalar, as those of a model may be."""
    if isinstance(part, NamedType) or kind in (part, ANY):
        return True
    if not (isinstance(part, ScalarType) and isinstance(kind, ScalarType)):
        return False
    wider = part.scalar == kind.scalar and kind == ScalarType(kind.scalar)
    return wider or part.scalar in _NARROWER.get(kind.scalar, ())


def _coded(raw: str) -> tuple[str, ...]:
    """Return the code in a cell that holds nothing else; links hold patterns and models."""
    inline = seen(raw)
    if any(each.mark == "link" for each in inline.stretches):
        return ()
    code = [each for each in inline.stretches if each.mark == "code"]
    edges = [0, *(at for each in code for at in (each.start, each.end)), None]
    between = (inline.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    return () if "".join(between).strip() else tuple(inline.marked("code"))


def valued(kind: TypeExpr, texts: Sequence[str]) -> TypeExpr | None:
    """Return a type with the values that are written so, or `None` where one may be another."""
    match kind:
        case OptionalType(item=item):
            inner = valued(item, [each for each in texts if _value(each) is not None])
            return union((inner, NULL)) if inner else None
        case ArrayType(items=items):
            inner = valued(items, texts)
            return ArrayType(inner) if inner else None
        case ScalarType(scalar="string"):
            return replace(kind, values=tuple(dict.fromkeys(texts)))
        case ScalarType(scalar="any"):
            are_texts = all(type(_value(each)) is str for each in texts)
            are_texts &= not any("<" in each for each in texts)  # which is a range
            return valued(_STRING, texts) if are_texts else None
        case ScalarType(scalar=scalar):
            values = dict.fromkeys(map(_value, texts))
            are_of = all(type(each) in _KINDS.get(scalar, ()) for each in values)
            return replace(kind, values=tuple(values)) if are_of else None
    return None


def _value(text: str) -> Value | None:
    """Return the value that a text states; nothing where that is null, a list or an object."""
    return None if text[:1] in {"[", "{"} else value_of(_PYTHON.get(text, text))
