import pytest

from typetable import rules
from typetable.output.moves import Move, moves, with_moves
from typetable.output.records import Action

PET = 'class Pet(Model):\n    """Documented in `Pet.md`."""\n\n    name: str\n'
CAT = "class Cat(Model):\n    age: int\n"


def action(path: str, old: str | None, new: str | None) -> Action:
    """Return the action of a file, by a change of its page."""
    rule = rules.DOCS_CHANGED
    if old is None or new is None:
        rule = rules.MISSING_OUTPUT if old is None else rules.LEFT_OVER_OUTPUT
    return Action(path=path, kind="update", causes=(rule,), old=old, new=new)


def test_a_model_that_is_gone_here_and_new_there_moved() -> None:
    """The page that its docstring names is another one, and so may be what leads to a model."""
    there = CAT + PET.replace("Pet.md", "Cat.md").replace("str", "_a.B")
    old = PET.replace("str", "B")
    actions = (action("pet.py", old, None), action("cat.py", CAT, there))
    assert moves(actions) == (Move("Pet", "pet.py", "cat.py"),)
    assert [each.causes for each in with_moves(actions)] == [(rules.MOVED_MODEL,)] * 2


def test_what_else_changed_keeps_its_cause() -> None:
    """Of one file, and not of the other."""
    actions = (
        action("pet.py", PET + CAT, CAT.replace("int", "float")),
        action("new.py", None, PET),
    )
    assert [each.causes for each in with_moves(actions)] == [
        (rules.MOVED_MODEL, rules.DOCS_CHANGED),
        (rules.MOVED_MODEL,),
    ]


@pytest.mark.parametrize(
    "actions",
    [
        (action("pet.py", PET, None), action("new.py", None, CAT)),
        (action("pet.py", PET, None), action("a.py", None, PET.replace("str", "int"))),
        (action("pet.py", PET, None), *(action(f"{n}.py", None, PET) for n in "ab")),
        (action("pet.py", PET, PET + CAT),),
        (action("a.py", f"{PET}(", None), action("b.py", None, CAT)),
    ],
)
def test_all_else_came_or_went(actions: tuple[Action, ...]) -> None:
    """Another model, one that says another thing, one that came twice, and what is no Python."""
    assert moves(actions) == ()
    assert with_moves(actions) == actions
