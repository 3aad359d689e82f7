"""Our own attacks, through every target."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from tests.hostile import sandbox
from tests.hostile.attacks import ATTACKS, REFUSED_BY, Attack, table
from tests.hostile.global_rules import broken, study

from typetable.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attack(attack: Attack, target: str, tmp_path: Path) -> None:
    """The pages are taken or refused as they must be, and all rules hold."""
    case = study(tmp_path, attack.data, target, dialect=attack.dialect)
    assert broken(case) == []
    is_refused = attack.outcome == "E" or attack.name in REFUSED_BY.get(target, ())
    assert case.is_written != is_refused, case.run.stderr
    assert (case.files != {}) == case.is_written
    assert {*attack.codes} <= {code for _, code, *_ in case.facts["findings"]} | {
        code for code in attack.codes if f"[{code}]" in case.run.stderr
    }


def test_every_class_has_an_attack() -> None:
    """From a to k."""
    assert {attack.name[0] for attack in ATTACKS} == {*"abcdefghijk"}


@pytest.mark.parametrize("format_", ["json", "jsonschema", "openapi"])
def test_documents_command_no_runner(tmp_path: Path, format_: str) -> None:
    """A schema that is printed to a log holds the words of the docs, and nothing to obey."""
    said = "##[error]x ##vso[task.x]y ##teamcity[z]"
    pages = {f"{said}.md": table(f"{said} | str | ❌ | {said}", text=said).encode()}
    box = sandbox.make(tmp_path, pages)
    job = sandbox.plain().run(box, "command", "schema", "docs", "--format", format_)
    assert job.code == 0
    assert not re.search(r"##(vso|teamcity)?\[", job.stdout)
    assert said in str(json.loads(job.stdout))
