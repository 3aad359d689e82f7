"""Notation: how types are spelled, and which type a cell means.

Takes a cell and `[types]` of a dialect; gives a `TypeExpr`.
"""
