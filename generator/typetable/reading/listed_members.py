"""Listed members: headings of members as rows, and those of values as an enum.

The one rule kept here: a heading that states a member is read as a row that says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typetable import rules
from typetable.diagnostics import clipped
from typetable.language.draft import DraftEnum
from typetable.language.enums import EnumRows, Stated, entries, members_in, report_mixed
from typetable.language.ledger import Told
from typetable.language.marks import Placed
from typetable.language.rows import Row
from typetable.language.value_tables import constant
from typetable.markdown.document import Cell
from typetable.markdown.spans import seen
from typetable.wording.facts import in_text
from typetable.wording.names import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typetable.diagnostics import Findings
    from typetable.language.columns import Role
    from typetable.language.dialect import Sections
    from typetable.language.draft import Title
    from typetable.language.listed import Item
    from typetable.language.texts import Texts
    from typetable.settings.limits import Limits


def rows(found: Sequence[Item], dialect: Sections, texts: Texts) -> Iterator[Row]:
    """Yield rows that say what the headings of members say; deeper ones are below others."""
    around: list[tuple[int, int]] = []
    for at, item in enumerate(found):
        while around and around[-1][0] >= item.level:
            around.pop()
        parent = around[-1][1] if around else -1
        around.append((item.level, at))
        name = item.held.get("name", "")
        cells: dict[Role, str] = {
            "name": f"~~{name}~~" if item.is_struck else name,
            "type": item.held.get("type", ""),
            "description": texts.description(item.blocks[1:]),
        }
        if notes := item.held.get("notes"):
            cells["notes"] = ", ".join(seen(notes).text.split())
        yield Row(
            cells={role: Cell(text, item.span) for role, text in cells.items()},
            said=in_text(item.headings, "heading", dialect.facts),
            place=Placed(parent),
        )


def enum(
    title: Title,
    found: Sequence[Item],
    dialect: Sections,
    *,
    texts: Texts,
    limits: Limits,
    findings: Findings,
) -> EnumRows:
    """Return the enum of headings of values; one without a value is told (TT210)."""
    stated: list[Stated] = []
    told: list[Told] = []
    for item in found:
        name = seen(item.held.get("name", "")).text.strip()
        value = constant(item.held.get("type", ""), dialect.facts)
        if value is None or value.is_bare:
            message = f"`{clipped(title.name)}` is an enum, but this line has no value"
            rule = rules.ALMOST_ENUM
            told.append(Told(findings.add(rule, item.span, message, severity="error")))
        else:
            called = checked(name, item.span, "row", limits, findings)
            about = texts.description(item.blocks[1:])
            stated.append(Stated(called, value.value, item.span, about))
    report_mixed(title, [each.value for each in stated], findings)
    kept = entries(stated, findings)
    model = DraftEnum(
        name=title.name,
        description=title.description,
        members=members_in(kept),
        span=title.span,
    )
    return EnumRows(model, (*kept, *told))
