"""Literate cases: the manual of reading and meaning by example.

A case of `tests/cases/<topic>.md`, or of the manual of dialects, is a heading `## name` and the
blocks below it, fenced by four backticks. `markdown [FILE]` is a page, `toml` a configuration,
`json FILE` a sample payload, `dialect FILE` a dialect, which is used where no configuration is;
`findings` is what must be said, a `[FILE:]line:col CODE message` a line, `schema` what must be
understood, and `reasons` what `schema -v` says of tables. `pytest tests/test_cases.py --update`
writes the last three anew where a case has them.
"""

from __future__ import annotations

import difflib
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema
import pytest

from typetable.interchange import to_json
from typetable.pipeline import explain, understand
from typetable.report.reasons import reason_blocks
from typetable.report.report import Report, Screen
from typetable.settings import config
from typetable.settings.package import override

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typetable.diagnostics import Diagnostic
    from typetable.meaning.understanding import Understanding
    from typetable.reading.reasons import PageReasons

CASES = Path(__file__).parent / "cases"
PACKAGE = Path(to_json.__file__).parents[1]
PAGES = (*sorted(CASES.glob("*.md")), PACKAGE / "explanations" / "dialect.md")
FENCE = "````"
CONFIGURATION = '[tool.typetable]\nwire_case = "as-documented"\n'
PUBLISHED = jsonschema.Draft202012Validator(
    json.loads((PACKAGE / "schema.schema.json").read_text("utf-8"))
)


class Case(NamedTuple):
    """A case: the name of its heading, and the text below it."""

    path: Path
    name: str
    text: str


class Block(NamedTuple):
    """A fenced block: the words after its fence, its text, and the offsets of the text."""

    kind: str
    file: str
    text: str
    start: int
    end: int


def _cases() -> Iterator[Case]:
    for path in PAGES:
        text = path.read_text("utf-8")
        headings = list(re.finditer(r"(?m)^## (.+)$", _without_blocks(text)))
        ends = [*(heading.start() for heading in headings), len(text)]
        for heading, (_, end) in zip(headings, pairwise(ends), strict=True):
            case = Case(path, heading[1], text[heading.end() : end])
            if path.parent == CASES or FENCE in case.text:
                yield case


def _without_blocks(text: str) -> str:
    """Return a text of the same length in which pages have no headings."""
    return re.sub(
        rf"(?ms)^{FENCE}.*?^{FENCE}$", lambda m: re.sub(r"[^\n]", ".", m[0]), text
    )


def _blocks(case: Case) -> Iterator[Block]:
    pattern = re.compile(rf"(?ms)^{FENCE}(\w+) ?([^\n]*)\n(.*?)^{FENCE}$")
    for found in pattern.finditer(case.text):
        yield Block(found[1], found[2], found[3], found.start(3), found.end(3))


def _understood(blocks: list[Block], folder: Path) -> Understanding:
    text = CONFIGURATION + "".join(
        f'dialect = "{block.file}"\n' for block in blocks if block.kind == "dialect"
    )
    for block in blocks:
        if block.kind == "markdown":
            _write(folder / "spec" / (block.file or "page.md"), block.text)
        elif block.kind == "json":
            _write(folder / "samples" / block.file, block.text)
        elif block.kind == "dialect":
            _write(folder / block.file, block.text)
        elif block.kind == "toml":
            text = block.text
    _write(folder / "pyproject.toml", text)
    found, problems = config.read(folder / "pyproject.toml")
    assert found is not None, problems
    assert not problems, problems
    (package,) = found.packages
    dialect = None if "\ndialect = " in text else "liblab"
    return understand(override(package, spec=["spec"], dialect=dialect))


def _write(path: Path, text: str) -> None:
    """Write a text in which `␀` stands for NUL, `⍽` for a no-break space."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("␀", "\0").replace("⍽", "\u00a0"), encoding="utf-8")


def _findings(understood: Understanding) -> str:
    return "".join(map(_finding, understood.diagnostics)).replace("\0", "␀")


def _finding(found: Diagnostic) -> str:
    name = found.path.rpartition("/")[2]
    place = f"{found.span.line}:{found.span.column}" if found.span else "-"
    usual = "" if found.severity == found.rule.severity else f" ({found.severity})"
    where = place if name == "page.md" else f"{name}:{place}"
    labels = "".join(
        f"\n    {each.path.rpartition('/')[2]}:{each.span.line} {each.text}"
        for each in found.labels
    )
    hint = f"\n    = {found.hint}" if found.hint else ""
    return f"{where} {found.code}{usual} {found.message}{labels}{hint}\n"


def _reasons(understood: Understanding, reasons: tuple[PageReasons, ...]) -> str:
    """Return what is said of tables where somebody asks, but for the folder of the pages."""
    report = Report(
        command="schema", diagnostics=understood.diagnostics, reasons=reasons
    )
    # The manual is indented by four on a terminal.
    screen = Screen(width=76)
    blocks = ("\n".join(lines) for lines in reason_blocks(report, screen))
    return "\n\n".join(blocks).replace("spec/", "") + "\n"


def _schema(schema: dict[str, Any]) -> str:
    """Return a schema as a person would note it down."""
    lines = []
    for module in schema["modules"]:
        if module["module"] != "page":
            lines.append(f"[{module['module']}]")
        for model in module["models"]:
            lines.extend(_model(model))
    return "".join(f"{line}\n" for line in lines)


def _model(model: dict[str, Any]) -> Iterator[str]:
    told = f"  {model['description']!r}" if model["description"] else ""
    match model["kind"]:
        case "object":
            bases = ", ".join(map(_type, model.get("parts", ())))
            of = f" with all of {bases}" if bases else ""
            yield f"object {model['name']}{of}{told}"
            for field in model["fields"]:
                yield f"  {_field(field)}"
            if "extra" in model:
                yield f"  *: {_type(model['extra'])}"
        case "enum":
            yield f"enum {model['name']} of {model['scalar']}{told}"
            for member in model["members"]:
                yield f"  {member['name']} = {json.dumps(member['value'])}"
        case _:
            members = " | ".join(map(_type, model["members"])) or "?"
            by = model.get("discriminator")
            yield f"union {model['name']} = {members}{f' by {by}' if by else ''}{told}"
            for each in model.get("meanings", ()):
                yield f"  {json.dumps(each['value'])}: {each['model']}"


def _field(field: dict[str, Any]) -> str:
    name, wire = field["name"], field["wire_name"]
    wired = "" if wire == name else f" as {wire}"
    mark = "" if field["required"] else "?"
    null = " or null" if field.get("nullable") else ""
    said = "".join(_said(field))
    told = f"  {field['description']!r}" if field["description"] else ""
    return f"{name}{mark}{wired}: {_type(field['type'])}{null}{said}{told}"


def _said(field: dict[str, Any]) -> Iterator[str]:
    """Yield what else a schema says of a field."""
    if "default" in field:
        yield f" = {json.dumps(field['default'])}"
    yield from (f", {key}" for key in ("deprecated", "read_only") if key in field)
    if "condition" in field:
        yield f", {field['condition']!r}"
    if "examples" in field:
        yield f", such as {json.dumps(field['examples'])}"


def _type(kind: dict[str, Any]) -> str:
    match kind["kind"]:
        case "array":
            return f"[{_type(kind['items'])}]"
        case "map":
            return f"{{{_type(kind['values'])}}}"
        case "ref":
            module = kind.get("module")
            return f"{module}.{kind['model']}" if module else str(kind["model"])
        case "union":
            return f"({' | '.join(map(_type, kind['members']))})"
        case _:
            unknown = f"!{kind['unresolved']}" if "unresolved" in kind else ""
            values = json.dumps(kind["values"]) if "values" in kind else ""
            return f"{kind['scalar']}{unknown}{values}"


@pytest.mark.parametrize(
    "case", list(_cases()), ids=lambda case: f"{case.path.stem}: {case.name}"
)
def test_case(
    case: Case,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is said and understood is what the case says, and every row is accounted for."""
    monkeypatch.chdir(tmp_path)
    blocks = list(_blocks(case))
    understood = _understood(blocks, tmp_path)
    printed = to_json.to_json(understood.schema)
    PUBLISHED.validate(printed)
    assert understood.account.balances, understood.account
    reasons = explain(understood)
    assert [each.draft for each in reasons] in ([*understood.drafts], [])
    found = {
        "findings": _findings(understood),
        "schema": _schema(printed),
        "reasons": _reasons(understood, reasons),
    }
    expected = [block for block in blocks if block.kind in found]
    assert expected, "the case expects nothing"
    if request.config.getoption("--update"):
        _update(case, expected, found)
        return
    wrong = [block for block in expected if block.text != found[block.kind]]
    if any(d.is_error or d.severity == "warning" for d in understood.diagnostics):
        assert "findings" in {block.kind for block in blocks}, found["findings"]
    if wrong:
        differences = (_difference(block, found[block.kind]) for block in wrong)
        pytest.fail("\n".join(differences), pytrace=False)


def _difference(block: Block, found: str) -> str:
    sides = (block.text.splitlines(), found.splitlines())
    lines = difflib.unified_diff(
        *sides, "expected", f"found ({block.kind})", lineterm=""
    )
    return "\n".join(lines)


def _update(case: Case, expected: list[Block], found: dict[str, str]) -> None:
    """Write what was found into the file; the last block goes first, because it moves none."""
    text = case.text
    for block in reversed(expected):
        text = text[: block.start] + found[block.kind] + text[block.end :]
    file = case.path.read_text("utf-8")
    case.path.write_text(file.replace(case.text, text), encoding="utf-8")


def test_names_are_unique() -> None:
    """A case can be named on the command line."""
    names = [(case.path, case.name) for case in _cases()]
    assert len(names) == len(set(names))
