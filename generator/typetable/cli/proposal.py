"""A proposal: the configuration that fits docs which nobody has configured yet.

The one rule kept here: a proposed setting was seen in the docs, and a comment says where; one that
was not seen is left to its default, or to the reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable import rules
from typetable.cli import surroundings
from typetable.diagnostics import counted
from typetable.language.draft import DraftEnum, DraftObject
from typetable.learning.lessons import comment, quoted
from typetable.meaning.wire_case import verdict_in
from typetable.settings.package import location
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from typetable.cli.dry_run import DryRun
    from typetable.cli.look import Look
    from typetable.examples.corrections import Correction
    from typetable.language.draft import Draft
    from typetable.settings.package import Location


class Proposal(Struct, frozen=True, kw_only=True):
    """Settings for some docs, and the evidence for each."""

    spec: tuple[str, ...]
    """The folders and pages of the docs."""

    counts: str
    """The numbers of pages and models in them, in words."""

    output: str
    """The name of a folder that is free."""

    dialect: str
    """The name of the dialect."""

    title: str
    """The title of the dialect."""

    line_length: int | None
    """The width of lines, where formatters are set to another one than the usual."""

    exclusions: tuple[str, ...]
    """What keeps formatters away from the output, and where it is to be written."""

    wire_case: str
    """The case of JSON names."""

    is_sure: bool
    """Whether enough in the docs shows it."""

    evidence: str
    """The sentence on names in the docs that show the spelling, or on there being none."""

    examples: str
    """How many examples decode, of all; empty where there are none."""

    corrections: tuple[Correction, ...]
    """What examples show against their tables."""


def folders(drafts: Iterable[Draft], root: Path) -> tuple[Location, ...]:
    """Return the outermost folders, below `root`, of pages that have property tables.

    Pages in `root` itself, such as a README, stand for themselves: all else is below it, too.
    """
    here = root.resolve()
    pages = [(here / draft.path).resolve() for draft in drafts if _has_tables(draft)]
    parents = {page.parent for page in pages if page.parent != here}
    outermost = {f for f in parents if not parents.intersection(f.parents)}
    found = sorted((*outermost, *(page for page in pages if page.parent == here)))
    below = (path.relative_to(here) for path in found)
    return tuple(location(path.as_posix(), root) for path in below)


def _has_tables(draft: Draft) -> bool:
    """Return whether a page defines more than headings, which any page has."""
    return any(isinstance(model, DraftObject | DraftEnum) for model in draft.models)


def propose(look: Look, root: Path, dialect: str, trial: DryRun) -> Proposal:
    """Return the settings that fit what some docs mean, in the dialect of a name."""
    understood = look.understood
    account, package = understood.account, understood.package
    verdict = verdict_in(understood.diagnostics)
    is_sure = verdict is not None and verdict.rule is rules.DECIDED_CASE
    output = surroundings.free_output(root)
    return Proposal(
        spec=tuple(place.display_path for place in package.spec),
        counts=f"{counted(account.pages, 'page')}, {counted(account.models, 'model')}",
        output=output,
        line_length=surroundings.line_length(root),
        exclusions=tuple(surroundings.exclusions(root, output)),
        dialect=dialect,
        title=understood.dialect.title,
        wire_case=understood.json_names.case,
        is_sure=is_sure,
        evidence=verdict.message if verdict else "no name has more than one word",
        examples=trial.examples,
        corrections=look.corrections,
    )


def toml(proposal: Proposal, *, header: str = "") -> str:
    """Return the proposal as commented TOML, below `header` where there is one."""
    lines = [f"[{header}]"] if header else []
    return "\n".join((*lines, *_settings(proposal))) + "\n"


def _settings(proposal: Proposal) -> Iterator[str]:
    spec = ", ".join(map(quoted, proposal.spec))
    one = len(proposal.spec) == 1
    targets = ", ".join(sorted(TARGETS))
    yield f"spec = {spec if one else f'[{spec}]'} # {comment(proposal.counts)}"
    yield f"output = {quoted(proposal.output)} # the package to generate"
    yield f'target = "dataclass" # one of: {targets}'
    if proposal.line_length:
        yield f"line_length = {proposal.line_length} # as formatters here have it"
    yield f"dialect = {quoted(proposal.dialect)} # {comment(proposal.title)}"
    yield f"# {comment(proposal.evidence)}"
    mark = "" if proposal.is_sure else "# "
    yield f"{mark}wire_case = {quoted(proposal.wire_case)} # or snake, camel, pascal, kebab"
    yield "# strict = true # take types that nothing defines for errors"
    if proposal.examples:
        yield f"# examples = true # let check look at them, too: {proposal.examples}"
    for each in proposal.corrections:
        yield from _corrected(each)


def _corrected(correction: Correction) -> Iterator[str]:
    """Yield an override with what shows it; one that is left to people is a comment."""
    mark, ask = ("", "") if correction.is_sure else ("# ", " Should it be?")
    yield f"# {comment(correction.evidence)}{ask}"
    is_true = correction.value is True
    value = "true" if is_true else quoted(str(correction.value))
    stated = f"{{ as = {value}, expect = {quoted(correction.expect)} }}"
    yield f"{mark}overrides.{correction.kind}.{quoted(correction.key)} = {stated}"


def appended(text: str, section: str) -> str:
    """Return a text with a section behind it, a blank line between, in the line ends of the text.

    Not a character of the text itself is changed.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text else end if text.endswith("\n") else end * 2
    return text + gap + section.replace("\n", end)
