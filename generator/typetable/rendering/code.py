"""The code of templates: the parts that those of other people may have, and the Python they become.

The one rule kept here: nothing is worked out while a template is compiled, and all values that its
code makes are handed to the sandbox, which counts.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, operators
from jinja2.exceptions import TemplateSyntaxError

from typetable.rendering.language import FILTERS, TESTS, refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2.compiler import Frame

_NODES = 20_000  # the largest packaged template has 122
_NAMES = 500  # to compile many takes their square; packaged templates have four
_NUMBER = 1_000_000_000  # larger ones can be made to hash alike
"""The most parts and names of a template, and the largest number in it."""


class Counting(CodeGenerator):
    """A generator of code that counts each block, and hands all values to the sandbox."""

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write a block, which begins with a step."""
        self.writeline("environment.step()")
        super().blockvisit(nodes, frame)

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: Any  # noqa: ANN401
    ) -> str:
        """Work out nothing while compiling, when nothing is counted."""
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Getitem(  # noqa: N802  # as in jinja2
        self, node: nodes.Getitem, frame: Frame
    ) -> None:
        """Write a subscript; a part of a list is another list."""
        is_part = isinstance(node.arg, nodes.Slice)
        with self._argument_of("bounded") if is_part else nullcontext():
            super().visit_Getitem(node, frame)

    def visit_Concat(  # noqa: N802  # as in jinja2
        self, node: nodes.Concat, frame: Frame
    ) -> None:
        """Write the operator `~`."""
        with self._argument_of("concatenated"):
            for part in node.nodes:
                self.visit(part, frame)
                self.write(", ")

    def visit_List(  # noqa: N802  # as in jinja2
        self, node: nodes.List, frame: Frame
    ) -> None:
        """Write a list, in which there may be others."""
        with self._argument_of("bounded"):
            super().visit_List(node, frame)

    def visit_Dict(  # noqa: N802  # as in jinja2
        self, node: nodes.Dict, frame: Frame
    ) -> None:
        """Write a dictionary."""
        with self._argument_of("bounded"):
            super().visit_Dict(node, frame)

    def visit_Tuple(  # noqa: N802  # as in jinja2
        self, node: nodes.Tuple, frame: Frame
    ) -> None:
        """Write a tuple, unless it stands for several names."""
        is_value = node.ctx == "load"
        with self._argument_of("bounded") if is_value else nullcontext():
            super().visit_Tuple(node, frame)

    def visit_Compare(  # noqa: N802  # as in jinja2
        self, node: nodes.Compare, frame: Frame
    ) -> None:
        """Write a comparison."""
        self.write("(")
        with self._argument_of("bounded"):
            self.visit(node.expr, frame)
        for operand in node.ops:
            self.write(f" {operators[operand.op]} ")
            with self._argument_of("bounded"):
                self.visit(operand.expr, frame)
        self.write(")")

    @contextmanager
    def _argument_of(self, method: str) -> Iterator[None]:
        """Write the code of this context as the argument of a method of the sandbox."""
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


def checked(template: nodes.Template) -> int:
    """Return the number of parts of a template; raises TemplateSyntaxError where one may not be."""
    count, names, waiting = 0, set[str](), [template]
    while waiting:
        node: Any = waiting.pop()
        _check(node, names)
        count += 1
        if count > _NODES or len(names) > _NAMES:
            message = f"a template has at most {_NODES:,} parts and {_NAMES} names"
            raise TemplateSyntaxError(message, node.lineno)
        waiting += node.iter_child_nodes()
    return count


def _check(node: nodes.Node, names: set[str]) -> None:
    """Refuse a part that the language of templates lacks, and collect the names it defines."""
    match node:
        case nodes.Filter(name=str(name)):
            refuse_unknown("filter", name, FILTERS, node.lineno)
        case nodes.Test(name=name):
            refuse_unknown("test", name, TESTS, node.lineno)
        case nodes.Name(name=name) | nodes.NSRef(name=name):
            names.add(name)
        case nodes.Macro() | nodes.CallBlock() | nodes.Block() | nodes.Import():
            names.add(f"{len(names)}")
        case nodes.FromImport():
            names.update(f"{len(names) + n}" for n in range(len(node.names)))
        case nodes.Const(value=int(value) | float(value)) if abs(value) > _NUMBER:
            message = f"numbers are {_NUMBER:,} at most"
            raise TemplateSyntaxError(message, node.lineno)
        case nodes.EvalContextModifier():
            message = "templates have no `autoescape`"
            raise TemplateSyntaxError(message, node.lineno)
        case nodes.For(test=nodes.Expr()):  # the items that it leaves out count as well
            node.iter = nodes.Filter(
                node.iter, "list", [], [], None, None, lineno=node.lineno
            )
