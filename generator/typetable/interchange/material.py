"""Material: what stands at the places of a state of the docs: pages, or the schema of one file.

The one rule kept here: what is a schema is told by its name, or on standard input by its brace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import finding
from typetable.interchange import from_json
from typetable.settings.package import Location
from typetable.sources import pages, revisions
from typetable.sources.page_text import read_page

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic
    from typetable.schema import Schema
    from typetable.settings.limits import Limits
    from typetable.source import SourceFile
    from typetable.sources.places import Places
    from typetable.sources.revisions import Revision

NOT_THERE = {rules.UNREADABLE_FILE, rules.UNREADABLE_REVISION, rules.BAD_SCHEMA}
"""The rules of what cannot be read at all."""

_PAGES_IN_A_SCHEMA = 16
"""The size of a schema in largest pages: 128 MiB by default; that of 728 pages has 2.5 MB."""


class Material(Struct, frozen=True, kw_only=True):
    """The pages, or the schema, of a place; `alone` if that is one page and not a folder."""

    pages: tuple[SourceFile, ...] = ()
    schema: Schema | None = None
    unread: tuple[Diagnostic, ...] = ()
    alone: bool = False


def read_material(places: Places, limits: Limits, stdin: bytes = b"") -> Material:
    """Return the pages of places, or the schema of a single one."""
    if len(places) == 1 and _is_schema(places[0].display_path, stdin):
        return _read_schema(places[0], limits, stdin)
    parts: list[Material] = []
    for each in places:
        parts.append(part := _read_pages(each, limits, stdin))
        size = sum(len(page.text) for page in part.pages)
        limits = limits.beside(len(part.pages), size)
    return Material(
        pages=tuple(page for part in parts for page in part.pages),
        unread=tuple(found for part in parts for found in part.unread),
        alone=len(parts) == 1 and parts[0].alone,
    )


def _is_schema(name: str, stdin: bytes) -> bool:
    """Return whether a single file is one: by its ending, or on standard input by its brace."""
    is_object = name == "-" and stdin.lstrip().startswith(b"{")
    return is_object or name.lower().endswith(".json")


def _read_pages(each: Location | Revision, limits: Limits, stdin: bytes) -> Material:
    if isinstance(each, Location):
        sources, unread = pages.read((each,), limits, stdin=stdin)
        return Material(
            pages=sources, unread=unread, alone=not pages.is_folder(each.path)
        )
    blobs, problems = revisions.read(each, limits)
    read = [read_page(b.data, b.path, b.name, limits) for b in blobs]
    sources = tuple(source for source, _ in read if source)
    unreadable = (one for _, found in read for one in found)
    return Material(
        pages=sources,
        unread=(*problems, *unreadable, *pages.namesakes(sources)),
        alone=[blob.path for blob in blobs] == [each.display_path],
    )


def _read_schema(each: Location | Revision, limits: Limits, stdin: bytes) -> Material:
    material = _read_pages(each, limits.of_json(_PAGES_IN_A_SCHEMA), stdin)
    if not material.alone or not material.pages:
        return replace(material, unread=tuple(map(_of_schema, material.unread)))
    schema, found = from_json.from_json(material.pages[0], limits)
    return Material(schema=schema, unread=found)


def _of_schema(found: Diagnostic) -> Diagnostic:
    """Return a finding about the text of a schema as an error: there is no other page."""
    if found.rule in NOT_THERE:
        return found
    return finding(rules.BAD_SCHEMA, found.path, found.span, found.message)
