"""The entry: the choice of a command, and the exit code for the shell.

The one rule kept here: a command's module, with all its imports, is loaded only when it runs, so
that `--version` takes 1.2 times as long as starting Python.
"""

# No `from __future__ import annotations`: that is one more module to load.

import gc
import os
import sys

import typetable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "init": "look at the docs at hand and write the configuration",
    "generate": "write the models that the docs describe",
    "check": "fail where the models and the docs disagree; change nothing",
    "diff": "say what changed between two states of docs, and whom it breaks",
    "schema": "print what the docs say, as JSON",
    "templates": "copy the templates of a target, as a start for your own",
    "audit": "put generated code that is on disk through the gate again",
    "watch": "regenerate the models whenever the docs change",
    "completion": "print a shell completion script",
    "explain": "say what a rule means, with a wrong and a right page",
}
"""Every command, by the name of its module in this package, with its summary."""

DONE, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing to complain of; drift or errors in the docs; could not run."""

_USAGE = """\
usage: typetable COMMAND [OPTIONS]

Typed Python models from the property tables in Markdown docs.

commands:
{commands}

options:
  -h, --help   show this help
  --version    show the version

examples:
  typetable generate                write the models
  typetable check --diff            show what would change
  typetable generate --help         all about one command
"""


def run() -> None:
    """Run a command as all that the process does; it ends with the exit code of `main`.

    The system takes back a process at once, Python one object after the other.
    """
    gc.disable()  # what is loaded stays; work that makes much says when it is done
    _open_streams()
    try:
        code = _exit_code()
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # the reader of a pipe, such as `head`, has seen enough
        code = DONE
    except OSError as error:  # such as that of a full disk
        code = _give_up(error)
    except KeyboardInterrupt:
        code = 130
    os._exit(code)


def _open_streams() -> None:
    """Open the null device in the place of streams that were closed before."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115


def _exit_code() -> int:
    try:
        return main()
    except SystemExit as stop:  # from argparse, below help or about a flag
        return int(stop.code or DONE)


def _give_up(error: OSError) -> int:
    try:
        sys.stderr.write(f"typetable: {error.strerror}\n")
        sys.stderr.flush()
    except OSError:
        pass  # nobody can be told
    return FAILED


def main(argv: "Sequence[str] | None" = None) -> int:
    """Run a command and return its exit code: 0, 1 (drift or errors in the docs) or 2."""
    command, *rest = [*(sys.argv[1:] if argv is None else argv), ""]
    if command == "--version":
        return _say(f"typetable {typetable.__version__}\n")
    if command in {"", "-h", "--help"}:
        commands = "\n".join(
            f"  {name:<12} {summary}" for name, summary in COMMANDS.items()
        )
        return _say(_USAGE.format(commands=commands))
    if command not in COMMANDS:
        return _refuse(command)
    return _carry_out(command, rest[:-1])


def _carry_out(command: str, arguments: list[str]) -> int:
    """Run a command, or write its last answer where nothing changed since."""
    for stream in (sys.stdout, sys.stderr):
        # A name in the docs must not stop a report on a narrow terminal.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    # Not for those who only ask for the version.
    from typetable.cache import answers  # noqa: PLC0415
    from typetable.cache.files import FilesSeen  # noqa: PLC0415

    files_seen = FilesSeen()
    answer = answers.recall(command, arguments, files_seen)
    if answer is not None:
        sys.stdout.write(answer[0])
        sys.stderr.write(answer[1])
        return DONE
    # Commands take a while to load.
    from importlib import import_module  # noqa: PLC0415

    run = import_module(f"typetable.cli.{command}").run
    code: int = (
        run(arguments, files_seen) if command in answers.COMMANDS else run(arguments)
    )
    return code


def _say(text: str) -> int:
    sys.stdout.write(text)
    return DONE


def _refuse(command: str) -> int:
    import difflib  # noqa: PLC0415  # only where somebody made a mistake

    known = (*COMMANDS, "--help", "--version")
    begun = [name for name in known if name.startswith(command)]
    near = begun or difflib.get_close_matches(command, known, 1)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    sys.stderr.write(f"typetable: no command is named {command!a}{hint}\n")
    sys.stderr.write("Run: typetable --help\n")
    return FAILED
