"""Changes between two states of the docs, their levels for code and for JSON, and verdicts.

Takes two `Schema`s; gives `Change`s, and a verdict on each.

The one rule kept here: changes follow from two schemas and nothing else, so that padding, escapes
and the order of pages cannot show. `compare` finds, `policy` judges, `summary` tells.
"""
