"""The code of templates: the check of those of other people, and the Python they become.

The one rule kept here: of templates of other people nothing is worked out while one is compiled,
and its code tells the sandbox, which counts, the number of parts of each block before it carries
them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator

from typetable.rendering.language import (
    NotInLanguageError,
    refuse_filter,
    refuse_unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2.compiler import Frame

_NAMES = 100  # the packaged templates have four at most
_DEPTH = 40  # they have seven
_NUMBER = 100  # the columns that a text can be indented by
"""The most names in a template, parts of it in each other, and the largest number in it."""

_MACRO = 5
"""The parts that take as long to compile as a macro; an inclusion takes one for each name."""

_NOT_NAMES = {"caller", "kwargs", "self", "super", "varargs"}
"""The names that have a meaning of their own in Jinja."""


class Direct(CodeGenerator):
    """A generator of code that asks nobody whether an attribute may be read or printed."""

    def visit_Getattr(  # noqa: N802  # as in jinja2
        self, node: nodes.Getattr, frame: Frame
    ) -> None:
        """Write an attribute; to ask for each took a third of the time of filling a template."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, *_: object) -> None:
        """Write nothing: what is printed is joined, which fails for all but text."""

    def _output_child_post(self, *_: object) -> None:
        """Write nothing, as in front of it."""


class Counting(CodeGenerator):
    """A generator of code that counts the parts of each block, and all text that is printed."""

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write a block, which begins with a step for each of its parts."""
        block = [*nodes]
        self.writeline(f"environment.step({_weight(block)})")
        super().blockvisit(block, frame)

    def visit_Include(  # noqa: N802  # as in jinja2
        self, node: nodes.Include, frame: Frame
    ) -> None:
        """Write an inclusion, which copies all names."""
        self.writeline("environment.include(context)")
        super().visit_Include(node, frame)

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: Any  # noqa: ANN401
    ) -> str:
        """Work out nothing while compiling, when nothing is counted."""
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

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


def checked(template: nodes.Template) -> int:
    """Return the number of parts of a template, if the language has them all.

    Raises NotInLanguageError.
    """
    count, names, waiting = 0, set[str](), [iter([template])]
    while waiting:
        node: Any = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            continue
        _check(node)
        names.update(_names(node))
        if len(names) > _NAMES or len(waiting) > _DEPTH:
            message = "a template has too many names, or its parts are too deep"
            hint = f"there are at most {_NAMES} names, and {_DEPTH} parts in each other"
            raise NotInLanguageError(message, node, hint)
        count += 1 + _parts(node, len(names))
        waiting.append(node.iter_child_nodes())
    return count


def _parts(node: nodes.Node, names: int) -> int:
    """Return the number of further parts that take as long to compile as one."""
    if isinstance(node, nodes.Include):
        return names
    return _MACRO if isinstance(node, nodes.Macro) else 0


def _names(node: nodes.Node) -> Iterator[str]:
    """Yield the names that a part brings."""
    if isinstance(node, nodes.Name | nodes.Macro):
        yield node.name


def _check(node: nodes.Node) -> None:
    """Refuse a part that the language lacks, or has in a simpler form only."""
    refuse_unknown(node)
    if isinstance(node, nodes.Filter):
        refuse_filter(node)
    if fault := _fault_of_block(node) or _fault_of_value(node):
        raise NotInLanguageError(fault, node)


def _fault_of_block(node: nodes.Node) -> str:
    fault = ""
    match node:
        case nodes.For(target=nodes.Name(), test=None, recursive=False):
            pass
        case nodes.For():
            fault = "a loop has one name, and no `if` or `recursive`"
        case nodes.Include(template=nodes.Const(value=str()), ignore_missing=False):
            pass
        case nodes.Include():
            fault = "an `include` names one template, which is there"
        case nodes.Macro(args=args) if len({name.name for name in args}) < len(args):
            fault = "a macro has each of its names once"
        case nodes.Macro() if not all(
            isinstance(n, nodes.Const) for n in node.defaults
        ):
            fault = "what a macro takes by default is a constant"
    return fault


def _fault_of_value(node: nodes.Node) -> str:
    match node:
        case nodes.Call(
            node=nodes.Name(), dyn_args=None, dyn_kwargs=None, kwargs=named
        ):
            is_clear = len({pair.key for pair in named}) == len(named)
            return "" if is_clear else "a macro takes each of its names once"
        case nodes.Call():
            return "only macros can be called, by their names"
        case nodes.Name(name=name) if name in _NOT_NAMES:
            return f"templates have no `{name}`"
        case nodes.Const(value=float()):
            return "numbers are whole"
        case nodes.Const(value=int() as value) if value > _NUMBER:
            return f"numbers are {_NUMBER} at most"
    return ""


def _weight(block: Iterable[nodes.Node]) -> int:
    """Return the number of parts that are carried out on entering a block: all but those of loops.

    The parts of a condition count, since all names in it are looked up before.
    """
    count, waiting = 1, [*block]
    while waiting:
        node = waiting.pop()
        is_entered = not isinstance(node, nodes.For | nodes.Macro)
        waiting += node.iter_child_nodes(
            exclude=None if is_entered else ("body", "else_")
        )
        count += 1
    return count
