"""The ten rules that hold for every page and every target, whatever stands on the page.

Each rule is a function that yields what is wrong; RULES lists them.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from tests.hostile import runner, sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.hostile.sandbox import Job, Sandbox

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_HEADLINE = re.compile(r".*?(:\d+:\d+)?: (error|warning|note)\[TT\d{3}\] \S.*")
_COMMAND = re.compile(r"\s*::(error|warning|notice) file=[^:]*::")
_SUBSTANTIAL = 500_000
"""Pages of more bytes than this are not reported in every format."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A page on its way through a target, and everything that is seen of it.

    `before` and `after` are the sandbox around the first run; `again` is the output of the second
    one, which has other surroundings. `use` is what importing the output came to.
    """

    pages: Mapping[str, bytes]
    target: str
    seconds: float
    box: Sandbox
    before: Mapping[str, str]
    check: Job
    run: Job
    after: Mapping[str, str]
    rerun: Job
    again: Mapping[str, bytes]
    facts_job: Job
    use: Job | None

    @property
    def is_written(self) -> bool:
        """Whether typetable took the page."""
        return self.run.code == 0

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The output."""
        return self.box.generated()

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the pages say."""
        facts: dict[str, Any] = json.loads(self.facts_job.stdout)
        return facts


def study(
    folder: Path,
    pages: Mapping[str, bytes],
    target: str,
    seconds: float = 10,
    *,
    dialect: str = "liblab",
) -> Case:
    """Put pages through a target in a sandbox."""
    box = sandbox.make(folder, pages)
    flags = ("--target", target, "--dialect", dialect)
    plain, strange = sandbox.plain(), sandbox.strange()
    before = box.snapshot()
    docs = ("--spec", "docs", "--output", "out", *flags)
    check = plain.run(box, "command", "check", "--diff", "--format", "text", *docs)
    run = plain.run(box, "command", "generate", "--format", "concise", "-v", *docs)
    after = box.snapshot()
    elsewhere = ("--spec", str(box.root / "docs"), "--output", "../again", *flags)
    rerun = strange.run(
        box, "command", "generate", "-v", *elsewhere, folder=box.root / "home"
    )
    again = box.root / "again"
    return Case(
        pages=pages,
        target=target,
        seconds=seconds,
        box=box,
        before=before,
        check=check,
        run=run,
        after=after,
        rerun=rerun,
        again={
            path.relative_to(again).as_posix(): path.read_bytes()
            for path in sorted(again.rglob("*"))
            if path.is_file()
        },
        facts_job=plain.run(box, "facts", dialect, "docs"),
        use=None if run.code else sandbox.importer().run(box, "import", "out"),
    )


def no_execution(case: Case) -> Iterator[str]:
    """1. Nothing from the docs runs: here, on import, in annotations, validators, doctests."""
    for job in (case.check, case.run, case.rerun, case.facts_job):
        if job.code == runner.PWNED:
            yield "a payload ran"
    if case.use and case.use.code == runner.PWNED:
        yield "a payload ran when the output was used"
    elif case.use and (case.use.code or case.use.stderr):
        yield f"the output cannot be used: {case.use.code} {case.use.stderr[-800:]}"


def no_stray_writes(case: Case) -> Iterator[str]:
    """2. Files appear in the output folder and the cache only, and nothing else changes."""
    changed = {
        path
        for path in {*case.before, *case.after}
        if case.before.get(path) != case.after.get(path)
    }
    allowed = ("out/", "out") if case.is_written else ()
    stray = sorted(path for path in changed if not path.startswith(allowed))
    if stray:
        yield f"changed: {stray[:5]}"


def output_gate(case: Case) -> Iterator[str]:
    """3. The output is UTF-8, shows all its characters, and fits the target's allow-list."""
    for name, data in case.files.items():
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode()
        if encoding != "utf-8":
            yield f"{name} is read as {encoding}"
        unseen = {c for c in set(text) - {"\n"} if unicodedata.category(c) in _UNSEEN}
        if unseen:
            yield f"{name} holds {unseen!a} raw"
        if len(data) < _SUBSTANTIAL:
            yield from _comments(name, text)
    if case.is_written:
        job = sandbox.plain().run(
            case.box, "command", "audit", "--target", case.target, "out"
        )
        if job.code:
            yield f"audit: {job.printed[-500:]}"


def _comments(name: str, text: str) -> Iterator[str]:
    """Find comments below the seal, in which directives could stand."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and token.start[0] > 2:
            yield f"{name} has a comment in line {token.start[0]}: {token.string!a}"


def round_trip(case: Case) -> Iterator[str]:
    """4. Descriptions, values and wire names read back as what the docs say."""
    if case.use is None or case.use.code:
        return
    trees = [ast.parse(data) for data in case.files.values()]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    constants = [node.value for node in nodes if isinstance(node, ast.Constant)]
    texts = {value for value in constants if isinstance(value, str)}
    attributes = {
        node.target.id
        for node in nodes
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    attributes |= {*json.loads(case.use.stdout)}
    numbers = {repr(value) for value in constants if isinstance(value, int | float)}
    prose = {_words(text) for text in texts}
    blob = "\0".join(prose)
    for model in _models(case.facts["schema"]):
        yield from _lost_prose(model, prose, blob)
        for row in model.get("fields", ()):
            if row["wire_name"] not in texts and row["wire_name"] not in attributes:
                yield f"lost the wire name {row['wire_name'][:60]!a}"
        # no `Literal` holds a float, so a typed dictionary says of such an enum but `float`
        is_said = model["kind"] == "enum" and (
            model["scalar"] != "number" or case.target != "typeddict"
        )
        for row in model["members"] if is_said else ():
            value = row["value"]
            if value not in texts and repr(value).removeprefix("-") not in numbers:
                yield f"lost the value {value!a}"


def _lost_prose(model: dict[str, Any], prose: set[str], blob: str) -> Iterator[str]:
    """Find descriptions that are not in the output, but for how their lines are filled."""
    for part in (model, *model.get("fields", ())):
        said = _words(part["description"])
        if said not in prose and said not in blob:
            yield f"lost the description {said[:60]!a}"


def _models(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for module in schema["modules"]:
        yield from module["models"]


def _words(text: str) -> str:
    return " ".join(text.split())


def exports(case: Case) -> Iterator[str]:
    """5. The reports are valid in their formats."""
    if len(b"".join(case.pages.values())) > _SUBSTANTIAL:
        return
    reports = case.facts["reports"]
    for name in ("json", "gitlab", "sarif"):
        json.loads(reports[name])
    for line in reports["jsonl"].splitlines():
        json.loads(line)
    try:
        ET.fromstring(reports["junit"].encode())  # noqa: S314  # our own
    except ET.ParseError as error:
        yield f"junit: {error}"
    fences = re.findall(r"^ {0,3}(`{3,}|~{3,})", reports["markdown"], re.MULTILINE)
    if len(fences) % 2:
        yield "the summary leaves a fence open"


def bounds(case: Case) -> Iterator[str]:
    """6. Time and memory stay in their bounds, and no traceback is seen."""
    for job in (case.check, case.run, case.rerun, case.facts_job):
        if job.seconds > case.seconds:
            yield f"{job.seconds:.1f} s of CPU"
        if job.megabytes > 500:
            yield f"{job.megabytes} MB"
        if job.code not in {0, 1, 2, runner.PWNED} or "Traceback" in job.printed:
            yield f"code {job.code}: {job.printed[-800:]}"


def determinism(case: Case) -> Iterator[str]:
    """7. Other hashes, another folder, another locale: the same bytes."""
    if case.run.code != case.rerun.code:
        yield f"codes {case.run.code} and {case.rerun.code}"
    different = {
        name
        for name in {*case.files, *case.again}
        if case.files.get(name) != case.again.get(name)
    }
    if different:
        yield f"different: {sorted(different)}"


def console_safety(case: Case) -> Iterator[str]:
    """8. Nothing that is printed controls a terminal or commands a CI runner."""
    for job in (case.check, case.run, case.rerun):
        raw = {c for c in set(job.printed) - {"\n"} if _controls(c)}
        if raw:
            yield f"printed raw: {raw!a}"
        for line in job.printed.splitlines():
            if line.lstrip().startswith("::") or "##[" in line:
                yield f"commands a runner: {line[:80]!a}"
    for line in case.facts["reports"]["github"].splitlines():
        is_command = line.lstrip().startswith("::")
        if "##[" in line or (is_command and not _COMMAND.match(line)):
            yield f"commands a runner: {line[:80]!a}"


def _controls(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN and character != "\ufffd"


def all_errors(case: Case) -> Iterator[str]:
    """9. Findings stand in order, each where an editor finds it."""
    findings = case.facts["findings"]
    keys = [(path, *(place or (0, 0))) for _, _, path, place in findings]
    if keys != sorted(keys):
        yield "the findings are not in order"
    for _, code, path, place in findings:
        data = case.pages.get(path.removeprefix("docs/"))
        if data is not None and place and not _is_in(data, *place):
            yield f"{code} at {place} is not on the page"
    if not case.is_written:
        *headlines, _ = case.run.stderr.splitlines()
        if not any(_HEADLINE.fullmatch(line) for line in headlines):
            yield f"no headline: {headlines}"
        located = any(re.match(r".*?:\d+:\d+: ", line) for line in headlines)
        if not located and b"".join(case.pages.values()).strip():
            yield "nothing is located"


def _is_in(data: bytes, line: int, column: int) -> bool:
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = re.split("\r\n|\r|\n", text)
    return line <= len(lines) and column <= len(lines[line - 1]) + 1


def no_silent_loss(case: Case) -> Iterator[str]:
    """10. Every row ends in the schema or is named."""
    if not case.facts["balances"]:
        yield f"the account does not balance: {case.facts['account']}"


RULES: tuple[Callable[[Case], Iterator[str]], ...] = (
    no_execution,
    no_stray_writes,
    output_gate,
    round_trip,
    exports,
    bounds,
    determinism,
    console_safety,
    all_errors,
    no_silent_loss,
)
"""Every rule, in the order of the threat model."""


def broken(case: Case) -> list[str]:
    """Return what is wrong with a case, each with the rule that it breaks."""
    return [f"{rule.__name__}: {problem}" for rule in RULES for problem in rule(case)]
