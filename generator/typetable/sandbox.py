"""The sandbox: what templates run in, whoever wrote them.

The one rule kept here: a template reaches its view and nothing else, and those that do not come
with typetable end: their steps, and whatever they make, are counted.
"""

from __future__ import annotations

from functools import wraps
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2 import FileSystemLoader, TemplateNotFound
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from typetable import disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Environment, nodes
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

    from typetable.targets.views import View

V = TypeVar("V")

_STEPS = 10_000_000
"""How often the inside of a loop, condition or macro may be entered while a file is rendered."""

_LENGTH = 1_000_000
"""How long a text or list may be that a template makes."""

_ARGUMENT = 1_000
"""How long, or how large, an argument may be: `replace` and `center` multiply by it."""

_LARGEST = 64 * 1024 * 1024
"""How many characters may be printed into a file."""

_CALL = 30
"""How many steps it is to call a macro."""

_FILTERS = ("format", "random")
_METHODS = ("format", "format_map")
_GLOBALS = ("cycler", "joiner", "lipsum", "range")


SHARED = "shared"
"""The folder of templates that every target uses which has none of the same name."""


class Folders(FileSystemLoader):
    """Folders of templates; what a link elsewhere leads to is no template, nor is a huge file."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, its path, and whether that is still its text."""
        roots = [Path(each).resolve() for each in self.searchpath]
        _, _, name = template.partition("/")
        for place, root in product((template, f"{SHARED}/{name}"), roots):
            path = root.joinpath(place)
            if ".." in Path(place).parts or not path.is_file():
                continue
            real = path.resolve()
            if not any(real.is_relative_to(each) for each in roots):
                message = f"{template} is a link that leads elsewhere"
                raise TemplateNotFound(template, message)
            return _text_of(real, template), str(path), lambda: True
        return super().get_source(environment, template)  # which says what is missing


def _text_of(path: Path, template: str) -> str:
    try:
        text = disk.text_at(path) or ""
        text.encode()
    except OSError as error:
        raise TemplateNotFound(template, f"{template}: {error}") from error
    except UnicodeEncodeError as error:
        raise TemplateNotFound(template, f"{template} is not UTF-8") from error
    return text


class Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox that lets the fields of views be read without further questions."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401  # as in jinja2
        """Return a field of a view, or whatever else the sandbox allows."""
        if attribute in getattr(obj, "__struct_fields__", ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def text_of(self, template: str, view: View) -> str:
        """Return what a template prints of a view."""
        return self.get_template(template).render(view=view)


class _Counting(CodeGenerator):
    """Makes code that says when it enters a block, and shows what it joins."""

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write what a block does."""
        self.writeline("environment.step()")
        super().blockvisit(nodes, frame)

    def visit_Concat(  # noqa: N802  # as in jinja2
        self, node: nodes.Concat, frame: Frame
    ) -> None:
        """Write what `~` does."""
        self.write("environment.bounded(")
        super().visit_Concat(node, frame)
        self.write(")")


class BoundedSandbox(Sandbox):
    """A sandbox in which templates of other people end."""

    code_generator_class = _Counting
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # as in jinja2
        """Take away what makes much of nothing, and look at what filters make."""
        super().__init__(**options)
        self.steps = 0
        for name in _GLOBALS:
            del self.globals[name]
        for name in _FILTERS:
            del self.filters[name]
        for name, made in self.filters.items():
            self.filters[name] = self._watched(made)

    def text_of(self, template: str, view: View) -> str:
        """Return what a template prints of a view; raises SecurityError where it does not end."""
        self.steps = 0
        room = _LARGEST
        pieces = []
        for piece in self.get_template(template).generate(view=view):
            room -= len(piece)
            if room < 0:
                message = f"the template prints more than {_LARGEST:,} characters"
                raise SecurityError(message)
            pieces.append(piece)
        return "".join(pieces)

    def step(self) -> None:
        """Count a step; raises SecurityError."""
        self.steps += 1
        if self.steps > _STEPS:
            message = f"the template takes more than {_STEPS:,} steps"
            raise SecurityError(message)

    def bounded(self, value: V) -> V:
        """Return a value that is not too long; raises SecurityError."""
        if isinstance(value, str | list | tuple) and len(value) > _LENGTH:
            message = "the template makes too long a text or list"
            raise SecurityError(message)
        return value

    def call_binop(
        self, context: Context, operator: str, left: object, right: object
    ) -> object:
        """Return what an operator makes; only small numbers are multiplied."""
        if operator == "**" or (operator != "+" and not _are_numbers(left, right)):
            message = f"`{operator}` is for small numbers"
            raise SecurityError(message)
        return self.bounded(super().call_binop(context, operator, left, right))

    def is_safe_attribute(  # as in jinja2
        self, obj: object, attr: str, value: object
    ) -> bool:
        """Return whether an attribute may be used; a format can say any width."""
        return attr not in _METHODS and super().is_safe_attribute(obj, attr, value)

    def call(  # as in jinja2
        self, context: Context, called: Any, *args: Any, **named: Any  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Call what the sandbox allows; macros may be given anything."""
        if isinstance(called, Macro):
            self.steps += _CALL
        else:
            _refuse_large(args, named)
        return self.bounded(super().call(context, called, *args, **named))

    def _watched(self, made: Callable[..., V]) -> Callable[..., V]:
        """Return a filter that neither takes nor makes what is too long."""
        own = 1 + hasattr(made, "jinja_pass_arg")

        @wraps(made)
        def watched(*args: Any, **named: Any) -> V:  # noqa: ANN401  # whatever it takes
            _refuse_large(args[own:], named)
            return self.bounded(made(*args, **named))

        return watched


def _are_numbers(*operands: object) -> bool:
    return all(
        isinstance(each, int | float) and abs(each) < _LENGTH for each in operands
    )


def _refuse_large(args: tuple[object, ...], named: dict[str, object]) -> None:
    """Refuse arguments that a text or list could be multiplied by; raises SecurityError."""
    for value in (*args, *named.values()):
        size = len(value) if isinstance(value, str) else value
        if isinstance(size, int | float) and size > _ARGUMENT:
            message = "a filter or method is given too large an argument"
            raise SecurityError(message)
