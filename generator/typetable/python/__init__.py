"""Python text: quotes, characters, line breaks, and the style of black.

Takes values, and text that may be too long for a line; gives text as black leaves it.
"""
