"""Files: views to sealed text, each rendered, formatted and inspected.

The one rule kept here: nothing is sealed that has not passed the gate. A file that was made from
the same inputs before, and is in the output as it was made, is not made again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from typetable import gate, rules, workers
from typetable.cache.files import NO_FILES, digest_of
from typetable.cache.memory import NOTHING
from typetable.diagnostics import finding
from typetable.output.banner import BANNER, BANNER_OF_OWN
from typetable.output.plan import place_of
from typetable.output.records import RenderedFile
from typetable.output.seal import seal
from typetable.progress import tracked
from typetable.python import style as formatting
from typetable.python.docstrings import refilled
from typetable.python.layout import WIDTH
from typetable.rendering import templates as rendering
from typetable.rendering.provenance import inputs_of
from typetable.source import Span
from typetable.targets import TARGETS, hollow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from typetable.cache.files import FilesSeen
    from typetable.cache.memory import Memory
    from typetable.diagnostics import Diagnostic
    from typetable.meaning.understanding import Understanding
    from typetable.rendering.provenance import Inputs
    from typetable.settings.package import Package
    from typetable.targets import Catalog
    from typetable.targets.views import FileView, LazyView

_UNLIKE = "this template may only change if `trust_templates` is set"

_TURNED = "a text of the docs is more than a text here"


class Tools(Struct, frozen=True, kw_only=True):
    """The tools by which files are made: the formatter, and the memory of earlier ones.

    A `style` takes a text and a width. Without one, the text of packaged templates is in style.
    """

    style: Callable[[str, int], str] | None = None
    memory: Memory = NOTHING
    files_seen: FilesSeen = NO_FILES


class Made(Struct, frozen=True, kw_only=True):
    """A file of the output, or the findings that there is none."""

    path: str
    page: str
    file: RenderedFile | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def make_package(
    understood: Understanding, catalog: Catalog, tools: Tools
) -> list[Made]:
    """Make every file of a package (TT411 where there are too many templates)."""
    package = understood.package
    try:
        inputs = inputs_of(
            package, understood.dialect, understood.docs, understood.schema
        )
    except rendering.RenderError as error:
        return [Made(path="", page="", diagnostics=(template_error(package, error),))]
    files = TARGETS[package.target].files(catalog, strict=package.strict_models)
    return make_all(inputs, tuple(files), tools)


def make_all(
    inputs: Inputs, lazy_views: Sequence[LazyView], tools: Tools
) -> list[Made]:
    """Make the files of a package that do not stand there yet (TT4xx where some cannot be made)."""
    package = inputs.package
    is_kept = tools.memory.lasts and package.output and not package.templates
    keys = {
        lazy_view.path: inputs.key(
            lazy_view.page, lazy_view.path, lazy_view.fingerprint()
        )
        for lazy_view in (lazy_views if is_kept else ())
    }
    standing = {
        path for path, key in keys.items() if _stands(package, path, key, tools)
    }
    new = [lazy_view for lazy_view in lazy_views if lazy_view.path not in standing]
    made = workers.shared(
        lambda some: (_make(inputs, tools, each) for each in some),
        new,
        worth=64,  # for fewer files a copy of the process costs more than it saves
        tracked=lambda own: tracked(own, "making", len(new)),
    )
    for file in (each.file for each in made if each.file and is_kept):
        tools.memory.learn(keys[file.path], digest_of((file.text or "").encode()))
    kept = (
        Made(path=each.path, page=each.page, file=RenderedFile(path=each.path))
        for each in lazy_views
        if each.path in standing
    )
    return [*kept, *_told_once(made)]


def _told_once(made: Iterable[Made]) -> Iterator[Made]:
    """Yield files without the findings about a template that an earlier one has as well."""
    told = set[tuple[object, ...]]()
    for each in made:
        new = tuple(
            found
            for found in each.diagnostics
            if (found.path, found.span, found.message) not in told
        )
        told.update((found.path, found.span, found.message) for found in new)
        yield replace(each, diagnostics=new) if new != each.diagnostics else each


def _stands(package: Package, path: str, key: str, tools: Tools) -> bool:
    """Return whether a file is in the output as it was made from the inputs of the same key."""
    known = tools.memory.get(key)
    if known is None or package.output is None:
        return False
    tools.memory.learn(key, known)
    return known == tools.files_seen.digest(place_of(package.output.path, path))


def _make(inputs: Inputs, tools: Tools, lazy_view: LazyView) -> Made:
    """Make one file."""
    package, view = inputs.package, lazy_view.view()
    templates = package.templates.path if package.templates else None
    made = Made(path=view.path, page=view.page)
    try:
        printed = body = rendering.render(package.target, view, templates)
        body = _styled(package, tools, view, body)
        # A marker such as `py.typed` is empty; an empty module would have lost all of its models.
        is_module = view.path.endswith(".py")
        problems = _problems(package, view, body) if is_module else ()
        # Packaged templates are known to put nothing around a text that turns it into code.
        if is_module and package.templates and not problems:
            problems = _turned(package, view, printed)
    except rendering.RenderError as error:
        return replace(made, diagnostics=(template_error(package, error, view.path),))
    if problems:
        unsafe = tuple(_unsafe(package, view, problem) for problem in problems)
        return replace(made, diagnostics=unsafe)
    banner = BANNER_OF_OWN if package.templates else BANNER
    provenance = inputs.provenance(view.page, view.path)
    text = seal(body, provenance, banner, package.header) if body else ""
    return replace(made, file=RenderedFile(path=view.path, text=text))


def _styled(package: Package, tools: Tools, view: FileView, text: str) -> str:
    """Return the text of a file in style, which packaged templates print but for its width."""
    has_width = view.has_width or package.line_length == WIDTH
    if tools.style or package.templates or not has_width:
        style = tools.style or formatting.format_module
        text = style(text, package.line_length)
    is_narrow = package.line_length < WIDTH and not view.page
    return refilled(text, package.line_length) if is_narrow else text


def _problems(package: Package, view: FileView, body: str) -> Sequence[gate.Problem]:
    """Return the problems of a file; one that is made from no page must be as it is packaged."""
    allowed = None if package.trust_templates else view.allowed
    problems = gate.inspect(body, allowed, view.readback)
    if problems or view.page or not package.templates or package.trust_templates:
        return problems
    is_packaged = gate.is_same(body, rendering.render(package.target, view))
    return () if is_packaged else (gate.Problem(1, 1, _UNLIKE),)


def _turned(package: Package, view: FileView, printed: str) -> Sequence[gate.Problem]:
    """Return the place where a template puts a text of the docs so that it is more than a text."""
    empty = replace(view, view=hollow.hollow(view.view))
    templates = package.templates.path if package.templates else None
    printed_empty = rendering.render(package.target, empty, templates)
    place = hollow.turned_to_code(printed, printed_empty)
    return (gate.Problem(*place, _TURNED),) if place else ()


def template_error(
    package: Package, error: rendering.RenderError, making: str = ""
) -> Diagnostic:
    """Return the finding that a template cannot be rendered (TT411) to make a file."""
    hint = error.hint or (making and f"it was to make `{making}`")
    span = Span(error.line, 1, 1) if error.line else None
    path = rendering.display_path(error.template, package.templates)
    return finding(rules.TEMPLATE_ERROR, path, span, error.message, hint=hint)


def _unsafe(package: Package, view: FileView, problem: gate.Problem) -> Diagnostic:
    span = Span(problem.line, problem.column, problem.column)
    is_held = package.templates and not package.trust_templates
    hint = "`trust_templates = true` lets your templates print any Python"
    return finding(
        rules.UNSAFE_OUTPUT,
        view.path,
        span,
        problem.message,
        hint=hint if is_held else "",
    )
