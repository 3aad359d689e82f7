"""A module whose statements have known forms is held to what each of them would be."""

from __future__ import annotations

import ast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.property import edited

from typetable.gate import Readback, forms, inspect
from typetable.gate.names import Defined
from typetable.gate.readback import Contents
from typetable.targets import TARGETS


def defined(text: str) -> Defined:
    """Return the names that a module defines."""
    names = Defined()
    names.collect(ast.parse(text).body)
    return names


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_written_has_forms(target: str) -> None:
    """No class has to be looked at as a whole."""
    text, allowed, _ = edited.module(target)
    outside, bodies = forms.parted(text)
    assert len(outside) < len(text) / 2
    forms.collect(bodies, Contents(), defined(text), allowed)


@given(st.data())
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_forms_refuse_what_a_whole_does(data: st.DataObject) -> None:
    """Whatever stands in a module, forms make no difference."""
    changed, allowed, readback = edited.drawn(data)
    by_forms = inspect(changed, allowed, readback)
    with edited.without_forms():
        assert inspect(changed, allowed, readback) == by_forms


@given(st.data())
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_forms_say_what_a_whole_does(data: st.DataObject) -> None:
    """What classes say by their forms, they do say."""
    changed, allowed, _ = edited.drawn(data)
    try:
        outside, bodies = forms.parted(changed)
        contents = Contents()
        forms.collect(bodies, contents, defined(outside), allowed)
    except (SyntaxError, forms.UnlikeError):
        return
    values = (value for _, value in contents.constants)
    heard = Readback(
        names=(*contents.names,),
        values=(
            *contents.texts,
            *(value for value in values if isinstance(value, int)),
        ),
        prose=(*contents.prose,),
    )
    with edited.without_forms():
        if not inspect(outside, allowed):
            assert inspect(changed, allowed, heard) == ()
