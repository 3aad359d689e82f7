"""Values of JSON and YAML, as Python has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typetable.interchange.json_values import JsonValue


def told(value: JsonValue) -> Any:  # whatever YAML can be
    """Return a value as Python has it; what may be of any kind as dots."""
    match value.kind:
        case "object":
            return {each.name: told(each.value) for each in value.members}
        case "array":
            return [told(each) for each in value.items]
        case "any":
            return ...
    return value.scalar
