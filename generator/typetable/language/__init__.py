"""The dialect language: each section's record, beside the function that asks it.

Takes the files of dialects; gives a `Dialect`, and what a `Draft` is made of.
"""
