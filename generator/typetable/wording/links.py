"""The section `[references]` of a dialect: what the names in type cells mean.

The one rule kept here: where a link leads to says more than its text.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

By: TypeAlias = Literal["link", "name", "alike"]
"""What tells the model that a name means."""


class Referring(Struct, frozen=True, kw_only=True):
    """What the names in type cells mean.

    A model of the same page comes first, then the one of the page of that name, of the same folder,
    of any page.
    """

    by: tuple[By, ...] = ("name",)
    """What tells the model: the target of a link, such as `#order` or `shop.md#order`, the very
    name, or one that differs in case, blanks, marks or the plural: `by = ["link", "name"]`."""

    elsewhere: Literal["error", "any"] = "error"
    """What a link is to what no page describes in a table: any name that is unknown, or any type
    with a warning: `elsewhere = "any"`."""
