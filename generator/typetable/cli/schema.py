"""`typetable schema`: what the docs say, as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from typetable import pipeline, schema_json
from typetable.cli import console, flags, packages, results
from typetable.diagnostics import has_errors

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Print what some pages say, whatever else is wrong with them; findings go to stderr."""
    arguments = _parser().parse_args(argv)
    chosen, found = packages.chosen(arguments, "spec")
    if has_errors(found):
        console.show(results.report("schema", (), found), arguments)
        return results.exit_code(found)
    stdin = console.standard_input() if "-" in arguments.spec else b""
    understood = [pipeline.understand(package, stdin) for package in chosen]
    documents = [schema_json.to_json(each.schema) for each in understood]
    merged = {
        **documents[0],
        "modules": [m for each in documents for m in each["modules"]],
    }
    text = json.dumps(merged, indent=2, ensure_ascii=False)
    if arguments.output == "-":
        console.say([text])
    else:
        Path(arguments.output).write_text(f"{text}\n", encoding="utf-8")
    diagnostics = [*found, *(each for one in understood for each in one.diagnostics)]
    console.show(results.report("schema", understood, diagnostics), arguments)
    return results.exit_code(diagnostics)


def _parser() -> ArgumentParser:
    parser = flags.parser(
        "schema",
        "Print what the docs say, as JSON: modules, models, fields, types, lines.",
        [
            "typetable schema                          the docs of the configuration",
            "typetable schema docs/models > schema.json",
            "cat Page.md | typetable schema -          one page from standard input",
        ],
    )
    parser.add_argument(
        "spec",
        metavar="PATH",
        nargs="*",
        help="pages, folders, or `-` for standard input",
    )
    parser.add_argument(
        "--output", metavar="FILE", default="-", help="`-` is standard output"
    )
    parser.add_argument(
        "--package",
        metavar="NAME",
        action="append",
        default=[],
        help="one of several packages",
    )
    flags.add_settings(parser)
    flags.add_report(parser)
    return parser
