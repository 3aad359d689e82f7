import pytest
from msgspec.structs import replace

from typetable import rules
from typetable.output.records import Action
from typetable.output.renames import renames, with_old_texts, with_renames

PET = '''\
class Pet(Model):
    """A pet.

    Documented in `Pet.md`."""

    name: str
    """Its name."""
    age: int
'''

CAT = '''\
class Cat(Model):
    """Documented in `Cat.md`."""

    name: str
    """What it is called."""
    fur: bool
    age: int
'''


def gone(path: str, old: str) -> Action:
    """Return the deletion of a file that no page asks for."""
    causes = (rules.LEFT_OVER_OUTPUT,)
    return Action(path=path, kind="delete", causes=causes, old=old, new=None)


def came(path: str, new: str) -> Action:
    """Return the creation of a file."""
    causes = (rules.MISSING_OUTPUT,)
    return Action(path=path, kind="create", causes=causes, old=None, new=new)


@pytest.mark.parametrize(
    "new",
    [
        PET.replace("Pet.md", "Animal.md"),
        PET.replace("age: int", "age: float"),
        PET.replace("age: int", "age: int\n    colour: str"),
        PET.replace("Pet", "Animal"),
        PET.replace("    age: int\n", ""),
    ],
)
def test_a_page_with_another_name_says_most_of_what_it_said(new: str) -> None:
    """It is one cause of both files, and the new one is compared with the old text."""
    actions = (gone("pet.py", PET), came("animal.py", new), came("cat.py", CAT))
    told = with_renames(actions)
    assert [each.causes for each in told] == [
        (rules.PAGE_RENAMED,),
        (rules.PAGE_RENAMED,),
        (rules.MISSING_OUTPUT,),
    ]
    assert [each.old for each in with_old_texts(told)] == [PET, PET, None]


@pytest.mark.parametrize(
    "actions",
    [
        (gone("pet.py", PET), came("cat.py", CAT)),
        (gone("pet.py", PET),),
        (came("pet.py", PET),),
        (gone("pet.py", f"{PET}("), came("cat.py", f"{PET}(")),
        (
            replace(
                gone("pet.py", PET),
                causes=(rules.LEFT_OVER_OUTPUT, rules.EDITED_OUTPUT),
            ),
            came("new.py", PET),
        ),
    ],
)
def test_all_else_came_or_went(actions: tuple[Action, ...]) -> None:
    """Pages that say other things, what is no Python, and what somebody edited."""
    assert renames(actions) == {}
    assert with_renames(actions) == actions


def test_each_page_is_the_other_name_of_one() -> None:
    """Of two that are alike, the one that is most so."""
    near = PET.replace("age: int", "age: int\n    fur: bool")
    far = PET.replace("age: int", "weight: int")
    actions = (gone("pet.py", PET), came("far.py", far), came("near.py", near))
    assert renames(actions) == {"near.py": "pet.py"}


def test_pages_that_say_the_same_are_taken_in_their_order() -> None:
    """As many as there are."""
    actions = (
        *(gone(f"{name}.py", PET) for name in "ab"),
        *(came(f"{name}.py", PET) for name in "xyz"),
    )
    assert renames(actions) == {"x.py": "a.py", "y.py": "b.py"}
