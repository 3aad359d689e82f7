"""Measure unions with a tag beside one of pydantic's: `python -m tests.benchmarks.tagged`.

All decode a hundred objects, of twelve members in turn; what is asked is at most 1.5 times as long
as a discriminated union that somebody wrote for pydantic.
"""

from __future__ import annotations

import json
import tempfile
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import pydantic
from tests.benchmarks.models import compared, turns
from tests.golden.everything import (
    INTEGER,
    STRING,
    field,
    module,
    ref,
    schema,
    thing,
    union,
)
from tests.golden.packages import imported

from typetable.schema import Array, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.models import Row

MEMBERS = range(12)


def _part(number: int) -> Any:
    tag = Scalar("string", values=(f"kind{number}",))
    return thing(
        f"Part{number}",
        field("type", tag, required=True),
        field("id_", STRING, wire="id", required=True),
        field(f"size_{number}", INTEGER, required=True),
        field("note", STRING),
        field("flag", Scalar("boolean")),
    )


PARTS = schema(
    module(
        "station",
        *map(_part, MEMBERS),
        union("Part", *(ref(f"Part{number}") for number in MEMBERS)),
        thing("Holder", field("parts", Array(ref("Part")), required=True)),
    )
)


def by_hand() -> type[pydantic.BaseModel]:
    """Return the model of a list of parts as the documentation of pydantic writes it."""
    create: Any = pydantic.create_model
    members = [
        create(
            f"Hand{number}",
            type=(Literal[f"kind{number}"], ...),
            id=(str, ...),
            note=(str | None, None),
            flag=(bool | None, None),
            **{f"size_{number}": (int, ...)},
        )
        for number in MEMBERS
    ]
    tag: Any = pydantic.Field(discriminator="type")
    either: Any = Annotated.__class_getitem__((reduce(or_, members), tag))  # type: ignore[attr-defined]
    made: type[pydantic.BaseModel] = create("Hand", parts=(list[either], ...))
    return made


def payload() -> dict[str, Any]:
    """Return a hundred parts."""
    numbers = (number % len(MEMBERS) for number in range(100))
    common = {"id": "x", "note": "n", "flag": True}
    parts = [{"type": f"kind{n}", f"size_{n}": n, **common} for n in numbers]
    return {"parts": parts}


def rows(folder: Path, rounds: int = 60) -> Iterator[Row]:
    """Yield what decoding takes, of Python's objects and of text."""
    data, text = payload(), json.dumps(payload())
    made = {
        target: imported(PARTS, target, folder / f"parts_for_{target}").Holder
        for target in ("dataclass", "pydantic", "msgspec")
    }
    hand, decoder = by_hand(), msgspec.json.Decoder(made["msgspec"])
    of_objects = {
        "dataclass": lambda: made["dataclass"].from_dict(data),
        "pydantic": lambda: made["pydantic"].model_validate(data),
    }
    of_text = {
        "dataclass, text": lambda: made["dataclass"].from_dict(json.loads(text)),
        "pydantic, text": lambda: made["pydantic"].model_validate_json(text),
        "msgspec, text": lambda: decoder.decode(text),
    }
    for works, peer in (
        (of_objects, lambda: hand.model_validate(data)),
        (of_text, lambda: hand.model_validate_json(text)),
    ):
        for name, work in works.items():
            yield from compared(name, turns({"": work, "by hand": peer}, rounds))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder)):
            print(row)


if __name__ == "__main__":
    main()
