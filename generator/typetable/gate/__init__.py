"""The gate: the syntax that may be written at all, whoever wrote the template.

Takes the text of a module; gives `Problem`s.

The one rule kept here: code that is not allowed is refused. Nothing here knows a target; a target
states the policy of its modules as an `Allowed`, and the text of the docs that must be in each of
them as a `Readback`. `inspection` is the way through; the tables of `syntax`, `functions` and
`data` have the syntax of each place. `pieces` spare memory, and change no answer.
"""

from __future__ import annotations

from typetable.gate.inspection import inspect, is_same
from typetable.gate.policy import Allowed, Problem
from typetable.gate.readback import Readback

__all__ = ["Allowed", "Problem", "Readback", "inspect", "is_same"]
