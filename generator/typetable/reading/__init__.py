"""Reading: what one page says, in the words of its own docs.

Takes a `Document` and a `Dialect`; gives a `Draft`.
"""
