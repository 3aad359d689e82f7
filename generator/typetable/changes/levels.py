"""The levels of each kind of change: a table of data.

The one rule kept here: JSON is judged as if the API moved from the old docs to the new ones while
its users did not. Readers break on values that the old docs did not allow, writers on those that
the new ones do not allow. Where that depends on more than the kind, the table holds the worst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from typetable import rules
from typetable.changes.change import Effect, Level

if TYPE_CHECKING:
    from typetable.rules import Rule

NONE: Final[Level] = "none"
INFO: Final[Level] = "info"
WARN: Final[Level] = "warning"
BREAK: Final[Level] = "breaking"

_UNKNOWN_MEMBER = "models made from the old docs keep the new member as it came"
_UNKNOWN_VALUE = "models made from the old docs decode the new value as an unknown one"
_OLD_VALUE = "models made from the new docs still decode it, as an unknown value"
_OLD_MEMBER = "models made from the new docs still keep it, as an unknown member"
_RAW_VALUE = "models made from the old docs keep what fits no member as it came"

# The columns: code that reads, code that writes; JSON that is read, JSON that is written.
EFFECTS: dict[Rule, Effect] = {
    rules.MODEL_ADDED: Effect(INFO, INFO, NONE, NONE),
    rules.MODEL_REMOVED: Effect(BREAK, BREAK, WARN, WARN),
    rules.MODEL_RENAMED: Effect(BREAK, BREAK, NONE, NONE),
    rules.KIND_CHANGED: Effect(BREAK, BREAK, BREAK, BREAK),
    rules.MODEL_MOVED: Effect(WARN, WARN, NONE, NONE),
    rules.REQUIRED_FIELD_ADDED: Effect(INFO, BREAK, NONE, BREAK, _UNKNOWN_MEMBER),
    rules.OPTIONAL_FIELD_ADDED: Effect(INFO, INFO, NONE, NONE, _UNKNOWN_MEMBER),
    rules.REQUIRED_FIELD_REMOVED: Effect(BREAK, BREAK, BREAK, WARN, _OLD_MEMBER),
    rules.OPTIONAL_FIELD_REMOVED: Effect(BREAK, BREAK, WARN, WARN, _OLD_MEMBER),
    rules.FIELD_RENAMED: Effect(BREAK, BREAK, BREAK, BREAK),
    rules.FIELD_RESPELT: Effect(BREAK, BREAK, NONE, NONE),
    rules.WIRE_NAME_CHANGED: Effect(NONE, NONE, BREAK, BREAK),
    rules.NAMES_RESPELT: Effect(NONE, NONE, BREAK, BREAK),
    rules.EXTRA_TYPED: Effect(INFO, INFO, NONE, WARN),
    rules.EXTRA_UNTYPED: Effect(INFO, INFO, WARN, NONE),
    rules.TYPE_WIDENED: Effect(BREAK, BREAK, BREAK, NONE),
    rules.TYPE_NARROWED: Effect(BREAK, BREAK, NONE, BREAK),
    rules.TYPE_CHANGED: Effect(BREAK, BREAK, BREAK, BREAK),
    rules.NOW_REQUIRED: Effect(INFO, BREAK, NONE, BREAK),
    rules.NOW_OPTIONAL: Effect(BREAK, INFO, BREAK, NONE),
    rules.NOW_NULLABLE: Effect(BREAK, INFO, BREAK, NONE),
    rules.NEVER_NULL: Effect(INFO, BREAK, NONE, BREAK),
    rules.FORMAT_CHANGED: Effect(INFO, INFO, WARN, WARN),
    rules.DEFAULT_CHANGED: Effect(INFO, INFO, WARN, WARN),
    rules.MEMBER_ADDED: Effect(WARN, INFO, INFO, NONE, _UNKNOWN_VALUE),
    rules.MEMBER_REMOVED: Effect(BREAK, BREAK, INFO, BREAK, _OLD_VALUE),
    rules.MEMBER_RENAMED: Effect(BREAK, BREAK, NONE, NONE),
    rules.VALUE_CHANGED: Effect(INFO, INFO, BREAK, BREAK, _UNKNOWN_VALUE),
    rules.ENUM_OPENED: Effect(WARN, INFO, INFO, NONE, _UNKNOWN_VALUE),
    rules.ENUM_CLOSED: Effect(INFO, INFO, NONE, BREAK),
    rules.UNION_MEMBER_ADDED: Effect(BREAK, INFO, WARN, NONE, _RAW_VALUE),
    rules.UNION_MEMBER_REMOVED: Effect(INFO, BREAK, NONE, BREAK),
    rules.UNION_COMPLETED: Effect(WARN, WARN, NONE, WARN),
    rules.UNION_OPENED: Effect(WARN, INFO, WARN, NONE, _RAW_VALUE),
    rules.DISCRIMINATOR_CHANGED: Effect(NONE, NONE, WARN, WARN),
    rules.DESCRIPTION_CHANGED: Effect(INFO, INFO, NONE, NONE),
    rules.ORDER_CHANGED: Effect(NONE, NONE, NONE, NONE),
    rules.DEPRECATION_CHANGED: Effect(WARN, WARN, NONE, NONE),
    rules.READ_ONLY_CHANGED: Effect(INFO, WARN, NONE, BREAK),
    rules.CONDITION_CHANGED: Effect(INFO, INFO, WARN, WARN),
}
"""The worst effect of each kind of change."""
