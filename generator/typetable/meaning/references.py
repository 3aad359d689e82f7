"""References: types of the docs as types of the schema, and the names that nothing defines.

The one rule kept here: what cannot be resolved is `any` and named by a finding, once per name.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules, schema
from typetable.diagnostics import clipped, finding
from typetable.language.draft import DraftEnum, DraftObject, DraftUnion
from typetable.meaning.partials import is_partial_name, partial_name
from typetable.notation.types import (
    KINDS,
    ArrayType,
    MapType,
    NamedType,
    OptionalType,
    ScalarType,
    UnionType,
)
from typetable.source import Span
from typetable.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic, Label
    from typetable.meaning.definitions import Definition, Definitions
    from typetable.notation.types import TypeExpr
    from typetable.rules import Rule, Severity
    from typetable.wording.links import Elsewhere


_SCALARS = {name: schema.Scalar(name) for name in get_args(schema.ScalarName)}
"""Each type without parts once, as most fields have one of them."""

NULL = _SCALARS["null"]

_NAMED = 20
"""So many of the names that exist are shown where there is none of a name."""

_WORDS = 6
"""So many words of the dialect are shown where a type is unknown."""

_LISTED = 10
"""So many of the models that a name could mean are shown, for each of its uses."""


class Place(Struct, frozen=True):
    """Where something is said."""

    page: str
    """The page where names are looked up."""
    path: str
    """The file to show."""
    span: Span | None = None
    """The place in it."""
    is_of_docs: bool = True
    """Whether a page says it, and not an override."""

    def of(self, name: NamedType, cell: Span | None) -> Place:
        """Return the place of a name in a type: in the `cell` of that type, or else here."""
        if cell is None:
            return self
        # The type need not be the docs' own: a configuration can say another one.
        start = min(cell.column + name.start, cell.end)
        span = Span(cell.line, start, min(cell.column + name.end, cell.end))
        return Place(self.page, self.path, span)

    def finding(
        self,
        rule: Rule,
        message: str,
        hint: str = "",
        *,
        labels: tuple[Label, ...] = (),
        severity: Severity | None = None,
    ) -> Diagnostic:
        """Return what a rule finds here."""
        return finding(
            rule,
            self.path,
            self.span,
            message,
            hint=hint,
            labels=labels,
            severity=severity,
        )


class References:
    """Resolves the names in types; `diagnostics` says which could not be.

    `partial` are the models of which types name the partial ones.
    """

    def __init__(
        self,
        definitions: Definitions,
        modules: Mapping[str, str],
        words: Mapping[str, str] = MappingProxyType({}),
        elsewhere: Elsewhere = "error",
    ) -> None:
        """Start with no name used.

        `modules` maps pages to the names of their modules; `words` are types that no page defines.
        """
        self._elsewhere = elsewhere
        self._linked: dict[str, list[Place]] = {}
        self._definitions = definitions
        self._modules = modules
        self._words = sorted(words)
        kinds = {kind: word for word, kind in reversed([*words.items()])}
        self._usual = [kinds[kind] for kind in _SCALARS if kind in kinds]
        self._unknown: dict[str, list[Place]] = {}
        self._keys: dict[str, list[Place]] = {}
        self._named_values: dict[Definition, Mapping[str, schema.Value | None]] = {}
        self.partial: set[schema.ModelKey] = set()
        self._misnamed: dict[tuple[str, Place], None] = {}
        self._known: set[str] = set()
        self._with_null: dict[Definition, bool] = {}
        self.diagnostics: list[Diagnostic] = []

    def type(
        self, expression: TypeExpr, place: Place, cell: Span | None = None
    ) -> schema.Type:
        """Return the type that an expression states at `place`, or in a `cell` of that page."""
        match expression:
            case ScalarType(scalar=scalar):
                is_plain = expression == ScalarType(scalar)
                return _SCALARS[scalar] if is_plain else _detailed(expression)
            case NamedType():
                return self._named(expression, place, cell)
            case ArrayType():
                return schema.Array(self.type(expression.items, place, cell))
            case MapType(key=key):
                if key and not self._definitions.lookup(place.page, key):
                    self._keys.setdefault(key.name, []).append(place.of(key, cell))
                return schema.Map(self.type(expression.values, place, cell))
            case OptionalType():
                return _either((self.type(expression.item, place, cell), NULL))
            case UnionType():
                members = (self.type(each, place, cell) for each in expression.members)
                return _either(_gathered(members))

    def _named(self, named: NamedType, place: Place, cell: Span | None) -> schema.Type:
        """Return what a name means at `place`; `any` where nothing defines it.

        An enum with null among its values is that enum, or null.
        """
        found = self._definitions.lookup(place.page, named)
        if not found and named.otherwise:
            return self.type(named.otherwise, place, cell)
        name, place = named.name, place.of(named, cell)
        if not found:
            if not place.is_of_docs:
                self._misnamed[name, place] = None
            else:
                is_elsewhere = named.target and self._elsewhere != "error"
                told = self._linked if is_elsewhere else self._unknown
                told.setdefault(name, []).append(place)
                if is_elsewhere and self._elsewhere == "any":
                    return _SCALARS["any"]
            return schema.Scalar("any", unresolved=name)
        self._known.add(name)
        if len(found) > 1:
            self._report_ambiguous(name, found, place)
        model, module = found[0].model, self._modules[found[0].draft.page]
        is_whole = isinstance(model, DraftObject) and not is_partial_name(model.name)
        is_partial = named.partial and is_whole
        if is_partial:
            self.partial.add((module, model.name))
        called = partial_name(model.name) if is_partial else model.name
        ref = schema.Ref(called, module)
        return _either((ref, NULL)) if self._has_null(found[0]) else ref

    def constant(
        self, expression: TypeExpr, name: str, place: Place
    ) -> schema.Type | None:
        """Return the type of the value of a name in the enum that an expression is, if any is."""
        named = expression if isinstance(expression, NamedType) else None
        found = self._definitions.lookup(place.page, named) if named else ()
        one = self._values_of(found[0]).get(name) if len(found) == 1 else None
        return None if one is None else schema.Scalar(KINDS[type(one)], values=(one,))

    def _values_of(self, definition: Definition) -> Mapping[str, schema.Value | None]:
        """Return the values of an enum by their names; of equal names the first."""
        model = definition.model
        if definition not in self._named_values:
            members = model.members if isinstance(model, DraftEnum) else ()
            by_name = {each.name: each.value for each in reversed(members)}
            self._named_values[definition] = by_name
        return self._named_values[definition]

    def _has_null(self, definition: Definition) -> bool:
        """Return whether a model is an enum with null; each of its members is looked at once."""
        model = definition.model
        if not isinstance(model, DraftEnum | DraftUnion):
            return False
        if definition not in self._with_null:
            self._with_null[definition] = model.has_null
        return self._with_null[definition]

    def _report_ambiguous(
        self, name: str, found: Iterable[Definition], place: Place
    ) -> None:
        candidates = tuple(found)
        labels = tuple(definition.label for definition in candidates[:_LISTED])
        message = (
            f"`{clipped(name)}` could mean {len(candidates)} models on other pages"
        )
        self.diagnostics.append(
            place.finding(rules.AMBIGUOUS_TYPE, message, labels=labels)
        )

    def report_unknown(self, *, strict: bool | None) -> None:
        """Report each name that nothing defines, once, at its first use.

        Where `strict` is None it is an error only if more names are unknown than known, because
        then most of the docs are missing. A link says that it is described elsewhere.
        """
        is_most = strict is None and len(self._unknown) > len(self._known)
        severity: Severity | None = "error" if strict or is_most else None
        known = Suggestions(self._definitions.names())
        self.diagnostics += (
            self._misnamed_in(place, name, known) for name, place in self._misnamed
        )
        beside = ", ".join(self._usual[:_WORDS])
        teach = f"if it is a word: `[types.words]` in your dialect, beside {beside}"
        words = Suggestions([*self._definitions.names(), *self._words])
        told = (self._unknown, known, severity), (self._keys, words, None)
        for names, meant, level in told:
            for name, places in names.items():
                near = meant.nearest(name)
                hint = f"did you mean `{near}`?" if near else teach
                message = f"no type named `{clipped(name)}`"
                self._report_unknown(message, places, hint, level)
        severity = "error" if strict else None
        for name, places in self._linked.items():
            message = f"no table describes `{clipped(name)}`, which is a link"
            self._report_unknown(message, places, "", severity)

    def _report_unknown(
        self, message: str, places: list[Place], hint: str, severity: Severity | None
    ) -> None:
        uses = "" if len(places) == 1 else f" ({len(places)} uses)"
        self.diagnostics.append(
            places[0].finding(
                rules.UNKNOWN_TYPE, f"{message}{uses}", hint, severity=severity
            )
        )

    def _misnamed_in(self, place: Place, name: str, known: Suggestions) -> Diagnostic:
        """Return the error that an override names no type; who wrote it can choose another."""
        names = sorted(self._definitions.names())
        near = known.nearest(name)
        meant = f"did you mean `{near}`? " if near else ""
        hint = f"{meant}there are: {_listed(names)}; and {_listed(self._words)}"
        message = f"no type named `{clipped(name)}`"
        return place.finding(rules.UNKNOWN_TYPE, message, hint, severity="error")


def _listed(names: Sequence[str]) -> str:
    """Return some names, or the first of them and how many more there are."""
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])}{f' and {more:,} more' if more > 0 else ''}"


def _detailed(said: ScalarType) -> schema.Type:
    """Return a scalar of which more is said than its kind."""
    kind = schema.Scalar(
        said.scalar,
        format=said.format,
        max_length=said.max_length,
        values=tuple(value for value in said.values if value is not None),
    )
    return _either((kind, NULL)) if None in said.values else kind


def _gathered(kinds: Iterable[schema.Type]) -> Iterator[schema.Type]:
    """Yield the members of a union, of those that list values one for each kind of scalar."""
    listed: dict[schema.Scalar, dict[schema.Value, None]] = {}
    for kind in kinds:
        if isinstance(kind, schema.Scalar) and kind.values:
            bare = replace(kind, values=())
            listed.setdefault(bare, {}).update(dict.fromkeys(kind.values))
        else:
            yield kind
    yield from (replace(kind, values=(*values,)) for kind, values in listed.items())


def _either(kinds: Iterable[schema.Type]) -> schema.Type:
    """Return a flat union of some types, each once; null is its last member."""
    flat = dict.fromkeys(member for kind in kinds for member in members_of(kind))
    members = sorted(flat, key=lambda member: member == NULL)
    return members[0] if len(members) == 1 else schema.UnionOf(tuple(members))


def members_of(kind: schema.Type) -> tuple[schema.Type, ...]:
    """Return the members of a union; any other type alone."""
    return kind.members if isinstance(kind, schema.UnionOf) else (kind,)
