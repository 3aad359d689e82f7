"""Places that links lead to: anchors of pages, by the paths of these.

The one rule kept here: a link that names a page leads there or nowhere; one that names an anchor
alone leads to its own page, or else to the only model of that anchor on any page.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.language.draft import Draft

Place: TypeAlias = tuple[str, str]
"""A page, and the name of a model there."""

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
        """Return the models that a link on a page may lead to."""
        path, _, anchor = target.partition("#")
        if ":" in path or path.startswith("//"):
            return []
        if path:
            other = self._page(page, path)
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
        return near[0] if len(near) == 1 else None


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
