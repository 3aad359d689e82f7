from pathlib import Path

import pytest

from typetable.diagnostics import Diagnostic
from typetable.settings import config
from typetable.settings import package as settings
from typetable.settings.limits import Limits
from typetable.settings.package import Package


def write(folder: Path, text: str, name: str = "pyproject.toml") -> Path:
    """Write a configuration and return its path."""
    path = folder / name
    path.write_text(text)
    return path


def packages_of(path: Path) -> tuple[Package, ...]:
    """Return the packages of a configuration that must be right."""
    found, problems = config.read(path)
    assert problems == ()
    assert found is not None
    return found.packages


def problem_of(path: Path) -> Diagnostic:
    """Return the one mistake of a configuration."""
    found, (problem,) = config.read(path)
    assert found is None
    return problem


FULL = """
[tool.typetable]
spec = ["docs/a", "docs/b.md"]
output = "src/models"
target = "pydantic"
dialect = "mine/own.toml"
wire_case = "camel"
templates = "templates"
trust_templates = true
samples = "samples"
strict = true
strict_models = true

[tool.typetable.overrides.wire_names]
"Pet.id_" = "ID"
Pet.name = "Name"

[tool.typetable.overrides]
python_names = { Class = "Klass" }
types = { "Pet.age" = "int" }
nullable = { "Pet.age" = true }
unions = { Animal = ["Cat", "Dog"] }
discriminators = { Animal = "kind" }

[tool.typetable.limits]
rows = 7
"""


def test_every_setting_is_read(tmp_path: Path) -> None:
    """A full configuration comes back as records, its paths resolved."""
    (package,) = packages_of(write(tmp_path, FULL))
    root = tmp_path.resolve()
    assert [place.path for place in package.spec] == [
        root / "docs/a",
        root / "docs/b.md",
    ]
    assert package.output is not None
    assert package.output.path == root / "src/models"
    assert package.output.display_path.endswith("src/models")
    assert isinstance(package.dialect, settings.Location)
    assert package.dialect.path == root / "mine/own.toml"
    assert (package.target, package.wire_case) == ("pydantic", "camel")
    assert package.strict
    assert package.strict_models
    assert package.trust_templates
    assert package.limits.rows == 7
    assert package.limits.models == Limits().models


@pytest.mark.parametrize(
    ("entry", "field", "values", "expect"),
    [
        ('A = "k"', "k", {}, None),
        ('A = { field = "k" }', "k", {}, None),
        ('A = { field = "k", values = { a = "B" } }', "k", {"a": "B"}, None),
        ('A.field = "k"\nA.values.a = "B"', "k", {"a": "B"}, None),
        ('A = { as = "k", expect = "x" }', "k", {}, "x"),
        ('A = { as = { field = "k" }, expect = "x" }', "k", {}, "x"),
    ],
)
def test_discriminators_may_state_what_their_values_mean(
    entry: str, field: str, values: dict[str, str], expect: str | None, tmp_path: Path
) -> None:
    """In a table; a string is the field alone."""
    text = f"[tool.typetable]\n[tool.typetable.overrides.discriminators]\n{entry}\n"
    (package,) = packages_of(write(tmp_path, text))
    (said,) = package.overrides.discriminators
    assert (said.key, said.value.name, said.value.values) == ("A", field, values)
    assert said.expect == expect


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ('"*.a" = { as = "int", expects = "x" }', ["TT502", "TT504"]),
        ('"A.b" = { as = "int" }', ["TT504"]),
        ('A.b = { as = "int" }', ["TT504"]),
        ('A.b = { expect = "int" }', ["TT504"]),
        ('A.b = { c = "int" }', ["TT502", "TT504", "TT504"]),
        ('A.b.c = "int"', ["TT502", "TT504", "TT504"]),
    ],
)
def test_an_entry_states_what_holds_and_what_it_expects(
    entry: str, codes: list[str], tmp_path: Path
) -> None:
    """Its keys are not taken for names, whatever is wrong with them."""
    text = f"[tool.typetable]\n[tool.typetable.overrides.types]\n{entry}\n"
    _, found = config.read(write(tmp_path, text))
    assert sorted(each.code for each in found) == codes


def test_fields_may_be_called_as_and_expect(tmp_path: Path) -> None:
    """One below the other they are no entry."""
    text = "[tool.typetable]\n[tool.typetable.overrides.types]\n"
    (package,) = packages_of(write(tmp_path, f'{text}A.as = "int"\nB.expect = "str"\n'))
    assert [each.key for each in package.overrides.types] == ["A.as", "B.expect"]


def test_overrides_keep_their_places(tmp_path: Path) -> None:
    """An override knows where it stands, with and without quotes around its name."""
    (package,) = packages_of(write(tmp_path, FULL))
    first, second = package.overrides.wire_names
    assert (first.key, first.value) == ("Pet.id_", "ID")
    assert (second.key, second.value) == ("Pet.name", "Name")
    assert str(first.span) == "Span(line=15, column=1, end=10)"
    assert str(second.span) == "Span(line=16, column=5, end=9)"
    (union,) = package.overrides.unions
    assert union.value == ("Cat", "Dog")
    assert package.overrides.nullable[0].value is True


def test_typetable_toml_has_its_settings_on_top(tmp_path: Path) -> None:
    """A `typetable.toml` needs no table."""
    path = write(tmp_path, 'spec = "docs"\noutput = "out"\n', "typetable.toml")
    (package,) = packages_of(path)
    assert package.spec[0].path == tmp_path.resolve() / "docs"
    assert str(package.span("output")) == "Span(line=2, column=1, end=7)"


def test_defaults(tmp_path: Path) -> None:
    """Without a word of configuration nothing is read and nothing written."""
    (package,) = config.default(tmp_path).packages
    assert (package.spec, package.output, package.dialect) == ((), None, "auto")
    assert (package.target, package.wire_case) == ("dataclass", "auto")
    codes = [each.code for each in settings.missing(package, "spec", "output")]
    assert codes == ["TT504"]


MISTAKES = [
    ("spec = 1", "TT503", 1, "`spec` must be a string or an array of strings"),
    ("spec = []", "TT503", 1, "`spec` must be a string or an array of strings"),
    ('\n output = ""', "TT503", 2, "`output` must be a non-empty string"),
    ('strict = "yes"', "TT503", 1, "`strict` must be true or false"),
    ('wire_case = "cammel"', "TT503", 1, "`cammel` is no `wire_case`"),
    ('ouput = "x"', "TT502", 1, "no setting is named `ouput`"),
    ("[limits]\nrows = 0", "TT503", 2, "`rows` must be a positive integer"),
    ("[limits]\nrow = 1", "TT502", 2, "no setting is named `row`"),
    (
        "[limits]\ntype_depth = 65",
        "TT503",
        2,
        "`type_depth` must be a positive integer up to 64",
    ),
    ("overrides = 1", "TT503", 1, "`overrides` must be a table"),
    ("[overrides]\nname = {}", "TT502", 2, "no setting is named `name`"),
    ("[overrides]\ntypes = 1", "TT503", 2, "`types` must be a table"),
    (
        '[overrides.python_names]\nA = "class"',
        "TT503",
        2,
        "`A` must be a Python name",
    ),
    (
        "[overrides.discriminators]\nA = 1",
        "TT503",
        2,
        "`A` must be a non-empty string",
    ),
    (
        '[overrides.discriminators]\nA = { field = "k", value = {} }',
        "TT502",
        2,
        "no setting is named `value`",
    ),
    (
        "[overrides.unions]\nA = []",
        "TT503",
        2,
        "`A` must be an array of model names",
    ),
    (
        '[overrides.nullable]\nA.b = "x"',
        "TT503",
        2,
        "`b` must be true or false",
    ),
    ('output = "../x"', "TT505", 1, "`output` leads out of the folder of this file"),
    ('output = "a/.GIT/x"', "TT505", 1, "`output` leads into what git keeps"),
    ('output = "GIT~1"', "TT505", 1, "`output` leads into what git keeps"),
    ('output = ".g\\u200cit/x"', "TT505", 1, "`output` leads into what git keeps"),
    ('output = ".git. /hooks"', "TT505", 1, "`output` leads into what git keeps"),
    ('templates = "/"', "TT505", 1, "`templates` leads out of the folder of this file"),
    ("package = 1", "TT503", 1, "`package` must be an array of tables"),
    ('[[package]]\nspec = "x"', "TT504", 1, "this package has no name"),
    ("spec = ", "TT501", 1, "not TOML: Invalid value"),
]


@pytest.mark.parametrize(("text", "code", "line", "message"), MISTAKES)
def test_each_mistake_is_found_at_its_key(
    tmp_path: Path, text: str, code: str, line: int, message: str
) -> None:
    """A mistake has its code, its line and a message in the user's words."""
    problem = problem_of(write(tmp_path, text, "typetable.toml"))
    assert problem.span is not None
    assert (problem.code, problem.span.line) == (code, line)
    assert problem.message == message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[tool.typetable]\nspec = "docs"\nouput = "x"', 1),
        ('spec = "docs"\n[tool.typetable.limits]\nrows = 1', 2),
        ("[tool]\ntypetable = 1", 2),
    ],
)
def test_a_header_of_a_project_file_is_told_apart(
    tmp_path: Path, text: str, line: int
) -> None:
    """Who moves the settings from one file to the other learns what to delete, and that first."""
    problem = problem_of(write(tmp_path, text, "typetable.toml"))
    assert problem.span is not None
    assert (problem.code, problem.span.line) == ("TT502", line)
    assert "`[tool.typetable.diff]` is `[diff]`" in problem.hint
    other = problem_of(write(tmp_path, '[tool.black]\nx = "y"', "typetable.toml"))
    assert other.message == "no setting is named `tool`"


def test_packages_do_not_multiply_overrides_without_end(tmp_path: Path) -> None:
    """A thousand of both would be a million, each looked for in the docs."""
    overrides = "".join(f'"A.f{n}" = "int"\n' for n in range(1000))
    packages = "".join(f'[[package]]\nname = "p{n}"\n' for n in range(1000))
    text = f"[overrides.types]\n{overrides}{packages}"
    problem = problem_of(write(tmp_path, text, "typetable.toml"))
    assert problem.code == "TT503"
    assert problem.message == "there are too many packages for so many overrides"


def test_the_column_is_that_of_the_key(tmp_path: Path) -> None:
    """A nested wrong key is found at its own column, with a suggestion."""
    text = '[tool.typetable]\noverrides = { types = {}, wire_name = { "A.b" = "c" } }'
    problem = problem_of(write(tmp_path, text))
    assert str(problem.span) == "Span(line=2, column=27, end=36)"
    assert problem.hint == "did you mean `wire_names`?"


def test_every_mistake_is_found_at_once_and_in_order(tmp_path: Path) -> None:
    """A file with several mistakes is not a matter of several runs."""
    text = "strikt = 1\nstrict = 1\nspec = 1\n"
    _, problems = config.read(write(tmp_path, text, "typetable.toml"))
    assert [each.code for each in problems] == ["TT502", "TT503", "TT503"]


def test_links_do_not_lead_out(tmp_path: Path) -> None:
    """A link inside the project to a folder outside of it is a path out of it."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "out").symlink_to(tmp_path)
    problem = problem_of(write(inside, 'output = "out/x"', "typetable.toml"))
    assert problem.code == "TT505"


PACKAGES = """
spec = "docs"
strict = true
[overrides.types]
"A.b" = "int"
"A.c" = "int"
[[package]]
name = "one"
output = "one"
[[package]]
name = "two"
output = "two"
strict = false
limits.rows = 5
overrides.types."A.c" = "str"
"""


def test_packages_inherit_what_stands_outside(tmp_path: Path) -> None:
    """A package has the outer settings but for its own."""
    one, two = packages_of(write(tmp_path, PACKAGES, "typetable.toml"))
    assert (one.name, two.name) == ("one", "two")
    assert one.spec == two.spec
    assert (one.strict, two.strict) == (True, False)
    assert two.limits.rows == 5
    assert [each.value for each in one.overrides.types] == ["int", "int"]
    assert [each.value for each in two.overrides.types] == ["int", "str"]
    assert str(two.span()) == "Span(line=10, column=3, end=10)"


def test_overrides_around_packages_are_known_as_such(tmp_path: Path) -> None:
    """Also in a package that has none of its own: another one may be all that they are for."""
    one, two = packages_of(write(tmp_path, PACKAGES, "typetable.toml"))
    assert [each.inherited for each in one.overrides.types] == [True, True]
    assert [each.inherited for each in two.overrides.types] == [True, False]


def test_packages_must_not_share_a_name(tmp_path: Path) -> None:
    """Two packages of one name are a mistake of the second."""
    text = '[[package]]\nname = "a"\n[[package]]\nname = "a"\n'
    problem = problem_of(write(tmp_path, text, "typetable.toml"))
    assert problem.span is not None
    assert (problem.code, problem.span.line) == ("TT503", 4)
    assert problem.message == "two packages are named `a`"


def test_the_nearest_configuration_is_found(tmp_path: Path) -> None:
    """Upwards; `typetable.toml` first; a project file only where it has our table."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    write(tmp_path / "a", '[project]\ndependencies = ["typetable"]\n')
    outer = write(tmp_path, "[tool.typetable]\n")
    assert config.find(inner) == outer
    own = write(tmp_path, "", "typetable.toml")
    assert config.find(inner) == own


def test_the_search_ends_with_the_repository(tmp_path: Path) -> None:
    """A configuration above the repository is somebody else's."""
    write(tmp_path, "[tool.typetable]\n")
    inner = tmp_path / "repository" / "src"
    (inner.parent / ".git").mkdir(parents=True)
    inner.mkdir()
    assert config.find(inner) is None


def test_a_broken_project_file_that_names_typetable_is_found(tmp_path: Path) -> None:
    """Its mistake is then reported instead of being passed over."""
    path = write(tmp_path, "[tool.typetable\n")
    assert config.find(tmp_path) == path
    assert problem_of(path).code == "TT501"


def test_flags_replace_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths of flags start at the current folder, and may lead anywhere."""
    (package,) = packages_of(write(tmp_path, FULL))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    changed = settings.override(
        package, spec=("docs",), output="../..", dialect="liblab", strict=False
    )
    assert changed.spec == (
        settings.Location(path=elsewhere.resolve() / "docs", display_path="docs"),
    )
    assert changed.output is not None
    assert changed.output.path == tmp_path.resolve().parent
    assert (changed.dialect, changed.strict, changed.target) == (
        "liblab",
        False,
        "pydantic",
    )
    assert changed.span("strict") is None
    assert changed.span("target") == package.span("target") is not None
