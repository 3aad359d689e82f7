"""Records of meaning: what it takes beside the drafts of pages, and what it gives.

The one rule kept here: no function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from typetable.meaning.acceptance import Accept
from typetable.wording.links import Referring

if TYPE_CHECKING:
    from typetable import schema
    from typetable.diagnostics import Diagnostic
    from typetable.naming import JsonNames
    from typetable.notation.records import Types
    from typetable.settings.package import Overrides


class Meaning(Struct, frozen=True, kw_only=True):
    """What the configuration says about meaning."""

    json_names: JsonNames
    """How the API spells its JSON names."""
    overrides: Overrides
    """What the docs leave out or get wrong."""
    types: Types
    """How types are written."""
    referring: Referring = Referring()
    """What the names in them mean."""
    strict: bool | None = None
    """Whether unknown types are errors; for None they are only if more of the names in use are
    unknown than known, because then most of the docs are missing."""
    samples: tuple[Any, ...] = ()
    """Values of JSON that the API has sent or received."""
    accept: Accept = Accept()
    """The errors that are none."""


class Resolved(Struct, frozen=True, kw_only=True):
    """What all pages say together, and what does not fit."""

    schema: schema.Schema
    """The models of all pages."""
    diagnostics: tuple[Diagnostic, ...]
    """What does not fit."""
    overrides: Overrides
    """The overrides that hold, each of a single name."""
    repeated: int
    """Rows of models that are left out because they stand elsewhere too."""
    unnamed: int
    """Rows of other models that are no member: the type of all others, or null in an enum."""
    made: int
    """Fields that no row states."""
    accepted: int = 0
    """Rows of which the configuration accepts an error."""
    omitted: int = 0
    """Those of them that it leaves out."""
