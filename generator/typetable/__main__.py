"""Run typetable as `python -m typetable`."""

from typetable.cli import run

run()
