"""The schema from JSON: the other direction of `to_json`.

The one rule kept here: strict about what the format says and silent about further keys, which a
later minor version may write. What is wrong is said where it stands.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from math import isinf
from typing import TYPE_CHECKING, Any, TypeAlias, cast, get_args

from msgspec import Struct

from typetable import rules
from typetable.diagnostics import finding, shown
from typetable.interchange.json_positions import locate
from typetable.interchange.to_json import VERSION
from typetable.python.characters import is_whole
from typetable.schema import (
    Array,
    EnumModel,
    Field,
    Map,
    Member,
    Module,
    ObjectModel,
    Ref,
    Scalar,
    ScalarName,
    Schema,
    UnionModel,
    UnionOf,
)
from typetable.settings.toml import is_flag, is_positive, is_text
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from typetable.diagnostics import Diagnostic
    from typetable.schema import Model, Type
    from typetable.settings.limits import Limits
    from typetable.source import SourceFile

_SCALARS = get_args(ScalarName)
_VALUES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
}
"""What the values of an enum may be, by its scalar."""


class _MalformedError(Exception):
    """What is wrong, and the path of the value that is."""


class _Node(Struct, frozen=True):
    """A value of the document and the path to it."""

    value: Any
    path: tuple[str | int, ...] = ()

    @property
    def name(self) -> str:
        key = self.path[-1] if self.path else "document"
        return f"`{shown(key)}`" if isinstance(key, str) else "this item"

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def __getitem__(self, key: str) -> _Node:
        members = self.checked("an object", _is(dict))
        if key not in members:
            message = f"{self.name} has no `{key}`"
            raise _MalformedError(message, self.path)
        return _Node(members[key], (*self.path, key))

    def __iter__(self) -> Iterator[_Node]:
        items = self.checked("an array", _is(list))
        return (_Node(item, (*self.path, i)) for i, item in enumerate(items))

    def checked(
        self, expected: str, accepts: Callable[[Any], bool]
    ) -> Any:  # noqa: ANN401
        """Return the value where it is accepted; `expected` says what would be."""
        is_half = isinstance(self.value, str) and not is_whole(self.value)
        if accepts(self.value) and not is_half:
            return self.value
        message = f"{self.name} must be {expected}"
        if is_half:
            message = f"{self.name} holds half of a character, such as \\ud800"
        raise _MalformedError(message, self.path)

    def text(self) -> str:
        return str(self.checked("a string", _is(str)))

    def label(self) -> str:
        return str(self.checked("a non-empty string", is_text))

    def flag(self) -> bool:
        return bool(self.checked("true or false", is_flag))

    def line(self) -> Span:
        number = self.checked("a line, counted from 1", is_positive)
        return Span(number, 1, 1)

    def choice(self, choices: Collection[str]) -> str:
        words = f"one of {', '.join(choices)}"
        return str(self.checked(words, lambda value: value in list(choices)))


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kind)


_Modules: TypeAlias = "Mapping[str, tuple[str, ...]]"
"""The modules that define a model, by its name."""


def from_json(
    source: SourceFile, limits: Limits
) -> tuple[Schema | None, tuple[Diagnostic, ...]]:
    """Return the schema that a file is, as `typetable schema` prints it (TT132 where it is not).

    Its places are lines without columns. The sources of its modules start with the path of the
    file, because what stands on those pages now need not be what stood there then.
    """
    try:
        document = json.loads(
            source.text,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            object_pairs_hook=_distinct,
        )
        return _schema(_Node(document), source.path, limits), ()
    except _MalformedError as error:
        message, where = error.args
        span = source.span(*locate(source.text, where))
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg[0].lower()}{error.msg[1:]}"
        span = Span(error.lineno, error.colno, error.colno + 1)
    except (ValueError, RecursionError) as error:
        deep = isinstance(error, RecursionError)
        message = "this is nested too deeply" if deep else f"not JSON: {error}"
        span = Span(1, 1, 1)
    hint = "make it anew with `typetable schema`"
    return None, (
        finding(rules.BAD_SCHEMA, source.path, span, shown(message, 72), hint=hint),
    )


def _refuse_constant(name: str) -> float:
    message = f"JSON has no {name}"
    raise ValueError(message)


def _finite(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        message = f"{shown(digits)} is too large"
        raise ValueError(message)
    return number


def _distinct(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; where a name is there twice, nobody can tell what was meant."""
    found = dict(members)
    if len(found) < len(members):
        repeated = next(
            n for n, count in Counter(n for n, _ in members).items() if count > 1
        )
        message = f"`{shown(repeated)}` is there twice in an object"
        raise ValueError(message)
    return found


def _schema(document: _Node, path: str, limits: Limits) -> Schema:
    version = document["typetable_schema"]
    version.checked(
        f"{VERSION}, the format known here",
        lambda value: is_positive(value) and value == VERSION,
    )
    nodes = list(document["modules"])
    _refuse_repeats([node["module"] for node in nodes])
    modules = defaultdict(list)
    for node in nodes:
        names = [model["name"] for model in node["models"]]
        _refuse_repeats(names)
        for name in names:
            modules[name.label()].append(node["module"].label())
    reader = _Reader({name: tuple(each) for name, each in modules.items()}, limits)
    read = [reader.module(node, path) for node in nodes]
    return Schema(modules=tuple(sorted(read, key=lambda module: module.name)))


def _refuse_repeats(names: list[_Node]) -> None:
    seen = Counter(name.label() for name in names)
    for name in names:
        if seen[name.label()] > 1:
            message = f"`{shown(name.label())}` is there twice"
            raise _MalformedError(message, name.path)


class _Reader:
    """Reads modules, given which module defines which model."""

    def __init__(self, modules: _Modules, limits: Limits) -> None:
        self._modules = modules
        self._limits = limits

    def module(self, node: _Node, path: str) -> Module:
        source = node["source"].text()
        return Module(
            name=node["module"].label(),
            source=f"{path}:{source}",
            page=_optional_text(node, "page") or source.rpartition("/")[2],
            models=tuple(map(self._model, node["models"])),
        )

    def _model(self, node: _Node) -> Model:
        return _MODELS[node["kind"].choice(_MODELS)](self, node)

    def object_model(self, node: _Node) -> ObjectModel:
        return ObjectModel(
            name=node["name"].label(),
            description=node["description"].text(),
            fields=tuple(map(self._field, node["fields"])),
            span=node["line"].line(),
        )

    def enum_model(self, node: _Node) -> EnumModel:
        scalar = cast("ScalarName", node["scalar"].choice(_VALUES))
        return EnumModel(
            name=node["name"].label(),
            description=node["description"].text(),
            scalar=scalar,
            members=tuple(_member(each, scalar) for each in node["members"]),
            span=node["line"].line(),
        )

    def union_model(self, node: _Node) -> UnionModel:
        return UnionModel(
            name=node["name"].label(),
            description=node["description"].text(),
            members=tuple(map(self.type_, node["members"])),
            complete=node["complete"].flag(),
            discriminator=_optional_text(node, "discriminator"),
            span=node["line"].line(),
        )

    def _field(self, node: _Node) -> Field:
        return Field(
            name=node["name"].label(),
            wire_name=node["wire_name"].text(),
            type=self.type_(node["type"]),
            required=node["required"].flag(),
            nullable=node["nullable"].flag() if "nullable" in node else False,
            description=node["description"].text(),
            span=node["line"].line(),
        )

    def type_(self, node: _Node) -> Type:
        if (
            node.path.count("items") + node.path.count("values")
            > self._limits.type_depth
        ):
            message = "this type is nested too deeply"
            raise _MalformedError(message, node.path)
        return _TYPES[node["kind"].choice(_TYPES)](self, node)

    def union_of(self, node: _Node) -> UnionOf:
        read = tuple(map(self.type_, node["members"]))
        flat = len(read) > 1 and not any(isinstance(each, UnionOf) for each in read)
        node["members"].checked("two types or more, and no unions", lambda _: flat)
        return UnionOf(read)

    def ref(self, node: _Node) -> Ref:
        model = node["model"].label()
        known = self._modules.get(model, ())
        module = node["module"].text() if "module" in node else "".join(known[:1])
        if module not in known:
            message = f"nothing defines `{shown(model)}`"
            raise _MalformedError(message, node["model"].path)
        return Ref(model, module)


def _scalar(_: _Reader, node: _Node) -> Scalar:
    scalar = cast("ScalarName", node["scalar"].choice(_SCALARS))
    return Scalar(scalar, _optional_text(node, "unresolved"))


def _member(node: _Node, scalar: ScalarName) -> Member:
    value = node["value"]
    kinds = _VALUES[scalar]
    return Member(
        name=node["name"].label(),
        value=value.checked(
            f"of the type {scalar}",
            lambda value: isinstance(value, kinds) and not is_flag(value),
        ),
        description=_optional_text(node, "description"),
        span=node["line"].line(),
    )


def _optional_text(node: _Node, key: str) -> str:
    return node[key].text() if key in node else ""


_MODELS: dict[str, Callable[[_Reader, _Node], Model]] = {
    "object": _Reader.object_model,
    "enum": _Reader.enum_model,
    "union": _Reader.union_model,
}

_TYPES: dict[str, Callable[[_Reader, _Node], Type]] = {
    "scalar": _scalar,
    "array": lambda reader, node: Array(reader.type_(node["items"])),
    "map": lambda reader, node: Map(reader.type_(node["values"])),
    "ref": _Reader.ref,
    "union": _Reader.union_of,
}
