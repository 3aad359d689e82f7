"""Measure typetable beside others: `python -m tests.benchmarks.run [--quick] [SHEET...]`.

Each tool is a process of its own, as users start it. The tables are Markdown.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import sheets, works
from tests.benchmarks.costs import middle, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.costs import Cost
    from tests.benchmarks.limits import Verdict
    from tests.benchmarks.sheets import Sheet, Studio


def main(argv: Sequence[str] | None = None) -> int:
    """Print a table of each sheet, and one of what was asked; return 1 where that is missed."""
    arguments = command_line().parse_args(argv)
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    verdicts: list[Verdict] = []
    with tempfile.TemporaryDirectory() as folder:
        studio = _studio(arguments, Path(folder))
        for name in arguments.sheet:
            for sheet in sheets.SHEETS[name](studio):
                print("\n".join(table(sheet)), flush=True)
                verdicts += sheet.verdicts
    print("\n".join(judgement(verdicts)) if verdicts else "")
    missed = not all(each.holds for each in verdicts)
    return int(missed and not arguments.quick)


def command_line() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "sheet",
        nargs="*",
        type=_known,
        default=list(sheets.SHEETS),
        help=f"{', '.join(sheets.SHEETS)}; all by default",
    )
    parser.add_argument(
        "--quick", action="store_true", help="few pages, once: too few to judge by"
    )
    parser.add_argument("--turns", type=int, default=5, help="how often each work runs")
    parser.add_argument(
        "--docs", type=Path, action="append", help="a folder of pages; may be repeated"
    )
    for peer, program in works.PEERS.items():
        parser.add_argument(f"--{peer.lower()}", metavar="FILE", help=f"the {program}")
    return parser


def _known(name: str) -> str:
    """Return the name of a sheet that exists."""
    if name not in sheets.SHEETS:
        message = f"no sheet is named {name}"
        raise argparse.ArgumentTypeError(message)
    return name


def _studio(arguments: argparse.Namespace, folder: Path) -> Studio:
    named = {peer: getattr(arguments, peer.lower()) for peer in works.PEERS}
    corpus = sorted(sheets.CORPUS.glob("*-python"))
    studio = sheets.Studio(
        folder=folder,
        docs=corpus if arguments.docs is None else arguments.docs,
        turns=arguments.turns,
        peers=works.found(named),
    )
    if not arguments.quick:
        return studio
    return replace(studio, docs=arguments.docs or (), pages=20, turns=1, sizes=(1, 20))


def table(sheet: Sheet) -> Iterator[str]:
    """Yield the lines of a sheet: what each work cost, and what cannot be said in numbers."""
    yield from (f"## {sheet.title}", "")
    if sheet.costs:
        yield from columns("work", ("wall, ms", "spread", "CPU, ms", "spread", "MB"))
        yield from (_row(name, costs) for name, costs in sheet.costs.items())
        yield ""
    yield from [*sheet.text, ""] if sheet.text else []
    yield from (f"* {line}" for line in sheet.lines)
    yield from (f"* not measured: {name} is not installed" for name in sheet.absent)
    yield from [""] if sheet.lines or sheet.absent else []


def _row(name: str, costs: Sequence[Cost]) -> str:
    wall, cpu = (f"{1000 * middle(costs, each):,.1f}" for each in ("wall", "cpu"))
    spreads = [f"{spread(costs, each):.0%}" for each in ("wall", "cpu")]
    memory = f"{middle(costs, 'memory'):.0f}"
    return line(name, (wall, spreads[0], cpu, spreads[1], memory))


def judgement(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield the lines of the table of limits, with those that are missed before the others."""
    yield from ("## asked", "")
    yield from columns("what", ("at most", "reached", "by CPU", "missed"), ("where",))
    for each in sorted(verdicts, key=lambda verdict: verdict.holds):
        cpu = "" if each.cpu is None else _number(each.cpu)
        numbers = (_number(each.most), _number(each.reached), cpu)
        missed = "" if each.holds else "missed"
        yield line(each.said, (*numbers, missed), (each.where,))


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 10 else f"{value:.0f}"


def columns(
    first: str, numbers: Sequence[str], texts: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the head of a table."""
    yield line(first, numbers, texts)
    yield line(":--", ["--:" for _ in numbers], [":--" for _ in texts])


def line(first: str, numbers: Sequence[str], texts: Sequence[str] = ()) -> str:
    """Return a row of a table: numbers stand at the right of their cells."""
    cells = [f"{first:36}", *(f"{number:>8}" for number in numbers), *texts]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
