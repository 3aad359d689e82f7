"""Forms of dataclass modules: the names that they use, and the code that they may hold.

The one rule kept here: a form is listed only if the packaged templates print it.
"""

from __future__ import annotations

from typetable.gate import Allowed
from typetable.naming import Reserved
from typetable.targets import package

TESTS = {
    "string": "value.__class__ is not str",
    "integer": "value.__class__ is not int",
    "number": "value.__class__ is not float and value.__class__ is not int",
    "boolean": "value.__class__ is not bool",
    "date": "value.__class__ is not str",
    "date-time": "value.__class__ is not str",
}
"""The conditions on values that are not simply of a scalar type, by that type."""

SUPPORT = frozenset(
    {
        "ABSENT",
        "JsonModel",
        "LISTED",
        "PLAIN",
        "StringEnum",
        "IntegerEnum",
        "NumberEnum",
    }
    | {"Shape", "Shapes", "array_of", "best_fit", "left_over", "map_of", "new"}
    | {"encode", "encode_array", "encode_enum", "lazy_dataclass", "made_once"}
    | {f"decode_{kind}" for kind in ("any", "boolean", "bytes", "integer", "null")}
    | {f"decode_{kind}" for kind in ("number", "object", "string")}
    | {"nullable", "optional", "optional_array", "optional_enum"}
    | {"required", "required_array", "required_enum", "required_nullable"}
)
"""Names of the support module that modules import."""

EXPORTED = ("DecodeError", "DecodeProblem", "JsonModel")
"""Names of the support module that the package exports."""

RESERVED = Reserved(
    classes=SUPPORT.union(EXPORTED)
    | {"TYPE_CHECKING", "annotations", "classmethod", "len", "super"}
    | {"absent", "data", "members", "strict", "value"},
    attributes=frozenset(
        {"classmethod", "decode", "extra_members", "from_dict", "lazy_dataclass"}
        | {"made_once", "to_dict"}
    ),
    members=package.OF_ENUMS,
    modules=package.MODULES,
)
"""Names that the modules of this target use for themselves."""

ALLOWED = Allowed(
    imports={
        "._exports": frozenset(),
        "._support": SUPPORT,
        "typing": frozenset({"Any", "Self", "TYPE_CHECKING", "TypeAlias"}),
    },
    types=package.TYPES,
    decorators=frozenset({"lazy_dataclass"}),
    grammar={
        "STATEMENT": ("NEW = LISTED[CLASS]",),
        "METHOD": (
            """
@classmethod
def decode(cls, data: Any, strict: bool) -> Self:
    self = new(cls)
    value: Any
    absent: int
    absent = 0
    absent += 1
    value = GIVEN
    self.ATTRIBUTE = GIVEN
    self.ATTRIBUTE = value = GIVEN
    self.ATTRIBUTE = TAKER(TAKEN, DECODER, strict)
    if TEST: ...
    self._extra_members = None
    self._extra_members = left_over(cls, data, strict)
    return self
    return super().decode(data, False)
""",
            """
def to_dict(self) -> dict[str, Any]:
    members: dict[str, Any] = {}
    members[TEXT] = self.ATTRIBUTE
    members[TEXT] = PLAIN + self.ATTRIBUTE
    members[TEXT] = ENCODER(self.ATTRIBUTE)
    if self.ATTRIBUTE is not None: ...
    if self._extra_members: ...
    return {**self._extra_members, **members}
    return members
""",
        ),
        "FUNCTION": (
            """
@made_once
def NEW() -> TYPE:
    return (SHAPE, ...)
""",
            """
def NEW(data: Any, strict: bool) -> TYPE:
    return best_fit(data, strict, NAME())
    return best_fit(data, strict, NAME(), TEXT)
""",
        ),
        "TAKEN": ("value", "data[TEXT]"),
        "GIVEN": (
            *("data[TEXT]", "data.get(TEXT)", "data.get(TEXT, ABSENT)"),
            *("CLASS.get(value)", "CLASS.get(data[TEXT])"),
        ),
        "TEST": (
            *("value is None", "self.ATTRIBUTE is None"),
            *(test for test in TESTS.values()),
            *("len(data) != NUMBER", "len(data) + absent != NUMBER"),
        ),
        "TAKER": (
            *("nullable", "optional", "optional_array", "optional_enum"),
            *("required", "required_array", "required_enum", "required_nullable"),
        ),
        "ENCODER": ("encode", "encode_array", "encode_enum"),
        "DECODER": ("CLASS", "CLASS.decode", "array_of(DECODER)", "map_of(DECODER)"),
        "SHAPE": (
            "Shape(DECODER, TEXT, inner=(SHAPE, ...), values=(VALUE_OF_ENUM, ...))",
            "Shape(DECODER, TEXT, {}, required=(TEXT, ...), enums={TEXT: CLASS})",
            "Shape(DECODER, TEXT, {TEXT: TEXT}, required=(TEXT, ...), enums={TEXT: CLASS})",
        ),
        "VALUE_OF_ENUM": ("DATA",),
    },
)
