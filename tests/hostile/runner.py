"""A program that runs jobs, each in a bounded process of its own; JSON lines in, JSON lines out.

A job is a name of JOBS with arguments, a folder to stand in and an environment. Python is started
once and forked for each job, which costs a few milliseconds instead of half a second.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import resource
import signal
import sys
import tempfile
import time
from contextlib import chdir, nullcontext, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

CANARY = "TTPWNED"
"""The variable of the environment that every payload sets."""

SECONDS = 300
PAGE = """\
# Page

**Properties**

| Name | Type | Required | Description |
| :--- | :--- | :------- | :---------- |
| id   | str  | ✅       | x           |
"""

PWNED = 86
"""The exit code of a job that ran a payload."""


def main() -> None:
    """Run the jobs on standard input, with modules at hand that many of them need."""
    source, *names = sys.argv[1:]
    sys.path.insert(0, source)
    for name in names:
        importlib.import_module(name)
    if "typetable.cli" in names:
        _warm_up()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()


def _warm_up() -> None:
    """Do what takes longest the first time, such as compiling templates, once for all jobs."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chdir(folder),
        redirect_stdout(io.StringIO()),
        redirect_stderr(io.StringIO()),
    ):
        Path("Page.md").write_text(PAGE, encoding="utf-8")
        docs = ("--spec", "Page.md", "--dialect", "liblab", "--output", "out")
        for target in importlib.import_module("typetable.targets").TARGETS:
            _command("check", "--diff", "--no-cache", "--target", target, *docs)


def _run(job: dict[str, Any]) -> dict[str, Any]:
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os._exit(_work(job))
    with suppress(OSError):  # whichever of the two is first
        os.setpgid(child, child)
    if job["kill_after"]:
        time.sleep(job["kill_after"])
        os.killpg(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss // 1024,
    }


def _work(job: dict[str, Any]) -> int:
    """Do a job in the child and return its exit code."""
    os.chdir(job["folder"])
    os.environ.clear()
    os.environ.update(job["environment"])
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if job["largest"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["largest"], job["largest"]))
    for descriptor, log in enumerate(job["logs"], 1):
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
    try:
        with (
            importlib.import_module("rights").ordinary()
            if job["ordinary"]
            else nullcontext()
        ):
            code = JOBS[job["name"]](*job["arguments"])
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 70
        sys.stderr.write(str(stop.code))
    except BaseException:  # noqa: BLE001  # whatever a payload raises
        sys.excepthook(*sys.exc_info())
        code = 70
    sys.stdout.flush()
    sys.stderr.flush()
    return PWNED if CANARY in os.environ else code


def _command(*arguments: str) -> int:
    from typetable import cli  # noqa: PLC0415  # not where only generated code is run

    return cli.main(arguments)


def _both() -> int:
    """Generate and check; return the worse of the two exit codes."""
    return max(_command("generate"), _command("check"))


def _struck(index: str, deed: str, log: str, *arguments: str) -> int:
    """Run a command as a process of its own does, with a fault at its call of an index."""
    from typetable import cli  # noqa: PLC0415  # not where only generated code is run

    sys.argv[1:] = arguments
    importlib.import_module("faults").befall(int(index), deed, log)
    cli.run()
    return 0


def _endless(count: str, states: str, *arguments: str) -> int:
    """Run a command with `--spec` of several states in turn, in several processes, without end."""
    order = states.split(",")
    for _ in range(int(count) - 1):
        if os.fork() == 0:
            order.reverse()
    while True:
        for state in order:
            _command(*arguments, "--spec", state)


def _crowd(count: str, *arguments: str) -> int:
    """Run a command in several processes at once; return the worst of their exit codes."""
    children = []
    for _ in range(int(count)):
        child = os.fork()
        if child == 0:
            os._exit(_command(*arguments))
        children.append(child)
    return max(os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in children)


def _facts(dialect: str, *places: str) -> int:
    """Print what some pages say: schema, account, findings, and the report in each format."""
    from typetable import pipeline  # noqa: PLC0415
    from typetable.cli import results  # noqa: PLC0415
    from typetable.interchange import to_json  # noqa: PLC0415
    from typetable.report import FORMATS, Screen, report_lines  # noqa: PLC0415
    from typetable.settings import package as settings  # noqa: PLC0415

    spec = tuple(settings.location(place, Path()) for place in places)
    understood = pipeline.understand(
        settings.Package(path="x", spec=spec, dialect=dialect)
    )
    report = results.report("check", [understood], understood.diagnostics)
    facts = {
        "schema": to_json.to_json(understood.schema),
        "balances": understood.account.balances,
        "account": asdict(understood.account),
        "findings": [
            [d.severity, d.code, d.path, d.span and [d.span.line, d.span.column]]
            for d in understood.diagnostics
        ],
        "reports": {
            name: "\n".join(report_lines(report, name, Screen())) for name in FORMATS
        },
    }
    sys.stdout.buffer.write(json.dumps(facts).encode())
    return 0


def _compile(folder: str) -> int:
    """Compile each module of a package, without importing any."""
    for path in sorted(Path(folder).glob("*.py")):
        compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    return 0


def _import(folder: str) -> int:
    """Import each module of a package and use it the way tools do.

    Prints the JSON names that models have at run time and nowhere in their code.
    """
    import doctest  # noqa: PLC0415  # only here

    names: set[str] = set()
    package = Path(folder)
    sys.path.insert(0, str(package.parent))
    for path in sorted(package.glob("*.py")):
        compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        name = package.name + ("" if path.stem == "__init__" else f".{path.stem}")
        module = importlib.import_module(name)
        for model in _models(module):
            _use(model)
            names.update(_json_names(model))
            if doctest.DocTestParser().get_examples(model.__doc__ or ""):
                sys.exit(f"{model} has text that doctest runs")
        if CANARY in os.environ:
            return PWNED
    exported = importlib.import_module(package.name)
    for name in exported.__all__:
        getattr(exported, name)
    sys.stdout.write(json.dumps(sorted(names)))
    return 0


def _models(module: ModuleType) -> Iterator[type]:
    """Yield the classes of a module by their names, so not what others need first."""
    for _, value in sorted(vars(module).items()):
        if isinstance(value, type) and value.__module__ == module.__name__:
            yield value


def _json_names(model: Any) -> Iterator[str]:
    """Yield the JSON names of the members of a model, by the library that it is for."""
    names = getattr(model, "__struct_encode_fields__", ())
    yield from names if isinstance(names, tuple) else ()  # that of a metaclass is none
    fields = getattr(model, "__pydantic_fields__", {}).values()
    yield from (field.alias for field in fields if field.alias)
    if hasattr(model, "__dataclass_fields__") and "_support" not in model.__module__:
        support = sys.modules[f"{model.__module__.partition('.')[0]}._support"]
        yield from (member.name for member in support.members_of(model))


def _use(model: type) -> None:
    """Resolve annotations, and build the validators of the libraries that a target uses."""
    import typing  # noqa: PLC0415  # only here

    if "_support" not in model.__module__:
        typing.get_type_hints(model)
    if hasattr(model, "model_rebuild"):
        model.model_rebuild()
    if hasattr(model, "__struct_fields__"):
        importlib.import_module("msgspec").json.Decoder(model)


JOBS: dict[str, Callable[..., int]] = {
    "both": _both,
    "command": _command,
    "compile": _compile,
    "crowd": _crowd,
    "endless": _endless,
    "facts": _facts,
    "import": _import,
    "struck": _struck,
}

if __name__ == "__main__":
    main()
