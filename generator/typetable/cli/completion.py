"""`typetable completion`: a script by which a shell completes commands, flags and their values.

The one rule kept here: the scripts are made of the commands and parsers themselves, so they cannot
say anything else, and they run nothing while somebody types.
"""

from __future__ import annotations

from argparse import Action, ArgumentParser, _HelpAction
from importlib import import_module
from shlex import quote
from typing import TYPE_CHECKING

from typetable.cli import console, flags
from typetable.cli.entry import COMMANDS, DONE
from typetable.language import dialects
from typetable.report.explain import TOPICS
from typetable.rules import RULES
from typetable.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


def run(argv: Sequence[str]) -> int:
    """Print the script for a shell."""
    arguments = command_line().parse_args(argv)
    console.say(_SHELLS[arguments.shell](dict(_parsers())))
    return DONE


def _parsers() -> Iterator[tuple[str, ArgumentParser]]:
    for name in COMMANDS:
        made: ArgumentParser = import_module(f"typetable.cli.{name}").command_line()
        yield name, made


def _options(parser: ArgumentParser) -> Iterator[Action]:
    """Yield the actions of a parser that have flags."""
    actions = parser._actions  # noqa: SLF001  # argparse tells it nowhere else
    yield from (action for action in actions if action.option_strings)


def _values(parser: ArgumentParser) -> Iterator[str]:
    """Yield the words that may stand behind a command without a flag."""
    for action in parser._actions:  # noqa: SLF001  # as above
        if not action.option_strings:
            yield from map(str, action.choices or _KNOWN.get(action.dest, ()))


def _words(parser: ArgumentParser) -> list[str]:
    """Return the words that may stand anywhere behind a command: its flags and its arguments."""
    flags_of = [flag for each in _options(parser) for flag in each.option_strings]
    return [*_values(parser), *flags_of]


def _bash(parsers: dict[str, ArgumentParser]) -> Iterator[str]:
    yield "_typetable() {"
    yield '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '  local words=""'
    yield '  if [ "$COMP_CWORD" -eq 1 ]; then'
    yield f'    words="{" ".join(COMMANDS)} --help --version"'
    yield "  else"
    yield '    case "${COMP_WORDS[1]} $before" in'
    for name, parser in parsers.items():
        for action in filter(_has_choices, _options(parser)):
            flag = action.option_strings[-1]
            yield f'      "{name} {flag}") words="{_choices(action)}" ;;'
    for name, parser in parsers.items():
        yield f'      "{name} "*) words="{" ".join(_words(parser))}" ;;'
    yield "    esac"
    yield "  fi"
    yield '  COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield "}"
    yield "complete -o default -F _typetable typetable"


def _zsh(parsers: dict[str, ArgumentParser]) -> Iterator[str]:
    yield "#compdef typetable"
    yield "autoload -U +X bashcompinit && bashcompinit"
    yield from _bash(parsers)


def _fish(parsers: dict[str, ArgumentParser]) -> Iterator[str]:
    alone = "complete -c typetable -n __fish_use_subcommand -f"
    for name, summary in COMMANDS.items():
        yield f"{alone} -a {name} -d {quote(summary)}"
    for name, parser in parsers.items():
        given = f"complete -c typetable -n '__fish_seen_subcommand_from {name}'"
        for action in _options(parser):
            yield f"{given} {_fish_option(action)}"
        if words := " ".join(_values(parser)):
            yield f"{given} -f -a {quote(words)}"


def _fish_option(action: Action) -> str:
    """Return the arguments of `complete` for one flag."""
    flags_of = [
        f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}"
        for flag in action.option_strings
    ]
    takes = [f"-x -a {quote(_choices(action))}"] if _has_choices(action) else []
    if not takes and action.nargs != 0:
        takes = ["-r"]
    help_text = (
        "show this help" if isinstance(action, _HelpAction) else action.help or ""
    )
    return " ".join((*flags_of, *takes, f"-d {quote(help_text)}"))


def _has_choices(action: Action) -> bool:
    return bool(_choices(action))


def _choices(action: Action) -> str:
    """Return the values of a flag: those that it takes, or those that have a name among others."""
    return " ".join(map(str, action.choices or _KNOWN.get(action.dest, ())))


_KNOWN: dict[str, Sequence[str]] = {
    "target": tuple(TARGETS),
    "dialect": dialects.names(),
    "code": (*TOPICS, *RULES),
}
"""The values with names that arguments take beside others."""

_SHELLS: dict[str, Callable[[dict[str, ArgumentParser]], Iterable[str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
"""The function that makes the script of each shell."""


def command_line() -> ArgumentParser:
    """Return the parser of this command."""
    parser = flags.parser(
        "completion",
        "Print a shell completion script: it completes commands, flags and their values.",
        [
            'eval "$(typetable completion bash)"       in ~/.bashrc',
            'eval "$(typetable completion zsh)"        in ~/.zshrc, after compinit',
            "typetable completion fish > ~/.config/fish/completions/typetable.fish",
        ],
        places=" {bash,zsh,fish}",
    )
    parser.add_argument("shell", choices=tuple(_SHELLS))
    return parser
