"""The command line: one module a command, and the entry that chooses among them.

Takes the arguments of a process; gives its exit code.
"""

from typetable.cli.entry import COMMANDS, DONE, FAILED, FOUND, main, run

__all__ = ["COMMANDS", "DONE", "FAILED", "FOUND", "main", "run"]
