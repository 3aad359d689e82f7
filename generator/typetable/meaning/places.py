"""Places that links lead to: anchors of pages, by the paths of these.

The one rule kept here: a link that names a page leads there or nowhere; one that names an anchor
alone leads to its own page, or else to the only model of that anchor on any page.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from typetable.language.draft import names_in
from typetable.language.evidence import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.language.draft import Draft

Place: TypeAlias = tuple[str, str]
"""A page, and the name of a model there."""

_DEEPEST, _LONGEST = 6, 200
"""So many folders a site has in front of its docs, and so many characters count of the name of a
page in an anchor."""

_ENDINGS = (".md", ".mdx", ".markdown", ".html", ".htm")


class Places:
    """The models of anchors."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        """Index the anchors of some pages, in lower case."""
        self._drafts = {draft.page: draft for draft in drafts}
        self._pages: dict[str, list[str]] = defaultdict(list)
        self._anchors: dict[str, list[Place]] = defaultdict(list)
        for page, draft in self._drafts.items():
            for path in _endings_of(_bare(page)):
                self._pages[path].append(page)
            for anchor, model in draft.anchors.items():
                if model:
                    self._anchors[anchor.lower()].append((page, model))

    def of(self, page: str, target: str) -> Sequence[Place]:
        """Return the models that a link on a page may lead to; `#` alone leads nowhere."""
        path, _, anchor = target.partition("#")
        if ":" in path or path.startswith("//") or not (path or anchor):
            return []
        if path:
            other = self._page(page, path)
            return [*self._on(other, anchor)] if other else []
        if "/" in anchor:
            named, _, anchor = anchor.rpartition("/")
            other = self._called(named)
            return [*self._on(other, anchor)] if other else []
        return [*self._on(page, anchor)] or self._anchors.get(anchor.lower(), [])

    def _on(self, page: str, anchor: str) -> Iterator[Place]:
        """Yield the model of an anchor of a page; without one the only model there."""
        draft = self._drafts.get(page)
        if draft is None:
            return
        models = [model.name for model in draft.models]
        if anchor:
            models = [
                draft.anchors.get(anchor) or draft.anchors.get(anchor.lower(), "")
            ]
        if len(models) == 1 and models[0]:
            yield page, models[0]

    def _page(self, page: str, path: str) -> str | None:
        """Return the page of a path, as written or as sites call it, or the only one like it."""
        folder = posixpath.dirname(page)
        here = posixpath.normpath(posixpath.join(folder, path)).lstrip("/")
        tail = posixpath.normpath("/" + path.replace("../", "")).strip("/")
        like = self._pages.get(_bare(here), [])
        exact = [each for each in like if _bare(each) == _bare(here)]
        near = exact or self._pages.get(_bare(tail), [])
        if not near and path.startswith("/"):
            near = self._pages.get(_bare(tail.removeprefix(self._site)), [])
        return near[0] if len(near) == 1 else None

    @cached_property
    def _site(self) -> str:
        """The path of the docs on their site, below which most links from its root find a page."""
        found: dict[str, set[str]] = defaultdict(set)
        for path in self._linked():
            segments = path.strip("/").split("/", _DEEPEST)
            for at in range(1, len(segments)):
                page = _bare("/".join(segments[at:]))
                if page in self._paths:
                    found["/".join(segments[:at]) + "/"].add(page)
        return max(found, key=lambda each: (len(found[each]), -len(each)), default="")

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(map(_bare, self._drafts))

    def _linked(self) -> set[str]:
        """Return the paths from the root of a site to which type cells link."""
        models = (model for each in self._drafts.values() for model in each.models)
        named = (each for model in models for each in names_in(model))
        paths = {each.target.partition("#")[0] for each in named}
        return {each for each in paths if each.startswith("/")}

    def _called(self, name: str) -> str | None:
        """Return the page of a name in anchors, such as `DOCS_RESOURCES_USER`."""
        name = name[-_LONGEST:]
        key = plain(name)
        ends = (self._plain.get(key[at:], []) for at in range(len(key)))
        found = next(filter(None, ends), []) or self._names.get(_behind_first(name), [])
        return found[0] if len(found) == 1 else None

    @cached_property
    def _plain(self) -> dict[str, list[str]]:
        """The pages by their paths without marks and case."""
        pages: dict[str, list[str]] = defaultdict(list)
        for page in self._drafts:
            pages[plain(_bare(page))].append(page)
        return pages

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The pages by their names alone, whatever their folder, without marks and case."""
        pages: dict[str, list[str]] = defaultdict(list)
        for page in self._drafts:
            pages[plain(posixpath.basename(_bare(page)))].append(page)
        return pages


def _behind_first(name: str) -> str:
    """Return what stands behind the first word of a name such as `DOCS_USER`, as `plain`."""
    return plain(name.partition("_")[2])


def _bare(path: str) -> str:
    """Return the path of a page without what sites leave out of it."""
    path = path.rstrip("/")
    ending = next(filter(path.lower().endswith, _ENDINGS), "")
    bare = path[: len(path) - len(ending)]
    folder, _, name = bare.rpartition("/")
    return folder if folder and name.lower() in {"index", "readme"} else bare


def _endings_of(path: str) -> Iterator[str]:
    """Yield a path, and what is left of it below each of its folders."""
    yield path
    while "/" in path:
        path = path.partition("/")[2]
        yield path
