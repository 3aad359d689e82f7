"""A dialect: how one family of docs writes its models down, as data.

The one rule kept here: whatever differs between families is in a section of a dialect, and each
section is a record beside the functions that ask it; nobody asks for a dialect's name.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from typetable.language.columns import Columns, Role
from typetable.language.combined import Combined
from typetable.language.enums import Enums
from typetable.language.listed import Listed
from typetable.language.nesting import Nesting
from typetable.language.rows import RowRules
from typetable.language.sections import Models
from typetable.language.tables import Tables
from typetable.language.texts import TextRules
from typetable.language.unions import Unions
from typetable.notation.records import Types
from typetable.wording.facts import Facts
from typetable.wording.links import Referring
from typetable.wording.names import Names
from typetable.wording.paths import Spoken


class Sections(Struct, frozen=True, kw_only=True):
    """The sections of a dialect file."""

    title: str = ""
    """The family and its language, for people; the name of the file where nothing is said."""

    by_name: bool = False
    """Whether the dialect is taken only where the settings name it."""

    signs: tuple[str, ...] = ()
    """Texts without which no docs are of the family; each stands somewhere in its pages, or one of
    those that ` or ` tells apart in it."""

    models: Models = Models()
    """Which headings are models."""

    tables: Tables = Tables()
    """Which tables describe them."""

    columns: Columns
    """What the columns of those tables say."""

    rows: RowRules = RowRules()
    """How rows and the lines below a table are read."""

    names: Names = Names()
    """What members may be called."""

    nesting: Nesting = Nesting()
    """How members of members stand in one table."""

    combined: Combined = Combined()
    """Which tables say of what types and parts something is made."""

    facts: Facts = Facts()
    """What the cells say of a member."""

    types: Types = Types()
    """How types are written."""

    references: Referring = Referring()
    """What the names in type cells mean."""

    enums: Enums = Enums()
    """Which tables list values."""

    listed: Listed = Listed()
    """Which headings are members."""

    unions: Unions = Unions()
    """Which headings are unions, and of what."""

    texts: TextRules = TextRules()
    """Which text describes nothing."""


class Dialect(Sections, frozen=True, kw_only=True, dict=True):
    """One family of docs: the sections of a file and the name of that file."""

    name: str

    def on(self, page: str) -> Dialect:
        """Return the dialect as it holds on a page of a text."""
        types = self.types.on(page)
        return self if types is self.types else replace(self, types=types)

    @cached_property
    def spoken(self) -> Spoken:
        """How names are written."""
        return Spoken(self.names, self.nesting.path, self.nesting.marks)

    @cached_property
    def needed(self) -> tuple[Role, ...]:
        """The columns that a property table cannot do without."""
        needed: list[Role] = ["name"]
        if self.types.empty == "error":
            needed.append("type")
        if self.facts.needs_column:
            needed.append("required")
        return tuple(needed)

    @cached_property
    def fingerprint(self) -> str:
        """The digest of all that the dialect says."""
        return sha256(repr(self).encode()).hexdigest()


NONE = Dialect(
    name="none",
    title="none that is known",
    columns=Columns(name=()),
)
"""What docs are written in that no dialect reads."""
