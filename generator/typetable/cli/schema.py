"""`typetable schema`: the schema of the docs, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import pipeline
from typetable.cli import console, flags, results, selection
from typetable.diagnostics import has_errors
from typetable.interchange import json_schema, to_json
from typetable.report import jsontext
from typetable.schema import Schema

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

_DOCUMENTS = {
    "json": to_json.to_json,
    "jsonschema": json_schema.json_schema,
    "openapi": json_schema.openapi,
}
"""The formats of the schema, by the value of `--format`."""


def run(argv: Sequence[str]) -> int:
    """Print the schema of pages, also of pages with errors; findings go to standard error."""
    arguments = command_line().parse_args(argv)
    chosen, found = selection.chosen(arguments, "spec")
    if has_errors(found):
        console.show(results.report("schema", (), found), arguments)
        return results.exit_code(found)
    stdin = console.standard_input() if "-" in arguments.spec else b""
    complete = not arguments.package
    understood = pipeline.understand_all(chosen, stdin, complete=complete)
    modules = tuple(module for each in understood for module in each.schema.modules)
    document = _DOCUMENTS[arguments.document](Schema(modules=modules))
    unwritten = console.write(jsontext.as_yaml(document), arguments.output)
    diagnostics = [
        *found,
        *(each for one in understood for each in one.diagnostics),
        *unwritten,
    ]
    asked = understood if arguments.verbose > arguments.quiet else ()
    reasons = [page for each in asked for page in pipeline.explain(each)]
    report = results.report("schema", understood, diagnostics, reasons=reasons)
    console.show(report, arguments)
    return results.exit_code(diagnostics)


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    parser = flags.parser(
        "schema",
        "Print what the docs say, as JSON: modules, models, fields, types, lines.",
        [
            "typetable schema                          the docs of the configuration",
            "typetable schema docs/models > schema.json",
            "cat Page.md | typetable schema -          one page from standard input",
            "typetable schema --dialect ours.toml docs -v    why each table is read so",
        ],
        places=" [PATH...]",
    )
    parser.add_argument(
        "spec",
        metavar="PATH",
        nargs="*",
        help="pages, folders, or `-` for standard input",
    )
    parser.add_argument(
        "--format",
        dest="document",
        choices=tuple(_DOCUMENTS),
        default="json",
        help="typetable's own (default), JSON Schema 2020-12, or OpenAPI 3.1 components",
    )
    parser.add_argument(
        "--output", metavar="FILE", default="-", help="`-` is standard output"
    )
    flags.add_package_names(parser)
    flags.add_settings(parser)
    flags.add_verbosity(parser)
    return parser
