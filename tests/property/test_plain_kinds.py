"""Tables of many kinds and languages, made of what they state: each cell is read right, or told."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plain_pages import Page, read, table

from typetable.notation.types import ArrayType, NamedType

Tree: TypeAlias = "dict[str, tuple[bool, Tree]]"
"""Members by their names: whether each is an array, and what is in it."""


class Tongue(NamedTuple):
    """How a table asks what must be there: headers, and the words for yes and no."""

    header: str
    yes: str
    no: str


_tongues = st.sampled_from(
    [
        Tongue("Name | Type | Required | Default | Description", "Yes", "No"),
        Tongue("Field | Type | M/O | Default | Meaning", "M", "O"),
        Tongue("Key | Data Type | Required? | Default | Notes", "\u2713", ""),
        Tongue("Key | Type | Mandatory | Default | Notes", "*", ""),
        Tongue("Field | Type | Presence | Default | Details", "required", "optional"),
        Tongue("Feld | Typ | Pflicht | Standard | Beschreibung", "ja", "nein"),
        Tongue("Champ | Type | Obligatoire | D\xe9faut | R\xf4le", "Oui", "Non"),
        Tongue("Campo | Tipo | Obligatorio | Por defecto | Notas", "S\xed", "No"),
        Tongue("Campo | Tipo | Obrigat\xf3rio | Padr\xe3o | Regra", "Sim", "N\xe3o"),
        Tongue(
            "\u041f\u043e\u043b\u0435 | \u0422\u0438\u043f | "
            "\u041e\u0431\u044f\u0437\u0430\u0442\u0435\u043b\u044c\u043d\u043e\u0435 | "
            "\u041f\u043e \u0443\u043c\u043e\u043b\u0447\u0430\u043d\u0438\u044e | "
            "\u041a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0439",
            "\u0434\u0430",
            "\u043d\u0435\u0442",
        ),
        Tongue(
            "\u5b57\u6bb5 | \u7c7b\u578b | \u5fc5\u586b | \u9ed8\u8ba4\u503c | \u8bf4\u660e",
            "\u662f",
            "\u5426",
        ),
        Tongue(
            "\u9805\u76ee | \u578b | \u5fc5\u9808 | \u521d\u671f\u5024 | \u8aac\u660e",
            "\u25cb",
            "\xd7",
        ),
        Tongue(
            "\ud544\ub4dc | \ud0c0\uc785 | \ud544\uc218 | \uae30\ubcf8\uac12 | \uc124\uba85",
            "O",
            "X",
        ),
    ]
)
_names = st.from_regex(r"[a-z][a-z_]{2,7}", fullmatch=True)
_kinds = st.sampled_from(
    ["string", "int", "boolean", "varchar(45)", "string[]", "float"]
)
_defaults = st.sampled_from(
    ["", "-", "`5`", "`x`", "`[]`", "see the notes below", "30 s"]
)
_texts = st.sampled_from(
    ["", "What it is.", "Seconds, up to `60`.", "\u5355\u4f4d\uff1a\u79d2"]
)


class Row(NamedTuple):
    """What a row states."""

    name: str
    kind: str
    required: bool
    default: str
    text: str


_rows = st.lists(
    st.builds(Row, _names, _kinds, st.booleans(), _defaults, _texts),
    min_size=2,
    max_size=7,
)


def _page(tongue: Tongue, rows: list[Row]) -> Page:
    said = {True: tongue.yes, False: tongue.no}
    lines = (
        f"{r.name} | {r.kind} | {said[r.required]} | {r.default} | {r.text}"
        for r in rows
    )
    return read("# Thing", table(tongue.header, *lines))


@settings(deadline=None, max_examples=25)
@given(_tongues, _rows)
def test_presence_is_what_the_words_of_a_language_say(
    tongue: Tongue, rows: list[Row]
) -> None:
    """A second row of a name is told; no row is another one's, and no default moves."""
    found = _page(tongue, rows)
    told = {each.span.line for each in found.found if each.span}
    seen: dict[str, Row] = {}
    for line, row in enumerate(rows, 5):
        if seen.setdefault(row.name, row) is not row:
            assert line in told
    fields = found.models["Thing"]
    assert {n: f.required for n, f in fields.items()} == {
        n: r.required for n, r in seen.items()
    }
    assert {n: f.description for n, f in fields.items()} == {
        n: r.text.replace("`", "") if "`" not in f.description else r.text
        for (n, r), f in zip(seen.items(), fields.values(), strict=True)
    }


@settings(deadline=None, max_examples=25)
@given(_tongues, _rows, st.integers(1, 4), st.integers(0, 6))
def test_a_ragged_row_is_right_or_told(
    tongue: Tongue, rows: list[Row], lost: int, at: int
) -> None:
    """Wherever a cell was left out; the rows beside it say what they say elsewhere."""
    rows = [*{row.name: row for row in rows}.values()]
    said = {True: tongue.yes, False: tongue.no}
    lines = [[r.name, r.kind, said[r.required], r.default, r.text] for r in rows]
    line = at % len(rows)
    del lines[line][lost]
    found = read("# Thing", table(tongue.header, *map(" | ".join, lines)))
    told = {each.span.line for each in found.found if each.span}
    whole = _page(tongue, rows).models["Thing"]
    fields = found.models["Thing"] if found.models else {}
    for number, row in enumerate(rows):
        is_same = row.name in fields and (
            fields[row.name].required == whole[row.name].required
            and fields[row.name].type == whole[row.name].type
        )
        assert is_same or number + 5 in told or 3 in told or number == line, row
    if rows[line].name not in fields:
        assert line + 5 in told


_trees: st.SearchStrategy[Tree] = st.recursive(
    st.just({}),
    lambda inner: st.dictionaries(
        _names, st.tuples(st.booleans(), inner), min_size=1, max_size=3
    ),
    max_leaves=8,
)


def _lines(tree: Tree, path: str, *, quoted: bool) -> list[str]:
    lines: list[str] = []
    for name, (is_array, inner) in tree.items():
        whole = f"{path}{name}" if not (quoted and path) else f'{path}"{name}"'
        kind = ("array" if is_array else "object") if inner else "string"
        lines.append(f"{whole} | {kind} | yes")
        ending = "[]." if is_array and not quoted else "."
        lines += _lines(inner, f"{whole}{ending}", quoted=quoted)
    return lines


def _read_back(found: Page, model: str, tree: Tree) -> None:
    fields = found.models[model]
    assert [*fields] == [*tree]
    for name, (is_array, inner) in tree.items():
        kind = fields[name].type
        assert isinstance(kind, ArrayType) == bool(inner and is_array)
        item = kind.items if isinstance(kind, ArrayType) else kind
        if inner:
            assert isinstance(item, NamedType)
            _read_back(found, item.name, inner)


@settings(deadline=None, max_examples=40)
@given(tree=_trees.filter(bool), quoted=st.booleans())
def test_paths_are_the_tree_that_they_are_made_of(tree: Tree, *, quoted: bool) -> None:
    """With arrays, and with names in quotes."""
    found = read(
        "# T", table("Name | Type | Required", *_lines(tree, "", quoted=quoted))
    )
    assert found.codes == []
    _read_back(found, "T", tree)
