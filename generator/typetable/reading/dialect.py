"""Dialects: how one family of docs writes its models down, as data.

The one rule kept here: whatever differs between families is a key of a dialect file, so no code
asks for a dialect's name. A file that extends another replaces single keys of its sections.
"""

from __future__ import annotations

from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args

from msgspec import Struct, json

from typetable import rules
from typetable.diagnostics import Findings, shown
from typetable.reading.types import Form, Generic, Notation
from typetable.schema import ScalarName
from typetable.settings import toml
from typetable.settings.toml import Table, TomlFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.diagnostics import Diagnostic
    from typetable.settings.package import Location

Role: TypeAlias = Literal["name", "type", "required", "description"]
"""What a column of a property table says."""

ROLES: tuple[Role, ...] = get_args(Role)
NEEDED_ROLES: frozenset[Role] = frozenset(("name", "type", "required"))
"""The columns that a property table cannot do without."""

_FOLDER = Path(__file__).parents[1] / "dialects"

_LONGEST = 1_000
"""Characters in a sentence that pages are searched for."""

_KEYS: dict[str, tuple[str, ...]] = {
    "models": ("heading_level", "announcement", "join_numbers"),
    "columns": ROLES,
    "required": ("yes", "no"),
    "types": ("forms", "words", "generics"),
    "enums": ("marks", "values"),
    "unions": ("without_table", "numbered", "sentence"),
    "pointers": ("sentence",),
    "recognise": ("indented_rows",),
}
"""The sections of a dialect file and their keys."""

_WORDS: tuple[str, ...] = (*get_args(ScalarName), "array", "map")


class Dialect(Struct, frozen=True, kw_only=True, dict=True):
    """One family of docs.

    `columns` maps a header in lower case to its role; `required` maps a mark to its meaning;
    the sentences may be empty, and `*` in them stands for any text.
    """

    name: str
    title: str
    heading_level: int
    announcement: str
    join_numbers: bool
    columns: Mapping[str, Role]
    required: Mapping[str, bool]
    notation: Notation
    enum_marks: frozenset[str]
    enum_values: Literal["quoted", "bare"]
    union_without_table: bool
    union_numbered: bool
    union_sentence: str
    pointer_sentence: str
    indented_rows: bool

    @cached_property
    def fingerprint(self) -> str:
        """What stands for all that the dialect says."""
        return sha256(json.encode(self, order="deterministic")).hexdigest()


@cache
def packaged() -> Mapping[str, Dialect]:
    """Return the dialects that ship with typetable, by name."""
    found = {}
    for name in _names():
        dialect, diagnostics = _of(_file(name))
        if dialect is None:
            raise AssertionError(diagnostics)
        found[name] = dialect
    return found


def read(place: Location) -> tuple[Dialect | None, tuple[Diagnostic, ...]]:
    """Return the dialect in a file of the user's (TT501 to TT504 where it states none)."""
    file, refused = toml.read(place.shown)
    return _of(file) if file else (None, refused)


def _of(file: TomlFile) -> tuple[Dialect | None, tuple[Diagnostic, ...]]:
    path = file.source.path
    findings = Findings(path)
    merged = _merged(file, findings)
    dialect = _dialect(_stem(path), Table(file, findings, data=merged))
    return (None if findings.diagnostics else dialect), findings.diagnostics


@cache
def _names() -> tuple[str, ...]:
    """Return the names of the packaged dialects, those that others extend first."""
    names = [path.name.removesuffix(".toml") for path in _FOLDER.iterdir()]
    return tuple(sorted(names, key=lambda name: (name.count("-"), name)))


@cache
def _file(name: str) -> TomlFile:
    """Return the file of a packaged dialect."""
    path = f"{name}.toml"
    file, diagnostics = toml.load((_FOLDER / path).read_text("utf-8"), path)
    if file is None:
        raise AssertionError(diagnostics)
    return file


def _stem(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].removesuffix(".toml")


def _merged(file: TomlFile, findings: Findings) -> dict[str, Any]:
    """Return the data of a file on top of the data of the file that it extends."""
    table = Table(file, findings)
    base = table.choice("extends", _names())
    if base is None:
        return file.data
    data = _merged(_file(base), findings)
    merged: dict[str, Any] = {
        key: value for key, value in file.data.items() if key != "extends"
    }
    for section, inherited in data.items():
        own = merged.get(section, {})
        if isinstance(inherited, dict) and isinstance(own, dict):
            merged[section] = {**inherited, **own}
        else:
            merged.setdefault(section, inherited)
    return merged


def _dialect(name: str, top: Table) -> Dialect:
    """Return a dialect; what is wrong with its file goes to the table's findings."""
    top.refuse_unknown(("title", "extends", *_KEYS))
    sections = {section: top.table(section) for section in _KEYS}
    for section, table in sections.items():
        table.refuse_unknown(_KEYS[section])
    models, unions, enums = sections["models"], sections["unions"], sections["enums"]
    return Dialect(
        name=name,
        title=top.string("title") or name,
        heading_level=models.positive("heading_level") or 1,
        announcement=models.string("announcement") or "",
        join_numbers=models.flag("join_numbers") or False,
        columns=_columns(sections["columns"]),
        required=_marks(sections["required"]),
        notation=_notation(sections["types"]),
        enum_marks=frozenset(_texts(enums, "marks")),
        enum_values=cast(
            "Literal['quoted', 'bare']",
            enums.choice("values", ("quoted", "bare")) or "quoted",
        ),
        union_without_table=unions.flag("without_table") or False,
        union_numbered=unions.flag("numbered") or False,
        union_sentence=_sentence(unions),
        pointer_sentence=_sentence(sections["pointers"]),
        indented_rows=sections["recognise"].flag("indented_rows") or False,
    )


def _sentence(table: Table) -> str:
    """Return a sentence, which is looked for in every paragraph and must not be a novel."""
    text = table.string("sentence") or ""
    if len(text) <= _LONGEST:
        return text
    table.refuse("sentence", f"a sentence has at most {_LONGEST} characters")
    return ""


def _columns(table: Table) -> dict[str, Role]:
    for role in NEEDED_ROLES:
        if role not in table:
            message = f"the dialect does not say which column holds the {role}"
            table.findings.add(rules.MISSING_SETTING, table.span(), message)
    return {
        title.casefold(): role for role in ROLES for title in table.strings(role) or ()
    }


def _marks(table: Table) -> dict[str, bool]:
    return {
        **dict.fromkeys(_texts(table, "yes"), True),
        **dict.fromkeys(_texts(table, "no"), False),
    }


def _notation(table: Table) -> Notation:
    forms = _texts(table, "forms")
    for form in forms:
        if form not in get_args(Form):
            hint = toml.nearest(form, get_args(Form))
            table.refuse("forms", f"`{shown(form)}` is no form of types", hint)
    return Notation(
        words=cast("Any", _choices(table.table("words"), _WORDS)),
        generics=cast("Any", _choices(table.table("generics"), get_args(Generic))),
        forms=frozenset(cast("list[Form]", forms)),
    )


def _choices(table: Table, choices: tuple[str, ...]) -> dict[str, str]:
    return {key: choice for key in table if (choice := table.choice(key, choices))}


def _texts(table: Table, key: str) -> list[str]:
    """Return an array of strings, which may be empty ones."""
    found = table.value(key, "an array of strings", _is_texts)
    return found or []


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
