"""Decisions: what the configuration says of a field or union instead of the docs.

The one rule kept here: a decision that the docs have caught up with is reported where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from typetable import rules
from typetable.diagnostics import clipped
from typetable.meaning.overrides import by_subject, model_of
from typetable.meaning.references import Place
from typetable.notation import grammar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.diagnostics import Diagnostic
    from typetable.language.draft import DraftObject
    from typetable.notation.records import Types
    from typetable.notation.types import TypeExpr
    from typetable.settings.package import Override, Overrides

_Said = TypeVar("_Said")


class Decision(NamedTuple, Generic[_Said]):
    """What holds, and the place in the configuration that says so of something on a page."""

    value: _Said
    place: Place


class Decisions:
    """The overrides of single names that hold, and findings about them (TT202, TT221)."""

    def __init__(self, said: Overrides, types: Types) -> None:
        """Index overrides; `types` are how types are written."""
        self._written = types
        self._wire_names = by_subject(said.wire_names)
        self._types = by_subject(said.types)
        self._nullable = by_subject(said.nullable)
        self._unions = by_subject(said.unions)
        of_fields = (self._wire_names, self._types, self._nullable)
        self._models = {model_of(key) for each in of_fields for key in each}
        self._found: list[Diagnostic] = []
        self._needless: dict[Place, str] = {}
        self._needed: set[Place] = set()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Findings about overrides; of a pattern, once all that it is about was asked for."""
        idle = (each for each in self._needless.items() if each[0] not in self._needed)
        needless = (
            place.finding(
                rules.NEEDLESS_OVERRIDE,
                f"the docs say the same of {clipped(what, 40)} now",
                "remove this override",
            )
            for place, what in idle
        )
        return (*self._found, *needless)

    def are_about(self, model: DraftObject) -> bool:
        """Return whether one may be of a field of this model."""
        return model_of(model.name) in self._models

    def wire_name(self, subject: str, derived: str) -> str | None:
        """Return what is said of the JSON name of a field; of itself it would be `derived`."""
        return self._value(self._wire_names, subject, derived)

    def nullable(self, subject: str, *, derived: bool) -> bool | None:
        """Return what is said of null as a value of a field."""
        return self._value(self._nullable, subject, derived)

    def type(
        self, subject: str, derived: TypeExpr, page: str
    ) -> Decision[TypeExpr] | None:
        """Return what is said of the type of a field on a page."""
        override = self._types.get(subject)
        said = self._parsed(override) if override else None
        if override is None or said is None:
            return None
        self._judge(override, subject, is_needless=said == derived)
        return Decision(said, _place(override, page))

    def members(
        self, subject: str, derived: tuple[str, ...], page: str
    ) -> Decision[tuple[str, ...]] | None:
        """Return what is said of the members of a union on a page."""
        names = self._value(self._unions, subject, derived)
        if names is None:
            return None
        return Decision(names, _place(self._unions[subject], page))

    def _value(
        self, said: Mapping[str, Override[_Said]], subject: str, derived: _Said
    ) -> _Said | None:
        """Return what an override says of a subject; note one that says what is derived."""
        override = said.get(subject)
        if override is None:
            return None
        self._judge(override, subject, is_needless=override.value == derived)
        return override.value

    def _parsed(self, override: Override[str]) -> TypeExpr | None:
        said = grammar.parse(override.value, self._written)
        if not isinstance(said, grammar.Fault):
            return said
        self._found.append(_place(override).finding(rules.BAD_TYPE, said.message))
        return None

    def _judge(
        self, override: Override[_Said], subject: str, *, is_needless: bool
    ) -> None:
        """Note whether the docs have caught up with an override; of a pattern, with all of it."""
        place = _place(override)
        if not is_needless:
            self._needed.add(place)
        elif override.pattern:
            self._needless.setdefault(place, f"all that `{override.pattern}` fits")
        else:
            self._needless.setdefault(place, f"`{subject}`")


def _place(override: Override[_Said], page: str = "") -> Place:
    """Return the place of an override, with the page where the names in it are looked up."""
    return Place(page, override.path, override.span, is_of_docs=False)
