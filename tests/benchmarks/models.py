"""Measure generated models beside others: `python -m tests.benchmarks.models [--docs DIR]`.

All decode and encode one payload, taking turns, so that a busy machine slows them alike; what is
shown is the median of each, and its ratio to pydantic. With `--docs`, what it takes to import the
package of a folder of pages, and the model in it that depends on most modules.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.benchmarks.peers import PEERS
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import ModuleType

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


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure generated models.")
    parser.add_argument("--docs", type=Path, help="a folder of pages to import")
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        models = imported(ORDER, "dataclass", Path(folder) / "order_models")
        print(f"Python {sys.version.split()[0]}")
        print_speeds(models, arguments.rounds)
        if arguments.docs:
            print_imports(arguments.docs, Path(folder))


def print_speeds(models: ModuleType, rounds: int) -> None:
    """Print the time that decoding and encoding take, and their ratio to pydantic's."""
    data = payload()
    peers = {"typetable dataclass": (models.Order.from_dict, models.Order.to_dict)}
    for name, make in PEERS.items():
        try:
            peers[name] = make()
        except ImportError as error:
            print(f"{name}: {error}")
    decoded = {name: decode(data) for name, (decode, _) in peers.items()}
    decoding = turns({n: (decode, data) for n, (decode, _) in peers.items()}, rounds)
    encoding = turns(
        {n: (encode, decoded[n]) for n, (_, encode) in peers.items()}, rounds
    )
    print(f"{'µs':28}{'decode':>8}{'ratio':>7}{'encode':>9}{'ratio':>7}")
    for name in peers:
        one, other = decoding[name], encoding[name]
        ratios = [times[name] / times["pydantic"] for times in (decoding, encoding)]
        print(f"{name:28}{one:8.1f}{ratios[0]:7.2f}{other:9.1f}{ratios[1]:7.2f}")


def turns(
    calls: Mapping[str, tuple[Callable[[Any], Any], Any]], rounds: int
) -> dict[str, float]:
    """Return the median time of each call in µs of the processor."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, (function, argument) in calls.items():
            times[name].append(microseconds(function, argument))
    return {name: median(found) for name, found in times.items()}


def microseconds(function: Callable[[Any], Any], argument: object) -> float:
    """Return what one of thirty calls takes."""
    start = time.process_time_ns()
    for _ in range(30):
        function(argument)
    return (time.process_time_ns() - start) / 30_000


def print_imports(docs: Path, folder: Path) -> None:
    """Print what it takes to start Python, to import a package, and to use one model of it."""
    output = folder / "models"
    typetable(["generate", "--spec", str(docs), "--output", str(output), "--quiet"])
    name, needs = deepest(output)
    runs = {
        "pass": "pass",
        "import models": "import models",
        f"models.{name} ({len(needs)} modules)": f"from models.{name} import *",
    }
    list(started(runs.values(), folder))
    times = [list(started(runs.values(), folder)) for _ in range(15)]
    for run, found in zip(runs, zip(*times, strict=True), strict=True):
        ratio = median(found) / median(first for first, *_ in times)
        print(f"{run:50}{median(found):8.1f} ms{ratio:7.2f}")


def started(programs: Sequence[str] | Any, folder: Path) -> Iterator[float]:
    """Yield the time that each program takes, in ms."""
    for program in programs:
        start = time.perf_counter_ns()
        subprocess.run(
            [sys.executable, "-c", program], cwd=folder, env=_COMPILED, check=True
        )
        yield (time.perf_counter_ns() - start) / 1e6


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
