"""Diagnostics: everything that a user can get wrong, as data with a place.

The one rule kept here: a diagnostic states a fact and a cure, and knows nothing of how it is shown.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple, replace

from typetable import rules
from typetable.rules import Rule, Severity
from typetable.source import Located, Span, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from typetable.source import SourceFile


class Label(Struct, frozen=True, kw_only=True, array_like=True):
    """A second place that a diagnostic speaks of, such as the first definition of a name."""

    path: str
    span: Span
    text: str


Reads: TypeAlias = Literal["any", "omit", "type"]
"""How an error that a configuration accepts is read: as any value, not at all, or as told."""

ACCEPTED_AS: dict[Rule, tuple[Reads, ...]] = {
    **dict.fromkeys(
        (
            rules.SHORT_ROW,
            rules.LONG_ROW,
            rules.BAD_DELIMITER,
            rules.NO_DELIMITER,
            rules.TABLE_WITHOUT_HEADING,
            rules.MISSING_TABLE,
            rules.SECOND_TABLE,
            rules.MISSING_COLUMN,
            rules.DUPLICATE_COLUMN,
            rules.CONTROL_CHARACTER,
            rules.NESTED_TABLE,
            rules.TABLE_SHAPE,
            rules.NO_NAME,
            rules.EMPTY_NAME,
            rules.DUPLICATE_FIELD,
            rules.CONFLICTING_MODEL,
            rules.LONG_NAME,
            rules.ALMOST_ENUM,
        ),
        ("omit",),
    ),
    **dict.fromkeys((rules.BAD_REQUIRED, rules.UNKNOWN_NOTE), ("any", "omit")),
    **dict.fromkeys(
        (rules.UNKNOWN_TYPE, rules.BAD_TYPE, rules.DEEP_TYPE, rules.AMBIGUOUS_TYPE),
        ("any", "omit", "type"),
    ),
}
"""The rules whose errors can be accepted, and how, the usual way first.

Not those for which a model would be wrong, such as headings that nobody can see, or which other
settings cure.
"""


def takes(rule: Rule, reads: str) -> bool:
    """Return whether errors of a rule can be read as `any`, as `omit`, or as a type."""
    word = reads if reads in ("any", "omit") else "type"
    return word in ACCEPTED_AS.get(rule, ())


class AcceptedError(Located, frozen=True, kw_only=True):
    """An entry of a configuration by which an error of the docs is none."""

    WHERE: ClassVar = frozenset({"inherited", "path", "span"})
    """Two are equal that say the same in different places."""

    subject: Subject
    """What it is about."""
    reads: str
    """`any`, `omit`, or the type that counts instead."""
    reason: str = ""
    """Why it is accepted, in the user's words."""
    inherited: bool = False
    """Whether it stands around several packages, of which one may be all that it is for."""
    path: str
    """The file that it stands in."""
    span: Span | None
    """Where it stands there."""


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

    subject: Subject | None = None
    """What a configuration calls it, where that can accept it."""

    accepted: str = ""
    """What it is read as, where the configuration accepts it: `any`, `omit` or a type."""

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


Entries: TypeAlias = "Mapping[Subject, Sequence[AcceptedError]]"
"""The entries of a configuration by their subjects; each accepts one error and no more."""


def weighed(
    found: Diagnostic, subject: Subject, accepted: Entries, used: Counter[Subject]
) -> Diagnostic:
    """Return an error that says how it could be accepted; a note where the configuration does.

    `used` counts the entries that accept an error already, and this one where it does.
    """
    entry = next(iter(accepted.get(subject, ())[used[subject] :]), None)
    if entry is None or not takes(found.rule, entry.reads):
        return replace(found, subject=subject)
    used[subject] += 1
    remarks = (f"accepted as `{clipped(entry.reads)}`", entry.reason)
    return replace(
        found,
        severity="note",
        hint=": ".join(filter(None, remarks)),
        subject=subject,
        accepted=entry.reads,
    )


class Acceptances(Struct, frozen=True, kw_only=True):
    """The errors of a page that the configuration accepts."""

    source: SourceFile
    """The page."""
    accepted: Entries
    """The entries about it."""


class About(Struct, frozen=True):
    """What is being read."""

    model: str = ""
    """The model; empty where it is not known."""
    field: str = ""
    """The field of it."""
    cell: Span | None = None
    """The cell that an error is about, where it shows only a part of that."""
    whole_line: bool = False
    """Whether errors are about all of their lines."""


class Findings:
    """The findings of one file, in the order in which they are added."""

    __slots__ = ("_about", "_acceptances", "_found", "_path", "_used")

    def __init__(self, path: str, acceptances: Acceptances | None = None) -> None:
        """Start without findings of the file that the user named `path`."""
        self._path = path
        self._acceptances = acceptances
        self._about = About()
        self._found: list[Diagnostic] = []
        self._used: Counter[Subject] = Counter()

    def about(
        self,
        model: str | None = None,
        field: str | None = None,
        *,
        cell: Span | None = None,
        whole_line: bool = False,
    ) -> Findings:
        """Return these findings, to which errors about a model, a field or a cell are added."""
        narrowed = object.__new__(Findings)  # one or two for each row
        narrowed._path = self._path
        narrowed._acceptances = self._acceptances
        narrowed._about = About(
            self._about.model if model is None else model,
            self._about.field if field is None else field,
            cell,
            whole_line,
        )
        narrowed._found = self._found
        narrowed._used = self._used
        return narrowed

    def _judged(self, found: Diagnostic, page: Acceptances) -> Diagnostic:
        """Return a finding, weighed where it is an error that can be accepted."""
        if not found.is_error or found.rule not in ACCEPTED_AS or found.span is None:
            return found
        about, source = self._about, page.source
        expect = "" if about.whole_line else source.at(about.cell or found.span)
        if not expect and not about.cell:
            expect = " ".join(source.line(found.span.line).split())
        subject = Subject(
            page=source.name, model=about.model, field=about.field, expect=expect
        )
        if "\0" in "".join(astuple(subject)):  # which no TOML can say
            return found
        return weighed(found, subject, page.accepted, self._used)

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
        if self._acceptances:
            added = self._judged(added, self._acceptances)
        self._found.append(added)
        return added

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings so far."""
        return tuple(self._found)


_LONGEST_NAME = 200
"""The characters of the longest name that models may have by default."""


def clipped(text: str, width: int = _LONGEST_NAME) -> str:
    """Return a text from the docs for a message: names whole, others cut to `width` characters."""
    return text if len(text) <= width else text[: width - 1] + "…"


def counted(count: int, noun: str) -> str:
    """Return `1 page` or `2 pages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
