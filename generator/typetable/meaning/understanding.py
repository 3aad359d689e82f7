"""Understanding: what the docs of a package mean, with all that later stages ask of it.

The one rule kept here: no function; `pipeline.understand` is what makes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.diagnostics import Diagnostic
    from typetable.language.dialect import Dialect
    from typetable.language.draft import Draft
    from typetable.meaning.conservation import Counts
    from typetable.naming import JsonNames
    from typetable.schema import Schema
    from typetable.settings.package import Overrides, Package
    from typetable.source import SourceFile


class Understanding(Struct, frozen=True, kw_only=True):
    """The meaning of the docs of a package, and the findings about them."""

    package: Package
    """The settings under which the docs were read."""

    schema: Schema
    """All that the docs define; as far as it is known, where there are errors."""

    docs: Mapping[str, str]
    """The fingerprints of the pages that were read, by their names."""

    drafts: tuple[Draft, ...]
    """The draft of each page; none where nobody compares the docs with older ones."""

    without_models: tuple[str, ...]
    """The paths of the pages that define no model."""

    dialect: Dialect
    """The dialect of the pages, as set or as recognised."""

    json_names: JsonNames
    """The spelling of JSON names in the API, as set or as the docs show."""

    overrides: Overrides
    """The overrides that hold, each of a single name."""

    account: Counts
    """The numbers of rows that were read, and of fields, members and findings they became."""

    sources: Mapping[str, SourceFile]
    """The pages by the paths that findings use."""

    diagnostics: tuple[Diagnostic, ...]
    """The findings in the order of `report_order`."""
