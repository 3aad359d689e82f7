"""What is decided where a page of the hostile corpus may be taken (S) or refused (E), and why."""

from __future__ import annotations

DECISIONS = {
    "a17": "S",  # no literal, so no enum value: kept as text of a description, with TT210
    "a18": "S",  # as a17
    "a19": "S",  # prefixes and pairs of strings are no literals: kept as text
    "a21": "S",  # the column is unknown, TT121 says so, and nothing in it is read
    "a24": "S",  # titles never reach the first two lines
    "b16": "E",  # TT203: types nest to 32
    "c01": "S",  # the identifier is built, the wire name is the text
    "c01b": "S",  # as c01
    "c02": "E",  # TT123: a line break in a name
    "c09": "S",  # names are read as written; TT126 names those that Markdown would change
    "c15": "E",  # TT205 for the empty name, TT123 for the invisible one
    "c18": "E",  # TT304: names have up to 200 characters
    "d03": "S",  # TT212; both names stay
    "d05": "S",  # the identifier is built
    "d05b": "E",  # TT123
    "d06": "E",  # TT211: texts, numbers and truths in one enum
    "e01": "S",  # headings never become paths: modules are named after pages
    "e03": "S",  # as e01
    "e04": "S",  # as e01
    "e05": "S",  # as e01
    "e06": "S",  # as e01
    "e07": "S",  # as e01
    "e08": "E",  # TT302: nothing to make a name of
    "e09": "S",  # as e01
    "e16": "E",  # TT304
    "e18": "E",  # TT123: the heading holds line breaks
    "e19": "S",  # an underscore behind what is taken
    "g04": "S",  # only a backslash right before the pipe escapes it, as in GFM
    "g05": "S",  # the pipe is escaped, the row ends without one
    "g07": "S",  # an object without fields, with TT118
    "h02": "S",  # TT215
    "i02": "E",  # TT123
    "i09": "S",  # written as \x00
    "i13": "E",  # TT107: no page defines a model
    "j01": "E",  # TT130: cells have up to a million characters
    "j03": "S",
    "j04": "S",
    "j05": "S",
    "j07": "S",
    "j09": "S",
    "j10": "S",
    "j11": "S",
    "j14": "S",
    "j15": "S",
    "j16": "E",  # TT304
    "j19": "S",
    "k02": "S",  # samples are evidence only: the spelling that most names have
    "k03": "S",  # TT223: the sample proves nothing
    "k04": "S",  # TT223
}
"""The decision for each page, by the start of its name."""

REFUSED_BY = {
    "msgspec": ("c01", "c01b", "c03"),  # TT302: it takes no quotes in JSON names
}
"""Pages that a target refuses, because its library cannot do what they say."""

SECONDS = {
    "b15": 1,
    "h07": 30,
    "j01": 20,
    "j03": 120,
    "j15": 5,
    "j16": 5,
    "j20": 5,
}
"""Bounds of CPU time that differ from the general ten seconds."""
