"""What msgspec is not told by types alone; nobody needs to read on.

A value that an enum does not list becomes a member of it, and a value that fits no member of a
union is kept as it is. Members that no page describes are left out, as msgspec does it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from contextvars import ContextVar
from enum import Enum, IntFlag
from functools import cache, cached_property, reduce
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
    Self,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)

from msgspec import (
    UNSET,
    Struct,
    StructMeta,
    UnsetType,
    ValidationError,
    convert,
    field,
    json,
    structs,
)

T = TypeVar("T")
P = TypeVar("P")
C_co = TypeVar("C_co", covariant=True)

STRICT: bool = False
"""Whether members, values of enums and of unions that the docs do not mention are errors."""


if TYPE_CHECKING:

    class Converted(Generic[T, P]):
        """The type of an attribute that holds a `T` and also takes a plain `P`: `Converted[T, P]`."""

        NONE: Any
        UNSET: Any

        def __get__(self, model: object, owner: Any) -> T: ...

        def __set__(self, model: object, value: T | P) -> None: ...

else:

    class Converted:
        """The type of an attribute of an enum, for which plain values may be given, too."""

        NONE = None
        UNSET = UNSET

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


class Converting(StructMeta):
    """Has programs make models of plain values, too; decoding passes it by."""

    if not TYPE_CHECKING:

        def __call__(cls, *values: Any, **named: Any) -> Any:
            made = super().__call__(*values, **named)
            for name, kind in enums_of(cls).items():
                Struct.__setattr__(made, name, given(getattr(made, name), kind))
            return made


class JsonModel(
    Struct,
    metaclass=Converting,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=False,
):
    """What all models share; `msgspec.json.decode(data, type=Model)` makes one."""

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """Return the model of a JSON text, as `msgspec.json.decode` does it.

        Raises `DecodeError` with everything that is wrong, each thing with its JSON pointer.
        """
        try:
            return json.decode(data, type=cls)
        except ValidationError as error:
            problems = [*problems_in(json.decode(data), cls)]
            raise (DecodeError(problems) if problems else error) from None

    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: Any) -> None:
            if type(value) in PLAIN:
                kind = enums_of(type(self)).get(name)
                value = given(value, kind) if kind else value
            Struct.__setattr__(self, name, value)


PLAIN = frozenset({dict, float, int, list, str})
"""The types of values that enums have, and of what holds them."""


@cache
def enums_of(model: type[Struct]) -> dict[str, Any]:
    """Return the types of attributes with enums by their names, where plain values may be given."""
    kinds = {each.name: each.type for each in structs.fields(model)}
    return {name: kind for name, kind in kinds.items() if holds_enums(kind)}


def choices_of(kind: Any) -> tuple[Any, ...]:
    """Return the types of which a value may be, where there are several."""
    if get_origin(kind) is Annotated:
        return getattr(kind.__metadata__[0], "kinds", ())
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


class DecodeProblem(NamedTuple):
    """One thing wrong with a JSON value: where (RFC 6901), what was expected, what was found."""

    pointer: str
    expected: str
    found: str

    def __str__(self) -> str:
        place = self.pointer or "the whole value"
        return f"{place}: expected {self.expected}, found {self.found}"


class DecodeError(ValidationError):
    """JSON that a model cannot hold; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[DecodeProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def decode(value: Any, kind: Any) -> Any:
    """Return what a JSON value is as a type: of a union, a model, or arrays and maps of such.

    Raises `DecodeError` with everything that is wrong.
    """
    kind = shown_type(kind)
    try:
        return fitted_part(value, kind)
    except ValueError as error:
        problems = [*problems_in(value, kind)]
        raise (DecodeError(problems) if problems else error) from None


def problems_in(value: Any, kind: Any, pointer: str = "") -> Iterator[DecodeProblem]:
    """Yield what is wrong with a JSON value of a type."""
    try:
        fitted_part(convert(value, kind), kind)
    except ValueError as error:
        parts = [*wrong_parts(value, alone(kind), pointer)]
        yield from parts or [problem_of(value, kind, pointer, error)]


def wrong_parts(value: Any, kind: Any, pointer: str) -> Iterator[DecodeProblem]:
    """Yield what is wrong with the parts of a value, of which something is wrong."""
    said = getattr(kind, "__metadata__", (None,))[0]
    if isinstance(said, Named):
        kind = said.kind
        said = getattr(kind, "__metadata__", (None,))[0]
    if isinstance(said, BestFit):
        kind = said.best(value)
    if is_model(kind) and isinstance(value, OBJECT):
        yield from wrong_members(value, kind, pointer)
    elif get_origin(kind) is list and isinstance(value, ARRAY):
        for number, item in enumerate(cast(list[Any], value)):
            yield from problems_in(item, get_args(kind)[0], f"{pointer}/{number}")
    elif get_origin(kind) is dict and isinstance(value, OBJECT):
        for key, item in value.items():
            yield from problems_in(item, get_args(kind)[1], inside(pointer, key))


def wrong_members(value: Any, model: Any, pointer: str) -> Iterator[DecodeProblem]:
    """Yield what is wrong with the members of an object, and those that are missing."""
    spellings = {letters_of(key): key for key in value}
    for each in structs.fields(model):
        place = inside(pointer, each.encode_name)
        if each.encode_name in value:
            yield from problems_in(value[each.encode_name], each.type, place)
        elif each.required:
            near = spellings.get(letters_of(each.encode_name), "")
            found = f"nothing; the object has `{near}`" if near else "nothing"
            yield DecodeProblem(place, noun_of(each.type), found)


def problem_of(value: Any, kind: Any, pointer: str, error: ValueError) -> DecodeProblem:
    """Return what is wrong with a value itself, in the words of msgspec if it has some."""
    noun, found = noun_of(kind), shown(value)
    if NOUNS.get(type(value)) == noun:
        message, *_ = str(error).split(AT)
        found += f" ({message})"
    return DecodeProblem(pointer, noun, found)


def alone(kind: Any) -> Any:
    """Return a type without null and absence, where it is one of several types no more."""
    if get_origin(kind) in (Union, UnionType):
        others = [each for each in get_args(kind) if each not in (NoneType, UnsetType)]
        return others[0] if len(others) == 1 else Any
    return kind


@cache
def is_model(kind: Any) -> bool:
    """Return whether a type is a model."""
    return isinstance(kind, type) and issubclass(kind, Struct)


def inside(pointer: str, key: str) -> str:
    """Return the JSON pointer of a member."""
    return f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"


NOUNS: dict[Any, str] = {
    NoneType: "null",
    bool: "boolean",
    dict: "object",
    float: "number",
    int: "integer",
    list: "array",
    str: "string",
}


def noun_of(kind: Any) -> str:
    """Return what a type is called in JSON's words."""
    kind = alone(kind)
    if kind is bytes:
        return "Base64 text"
    if is_model(kind):
        return "object"
    if is_enum(kind):
        return NOUNS[value_kind(kind)]
    if get_origin(kind) is Annotated:
        kind = kind.__origin__
    return NOUNS.get(get_origin(kind) or kind, "a value")


def shown(value: Any) -> str:
    """Return what a value is in JSON's words, with the value itself where that is short."""
    noun = NOUNS.get(type(value), type(value).__name__)
    if value is None or isinstance(value, ARRAY | OBJECT):
        return noun
    text = repr(value)
    return f"{noun} {text}" if len(text) <= 40 else f"{noun} {text[:39]}…"


def letters_of(name: Any) -> str:
    """Return what different spellings of a name share; nothing for what cannot be shown."""
    is_name = isinstance(name, str) and len(name) < 200 and name.isprintable()
    return "".join(filter(str.isalnum, name)).casefold() if is_name else ""


AT = " - at `$"
"""What is between the message and the path in the errors of msgspec."""

ARRAY: Any = list
OBJECT: Any = dict
"""The types of JSON objects and arrays, in a form that makes checkers take what they hold as any."""


class OpenEnum(Enum):
    """An enum that takes values which it does not list: they become members named `UNKNOWN`."""

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


class OneValue:
    """Says of a member that the docs list one value of it, which is the default."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def decode(self, value: Any) -> Any:
        return value


if TYPE_CHECKING:
    Constant: TypeAlias = Annotated[T, "of one value"]
else:

    class Constant:
        """The type of a member of one value, of which others are kept: `Constant[Literal["a"]]`."""

        def __class_getitem__(cls, hint: Any) -> Any:
            (value,) = get_args(hint)
            return hint if STRICT else Annotated[type(value), OneValue(value)]


def constant(value: Any, name: str | None = None) -> Any:
    """Return the field of a member of one value, which is encoded always."""
    return field(default_factory=lambda: value, name=name)


class BestFit:
    """Says of a member that it is decoded to whichever type of a union fits best.

    The best has every required member, and the fewest unknown ones and values that no enum lists;
    among equals the first. Others are tried if something in it is wrong.
    The member `tag` of an object names its type, or none that is known. `meanings` are the names of
    types by its values, where those types do not say their own.
    """

    def __init__(
        self, kinds: tuple[Any, ...], tag: str | None, meanings: dict[Any, str] | None
    ) -> None:
        self.kinds = kinds
        self.tag = tag
        self.meanings = meanings

    def decode(self, value: Any) -> Any:
        if not isinstance(value, OBJECT) or value.get(self.tag) is None:
            return decoded(value, self.kinds)
        try:
            kind = self.tagged[value[self.tag]]
        except (KeyError, TypeError):
            return unfitting(value)
        return convert(value, kind)

    def best(self, value: Any) -> Any:
        """Return the type that a value seems to be of; nothing where it is of none."""
        if not isinstance(value, OBJECT) or value.get(self.tag) is None:
            return best_fit(value, self.kinds)
        known = (tag for tag in self.tagged if tag == value[self.tag])
        return self.tagged.get(next(known, None))

    @cached_property
    def tagged(self) -> dict[Any, Any]:
        """The models of the union by the values of the tag."""
        return by_tag(self.kinds, self.tag, self.meanings)


def union_of(
    kinds: Any, tag: str | None = None, meanings: dict[Any, str] | None = None
) -> Any:
    """Return what msgspec sees of a union: anything, until `fitted` decodes it.

    Unions may be what arrays and maps hold.
    """
    return hidden(by_name(kinds, names_of_caller()), tag, meanings)


def hidden(kinds: Any, tag: str | None, meanings: dict[Any, str] | None) -> Any:
    """Return a type whose unions, which may be in arrays and maps, are anything."""
    origin, parts = parts_of(kinds)
    if origin in (list, dict):
        return cast(Any, origin)[*parts[:-1], hidden(parts[-1], tag, meanings)]
    if origin is Annotated:
        return kinds
    return marked(BestFit(tuple(map(shown_type, parts)), tag, meanings))


decode_reads_this_union: Any = Any
"""What errors of msgspec call a union that it is given itself."""


def marked(mark: Any) -> Any:
    """Return a type that is anything in models, and none that msgspec knows on its own.

    What stands in annotations is evaluated, and so read as anything; `fitted` decodes it further. A
    type that msgspec is given itself is not, and nobody would decode further what it returns.
    """
    name = ForwardRef("decode_reads_this_union", module=__name__)
    return cast(Any, Annotated)[name, mark]


def shown_type(kind: Any) -> Any:
    """Return a type as it is in models."""
    origin, parts = parts_of(kind)
    if origin is Annotated:
        return Annotated[Any, *kind.__metadata__]
    if origin in (list, dict):
        return cast(Any, origin)[*parts[:-1], shown_type(parts[-1])]
    if origin in (Union, UnionType):
        return cast(Any, Union)[tuple(map(shown_type, parts))]
    return kind


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
    """Says of a value that it is decoded by the type of a name."""

    def __init__(self, name: str, names: dict[str, Any]) -> None:
        self.name = name
        self.names = names

    @property
    def kind(self) -> Any:
        """The type that has the name."""
        return shown_type(meant(self.name, self.names))

    @property
    def kinds(self) -> tuple[Any, ...]:
        """The same, as the only choice that there is."""
        return (self.kind,)

    def decode(self, value: Any) -> Any:
        return fitted_part(value, self.kind)


def named(name: str, names: dict[str, Any]) -> Any:
    """Return what msgspec sees of a type of which there is but a name: anything."""
    return marked(Named(name, names))


def decoded(value: Any, kinds: tuple[Any, ...]) -> Any:
    """Decode a value to the member of a union that fits best; keep what fits none."""
    best = best_fit(value, kinds)
    if best is None:
        return unfitting(value)
    settled = SETTLED.get()
    if settled is not None:
        return first_fit(value, kinds, settled)
    try:
        return member(value, best)
    except ValueError:
        token = SETTLED.set({})
        try:
            return decoded(value, kinds)
        finally:
            SETTLED.reset(token)


@cache
def members_of(model: type[Struct]) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the types of the members of an object by their names, and those it must have."""
    fields = structs.fields(model)
    types = {each.encode_name: each.type for each in fields}
    needed = (
        each.encode_name
        for each in fields
        if each.required or is_constant(plain_type(each.type))
    )
    return types, frozenset(needed)


def model_of(kind: Any) -> Any:
    """Return the model that a type is."""
    return kind


def fitting(value: Any, kinds: tuple[Any, ...]) -> list[Any]:
    """Return the types that could fit a JSON value, the best first."""
    counts = [(misfits(kind, value), kind) for kind in kinds]
    found = [(count, kind) for count, kind in counts if count is not None]
    return [kind for _, kind in sorted(found, key=itemgetter(0))]


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
        return member(value, settled.get(asked, (value, best))[1])
    except ValueError:
        for kind in () if asked in settled else others:
            with suppress(ValueError):
                made = member(value, kind)
                settled[asked] = value, kind
                return made
        settled.setdefault(asked, (value, best))
        raise


def member(value: Any, kind: Any) -> Any:
    """Decode a value to a member of a union, unless it is one already."""
    if is_model(kind):
        return value if isinstance(value, Struct) else convert(value, kind)
    return fitted_part(value, kind)


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
        said = kind.__metadata__[0]
        return Literal[said.value] if isinstance(said, OneValue) else Any
    if get_origin(kind) in (Union, UnionType):
        others = [each for each in get_args(kind) if each not in (NoneType, UnsetType)]
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


def is_constant(kind: Any) -> bool:
    """Return whether a type lists a single value."""
    return get_origin(kind) is Literal


def fitted(value: Any, kind: Any, name: str) -> Any:
    """Decode the member `name` further, in which msgspec has left some parts as they were."""
    try:
        return fitted_part(value, kind)
    except ValueError as error:
        raise seen_from_outside(error, "." + name) from error


def fitted_part(value: Any, kind: Any) -> Any:
    """Decode a value further in which msgspec has left some parts as they were.

    What is annotated is known by that, because to hash it, as a cache does, takes long.
    """
    if value is None or value is UNSET:
        return value
    said = getattr(kind, "__metadata__", None)
    if said:
        return said[0].decode(value)
    origin, parts = parts_of(kind)
    if origin is list and isinstance(value, ARRAY):
        items = cast(list[Any], value)
        return [*fitted_items(enumerate(items), parts[0])]
    if origin is dict and isinstance(value, OBJECT):
        members = (("...", member) for member in value.values())
        return dict(zip(value, fitted_items(members, parts[1])))
    if origin in (Union, UnionType):
        return decoded(value, parts)
    return converted(value, kind)


def fitted_items(items: Iterable[tuple[object, Any]], kind: Any) -> Iterable[Any]:
    """Yield what the parts of a value are, each given behind what msgspec calls its place."""
    for place, item in items:
        try:
            made = fitted_part(item, kind)
        except ValueError as error:
            raise seen_from_outside(error, f"[{place}]") from error
        yield made


def seen_from_outside(error: ValueError, step: str) -> ValueError:
    """Return an error whose path begins one step further outside.

    Where msgspec goes from Python to its own code and back, each part of the path is told apart.
    """
    message, *places = str(error).split(AT)
    path = "".join(place.removesuffix("`") for place in reversed(places))
    return ValueError(message + AT + step + path + "`")


@cache
def parts_of(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return what a type is made from, and its parts."""
    return get_origin(kind), get_args(kind)


def converted(value: Any, kind: Any) -> Any:
    """Decode a value that is no union, unless it is decoded already."""
    return value if isinstance(value, Struct | Enum) else convert(value, kind)


def has_kind(value: object, kind: Any) -> bool:
    """Return whether `value` is a JSON value of a type; whole numbers are numbers too."""
    own: Any = type(value)
    if own is kind or kind is object:
        return True
    if isinstance(value, OpenEnum):
        own = value_kind(own)
    return own is kind or (kind, own) == (float, int)
