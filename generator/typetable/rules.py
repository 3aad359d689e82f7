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


def _error(code: str, name: str, summary: str) -> Rule:
    return Rule(code, name, "error", summary)


def _warning(code: str, name: str, summary: str) -> Rule:
    return Rule(code, name, "warning", summary)


def _note(code: str, name: str, summary: str) -> Rule:
    return Rule(code, name, "note", summary)


UNREADABLE_FILE = _error("TT101", "unreadable-file", "a page or folder cannot be read")
NOT_UTF8 = _error("TT102", "not-utf8", "a page is not UTF-8 text")
PAGE_TOO_LARGE = _error("TT103", "page-too-large", "a page is larger than the limit")
CONFLICT_MARKER = _error(
    "TT104", "conflict-marker", "a page holds git conflict markers"
)
UNCLOSED_BLOCK = _error(
    "TT105", "unclosed-block", "a fence, comment or table is never closed"
)
NO_HEADING = _warning(
    "TT106", "no-heading", "a page has no heading, so it defines no model"
)
NO_MODELS = _error("TT107", "no-models", "the docs define no model at all")
UNKNOWN_DIALECT = _error(
    "TT108", "unknown-dialect", "no packaged dialect reads the tables"
)
SAME_PAGE = _error("TT109", "same-page", "two pages differ only by their ending")
SHORT_ROW = _error(
    "TT110", "short-row", "a row has fewer cells than its table has columns"
)
LONG_ROW = _error(
    "TT111", "long-row", "a row has more cells than its table has columns"
)
CONTINUED_TEXT = _note(
    "TT112", "continued-text", "text after a row continues its description"
)
STRAY_ROW = _note("TT113", "stray-row", "a row outside its table was put back")
BAD_DELIMITER = _error(
    "TT114", "bad-delimiter", "a delimiter row does not fit its header"
)
NO_DELIMITER = _error(
    "TT115", "no-delimiter", "text looks like a table but has no delimiter row"
)
TABLE_WITHOUT_HEADING = _error(
    "TT116", "table-without-heading", "a table has no model to belong to"
)
MISSING_TABLE = _error(
    "TT117", "missing-table", "a model announces a table that is not there"
)
EMPTY_TABLE = _warning("TT118", "empty-table", "a table has no rows")
SECOND_TABLE = _error(
    "TT119", "second-table", "a model has more than one property table"
)
MISSING_COLUMN = _error(
    "TT120", "missing-column", "a property table lacks a column that it needs"
)
UNKNOWN_COLUMN = _warning(
    "TT121", "unknown-column", "a property table has a column of unknown meaning"
)
DUPLICATE_COLUMN = _error(
    "TT122", "duplicate-column", "a property table has a column twice"
)
CONTROL_CHARACTER = _error(
    "TT123", "control-character", "a name or type holds an invisible character"
)
WIDE_SPACE = _error(
    "TT124", "wide-space", "a space that Markdown does not take for one"
)
UNCLAIMED_TABLE = _note(
    "TT125", "unclaimed-table", "a table that the dialect does not know"
)
EMPHASIS_IN_NAME = _warning(
    "TT126", "emphasis-in-name", "Markdown would show a name differently"
)
NESTED_TABLE = _error("TT127", "nested-table", "a table stands where it cannot be read")
TABLE_SHAPE = _error("TT128", "table-shape", "an HTML table is more than rows of cells")
NO_NAME = _error("TT129", "no-name", "what stands in a name cell is no JSON name")
LIMIT_EXCEEDED = _error(
    "TT130", "limit-exceeded", "a page holds more than the limits allow"
)
UNREADABLE_REVISION = _error(
    "TT131", "unreadable-revision", "git cannot give a state of the docs"
)
CONTRADICTION = _warning("TT133", "contradiction", "two places disagree about a member")
PATH_BELOW_VALUE = _warning(
    "TT134", "path-below-value", "a member of a member that can have none"
)
UNKNOWN_NOTE = _error(
    "TT135", "unknown-note", "a cell of notes holds more than known tags"
)
DEEP_ROW = _error("TT136", "deep-row", "a row stands deeper than below one")
UNSHOWN_ROW = _warning("TT137", "unshown-row", "no type can show what a row says")
BAD_SCHEMA = _error(
    "TT132", "bad-schema", "a schema in JSON does not follow its format"
)

UNKNOWN_TYPE = _warning(
    "TT201", "unknown-type", "a type names a model that nothing defines"
)
BAD_TYPE = _error(
    "TT202", "bad-type", "a type cell does not follow the grammar of types"
)
DEEP_TYPE = _error("TT203", "deep-type", "a type is nested too deeply")
BAD_REQUIRED = _error("TT204", "bad-required", "a Required cell holds no known mark")
EMPTY_NAME = _error("TT205", "empty-name", "a row or heading has no name")
DUPLICATE_FIELD = _error(
    "TT206", "duplicate-field", "a model has two fields of one name"
)
CONFLICTING_MODEL = _error(
    "TT207", "conflicting-model", "one name is defined twice, differently"
)
REPEATED_MODEL = _note(
    "TT208", "repeated-model", "one model is written down more than once"
)
AMBIGUOUS_TYPE = _error("TT209", "ambiguous-type", "a type could mean several models")
ALMOST_ENUM = _warning(
    "TT210", "almost-enum", "some rows look like an enum, others do not"
)
MIXED_ENUM = _error("TT211", "mixed-enum", "an enum mixes strings and numbers")
DUPLICATE_VALUE = _warning("TT212", "duplicate-value", "an enum has one value twice")
UNION_CYCLE = _error("TT213", "union-cycle", "a union contains itself")
OPEN_UNION = _note("TT214", "open-union", "the docs do not list the members of a union")
ENDLESS_MODEL = _warning(
    "TT215", "endless-model", "a model requires itself, so no value exists"
)
AMBIGUOUS_UNION = _warning(
    "TT216", "ambiguous-union", "members of a union cannot be told apart"
)
BROKEN_POINTER = _warning(
    "TT217", "broken-pointer", "a page points to a model that is not there"
)
DUPLICATE_WIRE_NAME = _error(
    "TT218", "duplicate-wire-name", "two fields share one JSON name"
)
UNDECIDED_CASE = _warning(
    "TT219", "undecided-case", "nothing shows how the API spells its names"
)
UNUSED_OVERRIDE = _error(
    "TT220", "unused-override", "an override matches nothing in the docs"
)
NEEDLESS_OVERRIDE = _warning(
    "TT221", "needless-override", "an override says what the docs now say"
)

DECIDED_CASE = _note(
    "TT222", "decided-case", "the docs show how the API spells its names"
)
UNREADABLE_SAMPLE = _note("TT223", "unreadable-sample", "a JSON sample cannot be read")
STALE_ACCEPTANCE = _warning(
    "TT225", "stale-acceptance", "an accepted error is not there any more"
)
UNSURE_CASE = _warning(
    "TT226", "unsure-case", "few words show how the API spells its names"
)
OUTDATED_OVERRIDE = _error(
    "TT227", "outdated-override", "the docs lost the text of an override"
)
VALUES_ALONE = _error(
    "TT228", "values-alone", "rows have nothing but values for descriptions"
)
USELESS_DISCRIMINATOR = _error(
    "TT231", "useless-discriminator", "a discriminator tells members not apart"
)
GUESSED_DISCRIMINATOR = _note(
    "TT232", "guessed-discriminator", "names alone say what a discriminator means"
)
EXAMPLE_UNKNOWN_MEMBER = _warning(
    "TT233", "example-unknown-member", "an example has a member that no row is about"
)
EXAMPLE_LACKS_MEMBER = _warning(
    "TT234", "example-lacks-member", "an example lacks a required member"
)
EXAMPLE_OF_WRONG_TYPE = _warning(
    "TT235", "example-of-wrong-type", "a value in an example has another type"
)
EXAMPLE_OF_UNLISTED_VALUE = _warning(
    "TT236",
    "example-of-unlisted-value",
    "a value in an example is none of those listed",
)
CONTESTED_NAME = _warning("TT237", "contested-name", "two overrides disagree")

NAME_CLASH = _warning(
    "TT301", "name-clash", "two documented names become one Python name"
)
NO_PYTHON_NAME = _error(
    "TT302", "no-python-name", "no Python name can be made of a name"
)
CONFUSABLE_NAME = _warning(
    "TT303", "confusable-name", "a name mixes scripts that look alike"
)
LONG_NAME = _error("TT304", "long-name", "a name is longer than the limit")
LEFT_OUT = _warning(
    "TT306", "members-left-out", "the target has no place for other members"
)
NOT_EXPORTED = _note(
    "TT305", "not-exported", "a name that two modules define is not exported"
)

DOCS_CHANGED = _error("TT401", "docs-changed", "the docs changed and the code did not")
EDITED_OUTPUT = _error("TT402", "edited-output", "generated code was edited by hand")
SETTINGS_CHANGED = _error("TT403", "settings-changed", "templates or settings changed")
VERSION_CHANGED = _error(
    "TT404", "version-changed", "another typetable or black wrote this"
)
MISSING_OUTPUT = _error("TT405", "missing-output", "a generated file is missing")
LEFT_OVER_OUTPUT = _error(
    "TT406", "left-over-output", "a generated file has no page any more"
)
FOREIGN_FILE = _error(
    "TT407", "foreign-file", "a file that typetable did not write is in the way"
)
UNSAFE_OUTPUT = _error("TT408", "unsafe-output", "generated code did not pass the gate")
MASS_DELETION = _error("TT409", "mass-deletion", "most of the output would be deleted")
CANNOT_WRITE = _error("TT410", "cannot-write", "the output cannot be written")
TEMPLATE_ERROR = _error("TT411", "template-error", "a template cannot be rendered")
OWN_TEMPLATES = _note(
    "TT412", "own-templates", "code was made with templates of the project"
)
SPELLING_CHANGED = _error(
    "TT413", "spelling-changed", "the docs show another spelling of JSON names"
)
PAGE_RENAMED = _error(
    "TT416", "page-renamed", "a page was renamed and its code was not"
)
REFORMATTED_OUTPUT = _error(
    "TT414", "reformatted-output", "another formatter rewrote generated code"
)
MERGED_OUTPUT = _error(
    "TT415", "merged-output", "a merge left its marks in generated code"
)
MOVED_MODEL = _error(
    "TT418", "moved-model", "a model stands on another page and its code does not"
)
ABSENT_DOCS = _error(
    "TT417", "absent-docs", "code was made from docs that are not here"
)

BAD_CONFIGURATION = _error(
    "TT501", "bad-configuration", "a configuration file cannot be read"
)
UNKNOWN_KEY = _error(
    "TT502", "unknown-key", "a configuration or dialect key is unknown"
)
BAD_VALUE = _error("TT503", "bad-value", "a setting has a value that it cannot have")
MISSING_SETTING = _error(
    "TT504", "missing-setting", "a setting that is needed is absent"
)
OUTSIDE_PROJECT = _error(
    "TT505", "outside-project", "a configured path leads out of the project"
)
FOREIGN_CONFIGURATION = _warning(
    "TT506", "foreign-configuration", "a configuration further up is another user's"
)
ASSUMED_DIALECT = _warning(
    "TT507", "assumed-dialect", "tables were read as people write most of them"
)

MODEL_ADDED = _note("TT601", "model-added", "a model is new")
MODEL_REMOVED = _error("TT602", "model-removed", "a model is gone")
MODEL_RENAMED = _error("TT603", "model-renamed", "a model has another name")
KIND_CHANGED = _error(
    "TT604", "kind-changed", "an object, enum or union became another of these"
)
MODEL_MOVED = _warning("TT605", "model-moved", "a model stands on another page")
REQUIRED_FIELD_ADDED = _error(
    "TT611", "required-field-added", "a required field is new"
)
OPTIONAL_FIELD_ADDED = _note(
    "TT612", "optional-field-added", "an optional field is new"
)
REQUIRED_FIELD_REMOVED = _error(
    "TT613", "required-field-removed", "a required field is gone"
)
OPTIONAL_FIELD_REMOVED = _error(
    "TT614", "optional-field-removed", "an optional field is gone"
)
FIELD_RENAMED = _error(
    "TT615", "field-renamed", "a field has another name, in JSON too"
)
FIELD_RESPELT = _error(
    "TT616", "field-respelt", "a field has another name, but not in JSON"
)
WIRE_NAME_CHANGED = _error(
    "TT617", "wire-name-changed", "a field has another name in JSON only"
)
EXTRA_TYPED = _warning(
    "TT618", "extra-typed", "the docs now state the type of all other members"
)
EXTRA_UNTYPED = _warning(
    "TT619", "extra-untyped", "the docs no longer state the type of all other members"
)
NAMES_RESPELT = _error(
    "TT620", "names-respelt", "the docs now show another spelling in JSON"
)
TYPE_WIDENED = _error("TT621", "type-widened", "a field may hold more than before")
TYPE_NARROWED = _error("TT622", "type-narrowed", "a field may hold less than before")
TYPE_CHANGED = _error("TT623", "type-changed", "a field has another type")
NOW_REQUIRED = _error("TT624", "now-required", "an optional field became required")
NOW_OPTIONAL = _error("TT625", "now-optional", "a required field became optional")
NOW_NULLABLE = _error("TT626", "now-nullable", "a field may now be null")
NEVER_NULL = _error("TT627", "never-null", "a field may no longer be null")
FORMAT_CHANGED = _warning(
    "TT628", "format-changed", "values of a field have another format"
)
DEFAULT_CHANGED = _warning("TT629", "default-changed", "a field has another default")
MEMBER_ADDED = _warning("TT631", "member-added", "an enum has a new value")
MEMBER_REMOVED = _error("TT632", "member-removed", "an enum lost a value")
MEMBER_RENAMED = _error(
    "TT633", "member-renamed", "a value of an enum has another name"
)
VALUE_CHANGED = _error(
    "TT634", "value-changed", "a name in an enum stands for another value"
)
ENUM_OPENED = _warning(
    "TT635", "enum-opened", "an enum may have values that it does not list"
)
ENUM_CLOSED = _error(
    "TT636", "enum-closed", "an enum has only the values that it lists now"
)
UNION_MEMBER_ADDED = _error("TT641", "union-member-added", "a union has a new member")
UNION_MEMBER_REMOVED = _error("TT642", "union-member-removed", "a union lost a member")
UNION_COMPLETED = _warning(
    "TT643", "union-completed", "the docs now list the members of a union"
)
UNION_OPENED = _warning(
    "TT644", "union-opened", "the docs no longer list the members of a union"
)
DISCRIMINATOR_CHANGED = _warning(
    "TT645",
    "discriminator-changed",
    "members of a union are told apart by another field",
)
DESCRIPTION_CHANGED = _note("TT651", "description-changed", "a description changed")
ORDER_CHANGED = _note(
    "TT652", "order-changed", "the parts of a model stand in another order"
)
DEPRECATION_CHANGED = _warning(
    "TT653", "deprecation-changed", "a field is deprecated, or no longer"
)
READ_ONLY_CHANGED = _error(
    "TT654", "read-only-changed", "a field is read-only, or no longer"
)
CONDITION_CHANGED = _warning(
    "TT655", "condition-changed", "a field is there on another condition"
)
UNUSED_ACCEPTANCE = _warning(
    "TT661", "unused-acceptance", "an accepted change no longer occurs"
)
EXPIRED_ACCEPTANCE = _warning(
    "TT662", "expired-acceptance", "an accepted change is past its end date"
)

ABOUT_EXAMPLES = frozenset(
    (
        EXAMPLE_UNKNOWN_MEMBER,
        EXAMPLE_LACKS_MEMBER,
        EXAMPLE_OF_WRONG_TYPE,
        EXAMPLE_OF_UNLISTED_VALUE,
    )
)
"""Differences between an example and the tables, of which no code is a victim."""

COSMETIC = frozenset((DESCRIPTION_CHANGED, ORDER_CHANGED))
"""Changes of text and layout: nothing can be done now that could not be done before."""

RULES: dict[str, Rule] = {
    rule.code: rule for rule in tuple(globals().values()) if isinstance(rule, Rule)
}
"""Every rule by its code."""
