"""Pages of our own to measure with: as many as wanted, always the same, as long-winded as wanted.

The one rule kept here: a page depends on its number and on the length of its words, not on how many
others there are, so that figures of different sizes can be compared.
"""

from __future__ import annotations

from itertools import cycle, islice
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WORDS = tuple("""
    account amount archive balance battery booking channel circle contact currency customer
    delivery dock event filter forecast frequency gateway history identifier image invoice
    item journey key language league library limit list location member merchant message
    method module name network number offer online order organisation page parcel partner
    payment period person player point policy price product profile promotion quantity range
    reason record region request response result review route schedule score season segment
    series service session setting shipment station status store summary support tag team
    ticket title token tournament transaction transfer type unit usage user validity value
    variant vehicle version video voucher wallet warehouse window zone
    """.split())  # noqa: SIM905
_SCALARS = ("str", "int", "float", "bool", "any", "dict", "str", "str")
_PROSE = (
    "",
    "",
    "Its {0}.",
    "The {0} of the {1}, `null` if unknown.<br/>**Note**: see [the {0}s](/docs/{0}).",
    'When the {0} is "{1}", the {1} isn\'t there; a path such as C:\\\\{0} stays as it is.',
    "L'{0} précédente — naïve “{1}”, 日本語の説明 and enough words to fill a line or two.",
)


def write(folder: Path, count: int, *, words: int = 2) -> None:
    """Write `count` pages of models whose names have about so many words."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        name = _model(number, words)
        (folder / f"{name}.md").write_text("\n".join(_page(number, name, words)) + "\n")


def _model(number: int, words: int) -> str:
    chosen = Random(number).choices(_WORDS, k=words)  # noqa: S311
    return "".join(map(str.title, chosen)) + f"Of{number}"


def _page(number: int, name: str, words: int) -> Iterator[str]:
    random = Random(number * 31 + words)  # noqa: S311
    kind = "Status" + "".join(map(str.title, random.choices(_WORDS, k=words - 1)))
    yield from (f"# {name}", "", *_said(random), "**Properties**", "")
    yield from _table(_rows(random, number, words, f"{name}{kind}", name))
    yield from ("", f"# {name}{kind}", "", "**Properties**", "")
    yield from _table(_values(random, words))
    if number % 7 == 0:
        yield from ("", f"# {name}Choice", "")
        for member in range(1, 3 + number % 3):
            yield from ("", f"# {name}Choice_{member}", "", "**Properties**", "")
            yield from _table(_rows(random, number, words, f"{name}{kind}", name))
    yield from ("", "<!-- This file was generated for a measurement -->")


def _table(rows: Iterator[tuple[str, str, str, str]]) -> Iterator[str]:
    yield "| Name | Type | Required | Description |"
    yield "| :--- | :--- | :------- | :---------- |"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _rows(
    random: Random, number: int, words: int, enum: str, own: str
) -> Iterator[tuple[str, str, str, str]]:
    """Yield rows of fields: mostly scalars, some of other models, one of the page's enum."""
    others = [_model(random.randrange(max(1, number)), words) for _ in range(3)]
    others += [own, f"{own}Choice"] if number % 7 == 0 else [own]
    names = {
        "_".join(random.choices(_WORDS, k=random.randint(1, words)))
        for _ in range(random.randint(2, 12))
    }
    types = [
        enum,
        *others,
        *(f"List[{other}]" for other in others[:2]),
        f"List[List[{others[0]}]]",
        "List[str]",
    ]
    for name in sorted(names):
        part = random.choice(types if random.random() < 0.4 else _SCALARS)
        required = random.choice("✅❌❌")
        yield name, part, required, " ".join(_said(random))


def _values(random: Random, words: int) -> Iterator[tuple[str, str, str, str]]:
    """Yield rows of an enum's values."""
    for count in range(random.randint(1, 6)):
        chosen = random.choices(_WORDS, k=random.randint(1, 2 * words))
        glue = random.choice(("_", "-", " ", "' ", "/"))
        yield "_".join(
            (*chosen, str(count))
        ).upper(), "str", "✅", f'"{glue.join(chosen)}"'


def _said(random: Random) -> list[str]:
    prose = random.choice(_PROSE).format(*random.choices(_WORDS, k=2))
    return list(islice(cycle([prose]), random.choice((1, 1, 1, 3)))) if prose else []
