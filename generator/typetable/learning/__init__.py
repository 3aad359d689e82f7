"""Learning: how docs of no known family are written, by the evidence of their own tables.

Takes the pages of some docs; gives a `Learnt`, which is a dialect on top of `plain`.
"""
