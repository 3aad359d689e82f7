"""Meaning: what all pages say together, and what is wrong with it.

Takes drafts and overrides; gives a `Schema`.
"""
