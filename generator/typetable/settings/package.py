"""Packages: what a user decided about each, as frozen records.

The one rule kept here: a setting is as good as checked; whoever holds one need not look again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from typetable import rules
from typetable.changes.directions import Endings
from typetable.changes.policy import Policy
from typetable.diagnostics import AcceptedError, finding
from typetable.python.layout import WIDTH
from typetable.settings.limits import Limits
from typetable.settings.values import ModelNames, PythonName, WireCase
from typetable.source import Located

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.diagnostics import Diagnostic
    from typetable.source import Span

V = TypeVar("V")


class Location(Struct, frozen=True, kw_only=True):
    """A file or folder: `path` is absolute and free of links, `display_path` is for messages."""

    path: Path
    display_path: str


class Override(Located, Generic[V], frozen=True, kw_only=True):
    """One decision of the user about a documented name."""

    WHERE: ClassVar = frozenset({"inherited", "path", "span"})
    """Two are equal that say the same in different places."""

    key: str
    """The documented name: `Model`, `Model.field` or `Model.MEMBER`; `*` in it is a pattern."""
    value: V
    """What holds instead of what the docs say."""
    expect: str | None = None
    """The text of the docs for which it holds; absent where it holds for any."""
    pattern: str = ""
    """The pattern by which it is about its name, if it stands for several."""
    inherited: bool = False
    """Whether it stands around several packages, of which one may be all that it is for."""
    path: str
    """The file that it stands in."""
    span: Span | None
    """The place of its key."""


class Discriminator(Struct, frozen=True, kw_only=True):
    """The field that tells the members of a union apart."""

    name: str = field(name="field")
    """Its name."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Names of members by values that mean them, where nothing in the docs says it."""

    @classmethod
    def of(cls, text: str) -> Discriminator:
        """Return the field of a name."""
        return cls(name=text)


class Overrides(Struct, frozen=True, kw_only=True):
    """What the user decided against the docs; keys are `Model`, `Model.field`, `Model.MEMBER`.

    `*` in a key stands for any characters: `"*.price" = "float"`. An entry can state the text that
    it expects, and is told once the docs have another: `{ as = "float", expect = "any" }`. That is
    the type cell for `types` and `nullable`, and the description for others.
    """

    wire_names: tuple[Override[str], ...] = ()
    """The JSON name of a field: `Station.created_at = "created"`."""
    python_names: tuple[Override[PythonName], ...] = ()
    """The Python name of a model, field or enum member: `Station.status = "state"`."""
    types: tuple[Override[str], ...] = ()
    """The type of a field, as the docs would write it: `Station.docks = "int"`."""
    nullable: tuple[Override[bool], ...] = ()
    """That a field can be null: `Station.docks = true`."""
    unions: tuple[Override[ModelNames], ...] = ()
    """The members of a union that the docs do not list: `Details = ["Details1", "Error"]`."""
    discriminators: tuple[Override[Discriminator], ...] = ()
    """The field that tells the members of a union apart, and what its values mean where nothing in
    the docs says it: `Details = "kind"`, or
    `Details = { field = "kind", values = { done = "Details1" } }`."""


class Package(Located, frozen=True, kw_only=True):
    """The settings of one generated package."""

    WHERE: ClassVar = frozenset({"spans"})
    """Two are equal that say the same in different places."""

    path: str
    """The file that the settings stand in."""
    name: str = ""
    """Empty where the configuration has a single package."""
    spec: tuple[Location, ...] = ()
    """The docs: pages and folders."""
    output: Location | None = None
    """The folder that the package is."""
    target: str = "dataclass"
    """The kind of its models."""
    dialect: str | Location = "auto"
    """The name of one that comes with typetable, or a file."""
    wire_case: WireCase = "auto"
    """How the API spells its JSON members."""
    acronyms: tuple[str, ...] = ()
    """Words that it spells in their own way in camel and pascal case."""
    templates: Location | None = None
    """The folder of own templates."""
    trust_templates: bool = False
    """Whether what they print may be any Python."""
    samples: Location | None = None
    """The folder of JSON payloads."""
    examples: bool = False
    """Whether JSON on pages and in payloads is held against the models."""
    strict: bool | None = None
    """Whether a type that nothing defines is an error; `None` for where most are undefined."""
    strict_models: bool = False
    """Whether models refuse JSON that the docs do not describe."""
    nullable_responses: bool = False
    """Whether required members of what an API sends may be null, whatever the docs say."""
    plain_names: bool = False
    """Whether attributes lose the underscore at the end that Python does not need."""
    line_length: int = WIDTH
    """The columns that the lines of modules fill at most."""
    header: str = ""
    """The comments at the start of each module; they end a line."""
    overrides: Overrides = Overrides()
    """What the docs leave out or get wrong."""
    accept: tuple[AcceptedError, ...] = ()
    """The errors of the docs that are none."""
    limits: Limits = field(default_factory=Limits)
    """How large docs may be."""
    policy: Policy = field(default_factory=Policy)
    """Which changes of the docs are tolerated."""
    endings: Endings = field(default_factory=Endings)
    """Which names of models tell who meets them."""
    spans: tuple[tuple[str, Span | None], ...] = ()
    """Where each setting stands; the package itself for an empty name."""

    def span(self, setting: str = "") -> Span | None:
        """Return where a setting stands; of the package itself by default; `None` if nowhere."""
        return dict(self.spans).get(setting)


class Config(Struct, frozen=True, kw_only=True):
    """A whole configuration: one package or more, in the order of the file."""

    path: str
    packages: tuple[Package, ...]


def location(text: str, folder: Path) -> Location:
    """Return the location that a path, relative to `folder`, means; links are resolved."""
    path = folder / text
    try:
        near = text if Path(text).is_absolute() else os.path.relpath(path)
    except ValueError:  # another drive
        near = str(path)
    return Location(
        path=Path(os.path.realpath(path)), display_path=Path(near).as_posix()
    )


def override(  # noqa: PLR0913  # one for each flag
    package: Package,
    *,
    spec: Sequence[str] = (),
    output: str | None = None,
    target: str | None = None,
    dialect: str | None = None,
    wire_case: WireCase | None = None,
    templates: str | None = None,
    samples: str | None = None,
    strict: bool | None = None,
    strict_models: bool | None = None,
) -> Package:
    """Return the package with what flags say instead; their paths start at the current folder."""
    here = Path()
    flags: dict[str, Any] = {
        "spec": tuple(location(path, here) for path in spec) or None,
        "output": output and location(output, here),
        "target": target,
        "dialect": dialect and dialect_named(dialect, here),
        "wire_case": wire_case,
        "templates": templates and location(templates, here),
        "samples": samples and location(samples, here),
        "strict": strict,
        "strict_models": strict_models,
    }
    given = {name: value for name, value in flags.items() if value is not None}
    spans = tuple((name, span) for name, span in package.spans if name not in given)
    return replace(package, **given, spans=spans)


_GIVEN = "give `--{0} ...`"
"""What most command lines can do about a setting that has no value."""


def missing(
    package: Package, *settings: str, given: str = _GIVEN
) -> tuple[Diagnostic, ...]:
    """Return a finding (TT504) for each of the settings, such as `spec`, that has no value.

    Where there is no configuration it is one of its folder, for all of them. `given` is what the
    command line can do about it.
    """
    absent = [each for each in settings if not getattr(package, each)]
    path, cure = package.path, f'add `{{0}} = "..."`, or {given}'
    facts = [(f"no `{each}` is set", cure.format(each)) for each in absent]
    if absent and not package.spans:
        path = Path(path).parent.as_posix()
        flags = given.format(absent[0])
        flags += "".join(f" and `--{each} ...`" for each in absent[1:])
        facts = [(_unconfigured(absent), f"run `typetable init`, or {flags}")]
    return tuple(
        finding(rules.MISSING_SETTING, path, package.span(), fact, hint=hint)
        for fact, hint in facts
    )


def _unconfigured(absent: Sequence[str]) -> str:
    """Return the fact that nothing sets what a command needs."""
    if absent[1:]:
        return f"no configuration sets `{'` and `'.join(absent)}`"
    return f"no `{absent[0]}` is set"


def dialect_named(text: str, folder: Path) -> str | Location:
    """Return the file that a dialect is, or its name, which has neither slash nor suffix."""
    is_file = "/" in text or "\\" in text or text.endswith(".toml")
    return location(text, folder) if is_file else text
