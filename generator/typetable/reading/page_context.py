"""Page contexts: what all readers of the sections of one page share.

The one rule kept here: a reader takes what it needs of it once, when it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Collection

    from typetable.diagnostics import Findings
    from typetable.language.dialect import Dialect
    from typetable.language.texts import Texts
    from typetable.reading.reasons import Reasons
    from typetable.settings.limits import Limits
    from typetable.source import SourceFile


class PageContext(Struct, frozen=True, kw_only=True, eq=False):
    """What the sections of a page are read by, and where what is found there goes."""

    source: SourceFile
    """The page."""
    dialect: Dialect
    """How it is written."""
    texts: Texts
    """What tells its texts from lines that have a meaning."""
    limits: Limits
    """How large it may be."""
    findings: Findings
    """The findings about it."""
    lists: Collection[str] = ()
    """The names of its models that are arrays."""
    repeated: Collection[str] = ()
    """The names above tables of several of its sections."""
    reasons: Reasons | None = None
    """Why it says what it says, where somebody asks."""
