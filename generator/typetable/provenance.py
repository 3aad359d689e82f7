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
    from collections.abc import Callable
    from pathlib import Path

    from typetable.dialect import Dialect
    from typetable.naming import WireCase
    from typetable.schema import Schema
    from typetable.settings import Package
    from typetable.source import SourceFile

_LAYOUT = "|-:"
"""What nothing but the delimiter rows of tables consists of."""


class Ingredients(Struct, frozen=True, kw_only=True):
    """All that the modules of a package are made of."""

    package: Package
    dialect: Dialect
    wire_case: WireCase
    sources: tuple[SourceFile, ...]
    schema: Schema


def provenances(made_from: Ingredients) -> Callable[[str], Provenance]:
    """Return what tells the provenance of the module of a page; without one, of all modules."""
    settings = _settings(made_from)
    sources = {source.name: source for source in made_from.sources}
    names = [
        f"{module.name}.{model.name}"
        for module in made_from.schema.modules
        for model in module.models
    ]

    def provenance_of(page: str) -> Provenance:
        told = [_words(sources[page])] if page else names
        return _provenance(fingerprint(*told), settings)

    return provenance_of


def _words(source: SourceFile) -> str:
    """Return the words of a page: its text but for blanks and for the width of tables."""
    return " ".join(word for word in source.text.split() if word.strip(_LAYOUT))


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
