"""Every rule that typetable can report: a table of data.

The one rule kept here: a code is never reused and never changes its meaning. `TT1xx` are about
reading pages, `TT2xx` about what they mean, `TT3xx` about names, `TT4xx` about the output, `TT5xx`
about configuration and dialects, `TT6xx` about changes between two states of the docs. What
`typetable explain` says of a rule stands in `explanations/<code>.md`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Severity: TypeAlias = Literal["error", "warning", "note"]
"""An error stops all writing; a warning asks for a look; a note says what was repaired."""


class Rule(Struct, frozen=True, array_like=True):
    """One rule: its code, its name in words, its usual severity and what it means in one line."""

    code: str
    name: str
    severity: Severity
    summary: str


UNREADABLE_FILE = Rule(
    "TT101", "unreadable-file", "error", "a page or folder cannot be read"
)
NOT_UTF8 = Rule("TT102", "not-utf8", "error", "a page is not UTF-8 text")
PAGE_TOO_LARGE = Rule(
    "TT103", "page-too-large", "error", "a page is larger than the limit"
)
CONFLICT_MARKER = Rule(
    "TT104", "conflict-marker", "error", "a page holds git conflict markers"
)
UNCLOSED_BLOCK = Rule(
    "TT105", "unclosed-block", "error", "a fence, comment or table is never closed"
)
NO_HEADING = Rule(
    "TT106", "no-heading", "warning", "a page has no heading, so it defines no model"
)
NO_MODELS = Rule("TT107", "no-models", "error", "the docs define no model at all")
UNKNOWN_DIALECT = Rule(
    "TT108", "unknown-dialect", "error", "no packaged dialect reads the tables"
)
SAME_PAGE = Rule("TT109", "same-page", "error", "two pages differ only by their ending")
SHORT_ROW = Rule(
    "TT110", "short-row", "error", "a row has fewer cells than its table has columns"
)
LONG_ROW = Rule(
    "TT111", "long-row", "error", "a row has more cells than its table has columns"
)
CONTINUED_TEXT = Rule(
    "TT112", "continued-text", "note", "text after a row continues its description"
)
STRAY_ROW = Rule("TT113", "stray-row", "note", "a row outside its table was put back")
BAD_DELIMITER = Rule(
    "TT114", "bad-delimiter", "error", "a delimiter row does not fit its header"
)
NO_DELIMITER = Rule(
    "TT115", "no-delimiter", "error", "text looks like a table but has no delimiter row"
)
TABLE_WITHOUT_HEADING = Rule(
    "TT116", "table-without-heading", "error", "a table has no model to belong to"
)
MISSING_TABLE = Rule(
    "TT117", "missing-table", "error", "a model announces a table that is not there"
)
EMPTY_TABLE = Rule("TT118", "empty-table", "warning", "a table has no rows")
SECOND_TABLE = Rule(
    "TT119", "second-table", "error", "a model has more than one property table"
)
MISSING_COLUMN = Rule(
    "TT120", "missing-column", "error", "a property table lacks a column that it needs"
)
UNKNOWN_COLUMN = Rule(
    "TT121",
    "unknown-column",
    "warning",
    "a property table has a column of unknown meaning",
)
DUPLICATE_COLUMN = Rule(
    "TT122", "duplicate-column", "error", "a property table has a column twice"
)
CONTROL_CHARACTER = Rule(
    "TT123", "control-character", "error", "a name or type holds an invisible character"
)
WIDE_SPACE = Rule(
    "TT124", "wide-space", "error", "a space that Markdown does not take for one"
)
UNCLAIMED_TABLE = Rule(
    "TT125", "unclaimed-table", "note", "a table that the dialect does not know"
)
EMPHASIS_IN_NAME = Rule(
    "TT126", "emphasis-in-name", "warning", "Markdown would show a name differently"
)
NESTED_TABLE = Rule(
    "TT127", "nested-table", "error", "a table stands where it cannot be read"
)
TABLE_SHAPE = Rule(
    "TT128", "table-shape", "error", "an HTML table is more than rows of cells"
)
NO_NAME = Rule(
    "TT129", "no-name", "error", "what stands in a name cell is no JSON name"
)
LIMIT_EXCEEDED = Rule(
    "TT130", "limit-exceeded", "error", "a page holds more than the limits allow"
)
UNREADABLE_REVISION = Rule(
    "TT131", "unreadable-revision", "error", "git cannot give a state of the docs"
)
CONTRADICTION = Rule(
    "TT133", "contradiction", "warning", "two places disagree about a member"
)
PATH_BELOW_VALUE = Rule(
    "TT134", "path-below-value", "warning", "a member of a member that can have none"
)
UNKNOWN_NOTE = Rule(
    "TT135", "unknown-note", "error", "a cell of notes holds more than known tags"
)
BAD_SCHEMA = Rule(
    "TT132", "bad-schema", "error", "a schema in JSON does not follow its format"
)

UNKNOWN_TYPE = Rule(
    "TT201", "unknown-type", "warning", "a type names a model that nothing defines"
)
BAD_TYPE = Rule(
    "TT202", "bad-type", "error", "a type cell does not follow the grammar of types"
)
DEEP_TYPE = Rule("TT203", "deep-type", "error", "a type is nested too deeply")
BAD_REQUIRED = Rule(
    "TT204", "bad-required", "error", "a Required cell holds no known mark"
)
EMPTY_NAME = Rule("TT205", "empty-name", "error", "a row or heading has no name")
DUPLICATE_FIELD = Rule(
    "TT206", "duplicate-field", "error", "a model has two fields of one name"
)
CONFLICTING_MODEL = Rule(
    "TT207", "conflicting-model", "error", "one name is defined twice, differently"
)
REPEATED_MODEL = Rule(
    "TT208", "repeated-model", "note", "one model is written down more than once"
)
AMBIGUOUS_TYPE = Rule(
    "TT209", "ambiguous-type", "error", "a type could mean several models"
)
ALMOST_ENUM = Rule(
    "TT210", "almost-enum", "warning", "some rows look like an enum, others do not"
)
MIXED_ENUM = Rule("TT211", "mixed-enum", "error", "an enum mixes strings and numbers")
DUPLICATE_VALUE = Rule(
    "TT212", "duplicate-value", "warning", "an enum has one value twice"
)
UNION_CYCLE = Rule("TT213", "union-cycle", "error", "a union contains itself")
OPEN_UNION = Rule(
    "TT214", "open-union", "note", "the docs do not list the members of a union"
)
ENDLESS_MODEL = Rule(
    "TT215", "endless-model", "warning", "a model requires itself, so no value exists"
)
AMBIGUOUS_UNION = Rule(
    "TT216", "ambiguous-union", "warning", "members of a union cannot be told apart"
)
BROKEN_POINTER = Rule(
    "TT217", "broken-pointer", "warning", "a page points to a model that is not there"
)
DUPLICATE_WIRE_NAME = Rule(
    "TT218", "duplicate-wire-name", "error", "two fields share one JSON name"
)
UNDECIDED_CASE = Rule(
    "TT219", "undecided-case", "warning", "nothing shows how the API spells its names"
)
UNUSED_OVERRIDE = Rule(
    "TT220", "unused-override", "error", "an override matches nothing in the docs"
)
NEEDLESS_OVERRIDE = Rule(
    "TT221", "needless-override", "warning", "an override says what the docs now say"
)

DECIDED_CASE = Rule(
    "TT222", "decided-case", "note", "the docs show how the API spells its names"
)
UNREADABLE_SAMPLE = Rule(
    "TT223", "unreadable-sample", "note", "a JSON sample cannot be read"
)
STALE_ACCEPTANCE = Rule(
    "TT225", "stale-acceptance", "warning", "an accepted error is not there any more"
)
UNSURE_CASE = Rule(
    "TT226", "unsure-case", "warning", "few words show how the API spells its names"
)
OUTDATED_OVERRIDE = Rule(
    "TT227", "outdated-override", "error", "the docs lost the text of an override"
)
VALUES_ALONE = Rule(
    "TT228", "values-alone", "error", "rows have nothing but values for descriptions"
)

NAME_CLASH = Rule(
    "TT301", "name-clash", "warning", "two documented names become one Python name"
)
NO_PYTHON_NAME = Rule(
    "TT302", "no-python-name", "error", "no Python name can be made of a name"
)
CONFUSABLE_NAME = Rule(
    "TT303", "confusable-name", "warning", "a name mixes scripts that look alike"
)
LONG_NAME = Rule("TT304", "long-name", "error", "a name is longer than the limit")
NOT_EXPORTED = Rule(
    "TT305", "not-exported", "note", "a name that two modules define is not exported"
)

DOCS_CHANGED = Rule(
    "TT401", "docs-changed", "error", "the docs changed and the code did not"
)
EDITED_OUTPUT = Rule(
    "TT402", "edited-output", "error", "generated code was edited by hand"
)
SETTINGS_CHANGED = Rule(
    "TT403", "settings-changed", "error", "templates or settings changed"
)
VERSION_CHANGED = Rule(
    "TT404", "version-changed", "error", "another typetable or black wrote this"
)
MISSING_OUTPUT = Rule("TT405", "missing-output", "error", "a generated file is missing")
LEFT_OVER_OUTPUT = Rule(
    "TT406", "left-over-output", "error", "a generated file has no page any more"
)
FOREIGN_FILE = Rule(
    "TT407",
    "foreign-file",
    "error",
    "a file that typetable did not write is in the way",
)
UNSAFE_OUTPUT = Rule(
    "TT408", "unsafe-output", "error", "generated code did not pass the gate"
)
MASS_DELETION = Rule(
    "TT409", "mass-deletion", "error", "most of the output would be deleted"
)
CANNOT_WRITE = Rule("TT410", "cannot-write", "error", "the output cannot be written")
TEMPLATE_ERROR = Rule(
    "TT411", "template-error", "error", "a template cannot be rendered"
)
OWN_TEMPLATES = Rule(
    "TT412", "own-templates", "note", "code was made with templates of the project"
)
SPELLING_CHANGED = Rule(
    "TT413", "spelling-changed", "error", "the docs show another spelling of JSON names"
)

BAD_CONFIGURATION = Rule(
    "TT501", "bad-configuration", "error", "a configuration file cannot be read"
)
UNKNOWN_KEY = Rule(
    "TT502", "unknown-key", "error", "a configuration or dialect key is unknown"
)
BAD_VALUE = Rule(
    "TT503", "bad-value", "error", "a setting has a value that it cannot have"
)
MISSING_SETTING = Rule(
    "TT504", "missing-setting", "error", "a setting that is needed is absent"
)
OUTSIDE_PROJECT = Rule(
    "TT505", "outside-project", "error", "a configured path leads out of the project"
)
FOREIGN_CONFIGURATION = Rule(
    "TT506",
    "foreign-configuration",
    "warning",
    "a configuration further up is another user's",
)

MODEL_ADDED = Rule("TT601", "model-added", "note", "a model is new")
MODEL_REMOVED = Rule("TT602", "model-removed", "error", "a model is gone")
MODEL_RENAMED = Rule("TT603", "model-renamed", "error", "a model has another name")
KIND_CHANGED = Rule(
    "TT604", "kind-changed", "error", "an object, enum or union became another of these"
)
MODEL_MOVED = Rule("TT605", "model-moved", "warning", "a model stands on another page")
REQUIRED_FIELD_ADDED = Rule(
    "TT611", "required-field-added", "error", "a required field is new"
)
OPTIONAL_FIELD_ADDED = Rule(
    "TT612", "optional-field-added", "note", "an optional field is new"
)
REQUIRED_FIELD_REMOVED = Rule(
    "TT613", "required-field-removed", "error", "a required field is gone"
)
OPTIONAL_FIELD_REMOVED = Rule(
    "TT614", "optional-field-removed", "error", "an optional field is gone"
)
FIELD_RENAMED = Rule(
    "TT615", "field-renamed", "error", "a field has another name, in JSON too"
)
FIELD_RESPELT = Rule(
    "TT616", "field-respelt", "error", "a field has another name, but not in JSON"
)
WIRE_NAME_CHANGED = Rule(
    "TT617", "wire-name-changed", "error", "a field has another name in JSON only"
)
EXTRA_TYPED = Rule(
    "TT618",
    "extra-typed",
    "warning",
    "the docs now state the type of all other members",
)
EXTRA_UNTYPED = Rule(
    "TT619",
    "extra-untyped",
    "warning",
    "the docs no longer state the type of all other members",
)
NAMES_RESPELT = Rule(
    "TT620", "names-respelt", "error", "the docs now show another spelling in JSON"
)
TYPE_WIDENED = Rule(
    "TT621", "type-widened", "error", "a field may hold more than before"
)
TYPE_NARROWED = Rule(
    "TT622", "type-narrowed", "error", "a field may hold less than before"
)
TYPE_CHANGED = Rule("TT623", "type-changed", "error", "a field has another type")
NOW_REQUIRED = Rule(
    "TT624", "now-required", "error", "an optional field became required"
)
NOW_OPTIONAL = Rule(
    "TT625", "now-optional", "error", "a required field became optional"
)
NOW_NULLABLE = Rule("TT626", "now-nullable", "error", "a field may now be null")
NEVER_NULL = Rule("TT627", "never-null", "error", "a field may no longer be null")
FORMAT_CHANGED = Rule(
    "TT628", "format-changed", "warning", "values of a field have another format"
)
DEFAULT_CHANGED = Rule(
    "TT629", "default-changed", "warning", "a field has another default"
)
MEMBER_ADDED = Rule("TT631", "member-added", "warning", "an enum has a new value")
MEMBER_REMOVED = Rule("TT632", "member-removed", "error", "an enum lost a value")
MEMBER_RENAMED = Rule(
    "TT633", "member-renamed", "error", "a value of an enum has another name"
)
VALUE_CHANGED = Rule(
    "TT634", "value-changed", "error", "a name in an enum stands for another value"
)
ENUM_OPENED = Rule(
    "TT635", "enum-opened", "warning", "an enum may have values that it does not list"
)
ENUM_CLOSED = Rule(
    "TT636", "enum-closed", "error", "an enum has only the values that it lists now"
)
UNION_MEMBER_ADDED = Rule(
    "TT641", "union-member-added", "error", "a union has a new member"
)
UNION_MEMBER_REMOVED = Rule(
    "TT642", "union-member-removed", "error", "a union lost a member"
)
UNION_COMPLETED = Rule(
    "TT643", "union-completed", "warning", "the docs now list the members of a union"
)
UNION_OPENED = Rule(
    "TT644", "union-opened", "warning", "the docs no longer list the members of a union"
)
DISCRIMINATOR_CHANGED = Rule(
    "TT645",
    "discriminator-changed",
    "warning",
    "members of a union are told apart by another field",
)
DESCRIPTION_CHANGED = Rule(
    "TT651", "description-changed", "note", "a description changed"
)
ORDER_CHANGED = Rule(
    "TT652", "order-changed", "note", "the parts of a model stand in another order"
)
DEPRECATION_CHANGED = Rule(
    "TT653", "deprecation-changed", "warning", "a field is deprecated, or no longer"
)
READ_ONLY_CHANGED = Rule(
    "TT654", "read-only-changed", "error", "a field is read-only, or no longer"
)
CONDITION_CHANGED = Rule(
    "TT655", "condition-changed", "warning", "a field is there on another condition"
)
UNUSED_ACCEPTANCE = Rule(
    "TT661", "unused-acceptance", "warning", "an accepted change no longer occurs"
)
EXPIRED_ACCEPTANCE = Rule(
    "TT662", "expired-acceptance", "warning", "an accepted change is past its end date"
)

RULES: dict[str, Rule] = {
    rule.code: rule for rule in tuple(globals().values()) if isinstance(rule, Rule)
}
"""Every rule by its code."""
