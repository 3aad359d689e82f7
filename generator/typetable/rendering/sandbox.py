"""The sandbox: what templates run in, whoever wrote them.

The one rule kept here: a template reaches its view and nothing else, and those that do not come
with typetable end: their steps, and whatever they make, are counted.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from functools import wraps
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2 import FileSystemLoader, TemplateNotFound, Undefined
from jinja2.compiler import CodeGenerator, operators
from jinja2.exceptions import SecurityError
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from typetable.disk import folders

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

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
"""How many characters may be printed for a file, in all blocks, macros and texts that are set.

Nor may a value hold more, all that is in it counted as often as it is there, nor may the sizes of
what a filter or method is given, multiplied: no result is larger.
"""

_PER_STEP = 64
"""How many characters are looked at in a step."""

_CALL = 30
"""How many steps it is to call a macro."""

_OF_THINGS = """
attr batch count d default dictsort first groupby items last length list map max min reject
rejectattr reverse select selectattr slice sort sum unique
"""
"""The filters that make no text of what they are given, which may be views."""

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
            if ".." in Path(place).parts or not _is_file(path, place):
                continue
            real = path.resolve()
            if not any(real.is_relative_to(each) for each in roots):
                message = f"{template} is a link that leads elsewhere"
                raise TemplateNotFound(template, message)
            return _text_of(real, template), str(path), lambda: True
        return super().get_source(environment, template)  # which says what is missing


def _is_file(path: Path, template: str) -> bool:
    """Return whether a template is there; what cannot be seen is not taken for absent."""
    try:
        return path.is_file()
    except OSError as error:
        message = f"{template}: {error.strerror or error}"
        raise TemplateNotFound(template, message) from error


def _text_of(path: Path, template: str) -> str:
    try:
        text = folders.text_at(path) or ""
        text.encode()
    except OSError as error:
        message = f"{template}: {error.strerror or error}"
        raise TemplateNotFound(template, message) from error
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
    """Makes code that says when it enters a block, and shows what it makes and compares."""

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write what a block does."""
        self.writeline("environment.step()")
        super().blockvisit(nodes, frame)

    def visit_Concat(  # noqa: N802  # as in jinja2
        self, node: nodes.Concat, frame: Frame
    ) -> None:
        """Write what `~` does."""
        with self._shown("concatenated"):
            for part in node.nodes:
                self.visit(part, frame)
                self.write(", ")

    def visit_List(  # noqa: N802  # as in jinja2
        self, node: nodes.List, frame: Frame
    ) -> None:
        """Write a list, in which there may be others."""
        with self._shown("bounded"):
            super().visit_List(node, frame)

    def visit_Dict(  # noqa: N802  # as in jinja2
        self, node: nodes.Dict, frame: Frame
    ) -> None:
        """Write a dictionary."""
        with self._shown("bounded"):
            super().visit_Dict(node, frame)

    def visit_Tuple(  # noqa: N802  # as in jinja2
        self, node: nodes.Tuple, frame: Frame
    ) -> None:
        """Write a tuple, unless it stands for several names."""
        is_value = node.ctx == "load"
        with self._shown("bounded") if is_value else nullcontext():
            super().visit_Tuple(node, frame)

    def visit_Compare(  # noqa: N802  # as in jinja2
        self, node: nodes.Compare, frame: Frame
    ) -> None:
        """Write a comparison."""
        self.write("(")
        with self._shown("bounded"):
            self.visit(node.expr, frame)
        for operand in node.ops:
            self.write(f" {operators[operand.op]} ")
            with self._shown("bounded"):
                self.visit(operand.expr, frame)
        self.write(")")

    @contextmanager
    def _shown(self, method: str) -> Iterator[None]:
        """Write what is written meanwhile as the argument of a method of the sandbox."""
        self.write(f"environment.{method}(")
        yield
        self.write(")")

    def _output_const_repr(self, group: Iterable[object]) -> str:
        return f"environment.printed({super()._output_const_repr(group)})"

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: Any  # noqa: ANN401
    ) -> None:
        self.write("environment.printed(")
        super()._output_child_pre(node, frame, finalize)

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: Any  # noqa: ANN401
    ) -> None:
        super()._output_child_post(node, frame, finalize)
        self.write(")")


class BoundedSandbox(Sandbox):
    """A sandbox in which templates of other people end."""

    code_generator_class = _Counting
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # as in jinja2
        """Take away what makes much of nothing, and look at what filters make."""
        super().__init__(**options)
        self.steps, self.room = 0, _LARGEST
        for name in _GLOBALS:
            del self.globals[name]
        for name in _FILTERS:
            del self.filters[name]
        for name, made in self.filters.items():
            self.filters[name] = self._watched(
                made, plain=name not in _OF_THINGS.split()
            )

    def text_of(self, template: str, view: View) -> str:
        """Return what a template prints of a view; raises SecurityError where it does not end."""
        self.steps, self.room = 0, _LARGEST
        text = super().text_of(template, view)
        text.encode()  # half of a character, such as "\ud800", is none
        return text

    def printed(self, text: str) -> str:
        """Return a text that is printed, unless it is too much; raises SecurityError."""
        self.room -= len(text)
        if self.room < 0:
            message = f"the template prints more than {_LARGEST:,} characters"
            raise SecurityError(message)
        return text

    def step(self, count: int = 1) -> None:
        """Count steps; raises SecurityError."""
        self.steps += count
        if self.steps > _STEPS:
            message = f"the template takes more than {_STEPS:,} steps"
            raise SecurityError(message)

    def bounded(self, value: V) -> V:
        """Return a value that is not too long, nor holds too much; raises SecurityError."""
        self._size(value)
        if isinstance(value, str | list | tuple | dict) and len(value) > _LENGTH:
            message = "the template makes too long a text or list"
            raise SecurityError(message)
        return value

    def concatenated(self, *parts: object) -> str:
        """Return the text of values that are texts, numbers or lists of them."""
        for part in parts:
            self._size(part, plain=True)
        return self.bounded("".join(map(str, parts)))

    def _size(self, value: object, *, plain: bool = False) -> int:
        """Return how much a value holds, and count the steps; a list may be in it many times.

        Where it must be `plain`, nothing is in it of which the text is not known to be short.
        """
        size, waiting = 0, [value]
        while waiting:
            inner = waiting.pop()
            found = _sized(inner)
            if plain and found is None:
                message = f"there is no text of a {type(inner).__name__}"
                raise SecurityError(message)
            items, characters = found or ((), 0)
            size += len(items) + characters
            self.step(len(items) + characters // _PER_STEP)
            if size > _LARGEST:
                message = "the template makes a list that holds too much"
                raise SecurityError(message)
            waiting += items
        return size

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
            self.step(_CALL)
        else:
            self._refuse_large(getattr(called, "__self__", ""), args, named)
        return self.bounded(super().call(context, called, *args, **named))

    def _watched(self, made: Callable[..., V], *, plain: bool) -> Callable[..., V]:
        """Return a filter that neither takes nor makes what is too long."""
        own = hasattr(made, "jinja_pass_arg")

        @wraps(made)
        def watched(*args: Any, **named: Any) -> V:  # noqa: ANN401  # whatever it takes
            value, *others = args[own:]
            if plain:
                self._size(value, plain=True)
            self._refuse_large(value, others, named)
            return self.bounded(made(*args, **named))

        return watched

    def _refuse_large(
        self, value: object, args: Iterable[object], named: Mapping[str, object]
    ) -> None:
        """Refuse arguments that a value could be multiplied by; raises SecurityError."""
        product: float = max(1, self._size(value))
        for each in (*args, *named.values()):
            size = each if isinstance(each, int | float) else self._size(each)
            if size > _ARGUMENT and not isinstance(each, list | tuple | dict):
                message = "a filter or method is given too large an argument"
                raise SecurityError(message)
            product *= max(1, size)
        if product > _LARGEST:
            message = "a filter or method would make too much of its arguments"
            raise SecurityError(message)


def _are_numbers(*operands: object) -> bool:
    return all(
        isinstance(each, int | float) and abs(each) < _LENGTH for each in operands
    )


def _sized(value: object) -> tuple[Collection[object], int] | None:
    """Return what is in a value and how many characters it is; `None` for what is not plain."""
    match value:
        case str() | bytes():
            return (), len(value)
        case list() | tuple() | set() | frozenset():
            return value, 0
        case dict():
            return (*value, *value.values()), 0
        case int():
            return (), value.bit_length()
        case float() | None | Undefined():
            return (), 0
        case _:
            return None
