"""How each target is used: what a caller of its models writes.

The one rule kept here: a kit calls what the library's own users would call, and nothing of ours
that is not in the generated package.
"""

import dataclasses
import json
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import pydantic


@dataclasses.dataclass(frozen=True, kw_only=True)
class Kit:
    """Functions of a target; `error` is what it raises, `places` returns the pointers in that."""

    target: str
    decode: Callable[..., Any]
    encode: Callable[[Any], Any]
    replace: Callable[..., Any]
    error: type[Exception]
    places: Callable[[Any], list[str]]


def pointer(keys: Iterable[str | int]) -> str:
    """Return the JSON pointer of a path."""
    return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in keys)


def msgspec_places(error: Exception) -> list[str]:
    """Return the pointer in a message such as "Expected `int` - at `$.at.lon`".

    Where a union is in it there may be two paths, of which the last one is the outer one.
    """
    _, *paths = str(error).split(" - at `$")
    path = "".join(path.rstrip("`") for path in reversed(paths))
    return [path.replace(".", "/").replace("[", "/").replace("]", "")]


KITS = {
    kit.target: kit
    for kit in (
        Kit(
            target="dataclass",
            decode=lambda model, data, **options: model.from_dict(data, **options),
            encode=lambda model: model.to_dict(),
            replace=dataclasses.replace,
            error=ValueError,
            places=lambda error: [problem.pointer for problem in error.problems],
        ),
        Kit(
            target="pydantic",
            decode=lambda model, data, **options: model.model_validate_json(
                json.dumps(data), **options
            ),
            encode=lambda model: model.model_dump(mode="json", exclude_unset=True),
            replace=lambda model, **changes: model.model_copy(update=changes),
            error=pydantic.ValidationError,
            places=lambda error: [pointer(each["loc"]) for each in error.errors()],
        ),
        Kit(
            target="msgspec",
            decode=lambda model, data, **options: msgspec.json.decode(
                json.dumps(data), type=model, **options
            ),
            encode=lambda model: json.loads(msgspec.json.encode(model)),
            replace=msgspec.structs.replace,
            error=msgspec.ValidationError,
            places=msgspec_places,
        ),
        Kit(
            target="typeddict",
            decode=lambda _, data: json.loads(json.dumps(data)),
            encode=lambda model: json.loads(json.dumps(model)),
            replace=lambda model, **changes: model | changes,
            error=ValueError,
            places=lambda _: [],
        ),
    )
}
"""The kits by their targets; a typed dictionary is what `json` gives."""
