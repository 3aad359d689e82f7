"""Conservation: what went in, what came out, and that nothing was lost on the way.

The one rule kept here: rows in = fields + members + rows that a finding or the configuration names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from typetable.schema import EnumModel, ObjectModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typetable.language.draft import Draft
    from typetable.meaning.records import Resolved
    from typetable.schema import Model


class Counts(Struct, frozen=True, kw_only=True):
    """The account of one run in numbers."""

    pages: int
    """Pages that were read."""
    headings: int
    """Headings on them."""
    tables: int
    """Tables on them."""
    rows: int
    """Rows of these tables, without headers."""
    models: int
    """Models of the schema."""
    fields: int
    """Fields of its objects."""
    members: int
    """Members of its enums."""
    reported: int
    """Rows that a finding on their page names."""
    repeated: int
    """Rows of models that were written down more than once, which a finding names too."""
    made: int = 0
    """Fields that no row states: what holds the members of nested rows."""
    unnamed: int = 0
    """Rows for the type of all other members of an object, or null as a value of an enum."""
    accepted: int = 0
    """Rows of which the configuration accepts an error."""
    omitted: int = 0
    """Those of them that it leaves out."""

    @property
    def balances(self) -> bool:
        """Whether every row has ended somewhere."""
        named = self.fields - self.made + self.members
        others = self.unnamed + self.reported + self.repeated + self.omitted
        return self.rows == named + others


def _own(model: Model) -> int:
    """Return how many fields of a model are not those of its parts."""
    fields = model.fields if isinstance(model, ObjectModel) else ()
    return sum(not field.inherited for field in fields)


def count(drafts: Sequence[Draft], resolved: Resolved) -> Counts:
    """Return how much went in, how much came out, and what became of the rest."""
    ledgers = [draft.ledger for draft in drafts]
    models = [model for module in resolved.schema.modules for model in module.models]
    return Counts(
        pages=len(drafts),
        headings=sum(each.headings for each in ledgers),
        tables=sum(each.tables for each in ledgers),
        rows=sum(each.rows for each in ledgers),
        models=len(models),
        fields=sum(map(_own, models)),
        members=sum(len(m.members) for m in models if isinstance(m, EnumModel)),
        reported=sum(each.told for each in ledgers),
        repeated=resolved.repeated,
        made=resolved.made,
        unnamed=resolved.unnamed,
        accepted=sum(each.accepted for each in ledgers) + resolved.accepted,
        omitted=sum(each.omitted for each in ledgers) + resolved.omitted,
    )
