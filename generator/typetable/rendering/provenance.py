"""Provenance: the inputs of a generated file, as fingerprints for people and as a key.

The one rule kept here: no path, clock or environment goes into a fingerprint.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import astuple

import typetable
from typetable.naming.casing import snake
from typetable.output.seal import NO_DOCS, NO_NAMES, Provenance, fingerprint
from typetable.python.layout import WIDTH
from typetable.python.style import black_version
from typetable.rendering.templates import templates_of
from typetable.schema import ObjectModel
from typetable.targets import TARGETS
from typetable.targets.json_names import usual_style
from typetable.targets.package import SUPPORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typetable.language.dialect import Dialect
    from typetable.schema import Field, Module, Schema
    from typetable.settings.package import Package


_SETTINGS, _NAMES = 8, 4
"""The digits of fingerprints for which a line of 88 characters has room; chance is no more than one
in 65,536 that another spelling of names is told as another cause."""


class Inputs(Struct, frozen=True, kw_only=True):
    """The inputs of the modules of a package.

    `settings` is the fingerprint of all that shapes them beside the docs, and `docs` has those of
    the pages by their names, and under the empty string that of the names of all models. `names`
    has those of the JSON names of pages, and under the empty string that of their style.

    Files of all pages have no more of these than they depend on: they stay as they are where
    something else changes, and would tell else how a package grew.
    """

    package: Package
    settings: str
    docs: Mapping[str, str]
    names: Mapping[str, str]

    def provenance(self, page: str, path: str) -> Provenance:
        """Return the provenance of the module of a page; without one, of a file of all pages."""
        is_support = not page and path == f"{SUPPORT}.py"
        has_names = page or is_support
        return Provenance(
            docs=NO_DOCS if is_support else self.docs[page],
            names=self.names.get(page, NO_NAMES) if has_names else NO_NAMES,
            settings=self.settings,
            typetable=typetable.__version__,
            black=black_version(),
        )

    def key(self, page: str, path: str, digest: bytes) -> str:
        """Return the digest of all inputs of the sealed text of a module, in 64 digits.

        `digest` is that of the inputs of its view, in 32 bytes.
        """
        words = astuple(self.provenance(page, path))
        return sha256(digest + " ".join(words).encode()).hexdigest()


def inputs_of(
    package: Package,
    dialect: Dialect,
    docs: Mapping[str, str],
    schema: Schema,
) -> Inputs:
    """Return the inputs of the modules of a package; `docs` has fingerprints by names of pages.

    Raises RenderError where there are too many templates.
    """
    templates = package.templates.path if package.templates else None
    settings = (
        package.target,
        package.wire_case,
        repr(package.acronyms),
        dialect.fingerprint,
        repr(package.overrides),
        *(f"{each.subject!r} {each.reads}" for each in package.accept),
        repr((package.strict_models, package.nullable_responses, package.plain_names)),
        *templates_of(package.target, templates),
        *_layout(package),
    )
    style = fingerprint(_style(schema))[:_NAMES]
    names = (
        f"{module.name}.{model.name}"
        for module in schema.modules
        for model in module.models
    )
    return Inputs(
        package=package,
        settings=fingerprint(*settings)[:_SETTINGS],
        docs={**docs, "": fingerprint(*names)},
        names={
            module.page: fingerprint(*(row.wire_name for row in _rows(module)))[:_NAMES]
            for module in schema.modules
        }
        | ({"": style} if TARGETS[package.target].has_style else {}),
    )


def _layout(package: Package) -> Iterator[str]:
    """Yield what is set of the layout of modules; what existed before does not change by it."""
    if package.line_length != WIDTH:
        yield f"line_length {package.line_length}"
    if package.header:
        yield package.header


def _style(schema: Schema) -> str:
    """Return the style of most JSON names, which files of all pages have."""
    rows = (row for module in schema.modules for row in _rows(module))
    return usual_style((snake(row.name), row.wire_name) for row in rows)


def _rows(module: Module) -> Iterator[Field]:
    objects = (each for each in module.models if isinstance(each, ObjectModel))
    return (row for model in objects for row in model.fields)
