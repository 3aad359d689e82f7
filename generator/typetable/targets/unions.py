"""Unions: those whose members a function of the module tells apart.

The one rule kept here: the shapes of members are made when a function is first called, because a
member may be in a module that is imported later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.python import literals
from typetable.python.characters import columns
from typetable.python.layout import WIDTH
from typetable.python.statements import enclosed, returned, value_after
from typetable.schema import UnionOf
from typetable.targets.views import UnionView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.schema import Type
    from typetable.targets.spelling import Speller


def inline_unions(speller: Speller) -> Iterator[UnionView]:
    """Yield the unions in type cells, those that others of them mention too."""
    waiting = [*speller.inline]
    done: set[str] = set()
    while waiting:
        decoder = waiting.pop(0)
        done.add(decoder)
        yield union_view(speller, speller.inline[decoder].members, decoder=decoder)
        waiting = [name for name in speller.inline if name not in done]


def union_view(
    speller: Speller,
    members: Sequence[Type],
    *,
    decoder: str,
    name: str = "",
    docstring: str = "",
    tag: str = "",
) -> UnionView:
    """Return the view of a union; without `members` it may be anything, and nothing decodes it."""
    if name:
        speller.typing.add("TypeAlias")
    alias = speller.either(members) if members else speller.scalar("any")
    is_deferred = bool(name) and _is_deferred(speller, members)
    annotation = name or "Any"
    words = decoder.removeprefix("_").removeprefix("decode_")
    shaper = speller.private_name(f"_shapes_of_{words}", decoder)
    shapes = tuple(map(speller.shape, speller.catalog.flattened(members)))
    return UnionView(
        is_named=bool(name),
        is_first=False,
        is_deferred=is_deferred,
        is_decoded=bool(members),
        name=name,
        alias=value_after(f"{name}: TypeAlias = ", alias, indent=4 * is_deferred),
        annotation=annotation,
        docstring=docstring,
        decoder=decoder,
        parameters=enclosed(
            f"def {decoder}", ["data: Any", "strict: bool"], f" -> {annotation}:"
        ),
        arguments=enclosed("return best_fit", _arguments(shaper, tag), indent=4),
        shaper=shaper,
        shaped=returned(f"def {shaper}()", f"Shapes[{annotation}]"),
        shapes=shapes,
        is_single=_fits_alone(shapes),
    )


def _fits_alone(shapes: tuple[str, ...]) -> bool:
    """Return whether the only shape of a union fits the line that returns it."""
    if len(shapes) != 1 or "\n" in shapes[0]:
        return False
    return columns(f"    return ({shapes[0]},)") <= WIDTH


def _arguments(shaper: str, tag: str) -> list[str]:
    """Return the arguments that the function passes on."""
    arguments = ["data", "strict", f"{shaper}()"]
    return [*arguments, literals.string(tag)] if tag else arguments


def _is_deferred(speller: Speller, members: Sequence[Type]) -> bool:
    """Return whether an alias names modules that may not be complete when it is made."""
    mentioned = speller.catalog.mentioned(UnionOf(tuple(members)))
    return any(speller.catalog.is_in_cycle(speller.module, ref) for ref in mentioned)
