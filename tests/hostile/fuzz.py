"""Fuzzing by hand: pages to schema to code to gate, as many as fit into the time.

    python tests/hostile/fuzz.py SECONDS [SEED]       random pages
    python tests/hostile/fuzz.py --atheris [FLAGS]    coverage-guided; needs `pip install atheris`

The first finding stops the run: the page is written to `finding.md` and the error is raised.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "generator")]

# found by the lines above where this is run as a program
from tests.hostile import fragments  # noqa: E402

from typetable import gate, naming, pipeline  # noqa: E402
from typetable.cli import results  # noqa: E402
from typetable.diagnostics import has_errors  # noqa: E402
from typetable.language.dialects import packaged  # noqa: E402
from typetable.rendering import templates  # noqa: E402
from typetable.report import FORMATS, Screen, report_lines  # noqa: E402
from typetable.settings.package import Location, Package, override  # noqa: E402
from typetable.targets import TARGETS, unsayable  # noqa: E402

if TYPE_CHECKING:
    from typetable.schema import Schema
    from typetable.targets import Target

SLOWEST = 5.0
_FORMATS = (*FORMATS,)
_TARGETS = (*TARGETS.values(),)
_DIALECTS = (*packaged(),)
PACKAGE = Package(
    path="pyproject.toml",
    spec=(Location(path=Path("-"), display_path="-"),),
    dialect="liblab",
)


def check_page(data: bytes, turn: int) -> bool:
    """Put a page through everything but the disk; raise for what must not be.

    Dialects, targets and formats of reports take turns. Returns whether the page was taken.
    """
    start = time.process_time()
    dialect = _DIALECTS[turn // len(_TARGETS) % len(_DIALECTS)]
    understood = pipeline.understand(override(PACKAGE, dialect=dialect), data)
    assert understood.account.balances, understood.account
    report = results.report("check", [understood], understood.diagnostics)
    for line in report_lines(report, _FORMATS[turn % len(_FORMATS)], Screen()):
        assert "\x1b" not in line
        assert "##[" not in line
    taken = not has_errors(understood.diagnostics)
    if taken:
        taken = _check_output(understood.schema, _TARGETS[turn % len(_TARGETS)])
    assert time.process_time() - start < SLOWEST
    return taken


def _check_output(schema: Schema, target: Target) -> bool:
    """Render every file of a target, and put it through the gate and back."""
    names, clashes = naming.assign(schema, target.reserved)
    if has_errors([*clashes, *unsayable(target, schema)]):
        return False
    for view in target.views(schema, names):
        if view.allowed:  # the others hold nothing from the docs
            text = templates.render(target.name, view)
            problems = gate.inspect(text, view.allowed, view.readback)
            assert problems == (), (target.name, view.path, problems)
    return True


def run_randomly(seconds: float, seed: int) -> None:
    """Check random pages until the time is over, and say how many."""
    chooser = random.Random(seed)  # noqa: S311  # no secret
    taken = 0
    end = time.monotonic() + seconds
    for count in itertools.count():
        if time.monotonic() > end:
            break
        text = fragments.page(chooser.choice)
        data = text.encode("utf-8", "surrogatepass")
        try:
            taken += check_page(data, count)
        except BaseException:
            Path("finding.md").write_bytes(data)
            sys.stderr.write(f"page {count} of seed {seed} is in finding.md\n")
            raise
    sys.stdout.write(f"seed {seed}: {count:,} pages, {taken:,} of them taken\n")


def run_guided() -> None:
    """Let atheris choose."""
    import atheris  # noqa: PLC0415  # only where it is installed

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        turn = provider.ConsumeIntInRange(0, 255)
        if provider.ConsumeBool():
            check_page(provider.ConsumeBytes(len(data)), turn)
        else:
            text = fragments.page(lambda options: provider.PickValueInList([*options]))
            check_page(text.encode("utf-8", "surrogatepass"), turn)

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *sys.argv[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1] == "--atheris":
        run_guided()
    else:
        run_randomly(float(sys.argv[1]), int((*sys.argv, "1")[2]))
