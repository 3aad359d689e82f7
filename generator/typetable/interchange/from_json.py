"""The schema from JSON: the other direction of `to_json`.

The one rule kept here: strict about what the format says and silent about further keys, which a
later minor version may write. What is wrong is said where it stands.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import starmap
from typing import TYPE_CHECKING, NoReturn, TypeVar

from msgspec import UNSET

from typetable import rules
from typetable.diagnostics import clipped, finding
from typetable.interchange import document, parts
from typetable.interchange.decoder import MalformedError, decoded
from typetable.interchange.json_positions import locate
from typetable.schema import (
    Array,
    EnumModel,
    Field,
    Json,
    Map,
    Meaning,
    Member,
    Module,
    ObjectModel,
    Ref,
    Scalar,
    Schema,
    UnionModel,
    UnionOf,
)
from typetable.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from typetable.diagnostics import Diagnostic
    from typetable.interchange.decoder import Path
    from typetable.schema import Model, ScalarName, Type
    from typetable.settings.limits import Limits
    from typetable.source import SourceFile

_VALUES: Mapping[ScalarName, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
"""What the values of an enum, or those that a type lists, are by their scalar."""


def from_json(
    source: SourceFile, limits: Limits
) -> tuple[Schema | None, tuple[Diagnostic, ...]]:
    """Return the schema that a file is, as `typetable schema` prints it (TT132 where it is not).

    Its places are lines without columns. The sources of its modules start with the path of the
    file, because what stands on those pages now need not be what stood there then.
    """
    try:
        return _Reader(source, limits).schema(decoded(source.text)), ()
    except MalformedError as error:
        span, message = source.span(*error.place), clipped(error.message, 72)
        hint = "make it anew with `typetable schema`"
        return None, (finding(rules.BAD_SCHEMA, source.path, span, message, hint=hint),)


class _Reader:
    """Reads a document, and refuses what the types of its records do not."""

    def __init__(self, source: SourceFile, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._homes: defaultdict[str, list[str]] = defaultdict(list)
        """The modules that define a model, by its name."""

    def schema(self, read: document.Document) -> Schema:
        """Return the schema that a document is; raises MalformedError."""
        names = [module.module for module in read.modules]
        self._refuse_repeats(names, "module", "modules")
        for module, path in _numbered(read.modules, "modules"):
            models = [model.name for model in module.models]
            self._refuse_repeats(models, "name", *path, "models")
            for model in models:
                self._homes[model].append(module.module)
        modules = starmap(self._module, _numbered(read.modules, "modules"))
        ordered = sorted(modules, key=lambda module: module.name)
        return parts.whole(Schema(modules=tuple(ordered)))

    def _refuse(self, message: str, *path: str | int) -> NoReturn:
        raise MalformedError(message, locate(self._source.text, path))

    def _refuse_repeats(self, names: Iterable[str], key: str, *path: str | int) -> None:
        """Refuse the second of two names that are equal."""
        seen: set[str] = set()
        for n, name in enumerate(names):
            if name in seen:
                self._refuse(f"`{clipped(name)}` is there twice", *path, n, key)
            seen.add(name)

    def _module(self, read: document.Module, path: Path) -> Module:
        return Module(
            name=read.module,
            source=f"{self._source.path}:{read.source}",
            page=str(read.page or read.source.rpartition("/")[2]),
            models=tuple(starmap(self._model, _numbered(read.models, *path, "models"))),
        )

    def _model(self, read: document.Model, path: Path) -> Model:
        match read:
            case document.ObjectModel():
                return self._object(read, path)
            case document.EnumModel():
                return self._enum(read, path)
            case document.UnionModel():
                return self._union(read, path)

    def _object(self, read: document.ObjectModel, path: Path) -> ObjectModel:
        return ObjectModel(
            name=read.name,
            description=read.description,
            fields=tuple(starmap(self._field, _numbered(read.fields, *path, "fields"))),
            extra=self._type(read.extra, (*path, "extra")) if read.extra else None,
            parts=tuple(starmap(self._ref, _numbered(read.parts, *path, "parts"))),
            span=_span(read.line),
        )

    def _enum(self, read: document.EnumModel, path: Path) -> EnumModel:
        for member, place in _numbered(read.members, *path, "members"):
            self._refuse_others(member.value, read.scalar, "`value`", *place, "value")
        return EnumModel(
            name=read.name,
            description=read.description,
            scalar=read.scalar,
            members=tuple(map(_member, read.members)),
            open=read.open,
            flags=read.flags,
            span=_span(read.line),
        )

    def _refuse_others(
        self, value: object, scalar: ScalarName, what: str, *path: str | int
    ) -> None:
        """Refuse a value that is not of a scalar; a boolean is no integer."""
        if type(value) not in _VALUES.get(scalar, ()):
            self._refuse(f"{what} must be of the type {scalar}", *path)

    def _union(self, read: document.UnionModel, path: Path) -> UnionModel:
        return UnionModel(
            name=read.name,
            description=read.description,
            members=self._types(read.members, *path, "members"),
            complete=read.complete,
            discriminator=read.discriminator,
            meanings=tuple(
                Meaning(
                    each.value, self._ref(document.Ref(each.model, each.module), place)
                )
                for each, place in _numbered(read.meanings, *path, "meanings")
            ),
            span=_span(read.line),
        )

    def _field(self, read: document.Field, path: Path) -> Field:
        return Field(
            name=read.name,
            wire_name=read.wire_name,
            type=self._type(read.type, (*path, "type")),
            required=read.required,
            nullable=read.nullable,
            description=read.description,
            default=self._default(read, path),
            deprecated=read.deprecated,
            read_only=read.read_only,
            condition=read.condition,
            examples=tuple(map(Json.of, read.examples)),
            span=_span(read.line),
        )

    def _default(self, read: document.Field, path: Path) -> Json | str | None:
        if read.default_is_text:
            if not isinstance(read.default, str):
                self._refuse("`default` must be a string", *path, "default_is_text")
            return read.default
        return None if read.default is UNSET else Json.of(read.default)

    def _types(
        self, read: Iterable[document.Type], *path: str | int
    ) -> tuple[Type, ...]:
        return tuple(starmap(self._type, _numbered(read, *path)))

    def _type(self, read: document.Type, path: Path) -> Type:
        depth = path.count("items") + path.count("values")
        if depth > self._limits.type_depth:
            self._refuse("this type is nested too deeply", *path)
        match read:
            case document.Scalar():
                return self._scalar(read, path)
            case document.Array():
                return Array(self._type(read.items, (*path, "items")))
            case document.Map():
                return Map(self._type(read.values, (*path, "values")))
            case document.Ref():
                return self._ref(read, path)
            case document.UnionOf():
                return self._union_of(read, path)

    def _scalar(self, read: document.Scalar, path: Path) -> Scalar:
        for value, place in _numbered(read.values, *path, "values"):
            self._refuse_others(value, read.scalar, "this item", *place)
        return Scalar(
            read.scalar,
            read.unresolved,
            read.format,
            read.max_length,
            tuple(read.values),
        )

    def _union_of(self, read: document.UnionOf, path: Path) -> UnionOf:
        nested = any(isinstance(each, document.UnionOf) for each in read.members)
        if nested or len(read.members) < 2:
            message = "`members` must be two types or more, and no unions"
            self._refuse(message, *path, "members")
        return UnionOf(self._types(read.members, *path, "members"))

    def _ref(self, read: document.Ref, path: Path) -> Ref:
        homes = self._homes.get(read.model, [])
        module = read.module or "".join(homes[:1])
        if module not in homes:
            self._refuse(f"nothing defines `{clipped(read.model)}`", *path, "model")
        return Ref(read.model, module)


_I = TypeVar("_I")


def _numbered(items: Iterable[_I], *path: str | int) -> Iterator[tuple[_I, Path]]:
    """Yield items with their paths, given that of the array."""
    return ((item, (*path, n)) for n, item in enumerate(items))


def _member(read: document.Member) -> Member:
    return Member(
        name=read.name,
        value=read.value,
        description=read.description,
        span=_span(read.line),
    )


def _span(line: int) -> Span:
    return Span(line, 1, 1)
