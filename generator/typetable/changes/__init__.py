"""Two states of the docs compared: what changed, whom it breaks, and how bad it is.

Takes two `Schema`s; gives `Change`s, and a verdict on each.

The one rule kept here: a change is found on two schemas and nothing else, so that padding, escapes
and the order of pages cannot show. `compare` finds, `policy` judges, `summary` tells.
"""
