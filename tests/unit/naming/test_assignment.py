"""Python names of models, fields and members."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from typetable.naming import Reserved, assign
from typetable.schema import (
    EnumModel,
    Field,
    Member,
    Module,
    ObjectModel,
    Scalar,
    Schema,
)
from typetable.settings.package import Override
from typetable.source import Span

if TYPE_CHECKING:
    from typetable.diagnostics import Diagnostic
    from typetable.schema import Model, Value

RESERVED = Reserved(
    classes=frozenset({"Decoder"}),
    attributes=frozenset({"to_dict"}),
    members=frozenset({"UNKNOWN"}),
    modules=frozenset({"support"}),
)


def page(name: str, *models: Model) -> Module:
    """Return the module of one page."""
    return Module(name=name, source=f"spec/{name}.md", page=f"{name}.md", models=models)


def obj(name: str, *fields: str) -> ObjectModel:
    """Return an object whose fields stand on the lines 1, 2, ..."""
    return ObjectModel(
        name=name,
        description="",
        fields=tuple(
            Field(
                name=field,
                wire_name=field,
                type=Scalar("string"),
                required=False,
                span=Span(row, 3, 3 + len(field)),
            )
            for row, field in enumerate(fields, 1)
        ),
        span=Span(1, 3, 9),
    )


def enum(*members: tuple[str, Value]) -> EnumModel:
    """Return an enum whose members stand on the lines 1, 2, ..."""
    return EnumModel(
        name="E",
        description="",
        scalar="string",
        members=tuple(
            Member(name=name, value=value, span=Span(row, 3, 9))
            for row, (name, value) in enumerate(members, 1)
        ),
        span=Span(1, 3, 9),
    )


def override(key: str, value: str) -> Override[str]:
    """Return an override on line 9 of the configuration."""
    return Override(key=key, value=value, path="pyproject.toml", span=Span(9, 1, 2))


def fields(
    *documented: str, overrides: tuple[Override[str], ...] = ()
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Return the attribute of each field, and the findings."""
    schema = Schema(modules=(page("page", obj("M", *documented)),))
    names, diagnostics = assign(schema, RESERVED, overrides)
    return (
        dict(zip(documented, names.attributes["page", "M"], strict=True)),
        diagnostics,
    )


def members(*rows: tuple[str, Value]) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the names of the members, and the findings."""
    names, diagnostics = assign(Schema(modules=(page("page", enum(*rows)),)), RESERVED)
    return names.members["page", "E"], diagnostics


def classes(*documented: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the class of each model, and the findings."""
    models = map(obj, documented)
    names, diagnostics = assign(Schema(modules=(page("page", *models),)), RESERVED)
    return tuple(names.classes["page", name] for name in documented), diagnostics


@pytest.mark.parametrize(
    ("documented", "expected"),
    [
        ("created_at", "created_at"),
        ("id_", "id_"),
        ("type_", "type_"),
        ("match", "match"),
        ("type", "type"),
        ("createdAt", "created_at"),
        ("URL", "url"),
        ("class", "class_"),
        ("None", "none"),
        ("_id", "id_"),
        ("__class__", "class_"),
        ("_2_kills", "field_2_kills"),
        ("1st", "field_1st"),
        ("content-type", "content_type"),
        ("@type", "type"),
        ("to_dict", "to_dict_"),
        ("list", "list_"),
        ("Any", "any"),
        ("M", "m"),
        ("_", "low_line"),
        ("$", "dollar_sign"),
        ("🚀", "rocket"),
        ("日本語", "日本語"),
        ("\ufb01eld", "field"),
        ("naïve", "naïve"),
        ("a\u202eb", "a_b"),
        ("a\u3164b", "a_b"),
        ("a\u200db", "a_b"),
        ('a: int = 1; exec("x"); b', "a_int_1_exec_x_b"),
    ],
)
def test_a_field(documented: str, expected: str) -> None:
    """A field is in snake_case, an identifier, and none that Python or the target needs."""
    assert fields(documented)[0] == {documented: expected}


def test_a_field_named_like_a_class() -> None:
    """An attribute never has the name of a class, which annotations below would mean."""
    schema = Schema(modules=(page("page", obj("owner"), obj("M", "owner")),))
    names, _ = assign(schema, Reserved())
    assert names.attributes["page", "M"] == ("owner_",)


@pytest.mark.parametrize(
    ("documented", "expected"),
    [
        ("UPDATE", "UPDATE"),
        ("AllInclusive", "ALL_INCLUSIVE"),
        ("application/json", "APPLICATION_JSON"),
        ("_200", "VALUE_200"),
        ("mro", "MRO"),
        ("_missing_", "MISSING"),
        ("None", "NONE"),
        (">=", "GREATER_THAN_SIGN_EQUALS_SIGN"),
        ("UNKNOWN", "UNKNOWN_"),
    ],
)
def test_a_member(documented: str, expected: str) -> None:
    """An enum member is in UPPER_SNAKE_CASE."""
    assert members((documented, "x"))[0] == (expected,)


@pytest.mark.parametrize(
    ("documented", "expected"),
    [
        ("StockItem", "StockItem"),
        ("stock_item", "stock_item"),
        ("a-b", "AB"),
        ("_Item", "Item"),
        ("8", "Model8"),
        ("__", "Model__"),
        ("None", "None_"),
        ("int", "int_"),
        ("Decoder", "Decoder_"),
        ("../../etc/passwd", "EtcPasswd"),
        ("A(Base): x = exec('y')", "ABaseXExecY"),
    ],
)
def test_a_class(documented: str, expected: str) -> None:
    """A class keeps a documented name that is an identifier, else it is made of its words."""
    assert classes(documented)[0] == (expected,)


def test_a_class_without_a_name() -> None:
    """A heading of signs alone is an error, with the override that cures it."""
    _, (found,) = classes("!!!")
    assert (found.code, found.message) == (
        "TT302",
        "no Python name can be made of `!!!`",
    )
    assert found.hint == 'name it yourself: `python_names."!!!" = "..."`'


def test_names_differing_in_case() -> None:
    """The exact spelling keeps the name, the others keep their case."""
    names, (found,) = fields("url", "URL", "Url")
    assert names == {"url": "url", "URL": "URL", "Url": "Url"}
    assert (found.code, found.severity) == ("TT301", "warning")
    assert found.message == "3 fields would be `url` in Python"
    assert found.hint == 'name it yourself: `python_names."M.URL" = "URL"`'
    assert (found.span, found.labels[0].span) == (Span(2, 3, 6), Span(1, 3, 6))


def test_names_that_only_signs_tell_apart() -> None:
    """Equals all tell their signs in words, whatever their order."""
    names, (found,) = fields("a b", "a.b")
    assert names == {"a b": "a_space_b", "a.b": "a_full_stop_b"}
    assert fields("a.b", "a b")[0] == names
    assert found.code == "TT301"


ALIKE = ("Foo", "foo", "FOO", "f-oo", "f_oo", "f.oo", "f oo", "$foo", "_foo", "foo_")


def test_no_name_has_a_hash_where_spellings_differ() -> None:
    """Signs, underscores, blanks and capitals are told in words, of fields, models and members."""
    assert fields(*ALIKE)[0] == {
        "Foo": "Foo",
        "foo": "foo",
        "FOO": "FOO",
        "f-oo": "f_hyphen_minus_oo",
        "f_oo": "f_oo",
        "f.oo": "f_full_stop_oo",
        "f oo": "f_space_oo",
        "$foo": "dollar_sign_foo",
        "_foo": "low_line_foo",
        "foo_": "foo_",
    }
    assert classes("a b", "a.b", "a-B", "A_B")[0] == (
        "ASpaceB",
        "AFullStopB",
        "a_B",
        "A_B",
    )
    values = ("a", "A", "Ab", "aB", "AB", "ab", "m\u00b2", "m2")
    assert members(*zip(values, values, strict=True))[0] == (
        "LOWER_A",
        "A",
        "Ab",
        "A_B",
        "AB",
        "LOWER_AB",
        "M_SUPERSCRIPT_TWO",
        "M2",
    )


def test_what_differs_in_nothing_that_can_be_told_has_a_suffix() -> None:
    """So it is with letters that are composed, or not."""
    names = fields("\u00e9", "e\u0301")[0]
    assert names["\u00e9"] == "\u00e9"
    assert len({*names.values()}) == 2


def test_a_rival_with_another_spelling_does_not_cost_the_name() -> None:
    """Where one of two rivals has a spelling of its own, the other has the name."""
    assert fields("a-b", "AB", "aB")[0] == {"a-b": "a_b", "AB": "ab", "aB": "aB"}


@pytest.mark.parametrize(
    ("documented", "key", "value", "codes"),
    [
        (("some-name",), "M.some-name", "some_name", ["TT221"]),
        (("some-name",), "M.some-name", "name", []),
        (("a b", "a.b"), "M.a b", "a_b", []),
    ],
)
def test_an_override_that_gives_the_name_that_there_is(
    documented: tuple[str, ...], key: str, value: str, codes: list[str]
) -> None:
    """It does nothing, which is told, unless another one would have the name, too."""
    names, found = fields(*documented, overrides=(override(key, value),))
    assert names[documented[0]] == value
    assert [each.code for each in found if each.code == "TT221"] == codes


def test_names_equal_in_nfkc() -> None:
    """Names that Python takes for one are two attributes."""
    names, (found,) = fields("\ufb01eld", "field")
    told = "latin_small_ligature_fi_eld"
    assert names == {"\ufb01eld": told, "field": "field"}
    assert found.code == "TT301"


def test_a_name_that_looks_like_one_with_its_signs() -> None:
    """Whoever writes down the words on purpose does not get the name of another."""
    names, _ = fields("a b", "a.b", "a_space_b")
    assert names == {"a b": "a_b", "a.b": "a_full_stop_b", "a_space_b": "a_space_b"}


def test_members_that_share_a_name() -> None:
    """Members of one name are told apart by their values, and a note says so."""
    names, (found,) = members(("CUP", "Tea Cup"), ("CUP", "mug"), ("POT", "pot"))
    assert names == ("CUP_TEA_CUP", "CUP_MUG", "POT")
    assert (found.code, found.severity) == ("TT301", "note")


def test_members_whose_values_do_not_tell_them_apart() -> None:
    """Values of the same letters are told apart by their signs; huge numbers are no trouble."""
    names, _ = members(("N", "a b"), ("N", "a_b"), ("N", 10**5000))
    assert len(set(names)) == 3
    assert names[:2] == ("N_A_SPACE_B", "N_A_B")
    assert members(("N", -1), ("N", 1))[0] == ("N_MINUS_1", "N_1")


@pytest.mark.parametrize(
    ("documented", "message"),
    [
        (("p\u0430ss",), "`p\u0430ss` mixes Cyrillic and Latin letters"),
        (
            ("scope", "\u0455\u0441\u043e\u0440\u0435"),
            "`\u0455\u0441\u043e\u0440\u0435` only looks like `scope`",
        ),
    ],
)
def test_confusable_names(documented: tuple[str, ...], message: str) -> None:
    """Letters of another script that pass for Latin ones are worth a warning."""
    _, (found,) = fields(*documented)
    assert (found.code, found.message) == ("TT303", message)


def test_names_in_one_script_are_fine() -> None:
    """Names in another script alone are nobody's business."""
    assert fields("\u0438\u043c\u044f", "\u03a9", "日本", "naïve")[1] == ()


def test_overrides_win() -> None:
    """An override names a field, also where another one would have that name."""
    names, (found,) = fields("a", "b", overrides=(override("M.a", "b"),))
    assert names == {"a": "b", "b": "b_"}
    assert found.code == "TT301"


def test_an_override_ends_a_clash() -> None:
    """When all but one of the rivals have names of their own, there is nothing to report."""
    names, found = fields("url", "URL", overrides=(override("M.URL", "link"),))
    assert (names, found) == ({"url": "url", "URL": "link"}, ())


@pytest.mark.parametrize(
    "name", ["class", "a-b", "", "_x", "to_dict", "list", "\ufb01", "a\u3164"]
)
def test_an_override_that_cannot_be(name: str) -> None:
    """An override that is no usable name is an error where it stands."""
    names, (found,) = fields("a", overrides=(override("M.a", name),))
    assert names == {"a": "a"}
    assert (found.code, found.path, found.span) == (
        "TT302",
        "pyproject.toml",
        Span(9, 1, 2),
    )


def test_two_overrides_of_one_name() -> None:
    """One name for two fields is an error at both overrides."""
    both = (override("M.a", "x"), override("M.b", "x"))
    names, found = fields("a", "b", overrides=both)
    assert names == {"a": "a", "b": "b"}
    assert [(each.code, each.severity) for each in found] == [("TT301", "error")] * 2


def test_a_model_on_two_pages() -> None:
    """A model name on two pages is one class name that the package does not export."""
    schema = Schema(modules=(page("a", obj("M"), obj("N")), page("b", obj("M"))))
    names, (found,) = assign(schema, Reserved())
    assert dict(names.exports) == {"N": "a"}
    assert (found.code, found.path) == ("TT305", "spec/b.md")
    assert [label.path for label in found.labels] == ["spec/a.md"]


def test_a_model_called_like_a_module() -> None:
    """A class that has the name of a module of the package is not exported."""
    names, (found,) = assign(Schema(modules=(page("user", obj("user")),)), Reserved())
    assert dict(names.exports) == {}
    assert found.code == "TT305"


def test_modules_of_the_target() -> None:
    """A page called like a module of the target gets another name."""
    names, _ = assign(Schema(modules=(page("support"), page("other"))), RESERVED)
    assert dict(names.modules) == {"support": "support_models", "other": "other"}


@pytest.mark.parametrize(
    ("documented", "expected"),
    [
        (("id_", "type_"), ("id", "type")),
        (("class_", "None_"), ("class_", "none")),
        (("to_dict_",), ("to_dict_",)),
        (("_id",), ("id",)),
        (("id_", "id"), ("id_", "id")),
        (("_id", "id"), ("id_", "id")),
        (("createdAt_",), ("created_at",)),
        (("list_", "str_"), ("list_", "str_")),
    ],
)
def test_plain_fields(documented: tuple[str, ...], expected: tuple[str, ...]) -> None:
    """An underscore at an end stays where Python, the target or another field needs it."""
    schema = Schema(modules=(page("a", obj("A", *documented)),))
    names, _ = assign(schema, RESERVED, plain=True)
    assert names.attributes["a", "A"] == expected
