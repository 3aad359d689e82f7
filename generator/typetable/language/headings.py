"""Headings: a page with those that its dialect sees, however they are written.

The one rule kept here: what becomes a heading stays at its place, and what was one stays one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable.language import outline
from typetable.language.bold_headings import with_bold
from typetable.language.heading_tags import with_headings
from typetable.language.unspaced_headings import with_unspaced

if TYPE_CHECKING:
    from typetable.language.sections import Models
    from typetable.markdown.document import Document


def as_seen(document: Document, models: Models) -> Document:
    """Return a page in which all that `[models]` takes for a heading is one."""
    if models.unspaced:
        document = with_unspaced(document)
    if models.tags:
        document = with_headings(document, models.tags)
    if models.titled:
        document = outline.titled(document)
    return with_bold(document, models)
