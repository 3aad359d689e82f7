"""The cache: digests and results of earlier runs, in `.typetable_cache/` of the configuration.

Takes keys and contents; gives the results of earlier runs, and files that were read already.

The one rule kept here: a result that is kept can cost time, never correctness. All of them are
data, by the digest of their inputs, and sealed with a key that only this user has.
"""
