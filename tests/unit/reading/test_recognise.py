from __future__ import annotations

import pytest

from typetable.markdown.document import parse
from typetable.reading.recognise import evidence, recognise
from typetable.source import SourceFile

PAGE = "# A\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n"


def _dialect(*types: str, indent: str = "") -> str:
    rows = "".join(f"{indent}| a | {kind} | ✅ | |\n" for kind in types)
    source = SourceFile(path="a.md", name="a.md", text=PAGE + rows)
    return recognise([evidence(parse(source))]).name


@pytest.mark.parametrize(
    ("types", "name"),
    [
        (("str", "List[A]"), "liblab"),
        (("string", "A[]", "number"), "liblab-typescript"),
        (("String", "List<A>", "Object"), "liblab-java"),
        (("string", "List`<A>`", "double"), "liblab-csharp"),
        (("string", "[]pkg.A", "int64"), "liblab-go"),
        (("string", "model", "array"), "liblab-php"),
        ((), "liblab"),
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
