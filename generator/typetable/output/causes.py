"""Causes: the rules by which a file of the output is not in step with the docs.

The one rule kept here: a file is in step when its seal is intact and its body is the new one,
whoever wrote it; then no version and no setting is a cause. Else the seals tell the cause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable import rules
from typetable.output.edits import is_merged, is_reformatted
from typetable.output.seal import NO_DOCS, NO_NAMES, body_of, open_seal
from typetable.python.sameness import is_same_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.output.seal import Seal
    from typetable.rules import Rule

OF_DOCS = {
    rules.DOCS_CHANGED,
    rules.SPELLING_CHANGED,
    rules.MISSING_OUTPUT,
    rules.LEFT_OVER_OUTPUT,
    rules.PAGE_RENAMED,
    rules.ABSENT_DOCS,
    rules.MOVED_MODEL,
}
"""The causes by which the page of a file changed, came or went."""

MESSAGES = {
    rules.DOCS_CHANGED: "the docs of this file changed",
    rules.EDITED_OUTPUT: "this file was edited by hand",
    rules.REFORMATTED_OUTPUT: "another formatter rewrote this file",
    rules.MERGED_OUTPUT: "a merge left its marks in this file",
    rules.SETTINGS_CHANGED: "this file was made with other templates or settings",
    rules.VERSION_CHANGED: "this file was made by another typetable or black",
    rules.SPELLING_CHANGED: "the docs now show another spelling of JSON names in this file",
    rules.PAGE_RENAMED: "the page of this file has another name now",
    rules.MISSING_OUTPUT: "this file is missing",
    rules.LEFT_OVER_OUTPUT: "no page asks for this file any more",
    rules.MOVED_MODEL: "models of this file stand on another page now",
    rules.ABSENT_DOCS: "this file was made from docs that are not here",
    rules.FOREIGN_FILE: "typetable did not write this file",
}
"""The message of each cause."""


_PAGE = re.compile(r"Documented\s+in\s+`[^`]+`")
"""What the docstring of a model says of its page."""


def causes_of(old: str | None, new: str) -> tuple[Rule, ...] | None:
    """Return the causes by which a file is not in step, as its seal tells; `None` if it is."""
    if old is None:
        return (rules.MISSING_OUTPUT,)
    if old == new:
        return None
    if is_merged(old):
        return (rules.MERGED_OUTPUT,)
    wanted = open_seal(new)
    if (
        wanted is None
    ):  # a marker such as `py.typed`, of which nothing proves whose it is
        return None
    seal = open_seal(old)
    return _differences(old, seal, new, wanted) if seal else (rules.FOREIGN_FILE,)


def edits_of(old: str, seal: Seal, new: str = "") -> tuple[Rule, ...]:
    """Return the cause by which a text is not as typetable wrote it, `new` being what it becomes.

    Two sides of a merge are not one text, and another formatter is no editor.
    """
    if is_merged(old):
        return (rules.MERGED_OUTPUT,)
    if seal.intact:
        return ()
    if is_reformatted(old, new):
        return (rules.REFORMATTED_OUTPUT,)
    return (rules.EDITED_OUTPUT,)


def _differences(
    old: str, seal: Seal, new: str, wanted: Seal
) -> tuple[Rule, ...] | None:
    """Return the causes by which two sealed texts differ; `None` if they do not."""
    same = (seal.header, seal.banner, seal.body) == (
        wanted.header,
        wanted.banner,
        wanted.body,
    )
    if seal.intact and same:
        return None
    edits = edits_of(old, seal, new)
    is_same = rules.REFORMATTED_OUTPUT in edits and is_same_code(seal.body, wanted.body)
    return edits if is_same else (*edits, *_other_inputs(seal, wanted))


def _other_inputs(old: Seal, new: Seal) -> Iterator[Rule]:
    """Yield the causes by which two texts were made of other inputs."""
    was, is_now = old.provenance, new.provenance
    if not (was and is_now):
        return
    if is_now.docs not in {NO_DOCS, was.docs}:
        yield rules.DOCS_CHANGED
    if was.settings != is_now.settings:
        # another typetable has other templates and dialects, which are settings, too
        if was.typetable == is_now.typetable:
            yield rules.SETTINGS_CHANGED
    # other words or settings mean other names anyway
    elif is_now.docs in {NO_DOCS, was.docs} and was.names not in {
        NO_NAMES,
        is_now.names,
    }:
        yield rules.SPELLING_CHANGED
    if (was.typetable, was.black) != (is_now.typetable, is_now.black):
        yield rules.VERSION_CHANGED


def is_renamed(old: str | None, new: str | None) -> bool:
    """Return whether two texts of one module differ in nothing but the names of their pages."""
    bodies = (" ".join(body_of(text).split()) for text in (old, new))
    (was, names), (is_now, new_names) = map(_unnamed, bodies)
    return was == is_now and names != new_names


def without_pages(body: str) -> str:
    """Return the text of a module without what its docstrings say of pages."""
    return _PAGE.sub("", body)


def _unnamed(body: str) -> tuple[str, list[str]]:
    """Return a module without the names of pages that its docstrings tell, and these."""
    return without_pages(body), _PAGE.findall(body)
