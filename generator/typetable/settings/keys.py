"""Keys: what may stand in a configuration, by the table that it stands in.

The one rule kept here: a record says what the file says, as it is spelled there. Its docstrings are
the reference of the README; what a key means in the end is for `settings.config`.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from typetable.settings.accept import Accept
from typetable.settings.records import Texts
from typetable.settings.toml import Table
from typetable.settings.values import Acronyms, Header, LineLength, WireCase


class Settings(Struct, frozen=True, kw_only=True):
    """The keys of a package; `None` where nothing is said, so that what stands around it counts."""

    spec: Texts | None = None
    """The docs: a page or folder, or a list of them."""
    output: str | None = None
    """The folder of the generated package."""
    target: str | None = None
    """What kind of models: `dataclass`, which needs nothing, `pydantic`, `msgspec` or
    `typeddict`."""
    dialect: str | None = None
    """How the docs are written: a name from below, or a file of your own."""
    wire_case: WireCase | None = None
    """How the API spells its JSON members, see below."""
    acronyms: Acronyms | None = None
    """Words that keep their capitals in camel and pascal case: `["ID", "GB"]` makes `sessionID` of
    `session_id`; those that samples and pages show need not be listed."""
    samples: str | None = None
    """A folder of JSON payloads, as evidence for `wire_case` and for single names."""
    examples: bool | None = None
    """Whether `check` holds the JSON of pages and `samples` against the models: an example that the
    tables do not describe fails it, and is a warning of `generate`."""
    templates: str | None = None
    """A folder of Jinja templates; those named like a packaged one, as
    `dataclass/_object.py.jinja`, replace it; `shared/package.py.jinja` does for all targets."""
    trust_templates: bool | None = None
    """Whether these may print any Python, rather than forms of code that the packaged ones print;
    encoding, syntax and what the docs say are checked all the same, and text of the docs stays
    text."""
    strict: bool | None = None
    """Whether a type that nothing defines is an error, or `Any` with a warning; unset, an error
    where most types are undefined."""
    strict_models: bool | None = None
    """Whether models refuse JSON that the docs do not describe, unless a call says otherwise."""
    nullable_responses: bool | None = None
    """Whether required members of what the API sends may be null, whatever the docs say: in models
    that are not requests by their names (see `diff`), but for constants."""
    plain_names: bool | None = None
    """Whether attributes have no underscore at an end but where Python needs one: `id` and `type`
    for `id_` and `type_`, and `class_` all the same."""
    line_length: LineLength | None = None
    """How long lines of modules may be, where your formatter has another limit than 88."""
    header: Header | None = None
    """Comments at the start of each module, such as a licence; those that other tools put there
    stay all the same."""
    overrides: Table | None = None
    """What the docs leave out or get wrong, see below."""
    accept: Annotated[tuple[Table, ...] | None, Accept] = None
    """Errors in docs that you cannot mend; the finding about each proposes its entry."""
    limits: Table | None = None
    """How large docs may be, see below."""


class NamedSettings(Settings, frozen=True, kw_only=True):
    """The keys of one of several packages."""

    name: str = ""
    """What people call the package."""


class FileSettings(Settings, frozen=True, kw_only=True):
    """The keys of a whole configuration."""

    diff: Table | None = None
    """Which changes of the docs `typetable diff` fails for, see below."""
    package: tuple[Table, ...] = ()
    """Several packages: one `[[tool.typetable.package]]` each, with a `name`; it inherits the keys
    above it."""
