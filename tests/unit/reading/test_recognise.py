from __future__ import annotations

import pytest

from typetable.language.dialect import NONE
from typetable.reading.recognise import recognise
from typetable.source import SourceFile

PAGE = "# A\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n"


def _dialect(*types: str, indent: str = "") -> str:
    rows = "".join(
        f"{indent}| a{n} | {each} | ✅ | |\n" for n, each in enumerate(types)
    )
    source = SourceFile(path="a.md", name="a.md", text=PAGE + rows)
    return recognise([source]).name


@pytest.mark.parametrize(
    ("types", "name"),
    [
        (("str", "List[A]"), "liblab"),
        (("string", "A[]", "number"), "liblab-typescript"),
        (("String", "List<A>", "Object"), "liblab-java"),
        (("string", "List`<A>`", "double"), "liblab-csharp"),
        (("string", "[]pkg.A", "int64"), "liblab-go"),
        (("string", "model", "array"), "liblab-php"),
        (("A", "Nowhere"), "liblab"),
    ],
)
def test_types_decide(types: tuple[str, ...], name: str) -> None:
    """The dialect that understands most cells is the one."""
    assert _dialect(*types) == name


def test_layout_decides_what_types_do_not() -> None:
    """`string` is a type of several; indented rows are PHP, but not where Python is written."""
    assert _dialect("string", indent="    ") == "liblab-php"
    assert _dialect("str", indent="    ") == "liblab"


OURS = "## A\n\n| Field | Type | Required |\n|---|---|---|\n| a | string | yes |\n"


def _source(name: str, text: str) -> SourceFile:
    return SourceFile(path=f"docs/{name}", name=name, text=text)


@pytest.mark.parametrize(
    "text",
    [
        OURS,
        PAGE,
        PAGE + "| a | str | yes | |\n| b | str | no | |\n",
        "# A\n\n| Name | Description |\n|---|---|\n| a | b |\n",
        "# A\n\nWhat a union might be.\n",
        "# A\n\n> **Note** x\n\n## B\n\n| Name | Description |\n|---|---|\n| a | b |\n",
        "",
    ],
)
def test_nothing_is_taken_without_evidence(text: str) -> None:
    """Neither other headers nor other words for required, nor pages without a table."""
    assert recognise([_source("a.md", text)]) is NONE


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("#### Fixed Fields", "oas"),
        ("This object MAY be extended with [Specification Extensions](#x).", "oas"),
        ("It is an extension to STAC.", "stac"),
        ("It is an extension to the SpatioTemporal Asset Catalog.", "stac"),
        ("It is an extension.", NONE.name),
    ],
)
def test_one_text_of_a_sign_will_do(sign: str, name: str) -> None:
    """Specifications of one kind may have no text that all of them have."""
    table = (
        "Field Name | Type | Description\n---|---|---\na | string | **REQUIRED**. It.\n"
    )
    text = f"## Order Object\n\n{sign}\n\n{table}"
    assert recognise([_source("a.md", text)]).name == name


def test_a_larger_sample_decides_what_a_small_one_does_not() -> None:
    """All pages but one say nothing of their language; more pages do not change that one's word."""
    plain = [
        _source(f"{n}.md", PAGE + "| a | string | ✅ | |\n" * 9) for n in range(40)
    ]
    odd = _source("z.md", PAGE.replace("# A", "# Z") + "| a | int64 | ✅ | |\n")
    assert recognise([*plain, odd]).name == "liblab-go"
    assert recognise([odd, *reversed(plain)]).name == "liblab-go"


def test_one_page_that_needs_mending_has_a_dialect() -> None:
    """So what is wrong with it is told at its cells."""
    row = "| a | Lits[str] | ✅ | |\n"
    assert recognise([_source("a.md", PAGE + row)]).name == "liblab"


SPEC = (
    "## Order Object\n\n{label}\n\n| Field Name | Type | Description |\n|---|---|---|\n"
)
ROW = "| id | string | **REQUIRED**. |\n"


def test_signs_and_headers_are_evidence_together() -> None:
    """Where no column tells whether a member is required, a header alone is none."""
    spec = _source("a.md", SPEC.format(label="##### Fixed Fields") + ROW)
    assert recognise([spec]).name == "oas"
    bare = _source("a.md", SPEC.format(label="") + ROW)
    assert recognise([bare]) is NONE
    sign = _source("a.md", "##### Fixed Fields\n\n| Cat | Dog |\n|---|---|\n" + ROW)
    assert recognise([sign]) is NONE


def test_a_sign_may_stand_on_another_page() -> None:
    """A family is looked for on all pages of the sample, whichever of them show its signs."""
    pages = [
        _source("a.md", SPEC.format(label="") + ROW),
        _source("b.md", "##### Fixed Fields"),
    ]
    assert recognise(pages).name == "oas"
    assert recognise(pages[::-1]).name == "oas"


def test_evidence_may_come_late() -> None:
    """Many tables of another kind do not hide the property tables of a few pages."""
    others = [
        _source(f"{n}.md", "| Cat | Dog |\n|---|---|\n" + "| a | b |\n" * 9)
        for n in range(40)
    ]
    rows = "".join(f"| a{n} | str | ✅ | |\n" for n in range(9))
    for name in ("a.md", "b.md", "z.md"):
        assert recognise([*others, _source(name, PAGE + rows)]).name == "liblab"


def test_where_tags_say_it_a_header_is_no_evidence() -> None:
    """A table without its column of tags is of another family, whatever stands beside it."""
    table = "## Properties\n\nName | Type | Description{}\n---|---|---{}\n"
    row = "**id** | **str** | It is one.{}\n"
    tagged = table.format(" | Notes", "|---") + row.format(" | [optional]")
    assert recognise([_source("a.md", f"# A\n\n{tagged}")]).name == "openapi-generator"
    bare = table.format("", "") + row.format("") * 3
    other = "| Notes | Since |\n|---|---|\n| a | b |\n"
    assert recognise([_source("a.md", f"# A\n\n{bare}\n{other}")]) is NONE


PARAMETERS = (
    "## New order\n\n`POST /api/v3/order`\n\n{said}\n\n{header}\n---|---|---|---\n"
)
HEADERS = {
    "Mandatory": "Name | Type | Mandatory | Description",
    "padded": "Name      |Type|   Mandatory|Description",
    "是否必需": "名称 | 类型 | 是否必需 | 描述",
    "Required": "Parameter | Type | Required | Description",
    "是否必填": "参数名 | 类型 | 是否必填 | 描述",
}
EXCHANGES = [
    ("Mandatory", "Such as BTCUSDT.", "binance"),
    ("padded", "Such as btc_jpy.", "binance"),
    ("是否必需", "交易对", "binance"),
    ("Required", "Such as `BTC-USDT`.", "okx"),
    ("是否必填", "交易对", "okx"),
    ("Required", '{"retCode": 0, "symbol": "BTCUSDT"}', "bybit"),
    ("Required", "BTCUSDT, see [side](../enum#side)", "bybit"),
    ("是否必需", "BTCUSDT, see [side](../enum#side)", "bybit"),
    ("Mandatory", "Such as apples.", NONE.name),
    ("Required", "Such as apples.", NONE.name),
]


@pytest.mark.parametrize(("header", "said", "name"), EXCHANGES)
def test_what_is_traded_tells_an_exchange(header: str, said: str, name: str) -> None:
    """Headers alone are those of anybody; one page is enough, and so are many."""
    text = PARAMETERS.format(said=said, header=HEADERS[header])
    page = _source("a.md", f"{text}symbol | STRING | YES |\nid | LONG | NO |\n")
    other = _source("b.md", "# Changes\n\n| Date | Change |\n|---|---|\n| a | b |\n")
    assert recognise([page]).name == name
    assert recognise([other, page]).name == name


def test_a_name_is_no_sign_because_another_ends_like_it() -> None:
    """Such as `SecretCode`, which ends like a member of each answer of an exchange."""
    table = "## A\n\n| Name | Type | Description |\n|---|---|---|\n| a | string | b |\n"
    assert recognise([_source("a.md", f"{table}\nSecretCode")]) is NONE
    assert recognise([_source("a.md", f"{table}\n`retCode`")]).name == "bybit"


def test_a_pair_without_a_request_tells_no_exchange() -> None:
    """Settings of a robot that trades are no API."""
    table = OURS.replace("## A", "## A\n\nSuch as BTC/USDT.")
    assert recognise([_source("a.md", table)]) is NONE


def test_one_that_knows_its_own_headers_is_taken_before_one_that_knows_all() -> None:
    """Also where the other keeps more rows: half of what it keeps may be of another kind."""
    header = HEADERS["Required"]
    page = PARAMETERS.format(said='{"retCode": 0, "s": "BTCUSDT"}', header=header)
    limits = "## Limits\n\n| Key | Format | Note |\n|---|---|---|\n"
    rows = "a | string | true | \nb | string | false | \nc | string | true | \n"
    text = f"{page}{rows}\n{limits}" + "| limit | string | No |\n" * 2
    assert recognise([_source("a.md", text)]).name == "bybit"


def test_one_that_refines_another_is_taken_before_it() -> None:
    """Also where the other takes for members what the finer one knows to be none."""
    page = PARAMETERS.format(said="Such as BTCUSDT.", header=HEADERS["Mandatory"])
    options = "|Options|Description|\n|---|---|\n|a | b|\n|c | d|\n"
    rows = "symbol | STRING | YES |\n"
    assert recognise([_source("a.md", f"{page}{rows}\n{options}")]).name == "binance"


def test_a_row_may_name_a_model_that_rows_below_it_make() -> None:
    """So members of members are understood as well as others."""
    header = "| Field Name | Type | Required |\n|---|---|---|\n"
    rows = "| a | object | yes |\n| > b | string | yes |\n"
    text = f"## A\n\n`GET` of BTC-USDT\n\n{header}{rows}"
    assert recognise([_source("a.md", text)]).name == "okx"
