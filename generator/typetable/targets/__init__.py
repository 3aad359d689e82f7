"""Targets: the kinds of models that typetable writes.

Takes a `Schema` and its names; gives views, which hold finished text.
"""

from __future__ import annotations

from typetable.targets.catalog import Catalog
from typetable.targets.registry import TARGETS
from typetable.targets.target import Target, left_out, unimportable, unsayable

__all__ = ["TARGETS", "Catalog", "Target", "left_out", "unimportable", "unsayable"]
