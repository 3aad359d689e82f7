"""Provenance: what a generated file was made from, as fingerprints for people and as a key.

The one rule kept here: a fingerprint of docs covers their words, whatever the settings make of
them, and not their layout; no path, clock or environment goes into it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import astuple

import typetable
from typetable.format import black_version
from typetable.render import templates_of
from typetable.seal import Provenance, fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.dialect import Dialect
    from typetable.naming import WireCase
    from typetable.schema import Schema
    from typetable.settings import Package
    from typetable.source import SourceFile

_LAYOUT = "|-:"
"""What nothing but the delimiter rows of tables consists of."""


class Ingredients(Struct, frozen=True, kw_only=True):
    """All that the modules of a package are made of.

    `settings` is the fingerprint of all that shapes them beside the docs, and `docs` has those of
    the pages by their names, and under the empty string that of the names of all models.
    """

    package: Package
    settings: str
    docs: Mapping[str, str]

    def provenance(self, page: str) -> Provenance:
        """Return the provenance of the module of a page; without one, of files of all pages."""
        return Provenance(
            docs=self.docs[page],
            settings=self.settings,
            typetable=typetable.__version__,
            black=black_version(),
        )

    def key(self, page: str, essence: bytes) -> str:
        """Return what stands for all that the sealed text of a module follows from.

        `essence` stands for all that its view does, in 32 bytes.
        """
        words = astuple(self.provenance(page))
        return sha256(essence + " ".join(words).encode()).hexdigest()


def ingredients(
    package: Package,
    dialect: Dialect,
    wire_case: WireCase,
    docs: Mapping[str, str],
    schema: Schema,
) -> Ingredients:
    """Return what the modules of a package are made of; `docs` has the pages by their names."""
    templates = package.templates.path if package.templates else None
    settings = (
        package.target,
        wire_case,
        dialect.fingerprint,
        repr(package.overrides),
        repr(package.strict_models),
        *templates_of(package.target, templates),
    )
    names = (
        f"{module.name}.{model.name}"
        for module in schema.modules
        for model in module.models
    )
    return Ingredients(
        package=package,
        settings=fingerprint(*settings),
        docs={**docs, "": fingerprint(*names)},
    )


def docs_of(source: SourceFile) -> str:
    """Return the fingerprint of the words of a page: of its text but for blanks and layout."""
    words = (word for word in source.text.split() if word.strip(_LAYOUT))
    return fingerprint(" ".join(words))
