"""Which rules of changes report the same change on the way there and on the way back."""

from typetable import rules
from typetable.changes.levels import EFFECTS
from typetable.rules import Rule

_OPPOSITES = (
    (rules.MODEL_ADDED, rules.MODEL_REMOVED),
    (rules.REQUIRED_FIELD_ADDED, rules.REQUIRED_FIELD_REMOVED),
    (rules.OPTIONAL_FIELD_ADDED, rules.OPTIONAL_FIELD_REMOVED),
    (rules.TYPE_WIDENED, rules.TYPE_NARROWED),
    (rules.NOW_REQUIRED, rules.NOW_OPTIONAL),
    (rules.NOW_NULLABLE, rules.NEVER_NULL),
    (rules.MEMBER_ADDED, rules.MEMBER_REMOVED),
    (rules.UNION_MEMBER_ADDED, rules.UNION_MEMBER_REMOVED),
    (rules.EXTRA_TYPED, rules.EXTRA_UNTYPED),
    (rules.ENUM_OPENED, rules.ENUM_CLOSED),
    (rules.UNION_COMPLETED, rules.UNION_OPENED),
)

MIRROR: dict[Rule, Rule] = (
    {rule: rule for rule in EFFECTS}
    | dict(_OPPOSITES)
    | {undone: done for done, undone in _OPPOSITES}
)
"""The rule that reports the way back; a rule that is not in a pair is its own."""
