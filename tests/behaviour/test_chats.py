"""Models of chats: messages with components, payloads of a gateway, answers to interactions.

The pages are ours and small; where the published ones stand beside the repository, those too.
"""

from __future__ import annotations

import json
from enum import IntFlag
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.golden.packages import found
from tests.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.behaviour.kits import Kit

HERE = Path(__file__).parent / "chats"
PUBLISHED = Path(__file__).parents[3] / "shared" / "corpus" / "families" / "discord"

MESSAGE: dict[str, Any] = {
    "id": "334385199974967042",
    "author": {"id": "82198898841029460", "username": "pip", "global_name": None},
    "content": "Supa Hot",
    "timestamp": "2017-07-11T17:27:07.299000+00:00",
    "edited_timestamp": None,
    "mention_roles": ["41771983423143936"],
    "nonce": 5,
    "flags": 1 << 6 | 1 << 15,
    "components": [
        {
            "type": 1,
            "components": [
                {
                    "type": 2,
                    "style": 4,
                    "label": "Accept",
                    "emoji": {"name": "🔥"},
                    "custom_id": "click_yes",
                },
                {"type": 3, "custom_id": "who"},
                {"type": 4, "custom_id": "whom", "max_values": 2},
            ],
        },
        {
            "type": 9,
            "text": {"type": 10, "content": "# Hi"},
            "accessory": {"type": 2, "style": 9, "custom_id": "x"},
        },
    ],
    "referenced_message": None,
    "position": "3",
}
"""A message as examples of such docs have it; a style and a flag are not in the lists."""

PAYLOAD: dict[str, Any] = {"op": 0, "d": {"a": [1, None]}, "s": 42, "t": "READY"}

READY: dict[str, Any] = {
    "v": 10,
    "user": {"id": "1", "username": "app", "global_name": None, "bot": True},
    "shard": [0, 4],
    "users": {"2": {"id": "2"}, "3": {"username": "pip", "global_name": None}},
    "names": {"de": "Boot", "fr": "bateau"},
    "application": {"id": "1"},
}

INVOCATION: dict[str, Any] = {
    "id": "786008729715212338",
    "type": 2,
    "data": {
        "name": "cardsearch",
        "options": [
            {"name": "cardname", "value": "The Gitrog"},
            {"name": "n", "value": 3},
        ],
    },
    "author": {"id": "53908232506183680", "username": "pip", "global_name": None},
    "seen_by": [{"username": "a"}, {}],
    "reader_ids": ["000123", "9007199254740993"],
    "permissions": "2147483647",
    "price": "0010.50",
    "expires": "2017-06-29T19:09:52.361000+00:00",
}
"""What the first revisions of such docs document, with numbers that are text."""

ASSIGNMENTS: dict[str, Any] = {"assignments": [[4130837190, None], [0, "2021-06_a"]]}

RESPONSES: tuple[dict[str, Any], ...] = (
    {"type": 5},
    {"type": 4, "data": {"content": "Congrats", "tts": False}},
    {"type": 8, "data": {"choices": ["a", "b"]}},
)


@pytest.fixture(scope="module")
def chats(
    kit: Kit, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Any]:
    """Return what gives the model of a page and a name."""
    return _models(kit.target, HERE, tmp_path_factory.mktemp(kit.target))


def _models(target: str, pages: Path, folder: Path) -> Callable[[str, str], Any]:
    scratch = Scratch(folder / "repository")
    output = f"chats_of_{target}_{pages.name}"
    settings = {
        "spec": [str(pages)],
        "output": output,
        "dialect": "discord",
        "target": target,
        "wire_case": "as-documented",
    }
    lines = (f"{key} = {json.dumps(value)}" for key, value in settings.items())
    scratch.write("pyproject.toml", "\n".join(["[tool.typetable]", *lines]))
    run = scratch.run("generate", "-q")
    assert run.code == 0, run.err
    package = found(scratch.root / output).__name__
    return lambda page, name: getattr(import_module(f"{package}.{page}"), name)


@pytest.mark.parametrize(
    ("page", "name", "data"),
    [
        ("resources_message", "Message", MESSAGE),
        ("gateway", "GatewayEventPayload", PAYLOAD),
        ("gateway", "ReadyEventFields", READY),
        *(("gateway", "InteractionResponse", each) for each in RESPONSES),
        ("resources_message", "EditMessageJSONParams", {"content": None, "flags": 64}),
        ("resources_message", "EditMessageJSONParams", {}),
        ("topics_old_commands", "CommandPayload", {"op": 1, "d": 251}),
        ("topics_old_commands", "CommandPayload", {"op": 0, "d": {}, "s": 42}),
        ("topics_old_commands", "Invocation", INVOCATION),
        (
            "topics_old_commands",
            "RespondJSONParams",
            {"before": "00041771983423143937"},
        ),
        ("topics_old_commands", "Assignments", ASSIGNMENTS),
    ],
)
def test_nothing_of_what_is_said_is_lost(
    kit: Kit,
    chats: Callable[[str, str], Any],
    page: str,
    name: str,
    data: dict[str, Any],
) -> None:
    """On every target: ids are text, and a null is not what is absent."""
    assert kit.encode(kit.decode(chats(page, name), data)) == data


def test_components_are_of_their_types(
    kit: Kit, chats: Callable[[str, str], Any]
) -> None:
    """Whatever members they share; those of a type that no page describes stay as they are."""
    if kit.target == "typeddict":
        return
    unknown = {"type": 99, "custom_id": "x"}
    row = {"type": 1, "components": [*MESSAGE["components"][0]["components"], unknown]}
    message = MESSAGE | {"components": [row, MESSAGE["components"][1]]}
    read = kit.decode(chats("resources_message", "Message"), message)
    names = [type(each).__name__ for each in read.components]
    inner = [type(each).__name__ for each in read.components[0].components]
    assert names == ["ActionRow", "Section"]
    assert inner == ["Button", "UserSelect", "RoleSelect", "dict"]
    assert type(read.components[1].accessory).__name__ == "Button"
    assert type(read.components[1].text).__name__ == "TextDisplay"


def test_answers_are_of_their_kinds(kit: Kit, chats: Callable[[str, str], Any]) -> None:
    """The union is stated in a sentence, and told apart by what they must have."""
    if kit.target == "typeddict":
        return
    read = [kit.decode(chats("gateway", "InteractionResponse"), r) for r in RESPONSES]
    kinds = [type(each.data).__name__ for each in read[1:]]
    assert kinds == ["MessageData", "ChoicesData"]


def test_numbers_that_docs_call_text_stay_text(
    kit: Kit, chats: Callable[[str, str], Any]
) -> None:
    """Ids and prices are as they came, to the last zero."""
    if kit.target == "typeddict":
        return
    read = kit.decode(chats("topics_old_commands", "Invocation"), INVOCATION)
    assert (read.id, read.price) == ("786008729715212338", "0010.50")
    assert read.reader_ids == INVOCATION["reader_ids"]
    assert type(read.author).__name__ == "User"
    assert [type(each).__name__ for each in read.seen_by] == ["PartialUser"] * 2
    assert [each.value for each in read.data.options] == ["The Gitrog", 3]


def test_flags_are_sums(kit: Kit, chats: Callable[[str, str], Any]) -> None:
    """Of flags that are listed, and of others; what is none of these is kept as well."""
    if kit.target == "typeddict":
        return
    message = chats("resources_message", "Message")
    flags = chats("resources_message", "MessageFlags")
    read = kit.decode(message, MESSAGE).flags
    assert issubclass(flags, IntFlag)
    assert flags.EPHEMERAL in read
    assert flags.CROSSPOSTED not in read
    assert not read.is_known
    assert (flags.CROSSPOSTED | flags.EPHEMERAL).is_known
    for value in (0, 3, 65, 1 << 40, -1):
        again = kit.decode(message, MESSAGE | {"flags": value})
        assert kit.encode(again)["flags"] == value


@pytest.mark.slow
@pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the published pages are not beside this checkout"
)
def test_published_docs_read_their_messages(kit: Kit, tmp_path: Path) -> None:
    """A message with a container, a section and selects, a payload, and answers of three kinds."""
    models = _models(kit.target, PUBLISHED, tmp_path)
    model = models("resources_message", "Message")
    author = {"id": "3", "username": "a", "discriminator": "0"}
    message: dict[str, Any] = {
        "id": "1",
        "channel_id": "2",
        "author": author | {"global_name": None, "avatar": None},
        "content": "hi",
        "timestamp": "2017-07-11T17:27:07.299000+00:00",
        "edited_timestamp": None,
        **dict.fromkeys(("tts", "mention_everyone", "pinned"), False),
        **{key: [] for key in ("mentions", "mention_roles", "attachments", "embeds")},
        "type": 0,
        "components": [
            {
                "type": 17,
                "accent_color": 1,
                "components": [{"type": 10, "content": "x"}],
            },
            {"type": 1, "components": [{"type": 7, "custom_id": "m"}]},
        ],
    }
    read = kit.decode(model, message)
    assert kit.encode(read) == message
    if kit.target != "typeddict":
        names = [type(each).__name__ for each in read.components]
        assert names == ["Container", "ActionRow"]
        inner = [type(each.components[0]).__name__ for each in read.components]
        assert inner == ["TextDisplay", "MentionableSelect"]
    payload = models("events_gateway_events", "Payload")
    assert kit.encode(kit.decode(payload, PAYLOAD)) == PAYLOAD
    answer = models("interactions_receiving_and_responding", "InteractionResponse")
    choices = {"choices": [{"name": "a", "value": 1}, {"name": "b", "value": "b"}]}
    modal = {"custom_id": "m", "title": "T", "components": []}
    for kind, number, data in (
        ("Messages", 4, {"content": "Congrats", "tts": False}),
        ("Autocomplete", 8, choices),
        ("Modal", 9, modal),
    ):
        said = {"type": number, "data": data}
        answered = kit.decode(answer, said)
        assert kit.encode(answered) == said
        assert kit.target == "typeddict" or type(answered.data).__name__ == kind


def test_members_of_enums_may_be_called_like_what_models_need(
    kit: Kit, chats: Callable[[str, str], Any]
) -> None:
    """Such as `UNSET`, which msgspec has for members that may be absent."""
    if kit.target == "typeddict":
        return
    styles = chats("components", "ButtonStyles")
    assert [each.value for each in styles] == [0, 1, 4]
    button = {"type": 2, "style": 0, "custom_id": "x"}
    read = kit.decode(chats("components", "Button"), button)
    assert read.style is styles(0)
    assert kit.encode(read) == button
