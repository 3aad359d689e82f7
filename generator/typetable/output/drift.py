"""Drift: what separates an output folder from the docs, as findings and as a diff.

The one rule kept here: every cause of every action is said, and whatever would be lost is named
before anything is written.
"""

from __future__ import annotations

from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import Label, finding, shown
from typetable.output.blame import changes
from typetable.output.edits import original
from typetable.output.plan import OF_DOCS
from typetable.output.seal import open_seal
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.output.blame import Change, Origin
    from typetable.output.plan import Action, WritePlan
    from typetable.rules import Rule

_HANDFUL = 5
"""So many files may be deleted without asking, and up to half of those that there are."""

_GENERATE = "run `typetable generate`"
_FORCE = "`typetable generate --force`"

_CAUSES = {
    rules.DOCS_CHANGED: "the docs of this file changed",
    rules.EDITED_OUTPUT: "this file was edited by hand",
    rules.SETTINGS_CHANGED: "this file was made with other templates or settings",
    rules.VERSION_CHANGED: "this file was made by another typetable or black",
    rules.MISSING_OUTPUT: "this file is missing",
    rules.LEFT_OVER_OUTPUT: "no page asks for this file any more",
    rules.FOREIGN_FILE: "typetable did not write this file",
}
"""What each cause says of a file."""

_LOSSES = {
    rules.EDITED_OUTPUT: f"move the edit elsewhere, or discard it with {_FORCE}",
    rules.FOREIGN_FILE: "rename or move this file, or choose another `output`",
}
"""What to do about the causes that would lose what a person wrote."""

_EMPTY = "delete this empty file, or choose another `output`"
"""What to do about a foreign file without text, by which a folder may be a package."""

_NEVER = (rules.FOREIGN_FILE,)
"""The causes that nobody can override."""

_NAMED = 5
"""So many pages or rows are named one by one."""

_MOST_LINES = 50_000
"""Two texts of more lines than this are not compared line by line, which takes too long."""


def findings(
    plan: WritePlan, origins: Mapping[str, Origin] = MappingProxyType({})
) -> tuple[Diagnostic, ...]:
    """Return all that is not in step: each cause of each action, after what was in the way.

    What the docs caused is found on the page and its rows, where `origins` has them.
    """
    shared = _of_all_pages(plan, origins)
    causes = (
        _caused(plan, action, cause, origins.get(action.path))
        for action in plan.actions
        for cause in action.causes
        if not (cause is rules.DOCS_CHANGED and action in shared)
    )
    return (*plan.problems, *causes, *_shared(plan, shared, origins))


def blocked(plan: WritePlan, *, force: bool = False) -> tuple[Diagnostic, ...]:
    """Return what keeps a plan from being applied.

    Force overrides hand edits and the number of deletions, but neither real obstacles nor files
    that typetable did not write.
    """
    losses = tuple(
        _finding(plan, action, cause, _cure(action, cause))
        for action in plan.actions
        for cause in _LOSSES
        if cause in action.causes and _stops(action, cause, force=force)
    )
    return (*plan.problems, *losses, *(() if force else _mass_deletion(plan)))


def diff(plan: WritePlan) -> Iterator[str]:
    """Yield the lines of unified diffs, from the disk to what must be, without line ends.

    The text is as it stands in the files: whoever shows it has to escape it.
    """
    for action in plan.of("create", "update", "delete"):
        path = plan.shown_path(action.path)
        old_name = "/dev/null" if action.old is None else f"a/{path}"
        new_name = "/dev/null" if action.new is None else f"b/{path}"
        old, new = _lines(action.old), _lines(action.new)
        yield from _unified(old, new, old_name, new_name)


def _caused(
    plan: WritePlan, action: Action, cause: Rule, origin: Origin | None
) -> Diagnostic:
    """Return the finding of one cause of one action, on the page where the docs caused it."""
    if origin and cause is rules.DOCS_CHANGED:
        return _changed_docs(action, origin)
    if origin and cause is rules.MISSING_OUTPUT:
        message = f"`{_name(action)}`, the module of this page, is missing"
        return finding(cause, origin.path, origin.start, message, hint=_GENERATE)
    return _finding(plan, action, cause, _cure(action, cause))


def _cure(action: Action, cause: Rule) -> str:
    """Return what brings a file in step, as soon as nobody loses anything by it."""
    if cause is rules.FOREIGN_FILE and not (action.old or "").strip():
        return _EMPTY
    if cause in _LOSSES:
        return _LOSSES[cause]
    is_lost = rules.EDITED_OUTPUT in action.causes and _loses(action)
    return f"run {_FORCE} once the edit is elsewhere" if is_lost else _GENERATE


def _of_all_pages(plan: WritePlan, origins: Mapping[str, Origin]) -> tuple[Action, ...]:
    """Return the updates of files that no single page is the origin of, where pages are known."""
    return tuple(
        action
        for action in plan.of("update")
        if origins
        and action.path not in origins
        and rules.DOCS_CHANGED in action.causes
    )


def _shared(
    plan: WritePlan, shared: tuple[Action, ...], origins: Mapping[str, Origin]
) -> Iterator[Diagnostic]:
    """Yield what made files of all pages change: the pages that are there, or what is gone."""
    causing = _causing(plan, shared)
    pages = [origins[each.path] for each in causing if each.path in origins]
    if shared and pages:
        yield _older(shared, pages)
        return
    fact = f"this file still has {_names(causing)}, which no page asks for any more"
    for action in shared:
        path, message = plan.shown_path(action.path), _CAUSES[rules.DOCS_CHANGED]
        message = fact if causing else message
        yield finding(rules.DOCS_CHANGED, path, None, message, hint=_GENERATE)


def _causing(plan: WritePlan, shared: tuple[Action, ...]) -> list[Action]:
    """Return the modules whose pages changed what files of all pages say of them."""
    modules = [
        action
        for action in plan.of("create", "update", "delete")
        if action not in shared and OF_DOCS & {*action.causes}
    ]
    said = {word for action in shared for word in _changed_words(action)}
    named = [each for each in modules if each.path.removesuffix(".py") in said]
    return named or modules


def _changed_words(action: Action) -> Iterator[str]:
    """Yield the words on the lines that only one of the two texts has."""
    for line in {*_lines(action.old)} ^ {*_lines(action.new)}:
        kept = (char if f"_{char}".isidentifier() else " " for char in line)
        yield from "".join(kept).split()


def _older(shared: tuple[Action, ...], pages: list[Origin]) -> Diagnostic:
    """Return the finding that files of all pages do not have what some pages define."""
    first, *rest = pages
    more = f" and {len(rest):,} more" if rest else ""
    return finding(
        rules.DOCS_CHANGED,
        first.path,
        first.start,
        f"this page{more} changed, and {_names(shared)} did not",
        hint=_GENERATE,
        labels=tuple(
            Label(path=each.path, span=each.start, text="this page changed, too")
            for each in rest[: _NAMED - 1]
        ),
    )


def _names(actions: Sequence[Action]) -> str:
    """Return two files, or the first two and how many more there are."""
    named = [f"`{_name(each)}`" for each in actions[:2]]
    more = len(actions) - len(named)
    return f"{', '.join(named)} and {more:,} more" if more else " and ".join(named)


def _changed_docs(action: Action, origin: Origin) -> Diagnostic:
    """Return the finding that a page changed, with the rows that its module shows."""
    found = _changed_rows(action, origin)
    if not found:
        message = f"this page changed, and `{_name(action)}` did not"
        return finding(
            rules.DOCS_CHANGED,
            origin.path,
            origin.start,
            message,
            hint=_cure(action, rules.DOCS_CHANGED),
        )
    first, *rest = found
    more = f", and {len(rest):,} more" if rest else ""
    message = f"`{shown(first.name)}` {first.verb}{more}; `{_name(action)}` is older"
    return finding(
        rules.DOCS_CHANGED,
        origin.path,
        first.span,
        message,
        hint=_cure(action, rules.DOCS_CHANGED),
        labels=tuple(
            Label(
                path=origin.path,
                span=each.span,
                text=f"`{shown(each.name)}` {each.verb}",
            )
            for each in rest[: _NAMED - 1]
        ),
    )


def _changed_rows(action: Action, origin: Origin) -> tuple[Change, ...]:
    """Return the rows that changed; none where a hand edit could be taken for them.

    Other templates and versions touch most rows or none, so that where they may have had a hand in
    it, rows are believed only if most of the page is as it was.
    """
    was = original(action.old or "", action.new or "")
    if was is None:
        return ()
    found = changes(origin, was, _body(action.new))
    is_clear = {*action.causes} <= {rules.DOCS_CHANGED, rules.EDITED_OUTPUT}
    return found if is_clear or 2 * len(found) < len(origin.rows) else ()


def _name(action: Action) -> str:
    return shown(action.path)


def _finding(plan: WritePlan, action: Action, cause: Rule, hint: str) -> Diagnostic:
    span = _first_edit(action) if cause is rules.EDITED_OUTPUT else None
    path = plan.shown_path(action.path)
    return finding(cause, path, span, _CAUSES[cause], hint=hint)


def _stops(action: Action, cause: Rule, *, force: bool) -> bool:
    """Return whether a cause keeps a file from being replaced."""
    return cause in _NEVER or (not force and _loses(action))


def _loses(action: Action) -> bool:
    """Return whether the new text is another one than the old, below the seal."""
    return action.new is None or _body(action.old) != _body(action.new)


def _body(text: str | None) -> str:
    """Return what stands below a seal; all where there is none."""
    seal = open_seal(text or "")
    return seal.body if seal else text or ""


def _first_edit(action: Action) -> Span:
    """Return the first line that is not as it was written, as far as that shows, or else the seal.

    Where that does not show, it is the first line that is not as it must be.
    """
    was = original(action.old or "", action.new or "")
    meant = _body(action.new) if was is None else was
    pairs = zip_longest(_lines(_body(action.old)), _lines(meant))
    edits = (number for number, (old, new) in enumerate(pairs, start=3) if old != new)
    number = next(edits, 2)
    line = (_lines(action.old) + [""] * 2)[number - 1]
    return Span(number, 1, len(line) + 1)


def _mass_deletion(plan: WritePlan) -> tuple[Diagnostic, ...]:
    """Return the finding that most of what typetable wrote would go."""
    deleted = len(plan.of("delete"))
    if deleted <= _HANDFUL:
        return ()
    ours = sum(
        action.kind == "unchanged" or bool(action.old and open_seal(action.old))
        for action in plan.actions
    )
    if 2 * deleted <= ours:
        return ()
    message = f"{deleted} of {ours} generated files would be deleted"
    labels = tuple(
        Label(path=page, span=Span(1, 1, 1), text="no model is found on this page")
        for page in plan.silent[:_NAMED]
    )
    suspects = "pages without models" if plan.silent else "pages that are gone"
    hint = f"look for {suspects}, or delete with {_FORCE}"
    return (
        finding(
            rules.MASS_DELETION, plan.shown, None, message, hint=hint, labels=labels
        ),
    )


def _lines(text: str | None) -> list[str]:
    """Return the lines of a text; one without an end is marked as such."""
    if not text:
        return []
    *lines, last = text.split("\n")
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def _unified(
    old: list[str], new: list[str], old_name: str, new_name: str
) -> Iterator[str]:
    """Yield a unified diff of two texts."""
    import difflib  # noqa: PLC0415  # only for those who ask for a diff

    if len(old) + len(new) <= _MOST_LINES:
        yield from difflib.unified_diff(old, new, old_name, new_name, lineterm="")
        return
    yield from (f"--- {old_name}", f"+++ {new_name}")
    yield f"@@ -{_range(old)} +{_range(new)} @@"
    yield from (f"-{line}" for line in old)
    yield from (f"+{line}" for line in new)


def _range(lines: list[str]) -> str:
    return f"1,{len(lines)}" if lines else "0,0"
