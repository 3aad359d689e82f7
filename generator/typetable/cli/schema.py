"""`typetable schema`: the schema of the docs, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from typetable import pipeline, rules
from typetable.cli import console, flags, results, selection
from typetable.diagnostics import finding, has_errors
from typetable.interchange import json_schema, to_json
from typetable.language.dialect import NONE
from typetable.report import jsontext
from typetable.schema import Schema

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.meaning.understanding import Understanding
    from typetable.settings.package import Package

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
    understood, assumed = _understood(chosen, stdin, complete=complete)
    modules = tuple(module for each in understood for module in each.schema.modules)
    document = _DOCUMENTS[arguments.document](Schema(modules=modules))
    unwritten = console.write(jsontext.as_yaml(document), arguments.output)
    diagnostics = [
        *found,
        *assumed,
        *(each for one in understood for each in one.diagnostics),
        *unwritten,
    ]
    asked = understood if arguments.verbose > arguments.quiet else ()
    reasons = [page for each in asked for page in pipeline.explain(each)]
    report = results.report("schema", understood, diagnostics, reasons=reasons)
    console.show(report, arguments)
    return results.exit_code(diagnostics)


def _understood(
    packages: Sequence[Package], stdin: bytes, *, complete: bool
) -> tuple[list[Understanding], tuple[Diagnostic, ...]]:
    """Return what docs mean; where no family wrote them, as plain tables, which is told (TT507)."""
    read = pipeline.understand_all(packages, stdin, complete=complete)
    unknown = [
        each
        for one in read
        for each in one.diagnostics
        if each.rule is rules.UNKNOWN_DIALECT
    ]
    if not unknown:
        return read, ()
    assumed = [_assumed(one) for one in read]
    again = pipeline.understand_all(assumed, stdin, complete=complete)
    if not any(one.schema.modules for one in again):
        return read, ()
    return again, tuple(_told(each) for each in unknown)


def _assumed(understood: Understanding) -> Package:
    """Return settings with the dialect of most people where none is set or recognised."""
    package = understood.package
    is_open = package.dialect == "auto" and understood.dialect is NONE
    return replace(package, dialect="plain") if is_open else package


def _told(unknown: Diagnostic) -> Diagnostic:
    message = "no family is known to write such tables; they were read as plain ones"
    hint = "`typetable init` learns how they are written, and keeps it"
    place = (unknown.path, unknown.span)
    return finding(rules.ASSUMED_DIALECT, *place, message, hint=hint)


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
