"""Small pages of hand-written tables, and what one page says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from typetable.language.dialects import packaged
from typetable.language.draft import DraftObject
from typetable.markdown import document
from typetable.reading import page
from typetable.settings.limits import Limits
from typetable.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typetable.diagnostics import Diagnostic
    from typetable.language.dialect import Dialect
    from typetable.language.draft import Draft, DraftField


class Page(NamedTuple):
    """What a page says, and what was found on it."""

    draft: Draft
    found: tuple[Diagnostic, ...]

    @property
    def codes(self) -> list[str]:
        """The codes of what was found."""
        return [each.code for each in self.found]

    @property
    def models(self) -> dict[str, Mapping[str, DraftField]]:
        """The fields of the objects by their names; of equal names the last."""
        return {
            model.name: {field.name: field for field in model.fields}
            for model in self.draft.models
            if isinstance(model, DraftObject)
        }

    @property
    def names(self) -> dict[str, list[str]]:
        """The names of the fields of each object."""
        return {name: [*fields] for name, fields in self.models.items()}


def table(header: str, *rows: str) -> str:
    """Return a table of a header such as `Name | Type` and rows like it."""
    cells = header.count("|") + 1
    lines = [header, "|".join(["---"] * cells), *rows]
    return "".join(f"| {line} |\n" for line in lines)


def read(*parts: str, name: str = "page.md", dialect: Dialect | None = None) -> Page:
    """Return what the parts of a page say, apart by empty lines."""
    source = SourceFile(path=name, name=name, text="\n\n".join(parts) + "\n")
    spoken = dialect or packaged()["plain"]
    return Page(*page.interpret(source, document.parse(source), spoken, Limits()))


def rows(header: str, *lines: str) -> tuple[Mapping[str, DraftField], list[str]]:
    """Return the fields of a model of one table, and the codes of what was found."""
    found = read("# Thing", table(header, *lines))
    return found.models.get("Thing", {}), found.codes


def field(header: str, line: str) -> DraftField | None:
    """Return the only field of a table of one row; `None` where the row became none."""
    fields, _ = rows(header, line)
    return next(iter(fields.values()), None)
