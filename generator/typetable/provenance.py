"""Provenance: what a generated file was made from, as fingerprints for people and as a key.

The one rule kept here: a fingerprint of docs covers their words, whatever the settings make of
them, and not their layout; no path, clock or environment goes into it.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

import typetable
from typetable.format import black_version
from typetable.render import templates_of
from typetable.seal import Provenance, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from typetable.dialect import Dialect
    from typetable.naming import WireCase
    from typetable.schema import Schema
    from typetable.settings import Package
    from typetable.source import SourceFile

_LAYOUT = "|-:"
"""What nothing but the delimiter rows of tables consists of."""


class Ingredients(Struct, frozen=True, kw_only=True, dict=True):
    """All that the modules of a package are made of.

    Where a page is asked for, the empty string stands for all of them.
    """

    package: Package
    dialect: Dialect
    wire_case: WireCase
    sources: tuple[SourceFile, ...]
    schema: Schema

    def provenance(self, page: str) -> Provenance:
        """Return the provenance of the module of a page."""
        source = self._sources.get(page)
        told = [_words(source)] if source else self._names
        return Provenance(
            docs=fingerprint(*told),
            settings=self._settings,
            typetable=typetable.__version__,
            black=black_version(),
        )

    def key(self, page: str, essence: bytes) -> str:
        """Return what stands for all that the sealed text of a module follows from.

        `essence` stands for all that its view does, in 32 bytes.
        """
        source = self._sources.get(page)
        docs = source.text if source else "\n".join(self._names)
        words = (self._settings, typetable.__version__, black_version(), docs)
        data = "\0".join(words).encode("utf-8", "surrogatepass")
        return sha256(essence + data).hexdigest()

    @cached_property
    def _sources(self) -> dict[str, SourceFile]:
        return {source.name: source for source in self.sources}

    @cached_property
    def _names(self) -> list[str]:
        """The names of all models, with those of their modules."""
        return [
            f"{module.name}.{model.name}"
            for module in self.schema.modules
            for model in module.models
        ]

    @cached_property
    def _settings(self) -> str:
        """The fingerprint of all that shapes the output beside the docs."""
        package = self.package
        folder: Path | None = package.templates.path if package.templates else None
        return fingerprint(
            package.target,
            self.wire_case,
            self.dialect.fingerprint,
            repr(package.overrides),
            repr(package.strict_models),
            *templates_of(package.target, folder),
        )


def _words(source: SourceFile) -> str:
    """Return the words of a page: its text but for blanks and for the width of tables."""
    return " ".join(word for word in source.text.split() if word.strip(_LAYOUT))
