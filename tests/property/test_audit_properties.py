"""An audit passes all that typetable writes, however it is named, and takes it for what it is."""

from __future__ import annotations

import io
import tempfile
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.golden.packages import texts
from tests.property.schemas import schemas

from typetable.cli import main
from typetable.diagnostics import has_errors
from typetable.naming import assign
from typetable.schema import ObjectModel, UnionModel
from typetable.settings.package import Override
from typetable.source import Span
from typetable.targets import TARGETS, Catalog, unimportable, unsayable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn

    from typetable.schema import Model, Schema

OVERRIDES = (
    *("Klass_", "Klass__", "klass", "KLASS", "_Klass", "_Klass_", "Ünion", "K_l_a_s_s"),
    *("Decode", "decode_Klass", "shapes_of_it", "_decode_", "T", "_", "__", "K9_"),
)
"""Names that a user may choose, which lead to others: of functions, imports and aliases."""


@st.composite
def overrides(draw: DrawFn, schema: Schema) -> tuple[Override[str], ...]:
    """Draw Python names for some of what a schema names."""
    models = [model for module in schema.modules for model in module.models]
    if not models:
        return ()
    parts = [key for model in models for key in _parts(model)]
    keys = st.sampled_from([model.name for model in models])
    keys |= st.sampled_from(parts) if parts else keys
    chosen = draw(st.lists(keys, min_size=1, max_size=4, unique=True))
    return tuple(
        Override(
            key=key,
            value=draw(st.sampled_from(OVERRIDES)),
            path="pyproject.toml",
            span=Span(1, 1, 1),
        )
        for key in chosen
    )


def _parts(model: Model) -> Iterator[str]:
    if not isinstance(model, UnionModel):
        rows = model.fields if isinstance(model, ObjectModel) else model.members
        yield from (f"{model.name}.{row.name}" for row in rows)


@pytest.mark.parametrize("target", TARGETS)
@settings(
    deadline=None,
    max_examples=10,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data(), strict=st.booleans())
def test_what_is_written_passes(
    target: str, data: st.DataObject, *, strict: bool
) -> None:
    """All of a package and each file alone, with and without being told the target."""
    schema = data.draw(schemas())
    said = data.draw(overrides(schema))
    made = TARGETS[target]
    names, found = assign(schema, made.reserved, said)
    assume(not has_errors(found))
    assume(not [*unsayable(made, schema)])
    assume(not [*unimportable(Catalog(schema, names))])
    with tempfile.TemporaryDirectory() as folder:
        written = texts(schema, target, strict=strict, said=said)
        for path, text in written.items():
            Path(folder, path).write_text(text, encoding="utf-8")
        alone = [f"{folder}/{path}" for path in written if path.endswith(".py")]
        for places in ([folder], ["--target", target, *alone]):
            _assert_passes(places)


GENERATED = [
    *sorted(Path(__file__).parents[1].glob("golden/everything_*")),
    Path(__file__).parents[2] / "generated",
]


@pytest.mark.parametrize("package", GENERATED, ids=lambda path: path.name)
def test_what_was_written_here_passes(package: Path) -> None:
    """The packages of this repository."""
    assert len(GENERATED) == len(TARGETS) + 1
    _assert_passes([str(package)])


def _assert_passes(places: list[str]) -> None:
    told = io.StringIO()
    with redirect_stderr(told):
        code = main(["audit", "--format", "concise", *places])
    assert code == 0, told.getvalue()
