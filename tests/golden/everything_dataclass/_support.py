"""What the models of this package stand on: JSON in, checked; JSON out, unchanged.

Nothing that JSON holds is lost on the way: members that no page describes and nulls stay in
`extra_members`, a value that an enum does not list becomes a member of it, and a value that fits
no member of a union is kept as it is. Everything that is wrong is reported at once.
"""

from __future__ import annotations

from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from reprlib import recursive_repr
from typing import Any, Generic, NamedTuple, Self, TypeAlias, TypeVar, cast

T = TypeVar("T")


class DecodeProblem(NamedTuple):
    """One thing wrong with a JSON value: where (RFC 6901), what was expected, what was found."""

    pointer: str
    expected: str
    found: str

    def __str__(self) -> str:
        place = self.pointer or "the whole value"
        return f"{place}: expected {self.expected}, found {self.found}"


class DecodeError(ValueError):
    """JSON that a model cannot hold; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[DecodeProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class Decoding:
    """One call of `from_dict`: whether it is strict, and the problems found so far."""

    __slots__ = ("problems", "strict")

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.problems: list[DecodeProblem] = []


At: TypeAlias = Decoding | tuple[Any, str | int]
"""Where a value stands: the whole, or the place around it and its member name or index there."""

Members: TypeAlias = dict[str, Any]
"""The members of a JSON object."""

Decode: TypeAlias = Callable[[Any, At], T]
"""Turns the JSON value at a place into what an attribute holds, noting what is wrong with it."""

Take: TypeAlias = Callable[[Members, str, At], T]
"""Takes the member of a name out of the members of an object at a place, and decodes it."""


def decoding_of(at: At) -> Decoding:
    """Return the call of `from_dict` that `at` belongs to."""
    place: Any = at
    while isinstance(place, tuple):
        place = cast(Any, place[0])
    return cast(Decoding, place)


def pointer_to(at: At) -> str:
    """Return the JSON pointer of `at`."""
    keys: list[str] = []
    place: Any = at
    while isinstance(place, tuple):
        place, key = cast(Any, place)
        keys.append("/" + str(key).replace("~", "~0").replace("/", "~1"))
    return "".join(reversed(keys))


def note(at: At, expected: str, found: str) -> None:
    """Note a problem."""
    problem = DecodeProblem(pointer_to(at), expected, found)
    decoding_of(at).problems.append(problem)


class Missing(Enum):
    """Stands for an absent member, and for a null that is left where it was."""

    ABSENT = "absent"
    NULL = "null"


ABSENT: Any = Missing.ABSENT
NULL: Any = Missing.NULL


NOUNS: dict[Any, str] = {
    Missing: "nothing",
    type(None): "null",
    bool: "boolean",
    dict: "object",
    float: "number",
    int: "integer",
    list: "array",
    str: "string",
}


def found_in(value: Any) -> str:
    """Return what `value` is in JSON's words, with the value itself where that is short."""
    noun = NOUNS.get(type(value), type(value).__name__)
    if noun in ("array", "nothing", "null", "object"):
        return noun
    text = repr(value)
    return f"{noun} {text}" if len(text) <= 40 else f"{noun} {text[:39]}…"


def wrong(value: object, expected: str, at: At) -> Any:
    """Note that `value` is not what was expected, and return it."""
    note(at, expected, found_in(value))
    return value


OBJECT: Any = dict
ARRAY: Any = list
"""The types of JSON objects and arrays, in a form that makes checkers take what they hold as any."""


class Unreadable(dict[str, Any]):
    """Stands for the members of a value that is no object, of which nothing more is said."""


def take_members(data: Any, at: At) -> dict[str, Any]:
    """Return a copy of the members of `data`, from which each attribute takes its own."""
    if isinstance(data, OBJECT):
        return {**data}
    wrong(data, "object", at)
    return Unreadable()


def left_over(members: dict[str, Any], at: At) -> dict[str, Any]:
    """Return what no attribute has taken; strict decoding allows nothing but noted nulls."""
    if not members:
        return {}
    if decoding_of(at).strict:
        for key, value in members.items():
            if value is not NULL:
                note((at, key), "no such member", found_in(value))
    return {key: None if value is NULL else value for key, value in members.items()}


def null_at(members: Members, key: str, at: At, decode: Decode[Any]) -> None:
    """Leave a null among `members`; strict decoding asks `decode` whether it may be one."""
    members[key] = NULL
    if decoding_of(at).strict:
        decode(None, (at, key))


def absent_at(members: Members, key: str, at: At, decode: Decode[Any]) -> None:
    """Note that a required member is missing; `decode` says what was expected."""
    if isinstance(members, Unreadable):
        return
    problems = decoding_of(at).problems
    known = len(problems)
    decode(ABSENT, (at, key))
    if len(problems) == known:
        note((at, key), "a value", found_in(ABSENT))


def optional_value(members: Members, key: str, at: At, decode: Decode[T]) -> T | None:
    """Take a member that may be absent."""
    value = members.pop(key, ABSENT)
    if value is ABSENT:
        return None
    if value is None:
        null_at(members, key, at, decode)
        return None
    return decode(value, (at, key))


def settled(value: Any, members: Members, key: str, at: At, decode: Decode[T]) -> T:
    """Return what an attribute gets that must be there; None where nothing is, or a null."""
    if value is None:
        null_at(members, key, at, decode)
    elif value is ABSENT:
        absent_at(members, key, at, decode)
    else:
        return decode(value, (at, key))
    return cast(T, None)


def required_value(members: Members, key: str, at: At, decode: Decode[T]) -> T:
    """Take a member that must be present; where it is null, so is the attribute."""
    return settled(members.pop(key, ABSENT), members, key, at, decode)


def nullable_value(members: Members, key: str, at: At, decode: Decode[T]) -> T | None:
    """Take a member that may be absent or null."""
    if members.get(key, ABSENT) is None:
        members[key] = NULL
        return None
    return optional_value(members, key, at, decode)


def required_nullable(
    members: Members, key: str, at: At, decode: Decode[T]
) -> T | None:
    """Take a member that must be present and may be null."""
    if key not in members:
        absent_at(members, key, at, decode)
    return nullable_value(members, key, at, decode)


def optional_array(
    members: Members, key: str, at: At, decode: Decode[T]
) -> list[T] | None:
    """Take an array that may be absent."""
    value = members.pop(key, ABSENT)
    if isinstance(value, ARRAY):
        return decode_items(value, (at, key), decode)
    if value is ABSENT:
        return None
    if value is None:
        null_at(members, key, at, array_of(decode))
        return None
    return cast(list[T], wrong(value, "array", (at, key)))


def required_array(members: Members, key: str, at: At, decode: Decode[T]) -> list[T]:
    """Take an array that must be present."""
    return required_value(members, key, at, array_of(decode))


def takers(kind: type[T], decode: Decode[T]) -> tuple[Take[T | None], Take[T]]:
    """Return the functions that take a member whose type mostly is exactly `kind`."""

    def optional(members: Members, key: str, at: At) -> T | None:
        value = members.pop(key, ABSENT)
        if type(value) is kind:
            return value
        if value is ABSENT:
            return None
        if value is None:
            null_at(members, key, at, decode)
            return None
        return decode(value, (at, key))

    def required(members: Members, key: str, at: At) -> T:
        value = members.pop(key, ABSENT)
        if type(value) is kind:
            return value
        return settled(value, members, key, at, decode)

    return optional, required


def decode_base64(value: Any, at: At) -> Any:
    """Decode Base64 as RFC 4648 writes it, so that encoding gives the same text."""
    try:
        data = a2b_base64(value)
    except (Base64Error, TypeError, ValueError):
        return wrong(value, "Base64 text", at)
    same = b2a_base64(data, newline=False).decode("ascii") == value
    return data if same else wrong(value, "Base64 text", at)


def checked(kind: str) -> Decode[Any]:
    """Return the function that accepts values of a kind of JSON value, and keeps them."""

    def decode(value: Any, at: At) -> Any:
        return value if has_kind(value, kind) else wrong(value, kind, at)

    return decode


decode_any = checked("any")
decode_null: Decode[None] = checked("null")
decode_string: Decode[str] = checked("string")
decode_integer: Decode[int] = checked("integer")
decode_number: Decode[float] = checked("number")
decode_boolean: Decode[bool] = checked("boolean")
decode_object: Decode[dict[str, Any]] = checked("object")
decode_bytes: Decode[bytes] = decode_base64

optional_string, required_string = takers(str, decode_string)
optional_integer, required_integer = takers(int, decode_integer)
optional_number, required_number = takers(float, decode_number)
optional_boolean, required_boolean = takers(bool, decode_boolean)


def decode_inner(value: Any, at: At, decode: Decode[T]) -> T:
    """Decode what an array or a map holds; nulls are kept where decoding is not strict."""
    if value is None and not decoding_of(at).strict:
        return cast(T, None)
    return decode(value, at)


def decode_items(values: list[Any], at: At, decode: Decode[T]) -> list[T]:
    """Decode the items of an array."""
    if None in values:
        return [
            decode_inner(value, (at, index), decode)
            for index, value in enumerate(values)
        ]
    return [decode(value, (at, index)) for index, value in enumerate(values)]


def array_of(decode: Decode[T]) -> Decode[list[T]]:
    """Return the function that decodes arrays whose items `decode` decodes."""

    def decode_array(value: Any, at: At) -> Any:
        if isinstance(value, ARRAY):
            return decode_items(value, at, decode)
        return wrong(value, "array", at)

    return decode_array


def map_of(decode: Decode[T]) -> Decode[dict[str, T]]:
    """Return the function that decodes objects whose every member `decode` decodes."""

    def decode_map(value: Any, at: At) -> Any:
        if not isinstance(value, OBJECT):
            return wrong(value, "object", at)
        return {
            key: decode_inner(member, (at, key), decode)
            for key, member in value.items()
        }

    return decode_map


def has_kind(value: object, kind: str) -> bool:
    """Return whether `value` is of a kind of JSON value; 1.0 is an integer, as in JSON Schema."""
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return kind == "any" or type(value) in KINDS[kind]


KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


class Shape(NamedTuple, Generic[T]):
    """What tells a member of a union from the others, at a glance.

    `members` holds the kinds of the members of an object, `required` those that must be present,
    `values` those of an enum, `tags` those of the member that names the object's type, and
    `inner` the shapes of what an array or a map holds.
    """

    decode: Decode[T]
    kind: str
    members: dict[str, str] | None = None
    required: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    tags: tuple[Any, ...] = ()
    inner: tuple[Shape[Any], ...] = ()


Shapes: TypeAlias = tuple[Shape[T], ...]
"""The shapes of the members of a union, in documented order."""

POOR = 1_000_000_000
"""How badly something fits that is only kept as it is; no object has as many members."""


def misfits(shape: Shape[Any], value: Any) -> int | None:
    """Count what `shape` does not describe in `value`; None where it cannot be of that shape."""
    if not has_kind(value, shape.kind):
        return None
    if shape.kind == "any":
        return POOR
    if shape.values:
        return 0 if value in shape.values else 1
    if shape.kind == "array":
        return inner_misfits(shape.inner, value)
    if shape.kind == "object":
        return member_misfits(shape, value)
    return 0


def inner_misfits(shapes: tuple[Shape[Any], ...], values: Iterable[Any]) -> int | None:
    """Count misfits of the first value that is not null, for the shape that it fits best."""
    for value in values:
        if value is not None and shapes:
            counts = [misfits(shape, value) for shape in shapes]
            return min((count for count in counts if count is not None), default=None)
    return 0


def member_misfits(shape: Shape[Any], value: Members) -> int | None:
    """Count what `shape` does not describe; an object of which it knows nothing may be a map."""
    if shape.members is None:
        inner = inner_misfits(shape.inner, value.values())
        return None if inner is None else len(value)
    if any(key not in value for key in shape.required):
        return None
    unknown = 0
    for key, member in value.items():
        kind = shape.members.get(key)
        if kind is None:
            unknown += 1
        elif member is not None and not has_kind(member, kind):
            return None
    return unknown + (unknown == len(value) > 0)


def best_fit(value: Any, at: At, shapes: Shapes[T], tag: str = "") -> T:
    """Decode `value` to the member of a union that fits best; keep what fits none.

    The best has every required member and the fewest unknown ones; among equals the first.
    `tag` is the member of an object that names its type.
    """
    if tag and isinstance(value, OBJECT):
        named = value.get(tag, ABSENT)
        shapes = tuple(shape for shape in shapes if named in shape.tags) or shapes
    counts = [misfits(shape, value) for shape in shapes]
    fitting = [count for count in counts if count is not None]
    if fitting:
        return shapes[counts.index(min(fitting))].decode(value, at)
    if decoding_of(at).strict:
        wrong(value, "a member of the union", at)
    return cast(T, value)


class OpenEnum(Enum):
    """An enum that takes values which it does not list: they become members named `UNKNOWN`."""

    def __init_subclass__(cls) -> None:
        LISTED[cls] = {member.value: member for member in cls}

    @classmethod
    def decode(cls, data: Any, at: At) -> Self:
        """Return the member whose value is `data`, making one where none is listed."""
        kind = kind_of(cls)
        if not has_kind(data, kind):
            return cast(Self, wrong(data, kind, at))
        listed = LISTED[cls]
        if data not in listed and decoding_of(at).strict:
            wrong(data, "one of " + ", ".join(map(repr, listed)), at)
        return listed.get(data) or cls(data)

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if not has_kind(value, kind_of(cls)):
            return None
        kind: Any = next(kind for kind in (str, int, float) if issubclass(cls, kind))
        member = kind.__new__(cls, value)
        member._name_ = "UNKNOWN"
        member._value_ = value
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
        return self._value_ in LISTED[type(self)]


LISTED: dict[Any, dict[Any, Any]] = {}
"""The members of each enum by their values."""


def kind_of(enum: type[OpenEnum]) -> str:
    """Return the kind of JSON value that an enum has."""
    if issubclass(enum, str):
        return "string"
    return "integer" if issubclass(enum, int) else "number"


def optional_enum(
    members: Members, key: str, at: At, enum: type[EnumT]
) -> EnumT | None:
    """Take a member of an enum that may be absent."""
    value = members.pop(key, ABSENT)
    if type(value) is str:
        listed: EnumT | None = LISTED[enum].get(value)
        if listed is not None:
            return listed
    if value is ABSENT:
        return None
    if value is None:
        null_at(members, key, at, enum.decode)
        return None
    return enum.decode(value, (at, key))


def required_enum(members: Members, key: str, at: At, enum: type[EnumT]) -> EnumT:
    """Take a member of an enum that must be present."""
    return required_value(members, key, at, enum.decode)


class StringEnum(str, OpenEnum):
    """Strings that the docs list, and others that may come."""


class IntegerEnum(int, OpenEnum):
    """Integers that the docs list, and others that may come."""


class NumberEnum(float, OpenEnum):
    """Numbers that the docs list, and others that may come."""


EnumT = TypeVar("EnumT", bound=OpenEnum)


def encode_enum(value: object) -> Any:
    """Return the JSON value of a member of an enum, or whatever else stands in its place."""
    return getattr(value, "_value_", value)


def encode(value: Any) -> Any:
    """Return the JSON value of anything that an attribute can hold."""
    if isinstance(value, ARRAY):
        return [
            item.to_dict() if isinstance(item, JsonModel) else encode(item)
            for item in value
        ]
    if isinstance(value, JsonModel):
        return value.to_dict()
    if isinstance(value, OBJECT):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return b2a_base64(value, newline=False).decode("ascii")
    return encode_enum(value)


def put_members(members: Members, extra_members: Members) -> Members:
    """Return `members` that are set, and `extra_members` where they are not."""
    if None in members.values():
        members = {key: value for key, value in members.items() if value is not None}
    return {**extra_members, **members} if extra_members else members


@dataclass(slots=True, kw_only=True, repr=False, eq=False)
class JsonModel:
    """What all models share; `extra_members` holds what no page describes, and nulls."""

    extra_members: Members = field(default_factory=dict[str, Any])

    @classmethod
    def from_dict(cls, data: Any, *, strict: bool = False) -> Self:
        """Return the model of a JSON object.

        `strict` allows neither members nor values that the docs do not list, nor nulls. Raises
        `DecodeError` with everything that is wrong.
        """
        decoding = Decoding(strict=strict)
        model = cls.decode(data, decoding)
        if decoding.problems:
            raise DecodeError(decoding.problems)
        return model

    @classmethod
    def decode(cls, data: Any, at: At) -> Self:
        """Return the model of the JSON object at a place, noting what is wrong with it."""
        members = take_members(data, at)
        self = object.__new__(cls)
        self.extra_members = left_over(members, at)
        return self

    def to_dict(self) -> Members:
        """Return the JSON object of this model."""
        return dict(self.extra_members)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        names = self.__dataclass_fields__
        return all(getattr(self, name) == getattr(other, name) for name in names)

    @recursive_repr()
    def __repr__(self) -> str:
        names = [*self.__dataclass_fields__][1:]
        values = [(name, getattr(self, name)) for name in names]
        shown = [f"{name}={value!r}" for name, value in values if value is not None]
        if self.extra_members:
            shown.append(f"extra_members={self.extra_members!r}")
        return f"{type(self).__name__}({', '.join(shown)})"
