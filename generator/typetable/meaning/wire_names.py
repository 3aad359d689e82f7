"""Wire names of the fields of one object, where somebody disputes them.

The one rule kept here: two members of an object never have one name in JSON; that is an error at
the second one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import Label, clipped, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.language.draft import Draft, DraftField, DraftObject


class WireNames(Struct, frozen=True):
    """The wire names of all fields, in their order, and what is wrong with them."""

    names: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def settle(
    draft: Draft,
    model: DraftObject,
    names: Sequence[str],
    override: Callable[[str, str], str | None],
) -> WireNames:
    """Return the wire names of fields that are called so by the wire case (TT218 for equal ones).

    `override` returns what the settings say of a subject instead of a name, if anything.
    """
    counts = Counter(names)
    settled: list[str] = []
    told: list[Diagnostic] = []
    first: dict[str, DraftField] = {}
    for row, name in zip(model.fields, names, strict=True):
        # `x_` beside `x` is no escaped `x`: then the underscore is part of the name
        derived = row.name if counts[name] > 1 and row.name.endswith("_") else name
        subject = f"{model.name}.{row.name}"
        own = override(subject, derived)
        settled.append(derived if own is None else own)
        earlier = first.setdefault(settled[-1], row)
        if earlier is not row:
            told.append(_shared(draft, subject, row, earlier, settled[-1]))
    return WireNames(tuple(settled), tuple(told))


def _shared(
    draft: Draft, subject: str, row: DraftField, earlier: DraftField, wire_name: str
) -> Diagnostic:
    return finding(
        rules.DUPLICATE_WIRE_NAME,
        draft.path,
        row.span,
        f"`{clipped(earlier.name)}` and `{clipped(row.name)}` are both `{clipped(wire_name)}`",
        hint=f'override one of them: `wire_names."{subject}" = "..."`',
        labels=(Label(path=draft.path, span=earlier.span, text="the other one"),),
    )
