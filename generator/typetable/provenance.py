"""Provenance: fingerprints of what a generated file was made from.

The one rule kept here: a fingerprint covers meaning, not bytes, so that padding and moved rows are
no change, and no path, clock or environment goes into it.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import typetable
from typetable.render import templates_of
from typetable.seal import Provenance, fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from typetable.draft import Draft
    from typetable.schema import Schema
    from typetable.settings import Package


def provenances(
    package: Package, drafts: Sequence[Draft], schema: Schema
) -> tuple[Mapping[str, Provenance], Provenance]:
    """Return the provenance of each module by its page, and that of files of the whole package."""
    settings = _settings(package)
    said = {draft.page: repr(draft.models) for draft in drafts}
    names = [
        f"{module.name}.{model.name}"
        for module in schema.modules
        for model in module.models
    ]
    pages = {
        page: _provenance(fingerprint(text), settings) for page, text in said.items()
    }
    return pages, _provenance(fingerprint(*names), settings)


def _provenance(docs: str, settings: str) -> Provenance:
    return Provenance(
        docs=docs,
        settings=settings,
        typetable=typetable.__version__,
        black=version("black"),
    )


def _settings(package: Package) -> str:
    """Return the fingerprint of all that shapes the output beside the docs."""
    folder: Path | None = package.templates.path if package.templates else None
    return fingerprint(
        package.target,
        package.wire_case,
        repr(package.overrides),
        *templates_of(package.target, folder),
    )
