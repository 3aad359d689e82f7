"""`typetable init`: what it finds, what it writes, and what it leaves alone."""

import tomllib
from pathlib import Path

import pytest
from tests.scratch import CONFIGURATION, OWNER, STATION, Scratch


@pytest.fixture
def repository(tmp_path: Path) -> Scratch:
    """Return a repository with docs that nobody has configured."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("README.md", "# A service\n\nHello.\n")
    page = STATION.replace("All its docks", "See `dockIds`, `bikeIds`, `ownerId`")
    more = "".join(
        f"| {n}_ids | str | ✅ | As {n}Ids. |\n" for n in ("bike", "lock", "fee")
    )
    page = page.replace("| name   ", f"{more}| owner_id | str | ✅ | |\n| name   ", 1)
    scratch.write("docs/api/Station.md", page)
    scratch.write("docs/api/Owner.md", OWNER)
    return scratch


def test_the_docs_are_found(repository: Scratch) -> None:
    """Without a folder, the outermost one with property tables is taken; other pages are not."""
    run = repository.run("init")
    assert run.code == 0
    assert "docs/api: 2 pages, 3 models" in run.err
    assert run.out == ""
    settings = tomllib.loads((repository.root / "typetable.toml").read_text("utf-8"))
    assert settings == {
        "spec": "docs/api",
        "output": "models",
        "target": "dataclass",
        "dialect": "liblab",
        "wire_case": "camel",
    }
    assert repository.run("generate").code == 0
    assert repository.run("check").code == 0


def test_one_page_is_one_page(repository: Scratch) -> None:
    """In the singular, in the words for people and in the file."""
    (repository.root / "docs/api/Station.md").unlink()
    assert "docs/api: 1 page, 1 model\n" in repository.run("init").err
    text = (repository.root / "typetable.toml").read_text("utf-8")
    assert 'spec = "docs/api" # 1 page, 1 model\n' in text


@pytest.mark.parametrize("command", ["check", "generate", "schema"])
def test_who_has_no_configuration_is_told_of_this(
    repository: Scratch, command: str
) -> None:
    """No file is named that is not there."""
    run = repository.run(command)
    assert run.code == 2
    is_schema = command == "schema"
    fact = (
        "no `spec` is set" if is_schema else "no configuration sets `spec` and `output`"
    )
    assert f".: error[TT504] {fact}" in run.err
    way = "name the pages" if is_schema else "give `--spec ...` and `--output ...`"
    assert f"hint: run `typetable init`, or {way}\n" in run.err
    assert run.err.count("TT504") == 1
    assert "pyproject.toml" not in run.err


def test_a_project_file_keeps_every_byte(repository: Scratch) -> None:
    """A section is appended, in the line ends of the file; what was there stays."""
    before = '[project]\r\nname = "x" # mine\r\n\r\n[tool.other]\r\nkey=1'
    repository.write("pyproject.toml", before)
    assert repository.run("init", "docs", "-q").err == ""
    after = (repository.root / "pyproject.toml").read_bytes().decode()
    assert after.startswith(before)
    assert "\n" not in after.replace("\r\n", "")
    assert tomllib.loads(after)["tool"]["typetable"]["spec"] == "docs"
    assert not (repository.root / "typetable.toml").exists()


@pytest.mark.parametrize("name", ["pyproject.toml", "typetable.toml"])
def test_a_configuration_is_never_replaced(repository: Scratch, name: str) -> None:
    """Where one is, nothing is written; that could not run."""
    text = CONFIGURATION if name == "pyproject.toml" else 'spec = "elsewhere"\n'
    repository.write(name, text)
    run = repository.run("init")
    assert run.code == 2
    assert "this file configures typetable already" in run.err
    assert (repository.root / name).read_text("utf-8") == text
    assert repository.run("init", "--print").code == 0


@pytest.mark.parametrize(
    "text", ["[project\n", "tool = {}\n", 'tool = {other = "x"}\n']
)
def test_a_file_that_cannot_be_continued_is_left(
    repository: Scratch, text: str
) -> None:
    """A broken file, or one to which no section can be added, stays as it is."""
    repository.write("pyproject.toml", text)
    assert repository.run("init").code == 2
    assert (repository.root / "pyproject.toml").read_text("utf-8") == text
    assert not (repository.root / "typetable.toml").exists()


def test_print_writes_nothing(repository: Scratch) -> None:
    """The configuration goes to standard output, what was found to standard error."""
    run = repository.run("init", "--print")
    assert tomllib.loads(run.out)["spec"] == "docs/api"
    assert "dialect  liblab" in run.err
    assert not (repository.root / "typetable.toml").exists()


def test_what_is_not_sure_is_left_to_the_reader(repository: Scratch) -> None:
    """A wire case that few words show is a comment, with the words that show it."""
    page = STATION.replace("All its docks", "See `dock_ids`")
    repository.write("docs/api/Station.md", page.replace("| dock_ids ", "| dockIds "))
    run = repository.run("init", "--print")
    assert "wire_case" not in tomllib.loads(run.out)
    assert "names in snake case, as in `dock_ids` (seen: only 1)" in run.out
    assert '# wire_case = "snake" # or ' in run.out


def test_no_evidence_is_said(repository: Scratch) -> None:
    """A wire case that nothing shows is left to the reader, in a comment."""
    repository.write("docs/api/Station.md", STATION)
    run = repository.run("init", "--print")
    assert "wire_case" not in tomllib.loads(run.out)
    assert "# nothing in the docs shows how the API spells its JSON names" in run.out
    assert '# wire_case = "as-documented"' in run.out


def test_no_docs(tmp_path: Path) -> None:
    """A folder without property tables is an error with a cure."""
    scratch = Scratch(tmp_path / "empty")
    scratch.write("README.md", "# Hello\n")
    run = scratch.run("init")
    assert run.code == 1
    assert "no property tables were found here" in run.err
    assert "typetable init path/to/docs" in run.err


def test_several_folders_and_strange_names(repository: Scratch) -> None:
    """All folders with tables are named; names are quoted as TOML wants it."""
    repository.write('other "docs"/b\\c/Mayor.md', OWNER.replace("Owner", "Mayor"))
    run = repository.run("init", "--print")
    spec = tomllib.loads(run.out)["spec"]
    assert spec == ["docs/api", 'other "docs"/b\\c']


def test_a_taken_output_is_not_proposed(repository: Scratch) -> None:
    """A folder that somebody uses stays theirs."""
    repository.write("models/mine.py", "")
    assert tomllib.loads(repository.run("init", "--print").out)["output"] == "generated"


def test_docs_of_no_family_are_read_as_people_write(tmp_path: Path) -> None:
    """Where that gives models; the configuration names the dialect, so that nobody guesses."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("docs/a.md", "# Dock\n\n| Key | Type |\n|---|---|\n| a | string |\n")
    run = scratch.run("init")
    assert run.code == 0
    assert "docs: 1 page, 1 model\ndialect  plain" in run.err
    text = (scratch.root / "typetable.toml").read_text("utf-8")
    assert tomllib.loads(text)["dialect"] == "plain"
    assert scratch.run("generate").code == 0


@pytest.mark.parametrize("docs", [(), ("docs",)])
def test_docs_that_nobody_reads_are_not_configured(
    tmp_path: Path, docs: tuple[str, ...]
) -> None:
    """No file names a dialect that does not exist."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("docs/a.md", "# Cats\n\n| Cat | Dog |\n|---|---|\n| a | b |\n")
    run = scratch.run("init", *docs)
    assert run.code == 1
    assert "error[TT108]" in run.err
    assert "typetable explain dialect" in run.err
    assert not (scratch.root / "typetable.toml").exists()


OURS = """\
# Entity: Order

| Bezeichner | Wertart | Muss da sein |
|---|---|---|
| id | string | required |
| item | Item | optional |

| Event | Meaning |
|---|---|
| sent | It went away. |

# Entity: Item

| Bezeichner | Wertart | Muss da sein |
|---|---|---|
| sku | string | required |
| order | Order | optional |
| count | integer | {word} |

# Entity: Shop

| Bezeichner | Wertart |
|---|---|
| name | string |
"""


def test_docs_of_no_family_teach_a_dialect(tmp_path: Path) -> None:
    """It stands beside the configuration, and what it reads is generated as it is."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("docs/api.md", OURS.format(word="optional"))
    run = scratch.run("init")
    assert run.code == 0
    assert "dialect  dialect.toml (learnt here: 4 spellings)" in run.err
    assert "read     3 of 4 tables, 6 of 7 rows" in run.err
    assert "refused  docs/api.md:8 `Event | Meaning` has no known columns" in run.err
    assert "open " not in run.err
    assert (
        "wrote    typetable.toml\nwrote    dialect.toml\nnext     typetable gen"
        in run.err
    )
    assert scratch.run("generate").code == 0
    assert scratch.run("check").code == 0
    assert "class Order" in (scratch.root / "models/api.py").read_text("utf-8")


def test_what_is_open_is_told_before_anything_is_generated(tmp_path: Path) -> None:
    """With its place, and how often such words stand there in the dialect."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("docs/api.md", OURS.format(word="vielleicht"))
    scratch.write("dialect.toml", "# mine\n")
    run = scratch.run("init", "docs")
    assert run.code == 0
    assert "open     docs/api.md:18 `vielleicht` does not say" in run.err
    assert "next     mend 1 error, then typetable generate" in run.err
    assert (scratch.root / "dialect.toml").read_text("utf-8") == "# mine\n"
    text = (scratch.root / "typetable-dialect.toml").read_text("utf-8")
    assert '# column."vielleicht" = "optional"' in text


def test_init_in_a_dialect_that_is_named(tmp_path: Path) -> None:
    """Nothing is learnt, and the same trial is made; `--learn` learns all the same."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("docs/api.md", "# A\n\n| Field | Type |\n|---|---|\n| a | string |\n")
    run = scratch.run("init", "--dialect", "plain", "--print")
    assert run.code == 0
    assert tomllib.loads(run.out)["dialect"] == "plain"
    assert "read     1 of 1 table, 1 of 1 row" in run.err
    scratch.write("ours.toml", 'extends = "plain"\n')
    run = scratch.run("init", "--dialect", "ours.toml", "--print")
    assert tomllib.loads(run.out)["dialect"] == "ours.toml"
    unknown = scratch.run("init", "--dialect", "nothing")
    assert unknown.code != 0
    assert "no dialect is named `nothing`" in unknown.err
    assert not (scratch.root / "typetable.toml").exists()


def test_nothing_to_read_is_no_success(tmp_path: Path) -> None:
    """Tables of which no row is a member's leave nothing behind."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write("docs/a.md", "# A\n\n| Cat | Dog |\n|---|---|\n| a | b |\n")
    run = scratch.run("init", "docs")
    assert run.code == 1
    assert "TT108" in run.err
    assert not (scratch.root / "typetable.toml").exists()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", "[tool.black]\nline-length = 100\n"),
        ("pyproject.toml", "[tool.ruff]\nline-length = 100\n"),
        ("ruff.toml", "line-length = 100\n"),
    ],
)
def test_what_a_repository_has_is_taken_up(
    tmp_path: Path, file: str, text: str
) -> None:
    """Models belong into the package below `src`, in lines as long as others are."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write(file, text)
    scratch.write("src/shop/__init__.py", "")
    scratch.write("docs/api.md", OURS.format(word="optional"))
    run = scratch.run("init", "--print")
    settings = tomllib.loads(run.out.split("\n# How")[0])
    settings = settings.get("tool", {}).get("typetable", settings)
    assert settings["output"] == "src/shop/models"
    assert settings["line_length"] == 100


@pytest.mark.parametrize(
    ("file", "table", "advice"),
    [
        ("pyproject.toml", "tool.black", 'force-exclude = "^/models/"'),
        ("pyproject.toml", "tool.ruff", 'extend-exclude = ["models"]'),
        ("ruff.toml", "", 'extend-exclude = ["models"]'),
        ("pyproject.toml", "tool.isort", 'extend_skip = ["models"]'),
    ],
)
def test_formatters_are_kept_away_if_one_likes(
    tmp_path: Path, file: str, table: str, advice: str
) -> None:
    """What excludes the models is told for each formatter that is configured, and is TOML."""
    scratch = Scratch(tmp_path / "repository")
    scratch.write(file, f"[{table}]\n" if table else "")
    scratch.write("docs/api.md", OURS.format(word="optional"))
    err = scratch.run("init").err
    assert "exclude  add `" in err
    assert f"`{advice}` to {f'`[{table}]` of ' if table else ''}{file}" in err
    assert tomllib.loads(advice)
    other = Scratch(tmp_path / "other")
    other.write("docs/api.md", OURS.format(word="optional"))
    assert "exclude" not in other.run("init").err


def test_examples_teach_what_tables_leave_open(tmp_path: Path) -> None:
    """What enough examples show is written and read; what is thin is a comment."""
    scratch = Scratch(tmp_path / "repository")
    head = "# Order\n\n| Field | Type | Required |\n|---|---|---|\n"
    rows = "| id | Schluessel | yes |\n| at | string | yes |\n| n | string | yes |\n"
    example = '{"id": "a", "at": null, "n": 1}'
    scratch.write("docs/a.md", f"{head}{rows}\n```json\n[{example}, {example}]\n```\n")
    assert "examples 0 of 1 example decodes, 1 with misfits" in scratch.run("init").err
    text = (scratch.root / "typetable.toml").read_text("utf-8")
    entry = 'overrides.nullable."Order.at" = { as = true, expect = "string" }'
    assert (
        f"# `at` of `Order` is null in 2 of 2 examples. Should it be?\n# {entry}"
        in text
    )
    learnt = (scratch.root / "dialect.toml").read_text("utf-8")
    assert '# words."Schluessel" = "string"' in learnt
    for name in ("typetable.toml", "dialect.toml"):
        (scratch.root / name).unlink()
    fence = f"\n```json\n[{example}, {example}, {example}]\n```\n"
    scratch.write("docs/a.md", f"{head}{rows}{fence}")
    assert "examples 1 of 1 example decodes\n" in scratch.run("init").err
    text = (scratch.root / "typetable.toml").read_text("utf-8")
    assert entry in text.split("\n")
    learnt = (scratch.root / "dialect.toml").read_text("utf-8")
    assert 'words."Schluessel" = "string"' in learnt.split("\n")
    assert scratch.run("generate").code == 0
    assert scratch.run("check").code == 0


def test_pages_beside_the_code_stand_for_themselves(tmp_path: Path) -> None:
    """A README with a table is a page of the docs; the folder around it has all the rest, too."""
    scratch = Scratch(tmp_path / "repository")
    for name, model in (("README.md", "Dock"), ("docs/a.md", "Bike")):
        rows = "| Key | Type |\n|---|---|\n| a | string |\n"
        scratch.write(name, f"# {model}\n\n{rows}")
    assert scratch.run("init").code == 0
    text = (scratch.root / "typetable.toml").read_text("utf-8")
    assert tomllib.loads(text)["spec"] == ["README.md", "docs"]
    assert scratch.run("generate").code == 0
    assert scratch.run("check").code == 0


def test_lines_fit_a_terminal(repository: Scratch) -> None:
    """What to do next fits in 80 columns."""
    lines = repository.run("init").err.splitlines()
    assert [line for line in lines if len(line) > 80] == []


def test_misfits_are_shown_by_what_it_names(tmp_path: Path) -> None:
    """`typetable check` looks at examples where that is set, as the last line says."""
    scratch = Scratch(tmp_path / "repository")
    head = "# Dock\n\n| Key | Type |\n|---|---|\n| a | string |\n| b | string |\n"
    scratch.write("a.md", f'{head}\n```json\n[{{"a": "1", "b": 2}}]\n```\n')
    for n in range(6):
        example = f'{{"a": "1", "b": "2", "x{n}": 1}}'
        with (scratch.root / "a.md").open("a", encoding="utf-8") as page:
            page.write(f"\n```json\n{example}\n```\n")
    run = scratch.run("init")
    assert (
        "and 2 more misfits: set `examples = true`, then typetable check\n" in run.err
    )
    scratch.edit("typetable.toml", "# examples = true", "examples = true")
    scratch.run("generate", "-q")
    assert scratch.run("check").err.count("error[TT23") == 7
