"""Models of markets: what bids for ads say, and what exchanges answer.

The pages are ours and small; where the published ones stand beside the repository, those too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.golden.packages import found
from tests.scratch import Scratch

if TYPE_CHECKING:
    from types import ModuleType

    from tests.behaviour.kits import Kit

HERE = Path(__file__).parent / "markets"
PUBLISHED = Path(__file__).parents[3] / "shared" / "corpus" / "families"

DOCS = {
    "bids": ("openrtb", HERE / "bids.md"),
    "openrtb": ("openrtb", PUBLISHED / "openrtb"),
    "common": ("adcom", HERE / "common.md"),
    "exchange": ("bybit", HERE / "exchange"),
    "answers": ("plain", HERE / "answers.md"),
}
"""The dialects and the pages."""


def _models(name: str, target: str, folder: Path) -> ModuleType:
    """Return the package that a target makes of some docs."""
    dialect, pages = DOCS[name]
    if not pages.exists():
        pytest.skip("the published pages are not beside this checkout")
    scratch = Scratch(folder / "repository")
    output = f"{name}_of_{target}"
    settings = {
        "spec": [str(pages)],
        "output": output,
        "dialect": dialect,
        "target": target,
        "wire_case": "as-documented",
    }
    lines = (f"{key} = {json.dumps(value)}" for key, value in settings.items())
    scratch.write("pyproject.toml", "\n".join(["[tool.typetable]", *lines]))
    run = scratch.run("generate", "-q")
    assert run.code == 0, run.err
    return found(scratch.root / output)


@pytest.fixture(
    scope="module", params=["bids", pytest.param("openrtb", marks=pytest.mark.slow)]
)
def bids(
    request: pytest.FixtureRequest, kit: Kit, tmp_path_factory: pytest.TempPathFactory
) -> ModuleType:
    """Return the models of bids."""
    return _models(request.param, kit.target, tmp_path_factory.mktemp(kit.target))


BID_REQUEST: dict[str, Any] = {
    "id": "80ce30c53c16e6ede735f123ef6e32361bfc7b22",
    "at": 1,
    "tmax": 120,
    "cur": ["USD"],
    "imp": [
        {
            "id": "1",
            "bidfloor": 0.03,
            "bidfloorcur": "USD",
            "video": {
                "mimes": ["video/mp4", "application/javascript"],
                "minduration": 5,
                "protocols": [2, 3],
                "companionad": [
                    {"format": [{"w": 300, "h": 250}], "pos": 1},
                    {"w": 728, "h": 90, "pos": 501},
                ],
                "ext": {"rewarded": 1},
            },
        },
        {
            "id": "2",
            "secure": 1,
            "native": {
                "request": '{"ver":"1.2","assets":[{"id":1,"required":1}]}',
                "ver": "1.2",
            },
        },
    ],
    "site": {"id": "102855", "page": "http://www.example.com/1.htm", "cat": ["IAB3-1"]},
    "device": {"ua": "Mozilla/5.0", "geo": {"lat": 40.5, "country": "USA"}},
    "user": {"id": "55816b39711f9b5acf3b90e313ed29e51665623f", "geo": {}},
    "ext": {"schain": {"complete": 1, "nodes": []}},
}
"""A request for bids on a video and a native spot, as examples of the specification have it."""


def test_a_request_for_bids_keeps_all_that_it_says(kit: Kit, bids: ModuleType) -> None:
    """On every target, with values that no list has."""
    assert kit.encode(kit.decode(bids.BidRequest, BID_REQUEST)) == BID_REQUEST


BID_RESPONSE: dict[str, Any] = {
    "id": "80ce30c53c16e6ede735f123ef6e32361bfc7b22",
    "bidid": "abc1123",
    "cur": "USD",
    "seatbid": [
        {
            "seat": "512",
            "bid": [
                {
                    "id": "1",
                    "impid": "2",
                    "price": 9.43,
                    "adm": '{"native":{"ver":"1.2","assets":[]}}',
                    "adomain": ["example.com"],
                    "attr": [1, 500],
                }
            ],
        }
    ],
    "ext": {"igi": [{"impid": "1"}]},
}
"""An answer with a native ad, as examples of the specification have it."""


@pytest.mark.parametrize("answer", [BID_RESPONSE, {"id": "1", "nbr": 2}])
def test_an_answer_keeps_all_that_it_says(
    kit: Kit, bids: ModuleType, answer: dict[str, Any]
) -> None:
    """With bids, or with the reason why there are none."""
    read = kit.decode(bids.BidResponse, answer)
    assert kit.encode(read) == answer
    if kit.target != "typeddict" and "seatbid" in answer:
        (bid,) = read.seatbid[0].bid
        assert (type(bid), bid.price) == (bids.Bid, 9.43)


def test_what_descriptions_name_are_models(kit: Kit, bids: ModuleType) -> None:
    """By a section, by their names, and by those of members."""
    if kit.target == "typeddict":
        return
    read = kit.decode(bids.BidRequest, BID_REQUEST)
    video, native = read.imp
    assert type(video.video) is bids.Video
    assert type(video.video.companionad[0].format[0]) is bids.Format
    assert type(native.native) is bids.Native
    assert native.video is None
    assert type(read.user.geo) is bids.Geo
    assert read.device.geo.lat == 40.5
    assert read.ext == BID_REQUEST["ext"]


def test_a_request_without_what_is_required_is_an_error(
    kit: Kit, bids: ModuleType
) -> None:
    """Recommended members may be absent, required ones may not."""
    if kit.target != "typeddict":
        kit.decode(bids.BidRequest, {"id": "1", "imp": []})
        for wrong in ({"id": "1"}, {"id": "1", "imp": [{}]}, {"id": 1, "imp": []}):
            with pytest.raises(kit.error):
                kit.decode(bids.BidRequest, wrong)


@pytest.fixture(scope="module")
def common(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return models that are derived from others, with values from lists."""
    return _models("common", kit.target, tmp_path_factory.mktemp(kit.target))


SITE: dict[str, Any] = {
    "id": "1",
    "pub": {"name": "Us"},
    "domain": "example.com",
    "kinds": [2, 1, 501],
}


def test_a_derived_model_has_the_members_above(kit: Kit, common: ModuleType) -> None:
    """What is required there is required here; values are named by what is said of them."""
    assert kit.encode(kit.decode(common.Site, SITE)) == SITE
    if kit.target == "typeddict":
        return
    read = kit.decode(common.Site, SITE)
    assert type(read.pub) is common.Publisher
    assert read.kinds[:2] == [common.Kinds.SPORTS, common.Kinds.NEWS]
    with pytest.raises(kit.error):
        kit.decode(common.Site, {"domain": "example.com"})


@pytest.fixture(scope="module")
def exchange(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return the models of what an exchange answers."""
    return _models("exchange", kit.target, tmp_path_factory.mktemp(kit.target))


ORDER_BOOK: dict[str, Any] = {
    "s": "BTCUSDT",
    "b": [["16638.270", "0.305749"], ["16638.00", "1"]],
    "a": [["16638.64", "0.008479"]],
    "ts": 1672765737733,
    "legs": [
        {
            "positionIdx": 1,
            "fee": {"tiers": [{"rates": {"maker": "0.00010", "marks": [1, 0.5]}}, {}]},
        },
        {"positionIdx": 7},
    ],
}
"""An answer as an example of the docs has it, with prices and sizes as text."""

ANSWER: dict[str, Any] = {
    "retCode": 0,
    "retMsg": "OK",
    "result": ORDER_BOOK,
    "retExtInfo": {},
    "time": 1672765737734,
}
"""The same in what is around all answers."""


def test_an_order_book_keeps_all_that_it_says(kit: Kit, exchange: ModuleType) -> None:
    """Prices stay text, zeros at their ends included; the parts of arrays stay in their order."""
    book = exchange.GetOrderbookResponseParameters
    assert kit.encode(kit.decode(book, ORDER_BOOK)) == ORDER_BOOK
    around = exchange.CommonResponse
    assert kit.encode(kit.decode(around, ANSWER)) == ANSWER


def test_rows_below_rows_are_models(kit: Kit, exchange: ModuleType) -> None:
    """To any depth; a value that no list has is kept."""
    if kit.target == "typeddict":
        return
    read = kit.decode(exchange.GetOrderbookResponseParameters, ORDER_BOOK)
    first, second = read.legs
    assert first.fee.tiers[0].rates.maker == "0.00010"
    assert first.fee.tiers[0].rates.marks == [1, 0.5]
    assert first.position_idx == 1
    assert second.fee is None
    with pytest.raises(kit.error):
        kit.decode(exchange.GetOrderbookResponseParameters, {"b": [[16638.27]]})


def test_a_request_says_what_it_needs(kit: Kit, exchange: ModuleType) -> None:
    """What is marked in bold or HTML is required."""
    if kit.target != "typeddict":
        asked = {"category": "spot", "symbol": "BTCUSDT"}
        request = exchange.GetOrderbookRequestParameters
        assert kit.encode(kit.decode(request, asked)) == asked
        with pytest.raises(kit.error):
            kit.decode(request, {"symbol": "BTCUSDT"})


@pytest.fixture(scope="module")
def answers(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Return models of answers whose tables group rows, or leave them without a name."""
    return _models("answers", kit.target, tmp_path_factory.mktemp(kit.target))


BALANCES: dict[str, Any] = {
    "status": "ok",
    "ts": 1590031242538,
    "data": [{"sub_uid": 9910049, "list": [{"margin_balance": "1.0"}]}],
}
LOAN: dict[str, Any] = {
    "order_id": "10005578",
    "currencies": [{"currency": "GT", "index_price": "10.6491"}],
    "repaid": [{"at": 1703820105}],
    "steps": [["10.50", "3"], []],
}


def test_rows_that_group_others_are_their_parents(
    kit: Kit, answers: ModuleType
) -> None:
    """What is one or several is either, and numbers that are texts stay texts."""
    model = answers.SubAccountsReturnParameters
    one = BALANCES | {"data": BALANCES["data"][0]}
    for answer in (BALANCES, one):
        assert kit.encode(kit.decode(model, answer)) == answer
    model = answers.LoansResponseSchema
    assert kit.encode(kit.decode(model, LOAN)) == LOAN
