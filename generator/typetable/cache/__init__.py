"""The cache: what typetable remembers between runs, in `.typetable_cache/` of the configuration.

Takes keys and contents; gives what earlier runs saw and made.

The one rule kept here: what is remembered can cost time, never correctness. All of it is data, by
the content that it was made from, and sealed with a key that only this user has.
"""
