"""What the models of this package stand on: JSON in, checked; JSON out, unchanged.

Nothing that JSON holds is lost on the way: members that no page describes and nulls stay in
`extra_members`, a value that an enum does not list becomes a member of it, and a value that fits
no member of a union is kept as it is. Everything that is wrong is reported at once.
"""

from __future__ import annotations

from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from operator import itemgetter
from reprlib import recursive_repr
from sys import maxsize, version_info
from typing import (
    Any,
    Generic,
    NamedTuple,
    Self,
    TypeAlias,
    TypeVar,
    cast,
    dataclass_transform,
)

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


class Again(Exception):
    """Says that a value is not as simple as it seemed, so that all of them are read again."""


Members: TypeAlias = dict[str, Any]
"""The members of a JSON object."""

Decode: TypeAlias = Callable[[Any, bool], T]
"""Turns a JSON value, read strictly or not, into what an attribute holds."""


class Missing(Enum):
    """Stands for an absent member, and for one of a value that is no object."""

    ABSENT = "absent"
    UNREADABLE = "unreadable"


ABSENT: Any = Missing.ABSENT
UNREADABLE: Any = Missing.UNREADABLE

OBJECT: Any = dict
ARRAY: Any = list
"""The types of JSON objects and arrays, in a form that makes checkers take what they hold as any."""

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


def shown(value: Any) -> str:
    """Return what `value` is in JSON's words, with the value itself where that is short."""
    noun = NOUNS.get(type(value), type(value).__name__)
    if noun in ("array", "nothing", "null", "object"):
        return noun
    text = legible(value)
    return f"{noun} {text}" if len(text) <= 40 else f"{noun} {text[:39]}…"


def legible(value: Any) -> str:
    """Return the text of a value; Python has none for the decimal digits of a vast integer."""
    try:
        return repr(value)
    except ValueError:
        return hex(value)


class Found:
    """A JSON value and where it was found.

    JSON is read quickly first. If something is not right, it is read again, each value wrapped in
    one of these, which knows its place, notes what is wrong, and which members it was asked for.
    """

    __slots__ = (
        "around",
        "asked",
        "key",
        "latest",
        "problems",
        "settled",
        "strict",
        "value",
    )

    def __init__(
        self, value: Any, strict: bool, around: Found | None = None, key: object = ""
    ) -> None:
        self.value = value
        self.strict = strict
        self.around = around
        self.key = key
        self.asked: set[str] = set()
        self.problems: list[DecodeProblem] = around.problems if around else []
        self.settled: dict[Any, Any] = around.settled if around else {}
        self.latest: list[Found] = around.latest if around else []
        self.latest[:] = [self]

    def __len__(self) -> int:
        """Return more than any model has members, so that it looks at what is left over."""
        return maxsize

    def get(self, key: str, _: object = None) -> Found:
        """Return the member of a name, which may be absent."""
        self.asked.add(key)
        is_object = isinstance(self.value, OBJECT)
        return self.inside(
            key, self.value.get(key, ABSENT) if is_object else UNREADABLE
        )

    def __getitem__(self, key: str) -> Found:
        """Return the member of a name, which should be there."""
        return self.get(key)

    def inside(self, key: object, value: Any) -> Found:
        """Return a value inside of this one."""
        return Found(value, self.strict, self, key)

    def note(self, expected: str) -> None:
        """Note that something else was expected here."""
        found = shown(self.value)
        self.problems.append(DecodeProblem(self.pointer(), expected, found))

    def note_missing(self, decode: Decode[Any]) -> None:
        """Note that a required member is missing; `decode` says what was expected."""
        known = len(self.problems)
        decode(self, self.strict)
        if len(self.problems) == known:
            self.note("a value")

    def too_deep(self) -> DecodeError:
        """Return the error that reading ended, for want of stack, at the latest value."""
        (latest,) = self.latest
        problem = latest.pointer(), "fewer levels above", shown(latest.value)
        return DecodeError([DecodeProblem(*problem)])

    def pointer(self) -> str:
        """Return the JSON pointer of this value."""
        keys: list[str] = []
        place = self
        while place.around:
            keys.append("/" + str(place.key).replace("~", "~0").replace("/", "~1"))
            place = place.around
        return "".join(reversed(keys))


def bare(value: Any) -> Any:
    """Return the JSON value itself."""
    return value.value if type(value) is Found else value


def wrong(value: Any, expected: str) -> Any:
    """Note that something else was expected, and return the value; unless it was read quickly."""
    if type(value) is not Found:
        raise Again
    value.note(expected)
    return value.value


new = object.__new__
"""Makes an object of a class; a name of its own saves looking it up each time."""


@cache
def known_to(model: Any) -> set[str]:
    """Return the members that a model describes: those that it asks for."""
    nothing = Found({}, strict=False)
    model.decode(nothing, False)
    return nothing.asked


def left_over(model: Any, data: Any, strict: bool) -> Members:
    """Return the members of an object that a model does not describe, and nulls."""
    if type(data) is Found:
        return noted_left_over(data)
    known = known_to(model)
    extra_members = {
        key: value for key, value in data.items() if value is None or key not in known
    }
    if strict and extra_members:
        raise Again
    return extra_members


def noted_left_over(found: Found) -> Members:
    """Return what is left over; strict decoding allows nothing but nulls that are noted if wrong."""
    members = found.value
    if not isinstance(members, OBJECT):
        wrong(found, "object")
        return {}
    unknown = [key for key in members if key not in found.asked]
    for key in unknown if found.strict else ():
        found.inside(key, members[key]).note("no such member")
    nulls = [key for key in members if members[key] is None and key in found.asked]
    return {key: members[key] for key in (*unknown, *nulls)}


def looked_at(
    value: Any,
    decode: Decode[T],
    strict: bool = False,
    *,
    required: bool = False,
    nullable: bool = False,
) -> T:
    """Decode a member that may be absent or null; so that None stands for it."""
    if type(value) is Found:
        return looked_up(value, decode, required=required, nullable=nullable)
    if value is None or value is ABSENT:
        raise Again
    return decode(value, strict)


def looked_up(found: Found, decode: Decode[T], *, required: bool, nullable: bool) -> T:
    """Decode a member, noting what is wrong with it."""
    if found.value is ABSENT and required:
        found.note_missing(decode)
    elif found.value is None and found.strict and not nullable:
        decode(found, found.strict)
    elif found.value is not None and not isinstance(found.value, Missing):
        return decode(found, found.strict)
    return cast(T, None)


def optional(value: Any, decode: Decode[T], strict: bool) -> T | None:
    """Decode a member that may be absent, but is not null."""
    if type(value) is Found:
        return looked_at(value, decode)
    return decode(value, strict)


def required(value: Any, decode: Decode[T], strict: bool) -> T:
    """Decode a member that must be present; where it is null, so is the attribute."""
    return looked_at(value, decode, strict, required=True)


def nullable(value: Any, decode: Decode[T], strict: bool) -> T | None:
    """Decode a member that may be absent or null, but is not null."""
    return looked_at(value, decode, strict, nullable=True)


def required_nullable(value: Any, decode: Decode[T], strict: bool) -> T | None:
    """Decode a member that must be present and may be null, but is not null."""
    return looked_at(value, decode, strict, required=True, nullable=True)


def optional_array(value: Any, decode: Decode[T], strict: bool) -> list[T] | None:
    """Decode an array that may be absent, but is not null."""
    if isinstance(value, ARRAY):
        return [decode(item, strict) for item in value]
    return optional(value, array_of(decode), strict)


def required_array(value: Any, decode: Decode[T], strict: bool) -> list[T]:
    """Decode an array that must be present."""
    return required(value, array_of(decode), strict)


KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
"""How Python holds JSON values; 1.0 is an integer too, as in JSON Schema."""


def has_kind(value: object, kind: str) -> bool:
    """Return whether `value` is of a kind of JSON value."""
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return kind == "any" or type(value) in KINDS[kind]


def checked(kind: str) -> Decode[Any]:
    """Return the function that accepts values of a kind of JSON value, and keeps them."""
    types = KINDS.get(kind, ())

    def decode(value: Any, _: bool) -> Any:
        if type(value) in types:
            return value
        data = bare(value)
        return data if has_kind(data, kind) else wrong(value, kind)

    return decode


def decode_base64(value: Any, _: bool) -> Any:
    """Decode Base64 as RFC 4648 writes it, so that encoding gives the same text."""
    text = bare(value)
    try:
        data = a2b_base64(text)
    except (Base64Error, TypeError, ValueError):
        return wrong(value, "Base64 text")
    same = b2a_base64(data, newline=False).decode("ascii") == text
    return data if same else wrong(value, "Base64 text")


decode_any = checked("any")
decode_null: Decode[None] = checked("null")
decode_string: Decode[str] = checked("string")
decode_integer: Decode[int] = checked("integer")
decode_number: Decode[float] = checked("number")
decode_boolean: Decode[bool] = checked("boolean")
decode_object: Decode[dict[str, Any]] = checked("object")
decode_bytes: Decode[bytes] = decode_base64


def decode_inner(found: Found, decode: Decode[T]) -> T:
    """Decode what an array or a map holds; nulls are kept where decoding is not strict."""
    if found.value is None and not found.strict:
        return cast(T, None)
    return decode(found, found.strict)


def array_of(decode: Decode[T]) -> Decode[list[T]]:
    """Return the function that decodes arrays whose items `decode` decodes."""

    def decode_array(value: Any, strict: bool) -> Any:
        items = bare(value)
        if not isinstance(items, ARRAY):
            return wrong(value, "array")
        if type(value) is Found:
            places = (value.inside(index, item) for index, item in enumerate(items))
            return [decode_inner(place, decode) for place in places]
        return [decode(item, strict) for item in items]

    return decode_array


def map_of(decode: Decode[T]) -> Decode[dict[str, T]]:
    """Return the function that decodes objects whose every member `decode` decodes."""

    def decode_map(value: Any, strict: bool) -> Any:
        members = bare(value)
        if not isinstance(members, OBJECT):
            return wrong(value, "object")
        if type(value) is Found:
            places = {key: value.inside(key, item) for key, item in members.items()}
            return {key: decode_inner(place, decode) for key, place in places.items()}
        return {key: decode(item, strict) for key, item in members.items()}

    return decode_map


class Shape(NamedTuple, Generic[T]):
    """What tells a member of a union from the others, at a glance.

    `members` holds the kinds of the members of an object, `required` those that must be present,
    and `enums` the enums of those that have one; `values` are those of an enum, and `inner` the
    shapes of what an array or a map holds.
    """

    decode: Decode[T]
    kind: str
    members: dict[str, str] | None = None
    required: tuple[str, ...] = ()
    enums: dict[str, Any] | None = None
    values: tuple[Any, ...] = ()
    inner: tuple[Shape[Any], ...] = ()


Shapes: TypeAlias = tuple[Shape[T], ...]
"""The shapes of the members of a union, in documented order."""

made_once = cache
"""Lets a function without parameters be called once."""

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
    """Count misfits of all values that are not null; None where one cannot be of the shape."""
    total = 0
    for value in values if shapes else ():
        if value is not None:
            count = misfits(shapes[0], value)
            if count is None:
                return None
            total += count
    return total


def member_misfits(shape: Shape[Any], value: Members) -> int | None:
    """Count what `shape` does not describe; an object of which it knows nothing may be a map."""
    if shape.members is None:
        inner = inner_misfits(shape.inner, value.values())
        return None if inner is None else len(value)
    for key in shape.required:
        if key not in value:
            return None
    unknown = unlisted = 0
    enums = shape.enums
    for key, member in value.items():
        kind = shape.members.get(key)
        if kind is None:
            unknown += 1
        elif member is not None:
            if not has_kind(member, kind):
                return None
            if enums and key in enums:
                unlisted += not lists(enums[key], member)
    return unknown + unlisted + (unknown == len(value) > 0)


def lists(enum: Any, value: Any) -> bool:
    """Return whether an enum lists a value, if it is one."""
    return has_kind(value, kind_of(enum)) and value in LISTED[enum]


def named(value: Any, shapes: Shapes[T], tag: str) -> Shapes[T]:
    """Return the shapes that the member `tag` of an object names; all where it names none."""
    if not isinstance(value, OBJECT):
        return shapes
    tagged = [shape for shape in shapes if shape.enums and tag in shape.enums]
    found = [each for each in tagged if lists((each.enums or {})[tag], value.get(tag))]
    return tuple(found) or shapes


def best_fit(value: Any, strict: bool, shapes: Shapes[T], tag: str = "") -> T:
    """Decode `value` to the member of a union that fits best; keep what fits none.

    The best has every required member, and the fewest unknown ones and values that no enum lists;
    among equals the first. Others are tried if something in it is wrong.
    `tag` is the member of an object that names its type.
    """
    data = bare(value)
    shapes = named(data, shapes, tag) if tag else shapes
    best, fewest = None, maxsize
    for shape in shapes:
        count = misfits(shape, data)
        if count is not None and count < fewest:
            best, fewest = shape, count
        if count == 0:
            break
    if best is None:
        return cast(T, wrong(value, "a member of the union") if strict else data)
    if type(value) is Found:
        return first_fit(value, fitting(data, shapes))
    return best.decode(value, strict)


def fitting(value: Any, shapes: Shapes[T]) -> list[Shape[T]]:
    """Return the shapes that a value could be of, the best first."""
    counts = [(misfits(shape, value), shape) for shape in shapes]
    found = [(count, shape) for count, shape in counts if count is not None]
    return [shape for _, shape in sorted(found, key=itemgetter(0))]


def first_fit(found: Found, shapes: list[Shape[T]]) -> T:
    """Decode to the first shape of which nothing is wrong; else note what is, of the best.

    The answer is remembered: unions in unions would ask again and again.
    """
    asked = found.pointer(), *(shape.decode for shape in shapes)
    if asked not in found.settled:
        trials = (tried(found, shape) for shape in shapes)
        best = next(trials)
        clean = (trial for trial in trials if not trial[1])
        found.settled[asked] = next(clean, best) if best[1] else best
    made, problems = found.settled[asked]
    found.problems += problems
    return cast(T, made)


def tried(found: Found, shape: Shape[T]) -> tuple[T, list[DecodeProblem]]:
    """Return what a value is if it is of a shape, and what is wrong with that."""
    trial = Found(found.value, found.strict, found.around, found.key)
    trial.problems = []
    return shape.decode(trial, trial.strict), trial.problems


class OpenEnum(Enum):
    """An enum that takes values which it does not list: they become members named `UNKNOWN`."""

    def __init_subclass__(cls) -> None:
        LISTED[cls] = {member.value: member for member in cls}

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        """Return the member whose value is `data`, making one where none is listed."""
        value, kind = bare(data), kind_of(cls)
        if not has_kind(value, kind):
            return cast(Self, wrong(data, kind))
        listed = LISTED[cls]
        if strict and value not in listed:
            wrong(data, "one of " + ", ".join(map(repr, listed)))
        return listed.get(value) or cls(value)

    @classmethod
    def _missing_(cls, value: object) -> Any:
        """Make a member of a value; an integer above all floats is held as infinity."""
        if not has_kind(value, kind_of(cls)):
            return None
        kind: Any = next(kind for kind in (str, int, float) if issubclass(cls, kind))
        try:
            member = kind.__new__(cls, value)
        except OverflowError:
            member = kind.__new__(cls, "inf" if cast(int, value) > 0 else "-inf")
        member._name_ = "UNKNOWN"
        member._value_ = value
        return member

    def __reduce_ex__(self, protocol: object) -> Any:
        return type(self), (self._value_,)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}.{self._name_}: {legible(self._value_)}>"

    def __str__(self) -> str:
        value = self._value_
        return value if isinstance(value, str) else legible(value)

    def __format__(self, format_spec: str) -> str:
        return format(self._value_, format_spec) if format_spec else str(self)

    @property
    def is_known(self) -> bool:
        """Whether the docs list this value."""
        return self._value_ in LISTED[type(self)]


LISTED: dict[Any, Any] = {}
"""The members of each enum by their values."""


def kind_of(enum: type[OpenEnum]) -> str:
    """Return the kind of JSON value that an enum has."""
    if issubclass(enum, str):
        return "string"
    return "integer" if issubclass(enum, int) else "number"


def optional_enum(value: Any, enum: type[EnumT], strict: bool) -> EnumT | None:
    """Decode a member of an enum that may be absent, but is not null."""
    return optional(value, enum.decode, strict)


def required_enum(value: Any, enum: type[EnumT], strict: bool) -> EnumT:
    """Decode a member of an enum that must be present."""
    return required(value, enum.decode, strict)


PLAIN = ""
"""Makes plain text of a text that may be a member of an enum: `PLAIN + text`."""


class StringEnum(str, OpenEnum):
    """Strings that the docs list, and others that may come."""


class IntegerEnum(int, OpenEnum):
    """Integers that the docs list, and others that may come."""


class NumberEnum(float, OpenEnum):
    """Numbers that the docs list, and others that may come."""


EnumT = TypeVar("EnumT", bound=OpenEnum)


def encode_enum(value: Any) -> Any:
    """Return the JSON value of a member of an enum, or whatever else stands in its place."""
    try:
        return value._value_
    except AttributeError:
        return value


def encode_array(value: Any) -> Any:
    """Return the JSON value of an array of models."""
    try:
        return [item.to_dict() for item in value]
    except (AttributeError, TypeError):
        return encode(value)


def encode(value: Any) -> Any:
    """Return the JSON value of anything that an attribute can hold."""
    if isinstance(value, JsonModel):
        return value.to_dict()
    if isinstance(value, ARRAY):
        return [encode(item) for item in value]
    if isinstance(value, OBJECT):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return b2a_base64(value, newline=False).decode("ascii")
    return encode_enum(value)


class Undescribed:
    """Keeps what no page describes; most models have none of it, and no dictionary till asked."""

    __slots__ = ("_extra_members",)
    _extra_members: Members | None


def own_members(model: Any) -> Members:
    """Return the dictionary of a model; whoever changes it changes the model."""
    members: Members | None = model._extra_members
    if members is None:
        members = model._extra_members = {}
    return members


def set_members(model: Any, members: Members) -> None:
    """Give a model its dictionary."""
    model._extra_members = members


EMPTY: Any = property(own_members, set_members)
"""The default of an attribute that is a dictionary of the model's own, made when asked for."""

MADE = (
    "__dataclass_fields__",
    "__dataclass_params__",
    "__init__",
    "__match_args__",
    *(("__replace__",) if version_info >= (3, 13) else ()),
)
"""What `dataclasses` makes of a class."""


@dataclass_transform(kw_only_default=True, eq_default=False)
def lazy_dataclass(cls: type[T]) -> type[T]:
    """Return `dataclass(slots=True, kw_only=True, repr=False, eq=False)(cls)`, made lazily.

    What `dataclasses` makes of a class is made when it is first asked for. Decoding and encoding
    do not ask, and nothing else would make importing a package take as long. The first of some
    classes that inherit gets a slot for weak references, and the others get it from there.
    """
    body = {**vars(cls)}
    fields = [name for name in cls.__annotations__ if body.get(name) is not EMPTY]
    slots = [*fields]
    if body.pop("__weakref__", None):
        slots.append("__weakref__")
    del body["__dict__"]
    slotted = {key: value for key, value in body.items() if key not in fields}
    slotted |= {"__slots__": slots} | {name: Later(name, body) for name in MADE}
    return cast(type[T], type(cls.__name__, cls.__bases__, slotted))


class Later:
    """What `dataclasses` makes of a model, made when it is first asked for."""

    def __init__(self, name: str, body: dict[str, Any]) -> None:
        self.name = name
        self.body = body

    def __set_name__(self, model: type[Any], _: str) -> None:
        self.model = model

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        made = completed(self.model, self.body)[self.name]
        bind = getattr(made, "__get__", None)
        return bind(instance, owner) if bind else made


def completed(model: type[Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return what `dataclasses` makes of a class with the same body, and give it to the model.

    `dataclasses` is imported not before, since it takes as long as all other imports.
    """
    from dataclasses import dataclass, field

    empty = field(default_factory=dict[str, Any])
    given = {key: empty if value is EMPTY else value for key, value in body.items()}
    twin = type(model.__name__, model.__bases__, given)
    dataclass(kw_only=True, repr=False, eq=False)(twin)
    made = {name: vars(twin)[name] for name in MADE}
    for name, value in made.items():
        setattr(model, name, value)
    return made


@lazy_dataclass
class JsonModel(Undescribed):
    """What all models share; `extra_members` holds what no page describes, and nulls."""

    extra_members: Members = EMPTY

    @classmethod
    def from_dict(cls, data: Any, *, strict: bool = False) -> Self:
        """Return the model of a JSON object.

        `strict` allows neither members nor values that the docs do not list, nor nulls. Raises
        `DecodeError` with everything that is wrong, or where there are too many levels.
        """
        try:
            return cls.decode(data, strict)
        except (Again, AttributeError, KeyError, RecursionError, TypeError):
            found = Found(data, strict)
        try:
            model = cls.decode(found, strict)
        except RecursionError:
            raise found.too_deep() from None
        if found.problems:
            raise DecodeError(found.problems)
        return model

    @classmethod
    def decode(cls, data: Any, strict: bool) -> Self:
        """Return the model of a JSON object, or of one that is wrapped in its place."""
        self = new(cls)
        self._extra_members = left_over(cls, data, strict)
        return self

    def to_dict(self) -> Members:
        """Return the JSON object of this model."""
        return {**self._extra_members} if self._extra_members else {}

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
        if self._extra_members:
            shown.append(f"extra_members={self._extra_members!r}")
        return f"{type(self).__name__}({', '.join(shown)})"
