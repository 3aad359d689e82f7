"""The language of templates: the parts that those of other people may have.

The one rule kept here: a part that is not listed does not exist for them. A template lays out the
fields of a view and makes no values of its own but text: no part takes longer than another.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NoReturn

from jinja2 import nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import LoopContext, Macro

from typetable.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Collection

PARTS = frozenset(
    {
        nodes.And,
        nodes.Call,
        nodes.CondExpr,
        nodes.Const,
        nodes.Filter,
        nodes.FilterBlock,
        nodes.For,
        nodes.Getattr,
        nodes.If,
        nodes.Include,
        nodes.Keyword,
        nodes.Macro,
        nodes.Name,
        nodes.Not,
        nodes.Or,
        nodes.Output,
        nodes.Template,
        nodes.TemplateData,
    }
)

FILTERS: dict[str, tuple[str, ...]] = {
    "indent": ("width", "first", "blank"),
    "lower": (),
    "upper": (),
}
"""The filters of text, each with the names of its arguments."""

LOOP = ("first", "last")
"""The fields of the innermost `loop`."""

_THERE_ARE = (
    "there are `{{ a.b }}`, `for`, `if`, `include`, `macro`, `filter`, "
    "`and`, `or`, `not`, `a if b else c`"
)

_WORDS: dict[type[nodes.Node], str] = {
    nodes.Assign: "`set`",
    nodes.AssignBlock: "`set`",
    nodes.CallBlock: "`call`",
    nodes.Compare: "comparisons",
    nodes.Dict: "dictionaries",
    nodes.FromImport: "`from`",
    nodes.Getitem: "subscripts",
    nodes.List: "lists",
    nodes.Scope: "`autoescape`",
    nodes.Test: "`is`",
    nodes.Tuple: "lists",
    nodes.Concat: "`~`",
}
"""The words for parts, where Jinja has others."""

_KINDS: dict[type, str] = {
    str: "text",
    bool: "flag",
    int: "number",
    tuple: "list",
    LoopContext: "loop",
    Macro: "macro",
}

_NAME = 30
"""The characters of a name in a message."""


class NotInLanguageError(TemplateSyntaxError):
    """A part of a template that the language lacks: the fact, the line, and the parts there are."""

    def __init__(self, message: str, node: nodes.Node, hint: str = _THERE_ARE) -> None:
        """Keep the place and the hint of a finding; a part may know the line of its parts alone."""
        parts = chain([node], node.find_all(nodes.Node))
        super().__init__(
            message, next((each.lineno for each in parts if each.lineno), 1)
        )
        self.hint = hint


class NoFieldError(SecurityError):
    """A field that a value lacks: the fact, and which fields there are."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the message and the hint of a finding."""
        super().__init__(message)
        self.hint = hint


def refuse_unknown(node: nodes.Node) -> None:
    """Refuse a part that is not in the language; raises NotInLanguageError."""
    kind = type(node)
    if kind in PARTS:
        return
    is_sum = isinstance(node, nodes.BinExpr | nodes.UnaryExpr)
    word = _WORDS.get(kind, "arithmetic" if is_sum else f"`{kind.__name__.lower()}`")
    message = f"templates have no {word}"
    raise NotInLanguageError(message, node)


def refuse_filter(node: nodes.Filter) -> None:
    """Refuse a filter that is not listed, or has other arguments than it takes."""
    takes = FILTERS.get(node.name)
    if takes is None:
        message = f"templates have no filter {quoted(node.name)}"
        raise NotInLanguageError(message, node, _instead(node.name, FILTERS))
    known = {*takes[len(node.args) :]}
    given = {pair.key for pair in node.kwargs}
    is_dynamic = node.dyn_args or node.dyn_kwargs
    if is_dynamic or len(node.args) > len(takes) or not given <= known:
        message = f"the filter `{node.name}` is given what it does not take"
        hint = f"it takes: {', '.join(takes) or 'nothing'}"
        raise NotInLanguageError(message, node, hint)


def refuse_field(value: object, name: str) -> NoReturn:
    """Refuse to give a field that a value lacks; raises NoFieldError."""
    fields = getattr(value, "__struct_fields__", ())
    if isinstance(value, LoopContext):
        fields = LOOP
    message = f"a {kind_of(value)} has no field {quoted(name)}"
    hint = _instead(name, fields) if fields else "only views and loops have fields"
    raise NoFieldError(message, hint)


def kind_of(value: object) -> str:
    """Return the word for the kind of a value."""
    return _KINDS.get(type(value), type(value).__name__)


def quoted(name: str) -> str:
    """Return a name as messages spell it."""
    return f"`{name}`" if len(name) <= _NAME else f"`{name[:_NAME]}…`"


def _instead(name: str, known: Collection[str]) -> str:
    """Return the hint for an unknown name: the nearest one, or all there are."""
    near = Suggestions(sorted(known)).nearest(name[:100])
    return f"did you mean `{near}`?" if near else f"there are: {', '.join(known)}"
