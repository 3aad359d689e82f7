"""Diagnostics: everything that a user can get wrong, as data with a place.

The one rule kept here: a diagnostic states a fact and a cure, and knows nothing of how it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.rules import Rule, Severity
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class Label(Struct, frozen=True, kw_only=True, array_like=True):
    """A second place that a diagnostic speaks of, such as the first definition of a name."""

    path: str
    span: Span
    text: str


class Diagnostic(Struct, frozen=True, kw_only=True, array_like=True):
    """One finding."""

    rule: Rule
    """The rule that it is about."""

    severity: Severity
    """That of the rule, unless a setting raised or lowered it."""

    path: str
    """The path of the file, as the user named it."""

    span: Span | None
    """The place in the file; absent where that is all of it."""

    message: str
    """The fact in the user's words, at most 72 characters where names allow it."""

    hint: str = ""
    """Something to type or do; empty where there is nothing."""

    labels: tuple[Label, ...] = ()
    """Other places that it speaks of."""

    fingerprint: str = ""
    """The identity of a change of the docs, by which a configuration can accept it."""

    @property
    def code(self) -> str:
        """The rule's code, such as `TT201`."""
        return self.rule.code

    @property
    def is_error(self) -> bool:
        """Whether this finding stops typetable from writing anything."""
        return self.severity == "error"


def report_order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    """Return the key that sorts findings by file, line, column, code and message."""
    span = diagnostic.span
    line, column = (span.line, span.column) if span else (0, 0)
    return (diagnostic.path, line, column, diagnostic.code, diagnostic.message)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any finding is an error."""
    return any(diagnostic.is_error for diagnostic in diagnostics)


def finding(
    rule: Rule,
    path: str,
    span: Span | None,
    message: str,
    *,
    hint: str = "",
    labels: tuple[Label, ...] = (),
    severity: Severity | None = None,
) -> Diagnostic:
    """Return the diagnostic that `rule` makes at a place; `severity` replaces the rule's own."""
    return Diagnostic(
        rule=rule,
        severity=severity or rule.severity,
        path=path,
        span=span,
        message=message,
        hint=hint,
        labels=labels,
    )


class Findings:
    """The findings of one file, in the order in which they are added."""

    def __init__(self, path: str) -> None:
        """Start without findings of the file that the user named `path`."""
        self._path = path
        self._found: list[Diagnostic] = []

    def add(
        self,
        rule: Rule,
        span: Span | None,
        message: str,
        *,
        hint: str = "",
        first: Span | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """Add and return a finding; `first` is the place of an earlier definition in the file."""
        labels = (
            (Label(path=self._path, span=first, text="first defined here"),)
            if first
            else ()
        )
        added = finding(
            rule,
            self._path,
            span,
            message,
            hint=hint,
            labels=labels,
            severity=severity,
        )
        self._found.append(added)
        return added

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings so far."""
        return tuple(self._found)


def shown(text: str, width: int = 40) -> str:
    """Return a name from the docs for a message: cut to `width` characters."""
    return text if len(text) <= width else text[: width - 1] + "…"


def counted(count: int, noun: str) -> str:
    """Return `1 page` or `2 pages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
