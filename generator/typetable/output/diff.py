"""The diff: the changes that `generate` would make in an output folder, line by line.

The one rule kept here: lines stand as they do in the files; who shows them has to escape them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.output.records import WritePlan

_MOST_LINES = 50_000
"""The lines of two texts that are compared: in 0.4 s if they are shuffled. Others are replaced."""


def diff(plan: WritePlan) -> Iterator[str]:
    """Yield the lines of unified diffs from the old files to the new ones, without line ends."""
    for action in plan.of("create", "update", "delete"):
        path = plan.display_path_of(action.path)
        old_name = "/dev/null" if action.old is None else f"a/{path}"
        new_name = "/dev/null" if action.new is None else f"b/{path}"
        old, new = lines_of(action.old), lines_of(action.new)
        yield from _unified(old, new, old_name, new_name)


def lines_of(text: str | None) -> list[str]:
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
