"""The language of templates: the part of Jinja that those of other people may use.

The one rule kept here: a filter, test, global or method that is not listed does not exist for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2.exceptions import TemplateSyntaxError

from typetable.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Collection

FILTERS = frozenset(
    [
        "capitalize",
        "count",
        "d",
        "default",
        "dictsort",
        "first",
        "indent",
        "items",
        "join",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "select",
        "selectattr",
        "sort",
        "string",
        "title",
        "trim",
        "unique",
        "upper",
    ]
)

TESTS = frozenset(
    [
        "!=",
        "<",
        "<=",
        "==",
        ">",
        ">=",
        "boolean",
        "defined",
        "eq",
        "equalto",
        "false",
        "ge",
        "greaterthan",
        "gt",
        "in",
        "iterable",
        "le",
        "lessthan",
        "lt",
        "mapping",
        "ne",
        "none",
        "number",
        "sequence",
        "string",
        "true",
        "undefined",
    ]
)

GLOBALS = frozenset({"dict", "namespace"})

METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        [
            "capitalize",
            "count",
            "endswith",
            "find",
            "index",
            "isalnum",
            "isalpha",
            "isascii",
            "isdecimal",
            "isdigit",
            "isidentifier",
            "islower",
            "isnumeric",
            "isspace",
            "istitle",
            "isupper",
            "join",
            "lower",
            "lstrip",
            "partition",
            "removeprefix",
            "removesuffix",
            "replace",
            "rfind",
            "rpartition",
            "rsplit",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "strip",
            "title",
            "upper",
        ]
    ),
    dict: frozenset({"get", "items", "keys", "values"}),
    list: frozenset({"count", "index"}),
    tuple: frozenset({"count", "index"}),
    **dict.fromkeys((bytes, int, float, set, frozenset), frozenset()),
}
"""The methods of plain values, by their types; a subtype has those of the first that it is of."""


def methods_of(value: object) -> frozenset[str] | None:
    """Return the methods that a plain value has in templates; `None` where it is not plain."""
    methods = (names for kind, names in METHODS.items() if isinstance(value, kind))
    return next(methods, None)


def refuse_unknown(kind: str, name: str, known: Collection[str], line: int) -> None:
    """Refuse a filter or test that is not in the language; raises TemplateSyntaxError."""
    if name in known:
        return
    message = f"templates have no {kind} `{name[:40]}`; {instead(name, known)}"
    raise TemplateSyntaxError(message, line)


def instead(name: str, known: Collection[str]) -> str:
    """Return the advice about an unknown name: the nearest one, or all that there are."""
    words = sorted(each for each in known if each.isalpha())
    near = Suggestions(words).nearest(name[:100])
    return f"did you mean `{near}`?" if near else f"there are: {', '.join(words)}"
