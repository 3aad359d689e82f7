"""Whatever text the docs hold, what literals and naming make of it passes the gate."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.gate import Allowed, Readback, inspect
from typetable.python import literals

POLICY = Allowed(types=frozenset({"str"}))
TEXTS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(['"""', '"', "\\", "\n", "#", "\u202e", "exec('x')"])).map(
        "".join
    ),
)


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=300)
def test_quoted_text_passes(description: str, value: str) -> None:
    """A class with any description and any value passes, and the value reads back."""
    docstring = literals.docstring(description, indent=4)
    texts_of_docs = [literals.string(value), literals.string(description)]
    lines = [
        "class C:",
        f"    {docstring}",
        *(f"    x: str = {t}" for t in texts_of_docs),
    ]
    source = "\n".join(lines)
    readback = Readback(values=(value, description), prose=(description,))
    assert inspect(source, POLICY, readback) == ()


@given(st.one_of(TEXTS, st.binary(max_size=30)))
@settings(deadline=None, max_examples=300)
def test_anything_can_be_inspected(text: str | bytes) -> None:
    """The gate answers to whatever it is given; it never raises."""
    for problem in inspect(text, POLICY):
        assert problem.line >= 1
        assert problem.column >= 1
