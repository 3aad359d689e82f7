r"""Text from the docs on its way to a terminal or a log.

The one rule kept here: a character that cannot be seen is shown as an escape such as `\x1b`, and a
command that a log would obey is broken up.
"""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")

_COMMANDS = ("##[", "##vso[", "##teamcity[")
"""The commands of GitHub Actions, Azure Pipelines and TeamCity, which count anywhere in a line."""


def whole(text: str) -> str:
    r"""Return `text` with half of a character, as in names that are no UTF-8, as `\udcff`."""
    return _HALF.sub(lambda match: _escaped(match[0]), text)


def visible(text: str) -> str:
    r"""Return `text` with every character that prints nothing as an escape.

    That is every control, format, surrogate, private and unassigned character and every separator
    but the plain space: `\x1b`, `\u202e`, `\xa0`, `\n`.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else _escaped(character)
        for character in text
    )


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def guard(line: str) -> str:
    r"""Return `line` such that no log takes it for a command.

    `::` is one at the start, after blanks; see `ActionCommand.TryParseV2` in actions/runner.
    """
    for command in _COMMANDS:
        line = line.replace(command, command[:-1] + r"\x5b")
    body = line.lstrip()
    if not body.startswith("::"):
        return line
    return line[: len(line) - len(body)] + r"\x3a" + body[1:]
