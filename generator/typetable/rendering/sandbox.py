"""The sandbox: the environment that templates run in, whoever wrote them.

The one rule kept here: a template reaches its view and nothing else, and those that do not come
with typetable end. Parts that are carried out and text that is printed are counted for each file,
and limited by the size of its view: the answer is the same whichever process makes the file, and
whatever it made before.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jinja2 import (
    StrictUndefined,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct
from msgspec.structs import astuple

from typetable.rendering import failures
from typetable.rendering.code import Counting, Direct, checked
from typetable.rendering.language import FILTERS, LOOP, quoted, refuse_field

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sized

    from jinja2 import Template, nodes
    from jinja2.compiler import CodeGenerator
    from jinja2.runtime import Context

    from typetable.targets.views import View

_STEPS, _STEPS_A_VALUE = 200_000, 20
"""The parts of templates that are carried out for a file, and those for each value in its view.

Packaged templates take 6.5 for each value; a million take a quarter of a second.
"""

_ROOM, _ROOM_A_CHARACTER = 64 * 1024, 8
"""The characters that are printed for a file, in macros and filters too, and those for each one in
its view; the packaged templates print 27,504 of their own, and 3.5 for each one."""

_PARTS = 10_000
"""The parts of all templates of a target together; the packaged ones have 484 at most."""

_CALL, _INCLUDE = 30, 60
"""The parts that take as long as a call of a macro, and as an inclusion."""

_PER_STEP = 16
"""The characters that are filtered, or names that an inclusion copies, in the time of a part."""


class Absent(StrictUndefined):
    """A name that there is nothing for."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return f"there is nothing called {quoted(str(self._undefined_name))} here"


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox of the packaged templates, which are known to read nothing but fields."""

    code_generator_class: type[CodeGenerator] = Direct

    def text_of(self, template: str, view: View) -> str:
        """Return the text that a template prints of a view."""
        return self.get_template(template).render(view=view)


class BoundedSandbox(Sandbox):
    """A sandbox in which templates of other people end."""

    code_generator_class = Counting

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # as in jinja2
        """Leave the filters of the language, and forget no template: to compile one takes long."""
        super().__init__(**options, optimized=False, cache_size=-1)
        self._steps, self._room, self._parts = 0, 0, _PARTS
        self._failed: dict[str, TemplateError] = {}
        self.globals, self.tests = {}, {}
        made: dict[str, Any] = self.filters
        self.filters = {name: self._of_text(name, made[name]) for name in FILTERS}

    def text_of(self, template: str, view: View) -> str:
        """Return the text that a template prints; raises SecurityError where that is too much."""
        values, characters = _extent(view)
        self._steps = _STEPS + _STEPS_A_VALUE * values
        self._room = _ROOM + _ROOM_A_CHARACTER * characters
        text = super().text_of(template, view)
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            message = "the template prints half of a character"
            raise TemplateRuntimeError(message)
        return text

    def load(self, names: Iterable[str]) -> None:
        """Compile templates, so that those that are too many are the same in each process."""
        for name in names:
            with suppress(*failures.FAILURES):  # which is said where one is used
                self.get_template(name)

    def step(self, count: int) -> None:
        """Count parts that are carried out; raises SecurityError."""
        self._steps -= count
        if self._steps < 0:
            message = "the templates do too much for so small a file"
            raise SecurityError(message)

    def printed(self, text: str) -> str:
        """Return a text that is printed, unless it is too much; raises SecurityError."""
        self._take(len(text))
        return text

    def include(self, context: Context) -> None:
        """Count an inclusion, which copies all names; raises SecurityError."""
        names = len(context.parent) + len(context.vars)
        self.step(_INCLUDE + names // _PER_STEP)

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401  # as in jinja2
        """Return a field of a view or a loop; raises NoFieldError."""
        if attribute in getattr(obj, "__struct_fields__", ()):
            return getattr(obj, attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            raise UndefinedError(str(obj))
        return refuse_field(obj, attribute)

    def call(  # as in jinja2
        self, context: Context, macro: Any, *args: Any, **named: Any  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Call a macro; raises TemplateRuntimeError where it is none, or takes something else."""
        if isinstance(macro, Undefined):
            raise UndefinedError(str(macro))
        if not isinstance(macro, Macro):
            message = "only macros can be called, by their names"
            raise SecurityError(message)
        self.step(_CALL + len(macro.arguments))
        _refuse_misfits(macro, args, named)
        return super().call(context, macro, *args, **named)

    def _spend(self, parts: int) -> None:
        self._parts -= parts
        if self._parts < 0:
            message = f"all templates together have more than {_PARTS:,} parts"
            raise TemplateSyntaxError(message, 0)  # of no one line

    def _take(self, characters: int) -> None:
        self._room -= characters
        if self._room < 0:
            message = "the templates print too much for so small a file"
            raise SecurityError(message)

    def _of_text(self, name: str, made: Callable[..., str]) -> Callable[..., str]:
        """Return a filter that takes text alone, and counts it before it does anything."""

        def counted(text: object, *args: object, **named: object) -> str:
            if type(text) is not str:
                message = f"`{name}` is for text alone"
                raise TemplateRuntimeError(message)
            width = named.get("width", args[0] if args else 4)
            if not isinstance(width, int | str):
                message = f"`{name}` takes a number, or what to put before a line"
                raise TemplateRuntimeError(message)
            before = width if isinstance(width, int) else len(width)
            self.step(len(text) // _PER_STEP)
            self._take(len(text) + before * (2 + text.count("\n")))
            return made(text, *args, **named)

        return counted

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002, ANN401
        """Return a template; the error of one is found once, and raised each time."""
        if name in self._failed:
            raise self._failed[name].with_traceback(None)
        try:
            return super()._load_template(name, globals)
        except TemplateError as error:
            self._failed[name] = error
            raise
        except failures.OF_PYTHON as error:
            self._failed[name] = failures.uncompiled(error, name)
            raise self._failed[name] from error

    def _parse(
        self, source: str, name: str | None, filename: str | None
    ) -> nodes.Template:
        """Return the syntax tree of a template, if the language has all of it."""
        try:
            parsed = super()._parse(source, name, filename)
            self._spend(checked(parsed))
        except TemplateSyntaxError as error:  # not all of which know of themselves
            error.name, error.filename = name, filename
            raise
        return parsed


def _refuse_misfits(macro: Macro, args: Sized, named: Collection[str]) -> None:
    """Refuse arguments that a macro does not take; raises TemplateRuntimeError."""
    known = {*macro.arguments[len(args) :], "_loop_vars", "_block_vars"}  # Jinja's own
    if len(args) > len(macro.arguments) or not known.issuperset(named):
        message = f"the macro {quoted(macro.name)} is given what it does not take"
        raise TemplateRuntimeError(message)


def _extent(view: View) -> tuple[int, int]:
    """Return the number of values in a view, and that of the characters in all its texts."""
    values, characters, waiting = 0, 0, list[object]([view])
    while waiting:
        value = waiting.pop()
        values += 1
        if isinstance(value, str):
            characters += len(value)
        elif isinstance(value, tuple):
            waiting += value
        elif isinstance(value, Struct):
            waiting += astuple(value)
    return values, characters
