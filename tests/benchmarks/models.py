"""Measure generated models beside others: `python -m tests.benchmarks.models [--docs DIR]`.

All decode and encode one payload, taking turns, so that a busy machine slows them alike. A ratio is
the median of those of all turns; with it go the quartiles. With `--docs`, what it takes to
import the package of a folder of pages, and the model in it that depends on most modules.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from tests.benchmarks import peers
from tests.golden.everything import (
    INTEGER,
    STRING,
    enum,
    field,
    module,
    ref,
    schema,
    thing,
    union,
)
from tests.golden.packages import imported

from typetable.cli import main as typetable
from typetable.schema import Array, Scalar
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from tests.benchmarks.peers import Codec

    Work = Callable[[], Any]

_COMPILED = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
"""Whoever uses a package has its modules compiled already."""

ORDER = schema(
    module(
        "station",
        thing(
            "Order",
            *(field(f"text_{number}", STRING) for number in range(10)),
            *(field(f"count_{number}", INTEGER) for number in range(3)),
            *(field(f"price_{number}", Scalar("number")) for number in range(2)),
            field("id_", STRING, wire="id", required=True),
            field("first", ref("Colour")),
            field("second", ref("Colour")),
            field("details", ref("Details")),
            field("items", Array(ref("Item"))),
        ),
        thing(
            "Item",
            field("id_", STRING, wire="id", required=True),
            field("name", STRING),
            field("count", INTEGER),
            field("price", Scalar("number")),
            field("colour", ref("Colour")),
        ),
        enum("Colour", "string", RED="red", BLUE="blue"),
        union("Details", ref("Done"), ref("Failed")),
        thing("Done", field("resources", Array(STRING))),
        thing("Failed", field("error", STRING)),
    )
)
"""Twenty fields, enums, an optional union, and a list of objects."""


def payload() -> dict[str, Any]:
    """Return an order of a hundred items, of which every third lacks a member."""
    items: list[dict[str, Any]] = [
        {"id": f"i-{n}", "name": f"item {n}", "price": n + 0.25, "colour": "red"}
        | ({"count": n} if n % 3 else {})
        for n in range(100)
    ]
    return {
        **{f"text_{number}": "some text" for number in range(10)},
        **{f"count_{number}": number for number in range(3)},
        **{f"price_{number}": number + 0.5 for number in range(2)},
        "id": "7",
        "first": "red",
        "second": "blue",
        "details": {"error": "out of stock"},
        "items": items,
    }


LIMITS = {
    ("dataclass, decode", "our pydantic target"): 0.75,
    ("dataclass, encode", "our pydantic target"): 0.5,
    ("dataclass, encode", "our pydantic target, to JSON values"): 0.5,
    ("dataclass, decode", "pydantic"): 0.75,
    ("dataclass, decode", "reflective"): 0.2,
    ("dataclass, encode", "pydantic"): 0.5,
    ("dataclass, encode", "pydantic, to JSON values"): 0.5,
    ("msgspec, decode", "msgspec"): 1.2,
    ("msgspec, encode", "msgspec"): 1.2,
    **{(f"{target}, import", "python -c pass"): 2.0 for target in TARGETS},
    ("dataclass, deepest", "python -c pass"): 5.0,
}
"""How many times as long as a peer a work may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A work beside that of a peer: µs of the processor, and the ratio to the peer's.

    `low` and `high` are the quartiles of the ratio, `most` is what is asked of it, if anything.
    """

    work: str
    peer: str
    median: float
    ratio: float
    low: float
    high: float
    most: float | None

    def __str__(self) -> str:
        """Return a line of the table."""
        asked = f"  asked {self.most}" if self.most else ""
        spread = f"{self.low:.2f} to {self.high:.2f}"
        return (
            f"{self.work:22}{self.median:10.1f}  {self.peer:36}"
            f"{self.ratio:6.2f}  {spread:14}{asked}"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure generated models.")
    parser.add_argument("--docs", type=Path, help="a folder of pages to import")
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    print(f"Python {sys.version.split()[0]}: work, µs, peer, ratio, quartiles")
    for row in rows(arguments.docs, rounds=arguments.rounds):
        print(row)


def rows(docs: Path | None = None, *, rounds: int = 60) -> Iterator[Row]:
    """Yield what decoding and encoding take, and what importing the models of `docs` takes."""
    with tempfile.TemporaryDirectory() as folder:
        yield from codec_rows(Path(folder), rounds)
        if docs:
            yield from import_rows(docs, Path(folder))


def codec_rows(folder: Path, rounds: int) -> Iterator[Row]:
    """Yield what decoding and encoding take, beside peers that do the same kind of work."""
    for target, (own, others) in codecs(folder).items():
        for number, verb in enumerate(("decode", "encode")):
            works = {
                name: work(codec, number) for name, codec in {"": own, **others}.items()
            }
            yield from compared(f"{target}, {verb}", turns(works, rounds))


def codecs(folder: Path) -> dict[str, tuple[Codec, dict[str, Codec]]]:
    """Return how each target decodes and encodes an order, and those that it is compared with."""

    def models(target: str) -> ModuleType:
        return imported(ORDER, target, folder / f"order_for_{target}")

    order, of_pydantic = models("dataclass").Order, models("pydantic").Order
    validate = of_pydantic.model_validate
    own: dict[str, Codec] = {
        "our pydantic target": (validate, of_pydantic.model_dump),
        "our pydantic target, to JSON values": (
            validate,
            lambda made: made.model_dump(mode="json", exclude_unset=True),
        ),
    }
    texts = ("pydantic, text", "pydantic of like behaviour, text")
    structs = ("msgspec", "msgspec with an open enum")
    return {
        "dataclass": ((order.from_dict, order.to_dict), own | found(peers.OF_OBJECTS)),
        "pydantic": (peers.pydantic_text(of_pydantic), found(texts)),
        "msgspec": (peers.msgspec_text(models("msgspec").Order), found(structs)),
    }


def found(names: Iterable[str]) -> dict[str, Codec]:
    """Return the peers of some names, as far as their libraries are installed."""
    return {name: codec for name in names if (codec := peer(name))}


def peer(name: str) -> Codec | None:
    """Return what a peer does; nothing where its library is not installed."""
    try:
        return peers.PEERS[name]()
    except ImportError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return None


def work(codec: Codec, number: int) -> Work:
    """Return what decodes the payload, or encodes what was decoded."""
    decode, encode = codec
    data: Any = payload()
    if decode in peers.FROM_TEXT:
        data = json.dumps(data)
    if number == 0:
        return lambda: decode(data)
    order = decode(data)
    return lambda: encode(order)


def compared(name: str, times: Mapping[str, list[float]]) -> Iterator[Row]:
    """Yield the rows of a work, whose own times are those without a name."""
    own = times[""]
    for other in times:
        if other:
            ratios = [one / two for one, two in zip(own, times[other], strict=True)]
            low, middle, high = quantiles(ratios, n=4)
            yield Row(
                work=name,
                peer=other,
                median=median(own),
                ratio=middle,
                low=low,
                high=high,
                most=LIMITS.get((name, other)),
            )


def turns(works: Mapping[str, Work], rounds: int) -> dict[str, list[float]]:
    """Return the times that each of the works takes, in µs of the processor."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, function in works.items():
            times[name].append(microseconds(function))
    return times


def microseconds(function: Work) -> float:
    """Return what one of thirty calls takes."""
    start = time.process_time_ns()
    for _ in range(30):
        function()
    return (time.process_time_ns() - start) / 30_000


def import_rows(docs: Path, folder: Path) -> Iterator[Row]:
    """Yield what importing a package takes, and using one model of it, beside starting Python."""
    for target in TARGETS:
        output = folder / f"models_for_{target}"
        places = ("--spec", str(docs), "--output", str(output), "--target", target)
        typetable(["generate", *places, "--quiet"])
        name, _ = deepest(output)
        programs = {
            "import": f"import {output.name}",
            "deepest": f"from {output.name}.{name} import *",
            "pass": "pass",
        }
        list(started(programs.values(), folder))
        times = [list(started(programs.values(), folder)) for _ in range(15)]
        package, model, nothing = map(list, zip(*times, strict=True))
        for verb, own in (("import", package), ("deepest", model)):
            found = {"": own, "python -c pass": nothing}
            yield from compared(f"{target}, {verb}", found)


def started(programs: Sequence[str] | Any, folder: Path) -> Iterator[float]:
    """Yield the time of the processor that each program takes, in µs."""
    for program in programs:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-c", program], cwd=folder, env=_COMPILED, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        yield spent * 1e6


def deepest(package: Path) -> tuple[str, set[str]]:
    """Return the module that needs most others, and all of those."""
    imports = {
        path.stem: set(
            re.findall(r"^from \.(\w+) import", path.read_text("utf-8"), re.MULTILINE)
        )
        for path in package.glob("[!_]*.py")
    }
    return max(
        ((name, needed(name, imports)) for name in sorted(imports)),
        key=lambda pair: len(pair[1]),
    )


def needed(name: str, imports: Mapping[str, set[str]]) -> set[str]:
    """Return the modules that a module imports, and those that they import."""
    found = {name}
    waiting = [name]
    while waiting:
        new = imports.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


if __name__ == "__main__":
    main()
