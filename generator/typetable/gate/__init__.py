"""The gate: what may be written at all, whatever made it.

Takes the text of a module; gives `Problem`s.

The one rule kept here: what is not allowed is refused. Nothing here knows a target; a target
states what its modules do as an `Allowed`, and what they have to say as a `Wording`. `inspection`
is the way through; which syntax may stand where is said by the tables of `syntax`, `functions` and
`data`. `forms` and `pieces` spare time and memory, and change no answer.
"""

from __future__ import annotations

from typetable.gate.inspection import inspect, is_same
from typetable.gate.policy import Allowed, Problem
from typetable.gate.readback import Wording

__all__ = ["Allowed", "Problem", "Wording", "inspect", "is_same"]
