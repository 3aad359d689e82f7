import json
import tomllib
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from typetable.settings.toml_positions import locate

KeyPath: TypeAlias = tuple[str | int, ...]

names = st.text(st.sampled_from('ab-1. #"=[é\\'), max_size=4)
scalars = st.one_of(
    st.integers().map(str),
    st.sampled_from(["true", "1979-05-27 07:32:00", "-1.5e3", "'a = 1 # ]'"]),
    st.sampled_from(["'''\n[x]\n'''''", '"""\na = 1\\"\n"""', '"\\" # ]"']),
    names.map(lambda name: json.dumps(name, ensure_ascii=False)),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(names, inner, max_size=3),
    ),
    max_leaves=6,
)
tables = st.dictionaries(names, values, max_size=4)
blanks = st.sampled_from(["", " ", "\t"])
gaps = st.sampled_from(["", "\n", " # [c]\n", "\n\n # a = 1\n"])


@dataclass
class Page:
    """TOML source that is being written, and where its keys were put."""

    draw: Any
    text: str = ""
    places: dict[KeyPath, int] = field(default_factory=dict)

    def put(self, text: str) -> None:
        """Add text."""
        self.text += text

    def key(self, path: KeyPath, prefix: int = 0) -> None:
        """Add the dotted key of `path` without its first parts."""
        for index in range(prefix, len(path)):
            if index > prefix:
                self.put(self.draw(blanks) + "." + self.draw(blanks))
            self.places.setdefault(path[: index + 1], len(self.text))
            self.put(self.written(str(path[index])))

    def written(self, name: str) -> str:
        """Return a key, bare where that is possible and hypothesis likes it."""
        is_bare = name and all(letter in "ab-1" for letter in name)
        if is_bare and self.draw(st.booleans()):
            return name
        if self.draw(st.booleans()):
            return f"'{name}'"
        return json.dumps(name, ensure_ascii=self.draw(st.booleans()))

    def pairs(self, table: dict[str, Any], path: KeyPath, end: str) -> None:
        """Add the pairs of a table."""
        for index, (name, value) in enumerate(table.items()):
            self.put(", " if end == "" and index else "")
            self.key((*path, name), len(path))
            self.put(self.draw(blanks) + "=" + self.draw(blanks))
            self.value(value, (*path, name))
            self.put(self.draw(blanks) + end)

    def value(self, value: Any, path: KeyPath) -> None:
        """Add a value."""
        match value:
            case dict():
                self.put("{ ")
                self.pairs(value, path, "")
                self.put(" }")
            case list():
                self.put("[")
                for index, item in enumerate(value):
                    self.put(self.draw(gaps))
                    self.places[(*path, index)] = len(self.text)
                    self.value(item, (*path, index))
                    self.put(self.draw(gaps) + ",")
                self.put(self.draw(gaps) + "]")
            case _:
                self.put(value)


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_every_key_is_found_at_its_place(data: st.DataObject) -> None:
    """Whatever a file looks like, each key is found where it was put."""
    page = Page(draw=data.draw)
    page.pairs(data.draw(tables), (), "\n")
    for number in range(data.draw(st.integers(0, 3))):
        path = (f"t{number}", *data.draw(st.lists(names, max_size=2)))
        page.put("[")
        page.key(path)
        page.put("]" + data.draw(gaps) + "\n")
        page.pairs(data.draw(tables), path, "\n")
    for index in range(data.draw(st.integers(0, 3))):
        page.put("[[")
        page.places.setdefault(("package", index), len(page.text))
        page.key(("package",))
        page.put("]]\n")
        page.pairs(data.draw(tables), ("package", index), "\n")
        page.put("[package.")
        page.places["package", index, "sub"] = len(page.text)
        page.put("sub]\n")
        page.pairs(data.draw(tables), ("package", index, "sub"), "\n")
    tomllib.loads(page.text)
    positions = locate(page.text)
    for key_path, start in page.places.items():
        place = positions.find(key_path)
        assert place is not None
        assert place[0] == start, (key_path, page.text)
