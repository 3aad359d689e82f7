"""Making: views to sealed files, each rendered, formatted and inspected.

The one rule kept here: nothing is sealed that has not passed the gate. What passed it once, word
for word and for the same wording, passes again.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from typetable import format as formatting
from typetable import gate, render, rules, workers
from typetable.cache.memory import Memory
from typetable.diagnostics import finding
from typetable.output import RenderedFile
from typetable.progress import tracked
from typetable.seal import seal
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.seal import Provenance
    from typetable.settings import Package
    from typetable.targets.views import FileView, Viewing

_UNLIKE = "this template may only change if `trust_templates` is set"


class Means(Struct, frozen=True, kw_only=True):
    """How files are made: what brings text into style, and what is known of earlier ones."""

    style: Callable[[str], str] = formatting.format_module
    memory: Memory = field(default_factory=Memory)


class Made(Struct, frozen=True, kw_only=True):
    """A file of the output, or why there is none.

    `change` is what style made of the rendered text, or empty where it was in style; it is
    remembered under `key`.
    """

    path: str
    page: str
    key: str = ""
    change: str = ""
    file: RenderedFile | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def make_all(
    package: Package,
    viewings: Sequence[Viewing],
    provenance_of: Callable[[str], Provenance],
    means: Means,
) -> list[Made]:
    """Make the files of a package (TT4xx where some cannot be made).

    `provenance_of` tells that of the module of a page, or without one that of all modules.
    """
    made = workers.shared(
        lambda some: (_make(package, provenance_of, means, each) for each in some),
        viewings,
        worth=64,
        told=lambda own: tracked(own, "making", len(viewings)),
    )
    for each in made:
        if each.key:
            means.memory.learn(each.key, json.dumps(each.change))
    return made


def _make(
    package: Package,
    provenance_of: Callable[[str], Provenance],
    means: Means,
    viewing: Viewing,
) -> Made:
    """Make one file."""
    view = viewing()
    templates = package.templates.path if package.templates else None
    try:
        rendered = render.render(package.target, view, templates)
        made, body = _finished(package, means, view, rendered)
    except render.RenderError as error:
        unmade = (_template_error(error),)
        return Made(path=view.path, page=view.page, diagnostics=unmade)
    if made.diagnostics:
        return made
    text = seal(body, provenance_of(view.page)) if body else ""
    return replace(made, file=RenderedFile(path=view.path, text=text))


def _finished(
    package: Package, means: Means, view: FileView, rendered: str
) -> tuple[Made, str]:
    """Return a file and its body, formatted and inspected now or, if it is known, earlier."""
    made = Made(path=view.path, page=view.page)
    is_kept = means.memory.lasts and not package.templates
    key = _key(package, view, rendered) if is_kept else ""
    known = means.memory.get(key) if key else None
    if known is not None:
        change = json.loads(known)
        return replace(made, key=key, change=change), change or rendered
    # What holds nothing from the docs is as packaged, which is black's style.
    is_ours = not view.allowed and not package.templates
    body = rendered if is_ours else means.style(rendered)
    # A marker such as `py.typed` is empty; a module that is would lose what the docs say.
    is_module = view.path.endswith(".py")
    problems = _problems(package, view, body) if is_module else ()
    if problems:
        unsafe = tuple(_unsafe(view, problem) for problem in problems)
        return replace(made, diagnostics=unsafe), body
    change = "" if body == rendered else body
    return replace(made, key=key, change=change), body


def _key(package: Package, view: FileView, rendered: str) -> str:
    """Return what a rendered file is known by: all that its fate depends on."""
    functions = sorted(view.allowed.functions) if view.allowed else ()
    parts = (package.target, view.path, repr(view.wording), *functions, rendered)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _problems(package: Package, view: FileView, body: str) -> Sequence[gate.Problem]:
    """Return why a file may not be written; what holds nothing from the docs is as packaged."""
    allowed = None if package.trust_templates else view.allowed
    problems = gate.inspect(body, allowed, view.wording)
    if problems or view.allowed or not package.templates or package.trust_templates:
        return problems
    packaged = render.render(package.target, view)
    is_packaged = gate.is_same(body, packaged)
    return () if is_packaged else (gate.Problem(1, 1, _UNLIKE),)


def _template_error(error: render.RenderError) -> Diagnostic:
    span = Span(error.line, 1, 1) if error.line else None
    return finding(rules.TEMPLATE_ERROR, error.template, span, error.message)


def _unsafe(view: FileView, problem: gate.Problem) -> Diagnostic:
    span = Span(problem.line, problem.column, problem.column)
    return finding(rules.UNSAFE_OUTPUT, view.path, span, problem.message)
