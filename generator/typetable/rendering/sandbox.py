"""The sandbox: the environment that templates run in, whoever wrote them.

The one rule kept here: a template reaches its view and nothing else, and those that do not come
with typetable end: their steps, and all values that they make, are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from jinja2 import TemplateNotFound, Undefined
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from typetable.rendering.code import Counting, checked
from typetable.rendering.language import FILTERS, GLOBALS, TESTS, instead, methods_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from jinja2 import Template, nodes
    from jinja2.runtime import Context

    from typetable.targets.views import View

V = TypeVar("V")

_STEPS = 10_000_000
"""The steps of a run: one for each time that the inside of a loop, condition or macro is entered.

Steps and room for text come back with each file, so that no number of files takes ever more, and a
process that goes on watching recovers.
"""

_STEPS_A_FILE = 100_000  # packaged templates take 105 for most files, and 7,784 at most
_ROOM_A_FILE = 2 * 1024 * 1024  # they print 82,502 characters at most
"""The steps and the room for text that come back with each further file."""

_NODE = 30
"""The steps of compiling a part of a template."""

_USE = 10
"""The steps of using a filter or test."""

_LOAD, _MISS = 30, 1_000
"""The steps of asking for a template, and for one that is not there."""

_CALL = 30
"""The steps of calling a macro."""

_PER_STEP = 64
"""The characters that are looked at in a step."""

_LENGTH = 1_000_000
"""The length of a text or list that a template makes."""

_ARGUMENT = 1_000
"""The length, or the number, of an argument: `replace` and `center` multiply by it."""

_LARGEST = 64 * 1024 * 1024
"""The characters that are printed in a run, in all blocks, macros and texts that are set.

Nor may a value hold more, each part of it counted as often as it is there; nor may the sizes of the
arguments of a filter or method, multiplied: no result is larger.
"""

_OF_TEXT = frozenset(
    (
        "capitalize",
        "indent",
        "join",
        "lower",
        "replace",
        "string",
        "title",
        "trim",
        "upper",
    )
)
"""The filters that make a text of any value, which a view or a list must not be."""


class Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox that lets the fields of views be read without further questions."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401  # as in jinja2
        """Return a field of a view, or an attribute that the sandbox allows."""
        if attribute in getattr(obj, "__struct_fields__", ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def text_of(self, template: str, view: View) -> str:
        """Return the text that a template prints of a view."""
        return self.get_template(template).render(view=view)


class BoundedSandbox(Sandbox):
    """A sandbox in which templates of other people end."""

    code_generator_class = Counting
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # as in jinja2
        """Leave the globals, filters and tests of the language, and count what they make."""
        super().__init__(**options, optimized=False)
        self.steps, self.room = 0, _LARGEST
        self.globals = {name: self.globals[name] for name in GLOBALS}
        self.filters = {
            name: self._watched(cast("Any", self.filters[name]), plain=name in _OF_TEXT)
            for name in FILTERS
        }
        self.tests = {
            name: self._watched(cast("Any", self.tests[name]), plain=False)
            for name in TESTS
        }

    def text_of(self, template: str, view: View) -> str:
        """Return the text that a template prints; raises SecurityError where that does not end."""
        self.steps = max(0, self.steps - _STEPS_A_FILE)
        self.room = min(_LARGEST, self.room + _ROOM_A_FILE)
        text = super().text_of(template, view)
        text.encode()  # half of a character, such as "\ud800", is none
        return text

    def printed(self, text: str) -> str:
        """Return a text that is printed, unless it is too much; raises SecurityError."""
        self.room -= len(text)
        if self.room < 0:
            message = f"the templates print more than {_LARGEST:,} characters in a run"
            raise SecurityError(message)
        return text

    def step(self, count: int = 1) -> None:
        """Count steps; raises SecurityError."""
        self.steps += count
        if self.steps > _STEPS:
            message = f"the templates take more than {_STEPS:,} steps in a run"
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
        """Return the size of a value, and count the steps; a list may be in it many times.

        A value that must be `plain` holds texts, numbers and lists of them; raises SecurityError.
        """
        size, waiting = 0, [value]
        while waiting:
            inner = waiting.pop()
            parts = _sized(inner)
            if plain and parts is None:
                message = f"there is no text of a {type(inner).__name__}"
                raise SecurityError(message)
            items, characters = parts or ((), 0)
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
        """Return the value of an operator; only small numbers are multiplied."""
        if operator == "**" or (operator != "+" and not _are_numbers(left, right)):
            message = f"`{operator}` is for small numbers"
            raise SecurityError(message)
        return self.bounded(super().call_binop(context, operator, left, right))

    def is_safe_attribute(  # as in jinja2
        self, obj: object, attr: str, value: object
    ) -> bool:
        """Return whether an attribute may be used; plain values have few methods."""
        methods = methods_of(obj)
        if methods is None:
            return super().is_safe_attribute(obj, attr, value)
        return attr in methods

    def wrap_str_format(self, value: object) -> None:  # as in jinja2
        """Give formats no way of their own: one can say any width."""

    def unsafe_undefined(self, obj: object, attribute: str) -> Undefined:
        """Return the undefined that raises, where it is used, what attributes there are."""
        methods = methods_of(obj)
        if methods is None:
            return super().unsafe_undefined(obj, attribute)
        kind = type(obj).__name__
        cure = instead(attribute, methods) if methods else "it has no methods"
        message = f"templates have no method `{attribute[:40]}` of a {kind}; {cure}"
        return self.undefined(message, obj=obj, name=attribute, exc=SecurityError)

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002, ANN401
        self.step(_LOAD)
        try:
            return super()._load_template(name, globals)
        except TemplateNotFound:
            self.step(_MISS)
            raise

    def _parse(
        self, source: str, name: str | None, filename: str | None
    ) -> nodes.Template:
        """Return the syntax tree of a template, if that is not too large to compile."""
        self.step(len(source) // 4)
        try:
            parsed = super()._parse(source, name, filename)
            self.step(_NODE * checked(parsed))
        except TemplateSyntaxError as error:
            error.name, error.filename = (
                name,
                filename,
            )  # which not all know of themselves
            raise
        return parsed

    def call(  # as in jinja2
        self, context: Context, called: Any, *args: Any, **named: Any  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Call a method or macro that the sandbox allows; macros may be given anything."""
        if isinstance(called, Macro):
            self.step(_CALL)
        else:
            self._refuse_large(getattr(called, "__self__", ""), args, named)
        return self.bounded(super().call(context, called, *args, **named))

    def _watched(self, made: Callable[..., Any], *, plain: bool) -> Callable[..., Any]:
        """Return a filter or test that neither takes nor makes too long a value."""
        own = hasattr(made, "jinja_pass_arg")

        @wraps(made)
        def watched(*args: Any, **named: Any) -> object:  # noqa: ANN401
            value, *others = args[own:]
            if plain:
                self._size(value, plain=True)
            self._refuse_large(value, others, named)
            self.step(_USE)
            result = made(*args, **named)
            is_lazy = isinstance(result, Iterator)  # and would work when nobody counts
            return self.bounded(list(result) if is_lazy else result)

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
    """Return the parts of a value and the number of its characters; `None` if it is not plain."""
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
