"""Causes: the rules by which a file of the output is not in step with the docs.

The one rule kept here: a file is in step when its seal fits its code and its body is the new one,
whoever wrote it; then no version and no setting is a cause. Else the seals tell the cause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typetable import rules
from typetable.output.edits import is_merged
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


def edits_of(old: str, seal: Seal) -> tuple[Rule, ...]:
    """Return the cause by which a text does not say what typetable wrote.

    Two sides of a merge are not one text, and another formatter is no editor.
    """
    if is_merged(old):
        return (rules.MERGED_OUTPUT,)
    return () if seal.same_code else (rules.EDITED_OUTPUT,)


def _differences(
    old: str, seal: Seal, new: str, wanted: Seal
) -> tuple[Rule, ...] | None:
    """Return the causes by which two sealed texts differ; `None` if they do not.

    Another layout is told where it is all that differs.
    """
    same = (seal.header, seal.banner, seal.body) == (
        wanted.header,
        wanted.banner,
        wanted.body,
    )
    if same and seal.same_code:
        return None
    if seal.intact:
        return tuple(_other_inputs(seal, wanted))
    if _is_other_seal(old, new, seal, wanted):
        return (rules.MERGED_OUTPUT,)
    if seal.body != wanted.body and is_same_code(seal.body, wanted.body):
        return (rules.REFORMATTED_OUTPUT,)
    return (*edits_of(old, seal), *_other_inputs(seal, wanted))


def _is_other_seal(old: str, new: str, seal: Seal, wanted: Seal) -> bool:
    """Return whether two texts differ in the line of the seal alone, as a merge may leave it."""
    was, is_now = (
        (text.partition(each.banner)[0], each.banner, each.body)
        for text, each in ((old, seal), (new, wanted))
    )
    return was == is_now


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
    """Return whether two texts of one module say the same but for the names of their pages."""
    was, is_now = body_of(old), body_of(new)
    if _PAGE.findall(was) == _PAGE.findall(is_now):
        return False
    return is_same_code(without_pages(was), without_pages(is_now))


def without_pages(body: str) -> str:
    """Return the text of a module without what its docstrings say of pages."""
    return _PAGE.sub("", body)
