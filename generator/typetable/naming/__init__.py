"""Documented names to Python names, decided once, before anything is rendered.

Takes a `Schema` and reserved names; gives `Names`, per scope.

The one rule kept here: a name depends on its own spelling and on the names around it, never on
their order, so that a row inserted above renames nothing below.
"""

from __future__ import annotations

from typetable.naming.assignment import Names, Reserved, assign
from typetable.naming.json_names import JsonNames, WireCase, wire_name
from typetable.naming.modules import module_name, module_names

__all__ = [
    "JsonNames",
    "Names",
    "Reserved",
    "WireCase",
    "assign",
    "module_name",
    "module_names",
    "wire_name",
]
