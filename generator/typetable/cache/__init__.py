"""The cache: what typetable remembers between runs, in `.typetable_cache/` of the configuration.

Takes keys and contents; gives what earlier runs read and made.

The one rule kept here: what is remembered can cost time, never correctness. All of it is data, by
the digest of its inputs, and sealed with a key that only this user has.
"""
