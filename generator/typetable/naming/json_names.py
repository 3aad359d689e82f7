"""JSON names: what an API calls the members that its docs name.

The one rule kept here: a name that nobody has seen in JSON follows from the documented one, from
its case and from acronyms, and from nothing else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, field

from typetable.naming.casing import capitalised, humps, kebab, snake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

WireCase: TypeAlias = Literal["as-documented", "snake", "camel", "pascal", "kebab"]
"""How an API spells the names of its JSON members."""

Acronyms: TypeAlias = "tuple[tuple[str, str], ...]"
"""Words in small letters, and how they are spelled inside of names: `id` as `ID`."""


class JsonNames(Struct, frozen=True, kw_only=True):
    """The spelling of JSON names in an API."""

    case: WireCase
    """The case of all names."""
    acronyms: Acronyms = ()
    """The words that keep capitals of their own in camel and pascal case."""
    single: Mapping[str, str] = field(default_factory=dict)
    """The names that were seen spelled otherwise, by documented names."""
    unguarded: Mapping[str, str] = field(default_factory=dict)
    """The names that the language of the docs owns, by how they are guarded there."""
    exact: bool = False
    """Whether the docs write names as JSON has them, underscores at their ends, too."""

    def of(self, documented: str) -> str:
        """Return the JSON name of a documented field."""
        if self.exact:
            return documented
        seen = self.single.get(documented) or self.unguarded.get(documented)
        return seen or wire_name(documented, self.case, self.acronyms)


def taken_apart(documented: str) -> tuple[str, str, str]:
    """Return underscores before a name, the name, and underscores behind it, as JSON has them.

    The docs put an underscore behind names that Python owns (`id_`) and before digits
    (`_2_kills`): those two go, others at the ends stay. A name that no identifier could
    be is not spelled for Python: all of it stands before a name that is empty.
    """
    name = documented.removesuffix("_") or documented
    if name[:1] == "_" and name[1:2].isdecimal():
        name = name[1:]
    body = name.strip("_")
    if not body or not f"_{body}".isidentifier():
        return name, "", ""
    before, after = name.split(body, 1)
    return before, body, after


@lru_cache(maxsize=4096)  # docs give many fields the same few names
def wire_name(documented: str, case: WireCase, acronyms: Acronyms = ()) -> str:
    """Return the JSON name of the field `documented` where the API uses `case`."""
    before, body, after = taken_apart(documented)
    return before + _SPELLINGS[case](body, dict(acronyms)) + after if body else before


def _snake(name: str, _: Mapping[str, str]) -> str:
    return name if name == name.lower() else snake(name)


def _camel(name: str, acronyms: Mapping[str, str]) -> str:
    """Return `name` in camel case; capitals inside of words stay as they are documented."""
    first, *rest = _parts(name, acronyms)
    is_pascal = name[0].isupper() and "_" not in name and not name.isupper()
    return "".join((first.lower() if is_pascal else first, *_raised(rest, acronyms)))


def _pascal(name: str, acronyms: Mapping[str, str]) -> str:
    return "".join(_raised(_parts(name, acronyms), acronyms))


def _parts(name: str, acronyms: Mapping[str, str]) -> tuple[str, ...]:
    """Return the parts of `name` that may begin with a capital."""
    return humps(name) if acronyms or name[0].isupper() else tuple(name.split("_"))


def _raised(parts: Sequence[str], acronyms: Mapping[str, str]) -> Iterator[str]:
    return (acronyms.get(part.lower()) or capitalised(part) for part in parts)


_SPELLINGS: dict[WireCase, Callable[[str, Mapping[str, str]], str]] = {
    "as-documented": lambda name, _: name,
    "snake": _snake,
    "camel": _camel,
    "pascal": _pascal,
    "kebab": lambda name, _: kebab(name),
}
