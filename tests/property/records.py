"""Records drawn from strategies for their fields.

`st.builds` asks for type hints, and those of records can be told by type checkers alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

R = TypeVar("R")


def records(kind: type[R], **fields: SearchStrategy[Any]) -> SearchStrategy[R]:
    """Draw records of a kind."""
    return st.fixed_dictionaries(fields).map(lambda drawn: kind(**drawn))
