"""JSON names of msgspec, and the style that saves most of them."""

from typing import Any

import msgspec
import pytest

from typetable.targets.msgspec_names import STYLES, style_of

NAMES = ["id", "id_", "created_at", "a_1b", "url_2", "x_y_z", "aB", "class_", "a_bC"]


@pytest.mark.parametrize("style", [style for style in STYLES if style])
@pytest.mark.parametrize("name", NAMES)
def test_styles(style: str, name: str) -> None:
    """A style makes of a name what msgspec makes of it."""
    renamed: Any = style
    struct = msgspec.defstruct("Struct", [name], rename=renamed)
    assert (STYLES[style](name),) == struct.__struct_encode_fields__


@pytest.mark.parametrize(
    ("pairs", "style"),
    [
        ([("id", "id")], ""),
        ([("id_", "id")], ""),
        ([("created_at", "createdAt"), ("updated_at", "updatedAt")], "camel"),
        ([("created_at", "created_at"), ("updated_at", "updatedAt")], ""),
        ([("a_b", "AB"), ("c", "C"), ("d", "odd")], "pascal"),
        ([("a_b", "a-b"), ("c_d", "c-d")], "kebab"),
        ([], ""),
    ],
)
def test_style_of(pairs: list[tuple[str, str]], style: str) -> None:
    """The style is the one that saves most names from being said, if it saves two."""
    assert style_of(pairs) == style
