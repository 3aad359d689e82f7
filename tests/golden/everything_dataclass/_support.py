"""What decodes and encodes the models of this package; nobody needs to read on.

Nothing that JSON holds is lost on the way: members that no page describes and nulls stay in
`extra_members`, values that an enum does not list become members of it, and values that fit no
member of a union are kept as they are. Everything that is wrong is reported at once.

The functions that read and write a model are compiled when they are first needed, from what its
class declares, as `dataclasses` does it. Their code is names of attributes, numbers, and words that
stand here; every text of the docs is a value that they are given, and no part of it.
"""

from __future__ import annotations

import sys
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, IntFlag
from functools import cache, cached_property, partial, reduce
from operator import attrgetter, itemgetter
from reprlib import recursive_repr
from sys import intern, version_info
from types import CodeType, FunctionType, NoneType, UnionType
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
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

__all__ = ("TYPE_CHECKING", "dataclass")

T = TypeVar("T")
P = TypeVar("P")
C_co = TypeVar("C_co", covariant=True)

Members: TypeAlias = dict[str, Any]
"""The members of a JSON object."""

Function: TypeAlias = Callable[[Any], Any]
"""Turns a JSON value into what an attribute holds, or the other way round."""

Default: TypeAlias = Callable[[], Any]
"""Makes what stands for an absent member."""


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


class Mark(Enum):
    """Stands for what is no value."""

    NULL = "null"
    ABSENT = "absent"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return self.name


NULL: Any = Mark.NULL
"""Given to a model, or to `dataclasses.replace`, for an attribute that is null in JSON."""

ABSENT: Any = Mark.ABSENT

OBJECT: Any = dict
ARRAY: Any = list
"""The types of JSON objects and arrays, in a form that makes checkers take what they hold as any."""

NOUNS: dict[Any, str] = {
    Mark: "nothing",
    NoneType: "null",
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


def is_name(key: object) -> bool:
    """Return whether a key can be shown as a name."""
    return isinstance(key, str) and len(key) < 200 and key.isprintable()


def letters_of(name: str) -> str:
    """Return what different spellings of a name share."""
    return "".join(filter(str.isalnum, name)).casefold()


def legible(value: Any) -> str:
    """Return the text of a value; Python has none for the decimal digits of a vast integer."""
    try:
        return repr(value)
    except ValueError:
        return hex(value)


class Place:
    """A JSON value that is read with care: where it is, and what is known of all that are."""

    __slots__ = ("around", "key", "report", "spellings", "value")

    def __init__(
        self, value: Any, report: Report, around: Place | None = None, key: object = ""
    ) -> None:
        self.value = value
        self.report = report
        self.around = around
        self.key = key
        self.spellings: dict[str, str] | None = None
        report.latest = self

    def inside(self, key: object, value: Any) -> Place:
        """Return the place of a value inside of this one."""
        return Place(value, self.report, self, key)

    def note(self, expected: str) -> Any:
        """Note that something else was expected here, and return what is there."""
        found = shown(self.value) + self.near_miss()
        self.report.problems.append(DecodeProblem(self.pointer(), expected, found))
        return self.value

    def near_miss(self) -> str:
        """Return that an absent member is there in another spelling, if it is."""
        if self.value is not ABSENT or self.around is None:
            return ""
        near = self.around.spelled(str(self.key))
        return f"; the object has `{near}`" if near else ""

    def spelled(self, name: str) -> str:
        """Return a member of an object that has the letters of a name; nothing if there is none."""
        if self.spellings is None:
            keys = (key for key in self.value if is_name(key))
            self.spellings = {letters_of(key): key for key in keys}
        return self.spellings.get(letters_of(name), "")

    def pointer(self) -> str:
        """Return the JSON pointer of this place."""
        keys: list[str] = []
        place = self
        while place.around:
            keys.append("/" + str(place.key).replace("~", "~0").replace("/", "~1"))
            place = place.around
        return "".join(reversed(keys))


class Report:
    """What is known of a JSON value that is read with care."""

    latest: Place

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.problems: list[DecodeProblem] = []
        self.settled: dict[Any, tuple[Any, list[DecodeProblem]]] = {}

    def too_deep(self) -> DecodeError:
        """Return the error that reading ended, for want of stack, at the latest place."""
        self.problems = []
        self.latest.note("fewer levels above")
        return DecodeError(self.problems)


def again(_: Any) -> Any:
    """Say that a value has to be read with care."""
    raise Again


def kept(value: Any) -> Any:
    """Return a value as it is."""
    return value


class Kind:
    """A type: how JSON of it is read, and how well a value fits it.

    `taken` takes a `value` as it is, which is read by the expression `code` if then `test` holds.
    The expression `written` encodes one. In them `{n}` is the number of a member.
    """

    json = "any"
    taken = "{target} = value = {lookup}"
    test = "True"
    code = "read{n}(value)"
    written = "encode({value})"
    is_constant = False

    def bind(self, names: Members, number: int, strict: bool) -> None:
        """Add what the code of a member needs to the names that it knows."""
        names[f"read{number}"] = self.reader(strict)

    def bind_written(self, names: Members, number: int) -> None:
        """Add what the expression that encodes a member needs to the names that it knows."""

    def reader(self, strict: bool) -> Function:
        """Return the function that reads a value quickly, or raises `Again`."""
        return kept

    def read(self, place: Place) -> Any:
        """Read a value with care, and note everything that is wrong with it."""
        return place.value

    def given(self, value: Any) -> Any:
        """Return what an attribute holds for a value: members of enums in place of plain values."""
        return value

    def misfits(self, value: Any) -> int | None:
        """Count what a type does not describe in a value; None where it cannot be of the type."""
        return POOR

    is_listed = False

    def lists(self, value: Any) -> bool:
        """Return whether an enum lists a value."""
        return False


KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (float, int),
    "boolean": (bool,),
    "null": (NoneType,),
}
"""How Python holds JSON values; 1.0 is an integer too, as in JSON Schema."""


def has_kind(value: object, kind: str) -> bool:
    """Return whether `value` is of a kind of JSON value."""
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return kind == "any" or type(value) in KINDS[kind]


class Scalar(Kind):
    """A type of values that stay as they are."""

    written = "{value}"

    def __init__(self, json: str) -> None:
        self.json = json
        types = KINDS[json]
        self.types = frozenset(types)
        tests = (f"value.__class__ is not {each.__name__}" for each in types)
        self.test = " and ".join(tests) if json != "null" else super().test

    def reader(self, strict: bool) -> Function:
        return self.quick

    def quick(self, value: Any) -> Any:
        """Return a value, which has to be of the type."""
        if has_kind(value, self.json):
            return value
        raise Again

    def read(self, place: Place) -> Any:
        fits = has_kind(place.value, self.json)
        return place.value if fits else place.note(self.json)

    def misfits(self, value: Any) -> int | None:
        return 0 if has_kind(value, self.json) else None


class Base64(Kind):
    """Bytes that stand in JSON as Base64 text, as RFC 4648 writes it."""

    json = "string"

    def reader(self, strict: bool) -> Function:
        return self.quick

    def quick(self, value: Any) -> Any:
        """Return the bytes of a text, which encoding gives back."""
        try:
            data = a2b_base64(value)
        except (Base64Error, TypeError, ValueError):
            raise Again from None
        if b2a_base64(data, newline=False).decode("ascii") != value:
            raise Again
        return data

    def read(self, place: Place) -> Any:
        try:
            return self.quick(place.value)
        except Again:
            return place.note("Base64 text")

    def misfits(self, value: Any) -> int | None:
        return 0 if has_kind(value, "string") else None


LISTS = "[{0}(item) for item in {1}] if {1}.__class__ is list else {2}({1})"
"""The expression that calls a function for all items of a list, or another one for what is none."""


class Array(Kind):
    """A type of arrays."""

    json = "array"

    def __init__(self, inner: Kind) -> None:
        self.inner = inner
        if isinstance(inner, Model):
            self.code = LISTS.format("read{n}", "value", "again")
            self.written = LISTS.format("write{n}", "{value}", "encode")

    def bind(self, names: Members, number: int, strict: bool) -> None:
        if isinstance(self.inner, Model):
            self.inner.bind(names, number, strict)
        else:
            super().bind(names, number, strict)

    def bind_written(self, names: Members, number: int) -> None:
        self.inner.bind_written(names, number)

    def reader(self, strict: bool) -> Function:
        return partial(self.quick, self.inner.reader(strict))

    def quick(self, inner: Function, value: Any) -> Any:
        """Return what the items are."""
        if not isinstance(value, ARRAY):
            raise Again
        if are_kept(value, self.inner):
            return [*value]
        return [inner(item) for item in value]

    def read(self, place: Place) -> Any:
        if not isinstance(place.value, ARRAY):
            return place.note("array")
        items = enumerate(place.value)
        return [read_inner(place.inside(key, item), self.inner) for key, item in items]

    def given(self, value: Any) -> Any:
        is_array = isinstance(value, ARRAY)
        return [*map(self.inner.given, value)] if is_array else value

    def misfits(self, value: Any) -> int | None:
        return inner_misfits(self.inner, value) if has_kind(value, "array") else None


MAPS = "dict(zip({1}, map({0}, {1}.values()))) if {1}.__class__ is dict else {2}({1})"
"""The same for all members of an object."""


class Map(Kind):
    """A type of objects whose members all have one type, whatever their names."""

    json = "object"

    def __init__(self, inner: Kind) -> None:
        self.inner = inner
        if isinstance(inner, Model):
            self.written = MAPS.format("write{n}", "{value}", "encode")

    def bind_written(self, names: Members, number: int) -> None:
        self.inner.bind_written(names, number)

    def reader(self, strict: bool) -> Function:
        return partial(self.quick, self.inner.reader(strict))

    def quick(self, inner: Function, value: Any) -> Any:
        """Return what the members are."""
        if not isinstance(value, OBJECT):
            raise Again
        if are_kept(value.values(), self.inner):
            return {**value}
        return {key: inner(item) for key, item in value.items()}

    def read(self, place: Place) -> Any:
        if not isinstance(place.value, OBJECT):
            return place.note("object")
        inside = ((key, place.inside(key, each)) for key, each in place.value.items())
        return {key: read_inner(inner, self.inner) for key, inner in inside}

    def given(self, value: Any) -> Any:
        if not isinstance(value, OBJECT):
            return value
        return {key: self.inner.given(item) for key, item in value.items()}

    def misfits(self, value: Any) -> int | None:
        if not has_kind(value, "object"):
            return None
        inner = inner_misfits(self.inner, value.values())
        return None if inner is None else len(value)


def are_kept(values: Iterable[Any], kind: Kind) -> bool:
    """Return whether all values stay as they are, so that none needs a look."""
    if isinstance(kind, Scalar):
        return kind.types.issuperset(map(type, values))
    return type(kind) is Kind


def read_inner(place: Place, kind: Kind) -> Any:
    """Read what an array or a map holds; nulls are kept where decoding is not strict."""
    if place.value is None and not place.report.strict:
        return None
    return kind.read(place)


class Said:
    """What is said of a type; equal to nothing else, so that `typing` takes no type for another."""

    def __init__(self, name: str = "") -> None:
        self.name = name


class OpenEnum(Enum):
    """An enum that takes values which it does not list: they become members named `UNKNOWN`.

    Where `lenient`, the docs say that there are others, so that strict decoding takes them too.
    """

    def __init_subclass__(cls, *, lenient: bool = False) -> None:
        LISTED[cls] = {each.value: each for each in cls.__members__.values()}
        if lenient:
            LENIENT.add(cls)

    @classmethod
    def _missing_(cls, value: object) -> Any:
        """Make a member of a value; an integer above all floats is held as infinity."""
        if not has_kind(value, json_of(cls)):
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
        name = self._name_ or "UNKNOWN"
        return f"<{type(self).__name__}.{name}: {legible(self._value_)}>"

    def __str__(self) -> str:
        value = self._value_
        return value if isinstance(value, str) else legible(value)

    def __format__(self, format_spec: str) -> str:
        return format(self._value_, format_spec) if format_spec else str(self)

    @property
    def is_known(self) -> bool:
        """Whether the docs list this value."""
        return self._value_ in LISTED[type(self)]


LISTED: dict[Any, Members] = {}
"""The members of each enum by their values."""

LENIENT: set[Any] = set()
"""The enums of which the docs say that there are other values."""


def json_of(enum: type[OpenEnum]) -> str:
    """Return the kind of JSON value that an enum has."""
    if issubclass(enum, str):
        return "string"
    return "integer" if issubclass(enum, int) else "number"


class StringEnum(str, OpenEnum):
    """Strings that the docs list, and others that may come."""


class IntegerEnum(int, OpenEnum):
    """Integers that the docs list, and others that may come."""


class IntegerFlags(OpenEnum, IntFlag):
    """Sums of flags that the docs list, and of others that may come."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if has_kind(value, "integer") and cast(int, value) >= 0:
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


class Listed(Kind):
    """A type of values that an enum lists, or does not."""

    def __init__(self, enum: type[OpenEnum]) -> None:
        self.enum = enum
        self.json = json_of(enum)
        if self.json == "string":
            self.taken = "value = {lookup}; {target} = found = find{n}(value)"
            self.test = "found is None"
            self.written = '"" + {value}'

    def bind(self, names: Members, number: int, strict: bool) -> None:
        names[f"find{number}"] = LISTED[self.enum].get
        super().bind(names, number, strict)

    def reader(self, strict: bool) -> Function:
        is_closed = strict and self.enum not in LENIENT
        return partial(self.quick, LISTED[self.enum], is_closed)

    def quick(self, listed: Any, is_closed: bool, value: Any) -> Any:
        """Return the member of a value, making one where none is listed."""
        if not has_kind(value, self.json) or (is_closed and value not in listed):
            raise Again
        return listed.get(value) or self.enum(value)

    def given(self, value: Any) -> Any:
        return self.enum(value) if has_kind(value, self.json) else value

    def read(self, place: Place) -> Any:
        if not has_kind(place.value, self.json):
            return place.note(self.json)
        listed = LISTED[self.enum]
        if place.report.strict and not (place.value in listed or self.enum in LENIENT):
            place.note("one of " + ", ".join(map(repr, listed)))
        return listed.get(place.value) or self.enum(place.value)

    def misfits(self, value: Any) -> int | None:
        if not has_kind(value, self.json):
            return None
        return 0 if value in LISTED[self.enum] else 1

    is_listed = True

    def lists(self, value: Any) -> bool:
        return has_kind(value, self.json) and value in LISTED[self.enum]


class Constant(Scalar):
    """A type of one value that the docs list, which is the default; others may come."""

    is_constant = True

    def __init__(self, value: Any) -> None:
        super().__init__(NOUNS[type(value)])
        self.value = value
        self.test += " or value != only{n}"

    def bind(self, names: Members, number: int, strict: bool) -> None:
        names[f"only{number}"] = self.value
        super().bind(names, number, strict)

    def reader(self, strict: bool) -> Function:
        return partial(self.quick_constant, strict)

    def quick_constant(self, strict: bool, value: Any) -> Any:
        """Return a value, which has to be the one that is listed if that is `strict`."""
        if strict and value != self.value:
            raise Again
        return self.quick(value)

    def read(self, place: Place) -> Any:
        if not has_kind(place.value, self.json):
            return place.note(self.json)
        if place.report.strict and place.value != self.value:
            place.note(repr(self.value))
        return place.value

    def misfits(self, value: Any) -> int | None:
        if not has_kind(value, self.json):
            return None
        return 0 if value == self.value else 1

    is_listed = True

    def lists(self, value: Any) -> bool:
        return has_kind(value, self.json) and value == self.value


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


CONVERTED = "Converted["
"""What is in annotations, which are texts until somebody needs them, of such attributes."""


class Converting(property):
    """An attribute over a slot, which makes members of its enum of plain values."""


def converting(name: str) -> Converting:
    """Return the attribute of a name, whose slot has a line before it."""
    slot = f"_{name}"

    def give(model: Any, value: Any) -> None:
        if value is not None and not isinstance(value, Enum):
            value = member_for(type(model), name, value)
        setattr(model, slot, value)

    return Converting(attrgetter(slot), give)


def member_for(model: Any, name: str, value: Any) -> Any:
    """Return what an attribute holds for a value: members of enums in place of plain values."""
    kinds = (each.kind for each in members_of(model) if each.attribute == name)
    return next((kind.given(value) for kind in kinds), value)


def slot_of(model: Any, attribute: str) -> str:
    """Return the slot that holds what an attribute is."""
    is_over = isinstance(getattr(model, attribute, None), Converting)
    return f"_{attribute}" if is_over else attribute


POOR = 1_000_000_000
"""How badly something fits that is only kept as it is; no object has as many members."""


class TaggedBy(Said):
    """The member of an object that names its type in a union: `Annotated[A | B, TaggedBy(name)]`.

    `meanings` are the names of types by its values, where those types do not say their own.
    """

    def __init__(self, name: str, meanings: Members | None = None) -> None:
        super().__init__(name)
        self.meanings = meanings


class OneOf(Kind):
    """A type of values that become what fits best; what fits none is kept.

    The best has every required member, and the fewest unknown ones and values that no enum lists;
    among equals the first. Others are tried if something in it is wrong.
    Where an object has a tag, that names its type, or none that is known.
    """

    def __init__(self, kinds: tuple[Kind, ...], tag: TaggedBy | None = None) -> None:
        self.kinds = kinds
        self.tag = tag.name if tag else None
        self.meanings = tag.meanings if tag else None

    def reader(self, strict: bool) -> Function:
        readers = {kind: kind.reader(strict) for kind in self.kinds}
        untagged = partial(self.quick, readers, strict)
        if self.tag is None:
            return untagged
        tagged = {value: readers[kind] for value, kind in self.tagged.items()}
        return partial(self.quick_by_tag, tagged, untagged)

    def quick_by_tag(self, tagged: Members, untagged: Function, value: Any) -> Any:
        """Return what a value is as the type that its tag names, if it has one that is known."""
        try:
            read = tagged[value[self.tag]]
        except (KeyError, TypeError):
            return untagged(value)
        return read(value)

    def quick(self, readers: dict[Kind, Function], strict: bool, value: Any) -> Any:
        """Return what a value is as the type that fits it best."""
        best, fewest = None, POOR
        for kind in self.kinds if self.is_untagged(value) else ():
            count = kind.misfits(value)
            if count is not None and (best is None or count < fewest):
                best, fewest = kind, count
            if count == 0:
                break
        if best is None and strict:
            raise Again
        return readers[best](value) if best else value

    def read(self, place: Place) -> Any:
        """Return what a value is as the first type of which nothing is wrong.

        If something is wrong in all, it is told of the best. The answer is remembered: unions in
        unions would ask again and again.
        """
        if not self.is_untagged(place.value):
            return self.read_by_tag(place)
        kinds = self.fitting(place.value)
        if not kinds and place.report.strict:
            return place.note("a member of the union")
        if not kinds:
            return place.value
        settled, asked = place.report.settled, (place.pointer(), *kinds)
        if asked not in settled:
            trials = (tried(place, kind) for kind in kinds)
            best = next(trials)
            clean = (trial for trial in trials if not trial[1])
            settled[asked] = next(clean, best) if best[1] else best
        made, problems = settled[asked]
        place.report.problems += problems
        return made

    def given(self, value: Any) -> Any:
        for kind in self.fitting(value)[:1] or self.kinds:
            value = kind.given(value)
        return value

    def fitting(self, value: Any) -> list[Kind]:
        """Return the types that a value could be of, the best first."""
        counts = [(kind.misfits(value), kind) for kind in self.kinds]
        found = [(count, kind) for count, kind in counts if count is not None]
        return [kind for _, kind in sorted(found, key=itemgetter(0))]

    def is_untagged(self, value: Any) -> bool:
        """Return whether a value has no tag."""
        is_object = self.tag is not None and isinstance(value, OBJECT)
        return not is_object or value.get(self.tag) is None

    def read_by_tag(self, place: Place) -> Any:
        """Return what an object is as the type that its tag names; as it is if none is known."""
        at = place.inside(self.tag, place.value[self.tag])
        for value, kind in self.tagged.items():
            if value == at.value:
                return kind.read(place)
        if place.report.strict:
            at.note("one of " + ", ".join(map(repr, self.tagged)))
        return place.value

    @cached_property
    def tagged(self) -> dict[Any, Kind]:
        """The types of objects by the values of the tag."""
        models = [kind for kind in self.kinds if isinstance(kind, Model)]
        if self.meanings is not None:
            named: Members = {kind.model.__name__: kind for kind in models}
            return {value: named[name] for value, name in self.meanings.items()}
        tags: list[Any] = [glances_of(kind.model)[0][self.tag or ""] for kind in models]
        return {tag.value: kind for tag, kind in zip(tags, models)}


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


class Named(Kind):
    """A type that is known by its name until a value of it is read."""

    def __init__(self, name: str, names: Members) -> None:
        self.name = name
        self.names = names

    @cached_property
    def kind(self) -> Kind:
        """The type that has the name."""
        return kind_of(meant(self.name, self.names))

    def reader(self, strict: bool) -> Function:
        return lambda value: reader_by_name(self, strict)(value)

    def read(self, place: Place) -> Any:
        return self.kind.read(place)

    def given(self, value: Any) -> Any:
        return self.kind.given(value)


named = Named


@cache
def reader_by_name(named: Named, strict: bool) -> Function:
    """Return the function that reads a value of a type, made once for each name of it."""
    return named.kind.reader(strict)


def tried(place: Place, kind: Kind) -> tuple[Any, list[DecodeProblem]]:
    """Return what a value is if it is of a type, and what is wrong with that."""
    known = place.report.problems
    place.report.problems = []
    try:
        return kind.read(place), place.report.problems
    finally:
        place.report.problems = known


def inner_misfits(kind: Kind, values: Iterable[Any]) -> int | None:
    """Count misfits of all values that are not null; None where one cannot be of the type."""
    total = 0
    for value in values if kind.json != "any" else ():
        if value is not None:
            count = kind.misfits(value)
            if count is None:
                return None
            total += count
    return total


def member_misfits(model: Any, value: Members) -> int | None:
    """Count members that a model does not describe, and values that their enums do not list."""
    kinds, needed = glances_of(model)
    if not needed <= value.keys():
        return None
    unknown = unlisted = 0
    for key, member in value.items():
        kind = kinds.get(key)
        if kind is None:
            unknown += 1
        elif member is not None:
            if not has_kind(member, kind.json):
                return None
            if kind.is_listed:
                unlisted += not kind.lists(member)
    return unknown + unlisted + (unknown == len(value) > 0)


@cache
def glances_of(model: Any) -> tuple[dict[str, Kind], set[str]]:
    """Return the types of the members of a model by their names, and those it must have."""
    members = members_of(model)
    needed = {member.name for member in members if member.is_needed}
    return {member.name: member.kind for member in members}, needed


class Model(Kind):
    """A type of objects that a class describes."""

    json = "object"
    written = "write{n}({value})"

    def __init__(self, model: Any) -> None:
        self.model = model

    def bind(self, names: Members, number: int, strict: bool) -> None:
        names[f"read{number}"] = later(
            names, f"read{number}", partial(reader_of, self.model, strict)
        )

    def bind_written(self, names: Members, number: int) -> None:
        is_own = self.model.to_dict is not JsonModel.to_dict
        names[f"write{number}"] = (
            encode
            if is_own
            else later(names, f"write{number}", partial(writer_of, self.model))
        )

    def reader(self, strict: bool) -> Function:
        return lambda value: reader_of(self.model, strict)(value)

    def read(self, place: Place) -> Any:
        data = place.value
        if not isinstance(data, OBJECT):
            return place.note("object")
        made = object.__new__(self.model)
        members = members_of(self.model)
        for member in members:
            at = place.inside(member.name, data.get(member.name, ABSENT))
            setattr(made, member.attribute, member.read(at))
        made.extra_members = left_over(members, data)
        known = {member.name for member in members}
        for key in data if place.report.strict and not self.model._lenient else ():
            if key not in known:
                place.inside(key, data[key]).note("no such member")
        if not place.report.problems:
            made.__post_init__()
        return made

    def misfits(self, value: Any) -> int | None:
        return member_misfits(self.model, value) if has_kind(value, "object") else None


class Member(NamedTuple):
    """A field of a model: its attribute, the slot that holds it, the name and type in JSON.

    With it goes what stands for absence.
    """

    attribute: str
    slot: str
    name: str
    kind: Kind
    is_needed: bool
    is_nullable: bool
    default: Default

    def read(self, place: Place) -> Any:
        """Read a member with care, which may be absent, or null where decoding is not strict."""
        if place.value is ABSENT:
            return self.note_missing(place) if self.is_needed else self.default()
        if place.value is not None:
            return self.kind.read(place)
        if place.report.strict and not self.is_nullable:
            self.kind.read(place)
        return None if self.is_needed else self.default()

    def note_missing(self, place: Place) -> None:
        """Note that a member is missing, and what was expected."""
        known = len(place.report.problems)
        self.kind.read(place)
        if len(place.report.problems) == known:
            place.note("a value")

    def reading(self, n: int) -> Iterator[str]:
        """Yield the lines that read the member."""
        target, kind = f"self.{self.slot}", self.kind
        lookup = f"data['{n}']" if self.is_needed else f"get('{n}')"
        if self.is_needed and self.is_nullable:
            lookup = f"get('{n}', ABSENT)"
        read = f"{target} = {kind.code.format(n=n)}"
        yield kind.taken.format(n=n, target=target, lookup=lookup)
        yield f"if {kind.test.format(n=n)}:"
        if self.is_needed:
            null = "if value is not None: " if self.is_nullable else ""
            yield f"    {null}{read}"
        else:
            default = "" if self.default is nothing else f"; {target} = default{n}()"
            yield f"    if value is None: absent += 1{default}"
            yield f"    else: {read}"

    def writing(self, n: int) -> Iterator[str]:
        """Yield the lines that encode the member."""
        value = f"self.{self.slot}"
        code = f"members['{n}'] = {self.kind.written.format(n=n, value=value)}"
        if not self.is_needed:
            yield f"if {value} is not None: {code}"
        elif isinstance(self.kind, Scalar):
            yield code
        else:
            yield f"{code} if {value} is not None else None"


def json_name(attribute: str) -> str:
    """Return the JSON name of an attribute for which a model states none."""
    words = attribute.strip("_").split("_")
    return "_".join(words)


class MayBeNull(Said):
    """Members may be null by the docs, and may be absent, too."""


class JsonName(Said):
    """The JSON name of an attribute that is not named after it: `Annotated[T, JsonName(name)]`."""


if TYPE_CHECKING:
    Nullable: TypeAlias = T | None
else:

    class Nullable:
        """A type of members that may be absent, and may be null by the docs: `Nullable[T]`."""

        def __class_getitem__(cls, hint: Any) -> Any:
            return Annotated[hint and hint | None, MayBeNull()]


@cache
def members_of(model: Any) -> tuple[Member, ...]:
    """Return the members of a model, those that subclasses add last."""
    hints = get_type_hints(model, None, {}, include_extras=True)
    return tuple(
        member_of(model, attribute, hints[attribute], default)
        for attribute, default in defaults_of(model).items()
        if attribute != "extra_members"
    )


def member_of(model: Any, attribute: str, hint: Any, default: Default | None) -> Member:
    """Return the member of an attribute; those that may not be absent have no default."""
    kinds, said = alternatives(hint)
    is_null = NoneType in kinds and len(kinds) > 1
    kind = kind_of(hint, without_null=is_null)
    is_constant = kind.is_constant and not is_null
    names = [each.name for each in said if isinstance(each, JsonName)]
    return Member(
        attribute=attribute,
        slot=slot_of(model, attribute),
        name=intern(names[0] if names else json_name(attribute)),
        kind=kind,
        is_needed=default is None or is_constant,
        is_nullable=is_null if default is None else MayBeNull in map(type, said),
        default=default or nothing,
    )


def nothing() -> None:
    """Return what stands for an absent member, unless a class says otherwise."""


def alternatives(hint: Any) -> tuple[list[Any], list[Any]]:
    """Return the types of which a value may be, and what is said about that."""
    said: list[Any] = []
    while get_origin(hint) is Annotated:
        said += hint.__metadata__
        hint = hint.__origin__
    is_union = get_origin(hint) in (Union, UnionType)
    return [*get_args(hint)] if is_union else [hint], said


def kind_of(hint: Any, without_null: bool = False) -> Kind:
    """Return the kind of a type; raises TypeError for those that JSON has no values of."""
    kinds, said = alternatives(hint)
    if without_null:
        kinds.remove(NoneType)
    if len(kinds) == 1:
        (kind,) = kinds
        return kind_of(kind) if kind is not hint else plain_kind(kind)
    tags = [each for each in said if isinstance(each, TaggedBy)]
    return OneOf(tuple(map(kind_of, kinds)), *tags)


SCALARS: dict[Any, Kind] = {
    Any: Kind(),
    None: Scalar("null"),
    NoneType: Scalar("null"),
    bool: Scalar("boolean"),
    bytes: Base64(),
    float: Scalar("number"),
    int: Scalar("integer"),
    str: Scalar("string"),
}


def plain_kind(hint: Any) -> Kind:
    """Return the kind of a type that is no union."""
    if hint in SCALARS:
        return SCALARS[hint]
    if isinstance(hint, Named):
        return hint
    if get_origin(hint) is list:
        return Array(kind_of(*get_args(hint)))
    if get_origin(hint) is dict:
        return Map(kind_of(get_args(hint)[1]))
    if isinstance(hint, type) and issubclass(hint, OpenEnum):
        return Listed(hint)
    if get_origin(hint) is Literal and len(get_args(hint)) == 1:
        return Constant(*get_args(hint))
    if isinstance(hint, type) and issubclass(hint, JsonModel):
        return Model(hint)
    raise TypeError(f"no value of JSON can be {hint}")


def defaults_of(model: Any) -> dict[str, Default | None]:
    """Return the fields of a dataclass, and what makes the default of each that has one."""
    classes: tuple[type[Any], ...] = model.__mro__
    made: Any = next(vars(each)[FIELDS] for each in classes if FIELDS in vars(each))
    if isinstance(made, Later):
        held = made.body.get("__annotations__", {})
        return {name: nothing if name in made.body else None for name in held}
    from dataclasses import MISSING, fields

    return {
        field.name: default_of(field.default, field.default_factory, MISSING)
        for field in fields(model)
        if field.init
    }


def names_of(model: JsonModel) -> Iterable[str]:
    """Return the names of attributes of a model that hold members of JSON."""
    return (name for name in defaults_of(type(model)) if name != "extra_members")


def default_of(value: Any, factory: Any, missing: object) -> Default | None:
    """Return what makes the default of a field."""
    if factory is not missing:
        return cast(Default, factory)
    return None if value is missing else lambda: value


def left_over(members: Iterable[Member], data: Members) -> Members:
    """Return the members of an object that a model does not describe, and nulls for absent ones."""
    needed = {member.name: member.is_needed for member in members}
    return {
        key: value
        for key, value in data.items()
        if key not in needed or (value is None and not needed[key])
    }


def others(members: Iterable[Member], data: Members) -> Members:
    """Return the members that a model does not describe, if those that it does are no nulls."""
    found = left_over(members, data)
    if any(member.name in found for member in members):
        raise Again
    return found


@cache
def reader_of(model: Any, strict: bool) -> Function:
    """Return the function that reads a model quickly, or raises an error if all is not well."""
    members = members_of(model)
    size = len(members)
    rest = partial(others if strict else left_over, members)
    names = {
        **{f"default{n}": member.default for n, member in enumerate(members)},
        **{kind.__name__: kind for kind in NOUNS},
        "ABSENT": ABSENT,
        "again": again,
        "len": len,
        "model": model,
        "new": object.__new__,
        "rest": again if strict and not model._lenient else rest,
    }
    for n, member in enumerate(members):
        member.kind.bind(names, n, strict)
    lines = (line for n, member in enumerate(members) for line in member.reading(n))
    has_more = model.__post_init__ is not JsonModel.__post_init__
    return compiled(
        members,
        names,
        "def function(data):",
        "self = new(model)",
        "get = data.get",
        "absent = 0",
        *lines,
        f"self._extra_members = None if len(data) + absent == {size} else rest(data)",
        *(["self.__post_init__()"] if has_more else []),
        "return self",
    )


@cache
def writer_of(model: Any) -> Function:
    """Return the function that encodes a model, and anything else."""
    members = members_of(model)
    names: Members = {each.__name__: each for each in (dict, encode, list, map, zip)}
    names["model"] = model
    names["with_more"] = with_more
    for n, member in enumerate(members):
        member.kind.bind_written(names, n)
    lines = (line for n, member in enumerate(members) for line in member.writing(n))
    return compiled(
        members,
        names,
        "def function(self):",
        "if self.__class__ is not model: return encode(self)",
        "members = {}",
        *lines,
        "return with_more(members, self) if self._extra_members else members",
    )


def compiled(members: Iterable[Member], names: Members, *lines: str) -> Function:
    """Return the function of a head and the lines below it, which know some names.

    The numbers of members are texts in them, in whose place it gets the names in JSON.
    """
    module = compile("\n    ".join(lines), "<model>", "exec")
    (code,) = (each for each in module.co_consts if isinstance(each, CodeType))
    texts: Members = {f"{n}": member.name for n, member in enumerate(members)}
    constants = tuple(texts.get(each, each) for each in code.co_consts)
    return FunctionType(code.replace(co_consts=constants), names)


def later(names: Members, name: str, make: Callable[[], Function]) -> Function:
    """Return a function that is made when it is first called, and has the name from then on."""

    def first(value: Any) -> Any:
        names[name] = function = make()
        return function(value)

    return first


def with_more(members: Members, model: JsonModel) -> Members:
    """Return the members of a model with those that no page describes; what is set goes first."""
    for key, value in model.extra_members.items():
        members.setdefault(key, value)
    return members


def encode(value: Any) -> Any:
    """Return the JSON value of anything that an attribute can hold."""
    if isinstance(value, JsonModel):
        return value.to_dict()
    if isinstance(value, ARRAY):
        return [*map(encode, value)]
    if isinstance(value, OBJECT):
        return dict(zip(value, map(encode, value.values())))
    if value is NULL:
        return None
    if isinstance(value, bytes):
        return b2a_base64(value, newline=False).decode("ascii")
    return value._value_ if isinstance(value, OpenEnum) else value


class Undescribed:
    """Keeps what no page describes; most models have none of it, and no dictionary till asked."""

    __slots__ = ("__weakref__", "_extra_members")
    _extra_members: Members | None
    _lenient = False

    @property
    def extra_members(self) -> Members:
        """What no page describes, and nulls; whoever changes this dictionary changes the model."""
        if self._extra_members is None:
            self._extra_members = {}
        return self._extra_members

    @extra_members.setter
    def extra_members(self, members: Members) -> None:
        self._extra_members = members

    def __init_subclass__(cls, *, lenient: bool = False) -> None:
        """Note where the docs say that there are other members, so that strict decoding takes them."""
        if lenient:
            cls._lenient = True


FIELDS = "__dataclass_fields__"

MADE = (
    FIELDS,
    "__dataclass_params__",
    "__init__",
    "__match_args__",
    *(("__replace__",) if version_info >= (3, 13) else ()),
)
"""What `dataclasses` makes of a class."""

TOOLS: bool = False
"""True for tools that read code without running it, so that they know `dataclasses` in it."""


@dataclass_transform(kw_only_default=True)
def dataclass(*, slots: bool, kw_only: bool) -> Callable[[type[T]], type[T]]:
    """Return `dataclasses.dataclass(slots=True, kw_only=True, repr=False, eq=False)`, made lazily.

    What `dataclasses` makes of a class is made when it is first asked for. Decoding and encoding
    do not ask, and nothing else would make importing a package take as long.
    """
    return with_slots


if TOOLS and not TYPE_CHECKING:
    from dataclasses import dataclass


def with_slots(model: type[T]) -> type[T]:
    """Return a class like another one, whose fields are slots.

    What is kept by a property is named among them, so that subclasses make no slot for it.
    """
    body = {**vars(model)}
    fields = [*model.__annotations__]
    del body["__dict__"]
    slotted = {key: value for key, value in body.items() if key not in fields}
    over = [name for name in fields if CONVERTED in model.__annotations__[name]]
    slotted |= {name: converting(name) for name in over}
    fields = [f"_{name}" if name in over else name for name in fields]
    slotted |= {"__slots__": fields} | {name: Later(name, body) for name in MADE}
    made: Any = type(model.__name__, model.__bases__, slotted)
    made.__slots__ = (*model.__annotations__, "extra_members")
    return cast(type[T], made)


class Later:
    """What `dataclasses` makes of a model, made when it is first asked for."""

    def __init__(self, name: str, body: Members) -> None:
        self.name = name
        self.body = body

    def __set_name__(self, model: type[Any], _: str) -> None:
        self.model = model

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        made = completed(self.model, self.body)[self.name]
        bind = getattr(made, "__get__", None)
        return bind(instance, owner) if bind else made


def completed(model: type[Any], body: Members) -> Members:
    """Return what `dataclasses` makes of a class with the same body, and give it to the model.

    `dataclasses` is imported not before, since it takes as long as all other imports.
    """
    from dataclasses import dataclass, field

    hints = {**body.get("__annotations__", {}), "extra_members": "dict[str, Any]"}
    empty = field(default_factory=dict[str, Any])
    given = body | {"__annotations__": hints, "extra_members": empty}
    twin = type(model.__name__, (), given | {"__post_init__": None})
    dataclass(kw_only=True, repr=False, eq=False)(twin)
    made = {name: vars(twin)[name] for name in MADE}
    for name, value in made.items():
        setattr(model, name, value)
    return made


def read_with_care(value: Any, kind: Kind, strict: bool) -> Any:
    """Return what a JSON value is; raises `DecodeError` with everything that is wrong with it."""
    report = Report(strict)
    try:
        made = kind.read(Place(value, report))
    except RecursionError:
        raise report.too_deep() from None
    if report.problems:
        raise DecodeError(report.problems)
    return made


def decode(value: Any, kind: Any, *, strict: bool = False) -> Any:
    """Return what a JSON value is as a type: of a union, a model, or arrays and maps of such.

    Raises `DecodeError` as `from_dict` does, and `TypeError` for what is no type of JSON.
    """
    known = kind_of(kind)
    try:
        return known.reader(strict)(value)
    except (Again, AttributeError, KeyError, RecursionError, TypeError):
        return read_with_care(value, known, strict)


@dataclass(slots=True, kw_only=True)
class JsonModel(Undescribed):
    """What all models share."""

    @classmethod
    def from_dict(cls, data: Any, *, strict: bool = False) -> Self:
        """Return the model of a JSON object.

        `strict` allows neither members nor values that the docs do not list, nor nulls. Raises
        `DecodeError` with everything that is wrong, or where there are too many levels.
        """
        model: Any = cls
        try:
            return cast(Self, reader_of(model, strict)(data))
        except (Again, AttributeError, KeyError, RecursionError, TypeError):
            return cast(Self, read_with_care(data, Model(model), strict))

    def to_dict(self) -> Members:
        """Return the JSON object of this model."""
        model: Any = type(self)
        return cast(Members, writer_of(model)(self))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, JsonModel) or type(other) is not type(self):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __post_init__(self) -> None:
        """Move each null to those members that no attribute holds."""
        nulls = [name for name in names_of(self) if getattr(self, name) is NULL]
        model: Any = type(self)
        for member in members_of(model) if nulls else ():
            if member.attribute in nulls:
                setattr(self, member.attribute, None)
                self.extra_members[member.name] = None

    def __getstate__(self) -> Any:
        """Return what a copy is made of; it has a dictionary of its own."""
        state, slots = cast(Any, object.__getstate__(self))
        own = {"_extra_members": {**slots.pop("extra_members")}}
        return state, slots | own

    @recursive_repr()
    def __repr__(self) -> str:
        values = [(name, getattr(self, name)) for name in names_of(self)]
        shown = [f"{name}={value!r}" for name, value in values if value is not None]
        if self.extra_members:
            shown.append(f"extra_members={self.extra_members!r}")
        return f"{type(self).__name__}({', '.join(shown)})"


JsonModel.__annotations__["extra_members"] = "Members"
"""So that libraries that read dataclasses find the type of each of their fields."""
