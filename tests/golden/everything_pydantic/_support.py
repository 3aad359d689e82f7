"""What pydantic has to be told about the models of this package; nobody needs to read on.

Nothing that JSON holds is lost on the way: members that no page describes stay in `model_extra`, a
value that an enum does not list becomes a member of it, and a value that fits no member of a union
is kept as it is.
"""

from __future__ import annotations

import sys
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Iterable
from contextlib import suppress
from contextvars import ContextVar
from enum import Enum, IntFlag
from functools import cache, reduce
from operator import itemgetter
from sys import maxsize
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ForwardRef,
    Generic,
    Literal,
    NamedTuple,
    Protocol,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import (
    CoreSchema,
    InitErrorDetails,
    PydanticCustomError,
    core_schema,
)
from pydantic_core.core_schema import ErrorType

T = TypeVar("T")
P = TypeVar("P")
C_co = TypeVar("C_co", covariant=True)

STRICT: bool = False
"""Whether members, values of enums and of unions that the docs do not mention are errors."""


def json_name(attribute: str) -> str:
    """Return the JSON name of an attribute for which a model states none."""
    words = attribute.strip("_").split("_")
    return "_".join(words)


SETTINGS = ConfigDict(
    alias_generator=json_name,
    defer_build=True,
    extra="forbid" if STRICT else "allow",
    protected_namespaces=(),
    serialize_by_alias=True,
    strict=True,
    use_attribute_docstrings=True,
    validate_by_alias=True,
    validate_by_name=True,
)


class JsonModel(BaseModel):
    """What all models share; `model_dump(mode="json", exclude_unset=True)` gives JSON back."""

    model_config = SETTINGS

    if not TYPE_CHECKING:

        @classmethod
        def model_validate(cls, obj: Any, **options: Any) -> Any:
            try:
                return super().model_validate(obj, **options)
            except ValidationError as error:
                raise with_near_misses(error) from None

        @classmethod
        def model_validate_json(cls, json_data: Any, **options: Any) -> Any:
            try:
                return super().model_validate_json(json_data, **options)
            except ValidationError as error:
                raise with_near_misses(error) from None

        def __setattr__(self, name: str, value: Any) -> None:
            kind = enums_of(type(self)).get(name)
            super().__setattr__(name, given(value, kind) if kind else value)


def with_near_misses(error: ValidationError) -> ValidationError:
    """Return an error that says of absent members which are there in another spelling."""
    lines = error.errors(include_url=False)
    nears = [near_miss(line) for line in lines]
    if not any(nears):
        return error
    details = [line_error(*each) for each in zip(lines, nears)]
    return ValidationError.from_exception_data(error.title, details)


def near_miss(line: Any) -> str:
    """Return the member that has the letters of an absent one; nothing if there is none."""
    if line["type"] != "missing" or not isinstance(line["input"], OBJECT):
        return ""
    letters = letters_of(str(line["loc"][-1]))
    alike = (key for key in line["input"] if letters_of(key) == letters != "")
    return next(alike, "")


def letters_of(name: Any) -> str:
    """Return what different spellings of a name share; nothing for what cannot be shown."""
    is_name = isinstance(name, str) and len(name) < 200 and name.isprintable()
    return "".join(filter(str.isalnum, name)).casefold() if is_name else ""


def line_error(line: Any, near: str) -> InitErrorDetails:
    """Return an error as it was, with a near miss if there is one."""
    kind: Any = line["type"]
    if near:
        text = "Field required; the object has `{near}`"
        kind = PydanticCustomError(kind, text, {"near": near})
    elif kind not in get_args(ErrorType):
        kind = PydanticCustomError(kind, "{text}", {"text": line["msg"]})
    made = InitErrorDetails(type=kind, loc=line["loc"], input=line["input"])
    if isinstance(kind, str) and "ctx" in line:
        made["ctx"] = line["ctx"]
    return made


if TYPE_CHECKING:

    class Converted(Generic[T, P]):
        """The type of an attribute that holds a `T` and also takes a plain `P`: `Converted[T, P]`."""

        NONE: Any

        def __get__(self, model: object, owner: Any) -> T: ...

        def __set__(self, model: object, value: T | P) -> None: ...

else:

    class Converted:
        """The type of an attribute of an enum, for which plain values may be given, too."""

        NONE = None

        def __class_getitem__(cls, hints: Any) -> Any:
            return hints[0]


if TYPE_CHECKING:

    class ListOf(Protocol[C_co]):
        """A list that is given, of plain values or of members; a text is none."""

        def pop(self, index: int = -1, /) -> C_co: ...

    class DictOf(Protocol[C_co]):
        """A dictionary that is given, of plain values or of members."""

        def popitem(self) -> tuple[str, C_co]: ...

else:
    ListOf = list
    DictOf = dict


@cache
def enums_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the types of attributes with enums by their names, where plain values may be given."""
    model.model_rebuild()
    fields = model.model_fields.items()
    kinds: dict[str, Any] = {name: field.annotation for name, field in fields}
    return {name: kind for name, kind in kinds.items() if holds_enums(kind)}


def choices_of(kind: Any) -> tuple[Any, ...]:
    """Return the types of which a value may be, where there are several."""
    said = getattr(kind, "__metadata__", (None,))[0]
    if isinstance(said, Named):
        return (said.kind,)
    kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else ()


@cache
def holds_enums(kind: Any) -> bool:
    """Return whether values of a type may be members of enums, or have some in arrays and maps."""
    is_sure = is_enum(kind) or get_origin(kind) is Annotated
    return is_sure or any(map(holds_enums, get_args(kind)))


def given(value: Any, kind: Any) -> Any:
    """Return what an attribute holds for a value: members of enums in place of plain values."""
    if value is None or isinstance(value, (Enum, JsonModel)):
        return value
    if is_enum(kind):
        return kind(value) if has_kind(value, value_kind(kind)) else value
    if get_origin(kind) is list and isinstance(value, ARRAY):
        (inner,) = get_args(kind)
        return [given(item, inner) for item in cast(list[Any], value)]
    if get_origin(kind) is dict and isinstance(value, OBJECT):
        return {key: given(item, get_args(kind)[1]) for key, item in value.items()}
    kinds = choices_of(kind)
    for each in fitting(value, kinds)[:1] or kinds:
        value = given(value, each)
    return value


@cache
def is_enum(kind: Any) -> bool:
    """Return whether a type is an enum."""
    return isinstance(kind, type) and issubclass(kind, Enum)


class OpenEnum(Enum):
    """An enum that takes values which it does not list: they become members named `UNKNOWN`."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        if issubclass(cls, str):
            return cast(CoreSchema, {**handler(source), "strict": False})
        return core_schema.no_info_before_validator_function(
            cls.checked, handler(source)
        )

    @classmethod
    def checked(cls, value: Any) -> Any:
        """Return the member of a value; pydantic would convert values of other kinds."""
        kind = value_kind(cls)
        if isinstance(value, cls) or has_kind(value, kind):
            return cls(value)
        raise ValueError(f"{cls.__name__} has {kind.__name__} values")

    @classmethod
    def _missing_(cls, value: object) -> Any:
        kind: Any = value_kind(cls)
        if STRICT or not has_kind(value, kind):
            return None
        try:
            member = kind.__new__(cls, value)
        except OverflowError:
            return None
        member._name_ = "UNKNOWN"
        member._value_ = kind(value)
        return member

    def __reduce_ex__(self, protocol: object) -> Any:
        return type(self), (self._value_,)

    def __str__(self) -> str:
        return str(self._value_)

    def __format__(self, format_spec: str) -> str:
        return format(self._value_, format_spec)

    @property
    def is_known(self) -> bool:
        """Whether the docs list this value."""
        return type(self).__members__.get(self._name_) is self


@cache
def value_kind(enum: type[Enum]) -> type:
    """Return the type of the values of an enum."""
    return next(kind for kind in (str, int, float) if issubclass(enum, kind))


class StringEnum(str, OpenEnum):
    """Strings that the docs list, and others that may come."""


class IntegerEnum(int, OpenEnum):
    """Integers that the docs list, and others that may come."""


class IntegerFlags(OpenEnum, IntFlag):
    """Sums of flags that the docs list, and of others that may come."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if has_kind(value, int) and cast(int, value) >= 0:
            return super(OpenEnum, cls)._missing_(int(cast(int, value)))
        return super()._missing_(value)

    @property
    def is_known(self) -> bool:
        """Whether the docs list each flag of the sum."""
        bits = 0
        for flag in type(self).__members__.values():
            bits |= int(flag)
        return int(self) | bits == bits


class NumberEnum(float, OpenEnum):
    """Numbers that the docs list, and others that may come."""


class TaggedModel(JsonModel):
    """A model with constants, which are encoded as if they were given.

    `__init__` makes models for programs alone, as that of pydantic does it: decoding passes it by.
    """

    if not TYPE_CHECKING:

        def __init__(self, **data: Any) -> None:
            super().__init__(**data)
            self.__pydantic_fields_set__.update(constants_of(type(self)))

        __init__.__pydantic_base_init__ = True


@cache
def constants_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the attributes of a model that have one value, which is their default."""
    fields = model.model_fields.items()
    return tuple(name for name, field in fields if is_constant(field.annotation))


def is_constant(kind: Any) -> bool:
    """Return whether a type lists a single value."""
    return get_origin(kind) is Literal


class OneValue:
    """Has a member of one value decoded whatever value it has, if that is of its kind."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __get_pydantic_core_schema__(
        self, _source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return cast(CoreSchema, {**handler(type(self.value)), "strict": True})

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"const": self.value}


if TYPE_CHECKING:
    Constant: TypeAlias = Annotated[T, "of one value"]
else:

    class Constant:
        """The type of a member of one value, of which others are kept: `Constant[Literal["a"]]`."""

        def __class_getitem__(cls, hint: Any) -> Any:
            return hint if STRICT else Annotated[hint, OneValue(*get_args(hint))]


def decode_base64(value: Any) -> bytes:
    """Decode Base64 as RFC 4648 writes it, so that encoding gives the same text."""
    if isinstance(value, bytes):
        return value
    try:
        data = a2b_base64(str(value))
    except ValueError:
        data = b""
    if encode_base64(data) != value:
        raise ValueError("not Base64 text")
    return data


def encode_base64(data: bytes) -> str:
    """Return the Base64 text of bytes."""
    return b2a_base64(data, newline=False).decode("ascii")


Base64 = Annotated[
    bytes,
    BeforeValidator(decode_base64),
    PlainSerializer(encode_base64, when_used="json"),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]
"""Bytes that stand in JSON as Base64 text."""


class BestFit:
    """Has a union decoded to the member that fits best; what fits none is kept as it is.

    The best has every required member, and the fewest unknown ones and values that no enum lists;
    among equals the first. Others are tried if something in it is wrong.
    The member `tag` of an object names its type, or none that is known. `meanings` are the names of
    types by its values, where those types do not say their own.
    """

    def __init__(
        self, tag: str | None = None, meanings: dict[Any, str] | None = None
    ) -> None:
        self.tag = tag
        self.meanings = meanings

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        kinds, tag = get_args(source), self.tag
        tagged: dict[Any, Callable[[Any], Any]] = {}

        def fit(value: Any) -> Any:
            try:
                decode = tagged[value[tag]]
            except (KeyError, TypeError):
                return self.rarely(value, kinds, tagged)
            return decode(value)

        def fit_untagged(value: Any) -> Any:
            return decoded(value, kinds)

        return core_schema.no_info_plain_validator_function(
            fit_untagged if tag is None else fit,
            json_schema_input_schema=handler(source),
            serialization=core_schema.simple_ser_schema("any"),
        )

    def rarely(self, value: Any, kinds: tuple[Any, ...], tagged: dict[Any, Any]) -> Any:
        """Decode a value without a known tag, or the first one, before which none is known."""
        if not isinstance(value, OBJECT) or value.get(self.tag) is None:
            return decoded(value, kinds)
        if tagged:
            return unfitting(value)
        models = by_tag(kinds, self.tag, self.meanings)
        tagged.update({tag: decoder(kind) for tag, kind in models.items()})
        known = (tagged[tag] for tag in tagged if tag == value[self.tag])
        return next(known, unfitting)(value)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return handler(cast(Any, schema)["json_schema_input_schema"])


if TYPE_CHECKING:
    Recursive: TypeAlias = Annotated[T, "a type with names in texts"]
else:

    class Recursive:
        """A type that may hold itself, by its name in a text: `Recursive[A | list["B"]]`."""

        def __class_getitem__(cls, hint: Any) -> Any:
            return by_name(hint, names_of_caller())


def names_of_caller() -> dict[str, Any]:
    """Return the names of the module that asks for a type; `typing` finds it in the same way."""
    return cast(dict[str, Any], cast(Any, sys)._getframe(2).f_globals)


def by_name(hint: Any, names: dict[str, Any]) -> Any:
    """Return a type in which texts stand for what a module calls so, which may not be there yet."""
    if isinstance(hint, ForwardRef):
        hint = hint.__forward_arg__
    if isinstance(hint, str):
        return named(hint, names)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Annotated[by_name(hint.__origin__, names), *hint.__metadata__]
    if origin in (Union, UnionType):
        return cast(Any, Union)[tuple(by_name(part, names) for part in parts)]
    if origin in (list, dict):
        return cast(Any, origin)[*parts[:-1], by_name(parts[-1], names)]
    return hint


def meant(name: str, names: dict[str, Any]) -> Any:
    """Return what a module calls by a name, perhaps one in another module."""
    first, *others = name.split(".")
    return reduce(getattr, others, names[first])


class Named:
    """Has a value decoded by the type of a name, which is built when it is first decoded."""

    def __init__(self, name: str, names: dict[str, Any]) -> None:
        self.name = name
        self.names = names

    @property
    def kind(self) -> Any:
        """The type that has the name."""
        return meant(self.name, self.names)

    def decode(self, value: Any) -> Any:
        return decoder(self.kind)(value)

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.decode, serialization=core_schema.simple_ser_schema("any")
        )

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {}


def named(name: str, names: dict[str, Any]) -> Any:
    """Return what pydantic sees of a type of which there is but a name."""
    return Annotated[Any, Named(name, names)]


@cache
def decoder(kind: Any) -> Callable[[Any], Any]:
    """Return the function that decodes a member of a union."""
    model = model_of(kind)
    if is_model(model):
        model.model_rebuild()
        return cast(Callable[[Any], Any], model.__pydantic_validator__.validate_python)
    return TypeAdapter[Any](kind, config=ConfigDict(strict=True)).validate_python


def model_of(kind: Any) -> Any:
    """Return a type without what is said about it."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


@cache
def is_model(kind: Any) -> bool:
    """Return whether a type is a model."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@cache
def members_of(model: type[BaseModel]) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the types of the members of an object by their names, and those it must have."""
    model.model_rebuild()
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    types = {name: field.annotation for name, field in fields.items()}
    needed = (
        name
        for name, field in fields.items()
        if field.is_required() or is_constant(field.annotation)
    )
    return types, frozenset(needed)


def fitting(value: Any, kinds: tuple[Any, ...]) -> list[Any]:
    """Return the types that could fit a JSON value, the best first."""
    counts = [(misfits(kind, value), kind) for kind in kinds]
    found = [(count, kind) for count, kind in counts if count is not None]
    return [kind for _, kind in sorted(found, key=itemgetter(0))]


def decoded(value: Any, kinds: tuple[Any, ...]) -> Any:
    """Decode a value to the member of a union that fits best; keep what fits none."""
    best = best_fit(value, kinds)
    if best is None:
        return unfitting(value)
    settled = SETTLED.get()
    if settled is not None:
        return first_fit(value, kinds, settled)
    try:
        return decoder(best)(value)
    except ValidationError:
        token = SETTLED.set({})
        try:
            return decoded(value, kinds)
        finally:
            SETTLED.reset(token)


def best_fit(value: Any, kinds: tuple[Any, ...]) -> Any:
    """Return the type that fits a JSON value best; None where it fits none."""
    best, fewest = None, maxsize
    for kind in kinds:
        count = misfits(kind, value)
        if count == 0:
            return kind
        if count is not None and count < fewest:
            best, fewest = kind, count
    return best


def first_fit(value: Any, kinds: tuple[Any, ...], settled: dict[Any, Any]) -> Any:
    """Decode to the first type of which nothing is wrong; else say what is, of the best."""
    best, *others = fitting(value, kinds)
    asked = id(value), best, *others
    try:
        return decoder(settled.get(asked, (value, best))[1])(value)
    except ValidationError:
        for kind in () if asked in settled else others:
            with suppress(ValidationError):
                made = decoder(kind)(value)
                settled[asked] = value, kind
                return made
        settled.setdefault(asked, (value, best))
        raise


SETTLED: ContextVar[dict[Any, Any] | None] = ContextVar("SETTLED", default=None)
"""Which types values have, by their identity; unions in unions would try them again and again."""


def misfits(kind: Any, value: Any) -> int | None:
    """Count what a type does not describe in a value; None where it cannot be of that type."""
    plain = plain_type(kind)
    if is_model(plain):
        if isinstance(value, OBJECT):
            return member_misfits(plain, value)
        return 0 if is_already(value, plain) else None
    if not has_kind(value, json_type(plain)):
        return None
    listed = values_of(plain)
    if listed is not None:
        return 0 if value in listed else 1
    if get_origin(plain) is list:
        return inner_misfits(get_args(plain)[0], value)
    if get_origin(plain) is dict:
        inner = inner_misfits(get_args(plain)[1], value.values())
        return None if inner is None else len(value)
    return POOR if plain is Any else 0


def inner_misfits(kind: Any, values: Iterable[Any]) -> int | None:
    """Count misfits of all values; None where one cannot be of the type."""
    total = 0
    for value in values if json_type(plain_type(kind)) is not object else ():
        count = 0 if value is None and takes_null(kind) else misfits(kind, value)
        if count is None:
            return None
        total += count
    return total


def member_misfits(model: Any, value: dict[str, Any]) -> int | None:
    """Count members that a model does not describe, and values that their enums do not list."""
    glances, required = glances_of(model)
    if required and not required <= value.keys():
        return None
    unknown = unlisted = 0
    for name, member in value.items():
        seen = glances.get(name)
        if seen is None:
            unknown += 1
        elif member is None:
            if not seen.takes_null:
                return None
        elif not has_kind(member, seen.held_as) and not is_already(member, seen.kind):
            return None
        elif seen.values is not None:
            unlisted += member not in seen.values
    return unknown + unlisted + (unknown == len(value) > 0)


class Glance(NamedTuple):
    """What tells at a glance whether something could be a member: its type, and what that lists."""

    kind: Any
    held_as: Any
    takes_null: bool
    values: tuple[Any, ...] | None


@cache
def glances_of(model: Any) -> tuple[dict[str, Glance], frozenset[str]]:
    """Return what is known at a glance of the members of an object, and those it must have."""
    kinds, required = members_of(model)
    return {name: glance_at(kind) for name, kind in kinds.items()}, required


def glance_at(kind: Any) -> Glance:
    """Return what is known at a glance of a type."""
    plain = plain_type(kind)
    return Glance(
        kind=plain,
        held_as=json_type(plain),
        takes_null=takes_null(kind),
        values=values_of(plain),
    )


def is_already(value: Any, kind: Any) -> bool:
    """Return whether a value is a model of a type, as those may be that a program makes."""
    return is_model(kind) and isinstance(value, cast(type, kind))


@cache
def takes_null(kind: Any) -> bool:
    """Return whether null could be of a type; a union keeps what fits none."""
    is_union = get_origin(kind) in (Annotated, Union, UnionType)
    if is_constant(plain_type(kind)) and NoneType not in get_args(kind):
        return False
    return is_union or kind in (Any, None, NoneType)


@cache
def values_of(kind: Any) -> tuple[Any, ...] | None:
    """Return the values that a type lists, if it does."""
    if is_enum(kind):
        return tuple(member.value for member in kind)
    return get_args(kind) if is_constant(kind) else None


@cache
def plain_type(kind: Any) -> Any:
    """Return a type without what is said about it, and without None where it is one of two."""
    if get_origin(kind) is Annotated:
        return plain_type(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        others = [each for each in get_args(kind) if each is not NoneType]
        return plain_type(others[0]) if len(others) == 1 else Any
    return kind


@cache
def json_type(kind: Any) -> Any:
    """Return how Python holds a JSON value of a type; `object` where it may be anything."""
    if is_model(kind):
        return dict
    if is_enum(kind):
        return value_kind(kind)
    if is_constant(kind):
        return type(*get_args(kind))
    if kind is bytes:
        return str
    return object if kind is Any else get_origin(kind) or kind


def unfitting(value: Any) -> Any:
    """Return a value that fits no member of a union, where that is allowed."""
    if STRICT:
        raise ValueError("not a member of the union")
    return value


def by_tag(
    kinds: tuple[Any, ...], tag: str | None, meanings: dict[Any, str] | None
) -> dict[Any, Any]:
    """Return the models of a union by the values of their tag."""
    models = {each.__name__: each for each in map(model_of, kinds) if is_model(each)}
    if tag is None or meanings is not None:
        return {value: models[name] for value, name in (meanings or {}).items()}
    tags = {kind: members_of(kind)[0][tag] for kind in models.values()}
    return {get_args(plain_type(each))[0]: kind for kind, each in tags.items()}


POOR = 1_000_000_000
"""How badly something fits that is only kept as it is; no object has as many members."""


def has_kind(value: object, kind: Any) -> bool:
    """Return whether `value` is a JSON value of a type; whole numbers are numbers too."""
    own: Any = type(value)
    if own is kind or kind is object:
        return True
    if isinstance(value, OpenEnum):
        own = value_kind(own)
    return own is kind or (kind, own) == (float, int)


ARRAY: Any = list
OBJECT: Any = dict
"""The types of JSON objects and arrays, in a form that makes checkers take what they hold as any."""
