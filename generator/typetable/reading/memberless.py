"""Models of which the docs list no member, beside the JSON that shows one of them.

The one rule kept here: what such JSON shows is told, and nothing like it is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import DraftObject, DraftUnion, with_others
from typetable.markdown.document import Code
from typetable.notation.types import ANY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Findings
    from typetable.language.draft import Title
    from typetable.markdown.document import Block
    from typetable.notation.types import NamedType

_NO_MEMBERS: dict[str, object] = {}
"""What a model without members is in JSON."""


def memberless(title: Title, bases: tuple[NamedType, ...] = ()) -> DraftObject:
    """Return the object that has no members but those of its bases."""
    return DraftObject(
        name=title.name,
        description=title.description,
        fields=(),
        span=title.span,
        bases=bases,
    )


def as_shown(
    title: Title, blocks: Sequence[Block], findings: Findings
) -> DraftObject | DraftUnion:
    """Return the model of a section that lists no members, of any where its JSON has some (TT133).

    Where that is no object, it is of any type.
    """
    example = next(
        (e for e in blocks if isinstance(e, Code) and e.info == "json"), None
    )
    shown = _value(example.text) if example else _NO_MEMBERS
    model = memberless(title)
    if example is None or shown == _NO_MEMBERS:
        return model
    is_object = isinstance(shown, dict)
    what = "has some" if is_object else "is no object"
    message = f"`{clipped(title.name, 30)}` lists no members, but its example {what}"
    findings.add(rules.CONTRADICTION, example.span, message)
    if is_object:
        return with_others(model)
    return DraftUnion(
        name=title.name, description=title.description, members=(ANY,), span=title.span
    )


def _value(text: str) -> object:
    """Return the value of a text of JSON; one of no members where it is not JSON."""
    try:
        return msgspec.json.decode(text)
    except ValueError:
        return _NO_MEMBERS
