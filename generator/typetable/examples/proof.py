"""Proof: how many examples of some docs are what their tables say, and which are not.

The one rule kept here: an example whose model is not known for sure is counted as open, and is
never a finding.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typetable import rules
from typetable.diagnostics import counted, finding
from typetable.examples import blocks
from typetable.examples.fit import Fit
from typetable.examples.models import Models
from typetable.examples.owners import Claim, Owners
from typetable.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.examples.blocks import Example
    from typetable.examples.fit import Misfit
    from typetable.schema import Schema
    from typetable.source import SourceFile

State: TypeAlias = Literal["decodes", "differs", "open", "no JSON"]
"""What is known of an example; it is open where no model is sure, and none that is near fits."""


class Verdict(Struct, frozen=True, kw_only=True):
    """What became of an example."""

    example: Example
    state: State
    claim: Claim | None = None
    """The model that it was held against, and what of it."""
    misfits: tuple[Misfit, ...] = ()

    @property
    def model(self) -> str:
        """The name of that model."""
        return self.claim.ref.model if self.claim else ""


class Proof(Struct, frozen=True):
    """The verdicts on all examples of some docs, in the order of the pages."""

    verdicts: tuple[Verdict, ...]

    def count(self, state: State) -> int:
        """Return how many examples are in a state."""
        return sum(each.state == state for each in self.verdicts)

    @property
    def summary(self) -> str:
        """The numbers in words, such as `38 of 41 examples decode, 2 open, 1 no JSON`."""
        states: tuple[State, ...] = ("differs", "open", "no JSON")
        told = ((state, self.count(state)) for state in states)
        more = "".join(f", {count:,} {_WORDS[state]}" for state, count in told if count)
        total = counted(len(self.verdicts), "example")
        verb = "decodes" if len(self.verdicts) == 1 else "decode"
        return f"{self.count('decodes'):,} of {total} {verb}{more}"

    def findings(self) -> tuple[Diagnostic, ...]:
        """Return what differs in examples whose model is sure, and those that are no JSON."""
        return tuple(chain.from_iterable(map(_findings, _told_once(self.verdicts))))


_WORDS: dict[State, str] = {
    "differs": "with misfits",
    "open": "open",
    "no JSON": "no JSON",
}


def prove(
    schema: Schema,
    pages: Iterable[SourceFile],
    payloads: Iterable[SourceFile] = (),
    known: Iterable[Diagnostic] = (),
) -> Proof:
    """Hold the examples of pages, and payloads, against a schema.

    No member is unknown in models of which the `known` findings say that rows are left out.
    """
    models = Models(schema, known)
    owners = Owners(schema, models)
    examples = chain(
        chain.from_iterable(map(blocks.of_page, pages)),
        chain.from_iterable(map(blocks.of_payload, payloads)),
    )
    return Proof(tuple(_verdict(each, owners, models) for each in examples))


def _verdict(example: Example, owners: Owners, models: Models) -> Verdict:
    if example.fault:
        return Verdict(example=example, state="no JSON")
    fit = Fit(models)
    alone = [*owners.alone(example)]
    for claim in owners.claims(example):
        misfits = _misfits(claim, fit)
        if not misfits:
            return Verdict(example=example, state="decodes", claim=claim)
        sure = tuple(each for each in misfits if each.is_sure)
        if sure and claim.is_sure and not (alone and _has_unknown(claim, sure)):
            return Verdict(example=example, state="differs", claim=claim, misfits=sure)
    fitting = [each for each in alone if not _misfits(each, fit)]
    if len(fitting) == 1:
        return Verdict(example=example, state="decodes", claim=fitting[0])
    return Verdict(example=example, state="open")


def _has_unknown(claim: Claim, misfits: Iterable[Misfit]) -> bool:
    """Return whether an instance has a member itself that its model has not.

    Where another model has all of its members it may be one of that.
    """
    outer = {member.start for value in claim.values for member in value.members}
    return any(
        each.rule is rules.EXAMPLE_UNKNOWN_MEMBER and each.start in outer
        for each in misfits
    )


def _misfits(claim: Claim, fit: Fit) -> tuple[Misfit, ...]:
    return tuple(
        misfit for value in claim.values for misfit in fit.of_model(value, claim.ref)
    )


def _told_once(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Yield verdicts of which the first alone tells of a member that tells models apart.

    What is around all objects of an API is missing in the docs, not in each table.
    """
    tags = _tags(verdicts)
    told: set[str] = set()
    for verdict in verdicts:
        own = tags.keys() & {each.name for each in verdict.misfits if each.said}
        kept = [
            (
                replace(each, message=_TAG.format(each.name, tags[each.name]))
                if each.name in own
                else each
            )
            for each in verdict.misfits
            if each.name not in own & told
        ]
        told |= own
        yield replace(verdict, misfits=tuple(kept)) if own else verdict


_TAG = "no row is about `{}`, which is in examples of {:,} models"

_SEVERAL = 3
"""So many models that a text tells apart are no accident."""


def _tags(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Return the members without a row of which each model has a text of its own.

    Each with the number of these models.
    """
    texts: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for verdict in verdicts:
        for each in verdict.misfits:
            if each.rule is rules.EXAMPLE_UNKNOWN_MEMBER:
                texts[each.name].setdefault(verdict.model, set()).add(each.said)
    return {
        name: len(by_model)
        for name, by_model in texts.items()
        if len(by_model) >= _SEVERAL and _are_apart(by_model.values())
    }


def _are_apart(texts: Iterable[set[str]]) -> bool:
    """Return whether all texts are of one model each."""
    several = [*chain.from_iterable(texts)]
    return "" not in several and len({*several}) == len(several)


def _findings(verdict: Verdict) -> Iterator[Diagnostic]:
    example = verdict.example
    path = example.source.path
    if verdict.state == "no JSON":
        span = example.span(example.at, example.at + 1)
        message = f"this example is no JSON: {example.fault}"
        yield finding(rules.UNREADABLE_SAMPLE, path, span, message)
    known: dict[int, Suggestions] = {}
    for each in _once(verdict.misfits):
        span = example.span(each.start, each.end)
        if id(each.known) not in known:
            known[id(each.known)] = Suggestions(each.known)
        near = known[id(each.known)].nearest(each.name) or _ending(each)
        hint = f"did you mean `{near}`?" if near else ""
        yield finding(
            each.rule, path, span, each.message, hint=hint, labels=each.labels
        )


def _ending(misfit: Misfit) -> str:
    """Return the only known name that ends like an unknown one, as `isOpen` like `open`."""
    name = misfit.name.casefold()
    ends = [
        e for e in misfit.known if name and e.casefold().endswith(name) and e != name
    ]
    return ends[0] if len(ends) == 1 else ""


def _once(misfits: Sequence[Misfit]) -> Iterable[Misfit]:
    """Return each message once, as the items of an array often share a mistake."""
    return {each.message: each for each in reversed(misfits)}.values()
