"""Open unions: those of which the docs list no member, and the models that could be members.

The one rule kept here: a candidate is a hint, whatever speaks for it, and never a member.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias, cast

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import DraftEnum, DraftObject
from typetable.naming.casing import words
from typetable.notation.types import NamedType, ScalarType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.draft import DraftField, DraftModel, DraftUnion
    from typetable.meaning.references import Place
    from typetable.schema import Value

_NUMBERED = re.compile(r"(.+?)_?(\d{1,9})")

_NAME = re.compile(r"\w+")

_WORDS = 12
"""So many words of a name are looked at from either end."""

_LONG = 200
"""The most characters of a name in a hint, which somebody wants to copy."""

_LISTED = 20
"""So many candidates are shown."""


def report(
    unions: Sequence[tuple[Place, DraftUnion]], models: Sequence[DraftModel]
) -> Iterator[Diagnostic]:
    """Yield a finding (TT214) for each union, with its candidates among all models."""
    candidates = _Candidates(models) if unions else None
    for place, union in unions:
        name = union.name
        message = f"nothing says what `{clipped(name)}` can be"
        found = candidates.of(union) if candidates else []
        members = ", ".join(
            f'"{clipped(each, _LONG)}"' for each in found[:_LISTED] or "AB"
        )
        more = ", ..." if len(found) > _LISTED else ""
        verb = "perhaps" if found else "list the members"
        hint = f'{verb}: `unions."{clipped(name, _LONG)}" = [{members}{more}]` in the overrides'
        yield place.finding(rules.OPEN_UNION, message, hint)


class _Candidates:
    """Models by what makes them candidates: their name, its number, its words, or a constant."""

    def __init__(self, models: Sequence[DraftModel]) -> None:
        self._numbered: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._affixed: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._names = {model.name for model in models}
        objects = [model for model in models if isinstance(model, DraftObject)]
        for name in dict.fromkeys(model.name for model in objects):
            if numbered := _NUMBERED.fullmatch(name):
                self._numbered[numbered[1]].append((int(numbered[2]), name))
            for affix in _affixes(words(name)):
                self._affixed[affix].append(name)
        self._tagged = _tagged(objects, models)

    def of(self, union: DraftUnion) -> list[str]:
        """Return the candidates for a union by what speaks for them most, if anything does."""
        numbered = [each for _, each in sorted(self._numbered.get(union.name, ()))]
        words_of_text = dict.fromkeys(_NAME.findall(union.description))
        others = (word for word in words_of_text if word != union.name)
        named = [word for word in others if word in self._names]
        parts = words(union.name)[:_WORDS]
        affixed = self._affixed.get(parts, [])
        alike = [tags for part in parts for tags in self._tagged.get(part, {}).values()]
        tagged = list(dict.fromkeys(max(alike, key=len, default={}).values()))
        return next((e for e in (named, numbered, affixed, tagged) if len(e) > 1), [])


def _affixes(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words that a name begins with, and those that it ends with, but not all of it."""
    for length in range(1, min(len(parts), _WORDS + 1)):
        yield parts[:length]
        if parts[:length] != parts[-length:]:
            yield parts[-length:]


_Tagged: TypeAlias = "dict[str, dict[str, dict[Value, str]]]"
"""Models by a word of their names, a member that is a constant, and the value of that."""


def _tagged(objects: Iterable[DraftObject], models: Iterable[DraftModel]) -> _Tagged:
    constants = {
        model.name: model.members[0].value
        for model in models
        if isinstance(model, DraftEnum) and len(model.members) == 1
    }
    tagged: _Tagged = defaultdict(lambda: defaultdict(dict))
    for model in objects:
        for row in model.fields:
            tag = _constant(row, constants) if row.required else None
            for word in words(model.name)[:_WORDS] if tag is not None else ():
                tagged[word][row.name].setdefault(cast("Value", tag), model.name)
    return tagged


def _constant(row: DraftField, constants: dict[str, Value | None]) -> Value | None:
    """Return the only value that a field can have, if there is one."""
    match row.type:
        case ScalarType(values=(value,)):
            return value
        case NamedType(name=name):
            return constants.get(name)
        case _:
            return None
