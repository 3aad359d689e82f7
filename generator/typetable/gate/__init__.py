"""The gate: what may be written at all, whatever made it.

The one rule kept here: what is not allowed is refused. Nothing here knows a target; a target
states what its modules do as an `Allowed`, and `syntax` says which syntax may stand where.
"""

from __future__ import annotations

from typetable.gate.inspection import inspect, texts
from typetable.gate.policy import Allowed, Problem

__all__ = ["Allowed", "Problem", "inspect", "texts"]
