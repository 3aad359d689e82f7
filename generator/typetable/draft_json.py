"""Drafts as JSON, to be remembered: short lists without names, as this version writes them.

The one rule kept here: what comes back equals what was written, places included. The page's own
path and name are left out, so that a page may move.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple

from typetable import draft as drafts
from typetable import typeexpr
from typetable.diagnostics import Diagnostic, Label
from typetable.recognise import Evidence, Sample
from typetable.rules import RULES
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from typetable.draft import Draft, DraftField, DraftModel
    from typetable.source import SourceFile
    from typetable.typeexpr import TypeExpr

Json: TypeAlias = Any
"""A value of lists, texts, numbers, booleans and null."""


class Reading(Struct, frozen=True, kw_only=True):
    """What was read of a page; `dialect` is the fingerprint of the one that it was read in."""

    evidence: Evidence
    dialect: str
    draft: Draft
    diagnostics: tuple[Diagnostic, ...]

    def __reduce__(self) -> tuple[Callable[..., Reading], tuple[str, ...]]:
        """Travel between processes as a line, which takes half the time."""
        return _recalled, (remembered(self), self.draft.path, self.draft.page)


def remembered(reading: Reading) -> str:
    """Return a reading as a line of text."""
    own = reading.draft.path
    evidence = reading.evidence
    return json.dumps(
        [
            [evidence.headings, [astuple(sample) for sample in evidence.samples]],
            reading.dialect,
            _of_draft(reading.draft),
            [_of_diagnostic(each, own) for each in reading.diagnostics],
        ],
        separators=(",", ":"),
    )


def recalled(line: str, source: SourceFile) -> Reading:
    """Return the reading that a line holds, as one of this page."""
    return _recalled(line, source.path, source.name)


def _recalled(line: str, path: str, page: str) -> Reading:
    (headings, samples), dialect, draft, diagnostics = json.loads(line)
    return Reading(
        evidence=Evidence(
            headings=tuple(headings), samples=tuple(map(_to_sample, samples))
        ),
        dialect=dialect,
        draft=_to_draft(draft, path, page),
        diagnostics=tuple(_to_diagnostic(each, path) for each in diagnostics),
    )


def _to_sample(data: Json) -> Sample:
    titles, rows, indented, columns = data
    return Sample(
        titles=tuple(titles),
        rows=rows,
        indented=indented,
        columns=tuple((position, tuple(cells)) for position, cells in columns),
    )


def _of_draft(draft: Draft) -> Json:
    return [
        [_of_model(model) for model in draft.models],
        [[each.name, _of_span(each.span)] for each in draft.pointers],
        draft.samples,
        astuple(draft.tally),
    ]


def _to_draft(data: Json, path: str, page: str) -> Draft:
    models, pointers, samples, (headings, tables, rows, kept, reported) = data
    return drafts.Draft(
        path=path,
        page=page,
        models=tuple(map(_to_model, models)),
        pointers=tuple(
            drafts.Pointer(name=name, span=Span(*span)) for name, span in pointers
        ),
        samples=tuple(samples),
        tally=drafts.Tally(
            headings=headings, tables=tables, rows=rows, kept=kept, reported=reported
        ),
    )


def _of_model(model: DraftModel) -> Json:
    head = [model.name, model.description, _of_span(model.span)]
    match model:
        case drafts.DraftObject(fields=fields):
            return ["object", *head, [_of_field(each) for each in fields]]
        case drafts.DraftEnum(members=members):
            told = [[each.name, each.value, _of_span(each.span)] for each in members]
            return ["enum", *head, told]
        case drafts.DraftUnion(members=names):
            return ["union", *head, names]


def _to_model(data: Json) -> DraftModel:
    kind, name, description, span, parts = data
    if kind == "object":
        return drafts.DraftObject(
            name=name,
            description=description,
            fields=tuple(map(_to_field, parts)),
            span=Span(*span),
        )
    if kind == "enum":
        members = tuple(
            drafts.DraftMember(name=each, value=value, span=Span(*place))
            for each, value, place in parts
        )
        return drafts.DraftEnum(
            name=name, description=description, members=members, span=Span(*span)
        )
    return drafts.DraftUnion(
        name=name, description=description, members=tuple(parts), span=Span(*span)
    )


def _of_field(field: DraftField) -> Json:
    return [
        field.name,
        _of_type(field.type),
        field.required,
        field.description,
        _of_span(field.span),
        _of_span(field.type_span),
    ]


def _to_field(data: Json) -> DraftField:
    name, type_, required, description, span, type_span = data
    return drafts.DraftField(
        name=name,
        type=_to_type(type_),
        required=required,
        description=description,
        span=Span(*span),
        type_span=Span(*type_span),
    )


def _of_type(type_: TypeExpr) -> Json:
    match type_:
        case typeexpr.ScalarType(scalar=scalar):
            return scalar
        case typeexpr.NamedType(name=name, start=start, end=end):
            return [name, start, end]
        case typeexpr.ArrayType(items=items):
            return ["array", _of_type(items)]
        case typeexpr.MapType(values=values):
            return ["map", _of_type(values)]
        case typeexpr.OptionalType(item=item):
            return ["optional", _of_type(item)]
        case typeexpr.UnionType(members=members):
            return ["union", [_of_type(each) for each in members]]


def _to_type(data: Json) -> TypeExpr:
    if isinstance(data, str):
        return typeexpr.ScalarType(data)  # type: ignore[arg-type]  # as it was written
    if len(data) == 3:
        name, start, end = data
        return typeexpr.NamedType(name, start, end)
    kind, inner = data
    if kind == "union":
        return typeexpr.UnionType(tuple(map(_to_type, inner)))
    return _AROUND[kind](_to_type(inner))


_AROUND: dict[str, type[typeexpr.ArrayType | typeexpr.MapType | typeexpr.OptionalType]]
_AROUND = {
    "array": typeexpr.ArrayType,
    "map": typeexpr.MapType,
    "optional": typeexpr.OptionalType,
}


def _of_diagnostic(found: Diagnostic, own: str) -> Json:
    return [
        found.code,
        found.severity,
        _unless(found.path, own),
        _of_span(found.span) if found.span else None,
        found.message,
        found.hint,
        [
            [_unless(each.path, own), _of_span(each.span), each.text]
            for each in found.labels
        ],
        found.fingerprint,
    ]


def _to_diagnostic(data: Json, own: str) -> Diagnostic:
    code, severity, path, span, message, hint, labels, fingerprint = data
    return Diagnostic(
        rule=RULES[code],
        severity=severity,
        path=own if path is None else path,
        span=Span(*span) if span else None,
        message=message,
        hint=hint,
        labels=tuple(
            Label(
                path=own if where is None else where,
                span=Span(*place),
                text=text,
            )
            for where, place, text in labels
        ),
        fingerprint=fingerprint,
    )


def _unless(path: str, own: str) -> str | None:
    """Return a path, unless it is that of the page itself."""
    return None if path == own else path


def _of_span(span: Span) -> Json:
    return [span.line, span.column, span.end]
