"""Provenance: fingerprints of what a generated file was made from.

The one rule kept here: a fingerprint of docs covers their words, whatever the settings make of
them, and not their layout; no path, clock or environment goes into it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

import typetable
from typetable.format import black_version
from typetable.render import templates_of
from typetable.seal import Provenance, fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from typetable.dialect import Dialect
    from typetable.naming import WireCase
    from typetable.schema import Schema
    from typetable.settings import Package
    from typetable.source import SourceFile

_LAYOUT = frozenset("|-: ")
"""What nothing but the delimiter rows of tables consists of."""


class Ingredients(Struct, frozen=True, kw_only=True):
    """All that the modules of a package are made of."""

    package: Package
    dialect: Dialect
    wire_case: WireCase
    sources: tuple[SourceFile, ...]
    schema: Schema


def provenances(
    made_from: Ingredients,
) -> tuple[Mapping[str, Provenance], Provenance]:
    """Return the provenance of each module by its page, and that of files of the whole package."""
    settings, schema = _settings(made_from), made_from.schema
    said = {source.name: _words(source) for source in made_from.sources}
    names = [
        f"{module.name}.{model.name}"
        for module in schema.modules
        for model in module.models
    ]
    pages = {
        page: _provenance(fingerprint(text), settings) for page, text in said.items()
    }
    return pages, _provenance(fingerprint(*names), settings)


def _words(source: SourceFile) -> str:
    """Return the words of a page: its text but for blanks and for the width of tables."""
    words = source.text.split()
    return " ".join(word for word in words if not _LAYOUT.issuperset(word))


def _provenance(docs: str, settings: str) -> Provenance:
    return Provenance(
        docs=docs,
        settings=settings,
        typetable=typetable.__version__,
        black=black_version(),
    )


def _settings(made_from: Ingredients) -> str:
    """Return the fingerprint of all that shapes the output beside the docs."""
    package = made_from.package
    folder: Path | None = package.templates.path if package.templates else None
    return fingerprint(
        package.target,
        made_from.wire_case,
        made_from.dialect.fingerprint,
        repr(package.overrides),
        repr(package.strict_models),
        *templates_of(package.target, folder),
    )
